//! The contents of a report, independent of format: a value that every format writes and `--json`
//! prints.

use std::borrow::Cow;

use serde::Serialize;

use crate::plan::{Day, Lamp, Number};
use crate::store::PaperSize;
use crate::text::{Lang, printed};

use super::ReportKind;
pub(super) use super::table::longest_word;
pub use super::table::{CellInput, ColumnAlign, ReportTable, TableCell, TableColumn};

/// The schema version of [`ReportDocument`].
const SCHEMA: u32 = 1;

/// A report: its title and its parts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReportDocument {
    /// The schema version.
    pub schema: u32,
    /// The kind of report.
    pub kind: ReportKind,
    /// The key of its language.
    pub lang: Lang,
    /// The as-of day, which office files carry as their creation date.
    pub as_of: Day,
    /// The ids of its plans.
    pub plans: Vec<String>,
    /// The title.
    pub title: String,
    /// Lines below the title: office, day, plan.
    pub subtitle: Vec<String>,
    /// The paper of its workbook; other formats take what their tables need.
    pub paper: PaperSize,
    /// True if each part is a paper of its own, which begins with the title.
    #[serde(skip)]
    pub has_papers: bool,
    /// The parts: each a sheet in a workbook, one after another in other formats.
    pub parts: Vec<ReportPart>,
}

/// A part of a report.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ReportPart {
    /// A short name, used for the sheet.
    pub name: String,
    /// The part's own heading in a report of several parts; such a part starts on a new page.
    pub title: Option<String>,
    /// Whether the part is for programs: a hidden sheet, left out of other formats.
    pub hidden: bool,
    /// The contents.
    pub blocks: Vec<ReportBlock>,
}

/// One piece of a part.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "block", content = "content", rename_all = "snake_case")]
pub enum ReportBlock {
    /// A heading.
    Heading {
        /// 1 for a chapter, 2 below it.
        level: u8,
        /// The text, with its numbering.
        text: String,
    },
    /// A paragraph.
    Paragraph {
        /// The style.
        style: ParagraphStyle,
        /// The text.
        text: String,
    },
    /// Names with values.
    Fields(Vec<FieldLine>),
    /// A table.
    Table(ReportTable),
    /// A chart.
    Plot(ReportPlot),
    /// Due dates for a calendar.
    Events(Vec<DueEvent>),
    /// Blank space for handwriting, in lines.
    Room(u8),
}

/// The style of a paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ParagraphStyle {
    /// Running text, with a first-line indent if the language uses one.
    #[default]
    Body,
    /// An item of a list.
    Item,
    /// A remark in smaller type.
    Note,
    /// Running text without an indent, such as the addressee.
    Flush,
    /// The signature and date, right-aligned.
    Signature,
}

/// A name with its value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldLine {
    /// The name.
    pub name: String,
    /// The value.
    pub value: TableCell,
}

/// A chart, with its figures in words.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "plot", rename_all = "snake_case")]
pub enum ReportPlot {
    /// Stacked bars.
    Bars {
        /// The caption above.
        caption: String,
        /// The bars, from the top.
        bars: Vec<ReportBar>,
    },
    /// A value over time with its targets.
    Course(ValueCourse),
}

/// A stacked bar.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReportBar {
    /// The name.
    pub name: String,
    /// The text beside it.
    pub note: String,
    /// The segments, from the left.
    pub parts: Vec<BarPart>,
}

/// A segment of a bar.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BarPart {
    /// Its colour.
    pub lamp: Lamp,
    /// Its meaning.
    pub word: String,
    /// The count.
    pub count: u32,
}

/// A value over time with its targets.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ValueCourse {
    /// The name of the value.
    pub caption: String,
    /// The unit of measure.
    pub unit: String,
    /// The first day shown.
    pub start: Day,
    /// The last day shown.
    pub end: Day,
    /// True if the first reading is the baseline.
    #[serde(skip)]
    pub has_baseline: bool,
    /// Readings by day.
    pub readings: Vec<(Day, Number)>,
    /// Targets by day.
    pub targets: Vec<CourseTarget>,
    /// The standing in words.
    pub note: String,
}

/// A target in a chart.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CourseTarget {
    /// The deadline.
    pub by: Day,
    /// The target value.
    pub value: Number,
    /// The target in words.
    pub words: String,
}

/// A due date for a calendar.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DueEvent {
    /// An id that is the same in every run.
    pub uid: String,
    /// The number of times the date was moved.
    pub sequence: u32,
    /// The day.
    pub day: Day,
    /// The title line.
    pub title: String,
    /// Detail lines.
    pub details: Vec<String>,
    /// Days before the date at which to remind.
    pub alarm_days: Option<u32>,
    /// Whether the date no longer applies.
    pub cancelled: bool,
    /// The day of the last change: of the last entry about it, else the plan's first day.
    pub changed: Day,
}

impl ReportDocument {
    /// Makes a report without parts.
    pub fn new(kind: ReportKind, lang: Lang, as_of: Day, title: String) -> Self {
        Self {
            schema: SCHEMA,
            kind,
            lang,
            as_of,
            plans: Vec::new(),
            title,
            subtitle: Vec::new(),
            paper: PaperSize::default(),
            has_papers: false,
            parts: Vec::new(),
        }
    }

    /// Iterates over the parts that are not hidden.
    pub fn shown_parts(&self) -> impl Iterator<Item = &ReportPart> {
        self.parts.iter().filter(|part| !part.hidden)
    }

    /// Cleans every text for one line of a report: control characters become visible, line ends become
    /// spaces.
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
    /// Makes a chapter heading.
    pub fn heading(text: impl Into<String>) -> Self {
        Self::Heading {
            level: 1,
            text: text.into(),
        }
    }

    /// Makes a body paragraph.
    pub fn body(text: impl Into<String>) -> Self {
        Self::styled(ParagraphStyle::Body, text)
    }

    /// Makes a paragraph in a style.
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

impl ReportPart {
    /// Makes a part without a heading of its own.
    pub fn new(name: &str, blocks: Vec<ReportBlock>) -> Self {
        Self {
            name: name.to_owned(),
            blocks,
            ..Self::default()
        }
    }
}

impl FieldLine {
    /// Makes a name with a value.
    pub fn new(name: impl Into<String>, value: impl Into<TableCell>) -> Self {
        Self {
            name: name.into(),
            value: value.into(),
        }
    }
}

pub(super) fn clean_text(text: &mut String) {
    if let Cow::Owned(cleaned) = printed(text) {
        *text = cleaned;
    }
}
