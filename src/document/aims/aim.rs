//! The aims of a paragraph: numbers with what is said of them.

use chrono::Datelike;

use crate::document::text::{AnyOf, first_clause, plain};
use crate::plan::{Day, Op, Recurrence};

use super::cadence::cadence_before;
use super::lost_table::lost_table;
use super::sentence::SentenceAims;
use crate::document::calendar::{five_years_end, year_at, year_end};

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
const LONGEST_SENTENCE: usize = 1500;

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
    /// The day that a paragraph before it announced for its numbers.
    pub(crate) carried: Option<Day>,
    /// Whether 到2025年 of a sentence holds for those after it.
    pub(crate) carries: bool,
    /// Only what is said to be reached counts: the text is not a task.
    pub(crate) only_sure: bool,
}

/// Finds the aims of a paragraph.
pub(crate) fn aims(paragraph: &str, line_no: usize, how: AimContext) -> FoundAims {
    let mut found = FoundAims::default();
    let table = lost_table(paragraph);
    found.table = table.map(|at| paragraph[at..].chars().take(TABLE_SHOWN).collect());
    let text = plain(&paragraph[..table.unwrap_or(paragraph.len())]);
    let mut how = how;
    how.carried = how.carried.or_else(|| year_of_topic(&text));
    let mut carried = how.carried;
    let sentences = text.split_inclusive(['。', '！', '？', ';', '；']);
    // Whether 其中 at the head of the next sentence goes on with an aim.
    let mut goes_on = false;
    for whole in sentences.flat_map(in_pieces) {
        let sentence = whole.trim_end_matches(['。', '！', '？', ';', '；']);
        let before = found.aims.len();
        // 主要预期目标是：增长5%；…: what follows is aimed at.
        how.only_sure &= !sentence.contains_any(&["目标是:", "目标为:", "预期目标:"]);
        // “十四五”期间新增就业60万人: of the five years, in goals for what follows too.
        let of_five_years = five_years_end(sentence);
        if how.carries && sentence.starts_with('“') {
            carried = of_five_years.or(carried);
        }
        // 三年累计培训: of the whole time.
        let is_of_all = ["三年", "五年", "累计", "全年", "总"];
        let is_of_all = is_of_all.iter().any(|word| sentence.starts_with(word));
        let reading = SentenceAims {
            line_no,
            how,
            // 今年 is of the year of the text, whatever was told before.
            carried: carried
                .filter(|_| (how.carries || !is_of_all) && !sentence.contains("今年"))
                .or(of_five_years.filter(|day| Some(day.year()) != how.until)),
            goes_on,
        };
        reading.read(sentence, &mut found);
        goes_on = found.aims.len() > before;
        if how.carries {
            carried = found.aims[before..]
                .iter()
                .rev()
                .find_map(|aim| aim.by)
                .or_else(|| cadence_before(sentence, how.year).by)
                .or(carried);
        } else {
            // 到2025年，建成10家；引进20家: a year is of the whole sentence, a month of its part.
            let said = head_year(sentence).or(carried);
            carried = said
                .filter(|_| whole.ends_with([';', '；']))
                .or(how.carried);
        }
    }
    found
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

/// Returns the year that a sentence begins with, by its last day: 到2025年，…, 2025年底前….
fn head_year(sentence: &str) -> Option<Day> {
    let (year, rest) = year_at(sentence.strip_prefix('到').unwrap_or(sentence))?;
    let is_whole = rest.starts_with(['，', ',', '底', '末'])
        || !rest.starts_with(|c: char| c.is_ascii_digit());
    is_whole.then(|| year_end(year))
}

/// Cuts an overlong sentence at its commas, to bound the work: every number is read with all that stands around it.
pub(super) fn in_pieces(sentence: &str) -> Vec<&str> {
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
