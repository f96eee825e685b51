//! config.toml: the settings of a user, and where the user's folders are.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use toml::de::{DeTable, DeValue};

use crate::plan::keyed;
use crate::text::{Ambiguous, Flaw, Lang, ScreenCommand, Severity, UnfitFolder};

use super::screen_colours::ScreenColours;
use crate::store::disk::file::is_absent;
use crate::store::disk::private_folder::unfit;
use crate::store::problem::Flaws;
use crate::store::toml_reader::fields::Fields;
use crate::store::toml_reader::text::parse;
use crate::store::{Problem, read_file, read_private, write_private};

keyed! {
    /// The colour scheme.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum Colours {
        /// The terminal's sixteen colours.
        #[default]
        Standard = "standard",
        /// No colours, only words and marks.
        Mono = "mono",
    }
}

keyed! {
    /// The look of the row under the cursor (`cursor = "title" | "mark"` in the configuration).
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum CursorLook {
        /// A mark and the title in reverse video.
        #[default]
        Title = "title",
        /// Only a mark, for the slowest connections.
        Mark = "mark",
    }
}

/// config.toml: one person's preferences on one machine. Every key is optional.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// `lang = "zh" | "en"`
    pub lang: Option<Lang>,
    /// `ambiguous = "narrow" | "wide"`: how the terminal draws characters such as “ ” and ①.
    pub ambiguous: Option<Ambiguous>,
    /// `colours = "standard" | "mono"`, or a table.
    pub colours: Colours,
    /// `[colours]`: the colours of the screen.
    pub screen_colours: ScreenColours,
    /// `mouse = true`: the wheel and clicks work on the screen; the terminal's own selection does not.
    pub mouse: bool,
    /// `[keys]`: other keys for commands of the screen, as they are written.
    pub keys: Vec<WrittenKeys>,
    /// `cursor = "title" | "mark"`: how the row under the cursor is shown.
    pub cursor: CursorLook,
    /// `actor = "…"`: the person or post, if an account is shared.
    pub actor: Option<String>,
    /// `unit = "…"`: the unit that deeds are recorded by.
    pub unit: Option<String>,
    /// `shared = true`: several people use this account, so each session asks once who it is.
    pub shared: bool,
    /// Whether the file leaves doubt about the user's identity.
    is_nobody: bool,
}

/// The keys that config.toml names for a command of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenKeys {
    /// The command.
    pub command: ScreenCommand,
    /// Each key as written, with its span; none takes the command's keys away.
    pub keys: Vec<(String, Range<usize>)>,
}

/// The folders of the program's own files, never among the plans.
#[derive(Clone, Debug)]
pub struct Folders {
    dirs: Option<ProjectDirs>,
    unfit_state: Option<UnfitFolder>,
    unfit_cache: Option<UnfitFolder>,
}

impl Folders {
    /// Returns the folders by the platform's conventions.
    pub fn of_user() -> Self {
        let mut folders = Self {
            dirs: ProjectDirs::from("", "", "duban"),
            unfit_state: None,
            unfit_cache: None,
        };
        folders.unfit_state = folders.state_folder().and_then(unfit);
        folders.unfit_cache = folders.cache_folder().and_then(unfit);
        folders
    }

    /// Returns the path of config.toml, which may not exist.
    pub fn config_file(&self) -> Option<PathBuf> {
        self.dirs
            .as_ref()
            .map(|dirs| dirs.config_dir().join("config.toml"))
    }

    /// Returns the state folder; `None` if others could read or write there.
    pub fn state(&self) -> Option<&Path> {
        self.state_folder().filter(|_| self.unfit_state.is_none())
    }

    /// Returns the cache folder, which may be deleted at any time; `None` if others could read or write
    /// there.
    pub fn cache(&self) -> Option<&Path> {
        self.cache_folder().filter(|_| self.unfit_cache.is_none())
    }

    /// Returns the state and cache folders with their keys, and why one is not used.
    pub fn private(&self) -> [(&'static str, Option<&Path>, Option<UnfitFolder>); 2] {
        [
            ("state", self.state_folder(), self.unfit_state),
            ("cache", self.cache_folder(), self.unfit_cache),
        ]
    }

    fn state_folder(&self) -> Option<&Path> {
        let dirs = self.dirs.as_ref()?;
        Some(dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir()))
    }

    fn cache_folder(&self) -> Option<&Path> {
        self.dirs.as_ref().map(ProjectDirs::cache_dir)
    }

    /// Returns the folder of plans that was opened last.
    pub fn last_workspace(&self) -> Option<PathBuf> {
        let text = read_private(&self.state()?.join("last-workspace"))?;
        Some(PathBuf::from(text.trim_end_matches('\n')))
    }

    /// Remembers the open folder of plans; failures are ignored.
    pub fn remember_workspace(&self, folder: &Path) {
        let (Some(state), Ok(folder)) = (self.state(), fs::canonicalize(folder)) else {
            return;
        };
        if self.last_workspace().as_deref() == Some(&folder) {
            return;
        }
        let line = format!("{}\n", folder.display());
        let _ = write_private(&state.join("last-workspace"), line.as_bytes());
    }
}

impl Config {
    /// Reads config.toml; a missing file is empty. Flaws are reported at their positions and the rest
    /// counts, except the identity: half a name would let another unit speak ([`Self::is_sure_who`]).
    pub fn read(file: Option<&Path>) -> (Self, Vec<Problem>) {
        let Some(file) = file.filter(|file| !is_absent(file)) else {
            return (Self::default(), Vec::new());
        };
        let text = match read_file(file) {
            Ok(text) => text,
            Err(problem) => return (Self::of_nobody(), vec![problem]),
        };
        let mut flaws = Flaws::default();
        let config = parse(&text.text, &mut flaws).map(|table| Self::of_table(&table, &mut flaws));
        let config = config.unwrap_or_else(Self::of_nobody);
        (config, flaws.in_file(file))
    }

    /// Returns the preferences for a file that cannot be read: it may have said who the user is.
    fn of_nobody() -> Self {
        Self {
            is_nobody: true,
            ..Self::default()
        }
    }

    /// Returns whether config.toml leaves no doubt about the user's identity. A misspelled key may have been
    /// meant to state it; a slip in a key or a colour of the screen says nothing of it.
    pub fn is_sure_who(&self) -> bool {
        !self.is_nobody
    }

    fn of_table(table: &DeTable<'_>, flaws: &mut Flaws) -> Self {
        let root = Fields::new(table, 0..0);
        let has_table = root.is_table("colours");
        let tables = (
            root.table("keys", flaws),
            has_table.then(|| root.table("colours", flaws)).flatten(),
        );
        let mut config = Self {
            lang: root.choice("lang", &Lang::keys(), flaws),
            ambiguous: root.choice("ambiguous", &Ambiguous::KEYS, flaws),
            colours: (!has_table)
                .then(|| root.choice("colours", &Colours::KEYS, flaws))
                .flatten()
                .unwrap_or_default(),
            screen_colours: ScreenColours::default(),
            mouse: root.flag("mouse", flaws).unwrap_or(false),
            keys: Vec::new(),
            cursor: root
                .choice("cursor", &CursorLook::KEYS, flaws)
                .unwrap_or_default(),
            // An empty name is nobody's.
            actor: root
                .text("actor", flaws)
                .filter(|actor| !actor.trim().is_empty()),
            unit: root.text("unit", flaws),
            shared: root.flag("shared", flaws).unwrap_or(false),
            is_nobody: false,
        };
        let absent = root.absent(&OF_FILE);
        root.finish(flaws);
        let is_harmless = flaws.found.iter().all(|(_, flaw)| is_harmless(flaw));
        if !is_harmless || names_somebody_elsewhere(table) {
            config.is_nobody = true;
            config.actor = None;
            config.unit = None;
        }
        if let Some(keys) = tables.0 {
            for (command, name) in ScreenCommand::all() {
                if keys.has(name) {
                    let typed = keys.text_or_texts(name, flaws).into_iter();
                    let keys = typed.map(|typed| (typed.value, typed.span)).collect();
                    config.keys.push(WrittenKeys { command, keys });
                }
            }
            keys.finish(flaws);
        }
        if let Some(colours) = tables.1 {
            config.screen_colours = ScreenColours::of_table(&colours, flaws);
            colours.finish(flaws);
        }
        flaws.tell_keys_below(&absent, &[]);
        config
    }
}

/// The keys of the file itself, which come above the first header.
const OF_FILE: [&str; 8] = [
    "lang", "ambiguous", "colours", "cursor", "mouse", "actor", "unit", "shared",
];

/// The keys that say who the user is.
const WHO: [&str; 3] = ["actor", "unit", "shared"];

/// Returns whether a key that says who the user is comes where it is not read: below a table's header, or in capitals.
fn names_somebody_elsewhere(table: &DeTable<'_>) -> bool {
    table.iter().any(|(key, value)| {
        let key = key.get_ref().as_ref();
        names_somebody_below(value.get_ref()) || (is_who(key) && !WHO.contains(&key))
    })
}

/// Returns whether a key that says who the user is occurs anywhere in a value, however deep.
fn names_somebody_below(value: &DeValue<'_>) -> bool {
    match value {
        DeValue::Table(below) => below
            .iter()
            .any(|(key, value)| is_who(key.get_ref()) || names_somebody_below(value.get_ref())),
        DeValue::Array(values) => values
            .iter()
            .any(|value| names_somebody_below(value.get_ref())),
        _ => false,
    }
}

fn is_who(key: &str) -> bool {
    WHO.iter().any(|who| key.eq_ignore_ascii_case(who))
}

/// Returns whether a flaw cannot hide who the user is.
fn is_harmless(flaw: &Flaw) -> bool {
    let may_be_meant = matches!(
        flaw,
        Flaw::UnknownKey {
            nearest: Some(_),
            ..
        }
    );
    flaw.severity() != Severity::Error && !may_be_meant
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_the_wrong_place_leaves_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config.toml");
        for slip in [
            "[keys]\nsuspend = []\nunit = \"县科协\"\nactor = \"3\"",
            "[colours]\nred = \"red\"\nshared = true",
            "[mine]\nactor = \"3\"",
            "[[mine]]\nactor = \"3\"",
            "[a.b]\nunit = \"县科协\"",
            "[keys.mine]\nUnit = \"县科协\"",
            "mine = [[{ shared = true }]]",
            "UNIT = \"县科协\"",
        ] {
            fs::write(&file, slip).unwrap();
            assert!(!Config::read(Some(&file)).0.is_sure_who(), "{slip}");
        }
        fs::write(&file, "unit = \"县科协\"\n[keys]\nsuspend = []").unwrap();
        assert!(Config::read(Some(&file)).0.is_sure_who());
    }

    #[test]
    fn a_key_of_the_file_below_a_header_is_told_where_it_belongs() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config.toml");
        // `units` is a command of the screen, which is not what was meant.
        fs::write(
            &file,
            "[keys]\nunit = \"县科协\"\n[colours]\nlang = \"zh\"\n",
        )
        .unwrap();
        let (_, problems) = Config::read(Some(&file));
        let below: Vec<&str> = problems
            .iter()
            .filter_map(|problem| match &problem.flaw {
                Flaw::KeyBelow { key, .. } => Some(key.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(below, ["unit", "lang"]);
    }

    #[test]
    fn a_file_that_cannot_be_read_leaves_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config.toml");
        assert!(Config::read(Some(&file)).0.is_sure_who());
        // A folder in its place, bytes that are not text, and text that is not TOML.
        fs::create_dir(&file).unwrap();
        assert!(!Config::read(Some(&file)).0.is_sure_who());
        fs::remove_dir(&file).unwrap();
        for bytes in [&b"actor = \"\xff\""[..], b"actor = "] {
            fs::write(&file, bytes).unwrap();
            assert!(!Config::read(Some(&file)).0.is_sure_who());
        }
    }
}
