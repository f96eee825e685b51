use super::Window;

/// The place of a phase in its plan.
pub type PhaseIx = usize;

/// A stage of the plan (启动实施, 深入实施, 总结评估).
#[derive(Clone, Debug, PartialEq)]
pub struct Phase {
    /// Its key in the files.
    pub id: String,
    /// As the document names it.
    pub name: String,
    /// First and last day.
    pub window: Window,
}
