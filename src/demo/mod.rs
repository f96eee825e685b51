//! A sample to try the program on: a real plan with invented progress, identical every time.

use chrono::{Datelike, NaiveTime, TimeDelta};

use crate::plan::{Change, Day, Entry, Log, Moment, Part, Plan};
use crate::text::{DemoWords, ScreenCommand, View, Words};

use crate::store::progress::entry_text::quoted;
use crate::store::progress::repair;
use crate::store::progress::splice::patched;
use crate::store::splice;
use crate::store::{Fault, FileText, ProgressFile, read_document, read_progress};

/// The plan that the sample is based on.
const PLAN: &str = include_str!("../../plans/zhangping/plan.toml");

/// The unit with a desk of its own.
const EDUCATION: &str = "市教育局";

/// The sample's folder name.
pub const DEMO_ID: &str = "demo";

/// The commands that the screen asks a newcomer to try, in this order.
pub const HINTS: [ScreenCommand; 6] = [
    ScreenCommand::Show(View::Alerts),
    ScreenCommand::Search,
    ScreenCommand::ToggleDone,
    ScreenCommand::Undo,
    ScreenCommand::Report,
    ScreenCommand::Palette,
];

/// The sample with its commit history.
#[derive(Clone, Debug)]
pub struct Demo {
    /// plan.toml.
    pub plan: String,
    /// The commits, in order; the first has no entries.
    pub stages: Vec<DemoStage>,
    /// The current progress.toml, with a few uncommitted lines.
    pub progress: String,
}

/// A commit of the sample.
#[derive(Clone, Debug)]
pub struct DemoStage {
    /// The time.
    pub at: Moment,
    /// The author.
    pub author: &'static str,
    /// The message.
    pub message: String,
    /// progress.toml at that time.
    pub progress: String,
}

/// An entry of the sample's progress.
#[derive(Clone, Debug)]
struct StoryDeed {
    log: Log,
    at: Moment,
    entry: Entry,
}

/// Returns the as-of day of the sample.
pub fn demo_day() -> Day {
    Day::from_ymd_opt(2024, 6, 30).unwrap_or_default()
}

/// Makes the sample in one language.
///
/// # Errors
/// Fails if the embedded plan or its progress cannot be read, which the tests rule out.
pub fn demo(words: &Words) -> Result<Demo, Fault> {
    let words = &words.demo;
    let file = FileText::new("plan.toml", plan_text(words));
    let (document, _) = read_document(&file);
    let document = document.ok_or_else(|| Fault::WouldNotRead(file.path.clone()))?;
    let plan = Plan::on(document.into(), demo_day());
    let (committed, rest): (Vec<StoryDeed>, Vec<StoryDeed>) = story(&plan, words)?
        .into_iter()
        .partition(|deed| deed.at.local.date() <= last_committed_day());
    let mut progress = repair::new_progress(&plan);
    let mut stages = vec![DemoStage {
        at: Moment {
            local: first_day().and_time(NaiveTime::MIN) + TimeDelta::hours(9),
            offset: Some(8 * 3600),
        },
        author: words.plan_office,
        message: words.first_commit.to_owned(),
        progress: progress.clone(),
    }];
    for deeds in by_month_and_desk(&committed, words) {
        progress = with_deeds(&plan, progress, &deeds)?;
        let (Some(first), Some(last)) = (deeds.first(), deeds.last()) else {
            continue;
        };
        let month = format!("{}-{:02}", first.month().0, first.month().1);
        stages.push(DemoStage {
            at: Moment {
                local: last.at.local + TimeDelta::minutes(7),
                ..last.at
            },
            author: desk(last, words),
            message: message(&month, &deeds, words),
            progress: progress.clone(),
        });
    }
    let progress = with_deeds(&plan, progress, &rest)?;
    Ok(Demo {
        plan: file.text,
        stages,
        progress,
    })
}

/// Returns the sample's entries in the order recorded.
fn story(plan: &Plan, words: &DemoWords) -> Result<Vec<StoryDeed>, Fault> {
    let file = FileText::new("progress.toml", words.progress);
    let progress = read(&file, plan)?.progress;
    let mut deeds: Vec<StoryDeed> = Vec::new();
    for (log, entries) in progress.logs() {
        let dated = entries.iter().filter_map(|entry| Some((entry.at?, entry)));
        deeds.extend(dated.map(|(at, entry)| StoryDeed {
            log: log.clone(),
            at,
            entry: entry.clone(),
        }));
    }
    deeds.sort_by_key(|deed| (deed.at.instant(), deed.log.id().to_owned()));
    Ok(deeds)
}

/// Returns the day the sample's plan was first recorded.
fn first_day() -> Day {
    Day::from_ymd_opt(2022, 7, 4).unwrap_or_default()
}

/// Returns the last day whose entries are committed.
fn last_committed_day() -> Day {
    Day::from_ymd_opt(2024, 6, 26).unwrap_or_default()
}

/// Returns the plan under the sample's name, with a marked title and invented towns where the document
/// names none.
fn plan_text(words: &DemoWords) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut units: Vec<&str> = Vec::new();
    let mut in_units = false;
    for line in PLAN.lines() {
        let (key, value) = line.split_once(" = ").unwrap_or((line, ""));
        in_units = in_units || line == "[[unit]]";
        if key == "name" && in_units && !line.contains('各') {
            units.push(value);
        }
        match (key, value) {
            ("id", "\"zhangping\"") => lines.push(format!("id = {}", quoted(DEMO_ID))),
            ("short", _) => lines.push(format!("short = {}", quoted(words.short))),
            ("title", title) if lines.len() < 8 => {
                let title = (words.title)(title.trim_matches('"'));
                lines.push(format!("title = {}", quoted(&title)));
            }
            // The sample has no source record.
            ("source", _) => {}
            // Otherwise the towns would belong to the leading group.
            ("members", "\"*\"") => {
                let known = units.len().saturating_sub(1);
                lines.push(format!("members = [{}]", units[..known].join(", ")));
            }
            ("members", "[]") => {
                let towns = words.towns.map(quoted).join(", ");
                lines.push(format!("members = [{towns}]"));
            }
            ("[[indicator]]", _) if in_units => {
                in_units = false;
                for town in words.towns {
                    let name = quoted(town);
                    lines.push(format!("[[unit]]\nname = {name}\nkind = \"government\"\n"));
                }
                lines.push(line.to_owned());
            }
            _ => lines.push(line.to_owned()),
        }
    }
    lines.join("\n") + "\n"
}

/// Returns progress.toml as read.
fn read(file: &FileText, plan: &Plan) -> Result<ProgressFile, Fault> {
    let (read, _) = read_progress(file, plan);
    read.ok_or_else(|| Fault::WouldNotRead(file.path.clone()))
}

fn with_deeds(plan: &Plan, text: String, deeds: &[StoryDeed]) -> Result<String, Fault> {
    let file = FileText::new("progress.toml", text);
    let read = read(&file, plan)?;
    let change = Change {
        plan: plan.id().to_owned(),
        parts: deeds
            .iter()
            .map(|deed| Part::Append(deed.log.clone(), deed.entry.clone()))
            .collect(),
    };
    let patches = splice(&file.text, &read, plan, &change)?;
    Ok(patched(&file.text, &patches))
}

/// Groups deeds by month and desk, in the order of each group's last deed.
fn by_month_and_desk(deeds: &[StoryDeed], words: &DemoWords) -> Vec<Vec<StoryDeed>> {
    let mut groups: Vec<Vec<StoryDeed>> = Vec::new();
    for deed in deeds {
        let same = |group: &&mut Vec<StoryDeed>| {
            group.last().is_some_and(|last| {
                last.month() == deed.month() && desk(last, words) == desk(deed, words)
            })
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(deed.clone()),
            None => groups.push(vec![deed.clone()]),
        }
    }
    groups.sort_by_key(|group| group.last().map(|last| last.at.instant()));
    groups
}

fn desk(deed: &StoryDeed, words: &DemoWords) -> &'static str {
    match deed.entry.by.as_deref() {
        Some(EDUCATION) => words.education_desk,
        _ => words.plan_office,
    }
}

fn message(month: &str, deeds: &[StoryDeed], words: &DemoWords) -> String {
    let ids: Vec<String> = deeds
        .iter()
        .map(|deed| format!("- {}:{}", DEMO_ID, deed.log.id()))
        .collect();
    format!(
        "{}\n\n{}\n",
        (words.month_commit)(month, deeds.len()),
        ids.join("\n")
    )
}

impl StoryDeed {
    fn month(&self) -> (i32, u32) {
        let day = self.at.local.date();
        (day.year(), day.month())
    }
}

#[cfg(test)]
mod tests;
