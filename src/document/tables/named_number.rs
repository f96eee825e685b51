//! Numbers with their names in a cell that says what is to be reached: 签约项目20个, 到位资金15亿元, 接入20个村.

use super::cell_number::{BEHIND, CellNumber, DEEDS, own_measure, without_words_of_reaching};
use crate::document::aims::numbers::numbers;
use crate::document::numbering::marks::without_mark;
use crate::document::text::{AnyOf, plain};

/// A number with the words that name what it counts.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NamedNumber {
    /// As printed; may be empty or a deed alone.
    pub(super) name: String,
    pub(super) number: CellNumber,
}

/// The signs that part the things of a cell.
const STOPS: [char; 6] = ['，', ',', '、', '；', ';', '。'];

impl NamedNumber {
    /// Reads a cell all of whose clauses are numbers with their names.
    pub(super) fn all_in(cell: &str) -> Option<Vec<Self>> {
        let lines = cell.lines().map(str::trim);
        let mut found = Vec::new();
        for line in lines.map(without_mark).map(plain) {
            for clause in line.split(STOPS).filter(|clause| !clause.is_empty()) {
                found.push(Self::read(clause)?);
            }
        }
        (!found.is_empty()).then_some(found)
    }

    /// Returns whether it does not name what it counts, but at most what is done with it: 新增50家.
    pub(super) fn is_bare(&self) -> bool {
        self.name.is_empty() || DEEDS.contains(&self.name.as_str())
    }

    fn read(clause: &str) -> Option<Self> {
        const LONGEST: usize = 16;
        const LONGEST_NOUN: usize = 8;
        let clause = clause.strip_prefix("全年").unwrap_or(clause);
        let start = clause.find(|c: char| c.is_ascii_digit())?;
        let name = without_words_of_reaching(&clause[..start]);
        let said = &clause[start..];
        let number = numbers(said).into_iter().next()?;
        let measure = own_measure(&said[number.end..]);
        let behind = &said[number.end + measure.len()..];
        let bound = BEHIND.iter().find(|word| behind.starts_with(**word));
        let noun = &behind[bound.map_or(0, |word| word.len())..];
        let end = clause.len() - noun.len();
        let is_noun = noun.chars().count() <= LONGEST_NOUN && is_words(noun);
        if measure.is_empty() && !said[number.end..].starts_with('%') || !is_noun || !is_name(name)
        {
            return None;
        }
        let number = CellNumber::read(&clause[name.len()..end], "")?;
        let name = name.strip_prefix("其中").unwrap_or(name);
        let name = format!("{name}{noun}");
        (name.chars().count() <= LONGEST).then_some(Self { name, number })
    }
}

/// Returns whether a text may name what a number counts: no time, no share of each, nothing compared.
fn is_name(text: &str) -> bool {
    const NO_NAMES: [&str; 18] = [
        "每", "各", "对", "由", "从", "较", "比", "按", "以", "将", "在", "不", "第", "占", "用",
        "给予", "奖励", "补助",
    ];
    let has_time = text.contains(['年', '月', '日', '季', '前', '底']);
    is_words(text) && !has_time && !text.starts_with_any(&NO_NAMES)
}

fn is_words(text: &str) -> bool {
    let has_joint = text.contains(['的', '和', '及', '与', '每', '各', '内', '后']);
    text.chars().all(char::is_alphabetic) && !has_joint
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_may_be_nothing_but_numbers_with_their_names() {
        let read = |cell: &str| {
            let all = NamedNumber::all_in(cell)?.into_iter();
            let all = all.map(|it| (it.name, it.number.value, it.number.unit));
            Some(all.collect::<Vec<_>>())
        };
        let one = |name: &str, value: f64, unit: &str| (name.to_owned(), value, unit.to_owned());
        for (cell, expected) in [
            (
                "签约项目20个；到位资金力争达到15亿元。",
                vec![
                    one("签约项目", 20.0, "个"),
                    one("到位资金", 1_500_000_000.0, "元"),
                ],
            ),
            ("接入20个村", vec![one("接入村", 20.0, "个")]),
            ("提供200个以上岗位", vec![one("提供岗位", 200.0, "个")]),
            (
                "1.绿化率≥38%\n2.新建公园1,200亩",
                vec![one("绿化率", 38.0, "%"), one("新建公园", 1200.0, "亩")],
            ),
            ("新建5座", vec![one("新建", 5.0, "座")]),
            ("压缩至3个工作日", vec![one("", 3.0, "个工作日")]),
        ] {
            assert_eq!(read(cell), Some(expected), "{cell}");
        }
        for cell in [
            "每镇建成2个", "2024年底前建成5座", "建成5座，全面投用", "给予5万元", "完成招标", "5",
            "带动20户以上的村5个", "",
        ] {
            assert_eq!(read(cell), None, "{cell}");
        }
    }
}
