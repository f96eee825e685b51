//! 市 and 省 that are said once for a run of names: 市教育局、财政局.

use super::kinds::{is_collective, looks_like_unit};
use crate::document::text::AnyOf;

const LEVELS: [&str; 9] = ["自治区", "省", "市", "区", "县", "州", "旗", "盟", "镇"];

/// Words that begin with the character of a level but do not name one.
const NOT_LEVELS: [&str; 14] = [
    "市场", "市政园林", "市政公用", "市政管理", "市政市容", "市容", "市民中心", "市民服务", "区域",
    "区划", "县域", "镇域", "省际", "市域",
];

/// Party bodies, which are 市委's rather than 市's.
const PARTY: [&str; 17] = [
    "组织部", "宣传部", "统战部", "政法委", "网信办", "文明办", "编办", "老干部局", "改革办",
    "政研室", "台办", "党校", "巡察办", "社会工作部", "直属机关工委", "农办", "金融办",
];

const PROVINCES: [&str; 31] = [
    "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江",
    "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "广西", "海南", "重庆", "四川",
    "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆",
];

/// Beginnings of names that never take a level: of bodies without one, or with an unnamed one.
const OWN_LEVEL_BEFORE: [&str; 26] = [
    "国", "中国", "中央", "全国", "人民银行", "人行", "武警", "驻", "团", "共青团", "有关", "相关",
    "其他", "属地", "所在", "试点", "园区", "经开区", "经济技术开发区", "高新区", "高新技术",
    "开发区", "工业园", "新区", "银保监", "军",
];

/// Endings of names that never take a level: of bodies without one, or with an unnamed one.
const OWN_LEVEL_BEHIND: [&str; 40] = [
    "医院发展中心", "合作区管理局", "区域合作办公室", "监组", "实验室", "管理办", "街道办", "科",
    "处", "信用社", "分局", "公司", "海关", "分行", "支行", "集团", "大学", "学院", "银行",
    "管委会", "医院", "政府", "企业", "园区", "开发区", "单位", "部门", "办事处", "街道", "镇",
    "乡", "县", "市", "区", "州", "总部", "军分区", "人武部", "机构", "高校",
];

/// Gives every name of one assigning text the level written before it.
#[derive(Debug)]
pub(crate) struct LevelCarrier<'p> {
    /// The document's own place, without 市 or 县: names that begin with it are complete.
    place: &'p str,
    level: Option<&'static str>,
}

impl<'p> LevelCarrier<'p> {
    pub(crate) fn new(place: &'p str) -> Self {
        Self { place, level: None }
    }

    /// Returns the next name with the level that the run gives it.
    pub(crate) fn complete(&mut self, printed: &str) -> String {
        if let Some(level) = level_of(printed) {
            self.level = Some(level);
            return printed.to_owned();
        }
        if is_collective(printed) || !looks_like_unit(printed) {
            return printed.to_owned();
        }
        let Some(level) = self.level.filter(|_| self.wants_level(printed)) else {
            return printed.to_owned();
        };
        let party = if printed.starts_with_any(&PARTY) {
            if level == "自治区" {
                "党委"
            } else {
                "委"
            }
        } else {
            ""
        };
        format!("{level}{party}{printed}")
    }

    /// Returns whether a name is one that the level before it belongs to.
    fn wants_level(&self, name: &str) -> bool {
        !self.names_place(name)
            && !name.starts_with_any(&OWN_LEVEL_BEFORE)
            && !name.ends_with_any(&OWN_LEVEL_BEHIND)
    }

    /// Returns whether a name says of which place its body is: 漳平台创园区管委会, 广东金融监管局, 大连证监局.
    fn names_place(&self, name: &str) -> bool {
        const BRANCHES: [&str; 5] = ["证监局", "银保监局", "银监局", "保监局", "铁路局"];
        let mut places = BRANCHES.iter().filter_map(|body| name.strip_suffix(body));
        let near: String = name.chars().skip(1).take(4).collect();
        let is_word = name.contains_any(&["市场", "城市"]);
        !self.place.is_empty() && name.contains(self.place)
            || name.starts_with_any(&PROVINCES)
            || places.any(|place| place.chars().count() > 1)
            || near.contains(['省', '市', '县', '州']) && !is_word
    }
}

/// Returns the level that a name begins with.
fn level_of(name: &str) -> Option<&'static str> {
    if name.starts_with_any(&NOT_LEVELS) || name.chars().count() < 3 {
        return None;
    }
    LEVELS.into_iter().find(|level| name.starts_with(level))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn all_full(place: &str, names: &str, full: &str) {
        let mut carrier = LevelCarrier::new(place);
        let names = names.split(' ').map(|name| carrier.complete(name));
        assert_eq!(names.collect::<Vec<_>>().join(" "), full);
    }

    #[test]
    fn a_level_is_carried_to_names_without_one() {
        all_full(
            "哈尔滨",
            "市委宣传部 文明办 教育局 总工会 哈尔滨广播电视台 市场监管局 科协",
            "市委宣传部 市委文明办 市教育局 市总工会 哈尔滨广播电视台 市市场监管局 市科协",
        );
        all_full(
            "",
            "省科技厅 工业和信息化厅 各地级以上市人民政府 广东金融监管局 大连证监局 团省委 税务局",
            "省科技厅 省工业和信息化厅 各地级以上市人民政府 广东金融监管局 大连证监局 团省委 省税务局",
        );
    }

    #[test]
    fn ministries_and_bodies_with_a_place_of_their_own_get_none() {
        let central = "国家发展改革委 财政部 各地区";
        all_full("", central, central);
        all_full(
            "漳平",
            "市文体旅局 漳平台创园区管委会 工业园区管委会 团市委 融媒体 外汇管理局漳平支局",
            "市文体旅局 漳平台创园区管委会 工业园区管委会 团市委 市融媒体 外汇管理局漳平支局",
        );
    }
}
