//! The files of a new repository beside its plan: checks for three hosts and a plain server, schemas for editors, and a page
//! that says what is where.

use std::borrow::Cow;

use crate::store::StarterFile;
use crate::text::{Lang, Words};

use super::schemas::{PLAN_SCHEMA, PROGRESS_SCHEMA};

/// Returns the files, from the folder that holds `plans/`. docs/plan-repository.md shows the checks, in both languages; a
/// test holds them equal.
pub(super) fn starter_files(words: &'static Words) -> Vec<StarterFile> {
    let file = |path, text| StarterFile {
        path,
        text: Cow::Borrowed(text),
        is_program: false,
    };
    let check = |path, text| StarterFile {
        text: Cow::Owned(with_comments_in(words, text)),
        ..file(path, text)
    };
    vec![
        file("README.md", words.cli.workspace_readme),
        file("schema/plan.json", PLAN_SCHEMA),
        file("schema/progress.json", PROGRESS_SCHEMA),
        check(".github/workflows/plans.yml", include_str!("github.yml")),
        check(".gitlab-ci.yml", include_str!("gitlab.yml")),
        check(".gitea/workflows/plans.yml", include_str!("gitea.yml")),
        StarterFile {
            is_program: true,
            ..check("hooks/pre-receive", include_str!("pre-receive"))
        },
    ]
}

/// Puts the comments of a check, which its file has in English, into a language.
fn with_comments_in(words: &Words, check: &str) -> String {
    let comments = |words: &Words| words.cli.check_comments;
    let english = comments(Lang::En.words()).into_iter();
    let both = english.zip(comments(words));
    both.fold(check.to_owned(), |text, (english, own)| {
        text.replace(&format!("# {english}\n"), &format!("# {own}\n"))
    })
}
