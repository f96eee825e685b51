//! What the head and the lists count: the same in every view, and whole at every width.

use std::fs;

use duban::text::Lang;

use crate::common::app::{App, Start};
use crate::common::stage::Stage;

fn on(lang: Lang, size: (u16, u16), only: Option<&str>, stage: Stage) -> App {
    Start::default().lang(lang).size(size).only(only).on(stage)
}

/// The sum of the second figures of `34/42  16/68  0/43`.
fn owed(line: &str) -> u32 {
    let words = line.split_whitespace();
    let figures = words.filter_map(|word| word.split_once('/')?.1.parse::<u32>().ok());
    figures.sum()
}

#[test]
fn a_dropped_milestone_counts_in_no_view() {
    let mut app = on(Lang::Zh, (80, 24), None, Stage::set());
    let overview = owed(&app.row_with("漳平"));
    app.keys("/zhangping<enter><enter><esc>");
    app.shows("[2单位]").shows("漳平");
    let phases = app.screen().lines().nth(2).map(owed);
    let everyone = app.row_with("> 全部");
    assert_eq!(Some(overview), phases, "{everyone}");
    let listed = everyone.split_whitespace().nth(3).unwrap();
    assert_eq!(listed, overview.to_string(), "{everyone}");
    app.keys("3");
    assert_eq!(Some(owed(app.screen().lines().nth(4).unwrap())), phases);
}

#[test]
fn no_part_of_the_second_line_is_cut() {
    for lang in [Lang::Zh, Lang::En] {
        let red = (lang.words().lamp)(duban::plan::Lamp::Red);
        let is_red = |word: &str| word.strip_prefix(red)?.parse::<u32>().ok();
        let mut app = on(lang, (80, 24), Some("zhangping"), Stage::set());
        for view in "1234567".chars() {
            app.keys(&view.to_string());
            for columns in (40..=130).step_by(3) {
                let screen = app.resize(columns, 12).screen();
                let line = screen.lines().nth(1).unwrap();
                let counts = line.split_whitespace().any(|word| is_red(word).is_some());
                assert!(counts && !line.contains(".."), "{columns}: {line}");
            }
        }
    }
}

#[test]
fn units_whose_reports_are_missing_or_late_stand_below_the_alerts() {
    let plain = on(Lang::Zh, (80, 24), Some("zhangping"), Stage::set());
    let lamps = plain.screen().lines().nth(1).map(str::to_owned);
    let stage = Stage::set();
    let file = stage.plans().join("zhangping/plan.toml");
    let text = fs::read_to_string(&file).unwrap();
    let rule = "[reporting]\nevery = \"month\"\nday = 5\n\n[[phase]]";
    fs::write(&file, text.replacen("[[phase]]", rule, 1)).unwrap();
    let mut app = on(Lang::Zh, (80, 24), Some("zhangping"), stage);
    assert_eq!(app.screen().lines().nth(1).map(str::to_owned), lamps);
    app.resize(80, 60).keys("4G");
    let screen = app.screen();
    let line_of = |text: &str| screen.lines().position(|line| line.contains(text));
    let heading = line_of("报送：未报、迟报的单位");
    // The heading stands over the units, not below them.
    assert!(heading.is_some() && heading < line_of("2024-05-01 至 2024-05-31 进展"));
    app.resize(80, 24);
    app.shows("2024-05-01 至 2024-05-31 进展");
    let last = app.row_with(">");
    assert!(last.contains("24-06-05") && last.contains("报"), "{last}");
    // A unit is found by its name, and Enter goes to what it owes.
    app.keys("/nyncj<enter>G");
    let row = app.row_with(">");
    assert!(
        row.contains("市农业农村局") && row.contains("24-06-05"),
        "{row}"
    );
    app.keys("<enter>").shows("[2单位]");
    let unit = app.row_with("> ");
    assert!(unit.contains("市农业农村局"), "{unit}");
    // A standing is asked of milestones; it says nothing of reports.
    app.keys("4<esc>f<space><enter>").shows_no("报送：");
}
