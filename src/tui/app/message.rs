/// What is said on the message line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) struct Said {
    pub(in crate::tui) text: String,
    pub(in crate::tui) kind: Kind,
}

/// How it is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Kind {
    /// Something was done.
    Done,
    /// Something could not be done.
    Refused,
}

impl Said {
    pub(in crate::tui) fn done(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            kind: Kind::Done,
        }
    }

    pub(in crate::tui) fn refused(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            kind: Kind::Refused,
        }
    }
}
