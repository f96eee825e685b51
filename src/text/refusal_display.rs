//! `Display` and `Error` of refusals, in English, for use as a library.

use std::error::Error;
use std::fmt;

use crate::plan::Refusal;

use super::Lang;

/// Shows the refusal in English, without the hint.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&(Lang::En.words().refusal)(self).what)
    }
}

impl Error for Refusal {}
