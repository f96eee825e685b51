use crate::plan::Day;
use crate::text::View;

/// What the screen's forms and lists say beside [`ScreenWords`](super::screen::ScreenWords).
#[allow(missing_docs)] // each language's file shows what the words are
pub struct FormWords {
    /// A milestone in a list: its action's number and title (empty where there is no room), and its own title.
    pub milestone_of: fn(&str, &str, &str) -> String,
    /// The list is in another order now; `None` is the view's own. The orders are keys of `--sort`.
    pub ordered: fn(View, Option<&str>) -> String,
    /// What is reached of a target: `现30/60名`.
    pub now: fn(&str) -> String,
    /// The dates of a milestone: its own, the one that rules, one that was asked for.
    pub dates: fn(Day, Option<Day>, Option<Day>) -> String,
    pub most_urgent: &'static str,
    pub units_by_red: &'static str,
    pub closed_by: &'static str,
    pub returned_by: &'static str,
    pub nothing_to_correct: &'static str,
    pub changes: fn(usize) -> String,
    /// What the command line does beside the screen: a name, and the command. The same order in every language.
    pub outside: &'static [(&'static str, &'static str)],
    pub outside_help: &'static str,
    pub no_other_red: &'static str,
    pub no_entries: &'static str,
    pub copy_title: &'static str,
    pub copy_id: &'static str,
    pub copy_row: &'static str,
    pub copy_detail: &'static str,
    pub copied: fn(&str) -> String,
    pub edit_title: &'static str,
    /// The editor could not be started, or ended with an error.
    pub no_editor: fn(&str) -> String,
    pub choice_end: &'static str,
    /// A milestone that a deed was meant for stands otherwise by now: its id, and how it stands.
    pub changed_meanwhile: fn(&str, &str) -> String,
    /// One that is there no more: its id.
    pub gone_meanwhile: fn(&str) -> String,
}
