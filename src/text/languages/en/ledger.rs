//! The ledger, sheets that go out and come back, working days

use crate::plan::DayOff;
use crate::text::LedgerWords;

/// Words of the ledger and the sheets.
pub(super) static LEDGER: LedgerWords = LedgerWords {
    columns: [
        "No.",
        "ID",
        "Source",
        "Task",
        "Milestone",
        "Target",
        "Lead",
        "Support",
        "Start",
        "Due",
        "Due now",
        "Progress",
        "Value",
        "Unit of measure",
        "Time share",
        "Problems",
        "Next steps",
        "Lamp",
        "Reason",
        "Status",
        "Done on",
        "Closed on",
        "Postponements",
        "Reminders",
        "Evidence",
        "Remarks",
    ],
    font: None,
    title: "Ledger",
    title_of: |short| format!("Ledger of {short}"),
    between: "; ",
    then: |first, second| match second {
        "" => first.to_owned(),
        second => format!("{first}. {second}"),
    },
    not_among: |counts, names| format!("{counts}, not reported: {names}"),
    postponed: |on, to, by, why| {
        let why = why.map(|why| format!(": {why}")).unwrap_or_default();
        match by {
            Some(by) => format!("{on} postponed to {to}, granted by {by}{why}"),
            None => format!("{on} asked to be postponed to {to}, not granted yet{why}"),
        }
    },
    reminded: |count, on, level| match count {
        1 => format!("once: {on} {level}"),
        _ => format!("{count} times, last {on} {level}"),
    },
    due_on_day_off: |why| match why {
        DayOff::Holiday(name) => format!("due on a day off: {}", holiday(name)),
        DayOff::Weekend => "due on a weekend".to_owned(),
        DayOff::Own => "due on a day off of this office".to_owned(),
    },
    day_off: |why| match why {
        DayOff::Holiday(name) => format!("a day off: {}", holiday(name)),
        DayOff::Weekend => "a weekend".to_owned(),
        DayOff::Own => "a day off of this office".to_owned(),
    },
    year_unknown: |year| {
        format!("the days off of {year} are not known: Monday to Friday count as working days")
    },
    round: |plan, period, due| {
        format!(
            "{plan} reports: {} to {}, due by {due}",
            period.start, period.end
        )
    },
    not_delivered: |units| format!("not reported, {}: {}", units.len(), units.join(", ")),
    delivered_late: |units| {
        let named = units.iter().map(|(unit, days)| match days {
            1 => format!("{unit} (1 day late)"),
            _ => format!("{unit} ({days} days late)"),
        });
        let named = named.collect::<Vec<_>>().join(", ");
        format!("reported late, {}: {named}", units.len())
    },
    all_delivered: "everybody who owes a report reported in time",
};

/// A published holiday, by its name in the data files.
fn holiday(name: &str) -> String {
    let names = name.split('、').map(|one| match one {
        "元旦" => "New Year",
        "春节" => "Spring Festival",
        "清明节" => "Tomb-Sweeping Day",
        "劳动节" => "Labour Day",
        "端午节" => "Dragon Boat Festival",
        "中秋节" => "Mid-Autumn Festival",
        "国庆节" => "National Day",
        other => other,
    });
    names.collect::<Vec<_>>().join(", ")
}
