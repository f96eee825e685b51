//! A line of a ledger that names who filled it in: 填报单位：县科协.

use crate::document::text::AnyOf;
use crate::plan::Day;
use crate::text::numerals::is_numeral;
use crate::text::{Lang, SheetField};

use super::SheetGrid;
use super::cells::legible;
use super::headings::{plain, synonym};

/// Labels of whoever made a sheet, who need not have filled in its rows.
const MAKERS: [&str; 6] = [
    "单位名称", "单位", "制表单位", "制表部门", "编制单位", "编报单位",
];

/// Words behind a name at the head of rows that the unit filled in: 二、县科协填报.
const FILLED_IN: [&str; 5] = ["填报", "填报部分", "报送", "上报", "填写"];

/// A name in a line of the sheet: of a unit, a title, or a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameOnSheet {
    /// The cell of the line.
    pub cell: String,
    /// The name as it is written.
    pub name: String,
}

/// A test of what a label of a line means, by its plain form.
pub(super) type LabelTest = fn(&str) -> bool;

/// Returns whether a label names who filled in the rows below.
pub(super) fn is_of_reporter(label: &str) -> bool {
    synonym(&plain(label)) == Some(SheetField::Reporter)
}

/// Returns whether a label names who made the sheet.
pub(super) fn is_of_maker(label: &str) -> bool {
    MAKERS.contains(&plain(label).as_str())
}

/// Returns the units that a row names behind a label: 填报单位：县科协 in one cell, or the name in the next filled one.
pub(super) fn labelled_names(
    sheet: &SheetGrid,
    row: usize,
    is_label: LabelTest,
) -> Vec<NameOnSheet> {
    let mut told = Vec::new();
    for column in 0..sheet.width() {
        let text = legible(&sheet.get(row, column).words());
        let next = || {
            let mut rest = (column + 1..sheet.width()).map(|column| sheet.get(row, column).words());
            rest.find(|text| !text.is_empty()).unwrap_or_default()
        };
        let name = match text.split_once(':') {
            None if is_label(&text) => Some(next()),
            None => None,
            Some(_) => {
                let name = labelled(&text, is_label);
                name.map(|name| if name.is_empty() { next() } else { name })
            }
        };
        let name = name.map(|name| bare(&legible(&name)));
        told.extend(
            name.filter(|name| !name.is_empty())
                .map(|name| NameOnSheet {
                    cell: SheetGrid::address(row, column),
                    name,
                }),
        );
    }
    told
}

/// Returns whether the first filled cell of a row is a label with or without a name, so that the row is a line.
pub(super) fn begins_with_label(sheet: &SheetGrid, row: usize) -> bool {
    let mut cells = (0..sheet.width()).map(|column| legible(&sheet.get(row, column).words()));
    let first = cells.find(|text| !text.is_empty()).unwrap_or_default();
    is_of_reporter(&first) || labelled(&first, is_of_reporter).is_some()
}

/// A heading that is alone in its row: 二、县科协填报, 二、县科协.
pub(super) struct SectionHead {
    /// Who filled in the rows below it, if that is a unit.
    pub(super) told: NameOnSheet,
    /// True if it says that they filled in the rows.
    pub(super) is_told: bool,
    /// The signs of its number, by which sections of one kind are known.
    pub(super) number: Option<String>,
}

impl SectionHead {
    /// Reads the heading in a row. A bare name is one in the first column of a table, or merged over several.
    pub(super) fn of(sheet: &SheetGrid, row: usize, first: Option<usize>) -> Option<Self> {
        let mut filled = (0..sheet.width()).filter(|column| !sheet.get(row, *column).is_empty());
        let (column, None) = (filled.next()?, filled.next()) else {
            return None;
        };
        let text = legible(&sheet.get(row, column).words());
        let text = text.trim_end_matches([')', ':']);
        let is_head = || {
            let is_first = first.is_none_or(|first| column <= first);
            is_first || sheet.columns_of(row, column).count() > 1
        };
        let (name, is_told) = match text.strip_suffix_any(&FILLED_IN) {
            Some(name) => (name, true),
            None if is_head() => (text, false),
            None => return None,
        };
        let is_of_number = |c: char| c.is_ascii_digit() || is_numeral(c);
        let is_number = |c: char| is_of_number(c) || matches!(c, '(' | ' ');
        let numbered = name.split_once(['、', '.', ')']);
        let numbered = numbered.filter(|(number, _)| number.chars().all(is_number));
        let number = numbered.map(|(_, rest)| &name[..name.len() - rest.len()]);
        let number = number.map(|it| it.replace(|c| is_of_number(c) || c == ' ', ""));
        let name = numbered.map_or(name, |(_, name)| name);
        let name = name.trim_matches(['(', ' ']).trim_end_matches('由');
        Some(Self {
            told: NameOnSheet {
                cell: SheetGrid::address(row, column),
                name: name.to_owned(),
            },
            is_told,
            number,
        })
    }
}

/// Returns whom a feedback sheet names: lines above its headings or further down, and titles as we give them. Each has
/// the name of the sheet in its cell.
pub(super) fn names_in_feedback(sheet: &SheetGrid, header: usize) -> Vec<NameOnSheet> {
    let lines = (0..sheet.height()).filter(|row| *row < header || begins_with_label(sheet, *row));
    let told = lines.flat_map(|row| labelled_names(sheet, row, is_of_reporter));
    let cells = (0..sheet.height()).flat_map(|row| (0..sheet.width()).map(move |it| (row, it)));
    let ours = cells.filter_map(|(row, column)| {
        let text = sheet.get(row, column).words();
        Some(NameOnSheet {
            cell: SheetGrid::address(row, column),
            name: named_by_us(&text)?,
        })
    });
    let mut told: Vec<NameOnSheet> = told.chain(ours).collect();
    for told in &mut told {
        if !sheet.name.is_empty() {
            told.cell = format!("{} {}", sheet.name, told.cell);
        }
    }
    told
}

/// Returns the unit in a title or a line of a sheet that we made, in any language.
fn named_by_us(text: &str) -> Option<String> {
    const NAME: &str = "\u{1}";
    let parted = |pattern: &str| {
        let (before, behind) = pattern.split_once(NAME)?;
        let rest = text.strip_prefix(before)?;
        // The text behind the unit in a line ends with the day.
        let behind = behind.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
        let at = if behind.is_empty() {
            rest.len()
        } else {
            rest.find(behind)?
        };
        (at > 0).then(|| rest[..at].trim().to_owned())
    };
    Lang::ALL.iter().find_map(|lang| {
        let words = &lang.words().ledger;
        let title = parted(&(words.feedback_title)(NAME));
        title.or_else(|| parted(&(words.feedback_line)(NAME, Day::default())))
    })
}

/// Returns the text behind the label, if a cell has several: 年度:2024 填报单位:县科协 填报人:张三.
pub(super) fn labelled(text: &str, is_label: LabelTest) -> Option<String> {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(':') {
        let after = after.trim_start();
        // A label may have blanks in it: what ends with one is it.
        let words: Vec<&str> = before.split_whitespace().collect();
        let mut ends = (0..words.len()).map(|at| words[at..].concat());
        if ends.any(|end| is_label(&end)) {
            let mut words = after.split_whitespace();
            let first = words.next().unwrap_or_default();
            // The next label, if no blank comes before it.
            if first.contains(':') {
                return Some(String::new());
            }
            // A name in Latin letters has blanks in it.
            let is_latin =
                |word: &str| word.is_ascii() && word.starts_with(|c: char| c.is_ascii_alphabetic());
            let more =
                words.take_while(|word| is_latin(first) && is_latin(word) && !word.contains(':'));
            let name: Vec<&str> = std::iter::once(first).chain(more).collect();
            return Some(name.join(" "));
        }
        rest = after;
    }
    None
}

/// Returns a name without the remark where its seal goes: 县科协（盖章）.
fn bare(name: &str) -> String {
    let name = name.trim().trim_end_matches(['.', ',', ';']);
    match name.split_once('(') {
        Some((name, remark)) if remark.contains('章') => name.trim().to_owned(),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_behind_a_label_is_found_among_others() {
        for (line, name) in [
            ("填报单位:县科协", Some("县科协")),
            ("填 报 单 位: 县科协", Some("县科协")),
            ("填报单位(盖章):县科协   填报日期:2024-6-30", Some("县科协")),
            ("年度:2024  报送部门:县科协", Some("县科协")),
            ("填报单位:", Some("")),
            (
                "填报单位:Bureau of Education Date:2024",
                Some("Bureau of Education"),
            ),
            ("填报单位:填报日期:2024-6-30", Some("")),
            ("单位:万元", None),
            ("填报人:张三", None),
            ("由填报单位核实:是", None),
        ] {
            assert_eq!(labelled(line, is_of_reporter).as_deref(), name, "{line}");
        }
        assert_eq!(bare("县科协(公章)"), "县科协");
        assert_eq!(bare("县一中(高中部)"), "县一中(高中部)");
    }
}
