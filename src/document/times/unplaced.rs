//! Times by which something is due that name no day: 6月31日, 春节前, 2月底前 of no year.

use std::ops::Range;

use chrono::Datelike;

use crate::document::text::{AnyOf, last_clause};
use crate::document::times::in_turn::TimesInTurn;
use crate::document::times::named::{
    ANY_LEAP_YEAR, NamedTime, is_count, no_day_at, strip_bound, times,
};
use crate::document::times::stated_time::{bounds_recurrence, day_of_each, recurrence_words};
use crate::text::Doubt;

/// Finds the times of a plain paragraph that name no day: 6月31日, 春节前, and 2月底前 where neither text nor plan has
/// a year.
pub(crate) fn unplaced_times(paragraph: &str, year: Option<i32>) -> Vec<Doubt> {
    let mut found = Vec::new();
    let mut year = year;
    for sentence in paragraph.split(['。', '！', '？', ';', '；']) {
        let named = times(sentence, year);
        let turn = TimesInTurn::find(sentence, year).filter(|turn| !turn.is_told(sentence));
        year = named
            .iter()
            .rfind(|time| !time.is_worked_out)
            .map_or(year, |time| Some(time.day.year()));
        let mut unread = |span: Range<usize>, doubt: fn(String) -> Doubt| {
            found.push(doubt(sentence[span].to_owned()));
        };
        for (at, _) in sentence
            .char_indices()
            .filter(|(at, _)| begins_number(sentence, *at))
        {
            let stated = year_before_month(&sentence[..at])
                .or(year)
                .unwrap_or(ANY_LEAP_YEAR);
            if let Some(length) = no_day_at(&sentence[at..], stated) {
                unread(at..at + length, |words| Doubt::NoSuchDay { words });
            }
        }
        if year.is_none() {
            let supposed = times(sentence, Some(ANY_LEAP_YEAR));
            let each = |time: &NamedTime| sentence[..time.start].ends_with(['每', '年']);
            for time in supposed.iter().filter(|time| time.is_bound && !each(time)) {
                unread(time.start..time.end, |words| Doubt::DayWithoutYear {
                    words,
                });
            }
        }
        for span in festivals_and_terms(sentence).chain(spans_since_issue(sentence)) {
            unread(span, |words| Doubt::DayNotRead { words });
        }
        if let Some(turn) = turn {
            unread(turn.span, |words| Doubt::TimesNotTold { words });
        }
        let recurring = recurrence_words(sentence);
        for (word, _) in &recurring {
            let part = last_clause(&sentence[..word.start]);
            if bounds_recurrence(part) {
                unread(word.start - part.len()..word.end, |words| {
                    Doubt::RecursWithin { words }
                });
            }
            let day = day_of_each(&sentence[word.end..]);
            if day > 0 {
                unread(word.start..word.end + day, |words| Doubt::RecursOn {
                    words,
                });
            }
        }
        let ends = |time: &&NamedTime| sentence[time.end..].starts_with(['起', '止']);
        for time in named.iter().filter(|_| !recurring.is_empty()).filter(ends) {
            let end = time.end + '起'.len_utf8();
            unread(time.start..end, |words| Doubt::RecursWithin { words });
        }
        for word in ["以后每", "此后每", "之后每", "其后每"] {
            for (at, _) in sentence.match_indices(word) {
                let unit = sentence[at + word.len()..].chars().next();
                let end = at + word.len() + unit.map_or(0, char::len_utf8);
                unread(at..end, |words| Doubt::RecursWithin { words });
            }
        }
    }
    found
}

/// Finds festivals and ends of terms by which something is due: “五一”前, 春季学期末, but not 每学期末.
fn festivals_and_terms(sentence: &str) -> impl Iterator<Item = Range<usize>> {
    const FESTIVALS: [&str; 8] = [
        "元旦", "春节", "清明", "五一", "端午", "中秋", "国庆", "两节",
    ];
    const TERMS: [&str; 5] = ["学期末", "学期结束前", "学年末", "学年结束前", "开学前"];
    let festivals = FESTIVALS.iter().flat_map(|word| {
        sentence.match_indices(word).filter_map(|(at, word)| {
            let rest = &sentence[at + word.len()..];
            let rest = rest.strip_prefix('节').unwrap_or(rest);
            let rest = rest.strip_prefix('”').unwrap_or(rest);
            let after = strip_bound(rest)?;
            let quote = usize::from(sentence[..at].ends_with('“')) * '“'.len_utf8();
            Some(at - quote..sentence.len() - after.len())
        })
    });
    let terms = TERMS.iter().flat_map(|word| {
        sentence.match_indices(word).filter_map(|(at, word)| {
            let before = &sentence[..at];
            let season = before.ends_with_any(&["春季", "秋季"]);
            let start = at - usize::from(season) * "春季".len();
            (!before.ends_with('每')).then(|| start..at + word.len())
        })
    });
    let school_years = sentence.match_indices("学年").filter_map(|(at, word)| {
        let years = |c: char| c.is_ascii_digit() || "—-－–~～至".contains(c);
        let start = sentence[..at].trim_end_matches(years).len();
        let is_year = sentence[..at].ends_with(|c: char| c.is_ascii_digit());
        is_year.then(|| start..at + word.len())
    });
    let mut found: Vec<_> = festivals.chain(terms).chain(school_years).collect();
    found.sort_unstable_by_key(|span| span.start);
    found.into_iter()
}

/// Finds spans since the issue of the document: 印发后3个月内.
fn spans_since_issue(sentence: &str) -> impl Iterator<Item = Range<usize>> {
    const SINCE: [&str; 4] = ["印发后", "印发之日起", "发布后", "发布之日起"];
    const UNITS: [&str; 4] = ["个月内", "个工作日内", "日内", "年内"];
    SINCE.iter().flat_map(move |word| {
        sentence.match_indices(word).filter_map(|(at, word)| {
            let rest = sentence[at + word.len()..].trim_start_matches(is_count);
            let after = rest.strip_prefix_any(&UNITS)?;
            Some(at..sentence.len() - after.len())
        })
    })
}

fn begins_number(text: &str, at: usize) -> bool {
    text.as_bytes()[at].is_ascii_digit() && !text[..at].ends_with(|c: char| c.is_ascii_digit())
}

/// Returns the year before a month.
fn year_before_month(before: &str) -> Option<i32> {
    crate::document::times::calendar::year_before(before.strip_suffix('年')?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_that_name_no_day_are_told() {
        let told = unplaced_times;
        let no_year = |words: &str| Doubt::DayWithoutYear {
            words: words.to_owned(),
        };
        let no_day = |words: &str| Doubt::NoSuchDay {
            words: words.to_owned(),
        };
        let not_read = |words: &str| Doubt::DayNotRead {
            words: words.to_owned(),
        };
        let text = "“五一”前举办2场，国庆节前3场；2025年春季学期末达到90%，每学期末通报。";
        assert_eq!(
            told(text, Some(2025)),
            ["“五一”前", "国庆节前", "春季学期末"].map(not_read)
        );
        let school_year = told("2024—2025学年培训40人，每学年总结", Some(2025));
        assert_eq!(school_year, [not_read("2024—2025学年")]);
        let since_issue = told("方案印发后3个月内制定细则", Some(2025));
        assert_eq!(since_issue, [not_read("印发后3个月内")]);
        let bounds = |words: &str| Doubt::RecursWithin {
            words: words.to_owned(),
        };
        assert_eq!(
            told("自2024年7月起，每月通报，至2025年6月止", Some(2024)),
            ["2024年7月起", "2025年6月止"].map(bounds)
        );
        assert_eq!(
            told("建成3个，以后每年新增2个", Some(2024)),
            [bounds("以后每年")]
        );
        for part in ["7月至10月每月", "5—9月每月", "汛期每月", "下半年每月"] {
            let sentence = format!("{part}审计项目2个");
            assert_eq!(told(&sentence, Some(2024)), [bounds(part)]);
        }
        let of_each = |words: &str| Doubt::RecursOn {
            words: words.to_owned(),
        };
        assert_eq!(
            told(
                "每季度末月25日前报送，每月10日前通报1次，每年底总结",
                Some(2024)
            ),
            ["每季度末月25日前", "每月10日前"].map(of_each)
        );
        assert_eq!(told("自2024年7月起施行", Some(2024)), []);
        let in_turn = "建成泵房4座、水窖20口、水塔2座，分别于2024年、2025年底前投用";
        let not_told = Doubt::TimesNotTold {
            words: "分别于2024年、2025年底前".to_owned(),
        };
        assert_eq!(told(in_turn, Some(2024)), [not_told]);
        let text = "2月底前培训50人；第四季度完成验收；每年3月底前报送。";
        assert_eq!(told(text, None), [no_year("2月底前"), no_year("第四季度")]);
        assert_eq!(told(text, Some(2025)), []);
        assert_eq!(told("2025年启动，6月底前建成。年底前验收", None), []);
        let text = "2025年2月29日前排查，2024年2月29日前建账，6月31日前培训，2026年13月底前验收";
        assert_eq!(told(text, None), ["2月29日", "6月31日", "13月"].map(no_day));
        assert_eq!(times("2026年13月底前验收", None), []);
        assert_eq!(times("2025年2月29日前排查", None), []);
    }
}
