//! The blocks of progress.toml: which there should be, and how each is written.

use crate::plan::{Log, Plan, natural_cmp};
use crate::text::clean;

use super::entry_text::quoted;
use crate::store::toml_reader::ids::is_key;

/// A log that should be there, with the comment over it.
pub struct ExpectedLog {
    /// Which.
    pub log: Log,
    /// The generated comment, without line end: `# 3.1.4 加强科学教育师资队伍建设 | 启动实施`.
    pub comment: String,
}

/// Every log a plan's progress.toml should have, milestones in natural order, then indicators.
pub fn expected_logs(plan: &Plan) -> Vec<ExpectedLog> {
    let mut milestones: Vec<(&str, String)> = plan
        .milestones()
        .map(|(action, m)| {
            (
                m.id.as_str(),
                format!("# {} {} | {}", action.id, action.title, m.label()),
            )
        })
        .collect();
    milestones.sort_by(|a, b| natural_cmp(a.0, b.0));
    let indicators = plan.indicators().iter().map(|indicator| {
        let comment = format!("# {} {}", indicator.id, indicator.name);
        ExpectedLog {
            log: Log::Indicator(indicator.id.clone()),
            comment: clean(&comment).into_owned(),
        }
    });
    milestones
        .into_iter()
        .map(|(id, comment)| ExpectedLog {
            log: Log::Milestone(id.to_owned()),
            comment: clean(&comment).into_owned(),
        })
        .chain(indicators)
        .collect()
}

/// The header of a block.
pub(crate) fn header(log: &Log) -> String {
    match log {
        Log::Milestone(id) => format!("[milestone.{}]", quoted(id)),
        Log::Indicator(id) if is_key(id) => format!("[indicator.{id}]"),
        Log::Indicator(id) => format!("[indicator.{}]", quoted(id)),
    }
}

/// A block as it stands in a file, with these entries. The closing line carries the id: of two new blocks a union merge
/// would keep a bare `]` only once.
pub fn render_block(expected: &ExpectedLog, entries: &[&str], newline: &str) -> String {
    let mut lines = vec![
        expected.comment.clone(),
        header(&expected.log),
        "log = [".to_owned(),
    ];
    lines.extend(entries.iter().map(|entry| format!("  {entry},")));
    lines.push(format!("] # {}", clean(expected.log.id())));
    lines
        .iter()
        .flat_map(|line| [line.as_str(), newline])
        .collect()
}
