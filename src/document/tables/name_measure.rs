//! Measures at the end of names: 新建公厕（座）, 目标值（万元）, 计划数/座.

use super::cell_number::own_measure;
use crate::document::SourceRow;
use crate::document::text::without_blanks;

/// Parts a name from the measure at its end: 新建公厕（座）, 计划数/座, 培训（单位：人次）.
pub(crate) fn measure_at_end(name: &str) -> Option<(&str, &str)> {
    let inside = name.strip_suffix(['）', ')']).and_then(|name| {
        let open = name.rfind(['（', '('])?;
        Some((&name[..open], name[open..].trim_start_matches(['（', '('])))
    });
    let (name, said) = inside.or_else(|| name.rsplit_once('/'))?;
    let labelled = said.strip_prefix("单位");
    let said = labelled.map_or(said, |said| said.trim_start_matches(['：', ':']));
    (!name.is_empty() && is_measure(said)).then_some((name, said))
}

/// Returns whether a text is a word of measure alone, with 万 or its like before it or not.
pub(super) fn is_measure(text: &str) -> bool {
    let bare = text.trim_start_matches(['十', '百', '千', '万', '亿']);
    let is_whole = |text: &str| !text.is_empty() && own_measure(text) == text;
    is_whole(bare) || is_whole(text)
}

/// Returns, by column, the measure that its heading says.
pub(super) fn measures_of_headings(rows: &[SourceRow], width: usize) -> Vec<Option<String>> {
    let of_column = |column: usize| {
        let cells = rows.iter().rev().filter_map(|row| row.cells.get(column));
        let mut headings = cells.map(|cell| without_blanks(&cell.text));
        headings.find_map(|heading| measure_at_end(&heading).map(|(_, measure)| measure.to_owned()))
    };
    (0..width).map(of_column).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_end_with_its_measure() {
        for (name, parts) in [
            ("新建公厕（座）", Some(("新建公厕", "座"))),
            ("目标值(万元)", Some(("目标值", "万元"))),
            ("计划数/座", Some(("计划数", "座"))),
            ("培训（单位：人次）", Some(("培训", "人次"))),
            ("优良天数（天）", Some(("优良天数", "天"))),
            ("公厕（新建）", None),
            ("（座）", None),
        ] {
            assert_eq!(measure_at_end(name), parts, "{name}");
        }
    }
}
