//! Words of the hidden sheet in a feedback workbook, by which one that comes back is read.

/// The first cell.
pub(crate) const MARK: &str = "duban";
/// Precedes a plan's id, beside the plan's title.
pub(crate) const PLAN_TITLE: &str = "plan ";
/// Marks a milestone of which every unit reports its own part.
pub(crate) const EACH: &str = "each";
