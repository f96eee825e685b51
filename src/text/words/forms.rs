//! The words of forms.

use std::path::Path;

use crate::plan::Day;
use crate::text::View;

/// Words of the screen's forms and lists, in addition to [`ScreenWords`](super::screen::ScreenWords).
#[allow(missing_docs)] // each language's file shows what the words are
pub struct FormWords {
    /// A milestone in a list: its action's id and title (empty if there is no room), and its own title.
    pub milestone_of: fn(id: &str, action: &str, title: &str) -> String,
    /// The new order of a list; `None` is the view's own. Orders are keys of `--sort`.
    pub ordered: fn(view: View, order: Option<&str>) -> String,
    /// The current value of a target: `现30/60名`.
    pub now: fn(&str) -> String,
    /// The dates of a milestone: its own, the ruling one, the one asked for.
    pub dates: fn(own: Day, rules: Option<Day>, asked: Option<Day>) -> String,
    pub most_urgent: &'static str,
    pub units_by_red: &'static str,
    pub closed_by: &'static str,
    pub returned_by: &'static str,
    /// Beside the field for the unit that reports, where several items have several.
    pub each_by_its_own: &'static str,
    /// Above a draft whose item is another by its title or its measure now: the title of the form that was left.
    pub draft_before: fn(title: &str) -> String,
    /// Of a form whose item has another id now.
    pub draft_moved: fn(id: &str) -> String,
    /// Of a form whose item is not on the screen now.
    pub draft_waits: fn(id: &str) -> String,
    /// Said before the program is left with drafts.
    pub drafts_go: fn(count: usize) -> String,
    /// Said where the window is too small to show it.
    pub form_is_open: &'static str,
    pub nothing_to_correct: &'static str,
    pub changes: fn(usize) -> String,
    /// With the key that shows what one changed.
    pub recent: &'static str,
    /// The placeholder in a command for the id of a plan, and for that of a milestone.
    pub plan_place: &'static str,
    pub id_place: &'static str,
    /// Commands of the command line only: name and command, in the same order in every language.
    pub outside: &'static [(&'static str, &'static str)],
    pub outside_help: &'static str,
    pub no_other_red: &'static str,
    pub no_red: &'static str,
    pub no_entries: &'static str,
    pub copy_title: &'static str,
    pub copy_id: &'static str,
    pub copy_row: &'static str,
    pub copy_detail: &'static str,
    pub copied: fn(&str) -> String,
    pub edit_title: &'static str,
    /// The editor could not be started or failed.
    pub no_editor: fn(&str) -> String,
    pub new_plan: &'static str,
    pub from_document: &'static str,
    pub blank_plan: &'static str,
    pub sample: &'static str,
    pub document_file: &'static str,
    pub plan_id: &'static str,
    pub plan_title: &'static str,
    /// The explanation of a plan, and how to get one.
    pub no_plan_yet: &'static [&'static str],
    /// A plan's id, and how many doubts it has.
    pub plan_imported: fn(id: &str, doubts: usize) -> String,
    pub plan_begun: fn(&Path) -> String,
    pub sample_made: fn(&Path) -> String,
    /// The keys of what is read, of a list with so many options, and of the palette.
    pub reading_keys: &'static str,
    pub choice_keys: fn(usize) -> String,
    pub palette_keys: &'static str,
    pub confirm_keys: &'static str,
    pub confirm_scroll_keys: &'static str,
    /// Lines for which there is no room.
    pub lines_left: fn(usize) -> String,
    /// The keys of a form where Enter goes to the next field, records, or does what else was asked for.
    pub form_next: &'static str,
    pub form_submit: &'static str,
    pub form_go: &'static str,
    /// A pasted text of so many characters, and the most that are taken.
    pub paste_too_long: fn(length: usize, most: usize) -> String,
    /// A target of a deed changed meanwhile: its id and its standing.
    pub changed_meanwhile: fn(id: &str, now: &str) -> String,
    /// Said behind it in a form that now shows the present values.
    pub shown_anew: &'static str,
    /// Said behind it in a form that has to be opened again.
    pub open_again: &'static str,
    /// Said behind the reason why a form cannot be sent any more.
    pub leave_form: &'static str,
    /// A target of a deed is gone: its id.
    pub gone_meanwhile: fn(&str) -> String,
}
