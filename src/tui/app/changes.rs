/// A line of view 7: something that differs from the last commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeLine {
    /// The plan's place on the board; `None` of one that is there no more.
    pub plan: Option<usize>,
    /// What it is called.
    pub name: String,
    /// Whether it moves a commitment (plan.toml), not only progress.
    pub commitment: bool,
    /// In the plan's words.
    pub text: String,
}
