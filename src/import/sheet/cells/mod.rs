//! Cells as people fill them in: statuses, days, numbers.

mod number;

use chrono::{Datelike, Days, TimeDelta};

use crate::document::times::calendar::month_end;
use crate::plan::{Day, Status, half_width, plain_text};
use crate::query::parse_day;
use crate::query::typed::days_and_numbers::MOST_AHEAD;
use crate::text::{CellRefusal, Lang};

use super::SheetValue;
pub(super) use number::number;

/// What offices call a status.
const STATUS_WORDS: &[(Status, &[&str])] = &[
    (
        Status::Todo,
        &["未开始", "未开展", "尚未启动", "待启动", "待办"],
    ),
    (
        Status::Doing,
        &[
            "推进中", "处理中", "办理中", "在办", "正在办理", "正在推进", "正常推进", "持续推进",
            "正在进行", "开展中", "已启动",
        ],
    ),
    (
        Status::Doing,
        &["推进中,有阶段性进展", "推进中,暂无阶段性进展"],
    ),
    (Status::Blocked, &["受阻滞后", "推进受阻"]),
    (
        Status::Done,
        &["已完成", "完成", "办结", "延期完成", "是", "已办结(完成)"],
    ),
    (Status::Closed, &["销号"]),
    (Status::Dropped, &["工作中止", "终止", "取消"]),
];

/// What offices call all that is not finished, begun or not.
const UNFINISHED: [&str; 3] = ["未完成", "未办结", "否"];

/// Returns a text as it is recognised: in half width, without characters that only look like others, as text out of a
/// PDF has them.
pub(super) fn legible(text: &str) -> String {
    half_width(&plain_text(text))
}

/// Returns whether a cell says that something is not finished, and not whether it was begun.
pub(super) fn says_unfinished(value: &SheetValue) -> bool {
    let text = legible(&value.words()).replace(char::is_whitespace, "");
    UNFINISHED.contains(&text.as_str())
}

/// Reads a status; what a unit may not say of itself is refused.
pub(super) fn status(value: &SheetValue) -> Result<Status, CellRefusal> {
    let text = legible(&value.words()).replace(char::is_whitespace, "");
    let by_word = |status: &Status| {
        let mut languages = Lang::ALL.iter();
        languages.any(|lang| {
            let word = (lang.words().status)(*status).replace(char::is_whitespace, "");
            word.eq_ignore_ascii_case(&text)
        })
    };
    let mut all = Status::ALL.into_iter();
    let found = all
        .find(by_word)
        .or_else(|| Status::from_key(&text))
        .or_else(|| {
            let known = STATUS_WORDS
                .iter()
                .find(|(_, words)| words.contains(&text.as_str()));
            known.map(|(status, _)| *status)
        })
        .or_else(|| says_unfinished(value).then_some(Status::Doing));
    match found {
        None => Err(CellRefusal::NoStatus),
        Some(status @ (Status::Closed | Status::Dropped | Status::Returned)) => {
            Err(CellRefusal::NotForUnits(status))
        }
        Some(status) => Ok(status),
    }
}

/// Reads a day. One without a year is the last of that name up to `around`, or in the month of it.
pub(super) fn day(value: &SheetValue, around: Day) -> Result<Day, CellRefusal> {
    match value {
        // A time without a day is kept as one of the year 1899.
        SheetValue::Date(day) if day.year() < 1900 => Err(CellRefusal::NoDay),
        SheetValue::Date(day) => Ok(*day),
        SheetValue::Number(number) => day_of_number(*number, around),
        SheetValue::Text(text) => day_of_text(text, around).ok_or(CellRefusal::NoDay),
        SheetValue::Formula(_) | SheetValue::Shared(_) | SheetValue::Empty => {
            Err(CellRefusal::NoDay)
        }
    }
}

/// Reads a day of which a spreadsheet made a number: 6.28, and 6.3, which is 6.30 or the third.
fn day_of_number(number: f64, around: Day) -> Result<Day, CellRefusal> {
    const FIRST_SERIAL: f64 = 20_000.0;
    if (FIRST_SERIAL..120_000.0).contains(&number) {
        let first = Day::from_ymd_opt(1899, 12, 30).ok_or(CellRefusal::NoDay)?;
        return Ok(first + TimeDelta::days(number as i64));
    }
    let text = format!("{number}");
    let (month, rest) = text.split_once('.').ok_or(CellRefusal::NoDay)?;
    if matches!(rest, "1" | "2" | "3") {
        return Err(CellRefusal::UnclearDay(format!("{month}.{rest}0")));
    }
    day_of_text(&text, around).ok_or(CellRefusal::NoDay)
}

fn day_of_text(text: &str, around: Day) -> Option<Day> {
    let text = legible(text);
    let text = without_time(text.trim());
    if let Some(day) = parse_day(text) {
        return Some(day);
    }
    if parts_digits(text) {
        return None;
    }
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (plain, is_end) = match plain.strip_suffix(['底', '末']) {
        Some(rest) => (rest, true),
        None => (plain.as_str(), false),
    };
    // The signs behind the numbers distinguish 6月28日 from a span: 1-6月, 3-4日.
    match *marked_numbers(plain)?.as_slice() {
        [
            (year @ 1900..=2100, Some('年' | '-' | '.' | '/')),
            (month, None | Some('月')),
        ] => month_end(year as i32, month),
        [
            (year @ 1900..=2100, Some('年' | '-' | '.' | '/')),
            (month, Some('月' | '-' | '.' | '/')),
            (day, None | Some('日')),
        ] if !is_end => Day::from_ymd_opt(year as i32, month, day),
        // The end of a year.
        [(year @ 1900..=2100, None | Some('年'))] if is_end => {
            Day::from_ymd_opt(year as i32, 12, 31)
        }
        [(month, mark)] if mark == Some('月') || (is_end && mark.is_none()) => {
            let this = month_end(around.year(), month)?;
            if this > around + Days::new(MOST_AHEAD) {
                month_end(around.year() - 1, month)
            } else {
                Some(this)
            }
        }
        [(_, Some('-')), (_, Some('日'))] => None,
        [
            (month, Some('月' | '-' | '.' | '/')),
            (day, None | Some('日')),
        ] if !is_end => {
            let this = Day::from_ymd_opt(around.year(), month, day);
            match this {
                Some(this) if this <= around + Days::new(MOST_AHEAD) => Some(this),
                _ => Day::from_ymd_opt(around.year() - 1, month, day).or(this),
            }
        }
        _ => None,
    }
}

/// Returns whether nothing but blanks separates two numbers: 6月1 2日.
pub(super) fn parts_digits(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).any(|pair| {
        pair[0].ends_with(|c: char| c.is_ascii_digit())
            && pair[1].starts_with(|c: char| c.is_ascii_digit())
    })
}

/// Returns a day without the time behind it: 2024-06-28 10:00.
fn without_time(text: &str) -> &str {
    let is_time = |time: &str| {
        let parts: Vec<&str> = time.split(':').collect();
        let is_number = |part: &&str| part.len() <= 2 && part.parse::<u8>().is_ok();
        matches!(parts.len(), 2 | 3) && parts.iter().all(is_number)
    };
    let (day, time) = text.rsplit_once([' ', 'T']).unwrap_or((text, ""));
    if is_time(time) { day.trim_end() } else { text }
}

/// Returns the numbers of a day, each with the character behind it, `None` at the end. 号 counts as 日.
fn marked_numbers(text: &str) -> Option<Vec<(u32, Option<char>)>> {
    let mut numbers = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit());
        let (digits, behind) = rest.split_at(end.unwrap_or(rest.len()));
        let mark = behind.chars().next();
        if !mark.is_none_or(|mark| "年月日号/.-".contains(mark)) {
            return None;
        }
        rest = &behind[mark.map_or(0, char::len_utf8)..];
        let mark = mark.map(|mark| if mark == '号' { '日' } else { mark });
        // A point at the very end is that of a sentence.
        let mark = mark.filter(|mark| *mark != '.' || !rest.is_empty());
        numbers.push((digits.parse().ok()?, mark));
    }
    Some(numbers)
}

/// Returns whether a text says that there is nothing: 无, none, a dash.
pub(super) fn says_nothing(text: &str) -> bool {
    const WORDS: [&str; 19] = [
        "无", "没有", "暂无", "尚无", "暂时没有", "目前没有", "目前无", "无问题", "没有问题",
        "暂无问题", "不存在问题", "无困难", "无存在问题", "none", "nil", "no", "n/a", "na",
        "nothing",
    ];
    let text = legible(text).to_lowercase();
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let is_dash = |c: char| "/\\-—–―－_.。·…~～".contains(c);
    let word = text.trim_end_matches(['。', '.', '!', ',', ';']);
    !text.is_empty() && (text.chars().all(is_dash) || WORDS.contains(&word))
}

/// Returns why the words of a cell cannot be taken.
pub(super) fn unreadable(value: &SheetValue) -> Option<CellRefusal> {
    match value {
        value if value.is_error() => Some(CellRefusal::FailedFormula),
        SheetValue::Text(text) | SheetValue::Shared(text) if text.contains('\u{fffd}') => {
            Some(CellRefusal::LostCharacters)
        }
        _ => None,
    }
}

/// Returns the references in one cell.
pub(super) fn references(text: &str) -> Vec<String> {
    let parts = text.split(['；', ';', '\n']);
    let parts = parts.map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> SheetValue {
        SheetValue::Text(text.to_owned())
    }

    #[test]
    fn each_language_names_statuses_that_are_taken() {
        for lang in Lang::ALL {
            let words = lang.words();
            let hint = (words.ledger.cell_refusal)(&CellRefusal::NoStatus).how;
            let help = words.ledger.feedback_help.join("\n");
            for named in [Status::Todo, Status::Doing, Status::Blocked, Status::Done] {
                let word = (words.status)(named);
                assert!(hint.contains(word) && help.contains(word), "{word}");
                assert_eq!(status(&text(word)), Ok(named));
            }
        }
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        let around = "2024-07-03".parse().unwrap();
        for (written, read) in [
            ("2024-06-28", "2024-06-28"),
            ("2024年6月底", "2024-06-30"),
            ("２０２４年２月末", "2024-02-29"),
            ("2024年6月", "2024-06-30"),
            ("2024年底", "2024-12-31"),
            ("6月28日", "2024-06-28"),
            ("6.28", "2024-06-28"),
            ("6/30", "2024-06-30"),
            ("12.28", "2023-12-28"),
            ("6月底", "2024-06-30"),
            ("6⽉28⽇", "2024-06-28"),
            ("6⽉", "2024-06-30"),
            ("12月底", "2023-12-31"),
            ("6 月 28 日", "2024-06-28"),
        ] {
            let read: Day = read.parse().unwrap();
            assert_eq!(day(&text(written), around), Ok(read), "{written}");
        }
        for written in [
            "上半年", "13.5", "2024", "6.31", "-", "6月1\n2日", "6月 1 2日",
        ] {
            assert_eq!(
                day(&text(written), around),
                Err(CellRefusal::NoDay),
                "{written}"
            );
        }
        let number = |number| day(&SheetValue::Number(number), around);
        assert_eq!(number(45_471.0), Ok("2024-06-28".parse().unwrap()));
        assert_eq!(number(6.28), Ok("2024-06-28".parse().unwrap()));
        assert_eq!(number(6.3), Err(CellRefusal::UnclearDay("6.30".to_owned())));
        assert_eq!(number(628.0), Err(CellRefusal::NoDay));
    }

    #[test]
    fn statuses_are_read_and_what_is_not_a_units_to_say_is_refused() {
        for (written, read) in [
            ("已办结", Status::Done),
            (" 进行中 ", Status::Doing),
            ("done", Status::Done),
            ("已完成", Status::Done),
            ("正在办理", Status::Doing),
            ("To do", Status::Todo),
            ("受 阻", Status::Blocked),
            ("进⾏中", Status::Doing),
        ] {
            assert_eq!(status(&text(written)), Ok(read), "{written}");
        }
        for (written, refused) in [
            ("已销号", Status::Closed),
            ("中止", Status::Dropped),
            ("退办", Status::Returned),
        ] {
            assert_eq!(
                status(&text(written)),
                Err(CellRefusal::NotForUnits(refused))
            );
        }
        assert_eq!(status(&text("差不多")), Err(CellRefusal::NoStatus));
        assert_eq!(status(&SheetValue::Number(1.0)), Err(CellRefusal::NoStatus));
    }

    #[test]
    fn several_references_may_stand_in_a_cell() {
        assert_eq!(
            references("示教〔2024〕3号；材料/名册.pdf\n照片"),
            ["示教〔2024〕3号", "材料/名册.pdf", "照片"]
        );
    }
}
