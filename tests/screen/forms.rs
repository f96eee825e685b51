//! Forms say of which item they are and what is there already, and take days as people type them.

use crate::common::app::App;

#[test]
fn the_form_for_progress_names_the_item_and_shows_what_is_reached() {
    let mut app = App::of("zhangping");
    app.keys("/core-teachers<enter>ljjj").shows("20/60名");
    app.keys("p")
        .shows("3.1.4/core-teachers@2024")
        .shows("现20/60名");
    app.shows("市教育局").shows("2024-06-30");
    app.keys("35<backtab><c-u>6-28<enter>");
    assert!(
        app.log()
            .contains("on = 2024-06-28, by = \"市教育局\", value = 35")
    );
}

#[test]
fn days_are_taken_as_people_type_them() {
    for (typed, day) in [
        ("6.27", "2024-06-27"),
        ("昨天", "2024-06-29"),
        ("6月1日", "2024-06-01"),
    ] {
        let mut app = App::of("zhangping");
        app.keys(&format!(
            "/core-teachers<enter>ljjjp35<backtab><c-u>{typed}<enter>"
        ));
        assert!(
            app.log()
                .contains(&format!("on = {day}, by = \"市教育局\", value = 35")),
            "{typed}"
        );
    }
}

#[test]
fn the_form_for_a_postponement_shows_the_dates_and_the_request() {
    let mut app = App::of("zhangping");
    app.keys("/open-labs<enter>ljjj");
    app.keys("d").shows("原定2024-12-31 待批2025-03-31");
}

#[test]
fn accepting_and_sending_back_ask_by_whom() {
    let mut app = App::of("zhangping");
    app.keys("/3.1.3<enter>ljm");
    app.keys("5").shows("销号单位").shows("3.1.3/launch");
    app.keys("市科协<enter>");
    assert!(app.log().contains("by = \"市科协\", status = \"closed\""));
    app.keys("jm6").shows("退办单位").shows("原因");
}

#[test]
fn reports_are_found_by_chinese_name_and_pinyin() {
    for (typed, shown) in [
        ("台账", "1 台账"),
        ("tongbao", "2 督查通报"),
        ("daochu", "1 台账"),
    ] {
        let mut app = App::of("zhangping");
        app.keys(&format!(":{typed}<enter>")).shows(shown);
    }
}

#[test]
fn a_correction_begins_with_what_was_said() {
    let mut app = App::of("zhangping");
    app.keys("/core-teachers<enter>ljjj:更正<enter>")
        .shows("更正")
        .shows("2024-05-20");
    app.keys("<tab><c-u>22<tab><tab>误填<enter><enter>");
    let text = app.log();
    let line = text
        .lines()
        .find(|line| line.contains("correct = true"))
        .unwrap();
    assert!(
        line.contains("on = 2024-05-20") && line.contains("value = 22"),
        "{line}"
    );
}

#[test]
fn help_begins_with_the_lamps() {
    let mut app = App::of("zhangping");
    app.keys("?").shows("红            逾期");
    app.keys("G").shows("q             退出");
}
