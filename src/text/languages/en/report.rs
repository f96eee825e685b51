//! Words of reports

use crate::plan::{Day, IndicatorPace};
use crate::text::Note;
use crate::text::words::note;
use crate::text::words::report::{
    Became, BulletinWords, CalendarWords, CountWords, EvaluationWords, HandoverWords,
    ReminderWords, ReportCommandWords, ReportWords, RoundDays, StatusPageWords,
};

use super::{counted, days};

/// All words of reports.
pub(super) const REPORT: ReportWords = ReportWords {
    phase: "Phase",
    indicator: "Indicator",
    target: "Target",
    unit: "Unit",
    contact: "Contact",
    standing: "Standing",
    count: "Milestones",
    share: "Share",
    total: "Total",
    days: "Days late",
    figures: "Figures",
    asked: "Asked for",
    because: "Because",
    level: "Level",
    reminded_on: "Reminded on",
    reminders: "Times",
    reminder_text: "Text",
    reminded: "Reminders",
    postponed: "Postponed",

    none: "None.",
    led_since: |day| format!("led since {day}"),
    plan_line: |title, number| match number {
        Some(number) => format!("{title} ({number})"),
        None => title.to_owned(),
    },
    dated: |day, unit, said| match unit {
        Some(unit) => format!("{day} {unit}: {said}"),
        None => format!("{day}: {said}"),
    },
    named: |name, said| format!("{name}: {said}"),
    day,
    pace: |pace| match pace {
        IndicatorPace::OnPace => "on pace",
        IndicatorPace::Behind => "behind",
        IndicatorPace::NotDue => "not due",
        IndicatorPace::Unmeasured => "no reading",
    },

    counts: CountWords {
        owed: "Owed",
        behind: "Behind",
    },
    bulletin: BulletinWords {
        name: "Bulletin",
        title: |number| format!("Supervision bulletin no. {number}"),
        corrects: |number| format!("Corrects no. {number}"),
        overall: "1. Overall",
        done: "2. Progress",
        laggards: "3. Named laggards",
        required: "4. What is required",
        intro: |as_of, actions, milestones, counts| {
            if milestones == 0 {
                format!("As of {as_of} there are no such milestones.")
            } else {
                let is = are(milestones);
                let (milestones, items) =
                    (counted(milestones, "milestone"), counted(actions, "item"));
                format!("As of {as_of} there {is} {milestones} of {items}: {counts}.")
            }
        },
        counted: |name, count, share| format!("{name} {count} ({share})"),
        by_standing: "Milestones by standing",
        by_phase: "By phase",
        by_unit: "By lead unit",
        unit_table_note: "Owed: all milestones but those dropped. One with several leads is counted for each of them, and one on which every unit reports for itself for each unit, as its own part stands; so there is no total.",
        change: "Change",
        change_since_day: "Change",
        indicators: |count, said| format!("Of {}: {said}.", counted(count, "indicator")),
        indicator_pace: |pace, count, share| {
            let name = (REPORT.pace)(pace);
            format!("{name} {count} ({share})")
        },
        since: |from,
                issue,
                entries,
                Became {
                    finished,
                    closed,
                    overdue,
                }| {
            let issue = issue.map_or_else(String::new, |issue| format!(" (no. {issue})"));
            format!(
                "Since {from}{issue}: {}, {finished} newly done or closed, {closed} newly closed, {overdue} newly overdue.",
                counted(entries, "entry")
            )
        },
        nothing_done: "No progress was recorded.",
        reporting: |RoundDays { start, end, due }, in_time, all| {
            format!(
                "Reports on {start} to {end} were due by {due}; {in_time} of {} reported in time.",
                counted(all, "unit")
            )
        },
        missing: |units| format!("Not reported: {units}."),
        late: |units| format!("Reported late: {units}."),
        days_late: |unit, n| format!("{unit} ({})", days(n)),
        named: |count| match count {
            0 => "Nothing is overdue, over the limit, far behind, returned or blocked.".to_owned(),
            1 => "This is overdue, over the limit, far behind, returned or blocked:".to_owned(),
            _ => format!(
                "These {count} are overdue, over the limit, far behind, returned or blocked:"
            ),
        },
    },
    reminder: ReminderWords {
        title: "Reminder",
        numbered: |year, number| format!("Reminder {year}-{number}"),
        recorded: |number, unit| format!("{number}, to {unit}"),
        number_taken: |number| {
            note!(
                "{number} was given to another letter meanwhile; this one is not recorded",
                "make it again: it gets the next number"
            )
        },
        part_title: |number, copy| match copy {
            Some(copy) => format!("{number} (copy {copy})"),
            None => number.to_owned(),
        },
        to: "To",
        reply_by: "Answer by",
        address: |unit| format!("To {unit}:"),
        intro: |as_of, count, counts| {
            format!(
                "As of {as_of} {} your attention: {counts}.",
                match count {
                    1 => "the milestone below needs".to_owned(),
                    _ => format!("the milestones below, {count} in all, need"),
                }
            )
        },
        counted: |standing, count| format!("{count} {standing}"),
        matter: "Matter",
        matter_of: |action, milestone| format!("{action}: {milestone}"),
        late: "Days late or left",
        required: "What is asked",
        ask: |by| {
            format!(
                "Please answer in writing by {by}: progress, problems and next steps. A postponement has to be asked for, with its reason, before the due date."
            )
        },
        contact: |contact| match contact {
            Some(contact) => format!("Contact: {contact}"),
            None => "Contact:                     Telephone:".to_owned(),
        },
        seal: "(seal)",
        receipt: "Received by:                     Date:",
    },
    status: StatusPageWords {
        title: "Status at a glance",
        state: "Plan",
        period: "Period",
        milestones: "Milestones",
        finished: "Done or closed",
        lamps: "Lamps",
        phases: "Phases",
        units: "Lead units",
        indicators: "Indicators",
        finished_of: |finished, owed| format!("{finished}/{owed} done"),
        indicator_note: |on, value, share, pace| match share {
            Some(share) => format!("{value} on {on}, {share} of the way, {pace}"),
            None => format!("{value} on {on}, {pace}"),
        },
        worst: |shown, all| {
            if shown < all {
                format!("Red and yellow (the {shown} worst of {all})")
            } else {
                format!("Red and yellow ({all})")
            }
        },
    },
    evaluation: EvaluationWords {
        title: "Evaluation",
        indicators: "1. Indicators",
        items: "2. Items",
        short: "3. Not finished or short, and why",
        to_write: ["4. What was done and learnt", "5. Problems and next steps"],
        sheets: ["Indicators", "Items", "Short"],
        summary: |as_of, all, finished, left| {
            let dropped = match all - finished - left {
                0 => String::new(),
                dropped => format!("; dropped: {dropped}"),
            };
            format!(
                "As of {as_of}, of {} {finished} {} done or closed and {left} {} not{dropped}.",
                counted(all, "milestone"),
                are(finished),
                are(left)
            )
        },
        baseline: "Baseline",
        read_on: "Read on",
        rate: "Rate",
        met: "Met",
        is_met: "met",
        why: "Why",
    },
    handover: HandoverWords {
        title: "Handover list",
        open: |n| format!("1. Open ({n})"),
        to_accept: |n| format!("2. Done, to be accepted ({n})"),
        asked: |n| format!("3. Postponements asked for ({n})"),
        reminders: |n| format!("4. Reminders without an answer ({n})"),
        contacts: |n| format!("5. Contacts ({n})"),
    },
    calendar: CalendarWords {
        title: |plans| format!("Due dates: {plans}"),
        settled: |status, title| format!("[{status}] {title}"),
    },
    command: ReportCommandWords {
        kind_name: |key| match key {
            "ledger" => "ledger",
            "bulletin" => "bulletin",
            "reminder" => "reminders",
            "feedback" => "feedback sheet",
            "status" => "status at a glance",
            "evaluation" => "evaluation",
            "handover" => "handover list",
            "calendar" => "due dates",
            _ => "report",
        },
        choose: "Reports",
        preview_foot: "j k scroll  w write to a file  Esc back",
        reminder_foot: "j k scroll  w write to a file  y record  Esc back",
        write_keys: "Enter write  Esc back",
        ask_where: "Where to (the ending is the format)",
        file: "file",
        needs_output: |format| {
            format!("{format} cannot be shown on a terminal; name a file with -o")
        },
        needs_unit: "a reminder needs --unit NAME, or --all for one a unit",
        nobody_late: |as_of, units| {
            let units = if units.is_empty() { "anybody" } else { units };
            format!("as of {as_of} there is nothing to remind {units} of: no reminder is made")
        },
        members_answer: |members| {
            let members = members.join(", ");
            format!("its members report, each its own part; name one of them: {members}")
        },
        issue_taken: |number| {
            note!(
                "no. {number} was issued meanwhile; this bulletin is not noted",
                "make it again: it gets the next number"
            )
        },
        does_not_fit: |format, why| {
            note!(
                "the report does not fit into {format}: {why}",
                "choose fewer items, or another --format"
            )
        },
        only_for: |option, kind| format!("{option} is for {kind} only"),
        issued: |number, path| format!("no. {number} noted in {}", path.display()),
        issued_unrecorded: "the plan's files have uncommitted changes, which the noted revision lacks; commit first, then issue",
        no_such_issue: |number, known| {
            let known: Vec<String> = known.iter().map(ToString::to_string).collect();
            Note::new(
                format!("there is no issue no. {number}"),
                if known.is_empty() {
                    "none was issued yet".to_owned()
                } else {
                    format!("there are: {}", known.join(", "))
                },
            )
        },
        since_ahead: |since, as_of| {
            note!(
                "--since {since} is after {as_of}, the day of the report",
                "give an earlier day, or a later one with --as-of"
            )
        },
        issued_later: |number, on| {
            note!(
                "no. {number} was issued as of {on}; the next cannot be of an earlier day",
                "leave out --issue, or correct an issue with --corrects"
            )
        },
        reply_by_past: |day, as_of| {
            note!(
                "--reply-by {day} is before {as_of}, the day of the letter",
                "give a later day, or working days: 5wd"
            )
        },
        unreadable_then: |plan, at| {
            note!(
                "plan {plan} cannot be read at {at}, so it is not known what is new since",
                "compare with a commit at which it can be read: duban log PLAN lists them"
            )
        },
        issue_revision_gone: |number, on, revision| {
            note!(
                "issue no. {number} was made from {revision} (bulletins.toml), which this repository has not",
                "git fetch may bring it; if the history was rewritten, compare with the plan of that day: --since {on}, or correct the revision in bulletins.toml"
            )
        },
        never_issued: (
            "no bulletin was issued yet, so there is no last one",
            "use --since DATE or --since REV",
        ),
        issues_comment: "Issues of the bulletin, noted by duban report bulletin --issue",
    },
};

fn day(day: Day) -> String {
    day.to_string()
}

fn are(n: usize) -> &'static str {
    if n == 1 { "is" } else { "are" }
}
