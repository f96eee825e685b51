//! Whether the day of an item is that of its numbers: 新建停车位300个，完成时限：2024年10月底前.

use crate::document::branch_roles::is_units_alone;
use crate::document::structure::PrintedEntry;
use crate::document::text::plain;
use crate::document::units::spans::unit_spans;
use crate::plan::{Day, Recurrence};

impl PrintedEntry {
    /// Returns the day with which something in a row of a table ends that recurs.
    pub fn end_of(&self, line_no: usize, every: Recurrence) -> Option<Day> {
        let mut times = self.row_times.iter();
        let time = times.find(|time| time.line_no == line_no && time.every == Some(every));
        time.and_then(|time| time.due)
    }

    /// Returns whether its day is that of its numbers: its heading contains one, or its text says little else, so that
    /// no milestone beside them says more.
    pub fn due_is_of_numbers(&self) -> bool {
        let due = self
            .aims
            .iter()
            .filter(|aim| aim.every.is_none() && (aim.by.is_none() || aim.by == self.due));
        let printed: Vec<&str> = due.map(|aim| aim.printed.as_str()).collect();
        let count = |text: &str| {
            printed
                .iter()
                .filter(|number| text.contains(**number))
                .count()
        };
        if printed.is_empty() || count(&plain(&self.heading)) > 0 {
            return !printed.is_empty();
        }
        let is_of_other_row = |line_no: usize| {
            let mut times = self.row_times.iter();
            times
                .any(|time| time.line_no == line_no && (time.due.is_some() || time.every.is_some()))
        };
        let texts = self.text.iter();
        let texts = texts.filter(|text| !is_units_alone(text) && !is_of_other_row(text.line_no));
        let texts = texts.map(|text| plain(&without_unit_spans(&text.text)));
        let sentences: Vec<String> = texts
            .flat_map(|text| {
                text.split(['。', '；', ';'])
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            })
            .filter(|sentence| !sentence.trim().is_empty())
            .collect();
        let has_day = |sentence: &str| {
            let mut titles = self.deadlines.iter().map(|day| plain(&day.title));
            titles.any(|title| !title.is_empty() && sentence.contains(&title))
        };
        let says_little_else = |sentence: &String| {
            let clauses = 1 + sentence.matches(['，', ',']).count();
            let names_number = self.aims.iter().any(|aim| plain(&aim.name) == *sentence);
            clauses <= 2 * count(sentence) || has_day(sentence) || names_number
        };
        // The numbers of an item without a text are cells of a table.
        sentences.iter().all(says_little_else)
    }
}

/// Returns a text without what assigns units in it.
fn without_unit_spans(text: &str) -> String {
    let mut out = text.to_owned();
    for span in unit_spans(text).into_iter().rev() {
        out.replace_range(span.bytes, "");
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::document::{SourceText, read_document};

    #[test]
    fn the_day_of_an_item_may_be_that_of_its_numbers() {
        let is_of_numbers = |item: &str| {
            let text = format!("某县就业方案（2024—2026年）\n一、任务\n{item}\n2.其他。开展检查。");
            let read = read_document(&SourceText::from_plain(&text));
            let entry = read.entries.iter().find(|entry| entry.is_item).unwrap();
            assert!(entry.due.is_some(), "{item}");
            entry.due_is_of_numbers()
        };
        for item in [
            "1.新建停车位300个。责任单位：县住建局；完成时限：2024年10月底前",
            "1.停车便民。新建停车位300个，改造200个。（责任单位：县住建局；完成时限：2024年10月底前）",
        ] {
            assert!(is_of_numbers(item), "{item}");
        }
        for item in [
            "1.停车便民。修订管理办法。新建停车位300个。（责任单位：县住建局；完成时限：2024年10月底前）",
            "1.停车便民。修订办法，完善标准，加强执法，新建停车位300个。（责任单位：县住建局；完成时限：2024年10月底前）",
            "1.停车便民。修订管理办法。（责任单位：县住建局；完成时限：2024年10月底前）",
        ] {
            assert!(!is_of_numbers(item), "{item}");
        }
    }
}
