//! The number of a letter: 催〔2024〕3号.

use chrono::Datelike as _;

use crate::plan::{Day, Entry};

use super::Words;

/// The number of a letter (催〔2024〕3号), counted from 1 per workspace and year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LetterNumber {
    year: i32,
    number: u32,
}

/// A letter as an entry records it. One to another unit or of another day is another letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordedLetter<'e> {
    /// Its number.
    pub number: LetterNumber,
    /// The unit that it goes to.
    pub to: &'e str,
    /// Its day.
    pub day: Day,
}

impl<'e> RecordedLetter<'e> {
    /// Returns the letter that an entry records; `None` for one that only mentions another.
    pub fn of(entry: &'e Entry) -> Option<Self> {
        Some(Self {
            number: LetterNumber::find(entry.text.as_deref()?)?,
            to: entry.letter_to()?,
            day: entry.day(),
        })
    }
}

impl LetterNumber {
    /// Returns the next number in a day's year, after those given.
    pub fn next(day: Day, given: impl Iterator<Item = Self>) -> Self {
        let of_year = given.filter(|it| it.year == day.year());
        Self {
            year: day.year(),
            number: of_year.map(|it| it.number).max().unwrap_or(0) + 1,
        }
    }

    /// Returns the next number.
    #[must_use]
    pub fn successor(self) -> Self {
        Self {
            number: self.number + 1,
            ..self
        }
    }

    /// Formats the number in a language; all languages' forms are read.
    pub fn words(self, words: &Words) -> String {
        (words.report.reminder.numbered)(self.year, self.number)
    }

    /// Finds the number in a letter's text of any language.
    pub fn find(text: &str) -> Option<Self> {
        // 催〔2024〕3号, Reminder 2024-3
        [("催〔", '〕'), ("Reminder ", '-')]
            .into_iter()
            .find_map(|(begin, between)| {
                let (year, rest) = text.split_once(begin)?.1.split_once(between)?;
                let number = rest.split(|c: char| !c.is_ascii_digit()).next()?;
                Some(Self {
                    year: year.parse().ok()?,
                    number: number.parse().ok()?,
                })
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Reminder;
    use crate::text::Lang;

    #[test]
    fn a_number_is_read_in_every_language_it_is_written_in() {
        let day = Day::from_ymd_opt(2024, 6, 30).unwrap();
        let first = LetterNumber::next(day, std::iter::empty());
        let third = first.successor().successor();
        for lang in Lang::ALL {
            let written = third.words(lang.words());
            assert_eq!(LetterNumber::find(&written), Some(third), "{written}");
            assert_eq!(
                LetterNumber::next(day, [first, third].into_iter()),
                third.successor()
            );
        }
        let letter = |text: &str| Entry {
            text: Some(text.to_owned()),
            remind: Some(Reminder::Urge),
            on: Some(day),
            ..Entry::default()
        };
        for lang in Lang::ALL {
            let words = lang.words();
            let text = (words.report.reminder.recorded)(&third.words(words), "甲局");
            let recorded = letter(&text);
            let read = RecordedLetter::of(&recorded).unwrap();
            assert_eq!((read.number, read.to, read.day), (third, "甲局", day));
        }
        for other in ["已发催〔2024〕3号", "催〔2024〕3号", "请致电甲局"] {
            assert_eq!(RecordedLetter::of(&letter(other)), None);
        }
        assert_eq!(LetterNumber::find("请尽快报送"), None);
        assert_eq!(LetterNumber::find("催〔2024〕号"), None);
    }
}
