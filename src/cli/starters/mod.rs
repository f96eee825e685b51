//! The files of a new repository beside its plan: checks for three hosts and a plain server, schemas for editors, and a page
//! that says what is where.

use crate::store::StarterFile;
use crate::text::Words;

use super::schemas::{PLAN_SCHEMA, PROGRESS_SCHEMA};

/// Returns the files, from the folder that holds `plans/`. docs/plan-repository.md shows the checks; a test holds
/// them equal.
pub(super) fn starter_files(words: &'static Words) -> Vec<StarterFile> {
    let file = |path, text| StarterFile {
        path,
        text,
        is_program: false,
    };
    vec![
        file("README.md", words.cli.workspace_readme),
        file("schema/plan.json", PLAN_SCHEMA),
        file("schema/progress.json", PROGRESS_SCHEMA),
        file(".github/workflows/plans.yml", include_str!("github.yml")),
        file(".gitlab-ci.yml", include_str!("gitlab.yml")),
        file(".gitea/workflows/plans.yml", include_str!("gitea.yml")),
        StarterFile {
            is_program: true,
            ..file("hooks/pre-receive", include_str!("pre-receive"))
        },
    ]
}
