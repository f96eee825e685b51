//! The words about deeds and undoing them.

use crate::text::Note;
use crate::text::words::note;
use crate::text::words::record::RecordWords;

use super::counted;

pub(super) const RECORD: RecordWords = RecordWords {
    changed: |id| {
        note!(
            "{id} was changed by somebody else; nothing was recorded",
            "look at how it stands now, then do it again"
        )
    },
    since_changed: |plan| {
        note!(
            "{plan}: the day since which reporting begins was changed by somebody else; nothing was recorded",
            "look at how it stands now, then do it again"
        )
    },
    recorded_unsaid: |error| {
        format!("recorded, but the message could not be printed: {error}; do not record it again")
    },
    undone_plan_by_plan: "the state folder could not note that this deed covers several plans; undo will take it back one plan at a time",
    undone_without_since: "the state folder could not note that this deed set the day since which reporting begins; duban undo takes back the entries, and the day stays",
    since_undone: |day, was| match was {
        Some(was) => format!("reporting here since {day}; {was} again"),
        None => format!("reporting here since {day}"),
    },
    since_stays: |plan, day| format!("{plan}: reporting here since {day} stays"),
    no_batch_note: |folder, error| {
        Note::new(
            format!(
                "a deed over several plans needs a note in {} while it is written: {error}; nothing was written",
                folder.display()
            ),
            "make the folder writable for you, or do it plan by plan, with --plan ID",
        )
    },
    marked_before: |first, count| match count {
        1 => format!("{first} has that status already; it was not recorded again"),
        _ => format!(
            "{count} milestones ({first}, ..) have that status already; it was not recorded again"
        ),
    },
    left_out: |first, count| {
        let which = match count {
            1 => format!("{first} stays as it is"),
            _ => format!("{count} milestones ({first}, ..) stay as they are"),
        };
        format!("{which}: done, closed or dropped; to change one, mark it by its own id")
    },
    increase_for_total: |typed, takes_increases| {
        Note::new(
            format!("{typed} looks like an increase, and a total is asked for"),
            if takes_increases {
                "give an increase with --add, a total without the plus"
            } else {
                "give the total, without the plus"
            },
        )
    },
    later_entry_holds: |id, later, is_status_alone| {
        let what = if is_status_alone {
            "the status"
        } else {
            "what was"
        };
        format!("{id}: this entry is for an earlier day; {what} recorded for {later} still applies")
    },
    done_before: |id, day| {
        format!("{id}: already done on {day}; the date stays. If it is wrong, use duban correct")
    },
    after_as_of: |day, as_of| {
        format!("recorded for {day}, after {as_of}, the as-of day: it does not show there")
    },
    clock_behind: |at| {
        format!("the last entry was made at {at}, later than this machine's clock; check the clock")
    },
    recorded_by: |units| format!("reported by: {units}"),
    unit_count: |unit, count| format!("{unit} {count}"),
    nobody: "no unit named",
    undone_count: |count| format!("{} taken back", counted(count, "entry")),
    may_be_elsewhere: |id, plans| {
        Note::new(
            format!(
                "{id} may also be in {}, which cannot be read",
                plans.join(", ")
            ),
            format!("name the plan, as in PLAN:{id}; duban check shows what is wrong"),
        )
    },
    undo_unsure: |plans| {
        Note::new(
            format!(
                "{} cannot be read, and may have the last entry; nothing was taken back",
                plans.join(", ")
            ),
            "duban check shows what is wrong; duban --plan ID undo takes back the last entry of one plan",
        )
    },
    undo_over_unread: |plans| {
        Note::new(
            format!(
                "the last deed also covers {}, which cannot be read; nothing was taken back",
                plans.join(", ")
            ),
            "duban check shows what is wrong; once that is fixed, undo takes back the whole deed; until then duban correct can correct single entries",
        )
    },
    half_committed: |ids| {
        format!(
            "already committed, so not taken back: {}; correct them with duban correct",
            ids.join(" ")
        )
    },
    deeds_unread: |file| {
        Note::new(
            format!(
                "{}, the record of deeds over several plans, cannot be read; nothing was taken back",
                file.display()
            ),
            "correct its permissions, or remove it; duban --plan ID undo takes back the last entry of one plan",
        )
    },
    only_others_recorded: |names| {
        format!("nothing of yours to undo; what is not committed was recorded by: {names}")
    },
    nameless: "somebody without a name",
    from_elsewhere: |count, place| {
        format!(
            "{count} {} recorded under this account from {place}, perhaps by a colleague, and left alone; set actor in config.toml or DUBAN_ACTOR to tell people apart",
            if count == 1 {
                "entry was"
            } else {
                "entries were"
            }
        )
    },
    taken_back: |what| format!("taken back: {what}"),
    cannot_undo_committed: "what is committed cannot be undone; record a correction",
    recorded_as_of: |day| format!("recorded as of {day}, which is not today"),
    nothing_recorded: "nothing was recorded",
    nothing_ticked: "nothing is ticked; nothing recorded",
    since_title: |day, was| match was {
        Some(was) => {
            format!("Reporting begins here on {day}, no longer on {was}. The lamps change:")
        }
        None => format!("Reporting begins here on {day}. The lamps change:"),
    },
    since_change: |from, to, count| format!("{from} becomes {to}: {count}"),
    since_no_change: "no lamp changes",
    ticked: |count| format!("{count} marked done, each on its due date"),
    confirm_record: "Record this?",
    unit_not_in_plan: |unit, plan| {
        note!(
            "plan {plan} has no unit \"{unit}\"",
            "record plan by plan, or leave --by out"
        )
    },
};
