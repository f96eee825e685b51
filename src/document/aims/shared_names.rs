//! Names that share one verb, each with its number: 甲率、乙率均达到90%, 甲率、乙率分别达到65%和55%.

use super::measures::behind_measure;
use super::naming::named;
use super::numbers::FoundNumber;
use crate::document::text::{AnyOf, is_han, last_clause};

/// The most names that share one verb.
const MOST_NAMES: usize = 20;

/// The names that a number belongs to.
pub(crate) enum Distribution {
    /// 甲、乙均达到90%
    All(Vec<String>),
    One(String),
}

/// Gives the numbers of 甲、乙分别达到65%和55% their names, and one of 甲、乙均达到90% to both.
pub(crate) fn distributed(
    subjects: &str,
    all: &[FoundNumber],
    nth: usize,
    sentence: &str,
) -> Distribution {
    let before = &sentence[..all[nth].start];
    names_that_share(last_clause(before))
        .map(Distribution::All)
        .or_else(|| name_of_place(all, nth, sentence).map(Distribution::One))
        .or_else(|| name_in_turn(all, nth, sentence).map(Distribution::One))
        .unwrap_or_else(|| Distribution::One(subjects.to_owned()))
}

/// Returns the names that a number is said of alike: 甲率、乙率均达到.
fn names_that_share(clause: &str) -> Option<Vec<String>> {
    const FARTHEST: usize = 6;
    ["均", "都"].iter().find_map(|word| {
        let at = clause.find(word)?;
        if clause[at..].chars().count() > FARTHEST {
            return None;
        }
        let names: Vec<String> = listed_names(&clause[..at], None).collect();
        // 马铃薯种植、收获机械化率均达到45% is one rate.
        let last = names.last().and_then(|name| name.chars().last());
        let are_whole = names.iter().all(|name| name.chars().last() == last);
        (are_whole && (2..=4).contains(&names.len())).then_some(names)
    })
}

/// Returns the name of a number whose place is named right before it: 天数分别达到东区220天、西区210天.
fn name_of_place(all: &[FoundNumber], nth: usize, sentence: &str) -> Option<String> {
    const REACHES: [&str; 6] = ["达到", "达", "控制在", "为", "下降", "不低于"];
    let before = &sentence[..all[nth].start];
    let at = before.rfind("分别")?;
    let behind = &before[at + "分别".len()..];
    let listed = behind.strip_prefix_any(&REACHES)?;
    let place = match all[..nth].last().filter(|last| last.start > at) {
        Some(last) => sentence[last.end..all[nth].start].split_once('、')?.1,
        None => listed,
    };
    let is_place = (2..=6).contains(&place.chars().count()) && place.chars().all(is_han);
    let what = named(last_clause(&sentence[..at]));
    (is_place && !what.is_empty()).then(|| format!("{place}{what}"))
}

/// Returns the name at a number's position in the list before 分别.
fn name_in_turn(all: &[FoundNumber], nth: usize, sentence: &str) -> Option<String> {
    let at = sentence[..all[nth].start].rfind("分别")?;
    let earlier = all[..nth].iter().rev();
    let earlier = earlier.take_while(|number| number.start > at);
    // 分别于2025年、2026年达到65%、55%
    let is_date = |number: &&FoundNumber| sentence[number.end..].starts_with(['年', '月', '日']);
    let place = earlier.filter(|number| !is_date(number)).count();
    let goes_on = |pair: &&[FoundNumber]| {
        let between = behind_measure(&sentence[pair[0].end..pair[1].start]);
        matches!(between, "、" | "和" | "，" | "及" | "与")
    };
    let further = all[nth..].windows(2).take(MOST_NAMES).take_while(goes_on);
    let count = place + 1 + further.count();
    let names = last_clause(&sentence[..at]);
    if place >= MOST_NAMES {
        return None;
    }
    listed_names(names, Some(count)).nth(place)
}

/// Takes the names of a list apart, so many as there are numbers: at 、, and at 和, 与 and 及 where a name ends and
/// another begins, as 参与率和满意率 does at 和 alone.
fn listed_names(text: &str, count: Option<usize>) -> impl Iterator<Item = String> {
    const SHORTEST: usize = 2;
    let mut names: Vec<&str> = text.split('、').take(MOST_NAMES).collect();
    let mut at = names.len();
    while at > 0 {
        at -= 1;
        if count.is_some_and(|count| names.len() >= count) {
            break;
        }
        let name = names[at];
        let parted = name
            .match_indices(['和', '与', '及'])
            .map(|(place, word)| (&name[..place], &name[place + word.len()..]))
            .filter(|(first, second)| {
                first.chars().count() >= SHORTEST && second.chars().count() >= SHORTEST
            })
            .max_by_key(|(first, second)| first.chars().last() == second.chars().last());
        let Some((first, second)) = parted else {
            continue;
        };
        if count.is_some() || first.chars().last() == second.chars().last() {
            names.splice(at..=at, [first, second]);
        }
    }
    names
        .into_iter()
        .map(named)
        .filter(|name| name.chars().count() >= SHORTEST)
}

#[cfg(test)]
mod tests {
    use super::super::numbers::numbers;
    use super::*;

    #[test]
    fn names_of_a_list_are_as_many_as_its_numbers() {
        for (list, count, names) in [
            ("参与率和满意率", Some(2), vec!["参与率", "满意率"]),
            (
                "毛入园率和九年义务教育普及率",
                Some(2),
                vec!["毛入园率", "九年义务教育普及率"],
            ),
            ("甲率、乙率和丙率", Some(3), vec!["甲率", "乙率", "丙率"]),
            ("图书与报刊阅读率", None, vec!["图书与报刊阅读率"]),
        ] {
            assert!(listed_names(list, count).eq(names), "{list}");
        }
    }

    #[test]
    fn one_number_is_of_all_names_and_several_of_each_in_turn() {
        let names = |sentence: &str| {
            let all = numbers(sentence);
            let of_each = (0..all.len()).map(|nth| match distributed("甲", &all, nth, sentence) {
                Distribution::All(names) => names.join("+"),
                Distribution::One(name) => name,
            });
            of_each.collect::<Vec<_>>()
        };
        assert_eq!(names("入户率、建档率均达到85%"), ["入户率+建档率"]);
        assert_eq!(names("水稻种植、收割机械化率均达到85%"), ["甲"]);
        assert_eq!(
            names("优良天数分别达到东区220天、西区210天"),
            ["东区优良天数", "西区优良天数"]
        );
        let in_turn = names("东区、西区分别于2025年、2026年达到85%、75%");
        assert_eq!(in_turn[2..], ["东区", "西区"]);
        assert_eq!(
            names("新建站点、泵房分别达到12座、7座"),
            ["站点", "泵房"].map(|name| if name == "站点" {
                "新建站点"
            } else {
                name
            })
        );
    }
}
