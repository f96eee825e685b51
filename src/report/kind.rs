//! The kinds of reports, and the formats of each.

use crate::plan::keyed;

use super::ReportFormat;

keyed! {
    /// The kind of a report.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum ReportKind {
        /// 台账
        Ledger = "ledger",
        /// 督查通报
        Bulletin = "bulletin",
        /// 催办单
        Reminder = "reminder",
        /// 情况一览
        Status = "status",
        /// 进展反馈表
        Feedback = "feedback",
        /// 总结评估
        Evaluation = "evaluation",
        /// 交接清单
        Handover = "handover",
        /// 时限日历
        Calendar = "calendar",
    }
}

impl ReportKind {
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

    /// Returns whether it covers a single plan.
    pub fn is_of_one_plan(self) -> bool {
        matches!(self, Self::Bulletin | Self::Evaluation | Self::Handover)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn every_kind_has_a_name_in_every_language() {
        for lang in Lang::ALL {
            let name = lang.words().report.command.kind_name;
            for kind in ReportKind::ALL {
                assert_ne!(name(kind.key()), name(""), "{} in {lang:?}", kind.key());
            }
        }
    }
}
