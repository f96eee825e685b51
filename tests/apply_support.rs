//! The plan and the sheets of the tests of `duban apply`.

use std::fs;

use rust_xlsxwriter::Workbook;

use super::common::duban::{Duban, Workspace};

/// A plan without its actions: 县教育局 leads, 县科协 supports, 县财政局 has nothing to do with it.
const HEAD: &str = r#"schema = 1
id = "p"
short = "某县"
title = "某县行动方案"
period = { start = 2023-01-01, end = 2025-12-31 }
phase = [{ id = "a", name = "实施", start = 2023-01-01, end = 2025-12-31 }]
unit = [
  { name = "县教育局", aliases = ["Bureau of Education"], kind = "government" },
  { name = "县科协", kind = "mass-organisation" },
  { name = "县财政局", kind = "government" },
]

[[section]]
id = "1"
title = "行动"
lead = ["县教育局"]
support = ["县科协"]

"#;

/// A folder with the plan `p` of these actions.
pub(crate) fn office_with(actions: &str) -> Workspace {
    Workspace::with_plan(HEAD.to_owned() + actions)
}

/// Reads an office's own ledger with these lines as of 30 June 2024 and records nothing.
pub(crate) fn ledger(here: &Workspace, lines: &str) -> Duban {
    fs::write(here.folder().join("台账.csv"), lines).unwrap();
    here.duban("apply 台账.csv --map --dry-run --as-of 2024-06-30")
}

/// Applies a sheet of 县教育局 with these lines that was saved as text.
pub(crate) fn feedback(here: &Workspace, lines: &str) -> Duban {
    fs::write(here.folder().join("反馈.csv"), lines).unwrap();
    here.duban("apply 反馈.csv --unit 县教育局 --as-of 2024-06-30")
}

/// Writes a workbook with these rows; cells that are numbers are kept as such.
pub(crate) fn workbook(here: &Workspace, rows: &[&[&str]]) -> &'static str {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write(row, column, number).unwrap(),
                Err(_) => sheet.write(row, column, *cell).unwrap(),
            };
        }
    }
    book.save(here.folder().join("表.xlsx")).unwrap();
    "表.xlsx"
}
