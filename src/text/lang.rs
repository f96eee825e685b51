//! The languages of the program's words.

use serde::{Serialize, Serializer};

use super::Words;
use super::languages::{en, zh};

/// A language of the program's own words; plans stay in theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// English.
    En,
    /// Chinese.
    Zh,
}

impl Serialize for Lang {
    /// Serializes the key.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

impl Lang {
    /// Every language.
    pub const ALL: &[Self] = &[Self::En, Self::Zh];

    /// Returns its words.
    pub fn words(self) -> &'static Words {
        match self {
            Self::En => &en::WORDS,
            Self::Zh => &zh::WORDS,
        }
    }

    /// Returns every language with its key.
    pub fn keys() -> Vec<(Self, &'static str)> {
        Self::ALL.iter().map(|lang| (*lang, lang.key())).collect()
    }

    /// Parses `zh` or `en`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|lang| lang.key() == key)
    }

    /// Returns the key.
    pub fn key(self) -> &'static str {
        self.words().key
    }

    /// Returns the language of a locale: `zh_CN.UTF-8` is Chinese; the default is English.
    pub fn of_locale(locale: &str) -> Self {
        let spoken = |lang: &Self| lang.words().locales.iter().any(|it| locale.starts_with(it));
        Self::ALL.iter().copied().find(spoken).unwrap_or(Self::En)
    }
}
