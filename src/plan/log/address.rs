//! The log of a milestone or an indicator, and the address of an item as it is typed: `plan:1.1/launch@2024`.

use std::fmt;

use crate::plan::half_width;

/// The address of a log in a plan, ordered as in its file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Log {
    /// The log of a milestone, by the milestone's id.
    Milestone(String),
    /// The log of an indicator, by the indicator's id.
    Indicator(String),
}

impl Log {
    /// Returns the log of a block of a kind, `milestone` or `indicator`.
    pub(crate) fn of_kind(kind: &str, id: &str) -> Self {
        match kind {
            "milestone" => Self::Milestone(id.to_owned()),
            _ => Self::Indicator(id.to_owned()),
        }
    }

    /// Returns the id of the milestone or indicator.
    pub fn id(&self) -> &str {
        match self {
            Self::Milestone(id) | Self::Indicator(id) => id,
        }
    }
}

/// The typed address of an action or milestone: `plan:action/milestone@occurrence` or any part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The plan, if given.
    pub plan: Option<String>,
    /// The rest: `3.1.4`, `3.1.4/teachers`, `3.1.4/teachers@2023`.
    pub path: String,
}

impl Address {
    /// Parses an address; full-width ： ／ ＠ and digits count as their ASCII forms.
    pub fn parse(text: &str) -> Self {
        let text = half_width(text);
        match text.split_once(':') {
            Some((plan, path)) => Self {
                plan: Some(plan.trim().to_owned()),
                path: path.trim().to_owned(),
            },
            None => Self {
                plan: None,
                path: text,
            },
        }
    }

    /// Returns whether the address matches the milestone `id` (`3.1.4/teachers@2023`): as itself,
    /// without its occurrence, or through its action.
    pub fn means(&self, id: &str) -> bool {
        id.strip_prefix(self.path.as_str()).is_some_and(|rest| {
            rest.is_empty()
                || rest.starts_with('@')
                || (rest.starts_with('/') && !self.path.contains('/'))
        })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.plan {
            Some(plan) => write!(f, "{plan}:{}", self.path),
            None => f.write_str(&self.path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_stands_for_its_milestones_and_no_others() {
        let action = Address::parse("zhangping:3.1.1");
        assert!(action.means("3.1.1/launch"));
        assert!(!action.means("3.1.10/launch"));
        let recurring = Address::parse("3.1.4/teachers");
        assert!(recurring.means("3.1.4/teachers@2023"));
        assert!(!recurring.means("3.1.4/teachers-rural@2023"));
    }

    #[test]
    fn full_width_forms_are_read() {
        assert_eq!(
            Address::parse("ｚｐ：３．１．４／launch").to_string(),
            "zp:3.1.4/launch"
        );
    }
}
