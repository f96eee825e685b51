//! The languages; `build.rs` lists them.

use serde::{Serialize, Serializer};

use super::Words;

/// Declares a language per file; a missing word does not compile.
macro_rules! languages {
    ($($name:ident = $file:ident;)*) => {
        /// A language of the program's own words; plans stay in theirs.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Lang {
            $(#[doc = concat!("As in `languages/", stringify!($file), ".rs`.")] $name,)*
        }

        impl Lang {
            /// Every language.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Returns its words.
            pub fn words(self) -> &'static Words {
                match self {
                    $(Self::$name => &$file::WORDS,)*
                }
            }
        }
    };
}

// Calls `languages!` with every file in `languages/`; written by build.rs.
include!(concat!(env!("OUT_DIR"), "/languages.rs"));

impl Serialize for Lang {
    /// Serializes the key.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

impl Lang {
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
