use std::path::Path;

use crate::query::Trouble;
use crate::store::{OutputFile, Written};

use super::context::Context;
use super::failure::Failure;
use super::output::{Output, message};

/// The place that `-o` names, looked at before anything is read.
pub(super) fn output_file(path: Option<&Path>) -> Result<Option<OutputFile>, Failure> {
    Ok(path.map(OutputFile::at).transpose()?)
}

/// Hands over what a command made: prints it, or writes it to the place that `-o` names. A file is left alone where not
/// all of the plans could be read.
pub(super) fn deliver(
    cx: &Context,
    out: &mut Output,
    to: Option<&OutputFile>,
    contents: &[u8],
    trouble: Trouble,
) -> Result<(), Failure> {
    match to {
        None => out.bytes(contents),
        Some(to) if !trouble.is_none() => message(&(cx.words.files.not_whole)(to.path())),
        Some(to) => {
            if to.write(contents)? == Written::Replaced {
                message(&(cx.words.files.replaced)(to.path()));
            }
        }
    }
    cx.after_reading(out, trouble)
}
