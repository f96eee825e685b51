//! Where results go: standard output, a file or a folder, all of them or none.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::query::Trouble;
use crate::store::{Fault, OutputFile, StagedOutput, make_folder, put_outputs_in_place};

use super::{Context, Failure, Output, message};

/// The destination of results: standard output, a file, or a folder with a file for each, named after what it is about.
pub(super) enum Destination {
    /// Standard output.
    Stdout,
    /// The file named by `-o`.
    File(OutputFile),
    /// A folder, which is made if it is missing.
    Folder(PathBuf),
}

impl Destination {
    /// Checks the file named by `-o` before anything is read; without it, results are printed.
    pub(super) fn file(path: Option<&Path>) -> Result<Self, Failure> {
        let file = path.map(OutputFile::at).transpose()?;
        Ok(file.map_or(Self::Stdout, Self::File))
    }

    /// Prints results or puts them in place. Files are left alone unless all plans could be read.
    pub(super) fn deliver(
        &self,
        cx: &Context,
        out: &mut Output,
        results: &[(&str, Vec<u8>)],
        ending: &str,
        trouble: &Trouble,
    ) -> Result<(), Failure> {
        let not_whole = cx.words.files.not_whole;
        match self {
            Self::File(file) if !trouble.is_none() => message(&not_whole(file.path())),
            Self::Folder(folder) if !trouble.is_none() => message(&not_whole(&absolute(folder)?)),
            _ => self.stage(results, ending)?.put_in_place(cx, out)?,
        }
        cx.after_reading(out, trouble)
    }

    /// Writes results, each with its name, beside their files. `ending` is that of the files of a folder.
    pub(super) fn stage(
        &self,
        results: &[(&str, Vec<u8>)],
        ending: &str,
    ) -> Result<StagedResults, Failure> {
        let in_one = || {
            let contents = results.iter().flat_map(|(_, contents)| contents);
            contents.copied().collect::<Vec<u8>>()
        };
        Ok(match self {
            Self::Stdout => StagedResults::Printed(in_one()),
            Self::File(file) => StagedResults::File(file.stage(&in_one())?),
            Self::Folder(folder) => {
                let folder = absolute(folder)?;
                make_folder(&folder)?;
                let mut names = FileNames::default();
                let mut staged = Vec::with_capacity(results.len());
                for (name, contents) in results {
                    let file = folder.join(format!("{}.{ending}", names.of(name)));
                    staged.push(OutputFile::at(&file)?.stage(contents)?);
                }
                StagedResults::Files(staged)
            }
        })
    }
}

fn absolute(folder: &Path) -> Result<PathBuf, Failure> {
    Ok(std::path::absolute(folder).map_err(Fault::io(folder))?)
}

/// Results that are written, but not yet in place; nothing is left of them if they are dropped.
pub(super) enum StagedResults {
    /// For standard output.
    Printed(Vec<u8>),
    /// The file named by `-o`.
    File(StagedOutput),
    /// Files of a folder, which are listed.
    Files(Vec<StagedOutput>),
}

impl StagedResults {
    /// Puts the files in place, or prints the result.
    pub(super) fn put_in_place(self, cx: &Context, out: &mut Output) -> Result<(), Failure> {
        let (files, is_listed) = match self {
            Self::Printed(contents) => {
                out.bytes(&contents);
                return Ok(());
            }
            Self::File(file) => (vec![file], false),
            Self::Files(files) => (files, true),
        };
        for (path, has_replaced) in put_outputs_in_place(files)? {
            if has_replaced {
                message(&(cx.words.files.replaced)(&path));
            }
            if is_listed {
                out.line(&path.display().to_string());
            }
        }
        Ok(())
    }

    /// Does the same where what is recorded depends on it: what is printed is out, or this fails. Files are out once they
    /// are in place, whether or not their names can be printed.
    pub(super) fn hand_out(self, cx: &Context, out: &mut Output) -> Result<(), Failure> {
        let is_printed = matches!(self, Self::Printed(_));
        self.put_in_place(cx, out)?;
        if is_printed {
            out.flush().map_err(Failure::Output)?;
        }
        Ok(())
    }
}

/// The names given to the files of a folder so far, in lower case.
#[derive(Default)]
struct FileNames(BTreeSet<String>);

impl FileNames {
    /// Turns a name into a file name that is valid everywhere, visible, stays in its folder and is not another file's.
    fn of(&mut self, name: &str) -> String {
        const LONGEST: usize = 60;
        let is_reserved = |c: char| c.is_control() || "/\\:*?\"<>|".contains(c);
        let valid = name.replace(is_reserved, "_");
        let valid = valid.trim_matches(|c: char| c == '.' || c.is_whitespace());
        let mut short: String = valid.chars().take(LONGEST).collect();
        if short.is_empty() {
            short.push('_');
        }
        let mut found = short.clone();
        let mut number = 1;
        while !self.0.insert(found.to_lowercase()) {
            number += 1;
            found = format!("{short}-{number}");
        }
        found
    }
}

/// Returns whether a path is meant as a folder: it is one, or ends with a slash.
pub(super) fn is_folder(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().ends_with(b"/") || path.is_dir()
}

/// Returns the extension of a file name; standard output and pipes have none.
pub(super) fn ending(path: &Path) -> Option<String> {
    let is_device = path.starts_with("/dev") || path.starts_with("/proc");
    let ending = path.extension().filter(|_| !is_device)?.to_str()?;
    Some(ending.to_ascii_lowercase())
}

/// Returns the extension that chooses a report's format. With `--json` nothing but `.json` may be written,
/// and there is nothing to choose.
pub(super) fn format_ending(cx: &Context, path: &Path) -> Result<Option<String>, Failure> {
    let ending = ending(path);
    if !cx.global.json {
        return Ok(ending);
    }
    if let Some(ending) = ending {
        cx.choice("-o", &ending, &[((), "json")])?;
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::FileNames;

    #[test]
    fn no_two_files_get_one_name() {
        let mut names = FileNames::default();
        let long = "县".repeat(80);
        let given = [
            "甲/乙", "甲:乙", "甲_乙-2", "甲|乙", "..", "", ".a. ", "A", &long, &long,
        ];
        let found = given.map(|name| names.of(name));
        let cut = "县".repeat(60);
        let second = format!("{cut}-2");
        assert_eq!(
            found.each_ref().map(String::as_str),
            [
                "甲_乙", "甲_乙-2", "甲_乙-2-2", "甲_乙-3", "_", "_-2", "a", "A-2", &cut, &second
            ]
        );
    }
}
