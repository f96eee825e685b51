use serde::Serialize;

use super::ReportFormat;

/// Which report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportKind {
    /// 台账
    Ledger,
    /// 交接清单
    Handover,
}

impl ReportKind {
    /// Every report.
    pub const ALL: [Self; 2] = [Self::Ledger, Self::Handover];

    /// Its name on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Ledger => "ledger",
            Self::Handover => "handover",
        }
    }

    /// Reads its name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// The formats it is written in; the first is the one an office sends on.
    pub fn formats(self) -> &'static [ReportFormat] {
        match self {
            Self::Ledger => &[
                ReportFormat::Xlsx,
                ReportFormat::Csv,
                ReportFormat::Markdown,
            ],
            Self::Handover => &[ReportFormat::Markdown],
        }
    }

    /// Whether it is of one plan alone.
    pub fn is_of_one_plan(self) -> bool {
        match self {
            Self::Ledger => false,
            Self::Handover => true,
        }
    }
}
