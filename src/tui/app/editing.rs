//! Copying from a row, and opening its place in the plan's files.

use std::path::PathBuf;

use crate::query::{Board, OpenPlan};
use crate::store::read_plain_text;
use crate::tui::app::{Command, Effect, RowRef, State};
use crate::tui::forms::{ChoiceList, ChoiceOption};
use crate::tui::views::Detail;

/// A place in a file of a plan, described by ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceInFile {
    plan: String,
    /// Whether it is in progress.toml; otherwise in plan.toml.
    in_progress: bool,
    /// The beginnings of lines that lead there, to be found one after the other.
    marks: Vec<String>,
}

impl PlaceInFile {
    /// Returns the file and the line of the last mark found in it.
    pub(crate) fn find(&self, board: &Board) -> Option<(PathBuf, usize)> {
        let handle = board.plans.iter().find(|handle| handle.id() == self.plan)?;
        let file = if self.in_progress {
            &handle.files.progress
        } else {
            &handle.files.plan
        };
        // A file that cannot be read is opened at its beginning: that is where one mends it.
        let text = read_plain_text(file).unwrap_or_default();
        Some((file.clone(), line_of(&text, &self.marks)))
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
            self.refuse(self.words.screen.nothing_here);
            return;
        };
        let words = self.words.forms;
        let id = self.row_key().and_then(|key| key.text());
        let option =
            |name, text: String| ChoiceOption::new(name, move |state: &mut Self| state.copy(text));
        let lines: Vec<String> = Detail::of(self)
            .lines(&row)
            .into_iter()
            .map(|(text, _)| crate::text::clean(&text).into_owned())
            .collect();
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
        let Some((plan, in_plan, in_progress)) = self.places_in_files() else {
            self.refuse(self.words.screen.nothing_here);
            return;
        };
        let place = |in_progress, marks| {
            Effect::Edit(PlaceInFile {
                plan: plan.clone(),
                in_progress,
                marks,
            })
        };
        let options = vec![
            ChoiceOption::effect("progress.toml", place(true, in_progress)),
            ChoiceOption::effect("plan.toml", place(false, in_plan)),
        ];
        let title = self.words.forms.edit_title;
        self.open(ChoiceList::new(title, options).first_by(Command::Edit));
    }

    /// Returns the row's plan with the marks to look for in plan.toml and in progress.toml.
    fn places_in_files(&self) -> Option<(String, Vec<String>, Vec<String>)> {
        let row = self.row_or_first_of_unit()?;
        let handle = match row.plan() {
            Some(place) => self.board().plans.get(place),
            None => self.plans.chosen(),
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
        Some((handle.id().to_owned(), in_plan, in_progress))
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
