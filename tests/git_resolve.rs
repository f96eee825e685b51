//! What both sides changed differently is shown with who and when, and settling it always leaves valid TOML.

use std::fs;
use std::path::Path;

use duban::git::{
    GitFault, Origin, Repository, conflict_lines, conflicts_on_disk, marked_files, settle_files,
};
use duban::merge::{Choice, Conflict};
use duban::plan::{Change, Entry, Log, Part, Status};
use duban::store::{Fault, Loaded, fix_plan};
use duban::text::{Flaw, GitTrouble, Lang};

use crate::common::duban::{Fixture, Workspace};
use crate::common::stage::apply;
use crate::git_support::{
    DEMO, add_plan, change, clone, commit, day, git, load, mark, open, try_git, workspace,
};
use crate::git_sync::two_clones;
use crate::{fails_with, hermetic};

fn commit_change(plans: &Path, from: &str, to: &str) {
    change(plans, "plan.toml", &[(from, to)]);
    commit(plans);
}

fn plan(plans: &Path) -> String {
    fs::read_to_string(plans.join("demo/plan.toml")).unwrap()
}

fn sync(plans: &Path) -> Result<(), GitFault> {
    let repo = Repository::around(plans)?;
    repo.sync(&open(plans), Lang::Zh.words(), &mut |_| {})
        .map(|_| ())
}

pub(crate) fn settle(
    plans: &Path,
    choice: &dyn Fn(&str, &Conflict) -> Option<Choice>,
) -> Result<(), GitFault> {
    let repo = Repository::around(plans)?;
    let files = repo.conflicts(&open(plans))?;
    repo.settle(&open(plans), &files, choice, Lang::Zh.words(), &mut |_| {})
        .map(|_| ())
}

fn top(plans: &Path) -> &Path {
    plans.parent().unwrap()
}

hermetic!(before_a_merge_is_made; {
    let temp = tempfile::tempdir().unwrap();
    workspace(&temp.path().join("origin"));
    git(temp.path(), &["clone", "-q", "--bare", "origin", "remote.git"]);
    let bare = temp.path().join("remote.git");
    let a = clone(&bare, &temp.path().join("甲"), "甲");
    let b = clone(&bare, &temp.path().join("乙"), "乙");
    commit_change(&a, "value = 3", "value = 4");
    commit_change(&a, "short = \"示例县\"", "short = \"示例\"");
    sync(&a).unwrap();
    commit_change(&b, "value = 3", "value = 5");
    mark(&b, "demo", "1.2/halls", "2022-05-02", "丙");
    commit(&b);
    fails_with!(sync(&b), GitTrouble::Conflicts(_));
    let repo = Repository::around(&b).unwrap();
    let files = repo.conflicts(&open(&b)).unwrap();
    assert_eq!(files.len(), 1);
    let file = &files[0];
    assert_eq!((file.origin, file.plan.as_str(), file.conflicts.len()), (Origin::Sync, "demo", 1));
    assert_eq!((file.ours.who.as_deref(), file.theirs.who.as_deref()), (Some("乙"), Some("甲")));
    assert!(file.ours.when.is_some() && file.theirs.when.is_some());
    assert_eq!(file.conflicts[0].field(), Some("target"));
    // Left open, or typed wrong, nothing happens.
    let before = (plan(&b), git(top(&b), &["rev-parse", "HEAD"]));
    fails_with!(settle(&b, &|_, _| None), GitTrouble::Conflicts(_));
    assert_eq!((plan(&b), git(top(&b), &["rev-parse", "HEAD"])), before);
    settle(&b, &|id, conflict| {
        assert_eq!((id, conflict.field()), ("demo", Some("target")));
        Some(Choice::Text("{ op = \">=\", value = 6, unit = \"个\" }".into()))
    })
    .unwrap();
    assert!(plan(&b).contains("value = 6") && plan(&b).contains("short = \"示例\""));
    assert_eq!(git(top(&b), &["log", "-1", "--format=%s %an"]), "合并并选定 1 处 乙\n");
    assert!(repo.conflicts(&open(&b)).unwrap().is_empty());
    sync(&a).unwrap();
    assert_eq!(plan(&a), plan(&b));
});

hermetic!(an_entry_that_both_sides_edited_stays_one; {
    let temp = tempfile::tempdir().unwrap();
    let (_, a, b) = two_clones(temp.path());
    let log = |plans: &Path| fs::read_to_string(plans.join("demo/progress.toml")).unwrap();
    let edit = |plans: &Path, from: &str, to: &str| {
        fs::write(plans.join("demo/progress.toml"), log(plans).replace(from, to)).unwrap();
        git(top(plans), &["commit", "-qam", to]);
    };
    let entry = "{ at = 2022-05-02T09:00:00+08:00, by = \"县教育局\", add = 9, text = \"原\" },";
    edit(&a, "log = [\n] # 1.2/halls", &format!("log = [\n  {entry}\n] # 1.2/halls"));
    assert!(log(&a).contains(entry));
    sync(&a).unwrap();
    sync(&b).unwrap();
    edit(&a, "add = 9", "add = 10");
    edit(&b, "原", "乙");
    sync(&a).unwrap();
    sync(&b).unwrap();
    let once = |plans: &Path, text: &str| {
        assert_eq!((log(plans).matches("at = ").count(), log(plans).matches(text).count()), (1, 1), "{}", log(plans));
    };
    once(&b, "add = 10, text = \"乙\"");
    sync(&a).unwrap();
    edit(&a, "乙", "丙");
    edit(&b, "乙", "丁");
    sync(&a).unwrap();
    fails_with!(sync(&b), GitTrouble::Conflicts(_));
    settle(&b, &|_, conflict| {
        assert_eq!(conflict.field(), Some("text"));
        Some(Choice::Theirs)
    })
    .unwrap();
    once(&b, "add = 10, text = \"丙\"");
});

hermetic!(the_day_on_which_reporting_began; {
    let temp = tempfile::tempdir().unwrap();
    workspace(&temp.path().join("origin"));
    git(temp.path(), &["clone", "-q", "--bare", "origin", "remote.git"]);
    let bare = temp.path().join("remote.git");
    let [a, b] = ["甲", "乙"].map(|name| clone(&bare, &temp.path().join(name), name));
    let log = |plans: &Path| fs::read_to_string(plans.join("demo/progress.toml")).unwrap();
    let since = |plans: &Path, day: &str| {
        let text = log(plans).replacen("plan = \"demo\"\n", &format!("plan = \"demo\"\nsince = {day}\n"), 1);
        fs::write(plans.join("demo/progress.toml"), text).unwrap();
        commit(plans);
    };
    since(&a, "2024-02-01");
    sync(&a).unwrap();
    since(&b, "2024-01-01");
    mark(&b, "demo", "1.2/halls", "2022-05-02", "丙");
    commit(&b);
    fails_with!(sync(&b), GitTrouble::Conflicts(_));
    let repo = Repository::around(&b).unwrap();
    let files = repo.conflicts(&open(&b)).unwrap();
    let said = conflict_lines(&open(&b), &files, Lang::Zh.words()).join("\n");
    assert!(said.contains("demo/progress.toml") && said.contains("2024-01-01") && said.contains("2024-02-01"), "{said}");
    let typed = |text: &str| settle(&b, &|_, _| Some(Choice::Text(text.to_owned())));
    for no_day in ["5", "abc", "\"2024-01-01\"", "2024-01-01T09:00:00Z"] {
        fails_with!(typed(no_day), GitTrouble::BadChoice(_));
    }
    typed("2024-01-15").unwrap();
    assert!(log(&b).contains("since = 2024-01-15\n") && log(&b).contains("\"丙\""));
    sync(&a).unwrap();
    assert_eq!(log(&a), log(&b));
});

hermetic!(in_the_middle_of_a_plain_merge; {
    let temp = tempfile::tempdir().unwrap();
    let plans = workspace(temp.path());
    git(temp.path(), &["checkout", "-q", "-b", "side"]);
    commit_change(&plans, "value = 3", "value = 4");
    git(temp.path(), &["checkout", "-q", "main"]);
    commit_change(&plans, "value = 3", "value = 5");
    let (merged, _) = try_git(temp.path(), &["merge", "-q", "side"], &[]);
    assert!(!merged);
    // The rest of the plan is readable meanwhile, and says what is wrong.
    let loaded = load(&plans, "demo");
    assert!(loaded.plan.is_some() && loaded.progress.is_some());
    assert!(loaded.problems.iter().any(|problem| problem.flaw == Flaw::ConflictMarkers));
    fails_with!(sync(&plans), GitTrouble::HalfDone("merge"));
    let repo = Repository::around(&plans).unwrap();
    let files = repo.conflicts(&open(&plans)).unwrap();
    assert_eq!((files.len(), files[0].origin, files[0].conflicts.len()), (1, Origin::Merge, 1));
    settle(&plans, &|_, _| Some(Choice::Theirs)).unwrap();
    assert!(plan(&plans).contains("value = 4"));
    assert_eq!(git(temp.path(), &["status", "--porcelain"]), "");
    assert_eq!(git(temp.path(), &["log", "-1", "--format=%p"]).split(' ').count(), 2);
    assert!(!load(&plans, "demo").has_errors());
});

hermetic!(what_cannot_be_read_hides_nothing_and_is_not_passed_over; {
    let temp = tempfile::tempdir().unwrap();
    let plans = workspace(temp.path());
    let other = plans.join("other");
    fs::create_dir(&other).unwrap();
    let marked = plan(&plans).replace("id = \"demo\"", "id = \"other\"");
    let marked = with_marks(&marked, "甲", "乙");
    git(temp.path(), &["checkout", "-q", "-b", "side"]);
    commit_change(&plans, "value = 3", "value = 4");
    git(temp.path(), &["checkout", "-q", "main"]);
    commit_change(&plans, "value = 3", "value = 5");
    assert!(!try_git(temp.path(), &["merge", "-q", "side"], &[]).0);
    let listed = || Repository::around(&plans).unwrap().conflicts(&open(&plans));
    // What git stopped at is in the index, whatever became of the file.
    let bad = b"# \xb8\xc4\n";
    let spoilt = [plan(&plans).as_bytes(), bad].concat();
    fs::write(plans.join("demo/plan.toml"), spoilt).unwrap();
    fs::write(other.join("plan.toml"), &marked).unwrap();
    let mut found: Vec<String> = listed().unwrap().into_iter().map(|file| file.plan).collect();
    found.sort();
    assert_eq!(found, ["demo", "other"]);
    fs::write(other.join("plan.toml"), [marked.as_bytes(), bad].concat()).unwrap();
    assert!(listed().is_err());
});

hermetic!(where_marks_were_left_in_a_file; {
    let temp = tempfile::tempdir().unwrap();
    let plans = workspace(temp.path());
    let text = plan(&plans);
    let marked = text.replace(
        "title = \"加强教师培训\"\n",
        "<<<<<<< HEAD\ntitle = \"加强骨干教师培训\"\n=======\ntitle = \"教师培训\"\nsummary = \"新\"\n>>>>>>> 乙\n",
    );
    fs::write(plans.join("demo/plan.toml"), &marked).unwrap();
    let file = plans.join("demo/progress.toml");
    let progress = fs::read_to_string(&file).unwrap();
    let both = progress.replace(
        "] # 1.1/launch",
        "<<<<<<< HEAD\n  { on = 2022-05-01, status = \"doing\" },\n=======\n  { on = 2022-05-02, status = \"done\" },\n>>>>>>> 乙\n] # 1.1/launch",
    );
    fs::write(&file, &both).unwrap();
    git(temp.path(), &["commit", "-qam", "marks"]);
    let loaded: Loaded = load(&plans, "demo");
    let (_, seen) = loaded.open().unwrap();
    assert_eq!(seen.log("1.1/launch").len(), 2);
    assert!(!loaded.progress.as_ref().unwrap().writable);
    let repo = Repository::around(&plans).unwrap();
    let files = repo.conflicts(&open(&plans)).unwrap();
    let found: Vec<_> = files
        .iter()
        .map(|file| (file.part.file_name(), file.origin, file.conflicts.len(), file.theirs.name.as_str()))
        .collect();
    assert_eq!(found, [("plan.toml", Origin::Markers, 1, "乙"), ("progress.toml", Origin::Markers, 0, "乙")]);
    let workspace = open(&plans);
    let said = conflict_lines(&workspace, &conflicts_on_disk(&workspace, Some("demo")).unwrap(), Lang::Zh.words());
    assert_eq!(
        said,
        [
            "demo/plan.toml：1 处两边写得不同",
            "1. 1.1 加强骨干教师培训 / 标题",
            "   1 本方 HEAD: 加强骨干教师培训",
            "   2 对方 乙: 教师培训",
            "",
            "demo/progress.toml：两边的登记都保留，无须选定",
            "  本方 HEAD",
            "    1.1 加强骨干教师培训 启动实施：未启动 → 进行中（2022-05-01）",
            "  对方 乙",
            "    1.1 加强骨干教师培训 启动实施：未启动 → 已办结（2022-05-02）",
            "",
            "运行 duban resolve 逐项选定。选定之前，任何操作都不写这些文件",
        ]
    );
    // A deed is refused and --fix mends nothing, in either file.
    let written = || (plan(&plans), fs::read_to_string(&file).unwrap());
    let before = written();
    let entry = Entry { on: Some(day("2022-06-01")), status: Some(Status::Done), ..Entry::default() };
    let change = Change { plan: "demo".to_owned(), parts: vec![Part::Append(Log::Milestone("1.2/halls".into()), entry)] };
    let it = loaded.plan.as_deref().unwrap();
    fs::write(&file, &progress).unwrap();
    assert!(matches!(apply(&loaded.files, it, &change), Err(Fault::NotWritable(_))));
    assert!(matches!(fix_plan(&loaded.files, it), Err(Fault::NotWritable(_))));
    fs::write(&file, &both).unwrap();
    assert_eq!(written(), before);
    fails_with!(settle(&plans, &|_, _| None), GitTrouble::Conflicts(_));
    assert_eq!(plan(&plans), marked);
    settle(&plans, &|_, _| Some(Choice::Ours)).unwrap();
    let both = "title = \"加强骨干教师培训\"\nsummary = \"新\"\n";
    assert_eq!(plan(&plans), text.replace("title = \"加强教师培训\"\n", both));
    let loaded = load(&plans, "demo");
    assert!(!loaded.has_errors());
    assert_eq!(loaded.open().unwrap().1.log("1.1/launch").len(), 2);
});

hermetic!(each_kind_of_value_in_words_with_who_and_when; {
    let temp = tempfile::tempdir().unwrap();
    let plans = workspace(temp.path());
    git(temp.path(), &["checkout", "-q", "-b", "side"]);
    let edit = |edits: &[(&str, &str)]| {
        let file = plans.join("demo/plan.toml");
        let mut text = fs::read_to_string(&file).unwrap();
        for (from, to) in edits {
            assert!(text.contains(from), "{from}");
            text = text.replace(from, to);
        }
        fs::write(&file, text).unwrap();
        git(temp.path(), &["commit", "-qam", "改"]);
    };
    edit(&[
        ("value = 3", "value = 4"),
        ("end = 2025-12-31 }", "end = 2026-12-31 }"),
        ("name = \"县科协\"\n", "name = \"县科协\"\nkind = \"party\"\n"),
        ("title = \"加强教师培训\"\n", "title = \"加强教师培训\"\nsummary = \"新\"\n"),
    ]);
    git(temp.path(), &["checkout", "-q", "main"]);
    git(temp.path(), &["config", "user.name", "甲主任"]);
    edit(&[
        ("value = 3", "value = 5"),
        ("end = 2025-12-31 }", "end = 2027-12-31 }"),
        ("name = \"县科协\"\n", "name = \"县科协\"\nkind = \"government\"\n"),
        ("# 第一项\n[[action]]\nid = \"1.1\"\ntitle = \"加强教师培训\"\n", ""),
    ]);
    let (merged, _) = try_git(temp.path(), &["merge", "-q", "side"], &[]);
    assert!(!merged);
    let said = |language: Lang| {
        let workspace = open(&plans);
        conflict_lines(&workspace, &conflicts_on_disk(&workspace, None).unwrap(), language.words()).join("\n")
    };
    let zh = said(Lang::Zh);
    for line in ["方案 / 期限", "单位「县科协」 / 类别", "1.1 加强教师培训 / 整项", "1.2 建设科普场馆 / 新建场馆 / 目标值"] {
        assert!(zh.contains(line), "{line}\n{zh}");
    }
    let values = |text: &str| -> Vec<String> {
        let sides = text.lines().map(str::trim).filter(|line| line.starts_with(['1', '2']));
        let sides = sides.filter(|line| line.chars().nth(1).is_none_or(|c| c != '.'));
        sides.filter_map(|line| Some(line.rsplit_once(": ")?.1.to_owned())).collect()
    };
    assert_eq!(
        values(&zh),
        [
            "期限 2022-01-01..2025-12-31 → 2022-01-01..2027-12-31",
            "期限 2022-01-01..2025-12-31 → 2022-01-01..2026-12-31",
            // What is written and changes nothing is shown as it is written.
            "government", "类别 政府部门 → 党委部门",
            "目标值 3个以上 → 5个以上", "目标值 3个以上 → 4个以上",
            "（删去）", "内容 {+新+}",
        ]
    );
    assert!(zh.contains("1 本方 甲主任 20") && zh.contains("2 对方 督查员 20"), "{zh}");
    assert!(said(Lang::En).contains("1 ours 甲主任"));
    // Committed with its marks, as a hosting site does: the merge's parents still tell.
    git(temp.path(), &["commit", "-qam", "marks"]);
    let zh = said(Lang::Zh);
    assert!(zh.contains("1 本方 甲主任 20") && zh.contains("2 对方 督查员 20"), "{zh}");
});

/// A plan file's text with marks around two values of the county's short name.
fn with_marks(text: &str, ours: &str, theirs: &str) -> String {
    let both =
        format!("<<<<<<< HEAD\nshort = \"{ours}\"\n=======\nshort = \"{theirs}\"\n>>>>>>> 乙\n");
    let marked = text.replace("short = \"示例县\"\n", &both);
    assert_ne!(marked, text);
    marked
}

#[test]
fn a_file_changed_since_it_was_looked_at_leaves_the_others_as_they_are_too() {
    let temp = tempfile::tempdir().unwrap();
    let plans = temp.path().join("plans");
    for id in ["demo", "second"] {
        add_plan(&plans, id, &DEMO.replace("\"demo\"", &format!("\"{id}\"")));
    }
    let file = |id: &str| plans.join(id).join("plan.toml");
    let marked = |id: &str| with_marks(&fs::read_to_string(file(id)).unwrap(), "甲", "乙");
    for id in ["demo", "second"] {
        fs::write(file(id), marked(id)).unwrap();
    }
    let files = marked_files(&open(&plans)).unwrap();
    assert_eq!(files.len(), 2);
    let first = plan(&plans);
    let edited = format!(
        "{}# meanwhile\n",
        fs::read_to_string(file("second")).unwrap()
    );
    fs::write(file("second"), &edited).unwrap();
    let settled = settle_files(&open(&plans), &files, &|_, _| Some(Choice::Ours));
    fails_with!(settled, GitTrouble::Moved);
    assert_eq!(plan(&plans), first);
    assert_eq!(fs::read_to_string(file("second")).unwrap(), edited);
}

#[test]
fn a_file_with_marks_that_is_no_utf8_is_not_passed_over() {
    let here = Workspace::of(Fixture::Demo);
    let text = with_marks(&here.read("demo/plan.toml"), "甲", "乙");
    let mut bytes = text.into_bytes();
    bytes.extend(b"# \xb8\xc4\n");
    here.write("demo/plan.toml", &bytes);
    here.refuses(3, "resolve --all ours", ["demo/plan.toml", "不是 UTF-8"]);
    assert_eq!(fs::read(here.path("demo/plan.toml")).unwrap(), bytes);
}

#[test]
fn a_marked_file_that_cannot_be_read_is_refused_with_its_line_and_reason() {
    let here = Workspace::of(Fixture::Demo);
    let plan = here.read("demo/plan.toml");
    let broken = with_marks(&plan, "甲", "乙").replace("\"乙\"", "乙");
    here.write("demo/plan.toml", &broken);
    let line = 1 + plan
        .lines()
        .position(|line| line == "short = \"示例县\"")
        .unwrap();
    let zh = format!("对方版本的 demo/plan.toml 无法读取，第 {line} 行：TOML 语法错误：");
    here.refuses(4, "resolve --all ours", [zh.as_str()]);
    let unfinished = with_marks(&plan, "甲", "乙").replace(">>>>>>> 乙\n", "");
    here.write("demo/plan.toml", &unfinished);
    here.refuses(
        4,
        "resolve --all ours",
        ["冲突须手工处理", "demo/plan.toml"],
    );
}

#[test]
fn a_number_in_a_choice_is_a_value_and_no_side() {
    let here = Workspace::of(Fixture::Demo);
    here.replace(
        "demo/plan.toml",
        "behind_yellow = 10\n",
        "<<<<<<< HEAD\nbehind_yellow = 9\n=======\nbehind_yellow = 8\n>>>>>>> 乙\n",
    );
    here.duban("resolve 1=").code(2).stderr_has("1=").run();
    // The hint names places that are there, and one place gets one answer.
    here.refuses(2, "resolve 3=ours", ["3=ours", "1=ours 1=theirs 1=TEXT"]);
    here.refuses(2, "resolve 1=ours 1=theirs", "1=ours 1=theirs");
    here.run("resolve 1=1");
    assert!(here.read("demo/plan.toml").contains("behind_yellow = 1\n"));
}

#[test]
fn marks_are_settled_without_a_repository_too() {
    let temp = tempfile::tempdir().unwrap();
    let plans = temp.path().join("plans");
    add_plan(&plans, "demo", DEMO);
    let text = plan(&plans);
    let marked = text.replace(
        "short = \"示例县\"\n",
        "<<<<<<< HEAD\nshort = \"甲\"\n||||||| 1a\nshort = \"示例县\"\n=======\nshort = \"示例县\"\n>>>>>>> 乙\n",
    );
    fs::write(plans.join("demo/plan.toml"), marked).unwrap();
    let files = marked_files(&open(&plans)).unwrap();
    // Only one side changed anything: there is nothing to ask.
    assert!(files[0].conflicts.is_empty());
    settle_files(&open(&plans), &files, &|_, _| None).unwrap();
    assert_eq!(
        plan(&plans),
        text.replace("short = \"示例县\"", "short = \"甲\"")
    );
    // Looked at before somebody wrote: nothing is overwritten.
    fs::write(
        plans.join("demo/plan.toml"),
        "<<<<<<< a\n=======\n>>>>>>> b\n",
    )
    .unwrap();
    fails_with!(
        settle_files(&open(&plans), &files, &|_, _| None),
        GitTrouble::Moved
    );
}

hermetic!(a_key_that_a_merge_by_lines_left_twice_is_named_and_settled; {
    let temp = tempfile::tempdir().unwrap();
    for (file, from, [first, second], told) in [
        ("progress.toml", "plan = \"demo\"\n", ["since = 2024-02-01", "since = 2024-03-01"], ["since", "2024-02-01", "2024-03-01"]),
        ("plan.toml", "short = \"示例县\"\n", ["number = \"示政〔2024〕1号\"", "number = \"示政〔2024〕2号\""], ["number", "1号", "2号"]),
    ] {
        let temp = temp.path().join(file);
        fs::create_dir(&temp).unwrap();
        let (_, a, b) = two_clones(&temp);
        for (plans, line) in [(&a, first), (&b, second)] {
            fs::write(top(plans).join(".git/info/attributes"), "*.toml merge=union\n").unwrap();
            let path = plans.join("demo").join(file);
            let text = fs::read_to_string(&path).unwrap();
            assert!(text.contains(from));
            fs::write(&path, text.replacen(from, &format!("{from}{line}\n"), 1)).unwrap();
            git(top(plans), &["commit", "-qam", line]);
        }
        git(top(&a), &["push", "-q"]);
        git(top(&b), &["pull", "-q", "--no-rebase", "--no-edit"]);
        let problems = load(&b, "demo").problems;
        assert_eq!(problems.len(), 1, "{problems:?}");
        for lang in [Lang::Zh, Lang::En] {
            let told_now = format!("{:?}", (lang.words().flaw)(&problems[0].flaw));
            assert!(told.iter().all(|part| told_now.contains(part)), "{told_now}");
            assert!(told_now.contains("duban resolve"), "{told_now}");
        }
        let files = Repository::around(&b).unwrap().conflicts(&open(&b)).unwrap();
        let conflicts: Vec<_> = files.iter().flat_map(|file| &file.conflicts).collect();
        assert_eq!(conflicts.len(), 1);
        assert_eq!(conflicts[0].field(), Some(told[0]));
        settle(&b, &|_, _| Some(Choice::Theirs)).unwrap();
        let text = fs::read_to_string(b.join("demo").join(file)).unwrap();
        assert!(text.contains(first) && !text.contains(second), "{text}");
        assert_eq!(load(&b, "demo").problems, []);
    }
});

hermetic!(what_a_revert_or_a_picked_commit_left_unreadable_is_named_and_put_together_again; {
    let temp = tempfile::tempdir().unwrap();
    for way in ["merge", "revert", "cherry-pick"] {
        let plans = workspace(&temp.path().join(way));
        let top = top(&plans);
        let renumber = || {
            for (file, pairs) in [("plan.toml", &[("id = \"1.1\"", "id = \"1.9\"")][..]), ("progress.toml", &[("\"1.1/", "\"1.9/"), (" 1.1", " 1.9")])] {
                let path = plans.join("demo").join(file);
                let text = fs::read_to_string(&path).unwrap();
                let text = pairs.iter().fold(text, |text, (from, to)| text.replace(from, to));
                fs::write(path, text).unwrap();
            }
            git(top, &["commit", "-qam", "renumber"]);
        };
        let record = || {
            mark(&plans, "demo", "1.1/launch", "2022-05-02", "已开班");
            git(top, &["commit", "-qam", "mark"]);
        };
        if way == "revert" {
            record();
            renumber();
            git(top, &["revert", "--no-edit", "HEAD~1"]);
        } else {
            git(top, &["checkout", "-qb", "side"]);
            record();
            git(top, &["checkout", "-q", "main"]);
            renumber();
            match way {
                "merge" => git(top, &["merge", "-q", "--no-edit", "side"]),
                _ => git(top, &["cherry-pick", "-x", "side"]),
            };
        }
        let problems = load(&plans, "demo").problems;
        let [Flaw::AfterClosing { .. }] = problems.iter().map(|it| it.flaw.clone()).collect::<Vec<_>>()[..] else {
            panic!("{way}: {problems:?}");
        };
        for lang in [Lang::Zh, Lang::En] {
            let note = (lang.words().flaw)(&problems[0].flaw);
            assert!(format!("{note:?}").contains("duban resolve"), "{note:?}");
        }
        settle(&plans, &|_, _| None).unwrap();
        let loaded = load(&plans, "demo");
        assert_eq!(loaded.problems, [], "{way}");
        let log = &loaded.progress.unwrap().progress.milestones;
        assert_eq!(log.get("1.9/launch").map_or(0, Vec::len), usize::from(way != "revert"), "{way}");
    }
});
