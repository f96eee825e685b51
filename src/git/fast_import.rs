//! Writes a whole history at once, for the sample.

use std::path::Path;

use crate::plan::Moment;

use super::process::{Call, Git};
use super::recording::commit::plain_name;
use super::{GitFault, Repository};

/// A commit of such a history.
#[derive(Clone, Debug)]
pub struct ImportedCommit {
    /// The time of author and committer.
    pub at: Moment,
    /// The author's name.
    pub author: String,
    /// The author's address.
    pub email: String,
    /// The message.
    pub message: String,
    /// The files it adds or changes: paths from the top with `/`, and contents.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Makes `folder` a repository with these commits on `main`. The files in the folder stay as they are: differences
/// from the last commit are not committed.
///
/// # Errors
/// Fails if there is no git, or git refuses.
pub fn import_history(folder: &Path, commits: &[ImportedCommit]) -> Result<(), GitFault> {
    let git = init(folder)?;
    git.act(Call::new(["fast-import", "--quiet"]).input(stream(commits)))?;
    // The index is filled, the files are not touched.
    git.act(Call::new(["reset", "--quiet"]))?;
    Ok(())
}

/// Makes `folder` an empty repository with the branch `main`, unless it lies in one; returns whether it did.
///
/// # Errors
/// Fails if there is no git, or git refuses.
pub fn start_repository(folder: &Path) -> Result<bool, GitFault> {
    if Repository::around(folder).is_ok() {
        return Ok(false);
    }
    init(folder)?;
    Ok(true)
}

fn init(folder: &Path) -> Result<Git, GitFault> {
    let git = Git::in_folder(folder);
    git.act(Call::new(["init", "--quiet"]))?;
    git.act(Call::new(["symbolic-ref", "HEAD", "refs/heads/main"]))?;
    Ok(git)
}

/// Returns the commits in the format of `git fast-import`.
fn stream(commits: &[ImportedCommit]) -> Vec<u8> {
    let mut stream = Vec::new();
    for commit in commits {
        let offset = commit.at.offset.unwrap_or(8 * 3600);
        let sign = if offset < 0 { '-' } else { '+' };
        let minutes = offset.abs() / 60;
        let when = format!(
            "{} {sign}{:02}{:02}",
            commit.at.instant(),
            minutes / 60,
            minutes % 60
        );
        let name = plain_name(&commit.author);
        let email = plain_name(&commit.email);
        let mut put = |text: String| stream.extend(text.into_bytes());
        put("commit refs/heads/main\n".to_owned());
        for role in ["author", "committer"] {
            put(format!("{role} {name} <{email}> {when}\n"));
        }
        put(format!(
            "data {}\n{}\n",
            commit.message.len(),
            commit.message
        ));
        for (path, bytes) in &commit.files {
            stream.extend(format!("M 100644 inline {path}\ndata {}\n", bytes.len()).into_bytes());
            stream.extend(bytes);
            stream.push(b'\n');
        }
    }
    stream
}
