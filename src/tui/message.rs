/// What is said on the message line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) text: String,
    pub(super) kind: Kind,
}

/// How it is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Something was done.
    Done,
    /// Something could not be done.
    Refused,
}

impl Said {
    pub(super) fn done(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            kind: Kind::Done,
        }
    }

    pub(super) fn refused(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            kind: Kind::Refused,
        }
    }
}
