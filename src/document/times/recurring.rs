//! Work that recurs without a number: 每年举办创新大赛, 每季度召开调度会.

use crate::document::text::{AnyOf, first_clause, last_clause};

use super::deadlines::{PrintedDeadline, is_in_quotes, short};
use super::named::NamedTime;
use super::stated_time::{day_of_each, recurrence_words};

/// Returns the work that recurs without a number: 每年举办创新大赛, 每季度召开调度会. Work behind a time of `named` is
/// due then.
pub(super) fn recurring(
    sentence: &str,
    heading: &str,
    line_no: usize,
    aims: &[&str],
    named: &[NamedTime],
) -> Vec<PrintedDeadline> {
    let words = recurrence_words(sentence);
    let ends = words.iter().skip(1).map(|(word, _)| word.start);
    let first_time = named.iter().find(|time| time.is_bound);
    let until = first_time.map_or(sentence.len(), |time| time.start);
    let spans = words.iter().zip(ends.chain([sentence.len()]));
    let works = spans.filter(|(_, end)| *end <= until);
    works
        .filter_map(|((word, every), end)| {
            let (before, after) = (&sentence[..word.start], &sentence[word.end..end]);
            let word = &sentence[word.clone()];
            let carries_aim = aims.iter().any(|printed| after.contains(printed));
            if !recurs(before, word, after) || carries_aim || is_grant(after) {
                return None;
            }
            let deed = first_clause(after);
            let (day, deed) = deed.split_at(day_of_each(deed));
            let title = if deed.chars().count() >= 4 {
                short(deed)
            } else if !day.is_empty() && !heading.is_empty() {
                format!("{heading}{deed}")
            } else {
                return None;
            };
            Some(PrintedDeadline {
                title,
                every: Some(*every),
                words: word.to_owned(),
                line_no,
                ..PrintedDeadline::default()
            })
        })
        .collect()
}

/// Returns whether a word of recurrence between two texts says that what follows it recurs.
fn recurs(before: &str, word: &str, after: &str) -> bool {
    let starts_clause = before.is_empty()
        || before.ends_with(['，', ',', '、'])
        || last_clause(before).chars().count() <= 8;
    let is_other = after.starts_with(['的', '度', '以', '递', '均'])
        || before.ends_with([':', '：']) && before.contains("时限")
        || is_in_quotes(before)
        || word == "年均"
        || before.ends_with(['当', '在']);
    starts_clause && !is_other
}

/// Returns whether the words behind grant something or let somebody ask for it, so that they are not work:
/// 每年给予最高50万元支持, 每年累计不超过100万元.
fn is_grant(after: &str) -> bool {
    let is_most = first_clause(after).contains_any(&["不超过", "不得超过", "最高", "最多"]);
    is_most
        || after.starts_with_any(&[
            "给予", "予以", "最高", "最多", "补助", "补贴", "奖励", "资助",
        ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::numbering::branch::TextParagraph;
    use crate::document::times::deadlines::deadlines;
    use crate::plan::Recurrence;

    fn read(text: &str, heading: &str) -> Vec<PrintedDeadline> {
        let paragraph = TextParagraph::alone(text, 1);
        deadlines(&paragraph, Some(2024), heading, &[])
    }

    #[test]
    fn what_recurs_is_noted() {
        let found = read("组织参赛，每年举办区级创新大赛。", "");
        assert_eq!(
            (found[0].every, found[0].title.as_str()),
            (Some(Recurrence::Year), "举办区级创新大赛")
        );
        let text =
            "每季度末月25日前报送工作进展，每月10日前通报，每半年开展督导，每年12月底前报送总结。";
        let found = read(text, "督查");
        let rows: Vec<_> = found.iter().map(|d| (d.title.as_str(), d.every)).collect();
        let expected = [
            ("报送总结", Recurrence::Year),
            ("报送工作进展", Recurrence::Quarter),
            ("督查通报", Recurrence::Month),
            ("开展督导", Recurrence::HalfYear),
        ];
        assert_eq!(rows, expected.map(|(title, every)| (title, Some(every))));
        for text in [
            "在每年的科技活动周期间参与。",
            "对入驻企业，每年给予不超过总支出30%的经费支持。",
            "单家企业每年最高补贴不超过80万元。",
            "同一企业每年累计不超过80万元。",
            "每人每年申请次数不超过3次。",
        ] {
            assert_eq!(read(text, ""), [], "{text}");
        }
    }
}
