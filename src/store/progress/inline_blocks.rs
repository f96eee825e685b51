//! Blocks without headers of their own, to which no merge by lines can add: one value,
//! `milestone = { "1.1/x" = { log = [ … ] } }`, or keys, `milestone."1.1/x".log = [ … ]`. They are written again under
//! headers.

use std::ops::Range;

use super::blocks::{expected_logs, header};
use super::splice::{Patch, lines, newline_of, patched};
use crate::plan::{Log, Plan};
use crate::store::ProgressFile;
use crate::store::toml_reader::statements::{
    Statement, StatementKind, comments, onto_one_line, statements,
};

/// Returns a text with its blocks under headers, those without at its end, and the number of statements that were
/// parted. A statement with comments, or with more in its blocks than logs, stays.
pub(crate) fn under_headers(text: &str, file: &ProgressFile, plan: &Plan) -> (String, usize) {
    let newline = newline_of(text);
    let mut blocks = String::new();
    let mut gone = Vec::new();
    let mut over = None;
    let statements = statements(text);
    for statement in &statements {
        if let StatementKind::Header { path, .. } = &statement.kind {
            over = Some(path.as_slice());
        }
        if let Some(found) = blocks_of(text, statement, over, file, plan) {
            for block in found {
                blocks = blocks + newline + &block;
            }
            gone.push(statement.span.clone());
        }
    }
    let count = gone.len();
    gone.extend(emptied_headers(&statements, &gone));
    gone.sort_by_key(|span| span.start);
    let gone = gone.into_iter().map(|at| Patch {
        at,
        new: String::new(),
    });
    (patched(text, &gone.collect::<Vec<_>>()) + &blocks, count)
}

/// Returns the headers under which nothing is left: `[milestone]` over the keys of blocks.
fn emptied_headers(statements: &[Statement], gone: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut parts = statements.chunk_by(|_, next| !next.is_header());
    let is_pair = |it: &&Statement| matches!(it.kind, StatementKind::Pair(_));
    let emptied = parts.by_ref().filter(|part| {
        let mut pairs = part.iter().filter(is_pair).peekable();
        part[0].is_header() && pairs.peek().is_some() && pairs.all(|it| gone.contains(&it.span))
    });
    emptied.map(|part| part[0].span.clone()).collect()
}

/// Returns the blocks of a statement that has them without headers; `over` is the header over it.
fn blocks_of(
    text: &str,
    statement: &Statement,
    over: Option<&[String]>,
    file: &ProgressFile,
    plan: &Plan,
) -> Option<Vec<String>> {
    if !matches!(statement.kind, StatementKind::Pair(_)) {
        return None;
    }
    let own = &text[statement.span.clone()];
    let inside = file.places.iter();
    let inside: Vec<_> = inside
        .filter(|(_, place)| statement.span.contains(&place.array.start))
        .collect();
    // The comment behind a block names it.
    let is_name = |comment: &&str| {
        let name = comment.trim_start_matches(['#', ' ']);
        inside
            .iter()
            .any(|(log, _)| name == crate::text::clean(log.id()))
    };
    if !comments(own).iter().all(is_name) || !has_nothing_but_logs(own, over) {
        return None;
    }
    inside
        .into_iter()
        .map(|(log, place)| block(text, log, &place.items, plan))
        .collect()
}

/// Returns whether the blocks of a statement hold logs alone, which are all that is written again.
fn has_nothing_but_logs(statement: &str, over: Option<&[String]>) -> bool {
    let is_of_blocks = |kind: &str| matches!(kind, "milestone" | "indicator");
    let Ok(table) = statement.parse::<toml::Table>() else {
        return false;
    };
    let has_log = |block: &toml::Value| {
        let block = block.as_table();
        block.is_some_and(|block| block.keys().eq(["log"]))
    };
    match over {
        Some([kind]) => is_of_blocks(kind) && table.values().all(has_log),
        Some(_) => false,
        None => table.iter().all(|(kind, blocks)| {
            let blocks = blocks.as_table();
            is_of_blocks(kind) && blocks.is_some_and(|blocks| blocks.values().all(has_log))
        }),
    }
}

/// Returns a block with its comment, its header and its entries, each on a line; `None` if an entry does not fit on
/// one.
fn block(text: &str, log: &Log, items: &[Range<usize>], plan: &Plan) -> Option<String> {
    let newline = newline_of(text);
    let entries = items.iter().map(|item| {
        let mut patches = onto_one_line(text, item)?;
        for patch in &mut patches {
            patch.at = patch.at.start - item.start..patch.at.end - item.start;
        }
        Some(patched(&text[item.clone()], &patches))
    });
    let entries = entries.collect::<Option<Vec<String>>>()?;
    let mut expected = expected_logs(plan).into_iter();
    let comment = expected
        .find(|it| it.log == *log)
        .map(|it| it.comment + newline);
    Some(format!(
        "{}{}{newline}log = [{newline}{}] # {}{newline}",
        comment.unwrap_or_default(),
        header(log),
        lines("  ", entries.iter().map(String::as_str), newline),
        crate::text::clean(log.id()),
    ))
}
