//! The comments of a field that both sides may have changed: over it, behind its value, within it.

use super::Versions;
use super::items::WrittenField;
use super::written::merge_comments;
use crate::store::toml_reader::statements::{comments, value_span};

/// A field as each side has it.
pub(super) type FieldVersions<'i> = Versions<Option<&'i WrittenField>>;

impl FieldVersions<'_> {
    /// Returns the field with the comments of both sides. A new one within a value that is deleted comes over the
    /// field.
    pub(super) fn with(&self, field: &WrittenField) -> WrittenField {
        let mut merged = WrittenField {
            lead: self.merged(|field| &field.lead, merge_comments),
            ..field.clone()
        };
        if field.key == ["log"] {
            // Entries are merged with the comments among them.
            return merged;
        }
        let behind = self.merged(comment_behind, joined);
        if let Some(span) = value_span(&merged.text).filter(|_| !merged.tables)
            && comment_behind(&merged) != behind
        {
            let rest = merged.text[span.end..].trim_end().len();
            let gap = self.gap(&behind);
            let behind = format!("{}{behind}", if behind.is_empty() { "" } else { gap });
            merged
                .text
                .replace_range(span.end..span.end + rest, &behind);
        }
        self.keep_inner(&mut merged);
        merged
    }

    /// Merges a text of a field that both sides have, else returns that of the side that has it.
    fn merged(
        &self,
        text: fn(&WrittenField) -> &str,
        merge: fn(Versions<&str>) -> String,
    ) -> String {
        match (self.ours, self.theirs) {
            (Some(ours), Some(theirs)) => {
                let base = self.base.map_or("", text);
                merge(Versions::new(base, text(ours), text(theirs)))
            }
            (ours, theirs) => ours.or(theirs).map_or("", text).to_owned(),
        }
    }

    /// Puts over the field the new comments of both sides that are nowhere else.
    fn keep_inner(&self, merged: &mut WrittenField) {
        let (Some(ours), Some(theirs)) = (self.ours, self.theirs) else {
            return;
        };
        let known = self.base.map_or_else(Vec::new, |base| comments(&base.text));
        let indent = merged.text.len() - merged.text.trim_start_matches([' ', '\t']).len();
        for comment in [ours, theirs].map(|side| comments(&side.text)).concat() {
            let has = |text: &str| text.contains(comment);
            if !known.contains(&comment) && !has(&merged.text) && !has(&merged.lead) {
                merged.lead.push_str(&merged.text[..indent]);
                merged.lead.push_str(comment);
                merged.lead.push('\n');
            }
        }
    }

    /// Returns the blanks before a comment behind a value, as the side that has it writes them.
    fn gap(&self, comment: &str) -> &str {
        let side = self
            .sides()
            .into_iter()
            .flatten()
            .find(|field| comment.starts_with(comment_behind(field)) && has_comment(field));
        side.and_then(|field| {
            let rest = &field.text[value_span(&field.text)?.end..];
            Some(&rest[..rest.len() - rest.trim_start().len()])
        })
        .unwrap_or(" ")
    }
}

fn has_comment(field: &WrittenField) -> bool {
    !comment_behind(field).is_empty()
}

/// Returns the comment behind a value, on its line.
fn comment_behind(field: &WrittenField) -> &str {
    let span = value_span(&field.text).filter(|_| !field.tables);
    span.map_or("", |span| field.text[span.end..].trim())
}

/// Returns a line with the comment at its end as base, ours and theirs have it.
pub(super) fn with_joined_comment(line: &str, versions: Versions<&str>) -> String {
    let comment = joined(versions.map(comment_at_end));
    let own = comment_at_end(line);
    if comment == own {
        return line.to_owned();
    }
    let body = line.trim_end().len() - own.len();
    let gap = if own.is_empty() { " " } else { "" };
    format!("{}{gap}{comment}", &line[..body])
        .trim_end()
        .to_owned()
        + "\n"
}

fn comment_at_end(line: &str) -> &str {
    comments(line).pop().unwrap_or_default()
}

/// Merges comments behind a value: if only one side changed it, its version; else both, in one order whichever side
/// merges.
pub(super) fn joined(comments: Versions<&str>) -> String {
    if let Some(comment) = comments.one_sided() {
        return comment.to_owned();
    }
    let [ours, theirs] = comments.sides();
    if ours.contains(theirs) {
        return ours.to_owned();
    }
    if theirs.contains(ours) {
        return theirs.to_owned();
    }
    format!("{} {}", ours.min(theirs), ours.max(theirs))
}
