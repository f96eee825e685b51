//! What the reader of documents may be unsure of.

/// A doubt about a reading; the words for it are a language's.
#[derive(Clone, Debug, PartialEq)]
pub enum Doubt {
    /// No line looks like the title.
    NoTitle,
    /// Nothing is numbered, so nothing was found to do.
    NoItems,
    /// The document does not say when it begins and ends.
    PeriodUnsaid {
        /// What was taken.
        taken: String,
    },
    /// A number does not follow on the one before.
    NumberGap {
        /// The number before.
        after: u32,
        /// The number printed.
        found: u32,
    },
    /// A number stands twice under one heading.
    NumberTwice {
        /// The number as printed.
        number: String,
    },
    /// An item has no heading of its own; its first clause was taken.
    HeadingCut,
    /// The text breaks off.
    CutOff,
    /// A line of units after the last item was taken for the whole section.
    UnitsOfSection,
    /// Several assigning texts stand in one item, each for the sentences before it.
    SeveralGroups {
        /// How many.
        count: usize,
    },
    /// A bracket that holds only names was taken for the units.
    BareUnits,
    /// What looks like no unit stands among the units.
    OddUnit {
        /// As printed.
        name: String,
    },
    /// A level said once for several units was carried to one.
    LevelCarried {
        /// The name that was made.
        name: String,
    },
    /// Units are named in the running text alone.
    UnitsInText {
        /// Their names.
        names: String,
    },
    /// Units were assigned that only sentences of the text name.
    UnitsFromText {
        /// Their names.
        names: String,
    },
    /// Nobody is responsible for an item.
    NoUnits,
    /// A number may be no aim.
    FigureUnsure {
        /// As printed.
        number: String,
    },
    /// A number that counts something was left out.
    FigureLeftOut {
        /// As printed.
        number: String,
    },
    /// A day was worked out from words like 年底前.
    DayWorkedOut {
        /// As printed.
        words: String,
        /// The day taken.
        day: String,
    },
    /// A date that recurs with a month of its own has no place in the format.
    RecursOn {
        /// As printed.
        words: String,
    },
    /// A step has no dates that could be read.
    StepWithoutDates {
        /// Its name.
        name: String,
    },
    /// Another text in the file was left out.
    PartLeftOut {
        /// Its first words.
        text: String,
    },
    /// A table that was not understood.
    TableLeftOut {
        /// Its header.
        header: String,
    },
}
