//! What shells, editors and people who look for help are given: completions, manual pages, schemas, help by command.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::common::duban::{Fixture, Workspace};
use crate::common::skip;

/// Follows `$ref` to a definition of the schema.
fn resolved<'s>(schema: &'s Value, at: &'s Value) -> &'s Value {
    match at.get("$ref").and_then(Value::as_str) {
        Some(path) => schema.pointer(path.trim_start_matches('#')).unwrap(),
        None => at,
    }
}

/// Gathers every key of a file that its schema does not know.
fn unknown_keys(
    schema: &Value,
    at: &Value,
    value: &toml::Value,
    path: &str,
    found: &mut BTreeSet<String>,
) {
    let at = resolved(schema, at);
    match value {
        toml::Value::Table(table) => {
            let any = at.get("additionalProperties").filter(|it| it.is_object());
            for (key, value) in table {
                let known = at.get("properties").and_then(|all| all.get(key)).or(any);
                match known {
                    Some(known) => {
                        unknown_keys(schema, known, value, &format!("{path}.{key}"), found);
                    }
                    // `was` holds fields of what it stands in; `oneOf` allows several forms.
                    None if path.ends_with("was") || at.get("oneOf").is_some() => {}
                    None => drop(found.insert(format!("{path}.{key}"))),
                }
            }
        }
        toml::Value::Array(items) => {
            if let Some(of_items) = at.get("items") {
                for item in items {
                    unknown_keys(schema, of_items, item, path, found);
                }
            }
        }
        _ => {}
    }
}

#[test]
fn the_schemas_know_every_key_of_the_plans() {
    let office = Workspace::of(Fixture::Bare);
    for name in ["plan", "progress"] {
        let schema: Value = serde_json::from_str(&office.run(["schema", name]).stdout).unwrap();
        let plans = Path::new(env!("CARGO_MANIFEST_DIR")).join("plans");
        let mut seen = 0;
        for plan in fs::read_dir(plans).unwrap() {
            let file = plan.unwrap().path().join(format!("{name}.toml"));
            let value: toml::Value = toml::from_str(&fs::read_to_string(file).unwrap()).unwrap();
            let mut found = BTreeSet::new();
            unknown_keys(&schema, &schema, &value, name, &mut found);
            assert!(found.is_empty(), "{found:?}");
            seen += 1;
        }
        assert_eq!(seen, 5);
    }
    office.refuses(2, "schema nothing", "FILE 不能是 nothing");
}

#[test]
fn days_standings_and_limits_are_taken_as_people_type_them() {
    let office = Workspace::of(Fixture::Demo);
    let of_the_day = office.run("--as-of 2024-06-30 overdue").stdout;
    let typed = office.run("--as-of 2024年6月30日 ls --standing 逾期");
    assert_eq!(typed.stdout.lines().count(), of_the_day.lines().count());
    let red = office.run("--as-of 2024-06-30 list --standing 红");
    assert!(red.stdout.lines().count() >= of_the_day.lines().count());
    assert!(
        red.stdout.lines().all(|line| line.starts_with('红')),
        "{}",
        red.stdout
    );
    let first = office.run("--as-of 2024-06-30 overdue -n 1");
    assert_eq!(first.stdout.lines().count(), 1);
    office.run("--as-of -7d list");
    office.refuses(2, "list --standing 紫", "overdue(逾期)");
    office.refuses(2, "list --color sometimes", "--color 不能是 sometimes");
}

#[test]
fn help_is_given_by_command_too() {
    let office = Workspace::of(Fixture::Bare);
    let help = office.run("--lang en help mark");
    assert!(help.stdout.contains("--dry-run"), "{}", help.stdout);
    office.duban("--lang en help").stdout_has("overdue").run();
    office.refuses(2, "help nonsense", "没有命令 nonsense");
}

#[test]
fn a_manual_page_is_written_for_each_command() {
    let office = Workspace::of(Fixture::Bare);
    let folder = office.folder().join("man");
    office.run(["man", folder.to_str().unwrap()]);
    for page in ["duban.1", "duban-mark.1", "duban-overdue.1"] {
        let text = fs::read_to_string(folder.join(page)).unwrap();
        assert!(text.contains(".TH"), "{page}");
    }
    let first = fs::read_to_string(folder.join("duban.1")).unwrap();
    assert!(first.contains("duban\\-mark(1)"), "{first}");
}

#[test]
fn a_shell_is_offered_what_is_there() {
    let office = Workspace::of(Fixture::Demo);
    for shell in ["bash", "zsh", "fish", "elvish"] {
        let script = office.run(["completions", shell]).stdout;
        assert!(script.contains("DUBAN_COMPLETE"), "{shell}: {script}");
    }
    let offered = |index: &str, words: &str| {
        let asked = office
            .duban("-- duban")
            .args(words)
            .env("DUBAN_COMPLETE", "bash")
            .env("_CLAP_COMPLETE_INDEX", index)
            .env("_CLAP_IFS", "\n");
        asked.run().stdout
    };
    assert!(offered("3", "list --unit jyj").contains("县教育局"));
    assert!(offered("2", "mark 3.1.4/").contains("3.1.4/launch"));
    assert!(offered("2", "mark bl").contains("blocked"));
    let indicator = office.duban("export").run().json()["indicators"][0]["id"].clone();
    let indicator = indicator.as_str().unwrap();
    for (index, words, wanted) in [
        ("2", "report bul", "bulletin"),
        ("4", "report ledger --format cs", "csv"),
        ("3", "list --phase dee", "deepen"),
        ("3", "list --section ''", "3"),
        ("3", "list --sort du", "due"),
        ("3", "remind --level 督", "督办"),
        ("3", "export --format c", "csv"),
        ("2", "completions zs", "zsh"),
        ("2", "schema pro", "progress"),
        ("2", "reading ''", indicator),
        ("2", "show ''", indicator),
        ("3", "resolve --all ''", "theirs"),
        ("2", "--lang ''", "zh"),
        ("2", "--color ''", "never"),
        ("3", "import --review ''", "demo"),
        ("4", "review HEAD --deny ''", "weaken"),
        ("3", "diff --format ''", "md"),
        ("2", "help rem", "remind"),
        ("4", "report status --format ''", "html"),
        ("3", "report --format ''", "xlsx"),
    ] {
        assert!(offered(index, words).contains(wanted), "{words}");
    }
    // Nothing is offered that the command refuses.
    for (index, words, refused) in [
        ("2", "reading ''", "3.1.4"),
        ("4", "report status --format ''", "xlsx"),
        ("4", "report status --format ''", "ics"),
        ("2", "overdue --", "--standing"),
        ("2", "overdue --", "--ended"),
    ] {
        assert!(!offered(index, words).contains(refused), "{words}");
    }
    assert!(offered("3", "list --plan ''").contains("demo"));
    let elsewhere = Workspace::of(Fixture::Two);
    let folder = format!("--plans={}", elsewhere.folder().join("plans").display());
    assert!(offered("4", &format!("{folder} list --plan ''")).contains("second"));
}

/// bash puts in what it is given as it is: a name with brackets needs backslashes, unless it stands in quotes.
#[test]
fn bash_is_given_names_as_they_are_to_be_typed() {
    if Command::new("bash").arg("--version").output().is_err() {
        return skip("bash");
    }
    let office = Workspace::of(Fixture::Demo);
    office.replace("demo/plan.toml", "东山镇", "东山镇(街道)");
    let script = office.run(["completions", "bash"]).stdout;
    let offered = |line: &str, word: &str| {
        let asks = office.duban("--version").command();
        let mut bash = Command::new("bash");
        bash.arg("-c")
            .arg(format!("{script}\nduban() {{ \"$DUBAN\" \"$@\"; }}\n_duban duban \"$WORD\"; printf '%s\\n' \"${{COMPREPLY[@]}}\""))
            .envs(asks.get_envs().filter_map(|(name, value)| Some((name, value?))))
            .current_dir(asks.get_current_dir().unwrap())
            .env("DUBAN", asks.get_program())
            .env("WORD", word)
            .env("COMP_TYPE", "9")
            .env("COMP_LINE", line)
            .env("COMP_POINT", line.len().to_string())
            .env("LC_ALL", "C");
        let said = bash.output().unwrap();
        String::from_utf8(said.stdout).unwrap()
    };
    let typed = "东山镇\\(街道\\)\n";
    assert_eq!(offered("duban list --unit 东山", "东山"), typed);
    assert_eq!(offered("duban list --unit 东山镇\\(", "东山镇\\("), typed);
    for quote in ["'", "\""] {
        let line = format!("duban list --unit {quote}东山");
        assert_eq!(offered(&line, "东山"), "东山镇(街道)\n");
    }
    // What stands before the break at the colon is there already.
    assert_eq!(
        offered("duban show demo:3.1.4/ev", "3.1.4/ev"),
        "3.1.4/evaluate\n"
    );
}

/// These two show nothing that does not begin as it was typed: what was typed stays, beside whom it means.
#[test]
fn fish_and_elvish_are_told_whom_pinyin_means() {
    let office = Workspace::of(Fixture::Demo);
    office.replace_first(
        "demo/plan.toml",
        "name = \"东山镇\"",
        "name = \"东山镇\"\naliases = [\"县东山\"]",
    );
    for shell in ["fish", "elvish"] {
        let offered = |typed: &str| {
            let asked = office
                .duban(format!("-- duban list --unit {typed}"))
                .env("DUBAN_COMPLETE", shell)
                .env("_CLAP_COMPLETE_INDEX", "3")
                .env("_CLAP_IFS", "\n");
            asked.run().stdout
        };
        let meant = offered("jyj");
        assert!(meant.starts_with("jyj"), "{shell}: {meant}");
        // Elvish shows no more than what completes.
        assert_eq!(meant.contains("县教育局"), shell == "fish", "{meant}");
        assert!(offered("县教").starts_with("县教育局"), "{shell}");
        // What completes is offered though the same letters mean another as well.
        let both = offered("县");
        for name in ["县教育局", "县科协", "县委文明办", "县财政局"] {
            assert!(both.contains(name), "{shell}: {both}");
        }
    }
}
