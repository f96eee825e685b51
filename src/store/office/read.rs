//! Reads a file of the office: absent, it is empty.

use std::path::Path;

use crate::store::disk::file::is_absent;
use crate::store::problem::Flaws;
use crate::store::toml_reader::fields::Fields;
use crate::store::toml_reader::text::parse;
use crate::store::{FileText, Problem, read_file};
use crate::text::Flaw;

/// Reads a TOML file of the office; a missing file is empty. Returns what `read` makes of its table and
/// the problems of the file, unknown keys among them.
pub(super) fn read_office_file<T: Default>(
    file: &Path,
    read: impl FnOnce(&Fields<'_, '_>, &mut Flaws) -> T,
) -> (T, Vec<Problem>) {
    if is_absent(file) {
        return (T::default(), Vec::new());
    }
    let text = match read_file(file) {
        Ok(text) => text,
        Err(mut problem) => {
            if problem.flaw == Flaw::ConflictMarkers {
                problem.flaw = Flaw::ConflictByHand;
            }
            return (T::default(), vec![problem]);
        }
    };
    let (made, flaws) = read_office_text(&text, read);
    (made, flaws.in_file(file))
}

/// Reads the text of such a file.
pub(super) fn read_office_text<T: Default>(
    text: &FileText,
    read: impl FnOnce(&Fields<'_, '_>, &mut Flaws) -> T,
) -> (T, Flaws) {
    let mut flaws = Flaws::default();
    let made = parse(&text.text, &mut flaws).map(|table| {
        let root = Fields::new(&table, 0..0);
        let made = read(&root, &mut flaws);
        root.finish(&mut flaws);
        made
    });
    (made.unwrap_or_default(), flaws)
}
