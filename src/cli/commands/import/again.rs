//! `duban import FILE --id ID --again`: a newer version of the document over an existing plan.

use std::io::BufRead;
use std::path::Path;

use chrono::Datelike;
use serde_json::json;

use crate::diff::{SubjectKind, Version, compare};
use crate::import::standing_doubts;
use crate::merge::{EarlierReading, RedraftedPlan, redrafted_plan, redrafted_record};
use crate::plan::Target;
use crate::review::{DifferenceJson, ReplacedWork, difference_outline, replaced_work};
use crate::store::{
    Fault, FileText, ImportPlace, Loaded, Lock, NewPlanPlaces, SeedRecord, fix_plan, is_absent,
    read_plain, read_plain_text, read_seed, replace_all,
};

use crate::text::Words;

use super::{Imported, next_step, remember};
use crate::cli::args::ImportArgs;
use crate::cli::versions::Format;
use crate::cli::{Context, Failure, Output, message};

/// Imports over an existing plan: shows the differences and writes only if confirmed. progress.toml is
/// not touched.
pub(super) fn again(
    cx: &Context,
    out: &mut Output,
    args: &ImportArgs,
    (file, id): (&Path, &str),
    places: &NewPlanPlaces,
) -> Result<(), Failure> {
    let words = &cx.words.import;
    let before = Loaded::read(&places.files, cx.as_of());
    let Some(plan) = &before.plan else {
        return Err(Fault::Broken {
            id: id.to_owned(),
            problems: before.problems,
        }
        .into());
    };
    // What no document says stays as the plan has it.
    let year = plan.document.period.start.year();
    let imported = &Imported::in_year(cx, file, id, args.with_text, year)?;
    let log = read_plain(&places.files.progress).map_err(Fault::io(&places.files.progress))?;
    let newer = NewerTexts::of(cx, imported, places)?;
    let taken: Vec<String> = newer
        .plan
        .taken
        .iter()
        .map(|name| name.id.clone())
        .collect();
    if !taken.is_empty() {
        return Err(Failure::NotRead((words.again_taken)(&taken)));
    }
    let text = newer.plan.text.clone().into_bytes();
    let after = Loaded::from_bytes(&places.files, Some(text), Some(log.clone()), cx.as_of());
    let version = Version::of(&after);
    let differences = compare(&Version::of(&before), &version);
    let outline = difference_outline((&plan.document.short, &imported.id), &differences, cx.words);
    if cx.global.json {
        let said = differences.iter();
        let said = said.map(|difference| DifferenceJson::new(difference, cx.words));
        let mut json = imported.json(cx, places, false);
        json["differences"] = json!(said.collect::<Vec<_>>());
        json["kept"] = json!(newer.kept());
        out.json(&json);
        return Ok(());
    }
    imported.say(cx, out);
    let kept = newer.kept();
    if !kept.is_empty() {
        out.note(&(words.again_kept)(&kept));
    }
    if differences.is_empty() {
        out.note(words.again_same);
        return Ok(());
    }
    Format::Text.print(out, &outline);
    let renumbered = newer.recorded_elsewhere(&before);
    if !renumbered.is_empty() {
        return Err(Failure::NotRead((words.again_renumbered)(&renumbered)));
    }
    let replaced = after.plan.as_deref().map_or_else(Vec::new, |newer| {
        replaced_work(plan, newer, &recorded(&before))
    });
    if !replaced.is_empty() {
        let replaced = replaced.iter().map(|it| replaced_line(it, cx.words));
        let replaced: Vec<String> = replaced.collect();
        return Err(Failure::NotRead((words.again_replaced)(&replaced)));
    }
    let errors = after.problems.iter().filter(|problem| problem.is_error());
    let errors: Vec<String> = errors
        .map(|problem| (cx.words.flaw)(&problem.flaw).what)
        .collect();
    if !errors.is_empty() {
        let errors = errors.join(cx.words.semicolon);
        return Err(Failure::NotRead((words.again_breaks)(&errors)));
    }
    if args.dry_run || !said_yes(cx, out)? {
        out.note(words.again_left);
        return Ok(());
    }
    if !newer.put_in_place(places, (&before, &log))? {
        return Err(Failure::NotRead((words.again_changed)(&places.files.plan)));
    }
    let loaded = Loaded::read(&places.files, cx.as_of());
    if let Some(plan) = &loaded.plan {
        fix_plan(&loaded.files, plan)?;
    }
    let plans = places.files.folder.parent().unwrap_or(Path::new("."));
    if let Some(file) = &args.document {
        remember(cx, plans, &imported.id, file);
    }
    out.line(&(cx.words.files.written)(&places.files.plan));
    out.line(&(cx.words.files.written)(&places.record));
    let doubts = standing_doubts(&newer.plan.text).len();
    out.note(&next_step(cx, plans, &imported.id, doubts));
    Ok(())
}

/// The plan and its source record as the newer version of the document has them.
struct NewerTexts {
    plan: RedraftedPlan,
    record: String,
}

impl NewerTexts {
    fn of(cx: &Context, imported: &Imported, places: &NewPlanPlaces) -> Result<Self, Failure> {
        let path = &places.files.plan;
        let text = read_plain_text(path).map_err(Fault::io(path))?;
        let record = if is_absent(&places.record) {
            None
        } else {
            Some(read_plain_text(&places.record).map_err(Fault::io(&places.record))?)
        };
        let listed = record
            .as_ref()
            .and_then(|text| read_seed(&FileText::new(&places.record, text.as_str())).0);
        let earlier = listed
            .as_ref()
            .and_then(|listed| earlier_draft(cx, imported, places, listed));
        let reading = match &earlier {
            Some(draft) => EarlierReading::Draft(draft),
            None => EarlierReading::Record(listed.as_ref()),
        };
        let written_otherwise =
            |path: &Path| Failure::NotRead((cx.words.import.again_laid_out)(path));
        let plan = redrafted_plan(&text, &imported.draft.plan, reading);
        let newer = &imported.draft.record;
        let new_record = match &record {
            Some(record) => redrafted_record(record, newer),
            None => Some(newer.clone()),
        };
        Ok(Self {
            plan: plan.ok_or_else(|| written_otherwise(path))?,
            record: new_record.ok_or_else(|| written_otherwise(&places.record))?,
        })
    }

    /// Returns the ids of the actions that the document no longer has and the plan keeps.
    fn kept(&self) -> Vec<String> {
        self.plan.kept.iter().map(|name| name.id.clone()).collect()
    }

    /// Returns the items with recorded entries whose number goes to another item, each as `1.2 → 1.3`.
    fn recorded_elsewhere(&self, before: &Loaded) -> Vec<String> {
        let logs = recorded(before);
        let is_recorded = |id: &str| {
            let is_of = |log: &&str| {
                let rest = log.strip_prefix(id);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            logs.iter().any(is_of)
        };
        let renumbered = self.plan.renumbered.iter();
        renumbered
            .filter(|(was, _)| !was.is_a(SubjectKind::Section) && is_recorded(&was.id))
            .map(|(was, now)| format!("{} → {}", was.id, now.id))
            .collect()
    }

    /// Replaces the plan and its source record, unless the plan or its log is no longer as it was `before`; returns
    /// whether it did.
    fn put_in_place(
        &self,
        places: &NewPlanPlaces,
        (before, log): (&Loaded, &[u8]),
    ) -> Result<bool, Failure> {
        let _lock = Lock::acquire(&places.files.folder)?;
        let now = read_plain(&places.files.progress).map_err(Fault::io(&places.files.progress))?;
        if places.files.stamps() != before.stamps || now != log {
            return Ok(false);
        }
        if let Some(seeds) = places.record.parent() {
            crate::store::make_folder(seeds)?;
        }
        replace_all(&[
            (&places.files.plan, &self.plan.text),
            (&places.record, &self.record),
        ])?;
        Ok(true)
    }
}

/// Returns the ids of what has entries.
fn recorded(plan: &Loaded) -> Vec<&str> {
    let logs = plan.progress.iter().flat_map(|file| file.places.iter());
    logs.filter(|(_, place)| !place.items.is_empty())
        .map(|(log, _)| log.id())
        .collect()
}

/// Names a milestone or an indicator as it is and as it would be: `1.1/m1 培训教师 60名以上 → 建设站点 60个以上`.
fn replaced_line(replaced: &ReplacedWork<'_>, words: &Words) -> String {
    let with_target = |label: &str, target: Option<&Target>| {
        let target = target.map(words.history.target);
        target.map_or(label.to_owned(), |target| format!("{label} {target}"))
    };
    let (id, [was, is]) = match replaced {
        ReplacedWork::Milestone(id, versions) => {
            let texts = versions.map(|(action, milestone)| {
                with_target(&milestone.label_alone(action), milestone.target.as_ref())
            });
            (id, texts)
        }
        ReplacedWork::Indicator(id, versions) => {
            let texts = versions.map(|it| with_target(&it.name, it.targets.last()));
            (id, texts)
        }
    };
    format!("{id} {was} → {is}")
}

/// Returns the draft of the document that the plan was imported from, if that document is still on this machine.
fn earlier_draft(
    cx: &Context,
    imported: &Imported,
    places: &NewPlanPlaces,
    record: &SeedRecord,
) -> Option<String> {
    let place = ImportPlace {
        folders: &cx.folders,
        plans: places.files.folder.parent()?,
        id: &imported.id,
    };
    let file = place.find(Some(record))?;
    let earlier = Imported::in_year(cx, &file, &imported.id, false, imported.year).ok()?;
    (earlier.sha256 == record.sha256.value).then_some(earlier.draft.plan)
}

/// Asks for confirmation and reads one line.
fn said_yes(cx: &Context, out: &mut Output) -> Result<bool, Failure> {
    out.flush().map_err(Failure::Output)?;
    message(cx.words.import.again_ask);
    let mut answer = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut answer)
        .map_err(Failure::Output)?;
    let answer = answer.trim().to_lowercase();
    Ok(cx.words.import.again_yes.contains(&answer.as_str()))
}
