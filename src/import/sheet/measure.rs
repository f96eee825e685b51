//! The unit of measure and the target of a row, held against the plan's.

use std::ops::Range;

use crate::document::aims::measures::measure_at;
use crate::plan::Target;
use crate::text::without_blanks;

use super::cells::legible;
use super::headings::{plain, remarks_in};
use super::{ColumnMap, SheetField, SheetGrid};

/// Words for one measure.
const SAME: &[&[&str]] = &[
    &["名", "人", "位"],
    &["%", "百分比", "百分数"],
    &["元", "人民币元", "人民币"],
    &["公里", "千米"],
    &["平方公里", "平方千米"],
    &["平方米", "平米", "㎡", "m2"],
];

/// Words that multiply a unit of measure.
const TIMES: [char; 5] = ['十', '百', '千', '万', '亿'];

/// Headings of a column of units, of measure or of the plan.
pub(super) const UNIT: [&str; 2] = ["单位", "unit"];

/// Returns whether two units of measure are the same, however they are written.
pub(super) fn is_same_measure(said: &str, now: &str) -> bool {
    let (said, now) = (solid(said), solid(now));
    let is_both = |words: &[&str]| words.contains(&said.as_str()) && words.contains(&now.as_str());
    said == now || SAME.iter().any(|words| is_both(words))
}

/// Returns the unit of measure that a heading gives in brackets, perhaps beside other remarks: `完成值（元）`,
/// `完成数（单位：个）`.
pub(super) fn measure_in(heading: &str) -> Option<String> {
    let mut measures = remarks_in(heading).filter_map(|remark| match remark.strip_prefix("单位") {
        Some(named) => {
            let named = named.trim_start_matches(':');
            (!named.is_empty()).then(|| named.to_owned())
        }
        None => Some(remark).filter(|remark| is_measure(remark)),
    });
    measures.next()
}

/// Returns whether a text is a word of measure alone, with 万 or its like before it or not.
fn is_measure(text: &str) -> bool {
    const LONGEST: usize = 4;
    let is_whole = |text: &str| !text.is_empty() && measure_at(text) == Some(text);
    let is_multiple = text.starts_with(TIMES) && text.chars().count() <= LONGEST;
    is_multiple || is_whole(text) || SAME.iter().any(|words| words.contains(&text))
}

impl ColumnMap {
    /// Takes a column headed 单位, which may mean either, for the unit of measure if nothing below it names a unit of the
    /// plans, and all is as short as measures are; and likewise 单位：万元 above the table.
    #[must_use]
    pub(super) fn with_measure(
        mut self,
        sheet: &SheetGrid,
        is_unit: &dyn Fn(&str) -> bool,
    ) -> Self {
        const LONGEST: usize = 5;
        let is_measure = |said: &str| said.chars().count() <= LONGEST && !is_unit(said);
        if self.column(SheetField::Measure).is_some() {
            return self;
        }
        let is_of_measures = |(heading, column): &(String, usize)| {
            let mut rows = self.rows.clone();
            UNIT.contains(&plain(heading).as_str())
                && rows.all(|row| is_measure(&sheet.get_merged(row, *column).words()))
        };
        if let Some(place) = self.others.iter().position(is_of_measures) {
            let (heading, column) = self.others.remove(place);
            let at = self.found.partition_point(|(_, other)| *other < column);
            self.found.insert(at, (SheetField::Measure, column));
            self.headings.insert(at, heading);
        } else {
            self.measure = measure_above(sheet, self.above.clone()).filter(|said| is_measure(said));
        }
        self
    }
}

/// Returns the unit of measure that one of these lines gives as 单位.
fn measure_above(sheet: &SheetGrid, rows: Range<usize>) -> Option<String> {
    let cells = rows.flat_map(|row| (0..sheet.width()).map(move |it| (row, it)));
    let mut texts = cells.map(|(row, column)| solid(&sheet.get(row, column).words()));
    texts.find_map(|text| {
        let said = text.trim_matches(['(', ')']).strip_prefix("单位:")?;
        (!said.is_empty()).then(|| said.to_owned())
    })
}

/// Returns whether the target that a ledger shows may be the plan's: it has its number with its unit of measure, or no
/// number at all.
pub(super) fn says_target(said: &str, target: &Target) -> bool {
    let plain = solid(said).replace(',', "");
    if !plain.contains(|c: char| c.is_ascii_digit()) || plain == solid(&target.text()) {
        return true;
    }
    let number = target.value.to_string();
    let mut rest = plain.as_str();
    while let Some(at) = rest.find(&number) {
        let (before, after) = (&rest[..at], &rest[at + number.len()..]);
        let is_whole = !before.ends_with(|c: char| c.is_ascii_digit() || c == '.')
            && !after.starts_with(|c: char| c.is_ascii_digit() || c == '.');
        if is_whole && !after.starts_with(TIMES) {
            return true;
        }
        rest = after;
    }
    false
}

/// Returns a text in half width, without blanks.
pub(super) fn solid(text: &str) -> String {
    without_blanks(&legible(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Measure, Number, Op, Pace};

    #[test]
    fn one_measure_has_several_words() {
        for (said, now, same) in [
            ("名", "名", true),
            ("人", "名", true),
            ("％", "%", true),
            ("万名", "名", false),
            ("人次", "人", false),
            ("户", "名", false),
        ] {
            assert_eq!(is_same_measure(said, now), same, "{said} {now}");
        }
    }

    #[test]
    fn a_heading_may_give_the_measure() {
        let of = |heading: &str| measure_in(heading);
        assert_eq!(of("完成值（万人）").as_deref(), Some("万人"));
        assert_eq!(of("完成数（单位：个）").as_deref(), Some("个"));
        for measure in ["元", "户", "公里", "人", "亩", "人次", "%", "亿元", "㎡"] {
            assert_eq!(of(&format!("完成值({measure})")).as_deref(), Some(measure));
        }
        assert_eq!(of("累计完成（截至6月底）（元）").as_deref(), Some("元"));
        assert_eq!(of("累计完成（元，含税）").as_deref(), Some("元"));
        for remark in ["截至6月底", "必填", "累计", "本期", "人社局填", "个数"] {
            assert_eq!(of(&format!("完成值（{remark}）")), None);
        }
        assert_eq!(of("完成值"), None);
    }

    #[test]
    fn a_target_is_known_by_its_number() {
        let target = Target {
            op: Op::AtLeast,
            value: Number::from(60),
            max: None,
            unit: "名".to_owned(),
            by: None,
            measure: Measure::Flow,
            baseline: None,
            pace: Pace::AtTheEnd,
        };
        for (said, is_it) in [
            ("60名", true),
            ("≥６０ 名", true),
            ("每年培训60人以上", true),
            ("完成培训", true),
            ("", true),
            ("160名", false),
            ("60万名", false),
            ("0.006万名", false),
        ] {
            assert_eq!(says_target(said, &target), is_it, "{said}");
        }
    }
}
