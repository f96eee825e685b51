//! Each language is whole, and its words fit every terminal.

use duban::text::{Lang, width};

use crate::cli_hostile::hostile;
use crate::common::app::{App, Start};
use crate::common::duban::{Fixture, Workspace};

/// Over every view and layer, with a deed, a refusal and a question among them.
const WALK: &str = "1 2 j l<enter> j jj <enter> 3 l 4 G g 5 j 6 j z z 7 ? <pgdn> <esc> : <down> <esc> 2 f G <esc> t \
    xx<enter> <esc> 4m <esc> p 9x<enter><enter><enter><enter><enter> <esc> d <enter><enter><enter> <esc> \
    e <esc> <space> u <c-r> u u X <space> n <esc> m7 <esc> m5 <esc> /zzz <enter> F b <tab> <esc> S c r 中 \
    o";

fn tour(app: &mut App, mut look: impl FnMut(&str, &App)) {
    for keys in WALK.split(' ') {
        app.keys(keys);
        look(keys, app);
    }
}

fn has_han(c: char) -> bool {
    ('\u{2E80}'..='\u{9FFF}').contains(&c) || ('\u{FF00}'..='\u{FF60}').contains(&c)
}

/// A plan all of whose content is ASCII.
fn ascii_plan() -> Workspace {
    let office = Workspace::of(Fixture::Demo);
    for file in ["demo/plan.toml", "demo/progress.toml"] {
        office.edit(file, ascii);
    }
    office
}

/// Replaces every Chinese character by its number; the keywords of the file format stay.
fn ascii(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let line = line.split(" # ").next().unwrap_or(line);
        if line.starts_with('#') {
            continue;
        }
        let keyword = line.contains("remind = ");
        for c in line.chars() {
            if has_han(c) && !keyword {
                out.push_str(&format!("{:x}", u32::from(c)));
            } else if c.is_ascii() || keyword {
                out.push(c);
            } else {
                out.push('-');
            }
        }
        out.push('\n');
    }
    out
}

#[test]
fn the_keys_of_a_frame_are_named_whole_on_a_terminal_of_80_columns() {
    for lang in Lang::ALL {
        let words = lang.words();
        let (import, forms, report) = (&words.import, &words.forms, &words.report.command);
        for keys in [
            import.review_keys, import.review_field_keys, forms.reading_keys, forms.palette_keys,
            forms.confirm_keys, forms.confirm_scroll_keys, report.preview_foot,
            report.reminder_foot,
        ] {
            // Two columns of the frame and a blank on either side.
            assert!(width(keys) <= 74, "{}: {keys}", width(keys));
        }
    }
}

#[test]
fn the_english_screen_has_no_chinese_word_but_the_plans_own() {
    let office = ascii_plan();
    for size in [(80, 24), (160, 45)] {
        let mut app = Start::default()
            .lang(Lang::En)
            .size(size)
            .in_folder(&office.path(""));
        tour(&mut app, |keys, app| {
            let screen = app.screen();
            // What the typist wrote himself is no word of ours.
            let ours = screen.replace('中', "");
            assert!(!ours.contains(has_han), "after {keys:?}:\n{screen}");
        });
    }
}

#[test]
fn the_chinese_screen_has_no_english_word_but_keys_ids_and_what_has_no_other_name() {
    // Keys as they are printed on the keyboard, the program's own name and commands, files.
    const KNOWN: [&str; 22] = [
        "Space", "Enter", "Esc", "Tab", "PgDn", "PgUp", "Ctrl", "Home", "End", "Down", "Up",
        "Left", "Right", "BackTab", "git", "duban", "check", "plan", "toml", "progress", "fg",
        "init",
    ];
    let office = Workspace::of(Fixture::Demo);
    for size in [(80, 24), (160, 45)] {
        let mut app = Start::default()
            .lang(Lang::Zh)
            .size(size)
            .in_folder(&office.path(""));
        tour(&mut app, |keys, app| {
            let screen = app.screen();
            for word in screen.split(|c: char| !c.is_ascii_alphabetic()) {
                if word.len() < 2 || KNOWN.contains(&word) || is_of_an_id(&screen, word) {
                    continue;
                }
                assert!(typed(word), "{word:?} after {keys:?}:\n{screen}");
            }
        });
    }
}

fn typed(word: &str) -> bool {
    ["xx", "zzz"].contains(&word)
}

/// Whether the word is part of something with a digit, slash, at-sign or hyphen in it, as ids are.
fn is_of_an_id(screen: &str, word: &str) -> bool {
    screen
        .split(|c: char| c.is_whitespace() || has_han(c))
        .filter(|token| token.contains(word))
        .all(|token| {
            token.contains(['/', '@', ':', '-']) || token.contains(|c: char| c.is_ascii_digit())
        })
}

#[test]
fn every_string_of_ours_is_as_wide_on_every_terminal() {
    use unicode_width::UnicodeWidthStr;
    // With content that no terminal disputes, a row that is wider somewhere is a word of ours.
    let office = ascii_plan();
    for lang in [Lang::En, Lang::Zh] {
        for size in [(80, 24), (160, 45)] {
            let mut app = Start::default()
                .lang(lang)
                .size(size)
                .in_folder(&office.path(""));
            tour(&mut app, |keys, app| {
                for row in app.screen().lines() {
                    assert_eq!(row.width(), row.width_cjk(), "after {keys:?}: {row}");
                }
            });
        }
    }
}

#[test]
fn the_tour_of_a_hostile_plan_shows_no_control_character() {
    let office = hostile();
    for size in [(80, 24), (160, 45)] {
        let mut app = Start::default().size(size).in_folder(&office.path(""));
        let mut seen = false;
        tour(&mut app, |keys, app| {
            let screen = app.screen();
            seen |= screen.contains("<U+");
            for c in screen.chars().filter(|c| *c != '\n') {
                assert!(
                    duban::text::clean::is_clean(&c.to_string()),
                    "{c:?} after {keys:?}"
                );
            }
        });
        assert!(seen, "it is shown for what it is");
    }
}

#[test]
fn beside_closed_stands_the_day_on_which_it_was_closed() {
    let office = Workspace::of(Fixture::Demo);
    office.run("mark 4.1/stations done --value 1 --on 2024-02-10 --by 县科协");
    office.run("mark 4.1/stations closed --on 2024-03-12 --by 县委文明办");
    office.prints(0, "list --status closed", ["已销号 2024-03-12"]);
    let mut app = Start::default().in_folder(&office.path(""));
    app.keys("2/stations<enter>lj").shows("销号03-12");
    // It was done late, not accepted late.
    office.run("mark 3.1.4/teachers@2023 done --value 60 --on 2024-06-10");
    office.run("mark 3.1.4/teachers@2023 closed --on 2024-06-20 --by 县委文明办");
    let said = "已销号 2024-06-20（逾期162天办结）";
    office.prints(0, "list --status closed", [said]);
    let mut app = Start::default().in_folder(&office.path(""));
    app.keys("2/teachers@2023<enter>lj").shows("逾期162天办结");
}
