//! duban.toml: the settings of an office.

use std::path::{Path, PathBuf};

use crate::plan::{Document, WorkCalendar, keyed};
use crate::store::problem::Flaws;
use crate::store::toml_reader::fields::{Fields, Spot};
use crate::store::{PlanFiles, Problem, file_of_bytes};
use crate::text::{Flaw, Lang, LedgerColumn};

use super::read::{read_office_file, read_office_text};

/// The workspace's preferences, beside plans/.
pub const WORKSPACE_FILE: &str = "duban.toml";

/// duban.toml: an office's preferences for all its plans. Every key is optional.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OfficeSettings {
    /// The issuing office of reports.
    pub office: Option<String>,
    /// Ledger columns, in order; `None` for all.
    pub ledger_columns: Option<Vec<ColumnChoice>>,
    /// The paper of a ledger's workbook.
    pub ledger_paper: PaperSize,
    /// The working days.
    pub calendar: WorkCalendar,
}

keyed! {
    /// A size of paper.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum PaperSize {
        /// The size that every printer has.
        #[default]
        A4 = "A4",
        /// Twice that: 26 columns stay legible.
        A3 = "A3",
    }
}

/// A column of the ledger, as chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnChoice {
    /// The column.
    pub column: LedgerColumn,
    /// The heading.
    pub heading: String,
}

impl OfficeSettings {
    /// Reads duban.toml in the folder that contains plans/. Flaws are reported at their positions and
    /// the rest counts.
    pub fn read(parent: &Path) -> (Self, Vec<Problem>) {
        read_office_file(&parent.join(WORKSPACE_FILE), Self::of_table)
    }

    /// Reads duban.toml as git keeps it; what is wrong in it is left out.
    pub fn of_bytes(bytes: Vec<u8>) -> Self {
        let text = file_of_bytes(Path::new(WORKSPACE_FILE), bytes);
        text.map_or_else(
            |_| Self::default(),
            |text| read_office_text(&text, Self::of_table).0,
        )
    }

    fn of_table(root: &Fields<'_, '_>, flaws: &mut Flaws) -> Self {
        let office = root.text("office", flaws);
        let mut ledger_columns = None;
        let mut ledger_paper = PaperSize::default();
        if let Some(report) = root.table("report", flaws) {
            if let Some(ledger) = report.table("ledger", flaws) {
                ledger_columns = columns(&ledger, flaws);
                let paper = ledger.choice("paper", &PaperSize::KEYS, flaws);
                ledger_paper = paper.unwrap_or_default();
                ledger.finish(flaws);
            }
            report.finish(flaws);
        }
        let mut calendar = WorkCalendar::default();
        if let Some(days) = root.table("days_off", flaws) {
            let off = days
                .dates("off", flaws)
                .map_or_else(Vec::new, |days| days.value);
            let work = days.dates("work", flaws);
            if let Some(work) = &work
                && let Some(twice) = work.value.iter().find(|day| off.contains(day))
            {
                let name = twice.to_string();
                flaws.note(work.span.clone(), Flaw::ListedTwice { name });
            }
            let work = work.map_or_else(Vec::new, |days| days.value);
            calendar = WorkCalendar::with_own(off, work);
            days.finish(flaws);
        }
        flaws.tell_keys_below(&root.absent(&["office"]), &[]);
        Self {
            office,
            ledger_columns,
            ledger_paper,
            calendar,
        }
    }
}

/// Reads `["序号", { name = "工作任务", is = "重点任务" }]`; column names of any language are accepted.
fn columns(ledger: &Fields<'_, '_>, flaws: &mut Flaws) -> Option<Vec<ColumnChoice>> {
    let items = ledger.words_or_tables("columns", flaws)?;
    let mut chosen = Vec::new();
    for item in items {
        let (heading, is) = match item.fields {
            None => (
                None,
                item.word.map(|word| (word.to_owned(), item.span.clone())),
            ),
            Some(fields) => {
                let heading = fields.need_text("name", flaws).value;
                let is = fields.need_text("is", flaws);
                fields.finish(flaws);
                (Some(heading), Some((is.value, is.span)))
            }
        };
        let Some((is, span)) = is else { continue };
        let Some(column) = column_named(&is) else {
            let name = Lang::ALL[0].words().ledger.column;
            let allowed = LedgerColumn::ALL.map(|column| name(column).to_owned());
            flaws.bad_value(Spot { value: is, span }, "columns", allowed.to_vec());
            continue;
        };
        let heading = heading.unwrap_or(is);
        chosen.push(ColumnChoice { column, heading });
    }
    (!chosen.is_empty()).then_some(chosen)
}

fn column_named(name: &str) -> Option<LedgerColumn> {
    let is_named = |column: &LedgerColumn| {
        let mut languages = Lang::ALL.iter();
        languages.any(|lang| (lang.words().ledger.column)(*column) == name.trim())
    };
    LedgerColumn::ALL.into_iter().find(is_named)
}

/// Returns the folder that contains plans/.
fn parent_of(files: &PlanFiles) -> Option<PathBuf> {
    let plans = files.folder.parent()?;
    match plans.parent() {
        Some(parent) if !plans.as_os_str().is_empty() => Some(parent.to_owned()),
        _ => None,
    }
}

/// Adds the workspace's calendar to a plan that counts working days.
pub(crate) fn with_calendar(mut document: Document, files: &PlanFiles) -> Document {
    if needs_calendar(&document)
        && let Some(parent) = parent_of(files)
    {
        document.calendar = OfficeSettings::read(&parent).0.calendar;
    }
    document
}

/// Returns whether a plan counts working days, now or before an amendment.
fn needs_calendar(document: &Document) -> bool {
    let was = document.alert_was.iter().filter_map(|was| was.fields.soon);
    let mut soon = was.chain([document.alert.soon]);
    document.reporting.is_some() || soon.any(|soon| soon.working)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (OfficeSettings, Vec<String>) {
        let root = tempfile::TempDir::new().unwrap();
        std::fs::write(root.path().join(WORKSPACE_FILE), text).unwrap();
        let (settings, problems) = OfficeSettings::read(root.path());
        let flaws = problems
            .iter()
            .map(|it| format!("{} {}", it.span.start, it.flaw.code()));
        (settings, flaws.collect())
    }

    #[test]
    fn an_office_says_who_it_is_what_it_lists_and_when_it_works() {
        let (settings, flaws) = read(
            "office = \"县科学素质办\"\n[report.ledger]\npaper = \"A3\"\ncolumns = [\"编号\", { name = \"工作任务\", is = \"重点任务\" }, \"Lamp\"]\n\
             [days_off]\noff = [2026-05-06]\nwork = [2026-05-09]\n",
        );
        assert_eq!(flaws, [""; 0]);
        assert_eq!(settings.office.as_deref(), Some("县科学素质办"));
        assert_eq!(settings.ledger_paper, PaperSize::A3);
        let columns = settings.ledger_columns.unwrap();
        let columns: Vec<_> = columns
            .iter()
            .map(|it| (it.column, it.heading.as_str()))
            .collect();
        assert_eq!(
            columns,
            [
                (LedgerColumn::Id, "编号"),
                (LedgerColumn::Task, "工作任务"),
                (LedgerColumn::Lamp, "Lamp")
            ]
        );
        assert!(!settings.calendar.is_working("2026-05-06".parse().unwrap()));
        assert!(settings.calendar.is_working("2026-05-09".parse().unwrap()));
    }

    #[test]
    fn what_is_wrong_is_noted_at_its_place_and_the_rest_counts() {
        let (settings, flaws) = read(
            "ofice = \"x\"\n[report.ledger]\ncolumns = [\"编号\", \"进度\"]\n[days_off]\noff = [\"x\"]\n",
        );
        assert_eq!(flaws, ["0 unknown-key", "49 bad-value", "76 wrong-type"]);
        assert_eq!(settings.ledger_columns.unwrap().len(), 1);
        assert_eq!(
            OfficeSettings::read(Path::new("/nowhere")).0,
            OfficeSettings::default()
        );
    }
}
