//! The titles of a row: how they are compared, and whether they are those of its id, as a column sorted by itself gives
//! every id another row's answers.

use std::ops::RangeInclusive;

use crate::document::aims::measures::measure_at;
use crate::plan::plain_text;
use crate::query::{Board, ResolvedItem};
use crate::text::numerals::is_numeral;

use super::{SheetAnswer, SheetField};

/// Returns the first title of a row that is another item's, or whose characters were lost when the sheet was
/// saved.
pub(super) fn foreign_title(
    board: &Board,
    it: &ResolvedItem<'_>,
    answer: &SheetAnswer,
) -> Option<SheetField> {
    let label = it.milestone.label();
    let own = [
        (SheetField::Task, &it.action.title),
        (SheetField::Milestone, &label),
    ];
    let known = [&it.action.title, &it.milestone.title, &label].map(|title| plain(title));
    let is_foreign = |(field, own): &(SheetField, &String)| {
        let said = answer.words(*field);
        let (is_lost, said) = (is_lost(&said, own), plain(&said));
        let is_other = || titles(board).any(|other| plain(&other) == said);
        is_lost || (!said.is_empty() && !known.contains(&said) && is_other())
    };
    let foreign = own.into_iter().find(is_foreign);
    foreign.map(|(field, _)| field)
}

/// Iterates over the titles of all tasks and milestones, which an office may write into one column.
fn titles(board: &Board) -> impl Iterator<Item = String> {
    let actions = board.open().flat_map(|(_, open)| &open.plan.actions);
    actions.flat_map(|action| {
        let milestones = action.milestones.iter();
        let labels = milestones.map(crate::plan::Milestone::label);
        labels.chain([action.title.clone()])
    })
}

/// Returns whether a title came back as question marks, as a file saved in ASCII has them.
fn is_lost(said: &str, own: &str) -> bool {
    said.is_ascii() && said.contains('?') && !own.is_ascii()
}

/// Returns a title without numbering, blanks and punctuation, which offices write as they like.
pub(super) fn plain(title: &str) -> String {
    let title = plain_text(title);
    let letters = without_number(&title).chars();
    let letters = letters.filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Returns a title without the numbers in front. 2024年, 第三届, 十项 and 一季度 are part of a title; a title that is all
/// number stays.
fn without_number(title: &str) -> &str {
    let mut rest = title.trim();
    while let Some(behind) = behind_number(rest).filter(|behind| !behind.is_empty()) {
        rest = behind;
    }
    rest
}

/// Returns the title behind a number: one in brackets or in a circle, one with a sign behind it, or with a blank or
/// points (1.1) if it counts nothing.
fn behind_number(title: &str) -> Option<&str> {
    const COUNTED: [char; 16] = [
        '年', '月', '日', '号', '届', '季', '期', '批', '轮', '次', '类', '级', '版', '%', '万',
        '亿',
    ];
    const YEARS: RangeInclusive<u16> = 1900..=2100;
    let is_of_number = |c: char| c.is_ascii_digit() || is_numeral(c);
    if let Some(inner) = title.strip_prefix(['(', '（']) {
        let (number, rest) = inner.split_once([')', '）'])?;
        let is_number = number.chars().all(|c| is_of_number(c) || c.is_whitespace());
        return is_number.then(|| rest.trim_start());
    }
    let is_circled = |c: char| c.is_numeric() && !is_of_number(c);
    if let Some(rest) = title.strip_prefix(is_circled) {
        return Some(rest.trim_start());
    }
    let (title, is_ordinal) = match title.strip_prefix('第') {
        Some(rest) => (rest, true),
        None => (title, false),
    };
    let mut rest = title.trim_start_matches(is_of_number);
    let number = &title[..title.len() - rest.len()];
    if number.is_empty() || number.parse().is_ok_and(|year| YEARS.contains(&year)) {
        return None;
    }
    let mut is_pointed = false;
    while let Some(part) = rest.strip_prefix(['.', '．'])
        && part.starts_with(|c: char| c.is_ascii_digit())
    {
        is_pointed = true;
        rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    let rest = match rest.strip_prefix(['条', '项']) {
        Some(behind) if is_ordinal => behind,
        _ => rest,
    };
    if let Some(behind) = rest.strip_prefix(['、', '.', '．', ')', '）', ':', '：', ',', '，'])
    {
        return Some(behind.trim_start());
    }
    let behind = rest.trim_start();
    let is_parted = is_pointed || behind.len() < rest.len();
    let is_counted = behind.starts_with(COUNTED) || measure_at(behind).is_some();
    (is_parted && !is_counted).then_some(behind)
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn titles_are_compared_without_their_numbering() {
        assert_eq!(
            plain("（一）加强科学教育师资队伍建设。"),
            plain("加强科学教育 师资队伍建设")
        );
        assert_eq!(plain("12. 落实经费"), "落实经费");
        assert_eq!(plain("骨干教师培训 2024"), "骨干教师培训2024");
        assert_ne!(plain("2024"), "");
        for (numbered, bare) in [
            ("1.1 落实经费", "落实经费"),
            ("1.1落实经费", "落实经费"),
            ("第一条 落实经费", "落实经费"),
            ("二、一季度调研", "一季度调研"),
            ("3.十项行动", "十项行动"),
        ] {
            assert_eq!(plain(numbered), plain(bare), "{numbered}");
        }
        for (one, other) in [
            ("2025年新增就业", "2024年新增就业"),
            ("2025 新增就业", "2024 新增就业"),
            ("第二届科技节", "第三届科技节"),
            ("十项行动", "八项行动"),
            ("一季度调研", "二季度调研"),
            ("1.5亿元投资", "2.5亿元投资"),
        ] {
            assert_ne!(plain(one), plain(other), "{one}");
        }
        assert_eq!(plain("（⼀）职⼯技能⼤赛"), plain("职工技能大赛"));
    }
}
