use serde::Serialize;

use super::ReportFormat;

/// The kind of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportKind {
    /// 台账
    Ledger,
    /// 督查通报
    Bulletin,
    /// 催办单
    Reminder,
    /// 情况一览
    Status,
    /// 进展反馈表
    Feedback,
    /// 总结评估
    Evaluation,
    /// 交接清单
    Handover,
    /// 时限日历
    Calendar,
}

impl ReportKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Ledger,
        Self::Bulletin,
        Self::Reminder,
        Self::Feedback,
        Self::Status,
        Self::Evaluation,
        Self::Handover,
        Self::Calendar,
    ];

    /// Returns the name on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Ledger => "ledger",
            Self::Bulletin => "bulletin",
            Self::Reminder => "reminder",
            Self::Feedback => "feedback",
            Self::Status => "status",
            Self::Evaluation => "evaluation",
            Self::Handover => "handover",
            Self::Calendar => "calendar",
        }
    }

    /// Parses the name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Returns its formats, the one that offices send on first.
    pub fn formats(self) -> &'static [ReportFormat] {
        use ReportFormat::{Csv, Docx, Html, Ics, Markdown, Xlsx};
        match self {
            Self::Ledger => &[Xlsx, Csv, Html, Markdown, Docx],
            Self::Bulletin | Self::Reminder | Self::Handover => &[Docx, Markdown, Html],
            Self::Evaluation => &[Docx, Markdown, Html, Xlsx],
            Self::Feedback => &[Xlsx],
            Self::Status => &[Html, Markdown, Docx],
            Self::Calendar => &[Ics],
        }
    }

    /// Returns true if it covers a single plan.
    pub fn is_of_one_plan(self) -> bool {
        matches!(self, Self::Bulletin | Self::Evaluation | Self::Handover)
    }
}
