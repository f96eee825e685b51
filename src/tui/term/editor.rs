//! The user's editor, run in the lent terminal.

use std::io;
use std::path::Path;
use std::process::Command;

/// Opens a file in `$VISUAL`, `$EDITOR` or vi, at a line; returns when the editor ends.
///
/// # Errors
/// Fails if the editor cannot be started or reports a failure.
pub(crate) fn edit(file: &Path, line: usize) -> io::Result<()> {
    let named = |name: &str| std::env::var(name).ok().filter(|it| !it.trim().is_empty());
    let editor = named("VISUAL").or_else(|| named("EDITOR"));
    let editor = editor.unwrap_or_else(|| "vi".to_owned());
    let name = editor.split_whitespace().next().unwrap_or_default();
    let name = Path::new(name).file_name().and_then(|name| name.to_str());
    let mut shell = Command::new("sh");
    // The variable may hold options; a shell splits them as it does elsewhere.
    shell.args(["-c", &format!("exec {editor} \"$@\""), "sh"]);
    match name.unwrap_or_default() {
        "hx" | "helix" => shell.arg(format!("{}:{line}", file.display())),
        "code" | "codium" => shell
            .arg("--wait")
            .arg("--goto")
            .arg(format!("{}:{line}", file.display())),
        _ => shell.arg(format!("+{line}")).arg(file),
    };
    let status = shell.status()?;
    if status.success() {
        Ok(())
    } else {
        Err(io::Error::other(editor))
    }
}
