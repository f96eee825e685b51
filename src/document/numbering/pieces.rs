//! Cells that list several things by numbers: 1.试运营7月1日 2.完工12月底, （1）建成；（2）验收.

/// Splits a cell that lists several things, from 1 on; any other is one piece.
pub(crate) fn numbered_pieces(cell: &str) -> Vec<&str> {
    let mut starts = Vec::new();
    let mut from = 0;
    while let Some((at, behind)) = start_of(cell, starts.len() + 1, from) {
        starts.push((at, behind));
        from = behind;
    }
    if starts.len() < 2 || starts[0].0 > 0 {
        return vec![cell];
    }
    let ends = starts.iter().skip(1).map(|(at, _)| *at);
    let ends = ends.chain([cell.len()]);
    let pieces = starts.iter().zip(ends);
    pieces
        .map(|((_, behind), end)| cell[*behind..end].trim())
        .collect()
}

/// Finds a number of a list in a cell, from a place on: its start and its end.
fn start_of(cell: &str, nth: usize, from: usize) -> Option<(usize, usize)> {
    const STOPS: [char; 8] = [' ', '\n', '；', ';', '。', '，', '）', ')'];
    let circled = u32::try_from(nth - 1).ok().filter(|nth| *nth < 20);
    let circled = circled.and_then(|nth| char::from_u32(u32::from('①') + nth));
    let mut marks = vec![
        format!("{nth}、"),
        format!("{nth}."),
        format!("{nth}．"),
        format!("（{nth}）"),
        format!("({nth})"),
    ];
    marks.extend(circled.map(String::from));
    let found = marks.iter().flat_map(|mark| {
        let places = cell[from..].match_indices(mark.as_str());
        places.map(|(at, mark)| (from + at, from + at + mark.len()))
    });
    found
        .filter(|(at, _)| *at == 0 || cell[..*at].ends_with(STOPS))
        .min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_may_tell_several_things_in_turn() {
        for (cell, pieces) in [
            ("1.2025年8月 2.2025年12月", &["2025年8月", "2025年12月"][..]),
            (
                "1、试运营7月1日 2、完工12月底",
                &["试运营7月1日", "完工12月底"],
            ),
            ("1.至8.2.前 2.完工", &["至8.2.前", "完工"]),
            ("（1）建成；（2）验收", &["建成；", "验收"]),
            ("①建成②验收", &["①建成②验收"]),
            ("①建成。②验收", &["建成。", "验收"]),
            ("2025.10.31", &["2025.10.31"]),
            ("1.5", &["1.5"]),
            ("11月", &["11月"]),
        ] {
            assert_eq!(numbered_pieces(cell), pieces, "{cell}");
        }
    }
}
