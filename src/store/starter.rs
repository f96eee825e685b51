//! New workspaces: the first plan as a template, and git's configuration files.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use crate::plan::Day;

use super::progress::entry_text::quoted;
use super::toml_reader::ids::is_plan_id;
use super::{
    CONTACTS_FILE, Fault, PlanFiles, make_folder, read_plain_text, refuse_outside, replace_file,
};

/// The workspace's .gitattributes: a union merge keeps both lines of two people who mark at once, and
/// hunks are headed by the milestone's comment.
pub const GIT_ATTRIBUTES: &str = "plans/*/progress.toml merge=union diff=markdown\n";

/// The line that names a file's schema to editors; the name of the schema's file follows it.
const SCHEMA_LINE: &str = "#:schema ../../schema/";

/// Returns the line that names the schema of a new progress.toml to editors, if the workspace keeps one.
pub(crate) fn schema_line(files: &PlanFiles) -> String {
    let schema = files.folder.join("../../schema/progress.json");
    if schema.is_file() {
        format!("{SCHEMA_LINE}progress.json\n")
    } else {
        String::new()
    }
}

/// The facts of a plan before its first file is written.
#[derive(Clone, Debug)]
pub struct Starter<'a> {
    /// The id: the folder's name.
    pub id: &'a str,
    /// The document's title.
    pub title: &'a str,
    /// First day of its period.
    pub start: Day,
    /// Last day of its period.
    pub end: Day,
    /// The template's comments, one line each: what to fill in where.
    pub comments: [&'static str; 5],
    /// The template's sample words: phase, unit, section, action.
    pub examples: [&'static str; 4],
}

/// A file that a new workspace begins with.
#[derive(Clone, Debug)]
pub struct StarterFile {
    /// The path from the folder that holds `plans/`.
    pub path: &'static str,
    /// The contents.
    pub text: Cow<'static, str>,
    /// Whether it can be run.
    pub is_program: bool,
}

/// Writes the files of a new workspace that are not there yet; a workspace that has plans already gets none.
///
/// # Errors
/// Fails if the operating system refuses.
pub fn write_starter_files(folder: &Path, files: &[StarterFile]) -> Result<(), Fault> {
    for StarterFile {
        path,
        text,
        is_program,
    } in files
    {
        let file = folder.join(path);
        if fs::symlink_metadata(&file).is_ok() {
            continue;
        }
        if let Some(around) = file.parent() {
            refuse_outside(around)?;
            make_folder(around)?;
        }
        replace_file(&file, text.as_bytes())?;
        if *is_program {
            make_runnable(&file)?;
        }
    }
    Ok(())
}

/// Lets a file be run by whoever may read it.
#[cfg(unix)]
fn make_runnable(file: &Path) -> Result<(), Fault> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(file).map_err(Fault::io(file))?.permissions();
    let mode = mode.mode() | (mode.mode() & 0o444) >> 2;
    fs::set_permissions(file, fs::Permissions::from_mode(mode)).map_err(Fault::io(file))
}

#[cfg(not(unix))]
fn make_runnable(_file: &Path) -> Result<(), Fault> {
    Ok(())
}

/// Creates `plans/<id>` with a template plan.toml, and .gitattributes and a .gitignore for
/// contacts.toml beside `plans`; returns the path of plan.toml.
///
/// # Errors
/// Fails if the plan exists, the id cannot be a folder's name, or the operating system refuses.
pub fn start_workspace(plans: &Path, starter: &Starter<'_>) -> Result<PathBuf, Fault> {
    let plan_folder = plans.join(starter.id);
    let file = plan_folder.join("plan.toml");
    if !is_plan_id(starter.id) {
        return Err(Fault::io(&plan_folder)(
            std::io::ErrorKind::InvalidInput.into(),
        ));
    }
    if fs::symlink_metadata(&file).is_ok() {
        return Err(Fault::io(&file)(std::io::ErrorKind::AlreadyExists.into()));
    }
    refuse_outside(plans)?;
    refuse_outside(&plan_folder)?;
    make_folder(&plan_folder)?;
    replace_file(&file, template(starter).as_bytes())?;
    keep_workspace_files(plans.parent().unwrap_or(Path::new(".")))?;
    Ok(file)
}

/// Ensures the .gitattributes and .gitignore lines that plans need.
pub(crate) fn keep_workspace_files(folder: &Path) -> Result<(), Fault> {
    keep_attributes(folder)?;
    keep_line(&folder.join(".gitignore"), CONTACTS_FILE)
}

/// Adds our line to .gitattributes, keeping the rest.
///
/// # Errors
/// Fails if the operating system refuses.
pub fn keep_attributes(folder: &Path) -> Result<(), Fault> {
    keep_line(&folder.join(".gitattributes"), GIT_ATTRIBUTES.trim())
}

/// Adds a line to a file unless it is there.
fn keep_line(file: &Path, line: &str) -> Result<(), Fault> {
    refuse_outside(file)?;
    let mut text = match read_plain_text(file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(Fault::io(file)(error)),
    };
    if text.lines().any(|known| known.trim() == line) {
        return Ok(());
    }
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(line);
    text.push('\n');
    replace_file(file, text.as_bytes())?;
    Ok(())
}

fn template(starter: &Starter<'_>) -> String {
    let Starter {
        id,
        title,
        start,
        end,
        comments,
        examples,
    } = starter;
    let [header, units, sections, actions, milestones] = comments;
    let [phase, unit, section, action] = examples.map(quoted);
    let title = quoted(title);
    format!(
        "{SCHEMA_LINE}plan.json
# {header}
schema = 1
id = \"{id}\"
short = {title}
title = {title}
period = {{ start = {start}, end = {end} }}

[[phase]]
id = \"period\"
name = {phase}
start = {start}
end = {end}

# {units}
[[unit]]
name = {unit}
kind = \"government\"

# {sections}
[[section]]
id = \"1\"
no = \"1\"
title = {section}
lead = [{unit}]

# {actions}
[[action]]
id = \"1.1\"
title = {action}
summary = \"\"

# {milestones}
"
    )
}
