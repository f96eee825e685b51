//! The doubts in a plan.toml: comments over what they are about, until somebody settles them.

use std::ops::Range;

use crate::store::plan::doubt_comment::doubt_in;

/// A doubt in plan.toml.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandingDoubt {
    /// Its line in plan.toml, from 1.
    pub line_no: usize,
    /// The comment's bytes, line end and all.
    pub span: Range<usize>,
    /// The line of the document that it is about.
    pub source_line: Option<usize>,
    /// The id of the section or action that it is about.
    pub entry: Option<String>,
    /// What it says.
    pub text: String,
    /// The block below it: from the first line after the comments to the next blank line.
    pub block: Range<usize>,
}

/// Finds the doubts of a plan.toml, in its order.
pub fn standing_doubts(plan: &str) -> Vec<StandingDoubt> {
    let mut doubts: Vec<StandingDoubt> = Vec::new();
    let mut at = 0;
    // Those whose block has not begun.
    let mut open = 0;
    let mut block_open = false;
    let mut entry: Option<String> = None;
    let mut awaits_id = false;
    for (nth, line) in plan.split_inclusive('\n').enumerate() {
        let span = at..at + line.len();
        at = span.end;
        let text = line.trim();
        // A milestone is about the action that it follows.
        if text.starts_with("[[") && text != "[[action.milestone]]" {
            entry = None;
            awaits_id = matches!(text, "[[section]]" | "[[action]]");
        } else if awaits_id && let Some(id) = id_in(text) {
            entry = Some(id);
            awaits_id = false;
        }
        if let Some((source_line, said)) = doubt_in(text) {
            if block_open {
                open = doubts.len();
                block_open = false;
            }
            doubts.push(StandingDoubt {
                line_no: nth + 1,
                block: span.end..span.end,
                span,
                source_line,
                entry: None,
                text: said.to_owned(),
            });
        } else if text.is_empty() {
            open = doubts.len();
            block_open = false;
        } else {
            for doubt in &mut doubts[open..] {
                if !block_open {
                    doubt.block.start = span.start;
                }
                doubt.block.end = span.end;
                doubt.entry.clone_from(&entry);
            }
            block_open = open < doubts.len();
        }
    }
    doubts
}

/// Returns the id in a line `id = "1.2"`.
fn id_in(line: &str) -> Option<String> {
    let value = line.strip_prefix("id")?.trim_start().strip_prefix('=')?;
    let value = value.trim().strip_prefix('"')?;
    Some(value.split('"').next()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubts_know_what_they_are_about() {
        let plan = "# doubt: [1] 起止\nschema = 1\nid = \"x\"\n\n# doubt: [34] 甲\n# doubt: 乙\n[[action]]\nid = \"1\"\n# 指导：丙\n\n[[action]]\n# doubt: [40] 丁\nid = \"2\"\n\n# doubt: [41] 戊\n[[action.milestone]]\nid = \"m1\"\n";
        let doubts = standing_doubts(plan);
        let entries: Vec<Option<&str>> = doubts.iter().map(|it| it.entry.as_deref()).collect();
        assert_eq!(entries, [None, Some("1"), Some("1"), Some("2"), Some("2")]);
        let found: Vec<(usize, Option<usize>, &str, &str)> = doubts
            .iter()
            .map(|doubt| {
                (
                    doubt.line_no,
                    doubt.source_line,
                    doubt.text.as_str(),
                    &plan[doubt.block.clone()],
                )
            })
            .collect();
        let action = "[[action]]\nid = \"1\"\n# 指导：丙\n";
        assert_eq!(
            found,
            [
                (1, Some(1), "起止", "schema = 1\nid = \"x\"\n"),
                (5, Some(34), "甲", action),
                (6, None, "乙", action),
                (12, Some(40), "丁", "id = \"2\"\n"),
                (15, Some(41), "戊", "[[action.milestone]]\nid = \"m1\"\n"),
            ]
        );
        assert_eq!(&plan[doubts[2].span.clone()], "# doubt: 乙\n");
        assert!(standing_doubts("").is_empty());
    }
}
