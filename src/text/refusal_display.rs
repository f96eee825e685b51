//! A refusal as a standard error, in English, so that the library can be used without choosing a language.

use std::error::Error;
use std::fmt;

use crate::plan::Refusal;

use super::Lang;

/// Says the refusal in English, without the hint.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&(Lang::En.words().refusal)(self).what)
    }
}

impl Error for Refusal {}
