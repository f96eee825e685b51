//! The order of the house: which folder may use which, who may print, who runs git, where the words are, and which
//! characters our own words may use.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use unicode_width::UnicodeWidthChar;

/// Each folder may use only those above it.
const FOLDERS: [&str; 16] = [
    "plan", "text", "store", "cache", "diff", "review", "merge", "git", "query", "record",
    "document", "import", "report", "demo", "tui", "cli",
];

/// Where Chinese in the program is no wording: what documents or people write, and the program only reads.
const READS_CHINESE: &[(&str, &str)] = &[
    (
        "plan/definition/lookalike",
        "the characters that others look like",
    ),
    (
        "review/wording.rs",
        "how plan documents ask, and take a promise back",
    ),
    ("review/figures.rs", "how plan documents say numbers"),
    (
        "plan/log/entry.rs",
        "提醒 催办 督办 are keys of progress.toml",
    ),
    ("cli/args.rs", "the same keys, as an option takes them"),
    (
        "query/typed/days_and_numbers.rs",
        "dates as people type them",
    ),
    (
        "query/typed/units.rs",
        "the levels that names of units begin with",
    ),
    ("query/search/pinyin.rs", "how characters are read"),
    ("document/", "how plan documents are written"),
    ("import/", "how plan documents are written"),
    (
        "demo/",
        "units and titles of the plan that the demo is made from",
    ),
];

/// A string or character in the program's text, with its line.
#[derive(Debug)]
struct Literal {
    line: usize,
    text: String,
}

/// A source file without its comments and tests.
struct Source {
    /// Relative to src/.
    path: String,
    /// The code, every literal emptied.
    code: String,
    literals: Vec<Literal>,
}

pub(crate) fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

pub(crate) fn files_in(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_in(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    files_in(&source_folder(), &mut files);
    files.sort();
    let mut tests = BTreeSet::new();
    let mut read: Vec<(PathBuf, Source)> = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for name in test_modules(&text) {
            let stem = file.file_stem().unwrap();
            let inside = if stem == "mod" || stem == "lib" {
                file.parent().unwrap().to_owned()
            } else {
                file.with_extension("")
            };
            tests.insert(inside.join(format!("{name}.rs")));
            tests.insert(inside.join(name).join("mod.rs"));
        }
        let path = file
            .strip_prefix(source_folder())
            .unwrap()
            .to_str()
            .unwrap();
        let source = Source::read(path.to_owned(), &text);
        read.push((file, source));
    }
    read.into_iter()
        .filter(|(file, _)| !tests.contains(file))
        .map(|(_, source)| source)
        .collect()
}

/// The files that a file declares for tests only.
fn test_modules(text: &str) -> Vec<&str> {
    text.split("#[cfg(test)]")
        .skip(1)
        .filter_map(|after| after.trim_start().strip_prefix("mod "))
        .filter_map(|after| after.split_once(';'))
        .map(|(name, _)| name)
        .filter(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
        .collect()
}

impl Source {
    fn read(path: String, text: &str) -> Self {
        // Tests stand at the end of a file.
        let end = ["#[cfg(test)]", "#[cfg(all(test, unix))]"]
            .iter()
            .flat_map(|mark| text.match_indices(mark))
            .find(|(at, mark)| {
                let after = text[at + mark.len()..].trim_start();
                after.starts_with("mod ") && after.find('{') < after.find(';')
            })
            .map_or(text.len(), |(at, _)| at);
        let mut source = Self {
            path,
            code: String::new(),
            literals: Vec::new(),
        };
        source.scan(&text[..end]);
        source
    }

    fn folder(&self) -> Option<&str> {
        self.path.split_once('/').map(|(folder, _)| folder)
    }

    fn scan(&mut self, text: &str) {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            rest = if rest.starts_with("//") {
                rest.find('\n').map_or("", |at| &rest[at..])
            } else if rest.starts_with("/*") {
                rest.find("*/").map_or("", |at| &rest[at + 2..])
            } else if let Some((literal, after)) = literal(rest) {
                self.code.push('"');
                self.literals.push(Literal {
                    line: text[..text.len() - rest.len()].matches('\n').count() + 1,
                    text: literal.to_owned(),
                });
                after
            } else {
                self.code.push(first);
                &rest[first.len_utf8()..]
            };
        }
    }
}

/// A literal at the beginning of `text`, and what follows it.
fn literal(text: &str) -> Option<(&str, &str)> {
    if let Some(raw) = text.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if let Some(inside) = raw[hashes..].strip_prefix('"') {
            let close = format!("\"{}", "#".repeat(hashes));
            return inside.split_once(close.as_str());
        }
    }
    let (quote, is_character) = match text.chars().next()? {
        '"' => ('"', false),
        '\'' => ('\'', true),
        _ => return None,
    };
    let inside = &text[1..];
    let mut escaped = false;
    for (at, c) in inside.char_indices() {
        if c == quote && !escaped {
            return Some((&inside[..at], &inside[at + 1..]));
        }
        // What is longer, or a name, is a lifetime.
        if is_character && at > 0 && !inside.starts_with('\\') {
            return None;
        }
        escaped = c == '\\' && !escaped;
    }
    None
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The folders of this crate that a source names: `crate::plan::Day`, `use crate::{plan, text::clean}`.
fn uses(source: &Source) -> Vec<String> {
    let mut used = Vec::new();
    for after in source.code.split("crate::").skip(1) {
        match after.strip_prefix('{') {
            None => used.push(name_at(after)),
            Some(group) => {
                let mut depth = 0;
                let mut start = true;
                for (at, c) in group.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => start = true,
                        c if start && !c.is_whitespace() => {
                            used.push(name_at(&group[at..]));
                            start = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    used
}

fn name_at(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

#[test]
fn each_folder_uses_only_those_above_it() {
    let place = |folder: &str| FOLDERS.iter().position(|known| *known == folder);
    let mut wrong = Vec::new();
    let mut seen = 0;
    for source in sources() {
        let Some(folder) = source.folder() else {
            continue;
        };
        let Some(own) = place(folder) else {
            wrong.push(format!("src/{folder}/ has no place in the order"));
            continue;
        };
        for used in uses(&source) {
            seen += 1;
            match place(&used) {
                Some(other) if other <= own => {}
                Some(_) => wrong.push(format!("src/{} uses {used}", source.path)),
                None => wrong.push(format!("src/{} uses crate::{used}, no folder", source.path)),
            }
        }
    }
    assert!(seen > 50, "the sources were not read");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Where the drawing of the floors is in docs/design.md.
const DRAWING: [&str; 2] = ["<!-- floors -->\n```\n", "```\n<!-- /floors -->"];

/// Draws which folder uses which: a row a folder, from the doors down to the plan, and a column a folder above it in the
/// list.
fn draw_floors(sources: &[Source]) -> String {
    let mut used: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for source in sources {
        if let Some(folder) = source.folder() {
            used.entry(folder).or_default().extend(uses(source));
        }
    }
    let width = FOLDERS.iter().map(|folder| folder.len()).max().unwrap_or(0);
    let mut drawing = String::new();
    for (place, folder) in FOLDERS.iter().enumerate().rev() {
        drawing += &format!("{folder:width$} ");
        for below in &FOLDERS[..place] {
            let uses = used.get(folder).is_some_and(|used| used.contains(*below));
            let mark = if uses { "x" } else { "." };
            drawing += &format!(" {mark:^size$}", size = below.len());
        }
        drawing.truncate(drawing.trim_end().len());
        drawing.push('\n');
    }
    let columns = &FOLDERS[..FOLDERS.len() - 1];
    drawing + &format!("{:width$}  {}\n", "", columns.join(" "))
}

#[test]
fn the_drawing_of_the_floors_is_true() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/design.md");
    let text = fs::read_to_string(&path).unwrap();
    let [start, end] = DRAWING;
    let (before, rest) = text
        .split_once(start)
        .expect("docs/design.md has no drawing");
    let (drawn, after) = rest.split_once(end).unwrap();
    let drawing = draw_floors(&sources());
    if std::env::var_os("DUBAN_BLESS").is_some() {
        fs::write(&path, [before, start, &drawing, end, after].concat()).unwrap();
        return;
    }
    assert_eq!(
        drawn, drawing,
        "DUBAN_BLESS=1 cargo test the_drawing_of_the_floors draws it again"
    );
}

#[test]
fn only_the_command_line_prints() {
    for source in sources() {
        if source.folder() == Some("cli") {
            continue;
        }
        for print in ["print!", "println!", "eprint!", "eprintln!", "dbg!"] {
            assert!(
                !source.code.contains(print),
                "src/{} has {print}",
                source.path
            );
        }
    }
}

#[test]
fn four_files_run_programs() {
    let sources = sources();
    let running = sources.iter().filter(|source| {
        let code = source.code.replace("clap::Command::new(", "");
        code.contains("Command::new(")
    });
    let running: Vec<&str> = running.map(|source| source.path.as_str()).collect();
    let four = [
        "cli/pager.rs", "document/intake/external.rs", "git/process/mod.rs", "tui/term/editor.rs",
    ];
    assert_eq!(running, four, "docs/design.md names them");
}

#[test]
fn plan_and_merge_touch_nothing_outside() {
    const OUTSIDE: [&str; 8] = [
        "std::fs", "std::env", "std::process", "std::net", "Instant", "SystemTime", "Local::now",
        "Utc::now",
    ];
    for source in sources() {
        if !matches!(source.folder(), Some("plan" | "merge")) {
            continue;
        }
        for outside in OUTSIDE {
            assert!(
                !source.code.contains(outside),
                "src/{} uses {outside}",
                source.path
            );
        }
    }
}

#[test]
fn a_type_name_is_defined_once() {
    let mut defined: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in sources() {
        for (keyword, rest) in source
            .code
            .split_whitespace()
            .zip(source.code.split_whitespace().skip(1))
        {
            if matches!(keyword, "struct" | "enum" | "trait" | "type") {
                let name = name_at(rest);
                let is_alias_of_a_trait = keyword == "type"
                    && matches!(
                        name.as_str(),
                        "Item" | "Err" | "Error" | "Output" | "Target"
                    );
                if !name.is_empty() && !is_alias_of_a_trait {
                    defined
                        .entry(name)
                        .or_default()
                        .push(format!("src/{}", source.path));
                }
            }
        }
    }
    assert!(defined.len() > 200, "the sources were not read");
    defined.retain(|_, places| places.len() > 1);
    assert!(defined.is_empty(), "{defined:#?}");
}

/// How many files may lie beside each other in a folder.
const FILES_IN_A_FOLDER: usize = 16;

/// The folders that may have more.
const MAY_HAVE_MORE: &[(&str, &str)] = &[("cli/commands", "a file a command")];

#[test]
fn a_folder_is_no_heap() {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for source in sources() {
        let (folder, _) = source.path.rsplit_once('/').unwrap_or_default();
        *count.entry(folder.to_owned()).or_default() += 1;
    }
    let may_have_more = |folder: &str| MAY_HAVE_MORE.iter().any(|(may, _)| *may == folder);
    count.retain(|folder, files| *files > FILES_IN_A_FOLDER && !may_have_more(folder));
    assert!(count.is_empty(), "{count:#?}");
}

#[test]
fn every_dependency_is_used_and_has_its_reason() {
    let manifest = fs::read_to_string(source_folder().with_file_name("Cargo.toml")).unwrap();
    let dependencies = manifest.split_once("[dependencies]\n").unwrap().1;
    let dependencies = dependencies.split("\n[").next().unwrap();
    let code: String = sources().into_iter().map(|source| source.code).collect();
    let (mut comment, mut seen) = (false, 0);
    for line in dependencies.lines() {
        if let Some((name, _)) = line.split_once(" = ") {
            let path = format!("{}::", name.replace('-', "_"));
            assert!(comment, "{name} has no comment that gives its reason");
            assert!(code.contains(&path), "{name} is declared and not used");
            seen += 1;
        }
        comment = line.starts_with('#');
    }
    assert!(seen > 10, "the dependencies were not read");
}

#[test]
fn what_a_user_reads_stands_in_text() {
    let mut wrong = Vec::new();
    for source in sources() {
        let is_read = READS_CHINESE
            .iter()
            .any(|(place, _)| source.path.starts_with(place));
        if source.folder() == Some("text") || is_read {
            continue;
        }
        for literal in &source.literals {
            if literal.text.chars().any(is_han) {
                wrong.push(format!(
                    "src/{}:{}: {:?}",
                    source.path, literal.line, literal.text
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn our_own_words_are_as_wide_in_every_terminal() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for source in sources() {
        let name = source.path.strip_prefix("text/").unwrap_or_default();
        if !["languages/", "words"]
            .iter()
            .any(|start| name.starts_with(start))
        {
            continue;
        }
        for literal in &source.literals {
            seen += 1;
            let torn: String = literal
                .text
                .chars()
                .filter(|c| c.width() != c.width_cjk())
                .collect();
            if !torn.is_empty() {
                wrong.push(format!(
                    "src/{}:{}: {torn} in {:?}",
                    source.path, literal.line, literal.text
                ));
            }
        }
    }
    assert!(seen > 300, "the words were not read");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn this_test_reads_sources_as_they_are_written() {
    let text = r##"
//! “…”
use crate::{plan::{self, Day}, text};
fn f<'a>(x: &'a str) -> char { let _ = "a \" // no 甲"; let _ = r#"乙 " "#; 'b'; '\''; crate::store::g() }
#[cfg(test)]
mod tests { use crate::cli::X; const Y: &str = "丙"; }
"##;
    let source = Source::read("plan/x.rs".to_owned(), text);
    let literals: Vec<&str> = source.literals.iter().map(|l| l.text.as_str()).collect();
    assert_eq!(literals, ["a \\\" // no 甲", "乙 \" ", "b", "\\'"]);
    assert_eq!(uses(&source), ["plan", "text", "store"]);
    assert_eq!(source.literals[0].line, 4);
    assert_eq!(
        test_modules("#[cfg(test)]\nmod fold_tests;\nmod x;\n#[cfg(test)]\nmod tests {}"),
        ["fold_tests"]
    );
}
