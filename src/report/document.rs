//! What a report says, apart from how it is written: a value that every format writes and `--json` prints.

use std::borrow::Cow;

use serde::Serialize;

use crate::plan::{Day, Lamp, Number, show_number};
use crate::text::clean;

use super::ReportKind;

/// The version of this shape.
const SCHEMA: u32 = 1;

/// A report: its title and its parts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReportDocument {
    /// The version of this shape.
    pub schema: u32,
    /// Which report it is.
    pub kind: ReportKind,
    /// The key of the language it is written in.
    pub lang: &'static str,
    /// The day it is of; office files carry it as the day they were made.
    pub as_of: Day,
    /// The ids of the plans it is about.
    pub plans: Vec<String>,
    /// The title.
    pub title: String,
    /// The lines under the title: who issues it, when, of which plan.
    pub subtitle: Vec<String>,
    /// The parts: a sheet of a workbook each, one after another elsewhere.
    pub parts: Vec<ReportPart>,
}

/// A part of a report.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ReportPart {
    /// A short name: that of a sheet.
    pub name: String,
    /// A heading of its own where a report has several parts; such a part begins on a new page.
    pub title: Option<String>,
    /// Kept for programs and not shown: a hidden sheet, nothing elsewhere.
    pub hidden: bool,
    /// What it says.
    pub blocks: Vec<ReportBlock>,
}

/// One piece of a part.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "block", content = "content", rename_all = "snake_case")]
pub enum ReportBlock {
    /// A heading.
    Heading {
        /// 1 for a chapter, 2 for what is in it.
        level: u8,
        /// Its words, numbering included.
        text: String,
    },
    /// A paragraph.
    Paragraph {
        /// How it is set.
        style: ParagraphStyle,
        /// Its words.
        text: String,
    },
    /// Names with what is said of each.
    Fields(Vec<FieldLine>),
    /// A table.
    Table(ReportTable),
    /// A drawing of figures.
    Plot(ReportPlot),
    /// Days to keep.
    Events(Vec<DueEvent>),
    /// Room to be written in by hand, in lines.
    Room(u8),
}

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ParagraphStyle {
    /// Running text, its first line indented where the language does so.
    #[default]
    Body,
    /// An item of a list.
    Item,
    /// A remark in smaller type.
    Note,
    /// Addressee and the like: running text without an indent.
    Flush,
    /// Who signs and when: at the right.
    Signature,
}

/// A name and what is said of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldLine {
    /// The name.
    pub name: String,
    /// What is said of it.
    pub value: TableCell,
}

/// A table: a header row and the rows below it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ReportTable {
    /// What stands above it.
    pub caption: Option<String>,
    /// Its columns.
    pub columns: Vec<TableColumn>,
    /// Its rows, each as long as there are columns.
    pub rows: Vec<Vec<TableCell>>,
    /// The last row is a sum.
    pub has_total: bool,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TableColumn {
    /// A name for programs, the same in every language.
    pub key: &'static str,
    /// The heading.
    pub title: String,
    /// How wide it should be, in characters of a terminal: a Chinese one counts two.
    pub width: u16,
    /// Where its cells stand.
    pub align: ColumnAlign,
    /// What may be filled in; cells of other columns are protected in a sheet that has such a column.
    pub input: Option<CellInput>,
}

/// Where the cells of a column stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnAlign {
    /// Text.
    #[default]
    Left,
    /// Short words and dates.
    Centre,
    /// Figures.
    Right,
}

/// What may be filled in.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "input", content = "choices", rename_all = "snake_case")]
pub enum CellInput {
    /// Any words.
    Text,
    /// One of these.
    Choice(Vec<String>),
    /// A day.
    Date,
    /// A number.
    Number,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(tag = "type", content = "value", rename_all = "snake_case")]
pub enum TableCell {
    /// Nothing.
    #[default]
    Empty,
    /// Words, never a formula.
    Text(String),
    /// A number.
    Number(Number),
    /// A share of 1, shown in percent.
    Percent {
        /// 0.5 is 50 %.
        share: f64,
        /// How many decimals of the percentage are shown.
        decimals: u8,
    },
    /// A day.
    Date(Day),
    /// A lamp with its word.
    Lamp {
        /// Which.
        lamp: Lamp,
        /// The word beside its colour.
        word: String,
    },
}

/// A drawing of figures, each with its count or value in words.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "plot", rename_all = "snake_case")]
pub enum ReportPlot {
    /// Bars of counted parts.
    Bars {
        /// What stands above it.
        caption: String,
        /// From above.
        bars: Vec<ReportBar>,
    },
    /// A value over time with the targets it is held against.
    Course(ValueCourse),
}

/// A bar of counted parts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReportBar {
    /// What it is of.
    pub name: String,
    /// What stands beside it.
    pub note: String,
    /// Its parts, from the left.
    pub parts: Vec<BarPart>,
}

/// A part of a bar.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BarPart {
    /// Its colour.
    pub lamp: Lamp,
    /// Its meaning.
    pub word: String,
    /// How many.
    pub count: u32,
}

/// A value over time with the targets it is held against.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ValueCourse {
    /// What is measured.
    pub caption: String,
    /// The unit of measure.
    pub unit: String,
    /// The first day shown.
    pub start: Day,
    /// The last day shown.
    pub end: Day,
    /// What was measured, by day.
    pub readings: Vec<(Day, Number)>,
    /// What is to be reached, by day, with its words.
    pub targets: Vec<CourseTarget>,
    /// Where it stands, in words.
    pub note: String,
}

/// A target in a course of values.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CourseTarget {
    /// By when.
    pub by: Day,
    /// The number.
    pub value: Number,
    /// The target in words.
    pub words: String,
}

/// A day to keep: something falls due.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DueEvent {
    /// An id that stays the same in every run.
    pub uid: String,
    /// How often the day was moved.
    pub sequence: u32,
    /// The day.
    pub day: Day,
    /// What is due, in a line.
    pub title: String,
    /// More of it, line by line.
    pub details: Vec<String>,
    /// How many days before one wants to be told.
    pub alarm_days: Option<u32>,
    /// It need not be kept any more.
    pub cancelled: bool,
    /// When it was last changed: the day of the last entry about it, else the first day of the plan.
    pub changed: Day,
}

impl ReportDocument {
    /// A report without parts as yet.
    pub fn new(kind: ReportKind, lang: &'static str, as_of: Day, title: String) -> Self {
        Self {
            schema: SCHEMA,
            kind,
            lang,
            as_of,
            plans: Vec::new(),
            title,
            subtitle: Vec::new(),
            parts: Vec::new(),
        }
    }

    /// The parts that are shown.
    pub fn shown_parts(&self) -> impl Iterator<Item = &ReportPart> {
        self.parts.iter().filter(|part| !part.hidden)
    }

    /// Makes every text safe for one line of a report: control characters become visible, line ends become spaces.
    pub fn clean(&mut self) {
        clean_text(&mut self.title);
        self.subtitle.iter_mut().for_each(clean_text);
        for part in &mut self.parts {
            clean_text(&mut part.name);
            part.title.iter_mut().for_each(clean_text);
            part.blocks.iter_mut().for_each(ReportBlock::clean);
        }
    }
}

impl ReportBlock {
    /// A chapter's heading.
    pub fn heading(text: impl Into<String>) -> Self {
        Self::Heading {
            level: 1,
            text: text.into(),
        }
    }

    /// A heading inside a chapter.
    pub fn subheading(text: impl Into<String>) -> Self {
        Self::Heading {
            level: 2,
            text: text.into(),
        }
    }

    /// A paragraph of running text.
    pub fn body(text: impl Into<String>) -> Self {
        Self::styled(ParagraphStyle::Body, text)
    }

    /// A paragraph set otherwise.
    pub fn styled(style: ParagraphStyle, text: impl Into<String>) -> Self {
        Self::Paragraph {
            style,
            text: text.into(),
        }
    }

    fn clean(&mut self) {
        match self {
            Self::Heading { text, .. } | Self::Paragraph { text, .. } => clean_text(text),
            Self::Fields(lines) => {
                for line in lines {
                    clean_text(&mut line.name);
                    line.value.clean();
                }
            }
            Self::Table(table) => {
                table.caption.iter_mut().for_each(clean_text);
                for column in &mut table.columns {
                    clean_text(&mut column.title);
                }
                table.rows.iter_mut().flatten().for_each(TableCell::clean);
            }
            Self::Plot(ReportPlot::Bars { caption, bars }) => {
                clean_text(caption);
                for bar in bars {
                    clean_text(&mut bar.name);
                    clean_text(&mut bar.note);
                }
            }
            Self::Plot(ReportPlot::Course(course)) => {
                clean_text(&mut course.caption);
                clean_text(&mut course.unit);
                clean_text(&mut course.note);
                for target in &mut course.targets {
                    clean_text(&mut target.words);
                }
            }
            Self::Events(events) => {
                for event in events {
                    clean_text(&mut event.uid);
                    clean_text(&mut event.title);
                    event.details.iter_mut().for_each(clean_text);
                }
            }
            Self::Room(_) => {}
        }
    }
}

impl FieldLine {
    /// A name with words.
    pub fn new(name: impl Into<String>, value: impl Into<TableCell>) -> Self {
        Self {
            name: name.into(),
            value: value.into(),
        }
    }
}

impl TableColumn {
    /// A column of text.
    pub fn new(key: &'static str, title: impl Into<String>, width: u16) -> Self {
        Self {
            key,
            title: title.into(),
            width,
            align: ColumnAlign::Left,
            input: None,
        }
    }

    /// The column with its cells standing elsewhere.
    #[must_use]
    pub fn aligned(self, align: ColumnAlign) -> Self {
        Self { align, ..self }
    }

    /// The column to be filled in.
    #[must_use]
    pub fn filled_with(self, input: CellInput) -> Self {
        Self {
            input: Some(input),
            ..self
        }
    }
}

impl TableCell {
    /// A count.
    pub fn count(count: usize) -> Self {
        Self::Number(Number::from(count as i64))
    }

    /// Words, or nothing where there are none.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }

    /// It as words.
    pub fn words(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(value) => Cow::Owned(show_number(*value)),
            Self::Percent { share, decimals } => {
                Cow::Owned(format!("{:.*}%", usize::from(*decimals), share * 100.0))
            }
            Self::Date(day) => Cow::Owned(day.to_string()),
            Self::Lamp { word, .. } => Cow::Borrowed(word),
        }
    }

    fn clean(&mut self) {
        if let Self::Text(text) | Self::Lamp { word: text, .. } = self {
            clean_text(text);
        }
    }
}

impl From<String> for TableCell {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

impl From<&str> for TableCell {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<Day> for TableCell {
    fn from(day: Day) -> Self {
        Self::Date(day)
    }
}

impl From<Option<Day>> for TableCell {
    fn from(day: Option<Day>) -> Self {
        day.map_or(Self::Empty, Self::Date)
    }
}

impl From<Option<Number>> for TableCell {
    fn from(value: Option<Number>) -> Self {
        value.map_or(Self::Empty, Self::Number)
    }
}

fn clean_text(text: &mut String) {
    if let Cow::Owned(cleaned) = clean(text) {
        *text = cleaned;
    }
}
