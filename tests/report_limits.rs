//! Limits: what is over its limit is named as such, and a limit that is raised is not called lower.

use super::common::duban::{Fixture, Workspace};

pub(crate) const PLAN: &str = r#"schema = 1
id = "p"
short = "p"
title = "某县方案"
period = { start = 2024-01-01, end = 2025-12-31 }
[[phase]]
id = "a"
name = "实施"
start = 2024-01-01
end = 2025-12-31
[[unit]]
name = "县应急局"
[[section]]
id = "1"
title = "行动"
lead = ["县应急局"]
[[action]]
id = "1.1"
title = "安全"
[[action.milestone]]
id = "accidents"
title = "事故"
target = { op = "<=", value = 5, unit = "起" }
"#;

#[test]
fn what_exceeded_its_limit_is_named_and_is_short_of_its_target() {
    let office = Workspace::with_plan(PLAN);
    office.run("progress 1.1/accidents --value 8 --by 县应急局 --on 2024-06-01");
    let report = |lang: &str, kind: &str| {
        let command = format!("--as-of 2024-06-30 --lang {lang} report {kind}");
        office.run(command).stdout
    };
    let bulletin = report("zh", "bulletin");
    assert!(bulletin.contains("以下1项逾期、超限、"), "{bulletin}");
    assert!(report("en", "bulletin").contains("over the limit"));
    for lang in ["zh", "en"] {
        let evaluation = report(lang, "evaluation");
        let rows = evaluation.matches("1.1/accidents").count();
        assert_eq!(rows, 2, "{evaluation}");
    }
}

#[test]
fn a_limit_that_is_raised_and_a_range_that_ends_lower_are_called_so() {
    let range = PLAN.replace(
        "op = \"<=\", value = 5",
        "op = \"range\", value = 3, max = 5",
    );
    for (plan, from, to, said) in [
        (PLAN, "value = 5", "value = 6", ["上限提高", "limit higher"]),
        (
            range.as_str(),
            "max = 5",
            "max = 4",
            ["区间上限降低", "upper end of the range lower"],
        ),
        (
            range.as_str(),
            "value = 3",
            "value = 2",
            ["目标值降低", "target lower"],
        ),
    ] {
        let office = Workspace::in_git(Fixture::Bare);
        office.write("p/plan.toml", plan);
        office.run("check --fix");
        office.commit_all();
        office.write("p/plan.toml", plan.replace(from, to));
        for (lang, said) in ["zh", "en"].into_iter().zip(said) {
            let review = office.run(format!("--lang {lang} review HEAD")).stdout;
            assert!(
                review.contains(&format!("{said}{}", if lang == "zh" { "：" } else { ": " })),
                "{review}"
            );
        }
        let json = office.run("review HEAD --json").json();
        assert!(json.to_string().contains("target-lower"), "{json}");
    }
}
