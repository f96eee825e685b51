//! Packed files: changing a part of one, as another program may have saved it.

use std::fs::{self, File};
use std::io::{Cursor, Read, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Writes a packed file again with its parts as `edit` makes them of their names and texts.
pub(crate) fn edit_parts(file: &Path, edit: impl Fn(&str, String) -> String) {
    let mut old = ZipArchive::new(Cursor::new(fs::read(file).unwrap())).unwrap();
    let mut new = ZipWriter::new(File::create(file).unwrap());
    for at in 0..old.len() {
        let mut part = old.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        let text = edit(&name, text);
        new.start_file(name, SimpleFileOptions::default()).unwrap();
        new.write_all(text.as_bytes()).unwrap();
    }
    new.finish().unwrap();
}

/// Puts the XML of a cell in the place of an empty one.
pub(crate) fn put_cell(text: &mut String, cell: &str, xml: &str) {
    let start = text.find(&format!("<c r=\"{cell}\"")).unwrap();
    let end = start + text[start..].find("/>").unwrap() + 2;
    text.replace_range(start..end, xml);
}
