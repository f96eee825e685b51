//! The number of a letter: 催〔2024〕3号.

use chrono::Datelike as _;

use crate::plan::{Day, Entry};

use super::Words;

/// The number of a letter (催〔2024〕3号), counted from 1 per workspace and year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LetterNumber {
    year: i32,
    place: u32,
}

impl LetterNumber {
    /// Returns the next number in a day's year, after those given.
    pub fn next(day: Day, given: impl Iterator<Item = Self>) -> Self {
        let of_year = given.filter(|number| number.year == day.year());
        Self {
            year: day.year(),
            place: of_year.map(|number| number.place).max().unwrap_or(0) + 1,
        }
    }

    /// Returns the next number.
    #[must_use]
    pub fn following(self) -> Self {
        Self {
            place: self.place + 1,
            ..self
        }
    }

    /// Formats the number in a language; all languages' forms are read.
    pub fn words(self, words: &Words) -> String {
        (words.report.reminder.numbered)(self.year, self.place)
    }

    /// Returns the number and the addressee of the letter that an entry records; `None` for one that only mentions another.
    pub fn of_letter(entry: &Entry) -> Option<(Self, &str)> {
        Some((Self::find(entry.text.as_deref()?)?, entry.letter_to()?))
    }

    /// Finds the number in a letter's text of any language.
    pub fn find(text: &str) -> Option<Self> {
        let digits = |text: &str| {
            let end = text.find(|c: char| !c.is_ascii_digit());
            let (number, rest) = text.split_at(end.unwrap_or(text.len()));
            Some((number.parse::<u32>().ok()?, rest.to_owned()))
        };
        // 催〔2024〕3号, Reminder 2024-3
        let after = ["催〔", "Reminder "]
            .iter()
            .find_map(|begin| Some(&text[text.find(begin)? + begin.len()..]))?;
        let (year, rest) = digits(after)?;
        let rest = ["〕", "-"]
            .iter()
            .find_map(|between| rest.strip_prefix(between))?;
        let (place, _) = digits(rest)?;
        Some(Self {
            year: i32::try_from(year).ok()?,
            place,
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
        let third = first.following().following();
        for lang in Lang::ALL {
            let written = third.words(lang.words());
            assert_eq!(LetterNumber::find(&written), Some(third), "{written}");
            assert_eq!(
                LetterNumber::next(day, [first, third].into_iter()),
                third.following()
            );
        }
        let letter = |text: &str| Entry {
            text: Some(text.to_owned()),
            remind: Some(Reminder::Urge),
            ..Entry::default()
        };
        for lang in Lang::ALL {
            let words = lang.words();
            let text = (words.report.reminder.recorded)(&third.words(words), "甲局");
            let recorded = letter(&text);
            assert_eq!(LetterNumber::of_letter(&recorded), Some((third, "甲局")));
        }
        for other in ["已发催〔2024〕3号", "催〔2024〕3号", "请致电甲局"] {
            assert_eq!(LetterNumber::of_letter(&letter(other)), None);
        }
        assert_eq!(LetterNumber::find("请尽快报送"), None);
        assert_eq!(LetterNumber::find("催〔2024〕号"), None);
    }
}
