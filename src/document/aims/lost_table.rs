//! A table in a paragraph, whose lines were lost.

use crate::document::times::calendar::year_at;

/// Finds the beginning of a table that lost its lines: years side by side, separated by blanks alone, with its cells
/// behind them.
pub(super) fn lost_table(paragraph: &str) -> Option<usize> {
    const CELLS: usize = 4;
    let is_year = |token: &str| {
        year_at(token).is_some()
            && token.chars().count() <= 9
            && !token.contains(['，', '。', '、', '；', '：'])
    };
    let mut before: Option<usize> = None;
    let mut end = 0;
    for piece in paragraph.split_inclusive(char::is_whitespace) {
        let at = end;
        end += piece.len();
        let token = piece.trim_end();
        if token.is_empty() {
            continue;
        }
        match before {
            Some(first) if is_year(token) => {
                let rest = paragraph[end..].split_whitespace();
                let has_digit = |cell: &&str| cell.contains(|c: char| c.is_ascii_digit());
                let is_table = rest.take(40).filter(has_digit).count() >= CELLS;
                return is_table.then_some(first);
            }
            _ => before = is_year(token).then_some(at),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_side_by_side_with_cells_behind_them_are_a_table() {
        let text = "指标 2024年 2027年目标 1 水田面积 30亩 42亩 2 入网率 61% 78%";
        assert_eq!(lost_table(text), text.find("2024年"));
        assert_eq!(lost_table("2024年 2027年各修订3项。"), None);
        assert_eq!(lost_table("2024年，修订3项 4项 5项 6项"), None);
    }
}
