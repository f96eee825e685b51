//! Weakenings of wordings: lower figures, later dates, hedges.

use crate::text::Weakness;

use super::figures::{
    figures, figures_of, is_deadline, is_number_of_something, is_time, less_is_more, plain,
    starts_with_figure, without_numbering,
};
use super::softer::{is_alike, shared};

/// Words that turn a demand into a wish, or end it, with spaces between them.
const HEDGES: &str = "\
    力争 争取 努力 尽力 尽量 尽可能 原则上 一般 基本 大致 大体 \
    左右 接近 视情 视财力 可视 酌情 适时 择机 适当 适度 必要时 \
    有条件的 条件成熟 条件允许 条件具备 具备条件 根据实际 结合实际 因地制宜 自愿 可不 可以 \
    探索 研究 试点 试行 鼓励 引导 倡导 支持 推动 推进 部分 \
    若干 多数 大部分 个别 重点地区 逐步 分步 分批 稳步 参照 暂缓 \
    暂停 暂不 不再 取消 另行 延期 除外 不强制 不作要求";

/// Words that make a demand, by what they demand: with fewer of one row it is weaker, whatever another row gained.
const DEMANDS: [&str; 5] = [
    "不少于 不低于 不小于 至少 以上",
    "必须 务必 一律 应当 强制 立即",
    "全覆盖 所有 全部 全体 全面 每个 各个 逐一 均",
    "建成 确保 保证 完成 实现",
    "不得 严禁 禁止 杜绝",
];

/// Finds how a wording is weakened: a lower figure or later date in the same words, a figure that is gone, a hedge, a
/// demand that is gone, a slower recurrence.
pub(crate) fn wording_weaknesses(before: &str, after: &str) -> Vec<Weakness> {
    let (before, after) = (&plain(before), &plain(after));
    let mut found = Vec::new();
    if is_lower_figure(before, after) || loses_a_figure(before, after) {
        found.push(Weakness::WordingLower);
    }
    let count = |text: &str, words: &str| -> usize {
        let words = words.split_whitespace();
        words.map(|word| text.matches(word).count()).sum()
    };
    let hedges = |text: &str| count(text, HEDGES) + approximations(text);
    let is_hedged = hedges(after) > hedges(before);
    let demands_less = |row: &str| count(after, row) < count(before, row);
    if is_hedged || DEMANDS.into_iter().any(demands_less) || is_slower(before, after) {
        found.push(Weakness::WordingSofter);
    }
    found
}

/// Counts 约 before a figure (约束 and 预约 are other words).
fn approximations(text: &str) -> usize {
    let behind = text.split('约').skip(1);
    behind.filter(|it| starts_with_figure(it)).count()
}

/// Returns whether the newer text asks for something less often than the older one (每月), or not regularly.
fn is_slower(before: &str, after: &str) -> bool {
    let (old, new) = (intervals(before), intervals(after));
    let mut new = new.into_iter();
    old.into_iter()
        .any(|old| new.next().is_none_or(|new| new > old))
}

/// Returns the days between two times of each recurrence in a text, shortest first.
fn intervals(text: &str) -> Vec<u32> {
    const SPANS: [(&str, u32); 10] = [
        ("天", 1),
        ("日", 1),
        ("周", 7),
        ("星期", 7),
        ("旬", 10),
        ("月", 30),
        ("季", 91),
        ("半年", 182),
        ("学期", 182),
        ("年", 365),
    ];
    const NUMBERS: [(&str, u32); 6] = [
        ("两", 2),
        ("二", 2),
        ("三", 3),
        ("2", 2),
        ("3", 3),
        ("五", 5),
    ];
    let mut found = Vec::new();
    for behind in text.split(['每', '逐', '按']).skip(1) {
        let number = NUMBERS.iter().find(|(word, _)| behind.starts_with(word));
        let (behind, times) = match number {
            Some((word, times)) => (&behind[word.len()..], *times),
            None => (behind, 1),
        };
        let behind = behind.strip_prefix('个').unwrap_or(behind);
        let span = SPANS.iter().find(|(word, _)| behind.starts_with(word));
        found.extend(span.map(|(_, days)| days * times));
    }
    found.sort_unstable();
    found
}

/// Returns whether the same words have a lower figure, or a higher one in a date, period or upper
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

/// Returns whether the words around the figures are the same or a revision, so that each figure counts
/// the same thing. What a figure counts may be another word only if nearly all others stayed.
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
    if counts(before) == counts(after) {
        is_alike(&old, &new)
    } else {
        shared(&old, &new) * 3 >= old.chars().count() * 2
    }
}

/// Returns whether a figure that said how much, or until when, is gone from the same words.
fn loses_a_figure(before: &str, after: &str) -> bool {
    let (old_words, old) = figures(without_numbering(before));
    let (new_words, mut new) = figures(without_numbering(after));
    if old.len() <= new.len() || !is_alike(&old_words.concat(), &new_words.concat()) {
        return false;
    }
    old.into_iter().enumerate().any(|(at, figure)| {
        let behind = old_words.get(at + 1).map_or("", String::as_str);
        if let Some(known) = new.iter().position(|new| (new - figure).abs() < 1e-9) {
            new.swap_remove(known);
            return false;
        }
        let is_first_year =
            (1900.0..2200.0).contains(&figure) && behind.starts_with(['—', '–', '-', '~', '至']);
        let is_mere_time = is_first_year || (is_time(behind) && !is_deadline(behind));
        !is_mere_time && !is_number_of_something(&old_words[at], behind)
    })
}

/// Returns whether two names may be of one renamed unit: without words common to all offices, at least
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
            ("培训骨干教师1,200名", "培训骨干教师900名"),
            ("培训骨干教师1，200名", "培训骨干教师1，100名"),
            ("每年培训骨干教师60名", "每年培训骨干教师50人次"),
            ("建成3个基地、5个场馆", "建成3个基地"),
            ("培训骨干教师60名", "培训骨干教师"),
            ("2024年底前建成科普馆", "建成科普馆"),
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
            ("培训1200名", "培训1,200名"),
            ("1.1 教师培训", "教师培训"),
            ("落实《规划（2021—2035年）》要求", "落实《规划》要求"),
            ("每年评估，每月通报", "每月通报，每年评估"),
            ("完成培训", "实现培训"),
            ("加强约束机制建设", "加强节约约束机制建设"),
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
            ("建成科普基地", "基本建成科普基地"),
            ("培训教师60名", "培训教师60名左右"),
            ("培训教师60名", "培训教师约60名"),
            ("不少于60名", "完成60名"),
            ("每月通报一次", "每季度通报一次"),
            ("每年评估一次", "每两年评估一次"),
            ("每周巡查", "定期巡查"),
            ("严禁占用基本农田", "避免占用基本农田"),
        ] {
            assert_eq!(
                wording_weaknesses(before, after),
                [Weakness::WordingSofter],
                "{before} {after}"
            );
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
