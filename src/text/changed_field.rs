//! The fields of a plan that may differ between versions.

use crate::plan::keyed;

keyed! {
    /// A field of a plan that may differ between versions; the languages name it.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[allow(missing_docs)] // the keys say what they are
    pub enum ChangedField {
        Id = "id",
        Short = "short",
        Title = "title",
        Summary = "summary",
        Name = "name",
        Number = "number",
        Issuer = "issuer",
        Issued = "issued",
        On = "on",
        Draft = "draft",
        Period = "period",
        Source = "source",
        SoonDays = "soon_days",
        BehindYellow = "behind_yellow",
        BehindRed = "behind_red",
        Reporting = "reporting",
        Window = "window",
        Aliases = "aliases",
        Former = "former",
        Kind = "kind",
        Role = "role",
        Members = "members",
        Baseline = "baseline",
        Target = "target",
        No = "no",
        Lead = "lead",
        Support = "support",
        Answers = "answers",
        Phases = "phases",
        Phase = "phase",
        Truncated = "truncated",
        Recurrence = "every",
        Start = "start",
        Due = "due",
        Each = "each",
        Added = "added",
        Ended = "ended",
        Since = "since",
        Was = "was",
        Issue = "issue",
    }
}
