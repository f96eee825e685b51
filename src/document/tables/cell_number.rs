//! Numbers that are all of a cell: 30, 不超过3件, ≥85%, 1.5万人以上.

use crate::document::aims::aim::PrintedAim;
use crate::document::aims::course::is_level;
use crate::document::aims::judging::bounds::{LOWERED_TO, RAISED_TO, behind_inclusive, op};
use crate::document::aims::measures::measure_at;
use crate::document::aims::numbers::numbers;
use crate::document::text::{AnyOf, plain};
use crate::document::times::calendar::year_of;
use crate::plan::{Day, Op};

/// A number that is all of a cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CellNumber {
    pub(crate) op: Op,
    pub(crate) value: f64,
    pub(crate) max: Option<f64>,
    /// The word of measure; empty if nothing names it.
    pub(crate) unit: String,
    /// As printed, with its measure.
    pub(crate) printed: String,
    /// True where it is to be taken by the letter: not 约5, 10余.
    pub(crate) is_sure: bool,
    /// The deed done with the things counted: 建成 of 建成3座.
    pub(crate) deed: Option<&'static str>,
    /// The words before it, which say how it is meant.
    before: String,
}

/// Words that may precede the number of a cell.
const BEFORE: [&str; 50] = [
    "降为", "提升为", "逾", "超", "超出", "多于", "长于", "迈上", "不突破", "力争", "确保", "争取",
    "完成", "实现", "达到", "达", "至少", "不少于", "不低于", "不小于", "不超过", "不得超过",
    "不能超过", "不高于", "不得高于", "不多于", "不大于", "不得少于", "不得低于", "超过", "突破",
    "高于", "低于", "大于", "小于", "少于", "控制在", "保持在", "稳定在", "提高到", "提升到",
    "降低到", "下降到", "降至", "压减到", "约", "共", "为", "全年", "累计",
];

/// Deeds that may precede it.
pub(super) const DEEDS: [&str; 38] = [
    "新增", "新建", "改建", "扩建", "改造", "建成", "建设", "开工", "竣工", "完工", "启动", "投用",
    "培训", "引进", "培育", "培养", "打造", "创建", "举办", "开展", "组织", "实施", "认定", "签约",
    "落地", "发放", "整治", "治理", "修复", "种植", "栽植", "招聘", "检查", "走访", "巡查", "发布",
    "制定", "编制",
];

/// Signs that may precede it.
const SIGNS: [char; 6] = ['≥', '≤', '>', '<', '=', '+'];

/// Words that may follow it and its measure.
pub(super) const BEHIND: [&str; 10] = [
    "及以上", "或以上", "以上", "及以下", "以下", "以内", "之内", "左右", "上下", "内",
];

impl CellNumber {
    /// Reads a cell that is a number alone, which counts in `measure` if it has no measure of its own.
    pub(crate) fn read(cell: &str, measure: &str) -> Option<Self> {
        let cell = plain(cell).replace("百分之百", "100%");
        let cell = cell.trim_end_matches(['。', '；', ';']);
        // 〔5.40〕: of five years together.
        let cell = cell.trim_matches(['〔', '〕', '[', ']']);
        let is_digit = |c: char| c.is_ascii_digit() || "一二两三四五六七八九十百千".contains(c);
        let start = cell.find(is_digit)?;
        let (before, said) = cell.split_at(start);
        let before = before.strip_prefix("全年").unwrap_or(before);
        let deed = DEEDS.into_iter().find(|deed| before.starts_with(deed));
        if !is_all_words(&before[deed.map_or(0, str::len)..]) {
            return None;
        }
        let number = numbers(said)
            .into_iter()
            .next()
            .filter(|number| number.start == 0)?;
        // 一批 and 一系列 are not numbers.
        if number.is_chinese && !number.is_percent && number.value < 2.0 {
            return None;
        }
        let said = &without_bracket_of_measure(said, number.end);
        let own = own_measure(&said[number.end..]);
        let (said, unit) = if own.is_empty() && !number.is_percent {
            let (digits, behind) = said.split_at(number.end);
            let behind = Some(behind).filter(|it| is_end(it))?;
            with_measure(digits, &plain(measure), behind)
        } else {
            (said.to_owned(), own.to_owned())
        };
        let number = numbers(&said).into_iter().next()?;
        let unit = if number.is_percent { "%" } else { &unit };
        // 百分之九十 has its measure before the number.
        let rest = &said[number.end..];
        let printed_unit = if number.is_percent && !rest.starts_with('%') {
            ""
        } else {
            unit
        };
        let behind = rest.strip_prefix(printed_unit)?;
        let is_year = unit == "年" && year_of(&said[..number.end]).is_some();
        let is_whole = is_end(behind);
        let sign = before.trim_end_matches('=').replace('+', "");
        (is_whole && !is_year).then(|| Self {
            op: op(&sign, behind_inclusive(behind), number.max.is_some()),
            value: number.value,
            max: number.max,
            unit: unit.to_owned(),
            printed: format!("{}{printed_unit}", &said[..number.end]),
            is_sure: !number.is_rough
                && !behind.starts_with_any(&["左右", "上下"])
                && !before.contains('约'),
            deed,
            before: before.to_owned(),
        })
    }

    /// Returns whether it is zero of something made or grown, as a row of a list for several units may have it: 0亩,
    /// but not 0起.
    pub(crate) fn asks_nothing(&self) -> bool {
        const BAD: [&str; 8] = ["起", "件", "例", "宗", "人次", "次", "%", "‰"];
        let is_known = !self.unit.is_empty() && !BAD.contains(&self.unit.as_str());
        self.value == 0.0 && self.op == Op::Exactly && is_known
    }

    /// Returns the aim that it is for what has a name, on a line.
    pub(super) fn aim(self, name: String, by: Option<Day>, line_no: usize) -> PrintedAim {
        PrintedAim {
            is_level: self.is_level(&name),
            name,
            op: self.op,
            value: self.value,
            max: self.max,
            unit: self.unit,
            every: None,
            by,
            baseline: None,
            printed: self.printed,
            line_no,
            is_sure: self.is_sure,
        }
    }

    /// Returns whether it is a level that is reached, as the value of what has a name.
    fn is_level(&self, name: &str) -> bool {
        let is_limit = matches!(self.op, Op::AtMost | Op::Under);
        let before = if is_limit { "" } else { self.before.as_str() };
        is_level(&format!("{name}{before}"), &self.unit, self.op)
    }
}

/// Returns whether a text consists of words and signs that precede numbers.
fn is_all_words(text: &str) -> bool {
    without_words_of_reaching(text.trim_start_matches(SIGNS)).is_empty()
}

/// Returns a text without the words and signs at its end that say how a number is meant: 到位资金力争达到.
pub(super) fn without_words_of_reaching(text: &str) -> &str {
    let mut text = text;
    loop {
        let shorter = text.trim_end_matches(SIGNS);
        let words = BEFORE.iter().chain(&RAISED_TO).chain(&LOWERED_TO);
        let words = words.filter_map(|word| shorter.strip_suffix(word));
        match words.min_by_key(|rest| rest.len()) {
            Some(rest) => text = rest,
            None => return shorter,
        }
    }
}

/// Returns whether nothing is said behind a number and its measure but how it is meant.
fn is_end(text: &str) -> bool {
    let text = behind_inclusive(text);
    text.is_empty() || BEHIND.contains(&text)
}

/// Returns a text without the bracket that is all behind its number, if there is a measure in it: 698(所).
fn without_bracket_of_measure(text: &str, end: usize) -> String {
    let inside = text[end..].strip_prefix('(');
    let inside = inside.and_then(|rest| rest.strip_suffix(')'));
    match inside.filter(|it| !it.is_empty() && own_measure(it) == *it) {
        Some(measure) => format!("{}{measure}", &text[..end]),
        None => text.to_owned(),
    }
}

/// Returns the measure that a text begins with, also one that sentences do not know, if all of it is one: 天, 个工作日.
pub(super) fn own_measure(text: &str) -> &str {
    const OTHERS: [&str; 7] = ["个工作日", "工作日", "个月", "天", "岁", "年", "分"];
    let other = || OTHERS.into_iter().find(|word| text.starts_with(word));
    measure_at(text).or_else(other).unwrap_or("")
}

/// Puts a measure behind digits, so that 万 of 万人 counts with the number; returns the measure that is left.
fn with_measure(digits: &str, measure: &str, behind: &str) -> (String, String) {
    let said = format!("{digits}{measure}{behind}");
    let end = numbers(&said).first().map_or(0, |number| number.end);
    let used = end.saturating_sub(digits.len()).min(measure.len());
    let unit = measure.get(used..).unwrap_or(measure).to_owned();
    (said, unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_of_what_is_grown_asks_for_nothing() {
        let asks_nothing =
            |cell: &str| CellNumber::read(cell, "").is_some_and(|number| number.asks_nothing());
        assert!(asks_nothing("0亩"));
        for cell in ["0起", "0%", "5亩", "≤0亩"] {
            assert!(!asks_nothing(cell), "{cell}");
        }
    }

    #[test]
    fn a_cell_may_be_a_number_alone() {
        use Op::{AtLeast, AtMost, Exactly, Over, Range};
        for (cell, measure, op, value, unit) in [
            ("5", "座", Exactly, 5.0, "座"),
            ("5座", "", Exactly, 5.0, "座"),
            ("5", "", Exactly, 5.0, ""),
            ("1.5", "万人", Exactly, 15_000.0, "人"),
            ("2", "亿元", Exactly, 200_000_000.0, "元"),
            ("≥85", "%", AtLeast, 85.0, "%"),
            ("85%以上", "个", AtLeast, 85.0, "%"),
            ("不得超过3", "起", AtMost, 3.0, "起"),
            ("不超过3件", "", AtMost, 3.0, "件"),
            ("力争超过4", "家", Over, 4.0, "家"),
            ("10（含）以上", "人次", AtLeast, 10.0, "人次"),
            ("3-5", "个", Range, 3.0, "个"),
            ("1,200", "人次", Exactly, 1200.0, "人次"),
            ("全年新增50", "家", Exactly, 50.0, "家"),
            ("15个工作日以内", "", AtMost, 15.0, "个工作日"),
            ("300", "千瓦", Exactly, 300.0, "千瓦"),
            ("12", "标段", Exactly, 12.0, "标段"),
            ("百分之百", "", Exactly, 100.0, "%"),
            ("不少于三所", "", AtLeast, 3.0, "所"),
        ] {
            let read = CellNumber::read(cell, measure).unwrap_or_else(|| panic!("{cell}"));
            let read = (read.op, read.value, read.unit.as_str());
            assert_eq!(read, (op, value, unit), "{cell}");
        }
        for cell in [
            "共建5座", "5座、3处", "10/20", "完成招标", "2024年6月", "2024年", "—", "", "5所学校",
            "一批", "三级", "一季度",
        ] {
            assert_eq!(CellNumber::read(cell, "座"), None, "{cell}");
        }
        let built = CellNumber::read("建成不少于5", "座").unwrap();
        assert_eq!((built.deed, built.op), (Some("建成"), AtLeast));
        assert!(!CellNumber::read("约5", "座").unwrap().is_sure);
        assert!(!CellNumber::read("10余家", "").unwrap().is_sure);
    }
}
