//! A packed file (.docx, .xlsx, .ods): its parts, each unpacked no further than a document needs.

use std::io::{self, BufReader, Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::limits::{PACKAGE_BYTES, PART_BYTES};
use super::{FileFormat, IntakeError};

/// A packed file.
pub(crate) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    format: FileFormat,
}

impl<'b> Package<'b> {
    /// Opens a packed file.
    ///
    /// # Errors
    /// Where it is cut, damaged or encrypted.
    pub(crate) fn open(bytes: &'b [u8], format: FileFormat) -> Result<Self, IntakeError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| fault(format, &error))?;
        Ok(Self { archive, format })
    }

    /// Returns the part of this name, read as it is unpacked; `None` if the package lacks it.
    ///
    /// # Errors
    /// Where the part is damaged or encrypted.
    pub(crate) fn part(
        &mut self,
        name: &str,
    ) -> Result<Option<BufReader<Bounded<impl Read>>>, IntakeError> {
        match self.archive.by_name(name) {
            Ok(file) if file.encrypted() => Err(IntakeError::Encrypted(self.format)),
            Ok(file) => Ok(Some(BufReader::new(Bounded {
                inner: file,
                left: PART_BYTES,
            }))),
            Err(ZipError::FileNotFound) => Ok(None),
            Err(error) => Err(fault(self.format, &error)),
        }
    }

    /// Unpacks everything once, into nothing: a reader that unpacks by itself can then be trusted with the file.
    ///
    /// # Errors
    /// Where a part is damaged or encrypted, or they are larger than any document.
    pub(crate) fn measure(&mut self) -> Result<(), IntakeError> {
        let mut left = PACKAGE_BYTES;
        for at in 0..self.archive.len() {
            let file = self
                .archive
                .by_index(at)
                .map_err(|error| fault(self.format, &error))?;
            if file.encrypted() {
                return Err(IntakeError::Encrypted(self.format));
            }
            // Pictures are not unpacked by anybody.
            if file.name().is_ok_and(|name| name.contains("media/")) {
                continue;
            }
            let mut bounded = Bounded {
                inner: file,
                left: left.min(PART_BYTES),
            };
            let read = io::copy(&mut bounded, &mut io::sink())
                .map_err(|error| read_fault(self.format, &error))?;
            left = left.saturating_sub(read);
        }
        Ok(())
    }
}

/// A reader that fails once more comes out than a document has.
pub(crate) struct Bounded<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.left = self
            .left
            .checked_sub(read as u64)
            .ok_or(io::ErrorKind::FileTooLarge)?;
        Ok(read)
    }
}

fn fault(format: FileFormat, error: &ZipError) -> IntakeError {
    match error {
        ZipError::InvalidPassword => IntakeError::Encrypted(format),
        ZipError::UnsupportedArchive(why) if why.to_ascii_lowercase().contains("password") => {
            IntakeError::Encrypted(format)
        }
        other => IntakeError::Damaged {
            format,
            why: other.to_string(),
        },
    }
}

/// Returns the error met while a part was read.
pub(crate) fn read_fault(format: FileFormat, error: &io::Error) -> IntakeError {
    if error.kind() == io::ErrorKind::FileTooLarge {
        IntakeError::TooLarge { limit: PART_BYTES }
    } else {
        IntakeError::Damaged {
            format,
            why: error.to_string(),
        }
    }
}

/// Returns the error met while the XML of a part was read.
pub(crate) fn xml_fault(format: FileFormat, error: &quick_xml::Error) -> IntakeError {
    match error {
        quick_xml::Error::Io(error) => read_fault(format, error),
        other => IntakeError::Damaged {
            format,
            why: other.to_string(),
        },
    }
}
