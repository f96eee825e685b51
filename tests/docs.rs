//! The documentation is true: its commands run, its example files are valid, its links lead somewhere.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use duban::text::width;

use super::common::duban::{Fixture, Workspace};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

/// The fenced blocks of a page that are marked so.
fn blocks(page: &str, mark: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Option<(bool, String)> = None;
    for line in page.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(tag)) => open = Some((tag == mark, String::new())),
            (Some(_), Some(_)) => found.extend(open.take().filter(|(wanted, _)| *wanted)),
            (Some((_, text)), None) => text.extend([line, "\n"]),
            (None, None) => {}
        }
    }
    found.into_iter().map(|(_, text)| text).collect()
}

/// Every fenced block of a page, without what differs between languages: the comments of a marked block, and of an
/// unmarked one all but its commands.
fn skeletons(page: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut open: Option<(bool, Vec<String>)> = None;
    for line in page.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(tag)) => open = Some((!tag.is_empty(), vec![tag.to_owned()])),
            (Some(_), Some(_)) => found.extend(open.take().map(|(_, lines)| lines)),
            (Some((true, lines)), None) => lines.push(without_comment(line)),
            (Some((false, lines)), None) => lines.push(command_of(line)),
            (None, None) => {}
        }
    }
    found
}

/// A line of code up to its comment.
fn without_comment(line: &str) -> String {
    let comment = if line.starts_with("# ") {
        Some(0)
    } else {
        line.find(" # ")
    };
    line[..comment.unwrap_or(line.len())].trim_end().to_owned()
}

/// The program and the subcommand of a command line; nothing of another line.
fn command_of(line: &str) -> String {
    let words = line.trim_start().trim_start_matches("$ ").split(' ');
    let words: Vec<&str> = words.take(2).collect();
    if ["duban", "git", "cargo", "sudo"].contains(&words[0]) {
        words.join(" ")
    } else {
        String::new()
    }
}

/// What a page names in backquotes in the first cells of its tables' rows.
fn codes(page: &str) -> Vec<Vec<&str>> {
    let rows = page.lines().filter(|line| line.starts_with("| `"));
    let first = rows.filter_map(|line| line.split(" | ").next());
    { first }
        .map(|cell| cell.split('`').skip(1).step_by(2).collect())
        .collect()
}

#[test]
fn the_chinese_pages_say_what_the_english_ones_do() {
    let mut pairs = 0;
    for chinese in pages() {
        let Some(name) = chinese.strip_suffix(".zh-CN.md") else {
            continue;
        };
        let english = page(&format!("{name}.md"));
        let chinese = page(&chinese);
        assert_eq!(skeletons(&english), skeletons(&chinese), "{name}");
        assert_eq!(codes(&english), codes(&chinese), "{name}");
        let headings = |page: &str| page.lines().filter(|line| line.starts_with("## ")).count();
        assert_eq!(headings(&english), headings(&chinese), "{name}");
        let file = name.rsplit('/').next().unwrap();
        assert!(english.contains(&format!("]({file}.zh-CN.md)")), "{name}");
        assert!(chinese.contains(&format!("]({file}.md)")), "{name}");
        pairs += 1;
    }
    assert!(pairs > 11, "only {pairs} pairs found");
}

#[test]
fn every_code_of_check_stands_in_both_pages_of_the_format() {
    let source = page("src/text/flaw.rs");
    let (_, flaws) = source.split_once("pub enum Flaw {").unwrap();
    let codes: Vec<&str> = flaws
        .split(" = ")
        .map(|rest| rest.strip_prefix("Warning ").unwrap_or(rest))
        .filter_map(|rest| rest.strip_prefix('"')?.split_once("\","))
        .map(|(code, _)| code)
        .collect();
    assert!(codes.len() > 120, "only {} codes found", codes.len());
    for name in ["docs/format.md", "docs/format.zh-CN.md"] {
        let page = page(name);
        let missing: Vec<&&str> = codes
            .iter()
            .filter(|code| !page.contains(&format!("`{code}`")))
            .collect();
        assert!(missing.is_empty(), "{name} lacks {missing:?}");
    }
}

/// The columns of a line of prose at most; tables, code and links that cannot be broken may have more.
const WIDTH: usize = 120;

#[test]
fn prose_is_wrapped() {
    let mut all = pages();
    all.push("CONTRIBUTING.md".to_owned());
    for name in all {
        let page = page(&name);
        let mut is_fenced = false;
        for (at, line) in page.lines().enumerate() {
            is_fenced ^= line.starts_with("```");
            let is_free = is_fenced
                || ["|", "#", "![", "    "]
                    .iter()
                    .any(|start| line.starts_with(start));
            let can_be_broken = line.trim_start_matches(['-', ' ']).contains(' ');
            if !is_free && can_be_broken {
                let columns = width(line);
                assert!(columns <= WIDTH, "{name}:{}: {columns} columns", at + 1);
            }
        }
    }
}

/// Every page for users.
fn pages() -> Vec<String> {
    let mut pages = vec![
        "README.md".to_owned(),
        "README.zh-CN.md".to_owned(),
        "seeds/README.md".to_owned(),
    ];
    for entry in fs::read_dir(root().join("docs")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if Path::new(&name).extension().is_some_and(|end| end == "md") {
            pages.push(format!("docs/{name}"));
        }
    }
    pages
}

/// The lines of a page that stand as code, fenced or indented, without a prompt or the dash of a list.
fn code_lines(page: &str) -> Vec<&str> {
    let mut is_fenced = false;
    let mut found = Vec::new();
    for line in page.lines() {
        if line.starts_with("```") {
            is_fenced = !is_fenced;
        } else if is_fenced || line.starts_with("    ") {
            let line = line.trim_start();
            let line = line.strip_prefix("- run: ").unwrap_or(line);
            found.push(line.strip_prefix("$ ").unwrap_or(line));
        }
    }
    found
}

/// The command lines of a page within its sentences.
fn commands_in_text(page: &str) -> Vec<&str> {
    let mut is_fenced = false;
    let mut found = Vec::new();
    for line in page.lines() {
        if line.starts_with("```") {
            is_fenced = !is_fenced;
        } else if !is_fenced {
            let codes = line.split('`').skip(1).step_by(2);
            found.extend(codes.filter(|code| code.starts_with("duban ")));
        }
    }
    found
}

/// A command line with something that may stand for each of its placeholders, and without what a shell does with it.
fn filled_in(line: &str) -> String {
    let mut line = line.to_owned();
    if let (Some(from), Some(to)) = (line.find("\"$("), line.find(")\"")) {
        line.replace_range(from..to + 2, "text");
    }
    for end in [" > ", " >> ", " >&2", " | ", "  #"] {
        line.truncate(line.find(end).unwrap_or(line.len()));
    }
    // What may be left out, as `[-o FILE]`, and a range, as `BASE[..HEAD]`.
    while let (Some(from), Some(to)) = (line.find('['), line.find(']')) {
        line.replace_range(from..=to, "");
    }
    for (placeholder, value) in [
        ("COMMAND", "list"),
        ("命令", "list"),
        ("KIND", "ledger"),
        ("种类", "ledger"),
    ] {
        line = line.replace(placeholder, value);
    }
    line
}

#[test]
fn every_command_line_of_every_page_is_one_that_duban_takes() {
    let program = Path::new(env!("CARGO_BIN_EXE_duban")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let mut tried = std::collections::BTreeSet::new();
    for name in pages() {
        let page = page(&name);
        let lines = code_lines(&page).into_iter();
        let lines = lines.filter(|line| line.starts_with("duban "));
        for line in lines.chain(commands_in_text(&page)) {
            let line = filled_in(line);
            if !tried.insert(line.clone()) {
                continue;
            }
            // Options and commands are looked at before the help is shown, and nothing is done.
            let ran = Command::new("sh")
                .args(["-c", &format!("{line} --help")])
                .env("PATH", &path)
                .stdin(Stdio::null())
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&ran.stderr);
            assert_eq!(ran.status.code(), Some(0), "{name}: {line}\n{said}");
        }
    }
    assert!(tried.len() > 90, "only {} command lines found", tried.len());
}

/// Runs command lines, one after the other, in one shell's place and day, and counts them. `cd` and `DUBAN_AS_OF` in
/// between are heeded.
fn run_all(office: &Workspace, lines: &[&str], page: &str, (lang, as_of): (&str, &str)) -> usize {
    let program = Path::new(env!("CARGO_BIN_EXE_duban")).parent().unwrap();
    let path = std::env::var("PATH").unwrap();
    let mut folder = office.folder();
    let mut as_of = as_of.to_owned();
    let mut tried = 0;
    for line in lines {
        if let Some(into) = line.strip_prefix("cd ") {
            folder = folder.join(into.trim());
        }
        if let Some(rest) = line.strip_prefix("export DUBAN_AS_OF=") {
            rest[..10].clone_into(&mut as_of);
        }
        // The screen needs a terminal, and what may be left out is not for a shell.
        let opens_screen = ["duban --as-of 2024-06-30", "duban"];
        let command = line.split("  #").next().unwrap_or(line).trim_end();
        if !line.starts_with("duban ") || line.contains(" [") || opens_screen.contains(&command) {
            continue;
        }
        let done = Command::new("sh")
            .args(["-c", line])
            .current_dir(&folder)
            .env_clear()
            .env("PATH", format!("{}:{path}", program.display()))
            .env("HOME", office.home())
            .env("TZ", "Asia/Shanghai")
            .env("DUBAN_LANG", lang)
            .env("DUBAN_AS_OF", &as_of)
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_AUTHOR_NAME", "甲")
            .env("GIT_AUTHOR_EMAIL", "a@example.org")
            .env("GIT_COMMITTER_NAME", "甲")
            .env("GIT_COMMITTER_EMAIL", "a@example.org")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let code = match line.split_whitespace().nth(1) {
            Some("sync") => 4, // the sample has no remote
            Some("overdue") if line.contains("--fail") => 1,
            Some("review") if line.contains("--deny") => 1, // as the guide says
            _ => 0,
        };
        let said = String::from_utf8_lossy(&done.stderr);
        assert_eq!(done.status.code(), Some(code), "{page}: {line}\n{said}");
        tried += 1;
    }
    tried
}

/// Runs every command of a guide.
fn follow(guide: &str, lang: &str) {
    let office = Workspace::of(Fixture::Bare);
    let blocks = blocks(&page(guide), "");
    let lines: Vec<&str> = blocks.iter().flat_map(|block| block.lines()).collect();
    let tried = run_all(&office, &lines, guide, (lang, ""));
    assert!(tried > 25, "{guide}: only {tried} commands found");
}

#[test]
fn the_commands_of_the_first_page_and_of_the_reports_work_on_the_sample() {
    for (name, least) in [("README", 5), ("docs/reports", 8), ("docs/feedback", 5)] {
        for (ending, lang) in [("md", "en"), ("zh-CN.md", "zh")] {
            let name = format!("{name}.{ending}");
            let office = Workspace::of(Fixture::Bare);
            let place = (lang, "2024-06-30");
            // An earlier issue of the bulletin, and a ledger that comes back.
            let before = [
                "duban demo .",
                "duban report bulletin --issue --as-of 2024-03-31",
                "duban report ledger -o ledger.xlsx",
                "duban report ledger -o 台账.xlsx",
            ];
            run_all(&office, &before, &name, place);
            let page = page(&name);
            let tried = run_all(&office, &code_lines(&page), &name, place);
            assert!(tried >= least, "{name}: only {tried} commands found");
        }
    }
}

#[test]
fn every_command_of_the_guide_works() {
    follow("docs/guide.md", "en");
}

#[test]
fn every_command_of_the_chinese_guide_works() {
    follow("docs/guide.zh-CN.md", "zh");
}

#[test]
fn both_guides_show_the_same_commands() {
    let commands = |guide: &str| -> Vec<String> {
        let words = |line: &str| {
            line.split_whitespace()
                .take(3)
                .collect::<Vec<_>>()
                .join(" ")
        };
        let blocks = blocks(&page(guide), "");
        let lines = blocks.iter().flat_map(|block| block.lines());
        lines
            .filter(|line| line.starts_with("duban"))
            .map(words)
            .collect()
    };
    assert_eq!(commands("docs/guide.md"), commands("docs/guide.zh-CN.md"));
}

#[test]
fn the_files_in_format_md_are_valid() {
    // The Chinese page shows the same files, as another test holds.
    let blocks = blocks(&page("docs/format.md"), "toml");
    let [plan, _, progress, ..] = blocks.as_slice() else {
        panic!(
            "a plan, an amendment and a log, not {} blocks",
            blocks.len()
        );
    };
    let office = Workspace::of(Fixture::Empty);
    office.write("demo/plan.toml", plan);
    office.write("demo/progress.toml", progress);
    let ran = office.run("--lang en check");
    assert!(ran.stderr.starts_with("0 errors"), "{}", ran.stderr);
    let odd = ran.stdout.matches("unknown-key").count();
    assert_eq!(odd, 0, "{}", ran.stdout);
}

#[test]
fn the_json_in_json_md_is_what_export_says() {
    use serde_json::Value;
    fn fields(value: &Value, path: &str, found: &mut Vec<String>) {
        match value {
            Value::Object(map) => {
                for (key, value) in map {
                    found.push(format!("{path}.{key}"));
                    fields(value, &format!("{path}.{key}"), found);
                }
            }
            Value::Array(list) => list.iter().for_each(|value| fields(value, path, found)),
            _ => {}
        }
    }
    let told: Value = serde_json::from_str(&blocks(&page("docs/json.md"), "json")[0]).unwrap();
    let office = Workspace::of(Fixture::Demo);
    let said = office.run("--as-of 2024-06-30 export").json();
    let (mut in_docs, mut in_export) = (Vec::new(), Vec::new());
    fields(&told, "", &mut in_docs);
    fields(&said, "", &mut in_export);
    // What only some entries, units and targets have is not in the one example.
    let shown = |field: &String| {
        !field.contains(".log.") && !field.contains(".former.") && !field.contains(".units.")
    };
    for (these, those) in [(&in_docs, &in_export), (&in_export, &in_docs)] {
        for field in these.iter().filter(|field| shown(field)) {
            assert!(those.contains(field), "{field}");
        }
    }
}

#[test]
fn links_lead_somewhere() {
    for name in pages() {
        let text = page(&name);
        for link in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            if link.starts_with("http") || link.starts_with('#') {
                continue;
            }
            let file = link.split('#').next().unwrap();
            let target = root().join(&name).parent().unwrap().join(file);
            assert!(target.exists(), "{name}: {link}");
        }
    }
}

#[test]
fn the_source_files_that_pages_name_exist() {
    let mut all = pages();
    all.push("CONTRIBUTING.md".to_owned());
    let mut found = 0;
    for name in all {
        let text = page(&name);
        for file in text.split('`').skip(1).step_by(2) {
            let is_of_the_source = ["src/", "tests/", "benches/", "packaging/"]
                .iter()
                .any(|folder| file.starts_with(folder));
            if is_of_the_source && !file.contains(['*', ' ']) {
                assert!(root().join(file).exists(), "{name}: {file}");
                found += 1;
            }
        }
    }
    assert!(found > 50, "only {found} files found");
}
