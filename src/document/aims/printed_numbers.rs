//! Numbers that count something, as a document writes them, with what it says around them.

use chrono::Datelike;

use crate::plan::{Op, Recurrence, Target};

use super::course::{days_each, own_year};
use super::judging::bounds::op;
use super::masking::is_in_stages;
use super::measures::{behind_measure, measure_at};
use super::numbers::numbers;
use crate::document::text::plain;
use crate::document::times::calendar::year_at;
use crate::document::times::named::ANY_LEAP_YEAR;
use crate::document::times::row_times::is_equal;
use crate::document::times::stated_time::stated_time;

/// A number with its unit in a text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PrintedNumber {
    /// The number, the minimum of a range: 20万 is 200000.
    pub(crate) value: f64,
    /// The upper end of a range: 1-2家.
    pub(crate) max: Option<f64>,
    /// The comparison that the words around it make: 超过, 以上, 不少于, or a bare number.
    pub(crate) op: Op,
    /// The last time named before it in its sentence: 每年, 到2025年.
    pub(crate) when: When,
    /// True if each of several times has it: 3月、9月各1期.
    pub(crate) is_of_each: bool,
    /// True if it is a stage in a bracket, held against as the whole is: 突破90家(2024年30家、2025年60家).
    pub(crate) is_stage: bool,
    /// The text after the number, that begins with its unit.
    after: String,
    /// As printed, without the unit.
    digits: String,
    /// True if it is written in Chinese numerals.
    is_chinese: bool,
}

/// When a number is owed, by the words of its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// Nothing is said.
    Unsaid,
    /// 每年
    Every(Recurrence),
    /// 到2025年
    By(i32),
}

/// Returns every number with a unit in `text`, which is [plain]: those in Chinese numerals last.
pub(crate) fn printed_numbers(text: &str) -> Vec<PrintedNumber> {
    let mut found: Vec<PrintedNumber> = numbers(text)
        .into_iter()
        .filter(|number| !text[..number.start].ends_with('第'))
        .map(|number| {
            let (before, after) = (&text[..number.start], &text[number.end..]);
            let is_stage = is_in_stages(text, number.start);
            PrintedNumber {
                value: number.value,
                max: number.max,
                op: op(before, behind_measure(after), number.max.is_some()),
                is_of_each: !days_each(before, Some(ANY_LEAP_YEAR)).is_empty(),
                is_stage,
                when: when(before, after, is_stage),
                after: after.chars().take(12).collect(),
                digits: text[number.start..number.end].to_owned(),
                is_chinese: number.is_chinese,
            }
        })
        .collect();
    found.sort_by_key(|number| number.is_chinese);
    found
}

/// Returns the time that the sentence names before the number, read as for aims.
fn when(before: &str, after: &str, is_stage: bool) -> When {
    if let Some(day) = own_year(before, None).filter(|_| is_stage) {
        return When::By(day.year());
    }
    let sentence = before
        .rsplit(['。', '；', ';', '！', '？'])
        .next()
        .unwrap_or(before);
    let measure = measure_at(after).unwrap_or_default();
    if let Some(every) = stated_time(sentence, measure, None).every {
        return When::Every(every);
    }
    let mut years = sentence
        .match_indices(['到', '至'])
        .filter_map(|(at, word)| Some(year_at(&sentence[at + word.len()..])?.0));
    years.next_back().map_or(When::Unsaid, When::By)
}

impl PrintedNumber {
    /// Returns whether this is the number of a target, with its unit.
    pub(crate) fn is_of(&self, target: &Target) -> bool {
        let unit = plain(&target.unit);
        // 200人次 is not a number of 人.
        let longer = self
            .unit()
            .is_some_and(|printed| printed.len() > unit.len());
        is_equal(self.value, target.value.to_f64())
            && self.max.is_some() == target.max.is_some()
            && self
                .max
                .zip(target.max)
                .is_none_or(|(a, b)| is_equal(a, b.to_f64()))
            && self.after.starts_with(&unit)
            && !longer
    }

    /// Returns whether it counts something, as aims do. In Chinese numerals it may be a word: 一批, 三级.
    pub(crate) fn counts(&self) -> bool {
        !self.is_chinese && self.unit().is_some()
    }

    fn unit(&self) -> Option<&'static str> {
        measure_at(&self.after)
    }

    /// Returns it as printed, with its unit.
    pub(crate) fn printed(&self) -> String {
        format!("{}{}", self.digits, self.unit().unwrap_or_default())
    }
}

/// Returns a target's number as a document would write it.
pub(crate) fn target_number(target: &Target) -> String {
    let max = target.max.map_or_else(String::new, |max| format!("-{max}"));
    format!("{}{max}{}", target.value, target.unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Measure, Number, Pace};

    fn printed(when: When) -> String {
        match when {
            When::Unsaid => "无时限".to_owned(),
            When::Every(Recurrence::Year) => "每年".to_owned(),
            When::Every(Recurrence::HalfYear) => "每半年".to_owned(),
            When::Every(Recurrence::Quarter) => "每季度".to_owned(),
            When::Every(Recurrence::Month) => "每月".to_owned(),
            When::By(year) => format!("到{year}年"),
        }
    }

    /// Returns each number as printed, as it is meant, how it compares and when.
    fn read(text: &str) -> Vec<String> {
        let found = printed_numbers(&plain(text))
            .into_iter()
            .filter(PrintedNumber::counts);
        let told = found.map(|it| {
            let max = it.max.map_or_else(String::new, |max| format!("-{max}"));
            let (printed, when) = (it.printed(), printed(it.when));
            format!("{printed} {}{max} {:?} {when}", it.value, it.op)
        });
        told.collect()
    }

    #[test]
    fn a_number_in_chinese_numerals_may_be_that_of_a_target() {
        let target = Target {
            op: Op::Exactly,
            value: Number::from(1200),
            max: None,
            unit: "人次".to_owned(),
            by: None,
            measure: Measure::Flow,
            baseline: None,
            pace: Pace::Linear,
        };
        let found = printed_numbers(&plain("分三级培训教师一千二百人次，建成5所"));
        assert!(found.iter().any(|number| number.is_of(&target)));
        let counted = found.iter().filter(|number| number.counts());
        assert_eq!(counted.count(), 1);
    }

    #[test]
    fn a_number_may_be_of_each_of_several_times() {
        let of_each = |text: &str| printed_numbers(&plain(text)).iter().any(|it| it.is_of_each);
        assert!(of_each("培训班，3月、9月各1期"));
        assert!(!of_each("各县建设1个"));
        assert!(!of_each("各县3月举办1期"));
        let stages = printed_numbers(&plain("到2026年，入户90家（2024年30家、2025年60家）"));
        let stages = stages.iter().filter(|it| it.counts());
        let stages = stages.map(|it| (it.is_stage, it.when));
        let whole = (false, When::By(2026));
        assert!(stages.eq([whole, (true, When::By(2024)), (true, When::By(2025))]));
    }

    #[test]
    fn a_recurrence_is_of_its_own_numbers_as_in_aims() {
        assert_eq!(
            read("每年培训60名，2024年6月底前建成实验室5个。"),
            ["60名 60 Exactly 每年", "5个 5 Exactly 无时限"]
        );
        assert_eq!(
            read("每季度举办竞赛1次，全年参加1000人次，事故不超过3起。"),
            [
                "1次 1 Exactly 每季度",
                "1000人次 1000 Exactly 无时限",
                "3起 3 AtMost 无时限"
            ]
        );
    }

    #[test]
    fn a_number_is_read_with_what_is_said_of_it() {
        for (text, row) in [
            ("每年培训骨干教师60名、", "60名 60 Exactly 每年"),
            ("完成各类职业培训20万人次", "20万人次 200000 Exactly 无时限"),
            ("到2025年,累计建设１０家以上", "10家 10 AtLeast 到2025年"),
            ("每年推荐5。到2025年超过200个", "200个 200 Over 到2025年"),
            ("争创1-2家国家级基地", "1-2家 1-2 Range 无时限"),
            ("活动不少于10\n场次", "10场次 10 AtLeast 无时限"),
            ("经费达到2.5元。", "2.5元 2.5 AtLeast 无时限"),
            ("每学期开展活动2次", "2次 2 Exactly 每半年"),
            ("控制在3%以内", "3% 3 AtMost 无时限"),
        ] {
            assert_eq!(read(text), [row], "{text}");
        }
    }

    #[test]
    fn what_stands_last_in_the_sentence_says_when() {
        assert_eq!(
            read("每年推荐1-2家，到2025年，认定40家以上。培训3次"),
            [
                "1-2家 1-2 Range 每年", "40家 40 AtLeast 到2025年", "3次 3 Exactly 无时限"
            ]
        );
    }

    #[test]
    fn dates_and_numbers_of_documents_are_no_numbers() {
        assert_eq!(
            read("2022-2025年，国发〔2021〕9号，计划2.0，“十四五”"),
            [""; 0]
        );
    }
}
