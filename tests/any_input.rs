//! Whatever the input, what fuzz/checks.rs says of it holds: a short run over spoilt texts of our own in every test,
//! and as many as `DUBAN_RUNS` asks for (`DUBAN_RUNS=1000000 cargo test --release --test promises any_input`). The same
//! checks run under libFuzzer: `cargo +nightly fuzz run -s none merge`.

use std::path::Path;
use std::time::Instant;

#[path = "../fuzz/checks.rs"]
mod checks;

/// Between the texts of an input.
const SEPARATOR: &str = "\u{1e}";
const PLAN: &str = include_str!("check/plan.toml");
const DEMO_PLAN: &str = include_str!("fixtures/demo/plan.toml");
const DEMO_LOG: &str = include_str!("fixtures/demo/progress.toml");

/// Makes texts worse, the same way in every run.
struct Spoiler(u64);

impl Spoiler {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % below.max(1)
    }

    /// A text with a few lines or characters taken out, doubled, moved, or put in.
    fn spoil(&mut self, text: &str) -> String {
        const PIECES: [&str; 25] = [
            "\n",
            "\r\n",
            "[",
            "]",
            "{",
            "}",
            ",",
            "=",
            "\"",
            "\"\"\"",
            "'",
            "#",
            "\\",
            ".",
            "0",
            "-",
            "é",
            "县",
            "\u{0}",
            SEPARATOR,
            "\u{feff}",
            "<<<<<<< a\n",
            "=======\n",
            ">>>>>>> b\n",
            "[milestone.\"3.1/teachers@2022\"]\n",
        ];
        let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
        for _ in 0..=self.next(4) {
            let at = self.next(lines.len());
            let Some(line) = lines.get(at).cloned() else {
                break;
            };
            let place = line.char_indices().nth(self.next(line.chars().count()));
            let place = place.map_or(0, |(place, _)| place);
            match self.next(7) {
                0 => drop(lines.remove(at)),
                1 => lines.insert(at, line),
                2 => {
                    let other = self.next(lines.len());
                    lines.swap(at, other);
                }
                3 => {
                    let mut cut: Vec<char> = line.chars().collect();
                    let gone = self.next(cut.len());
                    if gone < cut.len() {
                        cut.remove(gone);
                    }
                    lines[at] = cut.into_iter().collect();
                }
                4 => lines[at].truncate(place),
                _ => lines[at].insert_str(place, PIECES[self.next(PIECES.len())]),
            }
        }
        lines.concat()
    }
}

/// Runs a check over spoilt texts, and says how many a second in a long run.
#[allow(clippy::print_stderr)]
fn holds(
    name: &str,
    short: u64,
    check: impl Fn(&str),
    mut input: impl FnMut(&mut Spoiler) -> String,
) {
    let asked = std::env::var("DUBAN_RUNS").ok();
    let runs = asked.and_then(|runs| runs.parse().ok());
    let mut spoiler = Spoiler(0x2545_f491_4f6c_dd1d);
    let begun = Instant::now();
    for _ in 0..runs.unwrap_or(short) {
        check(&input(&mut spoiler));
    }
    if let Some(runs) = runs {
        eprintln!("{name}: {runs} inputs in {:?}", begun.elapsed());
    }
}

fn log(spoiler: &mut Spoiler) -> String {
    let text = DEMO_LOG.replace("3.1.4/teachers", "3.1/teachers");
    spoiler.spoil(&text)
}

#[test]
fn a_deed_adds_its_line_and_can_be_taken_back() {
    holds("splice", 150, checks::splice_and_back, log);
}

#[test]
fn a_merge_keeps_what_both_sides_have() {
    holds("merge", 100, checks::merge, |spoiler| {
        let texts = [log(spoiler), log(spoiler), log(spoiler)];
        texts.join(SEPARATOR)
    });
    holds("merge of plans", 30, checks::merge, |spoiler| {
        let texts = [PLAN.to_owned(), spoiler.spoil(PLAN), spoiler.spoil(PLAN)];
        texts.join(SEPARATOR)
    });
}

#[test]
fn a_file_with_marks_comes_apart() {
    holds("resolve", 60, checks::resolve, |spoiler| {
        let (ours, theirs) = (spoiler.spoil(PLAN), spoiler.spoil(PLAN));
        let all = format!("<<<<<<< a\n{ours}=======\n{theirs}>>>>>>> b\n");
        spoiler.spoil(&all)
    });
}

#[test]
fn a_plan_against_itself_is_the_same() {
    holds("review", 20, checks::compare_and_review, |spoiler| {
        let texts = [
            spoiler.spoil(DEMO_PLAN),
            log(spoiler),
            spoiler.spoil(DEMO_PLAN),
            log(spoiler),
        ];
        texts.join(SEPARATOR)
    });
}

#[test]
fn what_is_found_is_marked() {
    holds("search", 2_000, checks::search, |spoiler| {
        let lines: Vec<&str> = DEMO_PLAN.lines().collect();
        let line = lines[spoiler.next(lines.len())];
        let text = spoiler.spoil(line);
        let start = spoiler.next(text.chars().count());
        let length = 1 + spoiler.next(4);
        let typed: String = text.chars().skip(start).take(length).collect();
        format!("{}\u{1e}{text}", spoiler.spoil(&typed))
    });
}

#[test]
fn what_is_typed_means_something_or_nothing() {
    holds("ids", 20, checks::ids, |spoiler| {
        let typed = [
            "demo:3.1/teachers@2022", "3.1", "literacy", "县教育局", "jyj",
        ];
        let typed = typed[spoiler.next(typed.len())];
        spoiler.spoil(typed)
    });
}

#[test]
fn a_deed_keeps_every_entry_that_could_be_read() {
    holds("files", 60, checks::files, |spoiler| {
        let texts = [spoiler.spoil(PLAN), log(spoiler)];
        texts.join(SEPARATOR)
    });
}

#[test]
fn a_document_is_drafted_or_refused() {
    let check = |input: &str| checks::documents(input.as_bytes());
    holds("documents", 20, check, |spoiler| {
        let kind = ["\u{0}", "\u{1}", "\u{2}", "\u{3}"][spoiler.next(4)];
        let titles = DEMO_PLAN.lines().filter_map(|line| line.split('"').nth(1));
        let text: Vec<&str> = titles.collect();
        format!("{kind}{}", spoiler.spoil(&text.join("\n")))
    });
}

/// What libFuzzer found, each mended.
#[test]
fn what_was_found_stays_mended() {
    // A log could not be added to a table that is a list, and was not there when read back.
    checks::splice_and_back("[[milestone]]\n");
    checks::splice_and_back("[[indicator]]\n");
    // A log was put under the header of a table inside its block.
    for more in 0..12 {
        let inner = format!("[milestone.\"3.1/teachers@2022\".\"{}\"]", "x".repeat(more));
        checks::files(&inner);
        checks::splice_and_back(&inner);
    }
    // The capital of a Cyrillic letter was not found in itself by the screen's search.
    checks::search("\u{423}");
    // A list of tables was taken for the head of a second block, whose log ended before it began.
    let twice = "[milestone.\"a/b\"]\nlog = [\n  { on = 2024-03-01, value = 2 },\n [[milestone.\"a/b\".log]]\n ";
    for length in 0..4 {
        let input = format!("{SEPARATOR}{twice}{SEPARATOR}{}", " ".repeat(length));
        checks::merge(&input);
    }
}

/// The fuzz targets are not built here: libFuzzer is C++. All that they do is to call a check of the module above.
#[test]
fn a_fuzz_target_calls_a_check() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let checks = std::fs::read_to_string(folder.join("checks.rs")).unwrap();
    let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    let mut targets = 0;
    for file in std::fs::read_dir(folder.join("fuzz_targets")).unwrap() {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let call = text.split_once("fuzz_target!(|input: ").unwrap().1;
        let (kind, call) = call.split_once("| checks::").unwrap();
        let name = call.strip_suffix("(input));\n").unwrap();
        let head = format!("pub(crate) fn {name}(");
        let head = checks.split_once(&head).expect(name).1;
        let taken = head.split_once(')').unwrap().0;
        assert!(taken.ends_with(&format!(": {kind}")), "{name}: {taken}");
        let listed = format!(
            "path = \"fuzz_targets/{}\"",
            path.file_name().unwrap().display()
        );
        assert!(manifest.contains(&listed), "{listed}");
        targets += 1;
    }
    assert_eq!(targets, 8);
}
