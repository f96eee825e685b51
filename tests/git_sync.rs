//! Exchange with a remote loses nothing, whoever is faster; what it refuses leaves the work tree as it was.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use duban::git::{GitFault, Repository, SyncStep, Synced};
use duban::plan::{Change, Entry, Log, Moment, Part, Status, fold};
use duban::store::{Loaded, check_plan};
use duban::text::{GitTrouble, Lang, RemoteTrouble};

use crate::common::stage::apply;
use crate::git_support::{
    DEMO, add_plan, clone, commit, commit_all, day, git, identify, init, load, mark, open, script,
    try_git, workspace,
};
use crate::{fails_with, hermetic};

pub(crate) fn sync(plans: &Path) -> Result<Synced, GitFault> {
    sync_hearing(plans, &mut |_| {})
}

fn sync_hearing(plans: &Path, tell: &mut dyn FnMut(SyncStep)) -> Result<Synced, GitFault> {
    Repository::around(plans)?.sync(&open(plans), Lang::Zh.words(), tell)
}

/// A bare remote on disk and two clones of it, with the plan `demo`.
pub(crate) fn two_clones(temp: &Path) -> (PathBuf, PathBuf, PathBuf) {
    let first = temp.join("origin");
    workspace(&first);
    let bare = temp.join("remote.git");
    git(temp, &["clone", "-q", "--bare", "origin", "remote.git"]);
    let a = clone(&bare, &temp.join("甲"), "甲");
    let b = clone(&bare, &temp.join("乙"), "乙");
    (bare, a, b)
}

pub(crate) fn top(plans: &Path) -> &Path {
    plans.parent().unwrap()
}

pub(crate) fn progress(plans: &Path) -> String {
    fs::read_to_string(plans.join("demo/progress.toml")).unwrap()
}

/// Everything on disk and in git that a refusal must leave alone.
fn state(plans: &Path) -> (String, String, String, Vec<u8>) {
    (
        git(top(plans), &["rev-parse", "HEAD"]),
        git(top(plans), &["status", "--porcelain"]),
        progress(plans),
        fs::read(plans.join("demo/plan.toml")).unwrap(),
    )
}

hermetic!(what_both_record_is_kept_and_means_the_same; {
    let temp = tempfile::tempdir().unwrap();
    let (_, a, b) = two_clones(temp.path());
    mark(&a, "demo", "1.1/launch", "2022-05-01", "甲");
    commit(&a);
    let sent = sync(&a).unwrap();
    assert_eq!((sent.sent, sent.received, sent.tries), (1, 0, 1));
    mark(&b, "demo", "1.1/launch", "2022-05-01", "乙");
    mark(&b, "demo", "1.2/halls", "2022-05-02", "丙");
    commit(&b);
    let mut steps = Vec::new();
    let sent = sync_hearing(&b, &mut |step| {
        if !matches!(step, SyncStep::Progress(_)) {
            steps.push(step);
        }
    })
    .unwrap();
    assert_eq!((sent.sent, sent.received), (2, 1));
    assert_eq!(steps, [SyncStep::Fetching, SyncStep::Merging, SyncStep::Pushing]);
    let got = sync(&a).unwrap();
    assert_eq!((got.sent, got.received), (0, 2));
    assert_eq!(progress(&a), progress(&b));
    for text in ["甲", "乙", "丙"] {
        assert_eq!(progress(&a).matches(&format!("\"{text}\"")).count(), 1);
    }
    assert!(!load(&a, "demo").has_errors());
    assert_eq!(git(top(&a), &["status", "--porcelain"]), "");
    // Nothing to do is nothing done.
    assert_eq!(sync(&a).unwrap().received, 0);
});

hermetic!(plans_merge_by_item_and_what_does_not_is_left_to_settle; {
    let temp = tempfile::tempdir().unwrap();
    let (_, a, b) = two_clones(temp.path());
    let change = |plans: &Path, from: &str, to: &str| {
        let file = plans.join("demo/plan.toml");
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.contains(from));
        fs::write(&file, text.replace(from, to)).unwrap();
        commit(plans);
    };
    change(&a, "title = \"加强教师培训\"", "title = \"加强骨干教师培训\"");
    change(&b, "id = \"1.1\"\n", "id = \"1.1\"\nsummary = \"三年一轮\"\n");
    sync(&a).unwrap();
    sync(&b).unwrap();
    sync(&a).unwrap();
    let text = fs::read_to_string(a.join("demo/plan.toml")).unwrap();
    assert!(text.contains("summary = \"三年一轮\"\ntitle = \"加强骨干教师培训\""), "{text}");
    change(&a, "value = 3", "value = 4");
    change(&b, "value = 3", "value = 5");
    mark(&b, "demo", "1.2/halls", "2022-05-02", "丙");
    commit(&b);
    sync(&a).unwrap();
    let before = state(&b);
    fails_with!(sync(&b), GitTrouble::Conflicts(plans) if (plans[0].plan.as_str(), plans[0].count, plans.len()) == ("demo", 1, 1));
    assert_eq!(state(&b), before);
});

hermetic!(other_files_merge_as_git_merges_them_or_are_refused; {
    let temp = tempfile::tempdir().unwrap();
    let (_, a, b) = two_clones(temp.path());
    fs::write(top(&a).join("说明.txt"), "1\n2\n3\n4\n5\n").unwrap();
    commit_all(top(&a), "说明");
    sync(&a).unwrap();
    sync(&b).unwrap();
    fs::write(top(&a).join("说明.txt"), "一\n2\n3\n4\n5\n").unwrap();
    commit_all(top(&a), "一");
    sync(&a).unwrap();
    fs::write(top(&b).join("说明.txt"), "1\n2\n3\n4\n五\n").unwrap();
    commit_all(top(&b), "五");
    sync(&b).unwrap();
    assert_eq!(fs::read_to_string(top(&b).join("说明.txt")).unwrap(), "一\n2\n3\n4\n五\n");
    sync(&a).unwrap();
    fs::write(top(&a).join("说明.txt"), "甲\n").unwrap();
    commit_all(top(&a), "甲");
    sync(&a).unwrap();
    fs::write(top(&b).join("说明.txt"), "乙\n").unwrap();
    commit_all(top(&b), "乙");
    let before = state(&b);
    fails_with!(sync(&b), GitTrouble::OtherFiles(files) if files == ["说明.txt"]);
    assert_eq!(state(&b), before);
    // Where git merge, which is the advice, stops at the file, it is not said that all is settled.
    assert!(!try_git(&b, &["merge", "origin/main"], &[]).0);
    let stopped = Repository::around(&b).unwrap();
    assert!(stopped.conflicts(&open(&b)).unwrap().is_empty());
    fails_with!(stopped.nothing_left_by_hand(), GitTrouble::LeftByHand(files) if files == ["说明.txt"]);
});

hermetic!(other_files_merge_as_their_attributes_say; {
    let temp = tempfile::tempdir().unwrap();
    let (_, a, b) = two_clones(temp.path());
    let attributes = "*.md merge=union\n*.dat -merge\n";
    let mut known = fs::read_to_string(top(&a).join(".gitattributes")).unwrap_or_default();
    known.push_str(attributes);
    fs::write(top(&a).join(".gitattributes"), known).unwrap();
    for name in ["记事.md", "数.dat"] {
        fs::write(top(&a).join(name), "1\n2\n3\n4\n5\n").unwrap();
    }
    commit_all(top(&a), "始");
    sync(&a).unwrap();
    sync(&b).unwrap();
    for (clone, line) in [(&a, "甲"), (&b, "乙")] {
        fs::write(top(clone).join("记事.md"), format!("1\n2\n3\n4\n5\n{line}\n")).unwrap();
        commit_all(top(clone), line);
        sync(clone).unwrap();
    }
    assert_eq!(fs::read_to_string(top(&b).join("记事.md")).unwrap(), "1\n2\n3\n4\n5\n乙\n甲\n");
    sync(&a).unwrap();
    fs::write(top(&a).join("数.dat"), "一\n2\n3\n4\n5\n").unwrap();
    commit_all(top(&a), "一");
    sync(&a).unwrap();
    fs::write(top(&b).join("数.dat"), "1\n2\n3\n4\n五\n").unwrap();
    commit_all(top(&b), "五");
    fails_with!(sync(&b), GitTrouble::OtherFiles(files) if files == ["数.dat"]);
});

hermetic!(what_is_not_committed_is_never_overwritten; {
    let temp = tempfile::tempdir().unwrap();
    let (bare, a, b) = two_clones(temp.path());
    mark(&a, "demo", "1.1/launch", "2022-05-01", "甲");
    commit(&a);
    fs::write(top(&a).join("新.txt"), "甲").unwrap();
    commit_all(top(&a), "新");
    sync(&a).unwrap();
    mark(&b, "demo", "1.1/launch", "2022-05-01", "乙");
    let before = state(&b);
    fails_with!(sync(&b), GitTrouble::Uncommitted(plans) if plans == ["demo"]);
    assert_eq!(state(&b), before);
    commit(&b);
    fs::write(top(&b).join("新.txt"), "乙").unwrap();
    let before = (state(&b), git(&bare, &["rev-parse", "main"]));
    fails_with!(sync(&b), GitTrouble::InTheWay(files) if files == ["新.txt"]);
    assert_eq!((state(&b), git(&bare, &["rev-parse", "main"])), before);
    assert_eq!(fs::read_to_string(top(&b).join("新.txt")).unwrap(), "乙");
    // Other things that are changed or staged, and not in the way, stay so.
    fs::remove_file(top(&b).join("新.txt")).unwrap();
    fs::write(top(&b).join("草稿.txt"), "稿").unwrap();
    git(top(&b), &["add", "草稿.txt"]);
    sync(&b).unwrap();
    assert_eq!(git(top(&b), &["-c", "core.quotePath=false", "status", "--porcelain"]), "A  草稿.txt\n");
});

hermetic!(the_remotes_refusals_say_what_to_do; {
    let temp = tempfile::tempdir().unwrap();
    let (bare, a, _) = two_clones(temp.path());
    mark(&a, "demo", "1.1/launch", "2022-05-01", "甲");
    commit(&a);
    let before = state(&a);
    script(&bare.join("hooks/pre-receive"), "echo 计划不得修改 >&2; exit 1");
    fails_with!(sync(&a), GitTrouble::HookRefused { remote: true, words } if words.starts_with("计划不得修改"));
    script(&bare.join("hooks/pre-receive"), "exit 0");
    let url = |url: &str| git(top(&a), &["remote", "set-url", "origin", url]);
    url(temp.path().join("nowhere.git").to_str().unwrap());
    fails_with!(sync(&a), GitTrouble::Remote { trouble: RemoteTrouble::Gone, .. });
    url("http://127.0.0.1:9/x.git");
    fails_with!(sync(&a), GitTrouble::Remote { trouble: RemoteTrouble::Offline, remote, .. } if remote == "origin");
    git(top(&a), &["config", "core.sshCommand", "echo 'git@h: Permission denied (publickey).' >&2; false"]);
    url("git@h.invalid:x.git");
    fails_with!(sync(&a), GitTrouble::Remote { trouble: RemoteTrouble::NoCredentials, .. });
    git(top(&a), &["config", "core.sshCommand", "echo 'Host key verification failed.' >&2; false"]);
    fails_with!(sync(&a), GitTrouble::Remote { trouble: RemoteTrouble::UnknownHost, .. });
    git(top(&a), &["checkout", "-q", "--detach"]);
    fails_with!(sync(&a), GitTrouble::Detached);
    git(top(&a), &["checkout", "-q", "main"]);
    git(top(&a), &["remote", "remove", "origin"]);
    fails_with!(sync(&a), GitTrouble::NoRemote { known, .. } if known.is_empty());
    assert_eq!(state(&a), before);
});

hermetic!(the_first_push_and_a_branch_that_is_not_tied; {
    let temp = tempfile::tempdir().unwrap();
    let plans = workspace(&temp.path().join("top"));
    git(temp.path(), &["init", "-q", "--bare", "-b", "main", "remote.git"]);
    git(top(&plans), &["remote", "add", "县里", "../remote.git"]);
    let sent = sync(&plans).unwrap();
    assert_eq!(sent.sent, 1);
    assert_eq!(git(top(&plans), &["rev-parse", "@{upstream}"]), git(top(&plans), &["rev-parse", "HEAD"]));
    git(top(&plans), &["remote", "add", "市里", "../other.git"]);
    git(top(&plans), &["checkout", "-q", "-b", "另一"]);
    fails_with!(sync(&plans), GitTrouble::NoRemote { known, .. } if known.len() == 2);
});

hermetic!(the_users_wish_how_to_join_is_respected; {
    let temp = tempfile::tempdir().unwrap();
    let (_, a, b) = two_clones(temp.path());
    git(top(&b), &["config", "pull.ff", "only"]);
    mark(&a, "demo", "1.1/launch", "2022-05-01", "甲");
    commit(&a);
    sync(&a).unwrap();
    mark(&b, "demo", "1.1/launch", "2022-05-02", "乙");
    commit(&b);
    mark(&b, "demo", "1.1/launch", "2022-05-03", "丙");
    git(top(&b), &["config", "user.name", "丙"]);
    commit(&b);
    let before = state(&b);
    fails_with!(sync(&b), GitTrouble::Diverged);
    assert_eq!(state(&b), before);
    git(top(&b), &["config", "pull.rebase", "true"]);
    git(top(&b), &["config", "user.name", "别人"]);
    sync(&b).unwrap();
    assert_eq!(git(top(&b), &["log", "--format=%an %p", "-2"]).lines().map(|l| l.split(' ').count()).collect::<Vec<_>>(), [2, 2]);
    let authors = git(top(&b), &["log", "--format=%an"]);
    assert_eq!(authors, "丙\n乙\n甲\n督查员\n");
    assert_eq!(progress(&b).matches("status").count(), 3);
    assert_eq!(git(top(&b), &["status", "--porcelain"]), "");
});

hermetic!(the_users_hooks_see_a_merge_before_it_is_made; {
    let temp = tempfile::tempdir().unwrap();
    let (_, a, b) = two_clones(temp.path());
    mark(&a, "demo", "1.1/launch", "2022-05-01", "甲");
    commit(&a);
    sync(&a).unwrap();
    mark(&b, "demo", "1.1/launch", "2022-05-02", "乙");
    commit(&b);
    script(&top(&b).join(".git/hooks/pre-merge-commit"), "git show :plans/demo/progress.toml | grep -c status >&2; exit 1");
    let before = state(&b);
    fails_with!(sync(&b), GitTrouble::HookRefused { remote: false, words } if words == "2");
    assert_eq!(state(&b), before);
    script(&top(&b).join(".git/hooks/pre-merge-commit"), "exit 0");
    script(&top(&b).join(".git/hooks/pre-push"), "echo 今日不推; exit 1");
    fails_with!(sync(&b), GitTrouble::HookRefused { remote: false, words } if words.contains("今日不推"));
});

hermetic!(a_shallow_clone_syncs_while_it_has_the_common_commit; {
    let temp = tempfile::tempdir().unwrap();
    let (bare, a, _) = two_clones(temp.path());
    let url = format!("file://{}", bare.display());
    git(temp.path(), &["clone", "-q", "--depth=1", &url, "shallow"]);
    identify(&temp.path().join("shallow"), "丙");
    let shallow = temp.path().join("shallow/plans");
    mark(&shallow, "demo", "1.1/launch", "2022-05-01", "浅");
    commit(&shallow);
    mark(&a, "demo", "1.2/halls", "2022-05-01", "甲");
    commit(&a);
    sync(&a).unwrap();
    sync(&shallow).unwrap();
    sync(&a).unwrap();
    assert_eq!(progress(&a), progress(&shallow));
});

hermetic!(of_several_remotes_the_one_is_taken_that_the_hint_chooses; {
    let temp = tempfile::tempdir().unwrap();
    let plans = workspace(&temp.path().join("top"));
    let top = top(&plans);
    for name in ["one", "two"] {
        git(temp.path(), &["init", "-q", "--bare", "-b", "main", name]);
        git(top, &["remote", "add", name, &format!("../{name}")]);
    }
    let fault = sync(&plans).unwrap_err();
    let hint = fault.note(Lang::En.words()).how;
    assert!(hint.contains("git config 'branch.main.remote' REMOTE"), "{hint}");
    git(top, &["config", "branch.main.remote", "two"]);
    assert_eq!(sync(&plans).unwrap().sent, 1);
    let head = git(top, &["rev-parse", "HEAD"]);
    assert_eq!(git(&temp.path().join("two"), &["rev-parse", "main"]), head);
    assert_eq!(git(top, &["rev-parse", "@{upstream}"]), head);
});

// Every host offers to begin a repository with a README.
hermetic!(a_remote_that_its_host_began_is_joined_as_the_hint_says; {
    let temp = tempfile::tempdir().unwrap();
    let plans = workspace(&temp.path().join("top"));
    let top = top(&plans);
    let begun = |branch: &str| {
        let folder = temp.path().join(branch);
        init(&folder);
        fs::write(folder.join("README.md"), format!("# {branch}\n")).unwrap();
        commit_all(&folder, "readme");
        git(&folder, &["branch", "-q", "-M", branch]);
        git(temp.path(), &["clone", "-q", "--bare", branch, &format!("{branch}.git")]);
    };
    begun("main");
    git(top, &["remote", "add", "origin", "../main.git"]);
    let fault = sync(&plans).unwrap_err();
    let hint = fault.note(Lang::En.words()).how;
    let (_, pull) = hint.split_once("git ").unwrap();
    git(top, &pull.split(' ').collect::<Vec<_>>());
    assert_eq!(sync(&plans).unwrap().sent, 2);
    // Where its branch has another name, a second one is made, of which nobody was told.
    begun("master");
    git(top, &["remote", "set-url", "origin", "../master.git"]);
    git(top, &["branch", "-q", "--unset-upstream"]);
    git(top, &["update-ref", "-d", "refs/remotes/origin/main"]);
    let synced = sync(&plans).unwrap();
    assert_eq!(synced.sent, 3);
    let note = synced.note(Lang::En.words()).unwrap();
    assert!(note.contains("origin") && note.contains("main"), "{note}");
});

hermetic!(what_is_sent_to_a_new_branch_is_counted_though_origin_head_names_it; {
    let temp = tempfile::tempdir().unwrap();
    let (bare, a, _) = two_clones(temp.path());
    git(&bare, &["branch", "-m", "main", "master"]);
    git(&bare, &["symbolic-ref", "HEAD", "refs/heads/master"]);
    let top = top(&a);
    git(top, &["remote", "set-head", "origin", "main"]);
    git(top, &["fetch", "-q", "-p"]);
    git(top, &["branch", "-q", "--unset-upstream"]);
    mark(&a, "demo", "1.1/launch", "2022-05-01", "甲");
    commit(&a);
    assert_eq!(sync(&a).unwrap().sent, 1);
});

hermetic!(histories_with_nothing_in_common_are_not_joined; {
    let temp = tempfile::tempdir().unwrap();
    let (_, a, _) = two_clones(temp.path());
    let other = temp.path().join("other");
    init(&other);
    add_plan(&other.join("plans"), "demo", DEMO);
    commit_all(&other, "other");
    git(&other, &["remote", "add", "origin", "../remote.git"]);
    let before = state(&other.join("plans"));
    fails_with!(sync(&other.join("plans")), GitTrouble::Unrelated);
    assert_eq!(state(&other.join("plans")), before);
    assert!(sync(&a).is_ok());
});

hermetic!(plain_git_merges_neighbours_and_the_same_milestone; {
    let temp = tempfile::tempdir().unwrap();
    let (_, a, b) = two_clones(temp.path());
    mark(&a, "demo", "1.1/launch", "2022-05-01", "甲一");
    mark(&a, "demo", "1.2/halls", "2022-05-01", "甲二");
    commit(&a);
    mark(&b, "demo", "1.1/launch", "2022-05-02", "乙一");
    mark(&b, "demo", "1.2/halls", "2022-05-02", "乙二");
    commit(&b);
    for (into, from) in [(&a, &b), (&b, &a)] {
        git(top(into), &["fetch", "-q", top(from).to_str().unwrap(), "main"]);
    }
    for into in [&a, &b] {
        let (merged, text) = try_git(top(into), &["merge", "-q", "--no-edit", "FETCH_HEAD"], &[]);
        assert!(merged, "{text}");
    }
    let folded = |plans: &Path| states(&load(plans, "demo"));
    assert_eq!(folded(&a), folded(&b));
    for plans in [&a, &b] {
        let loaded = load(plans, "demo");
        assert!(!loaded.has_errors(), "{:?}", loaded.problems);
        for text in ["甲一", "甲二", "乙一", "乙二"] {
            assert_eq!(progress(plans).matches(&format!("\"{text}\"")).count(), 1);
        }
    }
});

/// What every milestone of a plan folds to.
fn states(loaded: &Loaded) -> BTreeMap<String, String> {
    let (plan, progress) = loaded.open().unwrap();
    plan.milestones()
        .map(|(action, milestone)| {
            let log = progress.log(&milestone.id);
            let state = fold(plan, action, milestone, log, day("2030-01-01"));
            (milestone.id.clone(), format!("{state:?}"))
        })
        .collect()
}

/// A plain generator of numbers, so that a failure can be run again.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }
}

hermetic!(clones_mark_and_sync_all_at_once; {
    // More of them in a long run: what one pushes the others have to take in, so the work grows with the square.
    let is_long = std::env::var_os("DUBAN_RUNS").is_some();
    let (clone_count, mark_count) = if is_long { (20, 100) } else { (6, 60) };
    const AT_ONCE: usize = 20;
    let temp = tempfile::tempdir().unwrap();
    let first = temp.path().join("origin");
    init(&first);
    let plan = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("plans/zhangping/plan.toml")).unwrap();
    add_plan(&first.join("plans"), "zhangping", &plan);
    commit_all(&first, "start");
    git(temp.path(), &["clone", "-q", "--bare", "origin", "remote.git"]);
    let bare = temp.path().join("remote.git");
    git(&bare, &["config", "gc.auto", "0"]);
    git(&bare, &["config", "receive.autogc", "false"]);
    let clones: Vec<PathBuf> = (0..clone_count)
        .map(|n| clone(&bare, &temp.path().join(format!("单位{n}")), &format!("单位{n}")))
        .collect();
    let milestones: Vec<String> = load(&clones[0], "zhangping")
        .plan
        .unwrap()
        .milestones()
        .map(|(_, milestone)| milestone.id.clone())
        .collect();
    // A third of what each marks is what all mark.
    let mut numbers = Numbers(630);
    let common: Vec<String> = (0..mark_count / 3).map(|_| milestones[numbers.below(milestones.len())].clone()).collect();
    let tries: Vec<usize> = std::thread::scope(|scope| {
        let handles: Vec<_> = clones
            .iter()
            .enumerate()
            .map(|(n, plans)| {
                let (common, milestones) = (&common, &milestones);
                scope.spawn(move || {
                    let mut numbers = Numbers(n as u64 + 1);
                    let mut tries = 0;
                    let loaded = load(plans, "zhangping");
                    let plan = loaded.plan.as_deref().unwrap();
                    for at in 0..mark_count {
                        let id = match common.get(at / 3).filter(|_| at % 3 == 0) {
                            Some(id) => id.clone(),
                            None => milestones[numbers.below(milestones.len())].clone(),
                        };
                        let local = (day("2022-06-01") + chrono::Days::new((n * 83 + at) as u64)).and_hms_opt(8, n as u32, 0).unwrap();
                        let entry = Entry {
                            at: Some(Moment { local, offset: Some(8 * 3600) }),
                            by: Some("市教育局".to_owned()),
                            status: Some(if numbers.below(2) == 0 { Status::Doing } else { Status::Done }),
                            text: Some(format!("单位{n} 第{at}条")),
                            ..Entry::default()
                        };
                        let change = Change { plan: "zhangping".to_owned(), parts: vec![Part::Append(Log::Milestone(id), entry)] };
                        apply(&loaded.files, plan, &change).unwrap();
                        if (at + 1) % AT_ONCE == 0 {
                            commit(plans);
                            tries += sync(plans).unwrap().tries;
                        }
                    }
                    tries
                })
            })
            .collect();
        handles.into_iter().map(|handle| handle.join().unwrap()).collect()
    });
    // Others pushed meanwhile: that is what this is about.
    assert!(tries.iter().sum::<usize>() > clone_count * mark_count / AT_ONCE, "{tries:?}");
    for plans in &clones {
        sync(plans).unwrap();
    }
    let text = fs::read_to_string(clones[0].join("zhangping/progress.toml")).unwrap();
    for n in 0..clone_count {
        for at in 0..mark_count {
            assert_eq!(text.matches(&format!("\"单位{n} 第{at}条\"")).count(), 1, "{n} {at}");
        }
    }
    let expected = states(&load(&clones[0], "zhangping"));
    for plans in &clones {
        let loaded = load(plans, "zhangping");
        let wrong: Vec<_> = check_plan(&loaded, top(plans)).into_iter().filter(duban::store::Problem::is_error).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        assert_eq!(states(&loaded), expected);
        assert_eq!(git(top(plans), &["status", "--porcelain"]), "");
        assert_eq!(git(top(plans), &["rev-parse", "HEAD"]), git(&bare, &["rev-parse", "main"]));
    }
    // Every entry came in by the commit of who made it, and no commit ever had a marker in it.
    let history = git(top(&clones[0]), &["log", "-p", "-m", "--format=", "--", "plans"]);
    assert!(!history.contains("<<<<<<<") && !history.contains(">>>>>>>"));
    git(&bare, &["fsck", "--strict"]);
});

hermetic!(a_plan_that_one_side_renamed_keeps_what_the_other_recorded; {
    let untouched = ("", "");
    // What else is changed in the same push: the title, the words of an entry.
    for also in [untouched, ("示例县", "示范县"), ("\"甲\"", "\"甲，已核\"")] {
        for renamer_is_first in [true, false] {
            let temp = tempfile::tempdir().unwrap();
            let (_, a, b) = two_clones(temp.path());
            mark(&a, "demo", "1.1/launch", "2022-05-01", "甲");
            let log = a.join("demo/progress.toml");
            let timed = fs::read_to_string(&log).unwrap().replace("{ on =", "{ at = 2022-05-01T09:00:00+08:00, on =");
            fs::write(&log, timed).unwrap();
            commit(&a);
            sync(&a).unwrap();
            sync(&b).unwrap();
            fs::rename(a.join("demo"), a.join("new")).unwrap();
            for file in ["plan.toml", "progress.toml"] {
                let file = a.join("new").join(file);
                let text = fs::read_to_string(&file).unwrap();
                fs::write(&file, text.replacen("\"demo\"", "\"new\"", 1).replace(also.0, also.1)).unwrap();
            }
            commit(&a);
            mark(&b, "demo", "1.2/halls", "2022-05-02", "乙");
            commit(&b);
            let (first, second) = if renamer_is_first { (&a, &b) } else { (&b, &a) };
            sync(first).unwrap();
            sync(second).unwrap();
            sync(first).unwrap();
            for plans in [&a, &b] {
                assert!(!plans.join("demo").exists());
                let log = fs::read_to_string(plans.join("new/progress.toml")).unwrap();
                assert!(log.contains("\"甲") && log.contains("\"乙\""), "{log}");
                let plan = fs::read_to_string(plans.join("new/plan.toml")).unwrap();
                assert!(format!("{plan}{log}").contains(also.1), "{also:?}");
                assert!(!load(plans, "new").has_errors());
                assert_eq!(git(top(plans), &["status", "--porcelain"]), "");
            }
        }
    }
});

#[cfg(unix)]
hermetic!(files_that_a_sync_changes_keep_their_mode_and_group; {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let temp = tempfile::tempdir().unwrap();
    let (_, a, b) = two_clones(temp.path());
    mark(&a, "demo", "1.1/launch", "2022-05-01", "甲");
    commit(&a);
    sync(&a).unwrap();
    let log = b.join("demo/progress.toml");
    fs::set_permissions(&log, fs::Permissions::from_mode(0o664)).unwrap();
    if rustix::process::getuid().is_root() {
        let other = fs::metadata(&log).unwrap().gid() + 1;
        std::os::unix::fs::chown(&log, None, Some(other)).unwrap();
    }
    let before = fs::metadata(&log).unwrap();
    sync(&b).unwrap();
    assert!(progress(&b).contains("甲"));
    let after = fs::metadata(&log).unwrap();
    assert_eq!((after.mode(), after.gid()), (before.mode(), before.gid()));
    assert_eq!(git(top(&b), &["status", "--porcelain"]), "");
});

hermetic!(a_branch_that_the_remote_has_no_more_is_not_made_anew; {
    let temp = tempfile::tempdir().unwrap();
    let (bare, a, _) = two_clones(temp.path());
    git(&bare, &["branch", "-m", "main", "trunk"]);
    mark(&a, "demo", "1.1/launch", "2022-05-01", "甲");
    commit(&a);
    let Err(fault @ GitFault::Trouble(GitTrouble::BranchGone { .. })) = sync(&a) else {
        panic!("sent");
    };
    let said = fault.to_string();
    assert!(said.contains("main") && said.contains("trunk"), "{said}");
    assert_eq!(git(&bare, &["branch", "--format=%(refname:short)"]), "trunk\n");
    // A remote that never had it is given it.
    git(top(&a), &["switch", "-q", "-c", "other", "--no-track"]);
    sync(&a).unwrap();
});

hermetic!(an_entry_whose_moment_both_sides_write_otherwise_is_one; {
    let temp = tempfile::tempdir().unwrap();
    let (_, a, b) = two_clones(temp.path());
    for (plans, at) in [(&a, "2024-05-01T02:00:00Z"), (&b, "2024-05-01T10:00:00+08:00")] {
        mark(plans, "demo", "1.1/launch", "2024-05-01", "同");
        let log = plans.join("demo/progress.toml");
        let timed = fs::read_to_string(&log).unwrap().replace("{ on =", &format!("{{ at = {at}, on ="));
        fs::write(&log, timed).unwrap();
        commit(plans);
    }
    sync(&a).unwrap();
    sync(&b).unwrap();
    sync(&a).unwrap();
    for plans in [&a, &b] {
        assert_eq!(progress(plans).matches("同").count(), 1, "{}", progress(plans));
    }
});

hermetic!(what_was_taken_out_at_the_remote_is_not_sent_again; {
    for fetched_by_hand in [false, true] {
        let temp = tempfile::tempdir().unwrap();
        let (bare, a, b) = two_clones(temp.path());
        mark(&a, "demo", "1.1/launch", "2022-05-01", "误报");
        commit(&a);
        sync(&a).unwrap();
        sync(&b).unwrap();
        mark(&b, "demo", "1.2/halls", "2022-05-02", "乙");
        commit(&b);
        let wrong = git(top(&a), &["rev-parse", "--short=8", "HEAD"]);
        git(top(&a), &["reset", "-q", "--hard", "HEAD~1"]);
        mark(&a, "demo", "1.1/launch", "2022-05-03", "甲");
        commit(&a);
        git(top(&a), &["push", "-q", "--force"]);
        if fetched_by_hand {
            git(top(&b), &["fetch", "-q"]);
        }
        let before = state(&b);
        // The refusal holds until somebody decides.
        for _ in 0..2 {
            let Err(fault @ GitFault::Trouble(GitTrouble::TakenOut { .. })) = sync(&b) else {
                panic!("sent");
            };
            for lang in [Lang::Zh, Lang::En] {
                let note = fault.note(lang.words());
                assert!(note.what.contains(wrong.trim()) && note.how.contains(wrong.trim()), "{note:?}");
            }
            assert_eq!(state(&b), before);
        }
        if fetched_by_hand {
            git(top(&b), &["merge", "-q", "--no-edit", "origin/main"]);
            git(top(&b), &["push", "-q", "origin", "HEAD:main"]);
        } else {
            git(top(&b), &["rebase", "-q", "--onto", "origin/main", wrong.trim()]);
        }
        sync(&b).unwrap();
        let there = git(&bare, &["show", "main:plans/demo/progress.toml"]);
        assert_eq!(there.contains("误报"), fetched_by_hand, "{there}");
        assert!(there.contains('乙') && there.contains('甲'), "{there}");
    }
});

hermetic!(nothing_is_sent_past_where_git_pushes_and_a_new_branch_is_named; {
    let temp = tempfile::tempdir().unwrap();
    let (bare, a, _) = two_clones(temp.path());
    let top = top(&a);
    let fork = temp.path().join("fork.git");
    git(temp.path(), &["clone", "-q", "--bare", "remote.git", "fork.git"]);
    git(top, &["remote", "add", "fork", fork.to_str().unwrap()]);
    mark(&a, "demo", "1.1/launch", "2022-05-01", "甲");
    commit(&a);
    let there = git(&bare, &["rev-parse", "main"]);
    for (setting, to) in [
        ("remote.pushDefault", "fork"),
        ("branch.main.pushRemote", "fork"),
        ("remote.origin.push", "refs/heads/*:refs/heads/review/*"),
    ] {
        git(top, &["config", setting, to]);
        let fault = sync(&a).unwrap_err();
        assert!(matches!(fault, GitFault::Trouble(GitTrouble::PushedElsewhere { .. })), "{fault:?}");
        git(top, &["config", "--unset", setting]);
    }
    // A branch that follows another of this clone sends nothing.
    git(top, &["checkout", "-q", "-b", "work", "--track", "main"]);
    let fault = sync(&a).unwrap_err();
    assert!(matches!(fault, GitFault::Trouble(GitTrouble::FollowsLocal { .. })), "{fault:?}");
    assert_eq!(git(&bare, &["rev-parse", "main"]), there);
    git(top, &["branch", "-q", "--unset-upstream"]);
    let synced = sync(&a).unwrap();
    assert_eq!(synced.sent, 1);
    let note = synced.note(Lang::En.words()).unwrap();
    assert!(note.contains("origin") && note.contains("work"), "{note}");
    git(top, &["checkout", "-q", "main"]);
    assert_eq!(sync(&a).unwrap().note(Lang::En.words()), None);
});
