//! Words of the import

use crate::text::words::import::{DraftCounts, ImportWords};
use crate::text::words::note;
use crate::text::{Cleaned, FileFormat, IntakeError, Note};

use super::{counted, plural};

/// All words of the import.
pub(super) const IMPORT: ImportWords = ImportWords {
    fault,
    read: |name, kind, how| match how {
        Some(how) => format!("read {name} ({}, {how})", format(kind)),
        None => format!("read {name} ({})", format(kind)),
    },
    cleaned: |cleaned, count| match cleaned {
        Cleaned::Furniture => format!("took away {} of the web page", counted(count, "line")),
        Cleaned::PageNumbers => format!("took away {}", counted(count, "page number")),
        Cleaned::HardWraps => format!("joined {} that had been wrapped", counted(count, "line")),
        Cleaned::LostLineBreaks => format!(
            "the text had lost its line breaks: cut it in {} before numbers",
            counted(count, "place")
        ),
        Cleaned::RepeatedBeginning => format!(
            "the beginning stood twice: left out {}",
            counted(count, "line")
        ),
        Cleaned::Lookalikes => format!(
            "replaced full-width digits and radicals in {}",
            counted(count, "line")
        ),
        Cleaned::CellLines => format!(
            "put a table with one cell per line back into {}",
            counted(count, "row")
        ),
        Cleaned::SeparatedRows => format!(
            "took lines with tabs, bars or blanks for {} of a table",
            counted(count, "row")
        ),
        Cleaned::DeletedText => {
            format!("left out {} by tracked changes", counted(count, "deletion"))
        }
        Cleaned::Footnotes => format!("left out {}", counted(count, "footnote or comment")),
        Cleaned::Contents => {
            format!(
                "left out the table of contents ({})",
                counted(count, "line")
            )
        }
        Cleaned::NumberedByWord => format!(
            "wrote out {} that Word makes by itself",
            counted(count, "number")
        ),
        Cleaned::HiddenSheets => format!("left out {}", counted(count, "hidden sheet")),
    },
    from_line: |said, line| format!("{said} (from line {line})"),
    counts: |counts: DraftCounts| {
        format!(
            "{}, {}, {}, {}",
            counted(counts.items, "item"),
            counted(counts.units, "unit"),
            counted(counts.targets, "target"),
            counted(counts.doubts, "doubt")
        )
    },
    passed_over: |count, lines, are_all| {
        let rest = if are_all { "" } else { ", ..." };
        let line = plural(lines.len(), "line");
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        format!(
            "{} not read as a target: {line} {}{rest}",
            counted(count, "number"),
            lines.join(", ")
        )
    },
    doubt: |line, entry, said| match entry {
        Some(entry) => format!("line {line}  {entry}  {said}"),
        None => format!("line {line}  {said}"),
    },
    would_write: |path| format!("not written (--dry-run): {}", path.display()),
    next: |id, doubts, git, names| {
        if doubts > 0 {
            format!(
                "next: duban import --review {id} goes through the doubts; then {git} add {names}, and {git} commit"
            )
        } else {
            format!(
                "next: look it through with duban show {id}; then {git} add {names}, and {git} commit"
            )
        }
    },
    exists: |id, path| {
        Note::new(
            format!("the plan {id} exists: {}", path.display()),
            format!("take another --id; to compare with it: duban import FILE --id {id} --again"),
        )
    },
    into_plan: |path| {
        Note::new(
            format!("{} is the folder of one plan", path.display()),
            "name the folder that holds the plans: -o plans",
        )
    },
    record_exists: |path| {
        Note::new(
            format!("the source record exists: {}", path.display()),
            "take another --id, or move it away if nobody needs it",
        )
    },
    bad_id: |id| {
        note!(
            "{id:?} cannot be the id of a plan",
            "use lower-case letters, digits and hyphens: --id zhangping"
        )
    },
    no_plan: |id, path| {
        Note::new(
            format!("there is no plan {id}: {}", path.display()),
            format!("import it first: duban import FILE --id {id}"),
        )
    },
    no_file: (
        "give the document to import and an --id",
        "duban import FILE --id ID; to go through the doubts: duban import --review ID",
    ),
    draft_broken: |what| {
        note!(
            "this file gives no usable draft: {what}",
            "nothing was written; --dry-run shows what was read"
        )
    },
    again_same: "nothing differs from the plan; nothing written",
    again_ask: "write these differences to the plan? The log of progress stays. (yes/no)",
    again_left: "nothing written; the plan is as it was",
    again_yes: &["yes", "y"],
    again_changed: |path| {
        Note::new(
            format!("changed meanwhile: {}", path.display()),
            "nothing written; run it again",
        )
    },
    again_breaks: |errors| {
        note!(
            "entries would be lost or no longer fit: {errors}",
            "nothing written; change plan.toml by hand"
        )
    },
    again_kept: |ids| {
        format!(
            "kept, though the document no longer has them, because milestones were added to them: {}",
            ids.join(", ")
        )
    },
    again_taken: |ids| {
        Note::new(
            format!(
                "the document has new items under numbers that people gave to items of their own: {}",
                ids.join(", ")
            ),
            "nothing written: give the items of your own other ids in plan.toml and progress.toml, then run this again",
        )
    },
    again_renumbered: |ids| {
        Note::new(
            format!(
                "the document renumbers items that have entries: {}",
                ids.join(", ")
            ),
            "nothing written: the entries would then count for other items; change the numbers in plan.toml and progress.toml by hand, then run this again",
        )
    },
    again_replaced: |milestones| {
        Note::new(
            format!(
                "under one id, with entries, the document counts something else: {}",
                milestones.join("; ")
            ),
            "nothing written: the entries would then count for other work; change plan.toml by hand if it is the same, else give what is recorded an id of its own in plan.toml and progress.toml; then run this again",
        )
    },
    again_laid_out: |path| {
        Note::new(
            format!(
                "this file is written in a way that cannot be changed in place: {}",
                path.display()
            ),
            "nothing written; import the document under another --id and change the file by hand",
        )
    },
    review_title: |id, at, count| format!("{id}: doubt {at} of {count}"),
    review_keys: "a right  e edit  x no item  n/p next, back  j/k line  Space page  q later",
    review_field_keys: "Enter writes it  Esc leaves it",
    review_done: "All doubts are settled. Any key goes back; {commit} commits",
    review_later: "open doubts stay in the file: duban import --review continues",
    review_settled: "written",
    review_no_item: "cannot be removed: it is not an item, or has entries; change it with e",
    review_no_source: "the document is not on this machine",
    review_passed_over: |numbers| format!("not a target: {}", numbers.join(", ")),
    review_check_numbers: "Check the numbers that were not read as targets (Space, PgUp scroll):",
    no_doubts: |id| format!("{id}: no doubts left"),
    doubt_in_plan: |line, said| format!("plan.toml line {line}  {said}"),
};

fn format(format: FileFormat) -> &'static str {
    match format {
        FileFormat::Text => "plain text",
        FileFormat::Markdown => "Markdown",
        FileFormat::Html => "web page",
        FileFormat::WebArchive => "web archive",
        FileFormat::Csv => "CSV table",
        FileFormat::Docx => "Word document",
        FileFormat::Xlsx | FileFormat::Xls => "Excel workbook",
        FileFormat::Odt => "OpenDocument text",
        FileFormat::Ods => "OpenDocument spreadsheet",
        FileFormat::Doc => "Word 97-2003 document",
        FileFormat::Wps => "WPS document",
        FileFormat::Et => "WPS workbook",
        FileFormat::Rtf => "RTF",
        FileFormat::Pdf => "PDF",
        FileFormat::Ofd => "OFD",
        FileFormat::Picture => "picture",
        FileFormat::Slides => "slides",
        FileFormat::Archive => "archive",
        FileFormat::Compound => "Office file",
    }
}

fn fault(name: &str, error: &IntakeError) -> Note {
    let save = "save it as .docx (a table as .xlsx) in Word or WPS, and import that";
    match error {
        IntakeError::Io(error) => note!(
            "cannot read {name}: {error}",
            "check its path and permissions"
        ),
        IntakeError::Empty => note!("{name} has no text", "check that it is the right file"),
        IntakeError::TooLarge { limit } => Note::new(
            format!(
                "{name} is too large: the file, or what it unpacks to, has more than {} MB",
                limit >> 20
            ),
            "no plan is that large; save its text as a file of its own",
        ),
        IntakeError::TooMany { limit } => note!(
            "{name} is too large: more than {limit} paragraphs, cells or levels",
            "save the part with the tasks as a file of its own"
        ),
        IntakeError::Encrypted(kind) => Note::new(
            format!("{name} is encrypted ({})", format(*kind)),
            "save it without a password, and import that",
        ),
        IntakeError::Damaged { format: kind, why } => Note::new(
            format!(
                "{name} is damaged or truncated ({}){}",
                format(*kind),
                after(why)
            ),
            save,
        ),
        IntakeError::NotText => Note::new(
            format!("{name} is not text in UTF-8, UTF-16 or GB18030"),
            save,
        ),
        IntakeError::OpenQuote { line } => note!(
            "{name} has a quote in line {line} that takes what follows into one cell",
            "close the quote; a quote that belongs to the words is written twice, in a cell that is in quotes"
        ),
        IntakeError::Picture(kind) => Note::new(
            format!("{name} is pictures without text ({})", format(*kind)),
            "have the text recognised (OCR), check it, save it as .docx or .txt",
        ),
        IntakeError::Unknown(kind) => {
            Note::new(format!("cannot import {name} ({})", format(*kind)), save)
        }
        IntakeError::NoTool { format: kind, tool } => Note::new(
            format!(
                "{name} ({}) needs {tool}, which is not installed",
                format(*kind)
            ),
            match *tool {
                "pdftotext" => {
                    "install poppler-utils (apt-get install poppler-utils), or save it as .docx in Word or WPS"
                }
                _ => {
                    "install LibreOffice (apt-get install libreoffice-writer libreoffice-calc), or save it as .docx or .xlsx in Word or WPS"
                }
            },
        ),
        IntakeError::ToolFailed {
            format: kind,
            tool,
            why,
        } => Note::new(
            format!(
                "{tool} could not read {name} ({}){}",
                format(*kind),
                after(why)
            ),
            save,
        ),
        IntakeError::ToolTooSlow {
            format: kind,
            tool,
            seconds,
        } => Note::new(
            format!(
                "{tool} had not read {name} ({}) after {seconds} s and was stopped",
                format(*kind)
            ),
            save,
        ),
    }
}

fn after(why: &str) -> String {
    match why.lines().next() {
        Some(why) if !why.trim().is_empty() => format!(": {}", why.trim()),
        _ => String::new(),
    }
}
