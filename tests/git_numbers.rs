//! Numbers that two clones give, to bulletins and letters: both stay, and no hint leads in a circle.

use std::fs;
use std::path::{Path, PathBuf};

use duban::git::Repository;
use duban::store::{check_across, check_issues, read_issues};
use duban::text::{Flaw, GitTrouble, Lang};

use crate::git_support::{commit, commit_all, day, open, try_git};
use crate::git_sync::{sync, top, two_clones};
use crate::{fails_with, hermetic};

fn issue(plans: &Path, number: u32, on: &str) {
    let file = plans.join("demo/bulletins.toml");
    let before = fs::read_to_string(&file).unwrap_or_else(|_| "# 期号\n".to_owned());
    fs::write(
        &file,
        format!("{before}\n[[issue]]\nnumber = {number}\non = {on}\n"),
    )
    .unwrap();
}

fn numbers(plans: &Path) -> Vec<u32> {
    let workspace = open(plans);
    let files = workspace
        .plans
        .iter()
        .find(|files| files.id == "demo")
        .unwrap();
    let issues = read_issues(files).unwrap();
    issues.into_iter().map(|issue| issue.number).collect()
}

/// A clone that committed bulletin 1 where the remote has another one of that number.
fn clone_with_a_number_taken(temp: &Path) -> PathBuf {
    let (_, a, b) = two_clones(temp);
    issue(&a, 1, "2022-05-31");
    commit(&a);
    sync(&a).unwrap();
    issue(&b, 1, "2022-06-30");
    commit(&b);
    b
}

hermetic!(bulletins_of_two_clones_are_put_together; {
    let temp = tempfile::tempdir().unwrap();
    let (_, a, b) = two_clones(temp.path());
    issue(&a, 1, "2022-05-31");
    commit(&a);
    sync(&a).unwrap();
    sync(&b).unwrap();
    issue(&a, 2, "2022-06-30");
    commit(&a);
    sync(&a).unwrap();
    issue(&b, 3, "2022-07-31");
    commit(&b);
    sync(&b).unwrap();
    assert_eq!(numbers(&b), [1, 2, 3]);
    sync(&a).unwrap();
    assert_eq!(numbers(&a), [1, 2, 3]);
});

hermetic!(one_number_for_two_bulletins_is_told_with_a_way_out; {
    let temp = tempfile::tempdir().unwrap();
    let b = clone_with_a_number_taken(temp.path());
    fails_with!(sync(&b), GitTrouble::NumberTaken { path, number, next } if (path.as_str(), number, next) == ("plans/demo/bulletins.toml", 1, 2));
    // What the hint says.
    fs::write(b.join("demo/bulletins.toml"), "# 期号\n").unwrap();
    commit(&b);
    sync(&b).unwrap();
    assert_eq!(numbers(&b), [1]);
});
hermetic!(markers_in_a_list_of_bulletins_are_settled_by_hand; {
    let temp = tempfile::tempdir().unwrap();
    let b = clone_with_a_number_taken(temp.path());
    try_git(&b, &["fetch"], &[]);
    assert!(!try_git(&b, &["merge", "origin/main"], &[]).0);
    let workspace = open(&b);
    let files = workspace.plans.iter().find(|files| files.id == "demo").unwrap();
    let flaws: Vec<Flaw> = check_issues(files, day("2022-07-01")).into_iter().map(|it| it.flaw).collect();
    assert_eq!(flaws, [Flaw::ConflictByHand]);
    for lang in [Lang::Zh, Lang::En] {
        let hint = (lang.words().flaw)(&flaws[0]).how;
        assert!(!hint.contains("resolve") && hint.contains("git add"), "{hint}");
    }
    let repo = Repository::around(&b).unwrap();
    fails_with!(repo.nothing_left_by_hand(), GitTrouble::LeftByHand(left) if left == ["plans/demo/bulletins.toml"]);
    fs::remove_file(b.join("demo/bulletins.toml")).unwrap();
    issue(&b, 1, "2022-05-31");
    issue(&b, 2, "2022-06-30");
    commit_all(top(&b), "合并");
    sync(&b).unwrap();
    assert_eq!(numbers(&b), [1, 2]);
});

hermetic!(one_number_for_two_letters_is_told_of_the_later; {
    // To another unit, and to the same one of another day.
    for (earlier, day_of_earlier) in [("县教育局", "2022-06-30"), ("县科协", "2022-06-29")] {
        let temp = tempfile::tempdir().unwrap();
        let (_, a, b) = two_clones(temp.path());
        let letters = [(&a, "09", "县科协", "2022-06-30"), (&b, "08", earlier, day_of_earlier)];
        for (plans, at, unit, on) in letters {
            let file = plans.join("demo/progress.toml");
            let text = fs::read_to_string(&file).unwrap();
            let letter = format!(
                "log = [\n  {{ at = 2022-06-30T{at}:00:00Z, on = {on}, text = \"催〔2022〕1号，致{unit}\", remind = \"提醒\" }},\n"
            );
            fs::write(&file, text.replacen("log = [\n", &letter, 1)).unwrap();
            commit(plans);
            sync(plans).unwrap();
        }
        let workspace = open(&b);
        let problems = check_across(&workspace.load(day("2022-07-01"), None));
        let [Flaw::LetterTwice { letters: [first, later], .. }] =
            &problems.iter().map(|problem| problem.flaw.clone()).collect::<Vec<_>>()[..]
        else {
            panic!("{problems:?}");
        };
        assert_eq!(*first, (earlier.to_owned(), day(day_of_earlier)));
        assert_eq!(*later, ("县科协".to_owned(), day("2022-06-30")));
        let text = fs::read_to_string(b.join("demo/progress.toml")).unwrap();
        assert!(text[problems[0].span.clone()].contains("T09:00:00Z"));
        // The way out adds an entry and changes none.
        let later = &text[problems[0].span.clone()];
        let withdrawn = "{ at = 2022-06-30T10:00:00Z, on = 2022-06-30, of = \"县科协\", correct = true, withdraw = \"reminder\", reason = \"重号\" }";
        let text = text.replacen(later, &format!("{later},\n  {withdrawn}"), 1);
        fs::write(b.join("demo/progress.toml"), text).unwrap();
        assert!(check_across(&open(&b).load(day("2022-07-01"), None)).is_empty());
    }
});
