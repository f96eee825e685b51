//! The numbers of a web page's lists.

use scraper::node::Element;

use crate::document::intake::formats::numerals::numeral;
use crate::document::intake::passage::Passage;

/// How the levels of lists within lists are written, from the outermost, in a text that has no other chapters.
const LEVELS: [(&str, &str, &str); 4] = [
    ("chineseCounting", "", "、"),
    ("chineseCounting", "（", "）"),
    ("decimal", "", "."),
    ("decimal", "（", "）"),
];

/// The lists that are open, and the numbers that they gave.
#[derive(Default)]
pub(super) struct HtmlLists {
    open: Vec<HtmlList>,
    given: Vec<(usize, ListMark)>,
}

struct HtmlList {
    /// Its next number; none where it has bullets.
    next: Option<usize>,
    format: &'static str,
}

/// The number of a list's item.
pub(super) struct ListMark {
    pub(super) printed: String,
    number: usize,
    /// How many lists with numbers are around it.
    level: usize,
    /// Nothing says how the number looks.
    is_plain: bool,
}

impl HtmlLists {
    pub(super) fn open(&mut self, element: &Element) {
        self.open.push(match element.name() {
            "ol" => numbered_list(element),
            _ => HtmlList {
                next: None,
                format: "",
            },
        });
    }

    pub(super) fn close(&mut self) {
        self.open.pop();
    }

    /// Returns the number of the next item of the innermost list, where it has numbers.
    pub(super) fn next(&mut self, item: &Element) -> Option<ListMark> {
        let value = item.attr("value").and_then(|it| it.trim().parse().ok());
        let numbered = self.open.iter().filter(|list| list.next.is_some());
        let level = numbered.count().saturating_sub(1);
        let list = self.open.last_mut()?;
        let number = value.unwrap_or(list.next?);
        list.next = Some(number.saturating_add(1));
        let end = if list.format == "chineseCounting" {
            "、"
        } else {
            "."
        };
        Some(ListMark {
            printed: numeral(list.format, number) + end,
            number,
            level,
            is_plain: list.format == "decimal",
        })
    }

    /// Notes the number that a line begins with, by the place of the line.
    pub(super) fn note(&mut self, mark: ListMark, at: usize) {
        self.given.push((at, mark));
    }

    /// Gives the numbers of lists within lists the looks of their level, which the page leaves to who shows it: every list
    /// begins with 1.
    pub(super) fn tell_levels_apart(self, passages: &mut [Passage]) {
        let is_nested = self.given.iter().any(|(_, mark)| mark.level > 0);
        if !is_nested || !self.given.iter().all(|(_, mark)| mark.is_plain) {
            return;
        }
        let text_at = |at: usize| passages.get(at).and_then(Passage::line);
        let is_chapter = |passage: &Passage| {
            let line = passage.line();
            line.is_some_and(|line| line.heading_level.is_some() || line.text.starts_with("一、"))
        };
        let outermost = if passages.iter().any(is_chapter) {
            2
        } else {
            0
        };
        let marks: Vec<(usize, usize, String)> = self
            .given
            .iter()
            .filter_map(|(at, mark)| {
                text_at(*at)?.text.strip_prefix(&mark.printed)?;
                let (format, before, behind) =
                    LEVELS[(outermost + mark.level).min(LEVELS.len() - 1)];
                let number = numeral(format, mark.number);
                Some((*at, mark.printed.len(), format!("{before}{number}{behind}")))
            })
            .collect();
        for (at, length, mark) in marks {
            if let Passage::Line(line) = &mut passages[at] {
                line.text.replace_range(..length, &mark);
                if line.bold > 0 {
                    line.bold = line.bold + mark.len() - length;
                }
            }
        }
    }
}

fn numbered_list(element: &Element) -> HtmlList {
    let style = element.attr("style").unwrap_or_default();
    let format = if style.contains("cjk") || style.contains("chinese") {
        "chineseCounting"
    } else {
        match element.attr("type") {
            Some("a") => "lowerLetter",
            Some("A") => "upperLetter",
            Some("i") => "lowerRoman",
            Some("I") => "upperRoman",
            _ => "decimal",
        }
    };
    let start = element.attr("start").and_then(|it| it.trim().parse().ok());
    HtmlList {
        next: Some(start.unwrap_or(1)),
        format,
    }
}
