//! A file that may hold anything: it is read as a document and drafted, or refused; never more than that.
//!
//! The first byte chooses the name that the file has.

#![no_main]

use duban::document::intake::receive;
use duban::document::read_document;
use duban::import::{DraftOptions, draft, standing_doubts};
use duban::text::Lang;
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 8] = ["a.txt", "a.md", "a.html", "a.csv", "a.docx", "a.xlsx", "a.xls", "a.ods"];

fuzz_target!(|input: &[u8]| {
    let Some((first, bytes)) = input.split_first() else {
        return;
    };
    // Other programs are not ours to fuzz.
    if bytes.starts_with(b"{\\rtf") || bytes.windows(5).take(1100).any(|window| window == b"%PDF-") {
        return;
    }
    let Ok(intake) = receive(NAMES[usize::from(*first) % NAMES.len()], bytes) else {
        return;
    };
    let read = read_document(&intake.text);
    let options = DraftOptions {
        id: "fuzz",
        file: "a",
        sha256: "0",
        with_text: true,
        words: Lang::Zh.words().reading,
    };
    let draft = draft(&read, &options);
    assert!(standing_doubts(&draft.plan).len() <= draft.plan.lines().count());
});
