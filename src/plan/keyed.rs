//! Choices whose values have keys: the words for them in files, in JSON and on the command line. Messages that have codes.

/// Declares a choice from one table of its values and their keys, so that none can lack a key or be missing in a list.
macro_rules! keyed {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident {
            $($(#[$doc:meta])* $value:ident = $key:literal,)+
        }
    ) => {
        $(#[$meta])*
        $vis enum $name {
            $($(#[$doc])* $value,)+
        }

        impl $name {
            /// Every value, in the order of declaration.
            $vis const ALL: [Self; [$($key),+].len()] = [$(Self::$value),+];

            /// Every value with its key.
            $vis const KEYS: [(Self, &'static str); Self::ALL.len()] = [$((Self::$value, $key)),+];

            /// Returns the key, the same in every language.
            $vis const fn key(self) -> &'static str {
                match self {
                    $(Self::$value => $key,)+
                }
            }

            /// Parses a key.
            $vis fn from_key(key: &str) -> Option<Self> {
                let (value, _) = Self::KEYS.into_iter().find(|(_, known)| *known == key)?;
                Some(value)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.key())
            }
        }
    };
}

/// Declares messages from one table of their arguments and codes, so that none can lack a code.
macro_rules! coded {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident {
            $(
                $(#[$doc:meta])*
                $value:ident
                    $(( $($argument:ty),+ $(,)? ))?
                    $({ $($(#[$about:meta])* $field:ident: $type:ty),+ $(,)? })?
                    = $code:literal,
            )+
        }
    ) => {
        $(#[$meta])*
        $vis enum $name {
            $($(#[$doc])* $value $(($($argument),+))? $({ $($(#[$about])* $field: $type),+ })?,)+
        }

        impl $name {
            /// Returns the code for scripts and searches, the same in every language.
            $vis fn code(&self) -> &'static str {
                match self {
                    $(Self::$value { .. } => $code,)+
                }
            }
        }
    };
}

pub(crate) use {coded, keyed};
