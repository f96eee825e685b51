//! Days and years as documents write them: 2023年2月15日, 二〇二三年二月十五日, 2022-07-01.

use crate::document::times::calendar::{YEARS, five_years, year_of};
use crate::plan::Day;
use crate::text::numerals::quantity;

/// Returns a number in digits or Chinese numerals at the head of a text, and what follows it.
fn number(text: &str) -> Option<(u32, &str)> {
    let text = text.trim_start();
    let end = text
        .char_indices()
        .find(|(_, c)| {
            !c.is_ascii_digit() && !"〇○零一二三四五六七八九十０１２３４５６７８９Ｏ".contains(*c)
        })
        .map_or(text.len(), |(at, _)| at);
    let digits: String = text[..end]
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
            'Ｏ' | '○' => '〇',
            _ => c,
        })
        .collect();
    if digits.is_empty() || digits.chars().count() > 6 {
        return None;
    }
    let value = if digits.chars().all(|c| c.is_ascii_digit()) {
        digits.parse().ok()?
    } else {
        quantity(&digits)? as u32
    };
    Some((value, text[end..].trim_start()))
}

/// Reads the day that a text begins with, and what follows it.
pub(crate) fn day_at(text: &str) -> Option<(Day, &str)> {
    let (year, rest) = number(text)?;
    let year = i32::try_from(year)
        .ok()
        .filter(|year| YEARS.contains(year))?;
    let separated = ['-', '/', '.'].into_iter().find(|c| rest.starts_with(*c));
    let (month, rest, end) = if let Some(separator) = separated {
        let (month, rest) = number(&rest[1..])?;
        (month, rest.strip_prefix(separator)?, None)
    } else {
        let (month, rest) = number(rest.strip_prefix('年')?)?;
        (month, rest.strip_prefix('月')?, Some('日'))
    };
    let (day, rest) = number(rest)?;
    let rest = match end {
        Some(end) => rest.strip_prefix(end).or_else(|| rest.strip_prefix('号'))?,
        None => rest,
    };
    Some((Day::from_ymd_opt(year, month, day)?, rest))
}

/// Reads a text that is nothing but a day.
pub(crate) fn whole_day(text: &str) -> Option<Day> {
    let text = text.trim().trim_matches(['(', '（', ')', '）', '。']);
    if text.chars().count() > 24 {
        return None;
    }
    day_at(text)
        .filter(|(_, rest)| rest.trim().is_empty())
        .map(|(day, _)| day)
}

/// Finds the first day in a text.
pub(crate) fn first_day(text: &str) -> Option<Day> {
    text.char_indices()
        .filter(|(_, c)| c.is_ascii_digit() || *c == '二')
        .take(40)
        .find_map(|(at, _)| {
            let before = text[..at].chars().next_back();
            let begins = before.is_none_or(|c| !c.is_ascii_digit() && !"二〇○零".contains(c));
            begins.then(|| day_at(&text[at..]))?.map(|(day, _)| day)
        })
}

/// Returns the first and last year that a title names: （2022—2025年）, 2017年, “十四五”.
pub(crate) fn years(title: &str) -> Option<(i32, i32)> {
    let found = years_in(title);
    let ranged = found.windows(2).find_map(|pair| {
        // 2022年6月—2025年12月
        let between = &title[pair[0].1..pair[1].0];
        let between = between.trim_start_matches(|c: char| {
            c.is_whitespace() || c.is_ascii_digit() || matches!(c, '年' | '月' | '日')
        });
        let between = between.trim_end_matches(|c: char| c.is_whitespace() || c == '年');
        let joins = !between.is_empty()
            && between.chars().all(|c| {
                matches!(
                    c,
                    // 一 is what recognition of pictures makes of a dash.
                    '-' | '—' | '－' | '–' | '~' | '～' | '至' | '到' | '―' | '─' | '一'
                )
            });
        joins.then_some((pair[0].2, pair[1].2))
    });
    ranged.filter(|(from, to)| from <= to).or_else(|| {
        five_years(title).or_else(|| {
            let (_, end, year) = *found.first()?;
            title[end..]
                .trim_start()
                .starts_with('年')
                .then_some((year, year))
        })
    })
}

/// Returns every four-digit year of a text, with its place.
fn years_in(text: &str) -> Vec<(usize, usize, i32)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..]
        .find(|c: char| c.is_ascii_digit())
        .map(|from| at + from)
    {
        let end = text[start..]
            .find(|c: char| !c.is_ascii_digit())
            .map_or(text.len(), |to| start + to);
        if let Some(year) = year_of(&text[start..end]) {
            found.push((start, end, year));
        }
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_every_spelling() {
        for text in [
            "2023年2月15日",
            "2023年 2 月15日",
            "二〇二三年二月十五日",
            "二○二三年二月十五日",
            "2023-02-15",
            "2023/2/15",
            "（2023年2月15日）",
            "２０２３年２月１５日",
        ] {
            assert_eq!(whole_day(text), Day::from_ymd_opt(2023, 2, 15), "{text}");
        }
        for text in [
            "2023年2月", "2023年2月15日前", "2023年2月30日", "13年2月1日",
        ] {
            assert_eq!(whole_day(text), None, "{text}");
        }
        assert_eq!(
            first_day("来源:某局 时间:2022-07-13 16:28"),
            Day::from_ymd_opt(2022, 7, 13)
        );
    }

    #[test]
    fn titles_name_their_years() {
        for (title, found) in [
            ("行动规划纲要实施方案（2022—2025年）", Some((2022, 2025))),
            ("实施方案(2016——2020年)", Some((2016, 2020))),
            ("三年行动计划（2023年-2025年）", Some((2023, 2025))),
            ("三年行动方案（2022年6月—2025年12月）", Some((2022, 2025))),
            ("三年行动方案(2021一2023年)", Some((2021, 2023))),
            ("某市2017年工作要点", Some((2017, 2017))),
            ("某市“十四五”规划实施方案", Some((2021, 2025))),
            ("关于进一步做好稳就业工作的通知", None),
        ] {
            assert_eq!(years(title), found, "{title}");
        }
    }
}
