/// What the screen's forms and lists say beside [`ScreenWords`](super::screen::ScreenWords).
#[allow(missing_docs)] // each language's file shows what the words are
pub struct FormWords {
    /// A milestone that a deed was meant for stands otherwise by now: its id, and how it stands.
    pub changed_meanwhile: fn(&str, &str) -> String,
    /// One that is there no more: its id.
    pub gone_meanwhile: fn(&str) -> String,
}
