//! Doubts about the reading of a document.

/// A doubt about a reading; the languages word it.
#[derive(Clone, Debug, PartialEq)]
pub enum Doubt {
    /// No line looks like the title.
    NoTitle,
    /// No numbered items were found.
    NoItems,
    /// The document states no period.
    PeriodUnsaid {
        /// The period assumed.
        taken: String,
    },
    /// A number does not follow the one before.
    NumberGap {
        /// The number before.
        after: u32,
        /// The number found.
        found: u32,
    },
    /// A number appears twice under one heading.
    NumberTwice {
        /// The number as printed.
        number: String,
    },
    /// An item has no heading of its own, so its first clause was used.
    HeadingCut,
    /// A line of units after the last item was applied to the whole section.
    UnitsOfSection,
    /// One item has several assigning texts, each for the sentences before it.
    SeveralGroups {
        /// The number of texts.
        count: usize,
    },
    /// A bracket with only names was taken as the units.
    BareUnits,
    /// A name among the units does not look like a unit.
    OddUnit {
        /// As printed.
        name: String,
    },
    /// Units are named only in running text.
    UnitsInText {
        /// Their names.
        names: String,
    },
    /// A table gives an item of the text units that the text does not give it.
    UnitsOfTable {
        /// Their names.
        names: String,
    },
    /// Units named only in sentences were assigned.
    UnitsFromText {
        /// Their names.
        names: String,
    },
    /// An item has no responsible unit.
    NoUnits,
    /// A number may not be a target.
    NumberUnsure {
        /// As printed.
        number: String,
    },
    /// A number that counts something was left out.
    NumberLeftOut {
        /// As printed.
        number: String,
    },
    /// A day was derived from words such as 年底前.
    DayWorkedOut {
        /// As printed.
        words: String,
        /// The day taken.
        day: String,
    },
    /// A day has no year, and the plan does not show which is meant.
    DayWithoutYear {
        /// As printed.
        words: String,
    },
    /// A festival, a part of a school year or a span since the issue is named for a day: 春节前.
    DayNotRead {
        /// As printed.
        words: String,
    },
    /// A number was taken for what a workbook holds for a day: 45961.
    DayFromNumber {
        /// As printed.
        words: String,
        /// The day taken.
        day: String,
    },
    /// A list of times is of more or fewer things: 分别于2024年、2025年底前.
    TimesNotTold {
        /// As printed.
        words: String,
    },
    /// No calendar has a day.
    NoSuchDay {
        /// As printed.
        words: String,
    },
    /// A recurring date with a month or day of its own cannot be expressed in the format.
    RecursOn {
        /// As printed.
        words: String,
    },
    /// A recurrence begins or ends with a time of its own, which the draft lacks.
    RecursWithin {
        /// As printed.
        words: String,
    },
    /// A recurrence that the format does not have: 每周1次.
    RecurrenceNotRead {
        /// As printed.
        words: String,
    },
    /// A phase has no readable dates.
    PhaseWithoutDates {
        /// Its name.
        name: String,
    },
    /// Another text in the file was left out.
    PartLeftOut {
        /// Its first words.
        text: String,
    },
    /// Nothing was taken of columns of a list of tasks.
    ColumnsUnread {
        /// Their headings.
        headings: Vec<String>,
    },
    /// A table was not understood and left out.
    TableLeftOut {
        /// Its header.
        header: String,
    },
}
