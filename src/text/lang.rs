use super::{Words, en, zh};

/// Names the languages, each with the file that has all its words. A language more is such a file, its `mod` line and its
/// line here; what it leaves out does not compile.
macro_rules! languages {
    ($($(#[$doc:meta])* $name:ident = $file:ident;)*) => {
        /// A language of the program. The plans' own content stays as it is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Lang {
            $($(#[$doc])* $name,)*
        }

        impl Lang {
            /// Every language.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Its words.
            pub fn words(self) -> &'static Words {
                match self {
                    $(Self::$name => &$file::WORDS,)*
                }
            }
        }
    };
}

languages! {
    /// 中文
    Zh = zh;
    /// English
    En = en;
}

impl Lang {
    /// Reads `zh` or `en`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|lang| lang.key() == key)
    }

    /// The key.
    pub fn key(self) -> &'static str {
        self.words().key
    }

    /// The language of a locale: `zh_CN.UTF-8` is Chinese; English where no other is spoken.
    pub fn of_locale(locale: &str) -> Self {
        let spoken = |lang: &Self| lang.words().locales.iter().any(|it| locale.starts_with(it));
        Self::ALL.iter().copied().find(spoken).unwrap_or(Self::En)
    }
}
