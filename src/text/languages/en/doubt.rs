//! Doubts about a document that was read.

use crate::text::Doubt;

use super::plural;

/// Words a doubt.
pub(super) fn doubt(doubt: &Doubt) -> String {
    match doubt {
        Doubt::NoTitle => "no title was found: fill in title".to_owned(),
        Doubt::NoItems => "nothing numbered was found: is this the text of a plan?".to_owned(),
        Doubt::PeriodUnsaid { taken } => {
            format!("the document does not say when it begins and ends; {taken} was taken")
        }
        Doubt::NumberGap { after, found } => {
            format!("the number after {after} is {found}: is something missing?")
        }
        Doubt::NumberTwice { number } => format!("number {number} appears twice"),
        Doubt::HeadingCut => {
            "this item has no heading; its first clause became the title".to_owned()
        }
        Doubt::UnitsOfSection => {
            "the units come after the last item and were taken for the whole section".to_owned()
        }
        Doubt::SeveralGroups { count } => format!(
            "{count} texts assign units here, each for the sentences before it; they were joined"
        ),
        Doubt::BareUnits => "a bracket of names alone was taken for the units".to_owned(),
        Doubt::OddUnit { name } => format!("\"{name}\" does not look like a unit"),
        Doubt::UnitsInText { names } => {
            format!("the running text names {names}; nobody was assigned")
        }
        Doubt::UnitsOfTable { names } => {
            format!("the table names {names}, which the text does not; they were not assigned")
        }
        Doubt::UnitsFromText { names } => {
            format!("{names} appear only in running text; they were assigned")
        }
        Doubt::NoUnits => "nobody is responsible".to_owned(),
        Doubt::NumberUnsure { number } => {
            format!("\"{number}\" is approximate, or applies to each unit")
        }
        Doubt::NumberLeftOut { number } => format!("\"{number}\" was not read as a target"),
        Doubt::DayWorkedOut { words, day } => {
            format!("\"{words}\" has no year of its own; {day} was taken")
        }
        Doubt::DayWithoutYear { words } => {
            format!("\"{words}\" has no year: it was left out, set the day")
        }
        Doubt::DayNotRead { words } => {
            format!("\"{words}\" was not read as a day: set the day")
        }
        Doubt::DayFromNumber { words, day } => {
            format!("\"{words}\" was taken for the number that a workbook holds for {day}")
        }
        Doubt::TimesNotTold { words } => {
            format!("\"{words}\" does not tell which is due when: it was left out, set the days")
        }
        Doubt::NoSuchDay { words } => {
            format!("no calendar has \"{words}\": it was left out, set the day")
        }
        Doubt::RecursOn { words } => {
            format!(
                "\"{words}\": the milestone falls due at the end of each period; put the day into its title"
            )
        }
        Doubt::RecursWithin { words } => {
            format!("\"{words}\" limits a recurring milestone: set start or due")
        }
        Doubt::RecurrenceNotRead { words } => {
            format!("recurrence \"{words}\" was not read: set every")
        }
        Doubt::PhaseWithoutDates { name } => format!("phase \"{name}\" has no dates"),
        Doubt::PartLeftOut { text } => format!("another text in the file was left out: {text}"),
        Doubt::ColumnsUnread { headings } => {
            let columns = plural(headings.len(), "column");
            format!("{columns} of a table not read: {}", headings.join(", "))
        }
        Doubt::TableLeftOut { header } => format!("a table was not understood: {header}"),
    }
}
