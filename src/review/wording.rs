//! Weakenings of wordings: lower figures, later dates, hedges.

use crate::text::Weakness;

use super::softer::is_alike;

/// Words that turn a demand into a wish, or end it.
const HEDGES: [&str; 19] = [
    "力争",
    "原则上",
    "视情",
    "尽量",
    "酌情",
    "有条件的",
    "争取",
    "根据实际",
    "适时",
    "暂缓",
    "不再",
    "自愿",
    "可不",
    "探索",
    "鼓励",
    "部分",
    "若干",
    "逐步",
    "条件成熟",
];

/// Words that make a demand; without them it is weaker.
const DEMANDS: [&str; 21] = [
    "必须",
    "务必",
    "不少于",
    "不低于",
    "至少",
    "以上",
    "全覆盖",
    "所有",
    "全部",
    "每年",
    "每季度",
    "每月",
    "每个",
    "建成",
    "确保",
    "完成",
    "实现",
    "一律",
    "均",
    "各个",
    "全体",
];

/// Finds how a wording is weakened: a lower figure or later date in the same words, or a hedge.
pub(crate) fn wording_weaknesses(before: &str, after: &str) -> Vec<Weakness> {
    let (before, after) = (&plain(before), &plain(after));
    let mut found = Vec::new();
    if is_lower_figure(before, after) {
        found.push(Weakness::WordingLower);
    }
    let count = |text: &str, words: &[&str]| -> usize {
        words.iter().map(|word| text.matches(word).count()).sum()
    };
    let hedged = count(after, &HEDGES) > count(before, &HEDGES);
    if hedged || count(after, &DEMANDS) < count(before, &DEMANDS) {
        found.push(Weakness::WordingSofter);
    }
    found
}

/// Normalizes digits and removes quotes: full-width, bold and formal numerals mean the same.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| {
            !matches!(
                c,
                '"' | '\'' | '“' | '”' | '‘' | '’' | '「' | '」' | '『' | '』' | '《' | '》'
            )
        })
        .map(|c| match c {
            '０'..='９' => shifted(c, '０'),
            '\u{1d7ce}'..='\u{1d7ff}' => {
                char::from_digit((u32::from(c) - 0x1d7ce) % 10, 10).unwrap_or(c)
            }
            '．' => '.',
            '％' => '%',
            '壹' => '一',
            '贰' | '貳' => '二',
            '叁' | '參' => '三',
            '肆' => '四',
            '伍' => '五',
            '陆' | '陸' => '六',
            '柒' => '七',
            '捌' => '八',
            '玖' => '九',
            '拾' => '十',
            '佰' => '百',
            '仟' => '千',
            '萬' => '万',
            '〇' => '零',
            other => other,
        })
        .collect()
}

/// Converts a digit of a block that starts at `zero` to ASCII.
fn shifted(c: char, zero: char) -> char {
    char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
}

/// Returns true if the same words have a lower figure, or a higher one in a date, period or upper
/// limit.
fn is_lower_figure(before: &str, after: &str) -> bool {
    let (old_words, old) = figures(before);
    let (new_words, new) = figures(after);
    if old.len() != new.len() || !say_the_same(&old_words, &new_words) {
        return false;
    }
    old.into_iter()
        .zip(new)
        .enumerate()
        .any(|(at, (old, new))| {
            let around = (
                &old_words[at],
                old_words.get(at + 1).map_or("", String::as_str),
            );
            if is_number_of_something(around.0, around.1) {
                false
            } else if less_is_more(around.0, around.1) {
                new > old
            } else {
                new < old
            }
        })
}

/// Returns true if the words around the figures are the same or a revision, so that each figure counts
/// the same thing.
fn say_the_same(before: &[String], after: &[String]) -> bool {
    if before == after {
        return true;
    }
    let counts = |words: &[String]| -> Vec<Option<char>> {
        words
            .iter()
            .skip(1)
            .map(|word| word.chars().next())
            .collect()
    };
    let (old, new) = (before.concat(), after.concat());
    counts(before) == counts(after) && is_alike(&old, &new)
}

/// Returns true if two names may be of one renamed unit: without words common to all offices, at least
/// half of the shorter one occurs in the longer.
pub(crate) fn is_same_office(before: &str, after: &str) -> bool {
    const ANY: &str = "省市县区州盟旗乡镇街道村局委办公室会厅部处科中心党人民政府的和与";
    let own = |name: &str| -> String { name.chars().filter(|c| !ANY.contains(*c)).collect() };
    let (old, new) = (own(before), own(after));
    let (shorter, longer) = if old.chars().count() <= new.chars().count() {
        (&old, &new)
    } else {
        (&new, &old)
    };
    let count = shorter.chars().count();
    let common = shorter.chars().filter(|c| longer.contains(*c)).count();
    count == 0 || common * 2 >= count
}

/// Returns the years to which a document's title postpones something, if it does.
pub(crate) fn years_put_off_to(title: &str) -> Vec<f64> {
    if title.contains('延') {
        figures_of(title, "年")
    } else {
        Vec::new()
    }
}

/// Returns the figures of a text with this unit of measure.
pub(crate) fn figures_of(text: &str, unit: &str) -> Vec<f64> {
    let (words, figures) = figures(&plain(text));
    let counted = figures.into_iter().zip(words.into_iter().skip(1));
    counted
        .filter(|(_, behind)| !unit.is_empty() && behind.starts_with(unit))
        .map(|(figure, _)| figure)
        .collect()
}

/// Returns true if a figure between these words is a reference: a document number, an article, an item.
fn is_number_of_something(before: &str, after: &str) -> bool {
    let starts = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
    let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    ends(&["第", "附件", "〔", "[", "电话", "编号"])
        || starts(&["号", "条", "款", "章", "节", "届", "〕", "]", "、"])
}

/// Returns true if a figure between these words is a date, a period or an upper limit.
fn less_is_more(before: &str, after: &str) -> bool {
    let is_time = ["年", "月", "日", "天", "个月", "季度", "周"]
        .iter()
        .any(|unit| after.starts_with(unit));
    let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    let is_below = ends(&["不超过", "不高于", "不大于", "不多于", "控制在", "最多"])
        || (ends(&["少于", "低于"]) && !ends(&["不少于", "不低于"]));
    let head: String = after.chars().take(5).collect();
    let is_within = ["以内", "以下", "之内"]
        .iter()
        .any(|word| head.contains(word));
    is_time || is_below || is_within
}

/// Returns the words around the figures, and the figures, Chinese numerals included.
fn figures(text: &str) -> (Vec<String>, Vec<f64>) {
    let mut words = vec![String::new()];
    let mut figures = Vec::new();
    let mut figure = String::new();
    for c in text.chars().filter(|c| !c.is_whitespace()).chain(['\n']) {
        let goes_on = c.is_ascii_digit() || is_numeral(c) || (c == '.' && !figure.is_empty());
        if goes_on {
            figure.push(c);
            continue;
        }
        if let Some(value) = read(figure.trim_end_matches('.')) {
            figures.push(value);
            words.push(String::new());
        } else if let Some(last) = words.last_mut() {
            last.push_str(&figure);
        }
        figure.clear();
        if let Some(last) = words.last_mut() {
            last.push(c);
        }
    }
    (words, figures)
}

const DIGITS: [char; 11] = [
    '零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '两',
];

fn is_numeral(c: char) -> bool {
    DIGITS.contains(&c) || matches!(c, '十' | '百' | '千' | '万' | '亿')
}

/// Parses `60`, `12.5`, `二十五`, `3万`.
fn read(figure: &str) -> Option<f64> {
    let mut total = 0.0;
    let mut below = 0.0;
    let mut last: Option<f64> = None;
    let mut digits = String::new();
    for c in figure.chars() {
        if c.is_ascii_digit() || c == '.' {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            last = Some(digits.parse().ok()?);
            digits.clear();
        }
        if let Some(digit) = DIGITS.iter().position(|digit| *digit == c) {
            let digit = if c == '两' { 2 } else { digit };
            last = Some(last.unwrap_or(0.0) * 10.0 + digit as f64);
            continue;
        }
        let scale = match c {
            '十' => 10.0,
            '百' => 100.0,
            '千' => 1_000.0,
            '万' => 10_000.0,
            _ => 100_000_000.0,
        };
        if scale >= 10_000.0 {
            total += (below + last.unwrap_or(0.0)).max(1.0) * scale;
            below = 0.0;
        } else {
            below += last.unwrap_or(1.0) * scale;
        }
        last = None;
    }
    if !digits.is_empty() {
        last = Some(digits.parse().ok()?);
    }
    (!figure.is_empty()).then(|| total + below + last.unwrap_or(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lower_figure_in_the_same_words_is_seen_and_a_typo_is_not() {
        for (before, after) in [
            ("每年培训60名", "每年培训 45 名"),
            ("2024年底前建成", "2025年底前建成"),
            ("6月底前完成", "12月底前完成"),
            ("30天内办结", "60天内办结"),
            ("每年举办四次", "每年举办两次"),
            ("培训二十五万人", "培训二十万人"),
            ("人均不超过5元", "人均不超过8元"),
            ("控制在10%以内", "控制在15%以内"),
        ] {
            assert!(is_lower_figure(before, after), "{before} {after}");
            assert!(!is_lower_figure(after, before), "{after} {before}");
        }
        assert!(!is_lower_figure("每年培训60名", "每年轮训60名"));
    }

    #[test]
    fn other_widths_numbers_of_documents_and_softer_words() {
        for (before, after) in [
            ("每年培训60名", "每年培训５０名"),
            ("培训陆拾名", "培训伍拾名"),
            ("每年培训教师60名", "每年轮训教师50名"),
        ] {
            assert_eq!(
                wording_weaknesses(before, after),
                [Weakness::WordingLower],
                "{before} {after}"
            );
        }
        for (before, after) in [
            ("按第5条办理", "按第3条办理"),
            ("依据8号文件", "依据6号文件"),
            ("办好“夜校”", "办好「夜校」"),
            ("培训60名", "培训６０名"),
        ] {
            assert_eq!(wording_weaknesses(before, after), [], "{before} {after}");
        }
        for (before, after) in [
            ("覆盖所有乡镇", "覆盖部分乡镇"),
            ("每年举办科普日", "举办科普日"),
            ("建成科普基地", "推进科普基地建设"),
            ("开展教师培训", "力争开展教师培训"),
            ("建立工作机制", "原则上建立工作机制"),
            ("建立工作机制", "探索建立工作机制"),
        ] {
            assert_eq!(
                wording_weaknesses(before, after),
                [Weakness::WordingSofter],
                "{before} {after}"
            );
        }
    }

    #[test]
    fn figures_are_read_as_people_write_them() {
        for (text, value) in [
            ("60", 60.0),
            ("12.5", 12.5),
            ("十", 10.0),
            ("二十五", 25.0),
            ("一百零三", 103.0),
            ("3万", 30_000.0),
            ("两千万", 20_000_000.0),
        ] {
            assert!((read(text).unwrap() - value).abs() < 1e-9, "{text}");
        }
    }

    #[test]
    fn a_demand_that_becomes_a_wish_is_seen() {
        assert_eq!(
            wording_weaknesses("必须办好夜校", "力争办好夜校"),
            [Weakness::WordingSofter]
        );
        assert_eq!(
            wording_weaknesses("培训60名以上", "培训60名"),
            [Weakness::WordingSofter]
        );
        assert_eq!(wording_weaknesses("办好夜校", "必须办好夜校"), []);
    }
}
