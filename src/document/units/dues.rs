//! Times behind the names in a text that assigns: 2025年底前完成, 长期坚持.

use crate::document::text::AnyOf;

/// Takes what a clause says of the time off its end, in order; several may follow on the names:
/// 6月底前出台政策，年内持续推进.
pub(super) fn take_dues(clause: &str) -> (&str, Vec<String>) {
    let mut names = clause.trim_end_matches(['，', ',', '、', ' ']);
    let mut dues = Vec::new();
    while let Some((before, due)) = due_in_bracket(names).or_else(|| {
        let due = due_clause(names)?;
        Some((&names[..names.len() - due.len()], due))
    }) {
        dues.push(due.to_owned());
        names = before.trim_end_matches(['，', ',', '、', ' ', '\u{3000}']);
    }
    dues.reverse();
    (names, dues)
}

/// Takes a time off that a bracket at the end holds alone: 市林业局（6月底前）.
fn due_in_bracket(clause: &str) -> Option<(&str, &str)> {
    let (names, inside) = clause.strip_suffix(['）', ')'])?.rsplit_once(['（', '('])?;
    (due_clause(inside)? == inside && !names.is_empty()).then_some((names, inside))
}

/// Returns the end of a clause that names a time: `，2025年底前完成`, 长期坚持, 年内持续推进.
fn due_clause(clause: &str) -> Option<&str> {
    let last = clause.rfind(['，', ',', '、']).map_or(0, |at| {
        at + clause[at..].chars().next().map_or(0, char::len_utf8)
    });
    let text = clause[last..].trim();
    let starts = text.starts_with(|c: char| c.is_ascii_digit())
        || text.starts_with_any(&["每年", "每季度", "每月", "到", "于", "力争"]);
    let is_dated = starts
        && text.contains(['年', '月', '季'])
        && (text.contains("前")
            || text.contains_any(&["完成", "成效"])
            || text.ends_with(['年', '月', '日', '底']));
    (is_dated || is_lasting(text)).then_some(text)
}

/// Returns whether a text is made of words for work without an end or of this year: 长期坚持, 年内持续推进.
pub(super) fn is_lasting(text: &str) -> bool {
    const TIMES: [&str; 10] = [
        "年内", "年底前", "全年", "全程", "长期", "持续", "常态化", "近期", "中长期", "贯穿全年",
    ];
    const DEEDS: [&str; 8] = [
        "推进", "坚持", "实施", "落实", "开展", "完成", "取得进展", "执行",
    ];
    let mut rest = text;
    let mut timed = false;
    while let Some((word, is_time)) = (TIMES.iter().map(|word| (word, true)))
        .chain(DEEDS.iter().map(|word| (word, false)))
        .find(|(word, _)| rest.starts_with(**word))
    {
        timed |= is_time;
        rest = &rest[word.len()..];
    }
    timed && rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_stand_behind_the_names() {
        for (clause, names, dues) in [
            (
                "市林业局，2026年6月底前完成",
                "市林业局",
                vec!["2026年6月底前完成"],
            ),
            (
                "市林业局、每月开展、9月底前验收",
                "市林业局、每月开展",
                vec!["9月底前验收"],
            ),
            (
                "市林业局，5月底前公布名单，长期坚持",
                "市林业局",
                vec!["5月底前公布名单", "长期坚持"],
            ),
            ("10月底完成，", "", vec!["10月底完成"]),
            ("11月取得明显成效，", "", vec!["11月取得明显成效"]),
            ("市林业局，年内", "市林业局", vec!["年内"]),
            ("市林业局（9月底前）", "市林业局", vec!["9月底前"]),
            ("市林业局，持续办", "市林业局，持续办", vec![]),
        ] {
            let dues = dues.into_iter().map(str::to_owned).collect();
            assert_eq!(take_dues(clause), (names, dues), "{clause}");
        }
    }
}
