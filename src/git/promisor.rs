//! Partial clones: objects left at the remote are fetched when they are needed.

use super::process::Call;
use super::{GitFault, Repository};
use crate::text::{GitTrouble, RemoteTrouble};

impl Repository {
    /// Returns the remote at which a partial clone left what it does not have; `None` in a whole one.
    pub(crate) fn promisor(&self) -> Option<String> {
        let said = self.settings_by_scope().ok()?;
        let mut of_repository = said
            .iter()
            .rev()
            .filter(|setting| setting.scope != "command");
        of_repository.find_map(|setting| {
            let remote = setting.name.strip_prefix("remote.")?;
            let remote = remote.strip_suffix(".promisor")?;
            (!is_false(&setting.value)).then(|| remote.to_owned())
        })
    }

    /// Fetches missing objects; returns true if there was a remote to ask and it answered.
    ///
    /// # Errors
    /// Fails if git is silent for too long, or the remote could not be reached.
    pub(crate) fn fetch_missing(&self, ids: &[&str]) -> Result<bool, GitFault> {
        let Some((remote, of_user)) = self.askable()? else {
            return Ok(false);
        };
        let said = self.git().try_fetch(&remote, ids, &of_user)?;
        if !said.success {
            return Err(GitFault::Trouble(GitTrouble::Remote {
                trouble: RemoteTrouble::NotFetched,
                remote,
                words: super::process::tidy(&said.words),
            }));
        }
        self.forget_objects();
        Ok(true)
    }

    /// Reads as [`Git::read`] does; in a partial clone, fetches what is still at its remote.
    ///
    /// # Errors
    /// Fails if git refuses, or the remote cannot be asked.
    ///
    /// [`Git::read`]: super::process::Git::read
    pub(crate) fn read_all(&self, call: &dyn Fn() -> Call<'static>) -> Result<Vec<u8>, GitFault> {
        match self.git().read(call()) {
            Err(
                fault @ GitFault::Trouble(GitTrouble::LostObject(_) | GitTrouble::MissingObject(_)),
            ) => match self.askable()? {
                Some((remote, settings)) => self.git().read_lazily(call(), &remote, &settings),
                None => Err(fault),
            },
            other => other,
        }
    }

    /// Returns the remote of a partial clone that may be asked, and the user's own settings for that; `None` in a
    /// whole clone, or where the repository would have a program of its own choosing run.
    fn askable(&self) -> Result<Option<AskableRemote>, GitFault> {
        let Some(remote) = self.promisor() else {
            return Ok(None);
        };
        let settings = self.settings_by_scope()?;
        let of_remote = |key: &str| last_of(&settings, &format!("remote.{remote}.{key}"));
        let is_plain =
            of_remote("url").is_some_and(|url| !url.contains("::") && !url.starts_with('-'));
        if of_remote("vcs").is_some() || !is_plain || remote.starts_with('-') {
            return Ok(None);
        }
        let of_user = settings
            .iter()
            .filter(|setting| matches!(setting.scope.as_str(), "system" | "global"))
            .filter(|setting| {
                setting.name == "core.sshcommand"
                    || setting.name == "core.askpass"
                    || setting.name.starts_with("credential.")
            })
            .map(|setting| (setting.name.clone(), setting.value.clone()))
            .collect();
        Ok(Some((remote, of_user)))
    }

    /// Returns every setting of git that holds here, and where it comes from.
    pub(crate) fn settings_by_scope(&self) -> Result<Vec<Setting>, GitFault> {
        let out = self
            .git()
            .read(Call::new(["config", "--list", "-z", "--show-scope"]))?;
        let text = String::from_utf8_lossy(&out);
        let mut fields = text.split('\0');
        let mut settings = Vec::new();
        while let (Some(scope), Some(setting)) = (fields.next(), fields.next()) {
            let (name, value) = setting.split_once('\n').unwrap_or((setting, "true"));
            settings.push(Setting {
                scope: scope.to_owned(),
                name: name.to_owned(),
                value: value.to_owned(),
            });
        }
        Ok(settings)
    }
}

/// A remote, and settings by name.
type AskableRemote = (String, Vec<(String, String)>);

/// A setting of git.
pub(crate) struct Setting {
    /// The scope: `system`, `global`, `local`, `worktree`, `command`.
    scope: String,
    pub(crate) name: String,
    pub(crate) value: String,
}

/// Returns the value that holds for a name: the last one.
pub(crate) fn last_of<'s>(settings: &'s [Setting], name: &str) -> Option<&'s str> {
    let known = settings.iter().rev().find(|setting| setting.name == name);
    known.map(|setting| setting.value.as_str())
}

/// Returns whether a value is one of git's words for no.
pub(crate) fn is_false(value: &str) -> bool {
    ["false", "no", "off", "0", ""].contains(&value.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_value_of_a_name_holds_and_no_is_said_in_any_case() {
        let said = |name: &str, value: &str| Setting {
            scope: "local".to_owned(),
            name: name.to_owned(),
            value: value.to_owned(),
        };
        let name = "remote.origin.promisor";
        let settings = [said(name, "true"), said(name, "False"), said("a.b", "1")];
        assert_eq!(last_of(&settings, name), Some("False"));
        assert_eq!(last_of(&settings, "a.c"), None);
        for (value, is_no) in [("False", true), ("off", true), ("", true), ("true", false)] {
            assert_eq!(is_false(value), is_no, "{value}");
        }
    }
}
