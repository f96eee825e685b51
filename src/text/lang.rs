use super::{Words, en, zh};

/// A language of the program. The plans' own content stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// 中文
    Zh,
    /// English
    En,
}

impl Lang {
    /// Every language with its key.
    pub const KEYS: [(Self, &'static str); 2] = [(Self::Zh, "zh"), (Self::En, "en")];

    /// Reads `zh` or `en`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::KEYS
            .iter()
            .find(|(_, k)| *k == key)
            .map(|(lang, _)| *lang)
    }

    /// The key.
    pub fn key(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    /// The language of a locale: `zh_CN.UTF-8` is Chinese, all others English.
    pub fn of_locale(locale: &str) -> Self {
        if locale.starts_with("zh") {
            Self::Zh
        } else {
            Self::En
        }
    }

    /// Its words.
    pub fn words(self) -> &'static Words {
        match self {
            Self::Zh => &zh::WORDS,
            Self::En => &en::WORDS,
        }
    }
}
