//! The program opens where one was.

use crate::common::app::{App, Start};
use crate::common::stage::Stage;

fn reopened(app: &App) -> App {
    let place = app.state.place();
    let plans = app.plans();
    let mut again = Start::default().in_folder(&plans);
    again.state.go_to_place(&place);
    again.keys("");
    again
}

#[test]
fn the_view_plan_unit_and_row_are_there_again_and_no_filter() {
    let mut app = Start::default().on(Stage::set());
    for walk in [
        "1jjj<enter>", "jjjl<enter>jj", "3ljj", "5jj", "6jj<enter>j", "4jjj", "1G",
    ] {
        app.keys("<esc><esc><esc>").keys(walk);
        let wanted = app.screen();
        let again = reopened(&app).screen();
        let row = |screen: &str| {
            let row = screen.lines().find(|row| row.contains("> ")).unwrap();
            row.to_owned()
        };
        assert_eq!(again.lines().nth(1), wanted.lines().nth(1), "after {walk}");
        assert_eq!(row(&again), row(&wanted), "after {walk}:\n{again}");
    }
    app.keys("2/jyj<enter>");
    reopened(&app).shows_no("查找「");
}

#[test]
fn where_the_plan_is_gone_it_opens_as_ever() {
    let mut app = Start::default().on(Stage::set());
    app.keys("4jj");
    let mut place = app.state.place();
    place.plan = "gone".into();
    let plans = app.plans();
    let mut again = Start::default().in_folder(&plans);
    again.state.go_to_place(&place);
    again.keys("").shows("[1总览]");
}
