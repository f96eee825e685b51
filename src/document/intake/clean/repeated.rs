//! A text that is there twice: a site shows its beginning, and then the whole.

use super::Cleaning;
use crate::document::Cleaned;
use crate::plan::narrow;

/// The shortest repetition that is left out, in characters; shorter texts may be repeated on purpose, as a title is.
const LEAST: usize = 150;

/// How many characters must be the same for a place to be looked at.
const HEAD: usize = 8;

/// How far into the document the first of the two may begin, in paragraphs.
const FIRST: usize = 8;

/// Leaves the shorter of two copies out.
pub(super) fn clean(cleaning: &mut Cleaning) {
    let mut stream: Vec<char> = Vec::new();
    let mut starts = Vec::with_capacity(cleaning.passages.len() + 1);
    for passage in &cleaning.passages {
        starts.push(stream.len());
        if let Some(line) = passage.line() {
            stream.extend(line.text.chars().filter(|c| !c.is_whitespace()).map(narrow));
        }
    }
    starts.push(stream.len());
    let is_filled = |at: &usize| starts[*at] < starts[*at + 1];
    let firsts: Vec<usize> = (0..cleaning.passages.len())
        .filter(is_filled)
        .take(FIRST)
        .collect();
    for first in firsts {
        let from = starts[first];
        let Some(head) = stream.get(from..from + HEAD) else {
            return;
        };
        for second in (first + 1..cleaning.passages.len()).filter(is_filled) {
            let at = starts[second];
            if stream.get(at..at + HEAD) != Some(head) {
                continue;
            }
            let same = (0..stream.len() - at)
                .take_while(|n| stream[from + n] == stream[at + n])
                .count();
            let (earlier, later) = (at - from, stream.len() - at);
            if same < LEAST.min(earlier) || same < HEAD * 4 {
                continue;
            }
            // The earlier is a beginning of the later, cut anywhere; or the other way round.
            if same * 20 >= earlier * 19 || (earlier < later && same >= LEAST * 4) {
                cleaning.remove(Cleaned::RepeatedBeginning, |at| {
                    (first..second).contains(&at)
                });
                return;
            }
            if same * 20 >= later * 19 {
                cleaning.remove(Cleaned::RepeatedBeginning, |at| at >= second);
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::intake::passage::texts;

    fn body() -> String {
        let lines =
            (1..40).map(|n| format!("{n}.第{n}项工作，要在全市各县区认真抓好落实，确保见效。\n"));
        lines.collect()
    }

    fn left(text: &str) -> Vec<String> {
        let cleaning = Cleaning::after(clean, text);
        texts(&cleaning.passages)
            .into_iter()
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn a_beginning_that_is_shown_before_goes() {
        let whole = format!("某市科学素质行动方案\n{}", body());
        let preview: String = whole.chars().take(400).collect();
        assert_eq!(
            left(&format!("{preview}\n{whole}")),
            whole.lines().collect::<Vec<_>>()
        );
    }

    #[test]
    fn a_beginning_that_follows_goes_however_its_lines_are_broken() {
        let whole = format!("某市科学素质行动方案\n{}", body());
        let preview: String = whole
            .chars()
            .take(400)
            .filter(|c| *c != '\n')
            .enumerate()
            .flat_map(|(at, c)| [Some(c), (at % 20 == 19).then_some('\n')])
            .flatten()
            .collect();
        assert_eq!(
            left(&format!("{whole}{preview}")),
            whole.lines().collect::<Vec<_>>()
        );
    }

    #[test]
    fn a_title_may_stand_twice() {
        let text = format!(
            "某市科学素质行动方案\n各县区：\n现印发给你们。\n某市科学素质行动方案\n{}",
            body()
        );
        assert_eq!(left(&text), text.lines().collect::<Vec<_>>());
    }
}
