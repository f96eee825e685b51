//! The forms and lists of the screen, in English.

use crate::text::View;
use crate::text::words::forms::FormWords;

pub(super) static FORMS: FormWords = FormWords {
    milestone_of: |id, action, title| match action {
        "" => format!("{id} {title}"),
        _ if action == title => format!("{id} {action}"),
        _ => format!("{id} {action}: {title}"),
    },
    ordered: |view, order| {
        let order = match (view, order) {
            (View::Units, None) => "lamp",
            (View::Units, Some(_)) => "name",
            (View::Alerts | View::Phases, None) | (_, Some("standing")) => "lamp",
            (_, Some("due")) => "due date",
            (_, Some("unit")) => "unit",
            (_, Some(_)) => "number",
            (_, None) => "as in the plan",
        };
        format!("order: {order}")
    },
    no_other_red: "no other red lamp",
    no_entries: "nothing entered yet",
    copy_title: "Copy",
    copy_id: "the id",
    copy_row: "the row",
    copy_detail: "the detail",
    copied: |text| {
        let first = text.lines().next().unwrap_or_default();
        format!("copied: {first}")
    },
    edit_title: "Open in the editor",
    no_editor: |why| format!("the editor did not end well ({why}); check $EDITOR"),
    choice_end: "number or Enter chooses, Esc leaves",
    changed_meanwhile: |id, now| {
        format!("nothing recorded: {id} has changed meanwhile and is now {now}")
    },
    gone_meanwhile: |id| format!("nothing recorded: {id} is no longer in the plan"),
};
