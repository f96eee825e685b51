//! Results of importing a document; the languages word them.

use std::fmt;
use std::io;

use crate::plan::keyed;

/// The format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// A web archive: a page with its pictures in one file.
    WebArchive,
    /// Comma- or tab-separated values.
    Csv,
    /// A Word document since 2007.
    Docx,
    /// An Excel workbook since 2007.
    Xlsx,
    /// An Excel workbook before 2007.
    Xls,
    /// An `OpenDocument` text.
    Odt,
    /// An `OpenDocument` spreadsheet.
    Ods,
    /// A Word document before 2007.
    Doc,
    /// A document of Kingsoft WPS.
    Wps,
    /// A workbook of Kingsoft WPS.
    Et,
    /// Rich text.
    Rtf,
    /// PDF.
    Pdf,
    /// OFD, the Chinese layout format.
    Ofd,
    /// A picture.
    Picture,
    /// Slides.
    Slides,
    /// An archive of files.
    Archive,
    /// Another office file from before 2007, or any encrypted one.
    Compound,
}

impl FileFormat {
    /// Returns the usual file extension.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => ".txt",
            Self::Markdown => ".md",
            Self::Html => ".html",
            Self::WebArchive => ".mht",
            Self::Csv => ".csv",
            Self::Docx => ".docx",
            Self::Xlsx => ".xlsx",
            Self::Xls => ".xls",
            Self::Odt => ".odt",
            Self::Ods => ".ods",
            Self::Doc => ".doc",
            Self::Wps => ".wps",
            Self::Et => ".et",
            Self::Rtf => ".rtf",
            Self::Pdf => ".pdf",
            Self::Ofd => ".ofd",
            Self::Picture => ".jpg/.png",
            Self::Slides => ".pptx",
            Self::Archive => ".zip",
            Self::Compound => "OLE2",
        }
    }
}

keyed! {
    /// A kind of cleaning applied to a document.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Cleaned {
        /// Removed navigation and other furniture of a web page.
        Furniture = "furniture",
        /// Removed page numbers.
        PageNumbers = "page-numbers",
        /// Joined lines that a fixed width had broken.
        HardWraps = "hard-wraps",
        /// Split a text on one line into paragraphs before its numbers.
        LostLineBreaks = "lost-line-breaks",
        /// Removed a repeated beginning.
        RepeatedBeginning = "repeated-beginning",
        /// Replaced lookalike characters: PDF radicals, full-width digits.
        Lookalikes = "lookalikes",
        /// Rebuilt the rows of a table written one cell per line.
        CellLines = "cell-lines",
        /// Removed text deleted by tracked changes.
        DeletedText = "deleted-text",
        /// Removed footnotes and comments.
        Footnotes = "footnotes",
        /// Removed a table of contents.
        Contents = "contents",
        /// Wrote out numbers that Word generates.
        NumberedByWord = "numbered-by-word",
        /// Skipped hidden sheets.
        HiddenSheets = "hidden-sheets",
    }
}

/// The reason a file cannot be read as a document.
#[derive(Debug)]
pub enum IntakeError {
    /// The operating system refused.
    Io(io::Error),
    /// The file is empty or blank.
    Empty,
    /// The file, or its unpacked contents, is larger than any document.
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// A table has more cells, or the text more paragraphs, than any document.
    TooMany {
        /// The limit.
        limit: usize,
    },
    /// The file is protected by a password.
    Encrypted(FileFormat),
    /// The file is truncated or damaged.
    Damaged {
        /// Its apparent format.
        format: FileFormat,
        /// The message of that format's reader.
        why: String,
    },
    /// The file is not text in a known encoding.
    NotText,
    /// The file is a picture, or its pages are.
    Picture(FileFormat),
    /// The format is not supported.
    Unknown(FileFormat),
    /// The program that reads this format is not installed.
    NoTool {
        /// The format.
        format: FileFormat,
        /// The program.
        tool: &'static str,
    },
    /// The program that reads this format failed.
    ToolFailed {
        /// The format.
        format: FileFormat,
        /// The program.
        tool: &'static str,
        /// Its message.
        why: String,
    },
    /// The program that reads this format was stopped after a timeout.
    ToolTooSlow {
        /// The format.
        format: FileFormat,
        /// The program.
        tool: &'static str,
        /// The timeout in seconds.
        seconds: u64,
    },
}

impl fmt::Display for IntakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::Empty => f.write_str("the file is empty"),
            Self::TooLarge { limit } => write!(f, "larger than {} MB", limit >> 20),
            Self::TooMany { limit } => write!(f, "more than {limit} paragraphs or cells"),
            Self::Encrypted(format) => write!(f, "{} is encrypted", format.name()),
            Self::Damaged { format, why } => write!(f, "{} is damaged: {why}", format.name()),
            Self::NotText => f.write_str("not a text"),
            Self::Picture(format) => write!(f, "{} holds pictures, no text", format.name()),
            Self::Unknown(format) => write!(f, "{} is not read", format.name()),
            Self::NoTool { format, tool } => write!(f, "{} needs {tool}", format.name()),
            Self::ToolFailed { format, tool, why } => {
                write!(f, "{tool} could not read {}: {why}", format.name())
            }
            Self::ToolTooSlow {
                format,
                tool,
                seconds,
            } => write!(f, "{tool} did not read {} in {seconds} s", format.name()),
        }
    }
}

impl std::error::Error for IntakeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            _ => None,
        }
    }
}

impl From<io::Error> for IntakeError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
