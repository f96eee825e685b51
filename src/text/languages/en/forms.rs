//! The forms and lists of the screen, in English.

use crate::text::View;
use crate::text::words::forms::FormWords;

use super::plural;

pub(super) const FORMS: FormWords = FormWords {
    milestone_of: |id, action, title| match action {
        "" => format!("{id} {title}"),
        _ if action == title => format!("{id} {action}"),
        _ => format!("{id} {action}: {title}"),
    },
    ordered: |view, order| {
        let order = match (view, order) {
            (View::Units, Some(_)) => "name",
            (View::Units | View::Alerts | View::Phases, None) | (_, Some("standing")) => "lamp",
            (_, Some("due")) => "due date",
            (_, Some("unit")) => "unit",
            (_, Some(_)) => "number",
            (_, None) => "as in the plan",
        };
        format!("order: {order}")
    },
    now: |figures| format!("now {figures}"),
    dates: |own, rules, asked| {
        let rules = rules.map_or_else(String::new, |day| format!(" now {day}"));
        let asked = asked.map_or_else(String::new, |day| format!(" asked {day}"));
        format!("was {own}{rules}{asked}")
    },
    most_urgent: "most urgent",
    units_by_red: "units with most red lamps",
    closed_by: "closed by",
    returned_by: "returned by",
    each_by_its_own: "(each its own)",
    draft_before: |title| format!("typed for {title}; the plan has changed since"),
    draft_moved: |id| format!("draft kept; the same key on {id} brings it back"),
    draft_waits: |id| format!("draft kept; the same key brings it back once {id} is back"),
    drafts_go: |n| {
        format!(
            "{n} {} not recorded and would be lost; {{quit}} again leaves",
            if n == 1 { "draft is" } else { "drafts are" }
        )
    },
    form_is_open: "a form with text is open; make the window larger",
    nothing_to_correct: "nothing here to correct",
    changes: |n| format!("{n} not committed"),
    recent: "the last commits ({open} shows what one changed)",
    plan_place: "PLAN",
    id_place: "ID",
    outside: &[
        ("ledger", "duban report ledger --plan PLAN -o ledger.xlsx"),
        (
            "bulletin",
            "duban report bulletin --plan PLAN -o bulletin.docx",
        ),
        (
            "letters",
            "duban report reminder --plan PLAN --all -o reminders/",
        ),
        ("remind", "duban remind ID --level 催办"),
        (
            "feedback",
            "duban report feedback --plan PLAN --all -o feedback/",
        ),
        ("apply", "duban apply FILE --unit NAME"),
        ("status", "duban report status --plan PLAN"),
        (
            "evaluation",
            "duban report evaluation --plan PLAN -o evaluation.docx",
        ),
        ("handover", "duban report handover --plan PLAN"),
        (
            "calendar",
            "duban report calendar --plan PLAN -o calendar.ics",
        ),
        ("correct", "duban correct ID --on DATE --reason TEXT"),
        (
            "export",
            "duban export --plan PLAN --format json -o plan.json",
        ),
        ("import", "duban import FILE --id NEW"),
        ("check", "duban check --plan PLAN"),
        ("missing", "duban missing --plan PLAN"),
        ("overdue", "duban overdue --plan PLAN"),
        ("units", "duban units --plan PLAN"),
        ("show", "duban show ID"),
        ("log", "duban log ID"),
        ("diff", "duban diff"),
        ("review", "duban review HEAD"),
        ("resolve", "duban resolve"),
        ("brief", "duban brief"),
        ("init", "duban init"),
        ("demo", "duban demo"),
        ("config", "duban config"),
    ],
    outside_help: "run this on the command line; it is on the clipboard if the terminal allows it",
    no_other_red: "no other red lamp",
    no_red: "no red lamp",
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
    no_editor: |why| format!("the editor failed ({why}); check $EDITOR"),
    new_plan: "New plan",
    from_document: "Import a document (Word, web page, text, table)",
    blank_plan: "Begin a blank plan",
    sample: "Try the sample (invented progress, in a folder of its own)",
    document_file: "file",
    plan_id: "id (such as jobs-2025)",
    plan_title: "title",
    no_plan_yet: &[
        "There is no plan here yet.",
        "",
        "A plan names what is to be done, the units that lead and support,",
        "phases, milestones and numbers to reach. Import one, settle its doubts,",
        "then see what is overdue, record progress and make reports.",
        "",
        "{new-plan} imports a document, begins a blank plan or opens the sample; {quit} quits.",
    ],
    plan_imported: |id, doubts| match doubts {
        0 => format!("imported {id}; nothing in it is doubtful"),
        1 => format!("imported {id} with one doubt to settle"),
        n => format!("imported {id} with {n} doubts to settle"),
    },
    plan_begun: |file| {
        format!(
            "{} is there; {{edit}} opens it in your editor",
            file.display()
        )
    },
    sample_made: |folder| format!("the sample is in {}; try what you like", folder.display()),
    reading_keys: "j k scroll  Esc back",
    choice_keys: |n| format!("1-{n} Enter choose  Esc back"),
    palette_keys: "Enter run  Esc back",
    confirm_keys: "y record  n Esc do not",
    confirm_scroll_keys: "j k scroll  y record  n Esc do not",
    lines_left: |n| format!(".. {n} more {}", plural(n, "line")),
    form_next: "Enter next field  Tab change field  Esc back",
    form_submit: "Enter record  Tab change field  Esc back",
    form_go: "Enter go  Esc back",
    paste_too_long: |length, most| {
        format!("nothing pasted: the text has {length} characters, and {most} are taken at once")
    },
    changed_meanwhile: |id, now| {
        format!("nothing recorded: {id} has changed meanwhile and is now {now}")
    },
    shown_anew: "the form shows it as it is now; Enter records it",
    open_again: "Esc and the same key open the form as things are now",
    leave_form: "Esc leaves the form",
    gone_meanwhile: |id| format!("nothing recorded: {id} is no longer in the plan"),
};
