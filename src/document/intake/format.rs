//! The format of a file, by its bytes first and its name second.

use crate::text::FileFormat;

/// Returns the format of a file: its first bytes count before the ending of its name.
pub(crate) fn format_of(name: &str, bytes: &[u8]) -> FileFormat {
    by_content(name, bytes).unwrap_or_else(|| by_name(name).unwrap_or(FileFormat::Text))
}

/// Returns the format of a text by its name; text formats have no magic number.
fn by_name(name: &str) -> Option<FileFormat> {
    Some(match ending(name).as_str() {
        "md" | "markdown" => FileFormat::Markdown,
        "html" | "htm" | "xhtml" | "shtml" => FileFormat::Html,
        "csv" | "tsv" => FileFormat::Csv,
        _ => return None,
    })
}

fn ending(name: &str) -> String {
    name.rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase())
        .unwrap_or_default()
}

const PICTURES: &[&[u8]] = &[
    b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*",
];

fn by_content(name: &str, bytes: &[u8]) -> Option<FileFormat> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(packed(name, bytes));
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Some(compound(name, bytes));
    }
    // Some printers put a line before it.
    if find(&bytes[..bytes.len().min(1024)], b"%PDF-").is_some() {
        return Some(FileFormat::Pdf);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Some(FileFormat::Rtf);
    }
    if bytes.starts_with(b"Rar!")
        || bytes.starts_with(b"7z\xbc\xaf")
        || bytes.starts_with(b"\x1f\x8b")
    {
        return Some(FileFormat::Archive);
    }
    // "BM" may begin a text too: a bitmap says how long it is.
    let is_picture = PICTURES.iter().any(|magic| bytes.starts_with(magic))
        && (!bytes.starts_with(b"BM") || bytes.get(6..10) == Some(&[0; 4]));
    if is_picture || (bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")) {
        return Some(FileFormat::Picture);
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if head.starts_with("mime-version:") || head.starts_with("from: <saved by") {
        return Some(FileFormat::WebArchive);
    }
    // A page may be saved as .txt, .doc or .xls: many systems "export to Word" that way.
    let is_page = ["<!doctype html", "<html"]
        .iter()
        .any(|tag| head.starts_with(tag))
        || (head.starts_with('<') && (head.contains("<html") || head.contains("<body")));
    if is_page {
        return Some(FileFormat::Html);
    }
    (by_name(name).is_none() && is_markdown(bytes)).then_some(FileFormat::Markdown)
}

/// Returns whether a text is set as Markdown is, whatever its name: headings behind #, bold leads between **.
fn is_markdown(bytes: &[u8]) -> bool {
    const LEAST: usize = 3;
    const LOOKED_AT: usize = 64 * 1024;
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(LOOKED_AT)]);
    let is_set = |line: &&str| {
        let heading = line.trim_start_matches('#');
        let is_heading =
            (1..=6).contains(&(line.len() - heading.len())) && heading.starts_with(' ');
        let is_bold = line
            .strip_prefix("**")
            .is_some_and(|rest| rest.contains("**"));
        is_heading || is_bold
    };
    text.lines().filter(is_set).take(LEAST).count() == LEAST
}

/// Returns the format of a zip file, by the names at the heads of its parts.
fn packed(name: &str, bytes: &[u8]) -> FileFormat {
    let holds = |part: &[u8]| find(bytes, part).is_some();
    let kind = &bytes[..bytes.len().min(256)];
    let kind_is = |mime: &[u8]| find(kind, mime).is_some();
    if kind_is(b"opendocument.text") {
        FileFormat::Odt
    } else if kind_is(b"opendocument.spreadsheet") {
        FileFormat::Ods
    } else if holds(b"word/document") {
        FileFormat::Docx
    } else if holds(b"xl/workbook") {
        FileFormat::Xlsx
    } else if holds(b"OFD.xml") {
        FileFormat::Ofd
    } else if holds(b"ppt/presentation") {
        FileFormat::Slides
    } else {
        // Cut or damaged: what it was meant to be.
        match ending(name).as_str() {
            "docx" | "docm" | "dotx" => FileFormat::Docx,
            "xlsx" | "xlsm" => FileFormat::Xlsx,
            "odt" => FileFormat::Odt,
            "ods" => FileFormat::Ods,
            "ofd" => FileFormat::Ofd,
            _ => FileFormat::Archive,
        }
    }
}

/// Returns whether an OLE2 file holds a file that is encrypted.
pub(super) fn is_encrypted(bytes: &[u8]) -> bool {
    holds_stream(bytes, "EncryptedPackage")
}

fn holds_stream(bytes: &[u8], stream: &str) -> bool {
    let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
    find(bytes, &name).is_some()
}

/// Returns the format of an OLE2 file, by the names in its directory, which are UTF-16.
fn compound(name: &str, bytes: &[u8]) -> FileFormat {
    let holds = |stream: &str| holds_stream(bytes, stream);
    if is_encrypted(bytes) {
        return FileFormat::Compound;
    }
    match ending(name).as_str() {
        "wps" => FileFormat::Wps,
        "et" => FileFormat::Et,
        _ if holds("WordDocument") => FileFormat::Doc,
        _ if holds("Workbook") => FileFormat::Xls,
        _ if holds("PowerPoint Document") => FileFormat::Slides,
        "doc" => FileFormat::Doc,
        "xls" => FileFormat::Xls,
        _ => FileFormat::Compound,
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_counts_before_the_name() {
        let cases: &[(&str, &[u8], FileFormat)] = &[
            ("a.txt", b"%PDF-1.7", FileFormat::Pdf),
            ("a.doc", b"{\\rtf1", FileFormat::Rtf),
            ("a.doc", b"<html><body>", FileFormat::Html),
            ("a.txt", b"\xef\xbb\xbf<!DOCTYPE html>", FileFormat::Html),
            ("a.txt", "一、总体".as_bytes(), FileFormat::Text),
            ("a.md", b"# x", FileFormat::Markdown),
            (
                "a.txt",
                b"## a\n\n**1. b.** c\n\n**2. d.** e\n",
                FileFormat::Markdown,
            ),
            ("a.txt", b"# a\n* b\n1. c\n", FileFormat::Text),
            ("a.TSV", b"a\tb", FileFormat::Csv),
            ("a.docx", b"PK\x03\x04cut", FileFormat::Docx),
            ("a", b"PK\x03\x04....word/document.xml", FileFormat::Docx),
            ("a.png", b"\x89PNG\r\n\x1a\n", FileFormat::Picture),
            ("a.txt", b"BMW and others", FileFormat::Text),
            (
                "a.wps",
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
                FileFormat::Wps,
            ),
        ];
        for (name, bytes, format) in cases {
            assert_eq!(format_of(name, bytes), *format, "{name}");
        }
    }

    #[test]
    fn an_encrypted_workbook_is_no_xls() {
        let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(format_of("a.xlsx", &bytes), FileFormat::Compound);
    }
}
