use std::path::Path;

use crate::query::Trouble;
use crate::store::{OutputFile, Written};

use super::context::Context;
use super::failure::Failure;
use super::output::{Output, message};

/// Checks the file named by `-o` before anything is read.
pub(super) fn output_file(path: Option<&Path>) -> Result<Option<OutputFile>, Failure> {
    Ok(path.map(OutputFile::at).transpose()?)
}

/// Prints a result or writes it to the file named by `-o`. The file is left alone unless all plans
/// could be read.
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

/// Returns the extension of a file name; standard output and pipes have none.
pub(super) fn ending(path: &Path) -> Option<String> {
    let is_device = path.starts_with("/dev") || path.starts_with("/proc");
    let ending = path.extension().filter(|_| !is_device)?.to_str()?;
    Some(ending.to_ascii_lowercase())
}
