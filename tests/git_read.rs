//! Reading versions is right, or says clearly why not, wherever the plans lie and whatever the repository is up to.

use std::fs;
use std::path::Path;

use duban::git::Repository;
use duban::text::GitTrouble;

use crate::common::duban::plain_git;
use crate::git_support::{
    DEMO, add_plan, commit_all, commit_on, day, git, init, load, mark, open, script, try_git,
    workspace,
};
use crate::{fails_with, hermetic};

hermetic!(a_plan_is_read_as_it_stood; {
    let temp = tempfile::tempdir().unwrap();
    let top = temp.path().join("漳平 督办 $(touch 坏)");
    let plans = workspace(&top);
    mark(&plans, "demo", "1.1/launch", "2022-05-01", "甲");
    commit_on(&top, "甲", "2024-06-30T23:30:00+08:00");
    mark(&plans, "demo", "1.1/launch", "2022-06-01", "乙");
    commit_on(&top, "乙", "2024-07-01T00:10:00+08:00");
    let repo = Repository::around(&plans).unwrap();
    let then = repo.resolve("2024-06-30").unwrap();
    assert_eq!(repo.commit(&then).unwrap().subject(), "甲");
    let texts = repo.read_at(&then).unwrap();
    assert_eq!(texts.len(), 1);
    let loaded = texts[0].load(&plans, day("2024-06-30"));
    let (_, progress) = loaded.open().unwrap();
    assert_eq!(progress.log("1.1/launch").len(), 1);
    assert_eq!(load(&plans, "demo").open().unwrap().1.log("1.1/launch").len(), 2);
    // A day without a commit is the last one before it.
    assert_eq!(repo.resolve("2030-01-01").unwrap(), repo.resolve("HEAD").unwrap());
    fails_with!(repo.resolve("1999-01-01"), GitTrouble::NothingYet(_));
    let head = repo.resolve("HEAD").unwrap();
    let commits = repo.commits(None, &head, &[Path::new("demo/progress.toml")], 10).unwrap();
    let subjects: Vec<&str> = commits.iter().map(duban::git::Commit::subject).collect();
    assert_eq!(subjects, ["乙", "甲", "start"]);
    assert!(!top.join("坏").exists());
});

hermetic!(a_files_history_goes_on_under_its_former_name; {
    let temp = tempfile::tempdir().unwrap();
    let plans = workspace(temp.path());
    mark(&plans, "demo", "1.1/launch", "2022-05-01", "甲");
    commit_all(temp.path(), "甲");
    git(temp.path(), &["mv", "plans/demo", "plans/other"]);
    commit_all(temp.path(), "改名");
    let repo = Repository::around(&plans).unwrap();
    let head = repo.resolve("HEAD").unwrap();
    let log = repo.log_of(&head, "other", &duban::plan::Address::parse("1.1/launch")).unwrap();
    let subjects: Vec<&str> = log.steps.iter().map(|step| step.commit.subject()).collect();
    // The commit that brought the plan in began the milestone too.
    assert_eq!(subjects, ["甲", "start"]);
});

hermetic!(what_is_not_committed_is_counted_without_git_status; {
    let temp = tempfile::tempdir().unwrap();
    let plans = workspace(temp.path());
    let repo = Repository::around(&plans).unwrap();
    assert!(repo.uncommitted(&open(&plans)).unwrap().is_empty());
    mark(&plans, "demo", "1.1/launch", "2022-05-01", "甲");
    mark(&plans, "demo", "1.2/halls", "2022-05-02", "乙");
    git(temp.path(), &["add", "-A"]);
    let found = repo.uncommitted(&open(&plans)).unwrap();
    assert_eq!((found.len(), found[0].added, found[0].count()), (1, 2, 2));
    let unrecorded = repo.unrecorded(&open(&plans), [&load(&plans, "demo")]).unwrap();
    assert_eq!(unrecorded.entries.len(), 2);
    commit_all(temp.path(), "记");
    assert!(repo.uncommitted(&open(&plans)).unwrap().is_empty());
    // The same text with other line ends is the same text.
    let file = plans.join("demo/progress.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace('\n', "\r\n")).unwrap();
    assert!(repo.uncommitted(&open(&plans)).unwrap().is_empty());
    add_plan(&plans, "second", &DEMO.replace("\"demo\"", "\"second\""));
    let found = repo.uncommitted(&open(&plans)).unwrap();
    assert_eq!(found[0].plan, "second");
    // A new plan is one change.
    assert_eq!(found[0].count(), 1);
});

hermetic!(no_repository_a_bare_one_and_one_inside_the_plans; {
    let temp = tempfile::tempdir().unwrap();
    let plans = temp.path().join("plain/plans");
    add_plan(&plans, "demo", DEMO);
    fails_with!(Repository::around(&plans), GitTrouble::NotARepository(_));
    // A bare repository around the plans has no work tree.
    let bare = temp.path().join("bare.git");
    git(temp.path(), &["init", "-q", "--bare", "bare.git"]);
    add_plan(&bare.join("plans"), "demo", DEMO);
    fails_with!(Repository::around(&bare.join("plans")), GitTrouble::Bare(_));
    // One laid out inside the plans is not taken for ours, and runs nothing.
    let top = temp.path().join("top");
    let plans = workspace(&top);
    git(&plans, &["init", "-q", "--bare", "."]);
    git(&plans, &["init", "-q", "--bare", "evil"]);
    let trap = temp.path().join("trap");
    for config in [plans.join("config"), plans.join("evil/config")] {
        fs::write(
            config,
            format!("[core]\n\tfsmonitor = touch {0}\n\tpager = touch {0}\n\tbare = true\n", trap.display()),
        )
        .unwrap();
    }
    let repo = Repository::around(&plans).unwrap();
    assert_eq!(repo.read_at(&repo.resolve("HEAD").unwrap()).unwrap().len(), 1);
    assert!(repo.uncommitted(&open(&plans)).unwrap().is_empty());
    assert!(!trap.exists());
});

hermetic!(a_repository_that_means_harm_runs_nothing_when_read; {
    let temp = tempfile::tempdir().unwrap();
    let plans = workspace(temp.path());
    let trap = temp.path().join("trap");
    let command = format!("touch {}", trap.display());
    for key in [
        "core.fsmonitor", "core.pager", "diff.external", "core.sshCommand", "core.editor",
        "gpg.program", "filter.x.clean", "filter.x.smudge", "diff.x.textconv", "credential.helper",
        "alias.log", "core.askPass", "diff.markdown.textconv", "diff.markdown.command",
    ] {
        let value = if key == "alias.log" { format!("!{command}") } else { command.clone() };
        git(temp.path(), &["config", key, &value]);
    }
    git(temp.path(), &["config", "log.showSignature", "true"]);
    git(temp.path(), &["config", "core.hooksPath", "hooks"]);
    for hook in ["post-index-change", "reference-transaction", "post-checkout"] {
        script(&temp.path().join("hooks").join(hook), &command);
    }
    fs::write(temp.path().join(".gitattributes"), "* filter=x diff=x\n").unwrap();
    let repo = Repository::around(&plans).unwrap();
    let head = repo.resolve("HEAD").unwrap();
    repo.read_at(&head).unwrap();
    repo.commits(None, &head, &[Path::new("demo/plan.toml")], 9).unwrap();
    repo.log_of(&head, "demo", &duban::plan::Address::parse("1.1")).unwrap();
    repo.uncommitted(&open(&plans)).unwrap();
    repo.resolve("2030-01-01").unwrap();
    repo.merge_base(&head, &head).unwrap();
    assert!(!trap.exists());
    // The trap is a trap.
    try_git(temp.path(), &["status"], &[]);
    assert!(trap.exists());
});

hermetic!(hostile_names_are_only_names; {
    let temp = tempfile::tempdir().unwrap();
    let plans = workspace(temp.path());
    let repo = Repository::around(&plans).unwrap();
    let head = repo.resolve("HEAD").unwrap();
    for name in [
        "-x", "--help", "--output=/tmp/duban-owned", "--upload-pack=touch x", "a\nb", "$(touch owned)", "`touch owned`",
        "", "\0", "HEAD --", "HEAD\n--all", "../../etc/passwd", ":(top)x", "^HEAD", "--", "HEAD:plans/demo", "@{-1}",
        "2024-13-45", "2024-02-30", "HEAD^{tree}",
    ] {
        assert!(repo.resolve(name).is_err(), "{name:?}");
    }
    for path in ["../secret", "/etc/passwd", "demo/../../x", ".git/config", "demo/.git/config"] {
        fails_with!(repo.head_file(Path::new(path)), GitTrouble::Outside(_));
        assert!(repo.commits(None, &head, &[Path::new(path)], 1).is_err());
    }
    for path in ["-x", "--output=x", "$(touch owned)", "a\nb", ":(glob)**", "*", ":/"] {
        assert_eq!(repo.head_file(Path::new(path)).unwrap(), None, "{path:?}");
        assert!(repo.commits(None, &head, &[Path::new(path)], 9).unwrap().is_empty(), "{path:?}");
    }
    assert!(repo.head_file(Path::new("demo/plan.toml")).unwrap().is_some());
    // A branch may be called nearly anything.
    git(temp.path(), &["update-ref", "refs/heads/-x$(id)", "HEAD"]);
    assert_eq!(repo.resolve("refs/heads/-x$(id)").unwrap(), head);
    // A plan's folder too.
    for id in ["-f", "$(id)", "a b", "中文"] {
        add_plan(&plans, id, &DEMO.replace("\"demo\"", &format!("\"{id}\"")));
    }
    commit_all(temp.path(), "names");
    let texts = repo.read_at(&repo.resolve("HEAD").unwrap()).unwrap();
    assert_eq!(texts.len(), 5);
    assert!(!temp.path().join("owned").exists());
});

hermetic!(a_symbolic_link_is_no_plan_of_this_repository; {
    let temp = tempfile::tempdir().unwrap();
    let plans = workspace(temp.path());
    fs::create_dir(plans.join("link")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/passwd", plans.join("link/plan.toml")).unwrap();
    commit_all(temp.path(), "link");
    let repo = Repository::around(&plans).unwrap();
    let ids: Vec<String> = repo
        .read_at(&repo.resolve("HEAD").unwrap())
        .unwrap()
        .into_iter()
        .map(|plan| plan.id)
        .collect();
    assert_eq!(ids, ["demo"]);
});

hermetic!(shallow_detached_unborn_worktree_and_submodule; {
    let temp = tempfile::tempdir().unwrap();
    let top = temp.path().join("top");
    init(&top);
    let plans = top.join("plans");
    add_plan(&plans, "demo", DEMO);
    let repo = Repository::around(&plans).unwrap();
    assert_eq!(repo.head().unwrap(), None);
    fails_with!(repo.resolve("HEAD"), GitTrouble::Unborn);
    fails_with!(repo.resolve("2024-01-01"), GitTrouble::Unborn);
    assert_eq!(repo.uncommitted(&open(&plans)).unwrap()[0].count(), 1);
    commit_on(&top, "one", "2024-01-01T08:00:00+08:00");
    mark(&plans, "demo", "1.1/launch", "2022-05-01", "甲");
    commit_on(&top, "two", "2024-02-01T08:00:00+08:00");

    git(&top, &["checkout", "-q", "--detach", "HEAD~1"]);
    assert_eq!(repo.commit(&repo.resolve("HEAD").unwrap()).unwrap().subject(), "one");
    git(&top, &["checkout", "-q", "main"]);

    git(&top, &["worktree", "add", "-q", "../tree", "HEAD~1"]);
    let tree = Repository::around(&temp.path().join("tree/plans")).unwrap();
    assert_eq!(tree.commit(&tree.resolve("HEAD").unwrap()).unwrap().subject(), "one");
    assert!(tree.uncommitted(&open(&temp.path().join("tree/plans"))).unwrap().is_empty());

    let url = format!("file://{}", top.display());
    git(temp.path(), &["clone", "-q", "--depth=1", &url, "shallow"]);
    let shallow = Repository::around(&temp.path().join("shallow/plans")).unwrap();
    assert!(shallow.is_shallow());
    assert_eq!(shallow.commit(&shallow.resolve("HEAD").unwrap()).unwrap().subject(), "two");
    fails_with!(shallow.resolve("2024-01-15"), GitTrouble::Shallow);
    fails_with!(shallow.resolve("HEAD~1"), GitTrouble::Shallow);

    let parent = temp.path().join("parent");
    init(&parent);
    git(&parent, &["-c", "protocol.file.allow=always", "submodule", "add", "-q", &url, "county"]);
    commit_all(&parent, "sub");
    let sub = Repository::around(&parent.join("county/plans")).unwrap();
    assert_eq!(sub.commit(&sub.resolve("HEAD").unwrap()).unwrap().subject(), "two");
    assert!(sub.uncommitted(&open(&parent.join("county/plans"))).unwrap().is_empty());
    // A plan that is itself a submodule is not this repository's to count.
    let plan = temp.path().join("plan");
    init(&plan);
    fs::copy(plans.join("demo/plan.toml"), plan.join("plan.toml")).unwrap();
    commit_all(&plan, "plan");
    let url = format!("file://{}", plan.display());
    git(&top, &["-c", "protocol.file.allow=always", "submodule", "add", "-q", &url, "plans/sub"]);
    assert!(repo.uncommitted(&open(&plans)).unwrap().is_empty());
    let elsewhere = repo.plans_elsewhere(&open(&plans));
    assert_eq!(elsewhere.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["sub"]);
});

hermetic!(a_work_tree_elsewhere_is_refused; {
    let temp = tempfile::tempdir().unwrap();
    let plans = workspace(&temp.path().join("top"));
    fs::create_dir(temp.path().join("elsewhere")).unwrap();
    git(&temp.path().join("top"), &["config", "core.worktree", temp.path().join("elsewhere").to_str().unwrap()]);
    fails_with!(Repository::around(&plans), GitTrouble::OtherWorkTree(_));
});

hermetic!(somebody_elses_repository, "GIT_TEST_ASSUME_DIFFERENT_OWNER" = "1"; {
    let temp = tempfile::tempdir().unwrap();
    let top = temp.path().join("top");
    let plans = top.join("plans");
    add_plan(&plans, "demo", DEMO);
    let (made, _) = try_git(&top, &["init", "-q", "."], &[("GIT_TEST_ASSUME_DIFFERENT_OWNER", "0")]);
    assert!(made);
    fails_with!(Repository::around(&plans), GitTrouble::Dubious(folder) if folder == fs::canonicalize(&top).unwrap());
});

hermetic!(a_hooks_variables_do_not_mislead, "GIT_DIR" = "/nowhere", "GIT_INDEX_FILE" = "/nowhere/index", "GIT_WORK_TREE" = "/"; {
    let temp = tempfile::tempdir().unwrap();
    let top = temp.path().join("top");
    let plans = top.join("plans");
    add_plan(&plans, "demo", DEMO);
    let made = plain_git(&top, temp.path()).args(["init", "-q", "."]).status();
    assert!(made.unwrap().success());
    let repo = Repository::around(&plans).unwrap();
    assert_eq!(repo.head().unwrap(), None);
});

hermetic!(a_bare_repository_is_read_when_named_outright; {
    let temp = tempfile::tempdir().unwrap();
    let top = temp.path().join("top");
    workspace(&top);
    git(temp.path(), &["clone", "-q", "--bare", "top", "bare.git"]);
    let repo = Repository::bare(&temp.path().join("bare.git"), "plans").unwrap();
    assert_eq!(repo.read_at(&repo.resolve("main").unwrap()).unwrap().len(), 1);
    assert!(Repository::bare(&temp.path().join("bare.git"), "../x").is_err());
});
