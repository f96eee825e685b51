//! What the name of a unit shows: that it is one at all, its kind, and whether it means several.

use crate::document::text::{AnyOf, CLOSING, OPENING};
use crate::plan::UnitKind;

/// What the names of organisations end in.
const ENDINGS: [&str; 65] = [
    "股", "部", "委", "办", "局", "厅", "署", "会", "院", "校", "台", "社", "分行", "支行", "司",
    "队", "所", "站", "处", "科", "室", "组", "馆", "协", "联", "盟", "州", "旗", "区", "县", "市",
    "镇", "乡", "街道", "中心", "政府", "单位", "部门", "机构", "企业", "集团", "银行", "大学",
    "融媒体", "基地", "法院", "地区", "省份", "省", "园", "地方", "移动", "联通", "电信", "供电",
    "邮政", "学校", "高校", "园区", "博物馆", "铁塔", "编办", "网信", "各地", "海关",
];

/// Endings of party bodies' names.
const PARTY: [&str; 20] = [
    "组织部", "宣传部", "统战部", "政法委", "网信办", "文明办", "编办", "老干部局", "改革办",
    "政研室", "纪委", "监委", "台办", "巡察办", "社会工作部", "机关工委", "农办", "金融办",
    "财经办", "党委",
];

/// Endings of people's organisations' names.
const MASS: [&str; 20] = [
    "科协", "团委", "妇联", "总工会", "残联", "工商联", "文联", "侨联", "红十字会", "老科协",
    "老体协", "社科联", "协会", "学会", "关工委", "团市委", "团县委", "团区委", "团省委", "计生协",
];

/// Endings of the names of schools, hospitals, media and enterprises.
const INSTITUTIONS: [&str; 22] = [
    "党校", "行政学院", "大学", "学院", "学校", "医院", "研究院", "农科院", "社科院", "科学院",
    "电视台", "报社", "日报", "融媒体", "中心", "公司", "集团", "银行", "博物馆", "科技馆", "台",
    "馆",
];

/// Words that a text about deeds has and a name has not.
const DEEDS: [&str; 20] = [
    "控股", "入股", "持股", "成立", "下设", "组建", "开展", "加强", "推动", "提高", "完善", "建立",
    "落实好", "鼓励", "不得", "应当", "可以", "要求", "纳入", "按照",
];

/// Returns whether a text is the name of a unit by what it looks like.
pub(crate) fn looks_like_unit(name: &str) -> bool {
    let bare = without_last_bracket(name);
    let length = bare.chars().count();
    (2..=26).contains(&length)
        && (ends_like_unit(bare) || is_collective(bare))
        && !bare.contains_any(&DEEDS)
        && !bare.contains(['《', '》', '“', '”', '。', '：', ':', '；', '%'])
        && !bare.starts_with(|c: char| c.is_ascii_digit())
        // 技工院校内由人社部门 is half a sentence.
        && !bare.contains('由')
}

/// Returns whether a text ends as names of organisations do.
pub(crate) fn ends_like_unit(name: &str) -> bool {
    let bare = without_last_bracket(name);
    bare.ends_with_any(&ENDINGS)
}

/// Returns whether a name means several units.
pub(crate) fn is_collective(name: &str) -> bool {
    const BEGINNINGS: [&str; 16] = [
        "各", "有关", "相关", "全体", "其他", "全市", "全县", "全区", "全省", "市级各", "县级各",
        "国务院有关", "国务院相关", "我市各", "我县各", "我区各",
    ];
    const ENDS: [&str; 12] = [
        "成员单位", "有关部门", "相关部门", "有关单位", "相关单位", "各单位", "各部门", "牵头单位",
        "责任单位", "各地区", "各县区", "主管部门",
    ];
    name.starts_with_any(&BEGINNINGS) || name.ends_with_any(&ENDS)
}

/// Returns a name without the bracket that it ends with: 市委宣传部（网信办）.
pub(crate) fn without_last_bracket(name: &str) -> &str {
    let Some(inside) = name.strip_suffix(CLOSING) else {
        return name;
    };
    let mut depth = 0;
    for (at, c) in inside.char_indices().rev() {
        match c {
            c if CLOSING.contains(&c) => depth += 1,
            c if OPENING.contains(&c) && depth == 0 => return &name[..at],
            c if OPENING.contains(&c) => depth -= 1,
            _ => {}
        }
    }
    name
}

/// Returns the kind of unit that a name is of.
pub(crate) fn kind_of(name: &str) -> UnitKind {
    let bare = without_last_bracket(name);
    if is_collective(bare) {
        UnitKind::Collective
    } else if bare.ends_with_any(&MASS) {
        UnitKind::MassOrganisation
    } else if bare.ends_with_any(&INSTITUTIONS) || is_national_bank(bare) {
        UnitKind::Institution
    } else if bare.ends_with_any(&PARTY) || is_of_committee(bare) {
        UnitKind::Party
    } else {
        UnitKind::Government
    }
}

/// Returns whether a name is of a bank of the whole country: 中国农业银行, 中国工行.
fn is_national_bank(name: &str) -> bool {
    name.starts_with("中国") && name.ends_with('行')
}

/// Returns whether a name begins with the party committee that it is of: 市委.
fn is_of_committee(name: &str) -> bool {
    name.starts_with_any(&["市委", "省委", "县委", "区委", "州委", "中央"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_other_words() {
        for name in [
            "市教育局",
            "国家发展改革委",
            "各县（市、区）",
            "市委宣传部（网信办）",
            "中国证监会广东监管局",
            "试点城市政府",
            "各地区",
            "国务院相关部门",
            "市融媒体",
            "上海海关",
        ] {
            assert!(looks_like_unit(name), "{name}");
        }
        for other in [
            "试行",
            "2022—2025年",
            "以下简称《科学素质纲要》",
            "加强队伍建设",
            "含",
            "下同",
        ] {
            assert!(!looks_like_unit(other), "{other}");
        }
    }

    #[test]
    fn a_name_tells_its_kind() {
        use UnitKind::{Collective, Government, Institution, MassOrganisation, Party};
        for (name, kind) in [
            ("市教育局", Government),
            ("国家发展改革委", Government),
            ("市委组织部", Party),
            ("市委宣传部(网信办)", Party),
            ("市委党校", Institution),
            ("市科协", MassOrganisation),
            ("团市委", MassOrganisation),
            ("各乡镇人民政府", Collective),
            ("区直有关单位", Collective),
            ("人民银行", Institution),
            ("中国农发行", Institution),
            ("市委研究室", Party),
        ] {
            assert_eq!(kind_of(name), kind, "{name}");
        }
    }
}
