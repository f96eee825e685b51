//! Documents are read as people would read them, and what is made of them can be used at once.

use std::fs;
use std::path::{Path, PathBuf};

use duban::document::SourceText;
use duban::document::intake::receive;
use duban::document::read_document;
use duban::import::{Draft, DraftOptions, check_source, draft};
use duban::plan::Day;
use duban::store::{Loaded, PlanFiles, Problem, check_plan, render_problem};
use duban::text::{Flaw, Lang, Severity};

mod readings;
#[allow(dead_code)]
mod score;
mod table_targets;
mod tables;

fn invented() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/invented")
}

fn draft_of(text: &SourceText, with_text: bool) -> Draft {
    let options = DraftOptions {
        id: "draft",
        file: "draft.txt",
        sha256: "00",
        year: 2026,
        with_text,
        words: Lang::Zh.words(),
    };
    draft(&read_document(text), &options).unwrap()
}

/// Writes a draft as a workspace and checks it.
fn errors(draft: &Draft) -> Vec<String> {
    let folder = written(draft);
    told(check_plan(&loaded(folder.path()), folder.path()).iter())
}

#[test]
fn the_proof_finds_in_a_draft_what_was_changed_since_and_nothing_else() {
    let (mut drafts, mut noticed) = (0, 0);
    for entry in fs::read_dir(invented()).unwrap() {
        let source = entry.unwrap().path();
        let kind = source.extension().and_then(|kind| kind.to_str());
        if matches!(kind, Some("labels" | "csv")) {
            continue;
        }
        let name = source.file_name().unwrap().to_str().unwrap();
        let text = receive(name, &fs::read(&source).unwrap()).unwrap().text;
        let options = DraftOptions {
            id: "draft",
            file: name,
            sha256: &"0".repeat(64),
            year: 2026,
            with_text: false,
            words: Lang::Zh.words(),
        };
        let draft = draft(&read_document(&text), &options).unwrap();
        assert_eq!(proved(&draft), Vec::<String>::new(), "{name}");
        drafts += 1;
        let mut changed = draft;
        let Some(action) = changed.plan.find("[[action]]") else {
            continue;
        };
        let title = changed.plan[action..].find("title = \"").unwrap();
        changed
            .plan
            .insert(action + title + "title = \"".len(), '甲');
        noticed += usize::from(!proved(&changed).is_empty());
    }
    // A page of tables is not compared, and a text may have no tasks.
    assert!(
        drafts > 60 && noticed * 4 > drafts * 3,
        "{noticed}/{drafts}"
    );
}

/// Returns the errors that the proof finds in a draft, save that the file is another one.
fn proved(draft: &Draft) -> Vec<String> {
    let folder = written(draft);
    let found = check_source(&loaded(folder.path()), folder.path(), &invented());
    let is_other_file = |problem: &&Problem| !matches!(problem.flaw, Flaw::HashDiffers { .. });
    told(found.iter().filter(is_other_file))
}

/// Writes a draft as a workspace.
fn written(draft: &Draft) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let plan = folder.path().join("plans/draft");
    fs::create_dir_all(&plan).unwrap();
    fs::create_dir_all(folder.path().join("seeds")).unwrap();
    fs::write(plan.join("plan.toml"), &draft.plan).unwrap();
    fs::write(plan.join("progress.toml"), &draft.progress).unwrap();
    fs::write(folder.path().join("seeds/draft.toml"), &draft.record).unwrap();
    folder
}

fn loaded(folder: &Path) -> Loaded {
    let files = PlanFiles::in_folder(folder.join("plans/draft"));
    Loaded::read(&files, Day::from_ymd_opt(2024, 6, 30).unwrap())
}

/// Formats the errors among problems.
fn told<'p>(problems: impl Iterator<Item = &'p Problem>) -> Vec<String> {
    problems
        .filter(|problem| problem.flaw.severity() == Severity::Error)
        .map(|problem| render_problem(problem, &problem.file, Lang::En.words()))
        .collect()
}

#[test]
fn documents_in_many_forms_are_read() {
    let scores = score::with_labels(&invented(), &invented());
    assert!(scores.len() >= 8, "{} documents", scores.len());
    let facts: Vec<String> = scores
        .iter()
        .flat_map(|score| {
            let missing = score
                .missing
                .iter()
                .map(|fact| format!("{} - {fact}", score.document));
            let invented = score
                .invented
                .iter()
                .map(|fact| format!("{} + {fact}", score.document));
            missing.chain(invented).collect::<Vec<_>>()
        })
        .collect();
    let below = score::below_floor(&scores);
    assert_eq!(
        below,
        Vec::<String>::new(),
        "{}\n{}",
        score::table(&scores),
        facts.join("\n")
    );
}

#[test]
fn a_draft_passes_check() {
    for entry in fs::read_dir(invented()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "labels") {
            continue;
        }
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let intake = receive(&name, &fs::read(&path).unwrap()).unwrap();
        for with_text in [false, true] {
            let draft = draft_of(&intake.text, with_text);
            assert_eq!(
                errors(&draft),
                Vec::<String>::new(),
                "{name}\n{}",
                draft.plan
            );
            assert!(draft.items + draft.targets > 0, "{name}");
        }
    }
}

#[test]
fn odd_texts_are_read_in_bounded_time() {
    let brackets = format!(
        "一、任务\n1.{}市教育局负责{}",
        "（".repeat(10_000),
        "）".repeat(10_000)
    );
    let ones = "1.甲。\n".repeat(5_000);
    let inline = "一、甲。（一）乙。1.丙。".repeat(1_000);
    for text in [brackets, ones, inline, String::new(), "。".repeat(10_000)] {
        let source = SourceText::from_plain(&text);
        let draft = draft_of(&source, false);
        assert!(errors(&draft).len() < 1_000);
    }
}

#[test]
fn doubts_stand_in_the_draft_with_their_line() {
    let text = "某县重点工作方案\n一、任务\n1.加强领导。成立小组。\n3.扩大就业。培训100余人。（县人社局负责）";
    let draft = draft_of(&SourceText::from_plain(text), false);
    assert!(draft.plan.contains("# doubt: [4] "), "{}", draft.plan);
    let gap = draft
        .plan
        .lines()
        .find(|line| line.starts_with("# doubt: [4]"));
    assert!(gap.is_some_and(|line| line.contains('3')), "{}", draft.plan);
}

/// The five plans and the six documents, where they lie beside the checkout.
#[test]
#[ignore = "needs DUBAN_SOURCES"]
fn source_documents_are_read() {
    let Some(sources) = std::env::var_os("DUBAN_SOURCES") else {
        return crate::common::skip("DUBAN_SOURCES, the folder of the original documents");
    };
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let scores = score::five(repository, Path::new(&sources));
    assert_eq!(
        score::below_floor(&scores),
        Vec::<String>::new(),
        "{}",
        score::table(&scores)
    );
}
