//! Copying from a row, and opening its place in the plan's files.

use std::path::PathBuf;

use crate::query::OpenPlan;
use crate::store::{PerPart, read_plain_text};
use crate::text::clean;
use crate::tui::app::{Command, Effect, RowRef, State};
use crate::tui::forms::{ChoiceList, ChoiceOption};
use crate::tui::views::Detail;

/// A place in a file of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceInFile {
    pub(crate) file: PathBuf,
    /// The beginnings of lines that lead there, to be found one after the other.
    marks: Vec<String>,
}

impl PlaceInFile {
    /// Returns the line of the last mark found in the file as it is now.
    pub(crate) fn line(&self) -> usize {
        // A file that cannot be read is opened at its beginning: that is where one mends it.
        let text = read_plain_text(&self.file).unwrap_or_default();
        line_of(&text, &self.marks)
    }
}

fn line_of(text: &str, marks: &[String]) -> usize {
    let mut found = 1;
    let mut marks = marks.iter().peekable();
    for (at, line) in text.lines().enumerate() {
        let Some(mark) = marks.peek() else { break };
        if line.trim_start().starts_with(mark.as_str()) {
            found = at + 1;
            marks.next();
        }
    }
    found
}

impl State {
    /// Asks which text of the row to copy.
    pub(crate) fn ask_copy(&mut self) {
        let Some(row) = self.row_or_first_of_unit() else {
            return self.refuse(self.words.screen.nothing_here);
        };
        let words = &self.words.forms;
        let id = self.row_key().and_then(|key| key.text());
        let option =
            |name, text: String| ChoiceOption::new(name, move |state: &mut Self| state.copy(text));
        let lines = Detail::of(self).lines(&row).into_iter();
        let lines: Vec<String> = lines.map(|(text, _)| clean(&text).into_owned()).collect();
        let detail = lines.join("\n").trim().to_owned();
        let name = detail.lines().next().unwrap_or_default().to_owned();
        let id = id.map(|id| option(words.copy_id, id));
        let others = [
            option(words.copy_row, name),
            option(words.copy_detail, detail),
        ];
        let options = id.into_iter().chain(others).collect();
        self.open(ChoiceList::new(words.copy_title, options).first_by(Command::Copy));
    }

    fn copy(&mut self, text: String) {
        self.say((self.words.forms.copied)(&text));
        self.clipboard = Some(text);
    }

    /// Asks which of the plan's files to open in the editor.
    pub(crate) fn ask_edit(&mut self) {
        let Some(places) = self.places_in_files() else {
            return self.refuse(self.words.screen.nothing_here);
        };
        let option = |name, place| ChoiceOption::effect(name, Effect::Edit(place));
        let options = vec![
            option("progress.toml", places.progress),
            option("plan.toml", places.plan),
        ];
        let title = self.words.forms.edit_title;
        self.open(ChoiceList::new(title, options).first_by(Command::Edit));
    }

    /// Returns the places of the row in the files of its plan.
    fn places_in_files(&self) -> Option<PerPart<PlaceInFile>> {
        let row = self.row_or_first_of_unit()?;
        let handle = match row.plan() {
            Some(place) => self.board().plans.get(place),
            None => self.plans.find(self.plan_under_cursor()),
        }?;
        let id = |id: &str| format!("id = \"{id}\"");
        let block = |of: &str, id: &str| format!("[{of}.\"{id}\"");
        let (in_plan, in_progress) = match &row {
            RowRef::Item(item) => {
                let it = item.resolve(self.board())?;
                let action = vec!["[[action]]".to_owned(), id(&it.action.id)];
                let in_action = id(it.milestone.name());
                let milestone = block("milestone", it.milestone.id.as_ref());
                ([action, vec![in_action]].concat(), vec![milestone])
            }
            RowRef::Action { action, .. } => {
                let OpenPlan { plan, .. } = handle.open()?;
                let action = plan.actions.get(*action)?;
                let first = action.milestones.first();
                let first = first.map(|it| block("milestone", it.id.as_ref()));
                let marks = vec!["[[action]]".to_owned(), id(&action.id)];
                (marks, first.into_iter().collect())
            }
            RowRef::Indicator { indicator, .. } => {
                let OpenPlan { plan, .. } = handle.open()?;
                let it = plan.indicators().get(*indicator)?;
                let block = format!("[indicator.{}", it.id);
                (vec![id(&it.id)], vec![block])
            }
            _ => (Vec::new(), Vec::new()),
        };
        let place = |file: &PathBuf, marks| PlaceInFile {
            file: file.clone(),
            marks,
        };
        Some(PerPart {
            plan: place(&handle.files.plan, in_plan),
            progress: place(&handle.files.progress, in_progress),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_that_of_the_last_mark_found_in_order() {
        let text = "id = \"plan\"\n[[action]]\nid = \"1\"\n[[action]]\n  id = \"2\"\n[[action.milestone]]\nid = \"a\"\n";
        let marks =
            |marks: &[&str]| -> Vec<String> { marks.iter().map(|it| (*it).to_owned()).collect() };
        assert_eq!(
            line_of(text, &marks(&["[[action]]", "id = \"2\"", "id = \"a\""])),
            7
        );
        assert_eq!(
            line_of(text, &marks(&["[[action]]", "id = \"2\"", "id = \"x\""])),
            5
        );
        assert_eq!(line_of(text, &marks(&["[milestone"])), 1);
    }
}
