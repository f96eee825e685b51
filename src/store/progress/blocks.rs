//! Blocks of progress.toml: which ones a plan needs and how they are written.

use crate::plan::{Log, Plan, natural_cmp};
use crate::text::clean;

use super::entry_text::quoted;
use crate::store::toml_reader::ids::is_key;

/// A log that a plan needs, with its comment.
pub struct ExpectedLog {
    /// The log.
    pub log: Log,
    /// The generated comment, without newline: `# 3.1.4 加强科学教育师资队伍建设 | 启动实施`.
    pub comment: String,
}

/// Returns every log a plan's progress.toml needs: milestones in natural order, then indicators.
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

/// Formats the header of a block.
pub(crate) fn header(log: &Log) -> String {
    match log {
        Log::Milestone(id) => format!("[milestone.{}]", quoted(id)),
        Log::Indicator(id) if is_key(id) => format!("[indicator.{id}]"),
        Log::Indicator(id) => format!("[indicator.{}]", quoted(id)),
    }
}

/// Formats a block with entries. The closing line carries the id because a union merge would keep only
/// one bare `]` of two new blocks.
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
