//! The settings of git.

use super::process::Call;
use super::{GitFault, Repository};

/// A setting of git.
pub(crate) struct Setting {
    pub(crate) name: String,
    pub(crate) value: String,
}

impl Repository {
    /// Returns every setting of git that holds here.
    pub(crate) fn settings(&self) -> Result<Vec<Setting>, GitFault> {
        let out = self.git().read(Call::new(["config", "--list", "-z"]))?;
        let text = String::from_utf8_lossy(&out);
        let settings = text.split_terminator('\0').map(|setting| {
            let (name, value) = setting.split_once('\n').unwrap_or((setting, "true"));
            Setting {
                name: name.to_owned(),
                value: value.to_owned(),
            }
        });
        Ok(settings.collect())
    }
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
            name: name.to_owned(),
            value: value.to_owned(),
        };
        let name = "pull.rebase";
        let settings = [said(name, "true"), said(name, "False"), said("a.b", "1")];
        assert_eq!(last_of(&settings, name), Some("False"));
        assert_eq!(last_of(&settings, "a.c"), None);
        for (value, is_no) in [("False", true), ("off", true), ("", true), ("true", false)] {
            assert_eq!(is_false(value), is_no, "{value}");
        }
    }
}
