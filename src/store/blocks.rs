//! The blocks of progress.toml: which there should be, how each is written, and joining one that stands twice.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use toml::de::DeTable;

use crate::plan::{Log, Plan, natural_cmp};
use crate::text::clean;

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
pub(super) fn header(log: &Log) -> String {
    match log {
        Log::Milestone(id) => format!("[milestone.\"{id}\"]"),
        Log::Indicator(id) => format!("[indicator.{id}]"),
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
    lines.push(format!("] # {}", expected.log.id()));
    lines
        .iter()
        .flat_map(|line| [line.as_str(), newline])
        .collect()
}

/// A block as it stands in the text: from its header's line to the line before the next header or comment over one.
struct Block<'t> {
    key: &'t str,
    lines: Range<usize>,
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut found: Vec<Block<'_>> = Vec::new();
    let mut at = 0;
    let mut comment_start = None;
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        if bare.starts_with('[')
            && !bare.starts_with("[[")
            && line.starts_with('[')
            && bare.contains(']')
            && bare != "["
        {
            let start = comment_start.unwrap_or(at);
            if let Some(last) = found.last_mut() {
                last.lines.end = last.lines.end.min(start);
            }
            let key = &bare[1..bare.find(']').unwrap_or(bare.len())];
            found.push(Block {
                key,
                lines: at..text.len(),
            });
            comment_start = None;
        } else if bare.starts_with('#') {
            comment_start.get_or_insert(at);
        } else if !bare.is_empty() {
            comment_start = None;
        }
        at += line.len();
    }
    found
}

/// The blocks whose header was met before, with the header's place.
pub(super) fn double_blocks(text: &str) -> Vec<(String, Range<usize>)> {
    let mut seen = HashMap::new();
    let mut doubles = Vec::new();
    for block in blocks(text) {
        if seen.insert(block.key, ()).is_some() {
            let end = block.lines.start + block.key.len() + 2;
            let id = block
                .key
                .split_once('.')
                .map_or(block.key, |(_, id)| id.trim_matches('"'));
            doubles.push((id.to_owned(), block.lines.start..end));
        }
    }
    doubles
}

/// The text with every block once: as it is, or joined. `None` where one that stands twice cannot be read by itself.
pub fn blocks_once(text: &str) -> Option<Cow<'_, str>> {
    if double_blocks(text).is_empty() {
        Some(Cow::Borrowed(text))
    } else {
        join_double_blocks(text).map(Cow::Owned)
    }
}

/// The text with every block that stands twice joined into its first: all entries kept. `None` where one of them cannot
/// be read by itself.
pub(super) fn join_double_blocks(text: &str) -> Option<String> {
    let all = blocks(text);
    let mut first_of: HashMap<&str, usize> = HashMap::new();
    let mut inserts: Vec<(usize, String)> = Vec::new();
    let mut removals: Vec<Range<usize>> = Vec::new();
    for (ix, block) in all.iter().enumerate() {
        let Some(&first) = first_of.get(block.key) else {
            first_of.insert(block.key, ix);
            continue;
        };
        let newline = if text[block.lines.clone()].contains("\r\n") {
            "\r\n"
        } else {
            "\n"
        };
        let known = log_of(&text[all[first].lines.clone()])?;
        let (array, _) = known;
        let (_, entries) = log_of(&text[block.lines.clone()])?;
        let close = all[first].lines.start + array.end - 1;
        let mut at = text[..close].rfind('\n').map_or(close, |at| at + 1);
        let mut joined = String::new();
        if at < all[first].lines.start + array.start {
            at = close;
            joined.push_str(newline);
        }
        let needs_comma = text[all[first].lines.start + array.start + 1..close].trim_end();
        if !needs_comma.is_empty()
            && !needs_comma.ends_with(',')
            && !needs_comma.lines().last().is_some_and(|l| l.contains('#'))
        {
            let end = all[first].lines.start + array.start + 1 + needs_comma.len();
            inserts.push((end, ",".to_owned()));
        }
        for entry in entries {
            joined.push_str("  ");
            joined.push_str(&entry);
            joined.push(',');
            joined.push_str(newline);
        }
        inserts.push((at, joined));
        removals.push(comment_start(text, block.lines.start)..block.lines.end);
    }
    Some(rewrite(text, inserts, &removals))
}

/// Where the generated comment over a header begins.
fn comment_start(text: &str, header: usize) -> usize {
    let before = &text[..header];
    let trimmed = before.strip_suffix('\n').unwrap_or(before);
    let line = trimmed.rfind('\n').map_or(0, |at| at + 1);
    if text[line..header].starts_with("# ") {
        line
    } else {
        header
    }
}

/// The span of the log's array inside a block's text, and its entries' texts.
fn log_of(block: &str) -> Option<(Range<usize>, Vec<String>)> {
    let table = DeTable::parse(block).ok()?.into_inner();
    let (_, kind) = table.iter().next()?;
    let (_, inner) = kind.get_ref().as_table()?.iter().next()?;
    let log = inner.get_ref().get("log")?;
    let entries = log
        .get_ref()
        .as_array()?
        .iter()
        .map(|entry| block[entry.span()].to_owned())
        .collect();
    Some((log.span(), entries))
}

fn rewrite(text: &str, mut inserts: Vec<(usize, String)>, removals: &[Range<usize>]) -> String {
    inserts.sort_by_key(|(at, _)| *at);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let mut inserts = inserts.into_iter().peekable();
    let mut removals = removals.iter().peekable();
    while at < text.len() || inserts.peek().is_some() {
        let next_insert = inserts.peek().map_or(text.len(), |(at, _)| *at);
        let next_removal = removals.peek().map_or(text.len(), |range| range.start);
        if next_insert <= next_removal {
            out.push_str(&text[at..next_insert]);
            at = next_insert;
            match inserts.next() {
                Some((_, new)) => out.push_str(&new),
                None => break,
            }
        } else {
            out.push_str(&text[at..next_removal]);
            at = removals.next().map_or(text.len(), |range| range.end);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWICE: &str = "schema = 1\n\n# 1.1 甲 | 期\n[milestone.\"1.1/p\"]\nlog = [\n  { on = 2024-01-01, status = \"doing\" }\n] # 1.1/p\n\n# 1.1 甲 | 期\n[milestone.\"1.1/p\"]\nlog = [\n  { on = 2024-02-01, status = \"done\" },\n] # 1.1/p\n\n# 1.2 乙 | 期\n[milestone.\"1.2/p\"]\nlog = [\n] # 1.2/p\n";

    #[test]
    fn a_block_that_stands_twice_is_joined_with_all_its_entries() {
        assert_eq!(double_blocks(TWICE).len(), 1);
        let joined = join_double_blocks(TWICE).unwrap();
        assert_eq!(
            joined,
            "schema = 1\n\n# 1.1 甲 | 期\n[milestone.\"1.1/p\"]\nlog = [\n  { on = 2024-01-01, status = \"doing\" },\n  { on = 2024-02-01, status = \"done\" },\n] # 1.1/p\n\n# 1.2 乙 | 期\n[milestone.\"1.2/p\"]\nlog = [\n] # 1.2/p\n"
        );
        assert!(DeTable::parse(&joined).is_ok());
    }
}
