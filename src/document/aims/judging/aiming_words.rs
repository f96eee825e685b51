//! Verbs and nouns that make a number behind them something to be reached.

use crate::document::text::AnyOf;

/// Words anywhere before a number of their clause or sentence, sorted.
const AIMING: [&str; 295] = [
    "上线", "下调", "下载", "下降", "不低于", "不少于", "中修", "举办", "争创", "争取", "交易",
    "产值", "产能", "产量", "亮化", "任务为", "任务分别", "优化调整", "体检", "余额", "使用外资",
    "供应", "保存", "保持", "保有量", "修复", "修缮", "修订", "储备", "储存", "入库", "入统",
    "入规", "入选", "入驻", "全年", "共建", "关停", "关闭", "养护", "再建", "减少", "减排", "出口",
    "出栏", "出版", "创作", "创建", "创成", "创造", "利润", "利用外资", "制定", "削减", "力争",
    "办结", "加固", "加装", "募集", "化解", "升规", "压减", "压缩", "发展", "发布", "发放", "启动",
    "吸纳", "命名", "回引", "回收", "培养", "培育", "培训", "增加", "增开", "增设", "增长", "复垦",
    "复种", "复耕", "外派", "存储", "孵化", "安排", "安置", "安装", "完成", "实施重点项目",
    "实施项目", "实现", "宣讲", "对接", "就业", "展演", "巡展", "巡讲", "布局", "布设", "带动",
    "帮扶", "年内", "建成", "建有", "建档", "建立", "建设", "开业", "开发", "开展", "开工", "开行",
    "开设", "开辟", "开通", "引才", "引育", "引进", "归集", "征集", "总产", "总数", "总量", "惠及",
    "慰问", "打通", "打造", "托管", "扩大", "扩建", "扩招", "扩种", "扶持", "投入", "投放", "投用",
    "投运", "抚育", "报废", "抽检", "拆解", "拉动", "拍摄", "拓宽", "招募", "招引", "招录", "招收",
    "招生", "招聘", "拟建", "拥有", "挂牌", "授信", "授牌", "排查", "接待", "接种", "控制在",
    "推介", "推出", "推广", "推荐", "提供", "提升", "提高", "搭建", "撬动", "播出", "播种", "收储",
    "收入", "收购", "改建", "改造", "攻关", "放映", "放流", "救助", "救治", "数量", "整治", "整理",
    "敷设", "新上", "新创", "新增", "新建", "新开", "新招", "新改", "新认", "新设", "更换", "更新",
    "替换", "服务", "架设", "查处", "栽植", "检查", "检测", "植树", "汇聚", "治理", "注册", "派遣",
    "流转", "淘汰", "清淤", "清理", "演出", "生产", "申报", "畅通", "疏浚", "监测", "盘活", "硬化",
    "确保", "确定", "种植", "稳定", "突破", "立项", "竣工", "筛查", "筹建", "筹集", "签约", "签订",
    "累计", "组建", "组织", "结对", "续建", "维修", "绿化", "编写", "编制", "聘请", "至少", "获得",
    "获批", "营造", "落地", "融资", "补建", "补换", "补齐", "覆盖", "规模", "解决", "认定", "认证",
    "让利", "设立", "设置", "评定", "评审", "评聘", "评选", "调解", "购置", "资助项目", "走访",
    "超过", "转化", "转移", "轮换", "轮训", "输送", "达到", "进口", "退出", "选定", "选拔", "选树",
    "选派", "选聘", "选育", "选送", "造林", "遴选", "配备", "配建", "配置", "采购", "铺设", "销售",
    "防治", "降低", "除险", "集聚", "面积",
];

/// Words right before a number: 翻一番, 达80%, 形成30个. Elsewhere they are parts of others or make nothing: 翻译, 欠发达,
/// 形成合力.
const RIGHT_BEFORE: [&str; 3] = ["翻", "达", "形成"];

/// Returns whether a text that ends before a number names something to be reached.
pub(super) fn names_aiming(text: &str) -> bool {
    let begins_with_one = |rest: &str| {
        // The only word that a text may begin with is the last that is not behind it in order.
        let behind = AIMING.partition_point(|word| *word <= rest);
        behind > 0 && rest.starts_with(AIMING[behind - 1])
    };
    text.char_indices()
        .any(|(at, _)| begins_with_one(&text[at..]))
        || text.ends_with_any(&RIGHT_BEFORE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_in_order_and_none_within_another() {
        assert!(AIMING.is_sorted());
        for word in AIMING {
            let holds = AIMING.iter().filter(|other| word.contains(*other));
            assert_eq!(holds.count(), 1, "{word}");
        }
    }

    #[test]
    fn a_word_is_found_anywhere_in_a_text() {
        for word in AIMING {
            assert!(names_aiming(&format!("全市{word}甲")), "{word}");
        }
        assert!(!names_aiming("全市"));
    }

    #[test]
    fn a_character_counts_right_before_its_number() {
        assert!(names_aiming("零售额翻"));
        assert!(!names_aiming("翻译作品"));
        assert!(!names_aiming("欠发达地区"));
    }
}
