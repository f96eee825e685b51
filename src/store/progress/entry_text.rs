//! Writes an entry as a line of TOML.

use std::fmt::Write;

use crate::plan::{Entry, Number};

/// The keys of an entry, in the order in which duban writes them.
pub(crate) const ENTRY_KEYS: [&str; 18] = [
    "at", "on", "by", "of", "who", "status", "value", "add", "text", "problem", "next", "reason",
    "evidence", "postpone", "approved_by", "remind", "correct", "withdraw",
];

/// Formats an entry as one inline table of TOML 1.0: keys in fixed order, strings escaped onto one
/// line.
pub fn entry_text(entry: &Entry) -> String {
    let text = |value: &Option<String>| value.as_deref().map(quoted);
    let number = |value: Option<Number>| value.map(|it| it.to_string());
    let evidence = match entry.evidence.as_slice() {
        [] => None,
        [one] => Some(quoted(one)),
        several => Some(format!(
            "[{}]",
            several
                .iter()
                .map(|one| quoted(one))
                .collect::<Vec<_>>()
                .join(", ")
        )),
    };
    let values = [
        entry.at.map(|at| at.to_string()),
        entry.on.map(|day| day.to_string()),
        text(&entry.by),
        text(&entry.of),
        text(&entry.who),
        entry.status.map(|status| quoted(status.key())),
        number(entry.value),
        number(entry.add),
        text(&entry.text),
        text(&entry.problem),
        text(&entry.next),
        text(&entry.reason),
        evidence,
        entry.postpone.map(|day| day.to_string()),
        text(&entry.approved_by),
        entry.remind.map(|level| quoted(level.key())),
        entry.correct.then(|| "true".to_owned()),
        entry.withdraw.map(|what| quoted(what.key())),
    ];
    let said: Vec<String> = ENTRY_KEYS
        .into_iter()
        .zip(values)
        .filter_map(|(key, value)| value.map(|value| format!("{key} = {value}")))
        .collect();
    format!("{{ {} }}", said.join(", "))
}

/// Formats a basic TOML string; newlines and control characters are escaped.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Also characters that reorder or hide the rest of the line in an editor or diff.
            c if c.is_control()
                || matches!(c, '\u{2028}' | '\u{2029}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}') =>
            {
                let _ = write!(out, "\\u{:04X}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::plan::Status;

    #[test]
    fn an_entry_is_one_line_whatever_it_says() {
        let entry = Entry {
            on: "2023-06-30".parse().ok(),
            by: Some("县教育局".to_owned()),
            status: Some(Status::Done),
            value: Number::from_f64(45.5),
            text: Some("上半年\n\"培训\"\\45名\u{202e}".to_owned()),
            evidence: vec!["示教〔2022〕8号".to_owned(), "附件.pdf".to_owned()],
            correct: true,
            reason: Some("笔误".to_owned()),
            ..Entry::default()
        };
        assert_eq!(
            entry_text(&entry),
            r#"{ on = 2023-06-30, by = "县教育局", status = "done", value = 45.5, text = "上半年\n\"培训\"\\45名\u202E", reason = "笔误", evidence = ["示教〔2022〕8号", "附件.pdf"], correct = true }"#
        );
    }

    #[test]
    fn the_schema_lists_the_keys_of_an_entry() {
        let schema = include_str!("../../cli/schemas/progress.json");
        let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
        let properties = schema["$defs"]["entry"]["properties"].as_object().unwrap();
        let listed: BTreeSet<&str> = properties.keys().map(String::as_str).collect();
        assert_eq!(listed, ENTRY_KEYS.into_iter().collect());
    }
}
