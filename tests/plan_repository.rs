//! docs/plan-repository.md is true: its hook, in a real bare repository, takes progress in and refuses a weakening.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::common::duban::plain_git;

const DOCUMENT: &str = include_str!("../docs/plan-repository.md");
const PLAN: &str = include_str!("review/base/plan.toml");
const PROGRESS: &str = include_str!("review/base/progress.toml");

/// The block of the document that the hook is.
fn hook() -> &'static str {
    let block = DOCUMENT.split("```sh\n").nth(1).unwrap();
    block.split("```").next().unwrap()
}

/// What `duban init` writes is what the documents show, in both languages.
#[test]
fn a_new_workspace_has_the_files_of_the_document() {
    let chinese = include_str!("../docs/plan-repository.zh-CN.md");
    for (lang, document) in [("en", DOCUMENT), ("zh", chinese)] {
        let folder = tempfile::tempdir().unwrap();
        let made = Command::new(env!("CARGO_BIN_EXE_duban"))
            .args(["init", ".", "--lang", lang])
            .current_dir(folder.path())
            .env("HOME", folder.path())
            .output()
            .unwrap();
        assert!(made.status.success(), "{made:?}");
        for file in [
            ".github/workflows/plans.yml", ".gitlab-ci.yml", ".gitea/workflows/plans.yml",
            "hooks/pre-receive",
        ] {
            let written = fs::read_to_string(folder.path().join(file)).unwrap();
            assert!(
                document.contains(&format!("\n{written}```")),
                "{lang} {file}"
            );
            // Nobody holds the name in a registry; whoever takes it would run in every office.
            assert!(!written.contains("cargo install duban"), "{file}");
            let comments = written.lines().filter_map(|line| line.split_once("# "));
            for (_, comment) in comments {
                let is_chinese = comment.contains(|c: char| ('一'..='龥').contains(&c));
                assert_eq!(is_chinese, lang == "zh", "{file}: {comment}");
            }
        }
        let mode = fs::metadata(folder.path().join("hooks/pre-receive")).unwrap();
        assert!(std::os::unix::fs::PermissionsExt::mode(&mode.permissions()) & 0o100 != 0);
    }
}

struct Server {
    folder: tempfile::TempDir,
}

impl Server {
    /// A bare repository with the hook, and a clone whose first push has the plan.
    fn new() -> Self {
        let server = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let top = server.folder.path();
        server.git(top, &["init", "-q", "--bare", "-b", "main", "server.git"]);
        server.git(top, &["init", "-q", "-b", "main", "clone"]);
        let clone = server.clone();
        server.git(&clone, &["remote", "add", "origin", "../server.git"]);
        let plans = clone.join("plans/base");
        fs::create_dir_all(&plans).unwrap();
        fs::write(plans.join("plan.toml"), PLAN).unwrap();
        fs::write(plans.join("progress.toml"), PROGRESS).unwrap();
        server.write_hook();
        assert!(server.push("first").0);
        server
    }

    fn write_hook(&self) {
        let path = self.folder.path().join("server.git/hooks/pre-receive");
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, hook()).unwrap();
        let mut command = Command::new("chmod");
        assert!(command.arg("+x").arg(&path).status().unwrap().success());
    }

    fn clone(&self) -> PathBuf {
        self.folder.path().join("clone")
    }

    /// Git, away from this machine's settings, with our program on its path.
    fn try_git(&self, folder: &Path, arguments: &[&str]) -> (bool, String) {
        let program = Path::new(env!("CARGO_BIN_EXE_duban")).parent().unwrap();
        let path = std::env::join_paths(
            std::iter::once(program.to_owned())
                .chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
        )
        .unwrap();
        let output = plain_git(folder, self.folder.path())
            .args(arguments)
            .env("PATH", path)
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned()
            + &String::from_utf8_lossy(&output.stderr);
        (output.status.success(), text)
    }

    fn git(&self, folder: &Path, arguments: &[&str]) -> String {
        let (success, text) = self.try_git(folder, arguments);
        assert!(success, "git {arguments:?}: {text}");
        text
    }

    /// Commits what the clone has and pushes it.
    fn push(&self, message: &str) -> (bool, String) {
        let clone = self.clone();
        self.git(&clone, &["add", "-A"]);
        self.git(&clone, &["commit", "-q", "--allow-empty", "-m", message]);
        self.try_git(&clone, &["push", "-q", "origin", "main"])
    }

    fn edit(&self, file: &str, old: &str, new: &str) {
        let path = self.clone().join("plans/base").join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text.matches(old).count(), 1, "{old:?}");
        fs::write(path, text.replace(old, new)).unwrap();
    }
}

#[test]
fn the_hook_takes_progress_and_refuses_what_weakens_a_commitment() {
    let server = Server::new();
    let entry = "text = \"上半年培训45名\" },\n";
    let more =
        format!("{entry}  {{ at = 2023-12-20T10:00:00+08:00, by = \"县教育局\", add = 15 }},\n");
    server.edit("progress.toml", entry, &more);
    let (taken, text) = server.push("progress");
    assert!(taken, "{text}");

    server.edit("plan.toml", "value = 60, unit", "value = 50, unit");
    let (taken, text) = server.push("weaker");
    assert!(!taken);
    assert!(text.contains("目标值降低"), "{text}");
    assert!(text.contains("60名以上 → 50名以上"), "{text}");

    // With a document behind it the same change is taken in.
    server.edit(
        "plan.toml",
        "value = 50, unit = \"名\" }",
        "value = 50, unit = \"名\" }\nwas = [{ until = 2024-01-01, by = \"a2\", target = { op = \">=\", value = 60, unit = \"名\" } }]",
    );
    server.edit(
        "plan.toml",
        "[[phase]]\nid = \"launch\"",
        "[[amendment]]\nid = \"a2\"\nnumber = \"示政办〔2024〕3号\"\ntitle = \"通知\"\non = 2024-01-01\n\n[[phase]]\nid = \"launch\"",
    );
    let (taken, text) = server.push("by document");
    assert!(taken, "{text}");
}

#[test]
fn the_hook_refuses_a_rewritten_log_and_a_main_that_goes_away() {
    let server = Server::new();
    let clone = server.clone();
    server.edit("progress.toml", "value = 45, text", "value = 60, text");
    let (taken, text) = server.push("rewrite");
    assert!(!taken);
    assert!(text.contains("登记被改动"), "{text}");
    let (gone, text) = server.try_git(&clone, &["push", "-q", "origin", ":main"]);
    assert!(!gone, "{text}");

    // A forced push of another history is compared with what stands on the server.
    server.git(&clone, &["checkout", "-q", "--orphan", "other"]);
    fs::remove_dir_all(clone.join("plans/base")).unwrap();
    fs::create_dir_all(clone.join("plans/other")).unwrap();
    fs::write(
        clone.join("plans/other/plan.toml"),
        PLAN.replace("id = \"base\"\nshort", "id = \"other\"\nshort")
            .replace("全民科学素质行动实施方案", "另一方案"),
    )
    .unwrap();
    server.git(&clone, &["add", "-A"]);
    server.git(&clone, &["commit", "-q", "-m", "another history"]);
    let (taken, text) = server.try_git(&clone, &["push", "-q", "--force", "origin", "other:main"]);
    assert!(!taken);
    assert!(text.contains("方案被删除"), "{text}");
}
