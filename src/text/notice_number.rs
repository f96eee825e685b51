use chrono::Datelike as _;

use crate::plan::Day;

use super::Words;

/// The number of a reminder (催〔2024〕3号): counted in a workspace, from 1 every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NoticeNumber {
    year: i32,
    place: u32,
}

impl NoticeNumber {
    /// The number after those that were given in the year of a day.
    pub fn next(day: Day, given: impl Iterator<Item = Self>) -> Self {
        let of_year = given.filter(|number| number.year == day.year());
        Self {
            year: day.year(),
            place: of_year.map(|number| number.place).max().unwrap_or(0) + 1,
        }
    }

    /// The number after this one.
    #[must_use]
    pub fn following(self) -> Self {
        Self {
            place: self.place + 1,
            ..self
        }
    }

    /// It in a language's words; what stands in the files is read in all of them.
    pub fn words(self, words: &Words) -> String {
        (words.report.reminder.numbered)(self.year, self.place)
    }

    /// Finds it in a reminder's text, in whichever language it was written.
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
    use crate::text::Lang;

    #[test]
    fn a_number_is_read_in_every_language_it_is_written_in() {
        let day = Day::from_ymd_opt(2024, 6, 30).unwrap();
        let first = NoticeNumber::next(day, std::iter::empty());
        let third = first.following().following();
        for lang in Lang::ALL {
            let written = third.words(lang.words());
            assert_eq!(NoticeNumber::find(&written), Some(third), "{written}");
            assert_eq!(
                NoticeNumber::next(day, [first, third].into_iter()),
                third.following()
            );
        }
        assert_eq!(NoticeNumber::find("请尽快报送"), None);
        assert_eq!(NoticeNumber::find("催〔2024〕号"), None);
    }
}
