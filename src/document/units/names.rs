//! The names in a run of names: 市教育局、市科协,市委宣传部（网信办）、文明办等.

use super::kinds::{is_collective, looks_like_unit, without_last_bracket};
use crate::document::text::{AnyOf, CLOSING, OPENING};

/// Splits a run of names, as printed and in order.
pub(crate) fn split_names(run: &str) -> Vec<String> {
    let pieces = pieces(run);
    let mut names: Vec<String> = Vec::new();
    let mut areas: Option<String> = None;
    let mut all = pieces.into_iter().peekable();
    while let Some(piece) = all.next() {
        let joined = match areas.take() {
            Some(before) => format!("{before}、{piece}"),
            None => piece.clone(),
        };
        // 各市党委、政府 and 各区、县（市）政府 are one name.
        let is_both = piece.ends_with("党委")
            && all
                .peek()
                .is_some_and(|next| matches!(next.as_str(), "政府" | "人民政府"));
        if is_both || is_area(&piece) && all.peek().is_some_and(|next| completes_area(next)) {
            areas = Some(joined);
        } else {
            names.push(joined);
        }
    }
    names
}

/// Returns the texts between separators, cleaned of connecting words.
fn pieces(run: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut depth = 0_usize;
    let mut piece = String::new();
    let mut push = |piece: &mut String| {
        for name in split_at_words(piece) {
            let name = bare(&name);
            match in_brackets(&name) {
                Some(inside) => pieces.extend(self::pieces(inside)),
                None if name.is_empty() => {}
                None => pieces.push(name),
            }
        }
        piece.clear();
    };
    for c in run.chars() {
        match c {
            '[' | '“' => depth += 1,
            ']' | '”' => depth = depth.saturating_sub(1),
            c if OPENING.contains(&c) => depth += 1,
            c if CLOSING.contains(&c) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 0 {
            if !c.is_whitespace() {
                piece.push(c);
            }
            continue;
        }
        match c {
            '、' | '，' | ',' | '；' | ';' | '。' | '/' | '／' | '|' | '｜' | '\n' | '①'..='⑳' =>
            {
                push(&mut piece);
            }
            // 市教育局 市财政局, but not 市教 育局.
            _ if c.is_whitespace() => {
                if looks_like_unit(&piece) && piece.chars().count() > 2 {
                    push(&mut piece);
                }
            }
            _ => piece.push(c),
        }
    }
    push(&mut piece);
    pieces
}

/// Returns the text within a bracket around all of it: （县教育局）.
fn in_brackets(text: &str) -> Option<&str> {
    let inside = text.strip_prefix(OPENING)?.strip_suffix(CLOSING)?;
    (!inside.contains(OPENING)).then_some(inside)
}

/// Removes the words around a name: 由, 等单位, 按职责分工.
fn bare(text: &str) -> String {
    let mut text = text.trim();
    for before in [
        "由", "并由", "以及", "及", "和", "与", "会同", "：", ":", "为",
    ] {
        text = text.strip_prefix(before).unwrap_or(text);
    }
    if let Some(at) = etcetera(text) {
        text = &text[..at];
    }
    const AFTER: [&str; 33] = [
        "完成有关工作", "完成相关工作", "做好有关工作", "做好相关工作", "做好配合工作", "依法依规",
        "按照职责分工", "按职责分工", "按各自职责分工", "依职责分工", "依职责", "按职责",
        "按照各自职责", "根据各自职责", "根据职责分工", "结合各自职责", "各自职责", "按分工",
        "结合实际", "分别", "共同", "具体", "各自", "分工", "主动", "积极", "联合", "统筹", "予以",
        "抓好", "，", "。", "；",
    ];
    while let Some(shorter) = text.strip_suffix_any(&AFTER) {
        text = shorter.trim_end();
    }
    text.trim_matches(['"', '【', '】', '[', ']', '［', '］', '.', ' ', '\u{3000}'])
        .to_owned()
}

/// Returns the place of the 等, 等单位 or 等8个部门 that ends a name.
fn etcetera(text: &str) -> Option<usize> {
    text.match_indices('等').map(|(at, _)| at).find(|at| {
        let (before, after) = (&text[..*at], &text[at + '等'.len_utf8()..]);
        let count = |c: char| c.is_ascii_digit() || "一二两三四五六七八九十".contains(c);
        let after = match after.trim_start_matches(count) {
            counted if counted.len() < after.len() => counted.trim_start_matches(['个', '家']),
            _ => after,
        };
        let ends = [
            "单位", "部门", "相关", "有关", "国务院", "市直", "区直", "县直", "省直", "各", "成员",
            "按", "共同", "分别", "分工", "市有关", "市级", "县级", "省级", "州级", "区级", "州直",
            "中央",
        ];
        (after.is_empty() || after.starts_with_any(&ends))
            && !before.ends_with(['高', '中', '初', '同', '平', '均'])
            && !before.is_empty()
    })
}

/// Splits at 和, 及 and 与 between two names, not within one.
fn split_at_words(text: &str) -> Vec<String> {
    for (at, word) in text
        .char_indices()
        .filter(|(_, c)| matches!(c, '和' | '及' | '与'))
        .map(|(at, c)| (at, c.len_utf8()))
    {
        let before = text[..at].strip_suffix('以').unwrap_or(&text[..at]);
        let after = &text[at + word..];
        if is_depth_zero(before) && parts_two(bare(before).as_str(), after) {
            let mut names = vec![before.to_owned()];
            names.extend(split_at_words(after));
            return names;
        }
    }
    vec![text.to_owned()]
}

fn is_depth_zero(text: &str) -> bool {
    text.matches(OPENING).count() == text.matches(CLOSING).count()
}

/// Returns whether a conjunction between two texts parts two names.
fn parts_two(before: &str, after: &str) -> bool {
    const BODIES: [&str; 35] = [
        "联", "协", "社", "馆", "队", "校", "局", "厅", "部", "委", "办", "会", "政府", "院",
        "中心", "部门", "单位", "公司", "银行", "科协", "妇联", "署", "地区", "县", "区", "总局",
        "学校", "台", "企业", "市）", "支行", "分行", "学院", "大学", "办事处",
    ];
    let whole_before = before.chars().count() > 1
        && (BODIES
            .iter()
            .any(|body| without_last_bracket(before).ends_with(body))
            || is_collective(before));
    // 教育部和文化局: the second must be a name of its own; 各级党委和政府 is one.
    whole_before
        && !["政府", "人民政府", "单位", "部门", "直属机构"].contains(&after)
        && looks_like_unit(&bare(
            after.split(['、', '，', ',']).next().unwrap_or(after),
        ))
}

const AREAS: [&str; 29] = [
    "省", "自治区", "直辖市", "市", "州", "自治州", "盟", "县", "区", "旗", "乡", "镇", "乡镇",
    "街道", "村", "社区", "地区", "地", "设区市", "地市", "市州", "县区", "县市", "市县", "镇街",
    "村居", "区县", "县级市", "自治县",
];

/// Returns whether a piece is nothing but a word for areas: 各区, 县（市）.
fn is_area(piece: &str) -> bool {
    let each = piece.strip_prefix_any(&["各有关", "各相关", "有关", "各"]);
    let bare = without_last_bracket(each.unwrap_or(piece));
    AREAS.contains(&bare)
}

/// Returns whether a piece goes on with a list of areas: 县（市）政府, 自治区.
fn completes_area(piece: &str) -> bool {
    let ends = ["政府", "党委", "管委会", "办事处", "委员会", "人民政府"];
    is_area(piece) && !piece.starts_with('各')
        || AREAS.iter().any(|area| {
            piece.strip_prefix(area).is_some_and(|rest| {
                let rest = rest.strip_prefix('级').unwrap_or(rest);
                let rest = match rest.strip_prefix(OPENING) {
                    Some(inside) => inside.split_once(CLOSING).map_or("", |(_, after)| after),
                    None => rest,
                };
                // 区人民政府(管委会)
                ends.contains(&without_last_bracket(rest))
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_where_one_ends() {
        for (run, names) in [
            ("市教育局、市科协", vec!["市教育局", "市科协"]),
            ("（市教育局、市科协）", vec!["市教育局", "市科协"]),
            ("市教育局、（市科协）", vec!["市教育局", "市科协"]),
            ("①市教育局②市科协", vec!["市教育局", "市科协"]),
            ("市教育局、（）", vec!["市教育局"]),
            (
                "市委文明办,市工信科技局、生态环境局,团市委等",
                vec!["市委文明办", "市工信科技局", "生态环境局", "团市委"],
            ),
            (
                "市委宣传部（网信办）、老干部局",
                vec!["市委宣传部（网信办）", "老干部局"],
            ),
            ("各区、县（市）政府", vec!["各区、县（市）政府"]),
            (
                "市科协，各有关区、县级市",
                vec!["市科协", "各有关区、县级市"],
            ),
            (
                "各省、自治区、直辖市人民政府",
                vec!["各省、自治区、直辖市人民政府"],
            ),
            (
                "各县（市、区）、市直有关单位",
                vec!["各县（市、区）", "市直有关单位"],
            ),
            ("各县〈市、区〉政府", vec!["各县〈市、区〉政府"]),
            ("各乡镇、街道", vec!["各乡镇、街道"]),
            ("各区、市教育局", vec!["各区", "市教育局"]),
            (
                "银保监会等国务院相关部门及各地区",
                vec!["银保监会", "各地区"],
            ),
            (
                "国务院相关部门及各地区按职责分工",
                vec!["国务院相关部门", "各地区"],
            ),
            (
                "工业和信息化部、文化和旅游部",
                vec!["工业和信息化部", "文化和旅游部"],
            ),
            ("市教育局和市科协", vec!["市教育局", "市科协"]),
            (
                "市人力资源和社会保障局以及各区政府",
                vec!["市人力资源和社会保障局", "各区政府"],
            ),
            ("各级党委和政府", vec!["各级党委和政府"]),
            (
                "各有关部门和单位，各省级人民政府",
                vec!["各有关部门和单位", "各省级人民政府"],
            ),
            ("市高等教育局等单位", vec!["市高等教育局"]),
            ("州税务局等州级有关部门（单位）", vec!["州税务局"]),
            (
                "省“双随机、一公开”联席会议成员单位、省商务厅",
                vec!["省“双随机、一公开”联席会议成员单位", "省商务厅"],
            ),
            ("省商务厅等分工", vec!["省商务厅"]),
            (
                "各市、县（市、区）政府等分工",
                vec!["各市、县（市、区）政府"],
            ),
            ("市直各单位按职责完成有关工作", vec!["市直各单位"]),
            ("市教育局 市财政局", vec!["市教育局", "市财政局"]),
            ("市教 育局", vec!["市教育局"]),
            (
                "市交通委（市道运局）、市公安局",
                vec!["市交通委（市道运局）", "市公安局"],
            ),
            (
                "各乡镇(街道)人民政府(办事处)",
                vec!["各乡镇(街道)人民政府(办事处)"],
            ),
        ] {
            assert_eq!(split_names(run), names, "{run}");
        }
    }
}
