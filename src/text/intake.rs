//! What happens to a document on its way in; the words for it are a language's.

use std::fmt;
use std::io;

/// The format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// A web page with its pictures in one file.
    WebArchive,
    /// Comma- or tab-separated values.
    Csv,
    /// A Word document, since 2007.
    Docx,
    /// An Excel workbook, since 2007.
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
    /// The Chinese layout format.
    Ofd,
    /// A picture.
    Picture,
    /// Slides.
    Slides,
    /// An archive of files.
    Archive,
    /// An office file of before 2007 that is none of these, or any office file that is encrypted.
    Compound,
}

impl FileFormat {
    /// The ending that its files usually have.
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

/// What cleaning can do to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cleaned {
    /// Furniture of a web page taken away.
    Furniture,
    /// Page numbers taken away.
    PageNumbers,
    /// Lines that a fixed width had cut put together again.
    HardWraps,
    /// A text on one line cut into paragraphs before its numbers.
    LostLineBreaks,
    /// A beginning that stood twice left out once.
    RepeatedBeginning,
    /// Characters and letters that only looked like what they stood for: radicals of a PDF, full-width digits.
    Lookalikes,
    /// A table that stood a cell a line put back into rows.
    CellLines,
    /// Text that tracked changes had taken out left out.
    DeletedText,
    /// Footnotes and comments left out.
    Footnotes,
    /// A table of contents left out.
    Contents,
    /// Numbers that Word makes by itself written out.
    NumberedByWord,
    /// Sheets that do not show left out.
    HiddenSheets,
}

impl Cleaned {
    /// Its name for programs.
    pub fn key(self) -> &'static str {
        match self {
            Self::Furniture => "furniture",
            Self::PageNumbers => "page-numbers",
            Self::HardWraps => "hard-wraps",
            Self::LostLineBreaks => "lost-line-breaks",
            Self::RepeatedBeginning => "repeated-beginning",
            Self::Lookalikes => "lookalikes",
            Self::CellLines => "cell-lines",
            Self::DeletedText => "deleted-text",
            Self::Footnotes => "footnotes",
            Self::Contents => "contents",
            Self::NumberedByWord => "numbered-by-word",
            Self::HiddenSheets => "hidden-sheets",
        }
    }
}

/// Why a file could not be read as a document.
#[derive(Debug)]
pub enum IntakeError {
    /// The operating system refused.
    Io(io::Error),
    /// Nothing in it, or nothing but blanks.
    Empty,
    /// The file, or what it unpacks to, is larger than any document.
    TooLarge {
        /// The bound, in bytes.
        limit: u64,
    },
    /// A table has more cells, or the text more paragraphs, than any document.
    TooMany {
        /// The bound.
        limit: usize,
    },
    /// Protected by a password.
    Encrypted(FileFormat),
    /// Cut off or damaged.
    Damaged {
        /// What it seems to be.
        format: FileFormat,
        /// What the reader of that format said.
        why: String,
    },
    /// No text in any encoding we know.
    NotText,
    /// A picture, or pages that are pictures.
    Picture(FileFormat),
    /// A format that nothing here reads.
    Unknown(FileFormat),
    /// The program that reads this format is not installed.
    NoTool {
        /// The format.
        format: FileFormat,
        /// The program.
        tool: &'static str,
    },
    /// The program that reads this format did not succeed.
    ToolFailed {
        /// The format.
        format: FileFormat,
        /// The program.
        tool: &'static str,
        /// What it said, or that it took too long.
        why: String,
    },
    /// The program that reads this format did not end in time and was stopped.
    ToolTooSlow {
        /// The format.
        format: FileFormat,
        /// The program.
        tool: &'static str,
        /// How long it was given.
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
