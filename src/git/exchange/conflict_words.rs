//! Conflicts in words: the item and field, the version of each side, and who changed it when.

use crate::store::{PlanFiles, PlanPart, Workspace, conflict_sides, read_plain_text};
use crate::text::{ChangedField, Words, clean};

use crate::diff::{
    Difference, SubjectKind, Value, Version, What, change_text, compare, difference_line,
    value_text, what_text,
};
use crate::git::{ConflictedFile, GitFault, Origin, Repository, Side, marked_files};
use crate::merge::{Conflict, ConflictSubject, ItemKind, ItemName};

/// Returns the files of one plan, or of all, that are in conflict on disk, whether or not the workspace lies in a
/// repository. Conflicts that only a sync would meet are left out.
///
/// # Errors
/// As in [`Repository::conflicts`].
pub fn conflicts_on_disk(
    workspace: &Workspace,
    only: Option<&str>,
) -> Result<Vec<ConflictedFile>, GitFault> {
    // A plan that cannot be read does not keep the conflicts of another from being shown.
    let mut workspace = workspace.clone();
    let is_meant = |plan: &str| only.is_none_or(|only| only == plan);
    workspace.plans.retain(|files| is_meant(&files.id));
    let mut found = match Repository::around(&workspace.folder) {
        Ok(repository) => repository.conflicts(&workspace)?,
        Err(_) => marked_files(&workspace)?,
    };
    found.retain(|file| file.origin != Origin::Sync && is_meant(&file.plan));
    Ok(found)
}

/// Describes both sides of each file, and how to settle them.
pub fn conflict_lines(
    workspace: &Workspace,
    files: &[ConflictedFile],
    words: &Words,
) -> Vec<String> {
    let mut lines = Vec::new();
    for file in files {
        let plan = PlanFiles::in_folder(workspace.folder.join(&file.plan));
        lines.extend(file.lines(&plan, words));
        lines.push(String::new());
    }
    if !lines.is_empty() {
        lines.push(words.resolve.how.to_owned());
    }
    lines
}

impl ConflictedFile {
    /// Describes both sides of each conflict, in several lines each. `files` are those of the plan, whose names are
    /// used for a log's milestones.
    pub fn lines(&self, files: &PlanFiles, words: &Words) -> Vec<String> {
        let said = &words.resolve;
        let name = self.name();
        if self.conflicts.is_empty() && self.part == PlanPart::Progress {
            let mut lines = vec![(said.both_kept)(&name)];
            let [ours, theirs] = self.logged(files, words);
            for (title, side, logged) in [
                (said.ours, &self.ours, ours),
                (said.theirs, &self.theirs, theirs),
            ] {
                lines.push(format!("  {}", side_words(side, title)));
                if logged.is_empty() {
                    lines.push(format!("    {}", said.nothing_new));
                }
                lines.extend(logged.into_iter().map(|line| format!("    {line}")));
            }
            return lines;
        }
        if self.conflicts.is_empty() {
            return vec![(said.both_changes_kept)(&name)];
        }
        let mut lines = vec![(said.places)(&name, self.conflicts.len())];
        for (at, conflict) in self.conflicts.iter().enumerate() {
            lines.push(format!("{}. {}", at + 1, conflict_name(conflict, words)));
            lines.extend(
                self.side_lines(conflict, words)
                    .into_iter()
                    .map(|line| format!("   {line}")),
            );
        }
        lines
    }

    /// Describes each side's version of a conflicting place (1 is ours, 2 theirs).
    pub fn side_lines(&self, conflict: &Conflict, words: &Words) -> Vec<String> {
        let said = &words.resolve;
        let (ours, theirs) = (&self.versions.ours, &self.versions.theirs);
        let mut lines = Vec::new();
        for (number, title, side, text, value) in [
            (1, said.ours, &self.ours, ours, &conflict.ours),
            (2, said.theirs, &self.theirs, theirs, &conflict.theirs),
        ] {
            let side = side_words(side, title);
            if conflict.subject == ConflictSubject::File {
                lines.push(format!("{number} {side}"));
                continue;
            }
            let value = value_in_conflict(conflict, value.as_deref(), &self.changes(text), words);
            lines.push(format!("{number} {side}: {value}"));
        }
        if let (ConflictSubject::SharedId { next }, Some(item)) =
            (&conflict.subject, conflict.item.last())
        {
            lines.push((said.shared_id_how)(&item.id, next));
        }
        lines
    }

    /// Returns the changes of a side to plan.toml; nothing where either version cannot be read.
    fn changes(&self, side: &str) -> Vec<Difference> {
        let versions = [&self.versions.base, side];
        let versions = versions.map(|text| Version::read(&self.plan, Some(text.into()), None));
        if versions.iter().any(|version| version.document.is_none()) {
            return Vec::new();
        }
        compare(&versions[0], &versions[1])
    }

    /// Returns the entries that only one side of a log has, for each side.
    fn logged(&self, files: &PlanFiles, words: &Words) -> [Vec<String>; 2] {
        let plan = read_plain_text(&files.plan).unwrap_or_default();
        let plan = conflict_sides(&plan).map_or(plan, |sides| sides.ours);
        let [ours, theirs] = self.versions.texts().sides().map(|text| {
            let bytes = |text: &str| Some(text.as_bytes().to_vec());
            Version::read(&files.id, bytes(&plan), bytes(text))
        });
        let mut common = ours.clone();
        for (mine, known) in [
            (&mut common.progress.milestones, &theirs.progress.milestones),
            (&mut common.progress.indicators, &theirs.progress.indicators),
        ] {
            for (id, log) in mine.iter_mut() {
                let known = known.get(id).map_or(&[][..], Vec::as_slice);
                log.retain(|entry| known.iter().any(|other| other.source == entry.source));
            }
        }
        [ours, theirs].map(|side| {
            compare(&common, &side)
                .iter()
                .map(|difference| difference_line(difference, words))
                .collect()
        })
    }
}

/// Returns a side's title followed by who changed it and when.
fn side_words(side: &Side, title: &str) -> String {
    let mut parts = vec![title.to_owned()];
    parts.extend(side.who.clone());
    let when = side.when.map(|when| when.format("%Y-%m-%d %H:%M"));
    parts.extend(when.map(|when| when.to_string()));
    if side.who.is_none() && !side.name.is_empty() {
        parts.push(side.name.clone());
    }
    clean(&parts.join(" ")).into_owned()
}

/// Returns the item and the field of a conflict in the words of the plan.
pub fn conflict_name(conflict: &Conflict, words: &Words) -> String {
    let part = match &conflict.subject {
        ConflictSubject::File => return words.resolve.whole_file.to_owned(),
        ConflictSubject::Plan => return words.resolve.whole_plan.to_owned(),
        ConflictSubject::Item => words.resolve.whole_item.to_owned(),
        ConflictSubject::SharedId { .. } => words.resolve.shared_id.to_owned(),
        ConflictSubject::Field(key) => field_words(key, words),
    };
    let mut parts: Vec<String> = conflict
        .item
        .iter()
        .enumerate()
        .map(|(at, item)| {
            let title = conflict.titles.get(at).map_or("", String::as_str);
            item_words(item, title, words)
        })
        .collect();
    if parts.is_empty() {
        parts.push(words.history.plan.to_owned());
    }
    parts.push(part);
    clean(&parts.join(" / ")).into_owned()
}

/// Describes one side's version by the changes of that side, else as it is written.
fn value_in_conflict(
    conflict: &Conflict,
    text: Option<&str>,
    changed: &[Difference],
    words: &Words,
) -> String {
    const SHOWN: usize = 3;
    let Some(text) = text else {
        return words.resolve.taken_out.to_owned();
    };
    if let ConflictSubject::SharedId { .. } = conflict.subject {
        return clean(text).into_owned();
    }
    let separator = words.semicolon;
    if conflict.subject == ConflictSubject::Plan {
        let first = changed.iter().take(SHOWN);
        let lines: Vec<String> = first.map(|one| difference_line(one, words)).collect();
        return (words.resolve.kept)(&lines.join(separator));
    }
    let here = changed
        .iter()
        .filter(|difference| is_changed_by(conflict, difference));
    let lines: Vec<String> = here.map(|one| what_text(&one.what, words)).collect();
    if !lines.is_empty() {
        return lines.join(separator);
    }
    let written = |text: &str| Value::Text(as_written(text));
    match conflict
        .base
        .as_deref()
        .filter(|_| conflict.field().is_some())
    {
        Some(base) => change_text(Some(&written(base)), Some(&written(text)), words),
        None => value_text(&written(text), words),
    }
}

/// Returns whether a difference is one of this field, or of this item or what lies in it.
fn is_changed_by(conflict: &Conflict, difference: &Difference) -> bool {
    let ids: Vec<&str> = conflict.item.iter().map(|item| item.id.as_str()).collect();
    let (id, subject) = (ids.join("/"), &difference.subject);
    let kind = match conflict.item.last() {
        Some(item) if !id.is_empty() => item.subject(),
        _ => Some(SubjectKind::Plan),
    };
    let is_here = kind == Some(subject.kind) && subject.id == id;
    match &conflict.subject {
        // That both added the item says nothing of one of its fields.
        ConflictSubject::Field(_) if difference.what == What::Added => false,
        ConflictSubject::Field(key) => is_here && difference.what.field() == field_of(key),
        _ => is_here || subject.id.starts_with(&format!("{id}/")),
    }
}

/// Returns a value as a person reads it: a string without its quotes, tables on one line.
fn as_written(value: &str) -> String {
    let table = format!("v = {value}").parse::<toml::Table>().ok();
    let string = table.as_ref().and_then(|table| table.get("v")?.as_str());
    string.map_or_else(|| value.replace('\n', " "), str::to_owned)
}

/// Returns the field of a key; an indicator's list of targets is its target.
fn field_of(key: &str) -> Option<ChangedField> {
    ChangedField::from_key(if key == "targets" { "target" } else { key })
}

fn field_words(key: &str, words: &Words) -> String {
    field_of(key).map_or_else(
        || key.to_owned(),
        |field| (words.history.field)(field).to_owned(),
    )
}

fn item_words(item: &ItemName, title: &str, words: &Words) -> String {
    let history = &words.history;
    let called = if title.is_empty() { &item.id } else { title };
    match &item.kind {
        ItemKind::Subject(SubjectKind::Phase) => (history.named_phase)(called),
        ItemKind::Subject(SubjectKind::Unit) => (history.named_unit)(called),
        ItemKind::Subject(SubjectKind::Indicator) => (history.named_indicator)(called),
        ItemKind::Subject(SubjectKind::Amendment) => (history.named_amendment)(called),
        ItemKind::Subject(SubjectKind::Action | SubjectKind::Section) if !title.is_empty() => {
            format!("{} {title}", item.id)
        }
        _ if item.id.is_empty() => item.kind.key().to_owned(),
        _ => called.to_owned(),
    }
}
