//! The aims of a paragraph: numbers with what is said of them.

use chrono::Datelike;

use crate::document::closing_words::names_results;
use crate::document::text::{AnyOf, first_clause, is_han, plain};
use crate::plan::{Day, Op, Recurrence};

use super::judging::grants::speaks_of_beneficiaries;
use super::lost_table::lost_table;
use super::sentence::SentenceAims;
use crate::document::times::calendar::{five_years_end, year_at, year_end};
use crate::document::times::stated_time::stated_before;

/// A number that a document aims at.
#[derive(Clone, Debug, PartialEq)]
pub struct PrintedAim {
    /// The thing counted, as printed; may be empty.
    pub name: String,
    /// The comparison with the value.
    pub op: Op,
    /// The number, the minimum of a range.
    pub value: f64,
    /// The upper end of a range.
    pub max: Option<f64>,
    /// The word of measure.
    pub unit: String,
    /// 每年
    pub every: Option<Recurrence>,
    /// 到2025年
    pub by: Option<Day>,
    /// 由1.5元提高到2元
    pub baseline: Option<f64>,
    /// As printed, with its measure.
    pub printed: String,
    /// The line that states it.
    pub line_no: usize,
    /// Whether nothing speaks against it.
    pub is_sure: bool,
    /// Whether it is a level that is reached, not an amount that adds up.
    pub is_level: bool,
}

/// The longest sentence that is read whole, in bytes: some 500 characters.
pub(crate) const LONGEST_SENTENCE: usize = 1500;

/// The numbers of a paragraph.
#[derive(Debug, Default)]
pub(crate) struct FoundAims {
    pub(crate) aims: Vec<PrintedAim>,
    /// Numbers that count something and were not taken.
    pub(crate) left_out: Vec<String>,
    /// Numbers that count something and are not aims.
    pub(crate) passed_over: Vec<String>,
    /// The beginning of a table that lost its lines; its numbers are not read.
    pub(crate) table: Option<String>,
}

/// How many characters of a table are shown.
const TABLE_SHOWN: usize = 16;

/// The circumstances in which sentences are read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AimContext {
    /// The year that 年底前 is of.
    pub(crate) year: Option<i32>,
    /// The plan's first year: what is of an earlier one is as things were.
    pub(crate) since: Option<i32>,
    /// The plan's last year: that of its five years says nothing more.
    pub(crate) until: Option<i32>,
    /// The day that a heading or a paragraph before it announced for its numbers.
    pub(crate) announced: Option<Day>,
    /// Whether the text speaks of the whole plan, not of a task: 到2025年 holds for the sentences after it too, and
    /// only what is said to be reached counts, save behind 标志性成果： and the like.
    pub(crate) is_of_whole_plan: bool,
}

/// Finds the aims of a paragraph.
pub(crate) fn aims(paragraph: &str, line_no: usize, how: AimContext) -> FoundAims {
    let mut found = FoundAims::default();
    let table = lost_table(paragraph);
    found.table = table.map(|at| paragraph[at..].chars().take(TABLE_SHOWN).collect());
    let text = plain(&paragraph[..table.unwrap_or(paragraph.len())]);
    let announced = how.announced.or_else(|| year_of_topic(&text));
    // The day of a sentence that says none.
    let mut holding = announced.or_else(|| goals_of_year(&text, how));
    let mut only_sure = how.is_of_whole_plan && !names_results(&text);
    let sentences = text.split_inclusive(['。', '！', '？', ';', '；']);
    // Whether 其中 at the head of the next sentence goes on with an aim.
    let mut goes_on = false;
    let mut of_beneficiaries = false;
    for whole in sentences.flat_map(in_pieces) {
        let sentence = whole.trim_end_matches(['。', '！', '？', ';', '；']);
        let before = found.aims.len();
        // 主要预期目标是：增长5%；…: what follows is aimed at.
        only_sure &= !sentence.contains_any(&["目标是:", "目标为:", "预期目标:"]);
        // “十四五”期间新增就业60万人: of the five years, in goals for what follows too.
        let of_five_years = five_years_end(sentence);
        if how.is_of_whole_plan && sentence.starts_with('“') {
            holding = of_five_years.or(holding);
        }
        // 三年累计培训: of the whole time.
        let is_of_all = sentence.starts_with_any(&["三年", "五年", "累计", "全年", "总"]);
        let reading = SentenceAims {
            line_no,
            year: how.year,
            since: how.since,
            only_sure,
            // 今年 is of the year of the text, whatever was named before.
            day: holding
                .filter(|_| (how.is_of_whole_plan || !is_of_all) && !sentence.contains("今年"))
                .or(of_five_years.filter(|day| Some(day.year()) != how.until)),
            goes_on,
            of_beneficiaries,
        };
        reading.read(sentence, &mut found);
        let read = &found.aims[before..];
        of_beneficiaries = speaks_of_beneficiaries(sentence) || of_beneficiaries && read.is_empty();
        goes_on = !read.is_empty();
        holding = if how.is_of_whole_plan {
            last_day(read, sentence, how.year).or(holding)
        } else {
            day_for_next_part(whole, holding).or(announced)
        };
    }
    found
}

/// Names the shares of an item that say of nothing by the work that is done in the end:
/// 2024年完成30%，2026年全部完成管网改造.
pub(super) fn name_stages(aims: &mut [PrintedAim]) {
    const VERBS: [&str; 2] = ["完成", "建成"];
    let whole = aims.iter().find_map(|aim| {
        let work = aim.name.strip_prefix_any(&["全部", "全面"])?;
        let work = work.strip_prefix("完成").unwrap_or(work);
        (!work.is_empty()).then(|| (work.to_owned(), aim.unit.clone()))
    });
    let Some((work, unit)) = whole else {
        return;
    };
    let is_bare = |aim: &&mut PrintedAim| {
        (aim.unit == "%" || aim.unit == unit)
            && (!aim.name.contains(is_han) || VERBS.contains(&aim.name.as_str()))
    };
    for aim in aims.iter_mut().filter(is_bare) {
        aim.name.clone_from(&work);
    }
}

/// Returns the year that a paragraph begins with where a topic or a picture without numbers follows, so that all that
/// comes is of it: 到2025年，在绿地建设方面，…; 到2025年，管网建成。….
fn year_of_topic(text: &str) -> Option<Day> {
    let (year, rest) = year_at(text.strip_prefix('到')?)?;
    let sentence = rest.strip_prefix(['，', ','])?.split('。').next()?;
    let topic = sentence.strip_prefix('在').map(first_clause);
    let is_topic = topic.is_some_and(|topic| topic.ends_with("方面"));
    let has_digit = sentence.contains(|c: char| c.is_ascii_digit());
    (is_topic || !has_digit).then(|| year_end(year))
}

/// Returns the year whose goals a paragraph of the whole plan lists: 2018年，新建公厕50座；改造户厕4000户.
fn goals_of_year(text: &str, how: AimContext) -> Option<Day> {
    let (year, rest) = year_at(text).filter(|_| how.is_of_whole_plan)?;
    let sentence = rest.strip_prefix(['，', ',', ':'])?.split('。').next()?;
    let is_ahead = how.since.or(how.year).is_none_or(|since| year >= since);
    let is_list = sentence.contains(['；', ';']);
    (is_ahead && is_list).then(|| year_end(year))
}

/// Returns the last day that a sentence states.
fn last_day(aims: &[PrintedAim], sentence: &str, year: Option<i32>) -> Option<Day> {
    let of_aim = aims.iter().rev().find_map(|aim| aim.by);
    of_aim.or_else(|| stated_before(sentence, year).by)
}

/// Returns the day that holds behind a part of a sentence. 到2025年，建成10家；引进20家: a year is of the whole
/// sentence, a month of its part.
fn day_for_next_part(part: &str, holding: Option<Day>) -> Option<Day> {
    head_year(part)
        .or(holding)
        .filter(|_| part.ends_with([';', '；']))
}

/// Returns the year that a sentence begins with, by its last day: 到2025年，…, 2025年底前….
fn head_year(sentence: &str) -> Option<Day> {
    let (year, rest) = year_at(sentence.strip_prefix('到').unwrap_or(sentence))?;
    let is_whole = rest.starts_with(['，', ',', '底', '末'])
        || !rest.starts_with(|c: char| c.is_ascii_digit());
    is_whole.then(|| year_end(year))
}

/// Cuts an overlong sentence at its commas, to bound the work: every number is read with the whole sentence around it.
pub(crate) fn in_pieces(sentence: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = sentence;
    while rest.len() > LONGEST_SENTENCE {
        let boundary = (0..=LONGEST_SENTENCE).rfind(|at| rest.is_char_boundary(*at));
        let most = boundary.unwrap_or(rest.len());
        let end = rest[..most].rfind(['，', ',', '、']).filter(|at| *at > 0);
        let (piece, behind) = rest.split_at(end.unwrap_or(most));
        pieces.push(piece);
        rest = behind;
    }
    if !rest.is_empty() {
        pieces.push(rest);
    }
    pieces
}

#[cfg(test)]
mod tests;
