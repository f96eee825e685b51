//! A sample to try the program on: a real plan with invented progress, identical every time.

mod story;
mod teller;

use chrono::Datelike;

use crate::plan::{Change, Day, Moment, Part, Plan};
use crate::text::{DemoWords, ScreenCommand, View, Words};

use crate::store::progress::entry_text::quoted;
use crate::store::progress::repair;
use crate::store::progress::splice::patched;
use crate::store::splice;
use crate::store::{Fault, FileText, read_document, read_progress};

use story::tell;
use teller::StoryDeed;

/// The plan that the sample is based on.
const PLAN: &str = include_str!("../../plans/zhangping/plan.toml");

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

/// Returns the as-of day of the sample.
pub fn demo_day() -> Day {
    Day::from_ymd_opt(2024, 6, 30).unwrap_or_default()
}

/// Makes the sample in one language.
///
/// # Errors
/// Fails if the embedded plan cannot be read, which the tests rule out.
pub fn demo(words: &Words) -> Result<Demo, Fault> {
    let words = &words.demo;
    let file = FileText::new("plan.toml", plan_text(words));
    let (document, _) = read_document(&file);
    let document = document.ok_or_else(|| Fault::WouldNotRead(file.path.clone()))?;
    let plan = Plan::on(document.into(), demo_day());
    let (committed, rest): (Vec<StoryDeed>, Vec<StoryDeed>) = tell(&plan, words)
        .into_iter()
        .partition(|deed| deed.committed);
    let mut progress = repair::new_progress(&plan);
    let mut stages = vec![DemoStage {
        at: teller::moment(first_day(), 9, 0),
        author: words.desks[1],
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
            at: teller::minutes_after(last.at(), 7),
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

/// Returns the day the sample's plan was first recorded.
fn first_day() -> Day {
    Day::from_ymd_opt(2022, 7, 4).unwrap_or_default()
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

fn with_deeds(plan: &Plan, text: String, deeds: &[StoryDeed]) -> Result<String, Fault> {
    let file = FileText::new("progress.toml", text);
    let (read, _) = read_progress(&file, plan);
    let read = read.ok_or_else(|| Fault::WouldNotRead(file.path.clone()))?;
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
    groups.sort_by_key(|group| group.last().map(|last| last.at().instant()));
    groups
}

fn desk(deed: &StoryDeed, words: &DemoWords) -> &'static str {
    let is_education = deed.entry.by.as_deref() == Some(teller::EDUCATION);
    words.desks[usize::from(!is_education)]
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
    fn at(&self) -> Moment {
        self.entry
            .at
            .unwrap_or_else(|| teller::moment(self.entry.day(), 9, 0))
    }

    fn month(&self) -> (i32, u32) {
        let day = self.at().local.date();
        (day.year(), day.month())
    }
}

#[cfg(test)]
mod tests;
