//! Formats that other programs read: `soffice` and `pdftotext`, started with bounded time and stopped with all that they
//! started themselves.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::limits::TOOL_TIME;
use super::{FileFormat, IntakeError, read_bytes};
use crate::store::{lead_group, stop_group};

/// The program that converts office formats.
pub(crate) const OFFICE: &str = "soffice";

/// The program that takes the text out of a PDF.
pub(crate) const PDF: &str = "pdftotext";

/// The most bytes kept of a tool's output.
const OUTPUT_KEPT: u64 = 4096;

/// Converts an office document to .docx.
pub(crate) fn to_docx(format: FileFormat, bytes: &[u8]) -> Result<Vec<u8>, IntakeError> {
    convert(format, bytes, "docx:MS Word 2007 XML")
}

/// Converts a workbook to .xlsx.
pub(crate) fn to_xlsx(format: FileFormat, bytes: &[u8]) -> Result<Vec<u8>, IntakeError> {
    convert(format, bytes, "xlsx:Calc MS Excel 2007 XML")
}

/// Takes the text out of a PDF, laid out as on the page, since indents mark paragraphs.
pub(crate) fn pdf_text(bytes: &[u8]) -> Result<Vec<u8>, IntakeError> {
    let folder = tempfile::tempdir()?;
    let (from, to) = (folder.path().join("in.pdf"), folder.path().join("out.txt"));
    fs::write(&from, bytes)?;
    let mut command = Command::new(program(FileFormat::Pdf, PDF)?);
    command
        .args(["-layout", "-enc", "UTF-8"])
        .arg(&from)
        .arg(&to);
    let job = ToolRun {
        format: FileFormat::Pdf,
        tool: PDF,
        time: TOOL_TIME,
    };
    match job.run(command, folder.path()) {
        Err(IntakeError::ToolFailed { why, .. }) if why.contains("Incorrect password") => {
            Err(IntakeError::Encrypted(FileFormat::Pdf))
        }
        Err(error) => Err(error),
        Ok(_) => read_bytes(&to),
    }
}

fn convert(format: FileFormat, bytes: &[u8], filter: &str) -> Result<Vec<u8>, IntakeError> {
    let folder = tempfile::tempdir()?;
    let from = folder
        .path()
        .join("in")
        .with_extension(format.key().trim_start_matches('.'));
    fs::write(&from, bytes)?;
    let mut command = Command::new(program(format, OFFICE)?);
    // A profile of its own: an office that is open would take the file over and leave us waiting; and macros stay off.
    command
        .arg(format!(
            "-env:UserInstallation={}",
            file_url(&folder.path().join("profile"))
        ))
        .args([
            "--headless", "--norestore", "--nolockcheck", "--nodefault", "--convert-to", filter,
        ])
        .arg("--outdir")
        .arg(folder.path().join("out"))
        .arg(&from);
    let job = ToolRun {
        format,
        tool: OFFICE,
        time: TOOL_TIME,
    };
    let said = job.run(command, folder.path())?;
    let made = fs::read_dir(folder.path().join("out")).ok();
    let made = made.and_then(|mut files| files.next()).and_then(Result::ok);
    match made {
        Some(file) => read_bytes(&file.path()),
        // soffice exits with 0 even if it converts nothing; its output has the reason.
        None => Err(IntakeError::ToolFailed {
            format,
            tool: OFFICE,
            why: said,
        }),
    }
}

/// Returns the URL of a file.
fn file_url(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    // C:/… begins without a slash.
    let mut url = if path.starts_with('/') {
        "file://"
    } else {
        "file:///"
    }
    .to_owned();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~:".contains(&byte) {
            url.push(char::from(byte));
        } else {
            url.push_str(&format!("%{byte:02X}"));
        }
    }
    url
}

/// Returns the path of a program: from `PATH`, else where it is usually installed.
fn program(format: FileFormat, tool: &'static str) -> Result<PathBuf, IntakeError> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let usual = [
        "/usr/lib/libreoffice/program",
        "/opt/libreoffice/program",
        "/Applications/LibreOffice.app/Contents/MacOS",
        r"C:\Program Files\LibreOffice\program",
    ];
    let name = OsStr::new(tool);
    std::env::split_paths(&path)
        .filter(|folder| folder.is_absolute())
        .chain(usual.iter().map(PathBuf::from).filter(|_| tool == OFFICE))
        .map(|folder| {
            folder
                .join(name)
                .with_extension(std::env::consts::EXE_EXTENSION)
        })
        .find(|file| file.is_file())
        .ok_or(IntakeError::NoTool { format, tool })
}

/// A program at work.
struct ToolRun {
    format: FileFormat,
    tool: &'static str,
    time: Duration,
}

impl ToolRun {
    /// Runs a program to its end, or stops it, and returns its output.
    fn run(&self, mut command: Command, folder: &Path) -> Result<String, IntakeError> {
        let said = folder.join("said");
        let file = fs::File::create(&said)?;
        command
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file)
            .current_dir(folder)
            .env("HOME", folder)
            .env("LC_ALL", "C.UTF-8");
        lead_group(&mut command);
        let mut child = Started(command.spawn()?);
        let until = Instant::now() + self.time;
        let status = loop {
            if let Some(status) = child.0.try_wait()? {
                break status;
            }
            if Instant::now() >= until {
                // Dropping it stops it.
                return Err(IntakeError::ToolTooSlow {
                    format: self.format,
                    tool: self.tool,
                    seconds: self.time.as_secs(),
                });
            }
            std::thread::sleep(Duration::from_millis(20));
        };
        let why = tool_output(&said).unwrap_or_default();
        if status.success() {
            return Ok(why);
        }
        Err(IntakeError::ToolFailed {
            format: self.format,
            tool: self.tool,
            why,
        })
    }
}

fn tool_output(file: &Path) -> io::Result<String> {
    let mut said = Vec::new();
    fs::File::open(file)?
        .take(OUTPUT_KEPT)
        .read_to_end(&mut said)?;
    Ok(String::from_utf8_lossy(&said).trim().to_owned())
}

/// A program that ends with us: it, and what it started.
struct Started(Child);

impl Drop for Started {
    fn drop(&mut self) {
        stop_group(&mut self.0);
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_url() {
        for (path, url) in [
            ("/tmp/a b%/文", "file:///tmp/a%20b%25/%E6%96%87"),
            (r"C:\Temp\p", "file:///C:/Temp/p"),
        ] {
            assert_eq!(file_url(Path::new(path)), url);
        }
    }

    #[test]
    fn what_runs_too_long_is_stopped_with_its_children() {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new("sh");
        command.args(["-c", "sleep 60 & echo $! > pid; wait"]);
        let job = ToolRun {
            format: FileFormat::Doc,
            tool: OFFICE,
            time: Duration::from_millis(500),
        };
        let begun = Instant::now();
        let stopped = job.run(command, folder.path());
        assert!(matches!(stopped, Err(IntakeError::ToolTooSlow { .. })));
        assert!(begun.elapsed() < Duration::from_secs(20));
        let pid: i32 = fs::read_to_string(folder.path().join("pid"))
            .unwrap()
            .trim()
            .parse()
            .unwrap();
        let pid = rustix::process::Pid::from_raw(pid).unwrap();
        // Nobody waits for the child of a child: it is gone, or a corpse for a moment.
        let gone = |_: &u32| {
            std::thread::sleep(Duration::from_millis(20));
            let stat = fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero()));
            stat.map_or(true, |stat| stat.contains(") Z"))
        };
        assert!((0..200).any(|n| gone(&n)));
    }
}
