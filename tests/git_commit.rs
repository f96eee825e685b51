//! A commit holds the plans and nothing else, under the right name; a refusal leaves everything as it was.

use std::fs;

use duban::git::{CommitDraft, Repository, Uncommitted, describe_plainly, record_everywhere};
use duban::text::{GitTrouble, Lang};

use crate::common::duban::{Fixture, Workspace};
use crate::git_support::{
    DEMO, add_plan, commit_all, git, identify, init, mark, mark_by, open, script, try_commit,
    workspace,
};
use crate::{fails_with, hermetic};

hermetic!(what_else_is_staged_stays_as_it_was; {
    let temp = tempfile::tempdir().unwrap();
    let top = temp.path();
    let plans = workspace(top);
    fs::write(top.join("other.txt"), "old\n").unwrap();
    fs::write(top.join("gone.txt"), "old\n").unwrap();
    commit_all(top, "other");
    fs::write(top.join("other.txt"), "staged\n").unwrap();
    fs::write(top.join("new.txt"), "new\n").unwrap();
    git(top, &["add", "other.txt", "new.txt"]);
    git(top, &["rm", "-q", "--cached", "gone.txt"]);
    fs::write(top.join("other.txt"), "staged and changed\n").unwrap();
    let before = git(top, &["status", "--porcelain"]);
    mark(&plans, "demo", "1.1/launch", "2022-05-01", "甲");
    let text = fs::read(plans.join("demo/progress.toml")).unwrap();
    let made = try_commit(&plans).unwrap();
    assert_eq!(made.len(), 1);
    assert_eq!(git(top, &["show", "--name-only", "--format="]), "plans/demo/progress.toml\n");
    assert_eq!(git(top, &["status", "--porcelain"]), before);
    assert_eq!(git(top, &["show", ":other.txt"]), "staged\n");
    assert_eq!(fs::read(plans.join("demo/progress.toml")).unwrap(), text);
    let message = git(top, &["log", "-1", "--format=%B"]);
    assert_eq!(message.trim(), "示例县：登记 1 条，1.1/launch 加强教师培训 启动实施 进行中（县教育局 2022-05-01）");
    fails_with!(try_commit(&plans), GitTrouble::NothingToCommit);
    git(top, &["fsck", "--strict"]);
});

hermetic!(the_first_commit_and_a_new_plan; {
    let temp = tempfile::tempdir().unwrap();
    let top = temp.path();
    init(top);
    let plans = top.join("plans");
    add_plan(&plans, "demo", DEMO);
    fs::write(top.join("staged.txt"), "x").unwrap();
    git(top, &["add", "staged.txt"]);
    try_commit(&plans).unwrap();
    assert_eq!(git(top, &["ls-tree", "-r", "--name-only", "HEAD"]), "plans/demo/plan.toml\nplans/demo/progress.toml\n");
    assert_eq!(git(top, &["status", "--porcelain"]), "A  staged.txt\n");
    add_plan(&plans, "second", &DEMO.replace("\"demo\"", "\"second\""));
    mark(&plans, "demo", "1.1/launch", "2022-05-01", "甲");
    try_commit(&plans).unwrap();
    assert_eq!(git(top, &["status", "--porcelain"]), "A  staged.txt\n");
});

hermetic!(a_new_plan_is_one_change_and_what_it_needs_beside_its_folder_is_named; {
    let temp = tempfile::tempdir().unwrap();
    let top = temp.path();
    let plans = workspace(top);
    let head = "id = \"second\"\nsource = \"seeds/second.toml\"\n";
    add_plan(&plans, "second", &DEMO.replacen("id = \"demo\"\n", head, 1));
    fs::create_dir(top.join("seeds")).unwrap();
    fs::write(top.join("seeds/second.toml"), "plan = \"second\"\n").unwrap();
    fs::write(top.join(".gitignore"), "*.tmp\n").unwrap();
    let words = Lang::Zh.words();
    let recorded = || {
        let open = open(&plans);
        let homes = Repository::homes(&open).unwrap();
        let drafts = homes[0].drafts(&open, None, &describe_plainly(words)).unwrap().commits;
        let (_, notes) = record_everywhere(&homes, &drafts, words).unwrap();
        (git(top, &["log", "-1", "--format=%s"]), notes)
    };
    let counts = Repository::around(&plans).unwrap().uncommitted(&open(&plans)).unwrap();
    assert_eq!(counts.iter().map(Uncommitted::count).collect::<Vec<_>>(), [1]);
    let (subject, notes) = recorded();
    assert_eq!(subject, "示例县：新增方案\n");
    assert_eq!(notes, ["seeds/second.toml .gitignore 尚未存档，请用 git add 和 git commit"]);
    // A plan that is known needs nothing new.
    let file = plans.join("second/plan.toml");
    fs::write(&file, fs::read_to_string(&file).unwrap().replace("新建场馆", "建成场馆")).unwrap();
    let (subject, notes) = recorded();
    assert_eq!(subject, "示例县：修改方案\n");
    assert_eq!(notes, [""; 0]);
    // A changed commitment is not named by the entry beside it.
    fs::write(&file, fs::read_to_string(&file).unwrap().replace("建成场馆", "改建场馆")).unwrap();
    mark(&plans, "second", "1.1/launch", "2022-05-01", "甲");
    let (subject, _) = recorded();
    assert_eq!(subject, "示例县：修改方案，登记 1 条\n");
    // Of several plans each line says whose it is.
    mark(&plans, "demo", "1.1/launch", "2022-05-01", "甲");
    add_plan(&plans, "third", &DEMO.replacen("demo", "third", 1).replace("示例县\"", "邻县\""));
    recorded();
    assert_eq!(
        git(top, &["log", "-1", "--format=%B"]).trim(),
        "2 个方案：共 2 处\n\n示例县：1.1/launch 加强教师培训 启动实施 进行中（县教育局 2022-05-01）\n邻县：方案：新增"
    );
});

hermetic!(each_actor_of_a_shared_account_has_a_commit; {
    let temp = tempfile::tempdir().unwrap();
    let top = temp.path();
    let plans = workspace(top);
    mark_by(&plans, "demo", "1.1/launch", "2022-05-01", "甲", Some("王主任 <x>\n--author"));
    mark_by(&plans, "demo", "1.2/halls", "2022-05-02", "乙", Some("李干事"));
    mark_by(&plans, "demo", "1.1/launch", "2022-05-03", "丙", None);
    mark_by(&plans, "demo", "1.1/launch", "2022-05-04", "丁", Some("王主任 <x>\n--author"));
    let made = try_commit(&plans).unwrap();
    assert_eq!(made.len(), 3);
    let authors = git(top, &["log", "-3", "--format=%an|%ae|%cn"]);
    assert_eq!(
        authors,
        "李干事|duban@example.invalid|督查员\n王主任 x--author|duban@example.invalid|督查员\n督查员|duban@example.invalid|督查员\n"
    );
    let added: Vec<String> = (0..3)
        .map(|n| git(top, &["show", "--numstat", "--format=", &format!("HEAD~{n}")]))
        .collect();
    assert_eq!(added, ["1\t0\tplans/demo/progress.toml\n", "2\t0\tplans/demo/progress.toml\n", "1\t0\tplans/demo/progress.toml\n"]);
    assert_eq!(git(top, &["status", "--porcelain"]), "");
    // Each of them is a plan that can be read.
    let repo = Repository::around(&plans).unwrap();
    for commit in made {
        let texts = repo.read_at(&commit).unwrap();
        assert!(!texts[0].load(&plans, crate::git_support::day("2025-01-01")).has_errors());
    }
});

hermetic!(a_hooks_refusal_is_shown_and_changes_nothing; {
    let temp = tempfile::tempdir().unwrap();
    let top = temp.path();
    let plans = workspace(top);
    fs::write(top.join("other.txt"), "x").unwrap();
    git(top, &["add", "other.txt"]);
    mark(&plans, "demo", "1.1/launch", "2022-05-01", "甲");
    let status = git(top, &["status", "--porcelain"]);
    let index = fs::read(top.join(".git/index")).unwrap();
    script(&top.join(".git/hooks/pre-commit"), "git diff --cached --name-only >&2; echo 不许 >&2; exit 1");
    // The hook sees just what is to be committed.
    fails_with!(try_commit(&plans), GitTrouble::HookRefused { remote: false, words } if words == "plans/demo/progress.toml\n不许");
    assert_eq!(fs::read(top.join(".git/index")).unwrap(), index);
    assert_eq!(git(top, &["status", "--porcelain"]), status);
    assert!(!top.join(".git/index.lock").exists());
    assert!(!fs::read_dir(top.join(".git")).unwrap().any(|f| f.unwrap().file_name().to_string_lossy().starts_with("duban-")));
    script(&top.join(".git/hooks/pre-commit"), "exit 0");
    script(&top.join(".git/hooks/commit-msg"), "grep -q 登记 \"$1\" || exit 1; echo 附注 >> \"$1\"");
    try_commit(&plans).unwrap();
    assert!(git(top, &["log", "-1", "--format=%B"]).contains("附注"));
});

hermetic!(who_commits_must_be_known; {
    let temp = tempfile::tempdir().unwrap();
    let top = temp.path();
    let plans = workspace(top);
    git(top, &["config", "--unset", "user.name"]);
    git(top, &["config", "--unset", "user.email"]);
    git(top, &["config", "user.useConfigOnly", "true"]);
    mark(&plans, "demo", "1.1/launch", "2022-05-01", "甲");
    fails_with!(try_commit(&plans), GitTrouble::NoIdentity);
    identify(top, "督查员");
    try_commit(&plans).unwrap();
});

hermetic!(a_signature_that_cannot_be_made_is_said; {
    let temp = tempfile::tempdir().unwrap();
    let top = temp.path();
    let plans = workspace(top);
    git(top, &["config", "commit.gpgSign", "true"]);
    git(top, &["config", "gpg.program", "false"]);
    mark(&plans, "demo", "1.1/launch", "2022-05-01", "甲");
    fails_with!(try_commit(&plans), GitTrouble::NotSigned(_));
});

hermetic!(half_done_things_locks_and_markers_are_refused; {
    let temp = tempfile::tempdir().unwrap();
    let top = temp.path().join("top");
    let plans = workspace(&top);
    mark(&plans, "demo", "1.1/launch", "2022-05-01", "甲");
    fs::write(top.join(".git/index.lock"), "").unwrap();
    fails_with!(try_commit(&plans), GitTrouble::IndexLocked(_));
    fs::remove_file(top.join(".git/index.lock")).unwrap();
    fs::write(top.join(".git/MERGE_HEAD"), "x").unwrap();
    fails_with!(try_commit(&plans), GitTrouble::HalfDone("merge"));
    fs::remove_file(top.join(".git/MERGE_HEAD")).unwrap();
    fs::create_dir_all(top.join(".git/rebase-apply")).unwrap();
    fails_with!(try_commit(&plans), GitTrouble::HalfDone("rebase"));
    fs::write(top.join(".git/rebase-apply/applying"), "").unwrap();
    fails_with!(try_commit(&plans), GitTrouble::HalfDone("am"));
    // Both undo all that is not committed, unless it is put aside.
    for words in [Lang::En, Lang::Zh].map(Lang::words) {
        for command in ["rebase", "am"] {
            let hint = (words.git_trouble)(&GitTrouble::HalfDone(command)).how;
            let aside = hint.find("aside").or(hint.find("另存"));
            assert!(aside.is_some() && aside < hint.find("--abort"), "{hint}");
        }
        let hint = (words.git_trouble)(&GitTrouble::Detached).how;
        let (keeps, leaves) = (hint.find("git switch -c"), hint.rfind("git switch "));
        assert!(keeps.is_some() && keeps < leaves && hint.contains("git merge"), "{hint}");
    }
    fs::remove_dir_all(top.join(".git/rebase-apply")).unwrap();
    let repo = Repository::around(&plans).unwrap();
    let words = Lang::En.words();
    let drafts = repo.drafts(&open(&plans), None, &describe_plainly(words)).unwrap().commits;
    git(&top, &["commit", "-q", "--allow-empty", "-m", "meanwhile"]);
    fails_with!(repo.record(&drafts), GitTrouble::Moved);
    let file = plans.join("demo/progress.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("] # 1.1/launch", "<<<<<<< HEAD\n=======\n>>>>>>> x\n] # 1.1/launch")).unwrap();
    fails_with!(try_commit(&plans), GitTrouble::Conflicts(_));
});

hermetic!(line_ends_as_the_clone_wants_them; {
    let temp = tempfile::tempdir().unwrap();
    let top = temp.path().join("top");
    workspace(&top);
    git(temp.path(), &["-c", "core.autocrlf=true", "clone", "-q", "top", "crlf"]);
    let other = temp.path().join("crlf");
    git(&other, &["config", "core.autocrlf", "true"]);
    identify(&other, "乙");
    let plans = other.join("plans");
    assert!(fs::read_to_string(plans.join("demo/progress.toml")).unwrap().contains("\r\n"));
    mark(&plans, "demo", "1.1/launch", "2022-05-01", "甲");
    try_commit(&plans).unwrap();
    assert_eq!(git(&other, &["show", "--numstat", "--format="]), "1\t0\tplans/demo/progress.toml\n");
    assert_eq!(git(&other, &["status", "--porcelain"]), "");
});

hermetic!(a_linked_work_tree_and_a_submodule_commit_where_they_are; {
    let temp = tempfile::tempdir().unwrap();
    let top = temp.path().join("top");
    workspace(&top);
    git(&top, &["worktree", "add", "-q", "-b", "side", "../tree"]);
    let plans = temp.path().join("tree/plans");
    mark(&plans, "demo", "1.1/launch", "2022-05-01", "甲");
    try_commit(&plans).unwrap();
    assert_eq!(git(&temp.path().join("tree"), &["status", "--porcelain"]), "");
    assert_eq!(git(&top, &["log", "--format=%s", "main"]), "start\n");
    let parent = temp.path().join("parent");
    init(&parent);
    let url = format!("file://{}", top.display());
    git(&parent, &["-c", "protocol.file.allow=always", "submodule", "add", "-q", &url, "县"]);
    commit_all(&parent, "sub");
    identify(&parent.join("县"), "乙");
    mark(&parent.join("县/plans"), "demo", "1.1/launch", "2022-05-01", "甲");
    try_commit(&parent.join("县/plans")).unwrap();
    assert_eq!(git(&parent.join("县"), &["status", "--porcelain"]), "");
});

hermetic!(a_file_that_is_gone_is_recorded_where_that_is_meant; {
    let temp = tempfile::tempdir().unwrap();
    let top = temp.path();
    let plans = workspace(top);
    add_plan(&plans, "second", &DEMO.replace("\"demo\"", "\"second\"").replace("\"示例县\"", "\"另一县\""));
    mark(&plans, "demo", "1.1/launch", "2022-05-01", "甲");
    commit_all(top, "second");
    fs::write(top.join("staged.txt"), "x\n").unwrap();
    git(top, &["add", "staged.txt"]);
    let words = Lang::Zh.words();
    let drafts = || Repository::around(&plans).unwrap().drafts(&open(&plans), None, &describe_plainly(words)).unwrap().commits;
    // The log alone: what it held is counted.
    fs::remove_file(plans.join("demo/progress.toml")).unwrap();
    let found = drafts();
    assert_eq!(found[0].message, "示例县：删去 progress.toml（登记 1 条）\n");
    fails_with!(CommitDraft::refuse_deletions(&found), GitTrouble::Deleted(files, paths) if files == ["demo/progress.toml"] && paths == ["plans/demo/progress.toml"]);
    let uncommitted = Repository::around(&plans).unwrap().uncommitted(&open(&plans)).unwrap();
    assert_eq!((uncommitted[0].plan.as_str(), uncommitted[0].removed), ("demo", 1));
    try_commit(&plans).unwrap();
    assert_eq!(git(top, &["show", "--name-status", "--format="]), "D\tplans/demo/progress.toml\n");
    // A whole plan, and a change of another one beside it.
    fs::remove_dir_all(plans.join("demo")).unwrap();
    mark(&plans, "second", "1.1/launch", "2022-05-01", "乙");
    let found = drafts();
    assert!(found[0].message.starts_with("2 个方案"), "{}", found[0].message);
    assert!(found[0].message.contains("删去方案（plan.toml）"), "{}", found[0].message);
    let head = git(top, &["rev-parse", "HEAD"]);
    let seen = Repository::around(&plans).unwrap();
    let changes = seen.changes_on_disk(Some(&seen.head().unwrap().unwrap()), &open(&plans)).unwrap();
    let gone: Vec<_> = changes.iter().map(|change| (change.name(), change.after.document.is_some())).collect();
    assert_eq!(gone, [("示例县", false), ("另一县", true)]);
    try_commit(&plans).unwrap();
    assert_eq!(git(top, &["rev-parse", "HEAD^"]), head);
    assert_eq!(
        git(top, &["show", "--name-status", "--format="]),
        "D\tplans/demo/plan.toml\nM\tplans/second/progress.toml\n"
    );
    assert!(drafts().is_empty());
    assert_eq!(git(top, &["status", "--porcelain"]), "A  staged.txt\n");
});

hermetic!(two_actors_and_a_file_that_is_gone; {
    let temp = tempfile::tempdir().unwrap();
    let top = temp.path();
    let plans = workspace(top);
    add_plan(&plans, "second", &DEMO.replace("\"demo\"", "\"second\""));
    commit_all(top, "second");
    mark_by(&plans, "demo", "1.1/launch", "2022-05-01", "甲", Some("甲科"));
    mark_by(&plans, "demo", "1.2/halls", "2022-05-02", "乙", Some("乙科"));
    fs::remove_dir_all(plans.join("second")).unwrap();
    // Two commits of one file cannot come from the disk: the deletion goes the longer way too.
    assert_eq!(try_commit(&plans).unwrap().len(), 3);
    let deleted = git(top, &["log", "--diff-filter=D", "--name-only", "--format=%an"]);
    assert_eq!(deleted, "督查员\n\nplans/second/plan.toml\nplans/second/progress.toml\n");
    assert_eq!(git(top, &["status", "--porcelain"]), "");
});

hermetic!(a_repository_of_longer_ids; {
    let temp = tempfile::tempdir().unwrap();
    let top = temp.path().join("top");
    fs::create_dir(&top).unwrap();
    git(&top, &["init", "-q", "-b", "main", "--object-format=sha256", "."]);
    identify(&top, "督查员");
    let plans = top.join("plans");
    add_plan(&plans, "demo", DEMO);
    add_plan(&plans, "second", &DEMO.replace("\"demo\"", "\"second\""));
    assert_eq!(try_commit(&plans).unwrap().len(), 1);
    let repo = Repository::around(&plans).unwrap();
    assert!(repo.uncommitted(&open(&plans)).unwrap().is_empty());
    mark(&plans, "demo", "1.1/launch", "2022-05-01", "甲");
    let found = repo.uncommitted(&open(&plans)).unwrap();
    assert_eq!((found.len(), found[0].plan.as_str(), found[0].added), (1, "demo", 1));
    try_commit(&plans).unwrap();
    assert_eq!(git(&top, &["show", "--name-only", "--format="]), "plans/demo/progress.toml\n");
    fs::remove_dir_all(plans.join("second")).unwrap();
    try_commit(&plans).unwrap();
    assert_eq!(repo.read_at(&repo.head().unwrap().unwrap()).unwrap().len(), 1);
});

hermetic!(a_filter_makes_no_change_of_what_is_none; {
    let temp = tempfile::tempdir().unwrap();
    let top = temp.path();
    let plans = workspace(top);
    fs::write(top.join(".gitattributes"), "plans/*/plan.toml text eol=crlf\n").unwrap();
    fs::write(plans.join("demo/plan.toml"), DEMO.replace('\n', "\r\n")).unwrap();
    commit_all(top, "crlf");
    let repo = Repository::around(&plans).unwrap();
    // The bytes are not those of the blob; the lines are.
    assert!(repo.uncommitted(&open(&plans)).unwrap().is_empty());
    fails_with!(try_commit(&plans), GitTrouble::NothingToCommit);
});

hermetic!(what_changed_after_the_message_was_shown_waits_for_the_next; {
    let temp = tempfile::tempdir().unwrap();
    let top = temp.path();
    let plans = workspace(top);
    mark(&plans, "demo", "1.1/launch", "2022-05-01", "甲");
    let repo = Repository::around(&plans).unwrap();
    let drafts = repo.drafts(&open(&plans), None, &describe_plainly(Lang::Zh.words())).unwrap().commits;
    mark(&plans, "demo", "1.1/launch", "2022-05-02", "乙");
    repo.record(&drafts).unwrap();
    let recorded = git(top, &["show", "HEAD:plans/demo/progress.toml"]);
    assert!(recorded.contains("甲") && !recorded.contains("乙"));
    assert_eq!(repo.uncommitted(&open(&plans)).unwrap()[0].added, 1);
    // A file that the index knows no more goes the longer way.
    git(top, &["rm", "-q", "--cached", "plans/demo/progress.toml"]);
    assert_eq!(try_commit(&plans).unwrap().len(), 1);
    assert_eq!(git(top, &["status", "--porcelain"]), "");
});

hermetic!(what_moved_with_its_item_or_its_folder_is_not_recorded_anew; {
    let temp = tempfile::tempdir().unwrap();
    let top = temp.path();
    let plans = workspace(top);
    mark(&plans, "demo", "1.1/launch", "2022-05-01", "甲");
    try_commit(&plans).unwrap();
    let edit = |folder: &str, file: &str, from: &str, to: &str| {
        let path = plans.join(folder).join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{from}");
        fs::write(&path, text.replace(from, to)).unwrap();
    };
    let said = || {
        try_commit(&plans).unwrap();
        let message = git(top, &["log", "-1", "--format=%B"]);
        message.trim().to_owned()
    };
    let count = || {
        let found = Repository::around(&plans).unwrap().uncommitted(&open(&plans)).unwrap();
        found.iter().map(duban::git::Uncommitted::count).collect::<Vec<_>>()
    };

    edit("demo", "plan.toml", "id = \"1.1\"", "id = \"1.7\"");
    edit("demo", "progress.toml", "\"1.1/", "\"1.7/");
    assert_eq!(count(), [1]);
    assert_eq!(said(), "示例县：修改方案\n\n1.7 加强教师培训：原编号 1.1");

    // An entry that was put under another item is gone from where it was.
    let log = plans.join("demo/progress.toml");
    let text = fs::read_to_string(&log).unwrap();
    let line = text.lines().find(|line| line.contains("2022-05-01")).unwrap().to_owned();
    let other = "[milestone.\"1.2/halls\"]\nlog = [\n";
    assert!(text.contains(other), "{text}");
    let moved = text.replace(&format!("{line}\n"), "").replace(other, &format!("{other}{line}\n"));
    fs::write(&log, moved).unwrap();
    let message = said();
    let told = ["删除登记 2022-05-01", "1.2/halls"].map(|text| message.find(text));
    assert!(told[0].is_some() && told.is_sorted(), "{message}");

    fs::rename(plans.join("demo"), plans.join("other")).unwrap();
    assert_eq!(count(), [1]);
    assert_eq!(said(), "示例县：文件夹 demo 改名为 other");
    edit("other", "plan.toml", "id = \"demo\"", "id = \"third\"");
    edit("other", "progress.toml", "plan = \"demo\"", "plan = \"third\"");
    fs::rename(plans.join("other"), plans.join("third")).unwrap();
    mark(&plans, "third", "1.7/launch", "2022-06-01", "甲");
    let message = said();
    assert!(message.starts_with("示例县：登记 1 条，1.7/launch"), "{message}");
    assert!(message.ends_with("文件夹 other 改名为 third\n方案：原编号 demo"), "{message}");
    assert_eq!(git(top, &["status", "--porcelain"]), "");
    assert_eq!(git(top, &["ls-files", "plans"]), "plans/third/plan.toml\nplans/third/progress.toml\n");
});

hermetic!(an_edited_entry_is_told_as_edited; {
    let temp = tempfile::tempdir().unwrap();
    let top = temp.path();
    let plans = workspace(top);
    mark(&plans, "demo", "1.1/launch", "2022-05-01", "两其");
    try_commit(&plans).unwrap();
    let log = plans.join("demo/progress.toml");
    let edit = |from: &str, to: &str| {
        let text = fs::read_to_string(&log).unwrap();
        assert!(text.contains(from), "{from} in {text}");
        fs::write(&log, text.replacen(from, to, 1)).unwrap();
    };
    let said = || {
        try_commit(&plans).unwrap();
        git(top, &["log", "-1", "--format=%B"]).trim().to_owned()
    };
    edit("两其", "两期");
    let message = said();
    assert!(message.contains("改动登记 2022-05-01") && message.contains("两其"), "{message}");
    assert!(!message.contains("删去") && !message.contains("登记 1 条"), "{message}");
    // Beside what is new.
    edit("两期", "三期");
    mark(&plans, "demo", "1.1/launch", "2022-06-01", "新");
    let message = said();
    assert!(message.starts_with("示例县：登记 1 条，1.1/launch"), "{message}");
    assert!(message.contains("改动登记 2022-05-01") && message.matches("2022-06-01").count() == 2, "{message}");
    // What says nothing else is not called new.
    edit("text = \"三期\"", "text = \"三期\", evidence = []");
    assert_eq!(said(), "示例县：没有差别");
});

// A new plan under the title of one that is gone, without its log, is no renamed folder: what it lacks is not taken out unasked.
hermetic!(a_plan_begun_anew_does_not_take_the_place_of_one_that_is_gone; {
    let temp = tempfile::tempdir().unwrap();
    let top = temp.path();
    let plans = workspace(top);
    mark(&plans, "demo", "1.1/launch", "2022-05-01", "甲");
    try_commit(&plans).unwrap();
    let text = fs::read_to_string(plans.join("demo/plan.toml")).unwrap();
    let log = fs::read_to_string(plans.join("demo/progress.toml")).unwrap();
    fs::remove_dir_all(plans.join("demo")).unwrap();
    fs::create_dir(plans.join("anew")).unwrap();
    fs::write(plans.join("anew/plan.toml"), text.replace("id = \"demo\"", "id = \"anew\"")).unwrap();
    let deleted = || {
        let repository = Repository::around(&plans).unwrap();
        let drafts = repository.drafts(&open(&plans), None, &|_| String::new()).unwrap().commits;
        drafts.iter().flat_map(CommitDraft::deletes).collect::<Vec<_>>()
    };
    assert_eq!(deleted(), ["demo/plan.toml", "demo/progress.toml"]);
    // With one entry less it is another plan still; with all of them it is the same.
    let log = log.replace("plan = \"demo\"", "plan = \"anew\"");
    let line = log.lines().find(|line| line.contains("2022-05-01")).unwrap();
    fs::write(plans.join("anew/progress.toml"), log.replace(&format!("{line}\n"), "")).unwrap();
    assert_eq!(deleted().len(), 2);
    fs::write(plans.join("anew/progress.toml"), &log).unwrap();
    assert!(deleted().is_empty());
});

/// Writes a file of the demo plan anew.
fn rewrite(here: &Workspace, file: &str, from: &str, to: &str) {
    let path = here.path("demo").join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{text}");
    fs::write(&path, text.replace(from, to)).unwrap();
}

/// The authors and subjects of the commits since one, the newest first.
fn authors_since(here: &Workspace, commit: &str) -> Vec<String> {
    let log = here.git(["log", "--format=%an: %s", &format!("{commit}..")]);
    log.lines().map(str::to_owned).collect()
}

#[test]
fn an_entry_that_somebody_edits_or_moves_is_not_of_who_recorded_it() {
    let here = Workspace::in_git(Fixture::Demo);
    let of = |who: &str, command: &str| {
        here.duban(command).env("DUBAN_ACTOR", who).run();
    };
    of("赵", "progress demo:3.1.1/launch --by 县教育局 --text 一");
    of("赵", "commit");
    let head = here.git("rev-parse HEAD").trim().to_owned();
    rewrite(&here, "progress.toml", "text = \"一\"", "text = \"二\"");
    of("丙", "progress demo:3.1.1/launch --by 县教育局 --text 三");
    of("乙", "commit");
    let authors = authors_since(&here, &head);
    assert_eq!(authors.len(), 2, "{authors:?}");
    assert!(authors[0].starts_with("丙: "), "{authors:?}");
    assert!(!authors[1].starts_with('赵'), "{authors:?}");
    assert!(
        here.git("show HEAD~1").contains("+  { at") && here.git("show HEAD~1").contains("-  { at")
    );
    assert_eq!(here.git("status --porcelain"), "");
    // Nor is one that is moved to another log.
    let log = fs::read_to_string(here.path("demo/progress.toml")).unwrap();
    let line = log
        .lines()
        .find(|line| line.contains("text = \"二\""))
        .unwrap();
    rewrite(&here, "progress.toml", &format!("{line}\n"), "");
    let closing = "] # 3.1.4/launch";
    rewrite(
        &here,
        "progress.toml",
        closing,
        &format!("{line}\n{closing}"),
    );
    let head = here.git("rev-parse HEAD").trim().to_owned();
    of("乙", "commit");
    let authors = authors_since(&here, &head);
    assert!(
        authors.len() == 1 && !authors[0].starts_with('赵'),
        "{authors:?}"
    );
}

#[test]
fn entries_under_a_units_new_name_are_no_new_ones() {
    let here = Workspace::in_git(Fixture::Demo);
    here.duban("progress demo:3.1.1/launch --by 县教育局 --text 一")
        .env("DUBAN_ACTOR", "甲")
        .run();
    here.run("commit");
    let head = here.git("rev-parse HEAD").trim().to_owned();
    for file in ["plan.toml", "progress.toml"] {
        rewrite(&here, file, "县教育局", "县教体局");
    }
    rewrite(
        &here,
        "plan.toml",
        "aliases = [\"教育局\"",
        "aliases = [\"教育局\", \"县教育局\"",
    );
    here.run("commit");
    let authors = authors_since(&here, &head);
    assert_eq!(authors.len(), 1, "{authors:?}");
    let message = here.git("log -1 --format=%B");
    assert!(
        message.contains("县教体局") && !message.contains("3.1.1/launch"),
        "{message}"
    );
}

#[test]
fn the_commits_before_one_that_is_refused_are_told() {
    let here = Workspace::in_git(Fixture::Demo);
    for who in ["赵", "钱"] {
        here.duban("progress demo:3.1.1/launch --by 县教育局 --text 一")
            .env("DUBAN_ACTOR", who)
            .run();
    }
    let once = "test -e .git/once && exit 1; touch .git/once";
    script(&here.folder().join(".git/hooks/pre-commit"), once);
    let said = here.duban("commit").code(4);
    let said = said.stderr_has("检查（hook）没有通过").run();
    let made = here.git("rev-parse --short=10 HEAD");
    assert!(said.stdout.starts_with(made.trim()), "{}", said.stdout);
    assert_eq!(said.stdout.lines().count(), 1, "{}", said.stdout);
    // So they are to a program.
    here.git("reset -q --mixed HEAD~1");
    fs::remove_file(here.folder().join(".git/once")).unwrap();
    let said = here.duban("commit --json").code(4);
    let said = said.stderr_has("检查（hook）没有通过").run();
    let said: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(said["commits"].as_array().map(Vec::len), Some(1));
    let made = here.git("rev-parse HEAD");
    assert_eq!(said["commits"][0]["id"], made.trim());
}
