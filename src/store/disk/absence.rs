//! Plans that the folder of plans names and that are not there: a link leads to nothing, a submodule is not fetched.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::file::read_plain_text;
use super::link::{is_link, top_around, without_dots};
use crate::text::Flaw;

/// The most links that are followed.
const LINKS: usize = 16;

/// Returns why the folder that a link or submodule promises is not there; `None` if it is.
pub(crate) fn absence(folder: &Path) -> Option<Flaw> {
    let place = place_named(folder);
    if let Some(submodule) = unfetched_submodule(&place) {
        return Some(Flaw::NotFetched { submodule });
    }
    let error = fs::metadata(folder).err()?;
    is_link(folder).then(|| match error.kind() {
        ErrorKind::NotFound => Flaw::LeadsNowhere {
            to: place.display().to_string(),
        },
        _ => Flaw::unreadable(&error),
    })
}

/// Returns the place that a path names by its own links, whether or not anything is there.
fn place_named(path: &Path) -> PathBuf {
    let mut place = path.to_owned();
    for _ in 0..LINKS {
        let around = place.parent().map(fs::canonicalize);
        if let (Some(Ok(around)), Some(name)) = (around, place.file_name()) {
            place = around.join(name);
        }
        let Ok(target) = fs::read_link(&place) else {
            break;
        };
        place.pop();
        place = without_dots(&place.join(target));
    }
    place
}

/// Returns the submodule that a place lies in, by its path in .gitmodules, if it is not fetched.
fn unfetched_submodule(place: &Path) -> Option<String> {
    // A fetched one has its own `.git`, so that the top around the place would be its own.
    let top = top_around(place)?;
    let inside = place.strip_prefix(&top).ok()?;
    let modules = read_plain_text(&top.join(".gitmodules")).ok()?;
    let paths = modules.lines().filter_map(|line| {
        let value = line.trim().strip_prefix("path")?.trim_start();
        Some(value.strip_prefix('=')?.trim().trim_matches('"'))
    });
    let mut around = paths.filter(|path| !path.is_empty() && inside.starts_with(path));
    around.next().map(str::to_owned)
}
