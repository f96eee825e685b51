//! Results of importing a document; the languages word them.

use std::fmt;
use std::io;

use crate::plan::keyed;
use crate::text::Lang;

keyed! {
    /// The format of a file, with its usual ending.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum FileFormat {
        /// Plain text.
        Text = ".txt",
        /// Markdown.
        Markdown = ".md",
        /// A web page.
        Html = ".html",
        /// A web archive: a page with its pictures in one file.
        WebArchive = ".mht",
        /// Comma- or tab-separated values.
        Csv = ".csv",
        /// A Word document since 2007.
        Docx = ".docx",
        /// An Excel workbook since 2007.
        Xlsx = ".xlsx",
        /// An Excel workbook before 2007.
        Xls = ".xls",
        /// An `OpenDocument` text.
        Odt = ".odt",
        /// An `OpenDocument` spreadsheet.
        Ods = ".ods",
        /// A Word document before 2007.
        Doc = ".doc",
        /// A document of Kingsoft WPS.
        Wps = ".wps",
        /// A workbook of Kingsoft WPS.
        Et = ".et",
        /// Rich text.
        Rtf = ".rtf",
        /// PDF.
        Pdf = ".pdf",
        /// OFD, the Chinese layout format.
        Ofd = ".ofd",
        /// A picture.
        Picture = ".jpg/.png",
        /// Slides.
        Slides = ".pptx",
        /// An archive of files.
        Archive = ".zip",
        /// Another office file from before 2007, or any encrypted one.
        Compound = "OLE2",
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
        /// Rebuilt the rows of a table written one row per line, between tabs or bars.
        SeparatedRows = "separated-rows",
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
    /// A quote in a CSV file swallows cells or rows below it.
    OpenQuote {
        /// The line that has it.
        line: usize,
    },
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
        f.write_str(&(Lang::En.words().import.fault)("the file", self).what)
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
