//! How the lines of a page are set: where they were cut, and which of them go on.

use std::cmp::Reverse;
use std::ops::RangeInclusive;

use super::mark::mark;
use crate::document::SourceLine;
use crate::document::closing_words::names_results;
use crate::document::head::{dates::whole_day, facts::whole_number};
use crate::document::intake::passage::Passage;
use crate::document::units::labels::label_at;
use crate::document::units::spans::unit_spans;
use crate::text::width;

/// The widest page, in columns.
const WIDEST: usize = 130;

/// The narrowest page, in columns; what is narrower is a table's column.
const NARROWEST: usize = 24;

/// How far a full line may stay behind the widest: a word, a bracket or a mark of punctuation that went over.
const SLACK: usize = 6;

/// The columns by which a paragraph is indented: two characters.
const INDENT: usize = 4;

/// From so many lines on, the width of most is that of the page.
const LONG_TEXT: usize = 100;

/// Fewer lines than this say nothing about a width.
const FEWEST: usize = 8;

/// The characters that end the last line of a paragraph or row.
const LAST_ENDS: [char; 6] = ['。', '）', ')', '；', '！', '|'];

/// The line lengths of programs that cut after so many characters.
const CUT_AT: RangeInclusive<usize> = 20..=120;

/// How the lines of a page are set.
pub(super) struct PageSetting {
    full: FullLine,
    /// Paragraphs begin with blanks.
    is_indented: bool,
    /// Every line is followed by a blank one.
    pub(super) blanks_say_nothing: bool,
    /// Lines were cut after so many characters.
    is_counted: bool,
    /// A full line continues on the next, however it ends: paragraphs without a number are few, so one seldom ends just
    /// where a line does.
    full_goes_on: bool,
    /// Nearly all lines are full: the text had lost its breaks before, and a number begins a line by chance.
    is_one_line: bool,
}

/// The least that a full line has.
#[derive(Clone, Copy)]
enum FullLine {
    /// Cut where the page ends: Chinese characters count two.
    Columns(usize),
    /// Cut after so many characters of any width.
    Characters(usize),
}

impl FullLine {
    /// Finds the width of a page: nearly the widest, as most lines of a wrapped text are full and the few wider ones no
    /// harm, or in a long text with wider tables the width that most lines nearly have.
    fn by_columns(filled: &[&str]) -> Option<Self> {
        let mut widths: Vec<usize> = filled.iter().map(|text| set_width(text)).collect();
        widths.sort_unstable();
        let least = widths[widths.len() * 9 / 10].saturating_sub(SLACK);
        let frequent = || {
            let least = most_frequent(&widths)?.saturating_sub(SLACK);
            (filled.len() >= LONG_TEXT).then_some((least, 6))
        };
        // A text that is torn at its commas has fewer full lines.
        let torn = filled.iter().filter(|text| text.ends_with(['，', '、']));
        let fewest = if torn.count() * 10 >= filled.len() {
            2
        } else {
            3
        };
        let is_page = |(least, of_wide): &(usize, usize)| {
            let page = least + SLACK;
            let full = widths.iter().filter(|width| *width >= least).count();
            let wide = widths.iter().filter(|width| **width > page * 5 / 4).count();
            (NARROWEST..=WIDEST).contains(&page)
                && full * 10 >= filled.len() * fewest
                && wide * of_wide <= filled.len()
        };
        let page = Some((least, 20)).filter(is_page);
        let page = page.or_else(|| frequent().filter(is_page));
        page.map(|(least, _)| Self::Columns(least))
    }

    /// Finds the length after which lines were cut. Where columns explain more full lines, they were not counted.
    fn by_characters(filled: &[&str]) -> Option<Self> {
        // Blanks at the beginning of a paragraph may have been half as many, and as wide.
        let own = filled.iter().filter(|text| indent(text) == 0);
        let longest = own.map(|text| text.chars().count()).max()?;
        let least = Self::Characters(longest);
        let full = least.count(filled);
        let columns = Self::by_columns(filled).filter(|_| filled.len() >= FEWEST);
        let of_columns = columns.map_or(0, |columns| columns.count(filled));
        let is_most = full >= 4 && full * 6 >= filled.len();
        // A few lines may be cut, if most that are as long as the longest are.
        let torn = filled.windows(2).filter(|pair| {
            let next_is_full = || least.is_reached(pair[1]);
            least.is_reached(pair[0])
                && is_torn_prose(pair[0], pair[1])
                && (pair[1].ends_with(LAST_ENDS) || next_is_full())
        });
        let is_cut = is_most || torn.count() * 3 >= full * 2;
        let is_longer = |text: &&str| text.trim_start().chars().count() > longest;
        let is_counted = full * 10 >= of_columns * 7
            && !filled.iter().any(is_longer)
            && are_even(filled.iter().filter(|text| least.is_reached(text)));
        (CUT_AT.contains(&longest) && is_cut && is_counted).then_some(least)
    }

    fn count(self, filled: &[&str]) -> usize {
        filled.iter().filter(|text| self.is_reached(text)).count()
    }

    pub(super) fn is_reached(self, text: &str) -> bool {
        let text = text.trim_end();
        match self {
            Self::Columns(least) => set_width(text) >= least,
            Self::Characters(least) => text.chars().count() >= least,
        }
    }
}

/// Returns the width that the most lines nearly have, of widths in order.
fn most_frequent(widths: &[usize]) -> Option<usize> {
    let nearly = |page: usize| {
        let below = |most: usize| widths.partition_point(|width| *width < most);
        below(page + 1) - below(page.saturating_sub(SLACK))
    };
    (NARROWEST..=WIDEST).max_by_key(|page| (nearly(*page), Reverse(*page)))
}

impl PageSetting {
    /// Finds out whether lines were cut after so many characters.
    pub(super) fn counted(passages: &[Passage]) -> Option<Self> {
        Self::of(passages, 2, FullLine::by_characters)
    }

    /// Finds out whether lines were cut at the edge of a page.
    pub(super) fn measured(passages: &[Passage]) -> Option<Self> {
        Self::of(passages, FEWEST, FullLine::by_columns)
    }

    fn of(
        passages: &[Passage],
        fewest: usize,
        full: impl Fn(&[&str]) -> Option<FullLine>,
    ) -> Option<Self> {
        let lines: Vec<&SourceLine> = passages.iter().filter_map(Passage::line).collect();
        let lines: Vec<&SourceLine> = lines
            .into_iter()
            .filter(|line| !is_in_table(&line.text))
            .collect();
        let filled: Vec<&str> = lines
            .iter()
            .map(|line| line.text.trim_end())
            .filter(|text| !text.is_empty())
            .collect();
        if filled.len() < fewest {
            return None;
        }
        let least = full(&filled)?;
        let full: Vec<&&str> = filled
            .iter()
            .filter(|text| least.is_reached(text))
            .collect();
        let torn = full.iter().filter(|text| !ends_sentence(text)).count();
        if torn * 2 < full.len() {
            return None;
        }
        let starts = filled.windows(2);
        let starts = starts.filter(|pair| !least.is_reached(pair[0]) && mark(pair[1]).is_none());
        let is_counted = matches!(least, FullLine::Characters(_));
        let indented = filled.iter().filter(|text| indent(text) > 0).count();
        let blanks = lines.len() - filled.len();
        Some(Self {
            full: least,
            is_indented: indented * 20 >= filled.len() && indented * 10 <= filled.len() * 8,
            blanks_say_nothing: blanks * 10 >= filled.len() * 8,
            is_counted,
            full_goes_on: is_counted && torn >= starts.count(),
            is_one_line: is_counted && full.len() * 10 >= filled.len() * 9,
        })
    }

    /// Returns whether a line may go on.
    pub(super) fn is_full(&self, line: &str) -> bool {
        self.full.is_reached(line)
    }

    /// Returns whether the first line of a paragraph, which has lost its indent, may go on.
    pub(super) fn is_first_full(&self, line: &str) -> bool {
        let is_prose = || line.contains(['。', '，']) && !ends_sentence(line);
        let lost = match self.full {
            FullLine::Columns(least) => least.saturating_sub(INDENT),
            FullLine::Characters(_) => usize::MAX,
        };
        self.is_full(line) || !self.is_indented && is_prose() && set_width(line.trim_end()) >= lost
    }

    /// Returns whether `next` goes on where `last`, a full line, stopped.
    pub(super) fn joins(&self, last: &SourceLine, next: &SourceLine, blank: bool) -> bool {
        let text = next.text.trim_start();
        // A page ends in the middle of a sentence.
        if blank && !self.blanks_say_nothing && !is_torn_prose(tail(last.text.trim_end()), text) {
            return false;
        }
        if self.is_indented && indent(&next.text) > 0 {
            return false;
        }
        if self.is_one_line {
            return true;
        }
        if mark(text).is_some()
            || text.starts_with("——")
            || is_line_of_its_own(text)
            || names_results(text)
        {
            // 「第\n1.项」 is rare; a line that begins with a number begins a paragraph.
            return false;
        }
        // Rows between bars.
        if text.starts_with('|') && last.text.ends_with('|') {
            return false;
        }
        // A bracket that names units follows the sentence it is about.
        let is_bracket = text.starts_with(['（', '(']) && !text.contains("此件");
        let end = tail(&last.text);
        // Behind the units of a paragraph a short sentence heads the next.
        let begins = ends_with_units(end) && is_heading_sentence(text);
        let goes_on = self.full_goes_on && !announces(end) && label_at(text).is_none()
            || self.is_counted && end.ends_with('；')
            || !ends_sentence(end);
        self.is_indented || is_bracket || is_in_bracket(end) || goes_on && !begins
    }
}

/// Returns whether a line is of a table whose columns are set apart by blanks; its width is not that of the page.
fn is_in_table(text: &str) -> bool {
    const FARTHEST: usize = 12;
    const GAP: &str = "   ";
    indent(text) > FARTHEST || text.trim().contains(GAP)
}

/// Returns the end of a paragraph, as much as is looked at: it may be as long as a file.
pub(super) fn tail(text: &str) -> &str {
    const LONGEST: usize = 900;
    let from = text.len().saturating_sub(LONGEST);
    let from = (from..=text.len()).find(|at| text.is_char_boundary(*at));
    &text[from.unwrap_or_default()..]
}

/// Returns whether lines that begin with blanks are equally long, as those are that a count cut.
fn are_even<'t>(lines: impl Iterator<Item = &'t &'t str>) -> bool {
    let mut lengths: Vec<usize> = lines
        .filter(|text| indent(text) > 0)
        .map(|text| text.chars().count())
        .collect();
    lengths.sort_unstable();
    let runs = lengths.chunk_by(|a, b| a == b).map(<[usize]>::len);
    runs.max().is_none_or(|most| most * 5 >= lengths.len() * 4)
}

/// Returns whether a line is prose that stops in a sentence, and the next begins nothing.
fn is_torn_prose(line: &str, next: &str) -> bool {
    let stops = |c: char| c.is_alphanumeric() || "，、；,（(：%“".contains(c);
    line.ends_with(stops)
        && line.contains(['，', '。', '；'])
        && mark(next).is_none()
        && label_at(next).is_none()
        && !is_line_of_its_own(next)
}

/// Returns whether a text is a whole line anywhere: a day, a document's number, a number in a cell, the list of
/// annexes.
fn is_line_of_its_own(text: &str) -> bool {
    let text = text.trim();
    let is_number = text.bytes().all(|c| c.is_ascii_digit());
    let is_annex = text.starts_with("附件");
    is_number || is_annex || whole_day(text).is_some() || whole_number(text).is_some()
}

/// Returns whether a text stops in a bracket.
fn is_in_bracket(text: &str) -> bool {
    let last = |signs: [char; 2]| text.rfind(signs);
    last(['（', '(']) > last(['）', ')'])
}

/// Returns the columns of a line as Chinese pages are set: quotes, dashes and dots are as wide as other characters.
fn set_width(text: &str) -> usize {
    let narrow = text.chars().filter(|c| "“”‘’—…·×".contains(*c));
    width(text)
        + narrow
            .filter(|c| width(c.encode_utf8(&mut [0; 4])) == 1)
            .count()
}

pub(super) fn indent(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Returns whether a text announces the lines below: 主要目标：.
fn announces(text: &str) -> bool {
    text.ends_with(['：', ':']) && !text.contains('。')
}

/// Returns whether a text begins with a short sentence of one clause: 夯实工作基础。….
fn is_heading_sentence(text: &str) -> bool {
    const LONGEST: usize = 24;
    let sentence = text.split_once('。').map_or("", |(sentence, _)| sentence);
    (1..=LONGEST).contains(&sentence.chars().count()) && !sentence.contains(['，', '、', '（', '('])
}

/// Returns whether a text ends with the units of a paragraph.
pub(super) fn ends_with_units(text: &str) -> bool {
    text.ends_with([')', '）'])
        && unit_spans(text)
            .last()
            .is_some_and(|span| span.bytes.end == text.len())
}

fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end().trim_end_matches(['”', '’', '」', '"']);
    text.ends_with(['。', '！', '？', '：', '；'])
        || text.ends_with("。)")
        || text.ends_with("。）")
}
