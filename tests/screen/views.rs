//! Every view at the smallest comfortable and at a wide size, in both languages.

use duban::text::Lang;

use crate::common::app::{App, Start};
use crate::common::stage::Stage;

/// What is on the screen in each view, with the keys that lead there from the start.
const SCENES: [(&str, Option<&str>, &str); 12] = [
    ("1_overview", None, "j"),
    ("2_units", Some("zhangping"), ""),
    (
        "2_unit_opened",
        Some("zhangping"),
        "/jyj<enter>j<enter>gjjj",
    ),
    ("2_each", Some("tunxi"), "jl/niandu<enter>j"),
    ("3_phases", Some("zhangping"), "3j"),
    ("4_alerts", None, "4jjj"),
    ("4_alerts_end", None, "4G"),
    ("5_indicators", Some("zhangping"), "5"),
    ("5_target", Some("zhangping"), "5jjjj"),
    ("6_timeline", Some("zhangping"), "6jjj<enter>j"),
    ("6_months", Some("zhangping"), "6zl"),
    ("7_changes", Some("zhangping"), "7"),
];

fn snapshot(name: &str, app: &App) {
    insta::with_settings!({
        snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name.to_owned(), app.screen());
    });
}

#[test]
fn every_view_in_both_languages_at_80x24_and_160x45() {
    for lang in [Lang::Zh, Lang::En] {
        for size in [(80, 24), (160, 45)] {
            for (name, only, keys) in SCENES {
                let mut app = Start {
                    lang,
                    size,
                    only,
                    ..Start::default()
                }
                .on(Stage::set());
                app.keys(keys);
                snapshot(
                    &format!("{name}_{}x{}_{}", size.0, size.1, lang.key()),
                    &app,
                );
            }
        }
    }
}
