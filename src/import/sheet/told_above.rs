//! Who filled in a ledger, where a line above the table tells it: 填报单位：县科协.

use crate::plan::half_width;
use crate::text::SheetField;

use super::headings::{plain, synonym};
use super::{ColumnMap, SheetAnswer, SheetGrid, SheetValue};

/// A unit that a line above the table tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldAbove {
    /// The cell of the line.
    pub cell: String,
    /// The name as it is written.
    pub name: String,
}

impl ColumnMap {
    /// Takes who filled in the ledger from the lines above its table. One that only collects what units report
    /// (`is_collector`) filled in no row.
    #[must_use]
    pub(super) fn with_reporter(
        mut self,
        sheet: &SheetGrid,
        is_collector: &dyn Fn(&str) -> bool,
    ) -> Self {
        let rows = 0..self.header;
        let told = rows.flat_map(|row| told_in(sheet, row));
        self.told_above = told.filter(|told| !is_collector(&told.name)).collect();
        self
    }
}

impl SheetAnswer {
    /// Takes who filled in the row from the line above the table, where no cell of the row tells it.
    pub(super) fn take_reporter(&mut self, map: &ColumnMap) {
        self.told_above = map
            .told_above
            .iter()
            .map(|told| told.name.clone())
            .collect();
        let Some(first) = self.told_above.first() else {
            return;
        };
        if self.get(SheetField::Reporter).is_none() {
            let columns = [SheetField::Reporter, SheetField::Lead];
            let column = columns.into_iter().find_map(|field| map.column(field));
            let value = SheetValue::Text(first.clone());
            let cell = (SheetField::Reporter, column.unwrap_or(0), value);
            self.cells.push(cell);
        }
    }
}

/// Returns who the cells of a row tell: 填报单位：县科协 in one cell, or the name in the next that is filled.
fn told_in(sheet: &SheetGrid, row: usize) -> Vec<ToldAbove> {
    let mut told = Vec::new();
    for column in 0..sheet.width() {
        let text = half_width(&sheet.get(row, column).words());
        let next = || {
            let mut rest = (column + 1..sheet.width()).map(|column| sheet.get(row, column).words());
            rest.find(|text| !text.is_empty()).unwrap_or_default()
        };
        let name = match text.split_once(':') {
            None if is_label(&text) => Some(next()),
            None => None,
            Some(_) => labelled(&text).map(|name| if name.is_empty() { next() } else { name }),
        };
        let name = name.map(|name| bare(&half_width(&name)));
        told.extend(name.filter(|name| !name.is_empty()).map(|name| ToldAbove {
            cell: SheetGrid::address(row, column),
            name,
        }));
    }
    told
}

/// Returns what stands behind the label of a text with several: 年度:2024 填报单位:县科协 填报人:张三.
fn labelled(text: &str) -> Option<String> {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(':') {
        let after = after.trim_start();
        // A label may have blanks in it: what ends with one is it.
        let words: Vec<&str> = before.split_whitespace().collect();
        let mut ends = (0..words.len()).map(|at| words[at..].concat());
        if ends.any(|end| is_label(&end)) {
            let end = after.find(char::is_whitespace).unwrap_or(after.len());
            // The next label, where no blank stands before it.
            let name = &after[..end];
            let is_empty = name.contains(':');
            return Some(if is_empty {
                String::new()
            } else {
                name.to_owned()
            });
        }
        rest = after;
    }
    None
}

fn is_label(text: &str) -> bool {
    synonym(&plain(text)) == Some(SheetField::Reporter)
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
            ("填报单位:填报日期:2024-6-30", Some("")),
            ("单位:万元", None),
            ("填报人:张三", None),
            ("由填报单位核实:是", None),
        ] {
            assert_eq!(labelled(line).as_deref(), name, "{line}");
        }
        assert_eq!(bare("县科协(公章)"), "县科协");
        assert_eq!(bare("县一中(高中部)"), "县一中(高中部)");
    }
}
