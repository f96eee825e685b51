//! Two languages, each complete: no Chinese of ours in English, no English of ours in Chinese, help for everything.

use duban::text::{Lang, LedgerColumn};

use super::common::duban::{Fixture, Ran, Workspace};

fn is_han(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

/// A plan whose own content is in neither language: every run of Chinese is a number, the same wherever it stands.
fn plain() -> Workspace {
    let office = Workspace::of(Fixture::Demo);
    let mut names: Vec<String> = Vec::new();
    let mut numbered = |text: &str| -> String {
        let mut out = String::new();
        let mut name = String::new();
        for c in text.chars().chain(['\n']) {
            if is_han(c) {
                name.push(c);
                continue;
            }
            if !name.is_empty() {
                let at = names
                    .iter()
                    .position(|known| *known == name)
                    .unwrap_or_else(|| {
                        names.push(name.clone());
                        names.len() - 1
                    });
                out.push_str(&format!("{{{at}}}"));
                name.clear();
            }
            out.push(c);
        }
        out.pop();
        out
    };
    for file in ["demo/plan.toml", "demo/progress.toml"] {
        let text = office.read(file);
        office.write(file, numbered(&text));
    }
    office
}

const COMMANDS: [&str; 16] = [
    "status",
    "brief",
    "list",
    "overdue",
    "missing --since 2024-01-01",
    "units",
    "show 3.1.4",
    "show 4.2",
    "show literacy",
    "check",
    "config",
    "export --format csv",
    "mark 4.1/budget done --dry-run",
    "postpone 4.1/budget 2024-09-30 --reason - --dry-run",
    "reading literacy 13",
    "progress 4.1/budget --text -",
];

/// Each goes wrong in its own way.
const WRONG: [&str; 17] = [
    "show 9.9",
    "list --unit nobody",
    "list --phase nobody",
    "list --section nobody",
    "list --sort nobody",
    "list --limit nobody",
    "list --nobody",
    "nobody",
    "show",
    "--plan nobody list",
    "--as-of 2023-02-29 list",
    "--plans nobody list",
    "mark 4.1/budget blocked",
    "mark 4.2/local-plan done",
    "mark teachers@2023 done",
    "progress 3.1.4 --text -",
    "postpone 4.1/budget 2024-09-30",
];

fn outputs(office: &Workspace, lang: &str) -> Vec<(String, String)> {
    let run = |args: &str| {
        office
            .duban(["--lang", lang])
            .args(args)
            .env("DUBAN_AS_OF", "2024-06-30")
    };
    let said = |args: &str, Ran { stdout, stderr }: Ran| (format!("{args:?}"), stdout + &stderr);
    let right = COMMANDS.iter().map(|args| said(args, run(args).run()));
    let wrong = WRONG.iter().map(|args| {
        let code = run(args).command().output().unwrap().status.code().unwrap();
        assert!(code > 1, "{args:?} goes wrong");
        let error = if lang == "zh" { "错误：" } else { "error: " };
        said(args, run(args).code(code).stderr_has(error).run())
    });
    right.chain(wrong).collect()
}

#[test]
fn english_has_no_chinese_of_ours() {
    for (args, text) in outputs(&plain(), "en") {
        let han: String = text.chars().filter(|c| is_han(*c)).collect();
        assert_eq!(han, "", "{args}: {text}");
    }
}

/// What stays as it is in Chinese: the names of commands, options, keys and their values, ids, files, formats.
const NAMES: &str = "duban check fix list units show init help correct plan toml csv as of by value reason on text sort limit \
    section status due id unit standing error warning todo doing blocked done closed returned dropped \
    demo launch deepen evaluate teachers local budget one day stations literacy nobody \
    plans config lang ambiguous colours mouse cursor actor shared zh en narrow standard title false state cache DUBAN_PLANS DIR ID \
    red yellow green cyan grey default done blue closed dropped bar rest bright black";

#[test]
fn chinese_has_no_english_of_ours() {
    let names: Vec<&str> = NAMES.split_whitespace().collect();
    let office = plain();
    for (args, text) in outputs(&office, "zh") {
        let odd: Vec<&str> = text
            .split_whitespace()
            .filter(|word| !word.contains(office.root().to_str().unwrap()))
            .flat_map(|word| word.split(|c: char| !c.is_ascii_alphabetic() && c != '_'))
            .filter(|word| word.len() > 1 && !names.contains(word))
            .collect();
        assert!(odd.is_empty(), "{args}: {odd:?} in {text}");
    }
}

fn help(args: &str, lang: &str) -> String {
    Workspace::of(Fixture::Bare)
        .duban(format!("--lang {lang} {args} --help"))
        .run()
        .stdout
}

/// The commands that the help lists, by their names.
fn commands() -> Vec<String> {
    let text = help("", "en");
    let (_, list) = text.split_once("Commands:\n").unwrap();
    list.lines()
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_command_and_option_has_a_help_text_in_both_languages() {
    let commands = commands();
    assert!(commands.len() > 15, "{commands:?}");
    for lang in ["zh", "en"] {
        let whole = help("", lang);
        for command in &commands {
            let line = whole
                .lines()
                .find(|line| line.split_whitespace().next() == Some(command))
                .unwrap();
            assert!(line.split_whitespace().count() > 1, "{line}");
        }
        for command in &commands {
            let text = help(command, lang);
            let mut lines = text.lines().peekable();
            while let Some(line) = lines.next() {
                let entry = line.trim_start();
                if !(entry.starts_with("--")
                    || entry.starts_with('-')
                    || entry.starts_with('<')
                    || entry.starts_with('['))
                {
                    continue;
                }
                let told = entry
                    .split("  ")
                    .filter(|part| !part.trim().is_empty())
                    .count()
                    > 1
                    || lines
                        .peek()
                        .is_some_and(|next| next.starts_with("          "));
                assert!(told, "{lang} {command}: {line}\n{text}");
            }
        }
    }
}

#[test]
fn help_speaks_one_language() {
    let terms = ["提醒", "催办", "督办"]; // the field's own, in every language
    for command in commands().into_iter().chain([String::new()]) {
        let english = terms
            .iter()
            .fold(help(&command, "en"), |text, term| text.replace(term, ""));
        let han: String = english.chars().filter(|c| is_han(*c)).collect();
        assert_eq!(han, "", "{command:?}: {english}");
        let chinese = help(&command, "zh");
        for title in [
            "Usage", "Options", "Commands", "Arguments", "Print", "print", "[default", "possible",
            "OPTIONS", "COMMAND",
        ] {
            assert!(!chinese.contains(title), "{command:?} {title}: {chinese}");
        }
        assert!(chinese.chars().any(is_han));
    }
}

#[test]
fn the_locale_decides_where_nothing_else_does() {
    let office = Workspace::of(Fixture::Demo);
    for (locale, first) in [
        ("zh_CN.UTF-8", "截至 2024-06-30"),
        ("en_US.UTF-8", "as of 2024-06-30"),
        ("C", "as of 2024-06-30"),
    ] {
        let ran = office
            .duban("--as-of 2024-06-30 status")
            .env("DUBAN_LANG", "")
            .env("LANG", locale)
            .run();
        assert_eq!(ran.stdout.lines().next(), Some(first), "{locale}");
    }
    office.config("lang = \"en\"\n");
    office
        .duban("--as-of 2024-06-30 status")
        .env("DUBAN_LANG", "")
        .env("LANG", "zh_CN.UTF-8")
        .stdout_has("as of 2024-06-30")
        .run();
}

#[test]
fn colour_only_where_it_is_wanted() {
    use super::common::pty::PtyBuilder;
    let office = Workspace::of(Fixture::Demo);
    let shown = |name: &str, value: &str| {
        let mut pty = PtyBuilder::duban()
            .args(["--as-of", "2024-06-30", "overdue"])
            .directory(&office.folder())
            .env(name, value)
            .start();
        pty.wait_for("逾期122天");
        pty.wait_for("共 5 个节点");
        pty.wait_for_exit();
        String::from_utf8(pty.take_received()).unwrap()
    };
    let coloured = shown("DUBAN_LANG", "zh");
    assert!(coloured.contains("\x1b[31m红\x1b[0m"), "{coloured:?}");
    let plain = shown("NO_COLOR", "1");
    assert!(!plain.contains('\x1b'), "{plain:?}");
    // Lines fit the terminal; into a pipe they are whole, and never coloured.
    for line in plain.lines() {
        assert!(duban::text::width(line.trim_end()) <= 80, "{line}");
    }
    let piped = office.run("--as-of 2024-06-30 overdue");
    assert!(!piped.stdout.contains('\x1b'));
}

#[test]
fn completions_and_a_manual_are_made_from_the_same_definition() {
    let office = Workspace::of(Fixture::Bare);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        // The script asks the program; tests/cli_shell.rs shows what it answers.
        let script = office.run(["completions", shell]).stdout;
        assert!(script.contains("duban"), "{shell}");
    }
    let page = office.run("man").stdout;
    assert!(page.contains(".TH duban 1"), "{page}");
}

#[test]
fn one_thing_has_one_heading_in_every_list_and_report() {
    for lang in Lang::ALL {
        let words = lang.words();
        let of_ledger = |column| (words.ledger.column)(column).to_lowercase();
        let columns = &words.columns;
        let listed = [words.due_now, columns.reason, columns.status];
        let in_ledger = [
            LedgerColumn::DueNow,
            LedgerColumn::Reason,
            LedgerColumn::Status,
        ];
        assert_eq!(listed.map(str::to_lowercase), in_ledger.map(of_ledger));
        // A column of standings is not headed as one of lamps.
        let standing = columns.standing.to_lowercase();
        assert_eq!(standing, words.report.standing.to_lowercase());
        assert_ne!(standing, of_ledger(LedgerColumn::Lamp));
    }
}
