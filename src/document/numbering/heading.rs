//! The heading of an entry, as far as it can be found in its text.

/// The longest heading, in characters; of what is longer the first clause is the heading.
pub(crate) const LONG_HEADING: usize = 26;

/// The longest heading over several entries; these are often long.
const LONG_SECTION: usize = 45;

/// The longest sentence that may head a section.
const LONGEST_SECTION: usize = 80;

/// The longest title before a colon that is taken for one.
const LONG_LABEL: usize = 18;

/// A heading, and the text after it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SplitHeading<'t> {
    pub(crate) text: &'t str,
    /// What follows on the line.
    pub(crate) rest: &'t str,
    /// How it was found.
    pub(crate) cut: HeadingCut,
}

/// Where a heading ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeadingCut {
    /// With its line.
    Line,
    /// With its sentence.
    Sentence,
    /// At a colon.
    Colon,
    /// After the first clause of a long sentence.
    Clause,
}

const OPENING: [char; 6] = ['(', '（', '【', '[', '［', '〔'];

/// The longest bracket that assigns units, in bytes: some sixty names.
const LONGEST_GROUP: usize = 3000;

/// Returns the text of a bracket: up to what closes it, or as far as a bracket goes.
fn inside(text: &str) -> &str {
    let most = (0..=LONGEST_GROUP.min(text.len())).rfind(|at| text.is_char_boundary(*at));
    let text = &text[..most.unwrap_or(0)];
    let end = text.find([')', '）', '】', ']', '］', '〕']);
    &text[..end.unwrap_or(text.len())]
}

/// Splits the text behind a mark into the heading and the rest. `is_group` says whether a bracket's text assigns units;
/// such a bracket is not part of the heading. A section's heading is even a long sentence, if nothing follows it and it
/// is not a list.
pub(crate) fn split_heading(
    text: &str,
    is_group: impl Fn(&str) -> bool,
    is_section: bool,
) -> SplitHeading<'_> {
    let text = without_point(text);
    let end = text.find(['。', '！', '？']).unwrap_or(text.len());
    let end = glued_end(&text[..end]).unwrap_or(end);
    let sentence = before_units(text, end, is_group);
    if let Some(label) = label_before_colon(sentence) {
        return split_at(text, label.len(), label.trim(), HeadingCut::Colon);
    }
    let whole = sentence
        .trim()
        .trim_end_matches(['：', ':', '；', ';', '，', ',']);
    let follows = !behind(text, sentence.len()).is_empty();
    let is_list = whole.contains(['；', ';']) || whole.chars().count() > LONGEST_SECTION;
    let is_whole = is_section && !follows && !is_list;
    let longest = if is_section {
        LONG_SECTION
    } else {
        LONG_HEADING
    };
    if whole.chars().count() > longest
        && !is_whole
        && let Some((clause, _)) = whole.split_once(['，', ',', '；', ';'])
    {
        return split_at(text, clause.len(), clause.trim(), HeadingCut::Clause);
    }
    let cut = if end < text.len() && follows {
        HeadingCut::Sentence
    } else {
        HeadingCut::Line
    };
    split_at(text, sentence.len(), whole, cut)
}

/// Returns a heading without the words that count it a second time behind its mark: 举措2：二是推进改造.
fn without_point(text: &str) -> &str {
    let rest = text.strip_prefix(|c: char| "一二三四五六七八九十".contains(c));
    let rest = rest.and_then(|rest| rest.strip_prefix('是'));
    rest.filter(|rest| !rest.is_empty()).unwrap_or(text)
}

/// Returns the end of a heading that runs into the first of its points: 开展专项整治一是深化监管.
fn glued_end(sentence: &str) -> Option<usize> {
    const SHORTEST: usize = 4;
    let end = ["一是", "一要"]
        .iter()
        .filter_map(|word| sentence.find(word))
        .min()?;
    let heading = &sentence[..end];
    let length = heading.chars().count();
    let is_heading = (SHORTEST..=LONG_HEADING).contains(&length)
        && !heading.contains(['，', ',', '；', ';', '、', '：', ':', '（', '(']);
    let is_word = heading.ends_with(['第', '之', '唯', '统', '同', '任']);
    (is_heading && !is_word).then_some(end)
}

/// Returns the heading, with what follows a place of its text.
fn split_at<'t>(text: &'t str, end: usize, heading: &'t str, cut: HeadingCut) -> SplitHeading<'t> {
    SplitHeading {
        text: heading,
        rest: behind(text, end),
        cut,
    }
}

/// Returns the text behind a place, without the mark that separates it.
fn behind(text: &str, end: usize) -> &str {
    text[end..]
        .trim_start_matches(['。', '：', ':', '；', '，'])
        .trim_start()
}

/// Returns a text up to `end`, or to the bracket before it that assigns units. Of brackets within one another the
/// innermost counts.
fn before_units(text: &str, end: usize, is_group: impl Fn(&str) -> bool) -> &str {
    let sentence = &text[..end];
    let assigns = |(at, open): &(usize, &str)| {
        let inside = inside(&text[at + open.len()..]);
        !inside.starts_with(OPENING) && is_group(inside)
    };
    match sentence.match_indices(OPENING).find(assigns) {
        Some((at, _)) => sentence[..at].trim_end_matches(OPENING),
        None => sentence,
    }
}

/// Returns a short title before a colon with something behind it: 经费投入：…; 其中： is not one.
fn label_before_colon(sentence: &str) -> Option<&str> {
    let (label, rest) = sentence.split_once(['：', ':'])?;
    let is_label = label.trim().chars().count() <= LONG_LABEL
        && label.trim() != "其中"
        && !label.contains(['，', ',', '(', '（'])
        && !rest.trim_matches(['：', ':', ' ']).is_empty();
    is_label.then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str, is_section: bool) -> (&str, &str, HeadingCut) {
        let heading = split_heading(
            text,
            |inside| inside.contains("负责") || inside.starts_with("责任单位"),
            is_section,
        );
        (heading.text, heading.rest, heading.cut)
    }

    #[test]
    fn a_heading_ends_with_its_line_its_sentence_or_before_its_units() {
        use HeadingCut::*;
        for (text, heading, rest, cut) in [
            ("重点任务", "重点任务", "", Line),
            ("加强领导。成立小组。", "加强领导", "成立小组。", Sentence),
            (
                "二是推进改造。改造厂房。",
                "推进改造",
                "改造厂房。",
                Sentence,
            ),
            (
                "开展行动（责任单位：市教育局）",
                "开展行动",
                "（责任单位：市教育局）",
                Line,
            ),
            (
                "开展行动。（市教育局负责）",
                "开展行动",
                "（市教育局负责）",
                Sentence,
            ),
            (
                "实施（试点）行动。说明",
                "实施（试点）行动",
                "说明",
                Sentence,
            ),
            ("经费投入：落实资金。", "经费投入", "落实资金。", Colon),
            ("结合特色，开展活动。", "结合特色，开展活动", "", Line),
            ("经费投入：", "经费投入", "", Line),
            (
                "开展专项整治一是深化监管，二是…。其余。",
                "开展专项整治",
                "一是深化监管，二是…。其余。",
                Sentence,
            ),
            ("坚持党政同责之一是原则", "坚持党政同责之一是原则", "", Line),
            ("经费（含配套）：落实。", "经费（含配套）：落实", "", Line),
            (
                "开展行动（重点（责任单位：市水利局））",
                "开展行动（重点",
                "（责任单位：市水利局））",
                Line,
            ),
        ] {
            assert_eq!(split(text, false), (heading, rest, cut), "{text}");
        }
    }

    #[test]
    fn a_list_of_deeds_heads_no_section() {
        let text = "新增养老床位7000张；改造老年人照料床位1000张；改造郊区农村薄弱养老机构80家；新增助餐场所200个。";
        assert_eq!(split(text, true).0, "新增养老床位7000张");
    }

    #[test]
    fn of_a_long_sentence_the_first_clause_has_to_do() {
        let text = "坚持以服务企业发展和保障群众就业为中心，健全覆盖城乡的公共就业服务体系，提升质量。其他";
        assert_eq!(
            split(text, false).0,
            "坚持以服务企业发展和保障群众就业为中心"
        );
        let alone = "深入推进联合协作机制建设，激发全社会参与公民科学素质建设的新动力";
        assert_eq!(split(alone, true).0, alone);
        assert_eq!(split(alone, false).0, "深入推进联合协作机制建设");
    }
}
