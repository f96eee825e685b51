//! The five plans with progress on which every lamp shows, the same in tests, figures and pictures. What is recorded here
//! is invented; it never leaves a temporary folder.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::DateTime;
use duban::plan::{Change, Day, Entry, Log, Moment, Number, Part, Plan, Status};
use duban::store::{Applied, Fault, HeldProgress, Lock, PlanFiles, Workspace, put_all_in_place};
use tempfile::TempDir;

/// The day all of it is looked at.
pub(crate) const DAY: &str = "2024-06-30";

/// A workspace in a folder of its own, gone on drop.
pub(crate) struct Stage {
    folder: TempDir,
}

impl Stage {
    /// The five plans as they are, nothing recorded.
    pub(crate) fn bare() -> Self {
        let folder = TempDir::new().unwrap();
        let plans = Path::new(env!("CARGO_MANIFEST_DIR")).join("plans");
        for plan in fs::read_dir(plans).unwrap() {
            let plan = plan.unwrap();
            let to = folder.path().join("plans").join(plan.file_name());
            fs::create_dir_all(&to).unwrap();
            for file in ["plan.toml", "progress.toml"] {
                fs::copy(plan.path().join(file), to.join(file)).unwrap();
            }
        }
        Self { folder }
    }

    /// With the deeds below.
    pub(crate) fn set() -> Self {
        let stage = Self::bare();
        stage.record("zhangping", &zhangping());
        stage.record("tunxi", &tunxi());
        stage
    }

    /// The folder of plans.
    pub(crate) fn plans(&self) -> PathBuf {
        self.folder.path().join("plans")
    }

    fn record(&self, plan: &str, deeds: &[Deed]) {
        let workspace = Workspace::open(&self.plans()).unwrap();
        let files = workspace.plan(plan).unwrap();
        let loaded = workspace.load(day(DAY), Some(plan)).remove(0);
        let (it, _) = loaded.open().unwrap();
        let parts = deeds
            .iter()
            .map(|deed| {
                let entry = Entry {
                    at: Some(moment()),
                    on: Some(day(deed.on)),
                    ..deed.entry.clone()
                };
                Part::Append(deed.log.clone(), entry)
            })
            .collect();
        let change = Change {
            plan: plan.to_owned(),
            parts,
        };
        apply(files, it, &change).unwrap();
    }
}

/// Writes a change to a plan's progress.toml.
pub(crate) fn apply(files: &PlanFiles, plan: &Plan, change: &Change) -> Result<Applied, Fault> {
    let lock = Lock::acquire(&files.folder)?;
    let staged = HeldProgress::read(lock, files, plan, None)?.stage(plan, change)?;
    Ok(put_all_in_place(vec![staged])?.remove(0))
}

/// The fixed clock of tests.
pub(crate) fn moment() -> Moment {
    DateTime::parse_from_rfc3339("2024-06-30T09:30:00+08:00")
        .unwrap()
        .into()
}

/// A day as it is written.
pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

struct Deed {
    log: Log,
    on: &'static str,
    entry: Entry,
}

fn deed(id: &str, on: &'static str, by: &str, entry: Entry) -> Deed {
    let by = Some(by.to_owned());
    Deed {
        log: Log::Milestone(id.to_owned()),
        on,
        entry: Entry { by, ..entry },
    }
}

fn reading(id: &str, on: &'static str, value: f64) -> Deed {
    Deed {
        log: Log::Indicator(id.to_owned()),
        on,
        entry: Entry {
            value: Number::from_f64(value),
            evidence: vec!["年度监测报告".to_owned()],
            ..Entry::default()
        },
    }
}

fn status(status: Status) -> Entry {
    Entry {
        status: Some(status),
        ..Entry::default()
    }
}

fn because(wanted: Status, reason: &str) -> Entry {
    Entry {
        reason: Some(reason.to_owned()),
        ..status(wanted)
    }
}

fn reached(value: f64) -> Entry {
    Entry {
        value: Number::from_f64(value),
        ..Entry::default()
    }
}

fn done_with(value: f64) -> Entry {
    Entry {
        value: Number::from_f64(value),
        ..status(Status::Done)
    }
}

fn postponed(to: &str, granted: Option<&str>) -> Entry {
    Entry {
        postpone: Some(day(to)),
        reason: Some("场地改造未完成".to_owned()),
        approved_by: granted.map(str::to_owned),
        ..Entry::default()
    }
}

fn zhangping() -> Vec<Deed> {
    let office = "市科协";
    let school = "市教育局";
    let mut deeds = Vec::new();
    for (action, by) in [
        ("3.1.1", school),
        ("3.1.2", school),
        ("3.1.3", school),
        ("3.1.4", school),
        ("3.2.6", "市农业农村局"),
        ("3.2.7", "市农业农村局"),
        ("3.3.8", "市工信科技局"),
        ("3.3.9", "市工信科技局"),
        ("3.3.10", "市工信科技局"),
        ("3.4.13", "市卫健局"),
        ("3.5.15", "市委组织部"),
        ("4.1.1", office),
        ("4.1.2", office),
        ("4.2.4", "市委宣传部"),
        ("4.3.7", office),
        ("4.4.10", office),
        ("5.1.1", office),
    ] {
        deeds.push(deed(
            &format!("{action}/launch"),
            "2022-11-03",
            by,
            status(Status::Done),
        ));
    }
    for action in ["3.1.1", "3.1.2", "3.2.6", "3.3.8", "4.1.1"] {
        deeds.push(deed(
            &format!("{action}/launch"),
            "2023-02-10",
            office,
            status(Status::Closed),
        ));
    }
    let late = Entry {
        text: Some("县级拨付晚，余15名转到春季培训".to_owned()),
        problem: Some("经费到位晚".to_owned()),
        ..reached(45.0)
    };
    deeds.extend([
        deed(
            "3.1.4/core-teachers@2022",
            "2022-12-20",
            school,
            done_with(60.0),
        ),
        deed(
            "3.1.4/core-teachers@2023",
            "2023-06-30",
            school,
            reached(20.0),
        ),
        deed("3.1.4/core-teachers@2023", "2023-12-15", school, late),
        deed(
            "3.1.4/core-teachers@2024",
            "2024-05-20",
            school,
            reached(20.0),
        ),
        deed(
            "3.1.4/counsellors@2022",
            "2022-12-20",
            school,
            done_with(60.0),
        ),
        deed(
            "3.1.4/counsellors@2023",
            "2023-12-20",
            school,
            done_with(62.0),
        ),
        deed(
            "3.1.4/counsellors@2024",
            "2024-06-10",
            school,
            reached(31.0),
        ),
        deed(
            "3.1.4/rural-teachers@2022",
            "2022-12-31",
            office,
            because(Status::Dropped, "并入省级项目"),
        ),
        deed(
            "3.1.4/rural-teachers@2023",
            "2023-12-28",
            school,
            done_with(30.0),
        ),
        deed(
            "3.1.4/rural-teachers@2023",
            "2024-01-15",
            office,
            because(Status::Returned, "名册不全"),
        ),
        deed(
            "3.1.2/open-labs@2022",
            "2022-12-28",
            school,
            done_with(10.0),
        ),
        deed(
            "3.1.2/open-labs@2023",
            "2023-12-20",
            school,
            postponed("2024-07-20", Some(office)),
        ),
        deed(
            "3.1.2/open-labs@2024",
            "2024-06-20",
            school,
            postponed("2025-03-31", None),
        ),
        deed(
            "3.4.12/launch",
            "2022-12-01",
            "市卫健局",
            because(Status::Blocked, "牵头科室撤并"),
        ),
        deed("4.3.9/bases", "2024-03-31", office, reached(4.0)),
        deed("4.4.11/volunteers", "2022-12-31", office, reached(120.0)),
        deed("4.4.11/volunteers", "2023-12-31", office, reached(310.0)),
        deed(
            "5.1.1/leading-group",
            "2023-05-04",
            office,
            status(Status::Done),
        ),
        reading("literacy", "2022-12-31", 8.1),
        reading("literacy", "2023-12-31", 9.9),
    ]);
    deeds
}

fn tunxi() -> Vec<Deed> {
    let mut deeds = Vec::new();
    for unit in ["区科协", "区教育局", "区总工会"] {
        deeds.push(deed(
            "3.1/annual-plan@2024",
            "2024-03-01",
            unit,
            status(Status::Done),
        ));
    }
    deeds.extend([
        deed(
            "2.1.1/local-tour@2022",
            "2022-12-01",
            "区教育局",
            done_with(4.0),
        ),
        deed(
            "2.1.1/local-tour@2023",
            "2023-12-01",
            "区教育局",
            done_with(5.0),
        ),
        deed(
            "2.2.4/farmers",
            "2024-05-31",
            "区农业农村局",
            reached(210.0),
        ),
    ]);
    deeds
}
