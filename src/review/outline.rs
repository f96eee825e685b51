//! Differences and reviews as outlines, rendered as text or Markdown.

use crate::text::{Weakness, Words, clean};

use super::{Review, Weakened, Weakening};
use crate::diff::difference::{Difference, Value};
use crate::diff::difference_line::{
    change_text, difference_line, items_text, subject_text, value_text,
};
use crate::diff::word_diff::marked;

/// The most places listed per weakening; JSON lists all.
const SHOWN_PLACES: usize = 6;

/// A line of an outline, by depth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutlineLine {
    /// A plan, by name and id.
    Plan(String, String),
    /// A heading of the following lines.
    Heading(String),
    /// An item.
    Item(String),
    /// An item below the previous one.
    SubItem(String),
}

/// Outlines the differences of a plan: commitments first, then the log.
pub fn difference_outline(
    (name, id): (&str, &str),
    differences: &[Difference],
    words: &Words,
) -> Vec<OutlineLine> {
    let mut outline = vec![plan_line(name, id)];
    let history = &words.history;
    for (heading, of_commitment) in [(history.commitments, true), (history.happened, false)] {
        let part_of = |difference: &&Difference| difference.is_of_commitment() == of_commitment;
        part(
            heading,
            differences.iter().filter(part_of),
            words,
            &mut outline,
        );
    }
    outline
}

/// Outlines the review of a plan.
pub fn review_outline(
    (name, id): (&str, &str),
    review: &Review,
    words: &Words,
) -> Vec<OutlineLine> {
    let history = &words.history;
    let mut outline = vec![plan_line(name, id)];
    if !review.weakened.is_empty() {
        outline.push(OutlineLine::Heading(history.weakened.to_owned()));
        let (promised, logged): (Vec<&Weakening>, Vec<&Weakening>) = review
            .weakened
            .iter()
            .partition(|weakening| weakening.what.kind.is_of_commitment());
        let all = promised.into_iter().chain(logged);
        outline.extend(all.map(|weakening| OutlineLine::Item(weakening_line(weakening, words))));
    }
    if !review.documents.is_empty() {
        outline.push(OutlineLine::Heading(history.by_document.to_owned()));
    }
    for document in &review.documents {
        let number = document.number.as_deref().unwrap_or(history.without_number);
        let title = (history.amended)(&clean(&document.title), &clean(number));
        let known = review.known_documents.contains(&document.id);
        let known = if known { history.known_document } else { "" };
        outline.push(OutlineLine::Item(format!("{} {title}{known}", document.on)));
        let cited = review
            .by_document
            .iter()
            .filter(|weakening| weakening.amendment.as_deref() == Some(document.id.as_str()));
        outline
            .extend(cited.map(|weakening| OutlineLine::SubItem(weakening_line(weakening, words))));
    }
    for (heading, differences) in [
        (history.commitments, &review.commitments),
        (history.happened, &review.progress),
        (history.corrections, &review.corrections),
    ] {
        part(heading, differences.iter(), words, &mut outline);
    }
    outline
}

fn plan_line(name: &str, id: &str) -> OutlineLine {
    OutlineLine::Plan(clean(name).into_owned(), clean(id).into_owned())
}

fn part<'d>(
    heading: &str,
    differences: impl Iterator<Item = &'d Difference>,
    words: &Words,
    outline: &mut Vec<OutlineLine>,
) {
    let mut lines = differences.map(|one| OutlineLine::Item(difference_line(one, words)));
    if let Some(first) = lines.next() {
        outline.extend([OutlineLine::Heading(heading.to_owned()), first]);
        outline.extend(lines);
    }
}

/// Formats a weakening on one line: kind, places, old and new value.
pub fn weakening_line(weakening: &Weakening, words: &Words) -> String {
    let history = &words.history;
    let names: Vec<String> = weakening
        .subjects
        .iter()
        .take(SHOWN_PLACES)
        .map(|subject| subject_text(subject, words))
        .collect();
    let places = if names.len() < weakening.subjects.len() {
        (history.items)(&names, weakening.subjects.len())
    } else {
        items_text(&names, words)
    };
    let mut parts = vec![format!(
        "{}{}{places}",
        weakness_text(&weakening.what, words),
        words.colon
    )];
    let what = &weakening.what;
    parts.extend(what.field.map(|field| (history.field)(field).to_owned()));
    parts.extend(what.unit.as_deref().map(|unit| clean(unit).into_owned()));
    parts.extend(from_to(what, words));
    let author = what.one_author.as_deref();
    parts.extend(author.map(|name| (history.by_one_author)(&clean(name))));
    if weakening.what.in_one_commit {
        parts.push(history.in_one_commit.to_owned());
    }
    parts.join(" | ")
}

/// Names a weakening; a limit is not lower where it asks for less.
fn weakness_text(what: &Weakened, words: &Words) -> &'static str {
    let history = &words.history;
    match (what.kind, &what.from, &what.to) {
        (Weakness::TargetLower, Some(Value::Target(from)), _) if from.rule().is_limit() => {
            history.limit_higher
        }
        (Weakness::TargetLower, Some(Value::Target(from)), Some(Value::Target(to)))
            if from.value == to.value =>
        {
            history.upper_end_lower
        }
        (kind, ..) => (history.weakness)(kind),
    }
}

fn from_to(what: &Weakened, words: &Words) -> Option<String> {
    let (from, to) = (what.from.as_ref(), what.to.as_ref());
    match (what.kind, from, to) {
        (_, None, None) => None,
        (
            Weakness::WordingLower | Weakness::WordingSofter | Weakness::Replaced,
            Some(Value::Text(from)),
            Some(Value::Text(to)),
        ) => Some(marked(&clean(from), &clean(to))),
        (_, Some(Value::Entry(old)), Some(Value::Entry(new)))
            if what.kind == Weakness::EntryAltered =>
        {
            let change = change_text(from, to, words);
            let (old_text, new_text) = (
                value_text(&Value::Entry(old.clone()), words),
                value_text(&Value::Entry(new.clone()), words),
            );
            // A difference that the words do not show, such as the time, is shown in the source line.
            Some(if old_text == new_text {
                marked(&clean(&old.source), &clean(&new.source))
            } else {
                change
            })
        }
        (_, None, Some(value))
        | (Weakness::EntryDeleted | Weakness::LogOrphaned, Some(value), _) => {
            Some(value_text(value, words))
        }
        _ => Some(change_text(from, to, words)),
    }
}

/// Renders an outline as plain text, indented by two spaces per level.
pub fn outline_text(outline: &[OutlineLine]) -> String {
    let lines = outline.iter().enumerate().map(|(at, line)| match line {
        OutlineLine::Plan(name, id) if at == 0 => format!("{name} {id}\n"),
        OutlineLine::Plan(name, id) => format!("\n{name} {id}\n"),
        OutlineLine::Heading(heading) => format!("  {heading}\n"),
        OutlineLine::Item(item) => format!("    {item}\n"),
        OutlineLine::SubItem(item) => format!("      {item}\n"),
    });
    lines.collect()
}

/// Renders an outline as Markdown for a pull request; plan text cannot become markup, a link or a
/// mention.
pub fn outline_markdown(outline: &[OutlineLine]) -> String {
    let lines = outline.iter().enumerate().map(|(at, line)| {
        let gap = if at == 0 { "" } else { "\n" };
        match line {
            OutlineLine::Plan(name, id) => format!("{gap}## {} ({})\n", inert(name), inert(id)),
            OutlineLine::Heading(heading) => format!("{gap}### {}\n\n", inert(heading)),
            OutlineLine::Item(item) => format!("- {}\n", inert(item)),
            OutlineLine::SubItem(item) => format!("  - {}\n", inert(item)),
        }
    });
    lines.collect()
}

/// Escapes text so that Markdown shows it verbatim.
fn inert(text: &str) -> String {
    let mut inert = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '<' | '>' | '|' | '~' | '!' | '$' => {
                inert.push('\\');
                inert.push(c);
            }
            '&' => inert.push_str("&amp;"),
            '@' => inert.push_str("&#64;"),
            '#' => inert.push_str("&#35;"),
            _ => inert.push(c),
        }
    }
    // Otherwise an address becomes a link automatically.
    inert.replace("://", ":&#47;&#47;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_plan_is_markup() {
        let outline = [OutlineLine::Item(
            "<img src=x> [a](http://b) @all #1 `c` **d** |".to_owned(),
        )];
        assert_eq!(
            outline_markdown(&outline),
            "- \\<img src=x\\> \\[a\\](http:&#47;&#47;b) &#64;all &#35;1 \\`c\\` \\*\\*d\\*\\* \\|\n"
        );
    }
}
