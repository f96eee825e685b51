//! The pictures of the docs: the program itself in a terminal, over the sample (its progress is invented).
//!
//! `cargo bench --bench pictures` writes docs/images/*.svg and docs/images/screens/*.svg.
//! `cargo bench --bench pictures -- --all DIR` writes every screen in every size, in both languages, with and without
//! colour, as a picture and as text, to be looked at.
#![allow(
    clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, dead_code
)]

#[path = "../../tests/common/mod.rs"]
mod common;
mod svg;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use common::pty::{Pty, PtyBuilder};
use duban::text::Lang;
use tempfile::TempDir;

const DUBAN: &str = env!("CARGO_BIN_EXE_duban");
/// A day in the middle of the sample's period.
const DAY: &str = "2024-06-30";

/// A screen, and the keys that lead to it from the start.
struct Scene {
    name: &'static str,
    keys: &'static [&'static str],
}

const SCENES: [Scene; 10] = [
    Scene {
        name: "overview",
        keys: &["1"],
    },
    Scene {
        name: "units",
        keys: &["2", "j", "\r", "j", "j", "j", "\r", "j", "j"],
    },
    Scene {
        name: "phases",
        keys: &["3", "l", "j", "j"],
    },
    Scene {
        name: "alerts",
        keys: &["4", "j", "j", "j"],
    },
    Scene {
        name: "indicators",
        keys: &["5", "j", "j"],
    },
    Scene {
        name: "timeline",
        keys: &["6", "j", "\r", "j"],
    },
    Scene {
        name: "changes",
        keys: &["7"],
    },
    Scene {
        name: "form",
        keys: &["4", "j", "j", "p"],
    },
    Scene {
        name: "palette",
        keys: &["4", ":", "t", "z"],
    },
    Scene {
        name: "help",
        keys: &["2", "?"],
    },
];

const SIZES: [(u16, u16); 5] = [(40, 12), (60, 20), (80, 24), (120, 40), (200, 50)];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut is_asked = false;
    let mut all = None;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--bench" => is_asked = true,
            "--all" => all = Some(PathBuf::from(arguments.next().expect("a folder"))),
            _ => {}
        }
    }
    match all {
        Some(folder) => everything(&folder),
        None if is_asked => of_the_docs(),
        None => {}
    }
}

/// The pictures that the docs show.
fn of_the_docs() {
    let images = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/images");
    let screens = images.join("screens");
    fs::create_dir_all(&screens).unwrap();
    for lang in [Lang::Zh, Lang::En] {
        let office = Office::new(lang);
        let suffix = if lang == Lang::Zh { "" } else { ".en" };
        // The first picture of the README is as high as what it shows.
        let first = office.shot(&SCENES[1], (88, 20), true);
        fs::write(images.join(format!("units{suffix}.svg")), svg::of(&first)).unwrap();
        for scene in &SCENES {
            let shot = office.shot(scene, (80, 24), true);
            let file = format!("{}{suffix}.svg", scene.name);
            fs::write(screens.join(file), svg::of(&shot)).unwrap();
        }
        for (columns, rows) in [(40, 12), (160, 45)] {
            let shot = office.shot(&SCENES[1], (columns, rows), true);
            let file = format!("units-{columns}x{rows}{suffix}.svg");
            fs::write(screens.join(file), svg::of(&shot)).unwrap();
        }
        let plain = office.shot(&SCENES[3], (80, 24), false);
        let file = format!("alerts-without-colour{suffix}.svg");
        fs::write(screens.join(file), svg::of(&plain)).unwrap();
    }
}

/// Every screen in every size, to be looked at.
fn everything(folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    for lang in [Lang::Zh, Lang::En] {
        let office = Office::new(lang);
        for scene in &SCENES {
            for (columns, rows) in SIZES {
                for colours in [true, false] {
                    let shot = office.shot(scene, (columns, rows), colours);
                    let look = if colours { "" } else { "-plain" };
                    let lang = lang.key();
                    let name = format!("{}-{columns}x{rows}-{lang}{look}", scene.name);
                    fs::write(folder.join(format!("{name}.svg")), svg::of(&shot)).unwrap();
                    fs::write(folder.join(format!("{name}.txt")), shot.contents()).unwrap();
                }
            }
        }
    }
}

/// The sample; its last deeds are not committed.
struct Office {
    folder: TempDir,
    lang: Lang,
}

impl Office {
    fn new(lang: Lang) -> Self {
        let folder = TempDir::new().unwrap();
        let office = Self { folder, lang };
        office.run(&["demo", "office"]);
        // The hints for newcomers lie over the screen until they are followed.
        fs::write(office.path().join(".duban-hints"), "").unwrap();
        office
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("office")
    }

    fn run(&self, arguments: &[&str]) {
        let done = Command::new(DUBAN)
            .args(arguments)
            .current_dir(self.folder.path())
            .env("HOME", self.folder.path())
            .env("DUBAN_LANG", self.lang.key())
            .output()
            .unwrap();
        assert!(done.status.success(), "{done:?}");
    }

    /// The screen after the keys of a scene.
    fn shot(&self, scene: &Scene, (columns, rows): (u16, u16), colours: bool) -> vt100::Screen {
        let mut builder = PtyBuilder::new(DUBAN)
            .args(["--plans".into(), self.path().join("plans")])
            .args(["--as-of", DAY])
            .env("DUBAN_LANG", self.lang.key())
            .size(columns, rows);
        if !colours {
            builder = builder.env("NO_COLOR", "1");
        }
        let pty = builder.start();
        settle(&pty);
        for key in scene.keys {
            pty.keys(key);
            settle(&pty);
        }
        pty.with_screen(Clone::clone)
    }
}

/// Waits until what a key led to is drawn, the detail that follows the cursor too.
fn settle(pty: &Pty) {
    pty.wait_for_silence(Duration::from_millis(250));
}
