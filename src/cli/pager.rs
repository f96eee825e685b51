//! The pager for long output: `$DUBAN_PAGER`, `$PAGER`, else `less`.

use std::env;
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::SIGINT;

/// Shows `text` and waits for the pager to exit; returns false if none is wanted or can be started.
pub(super) fn show(text: &[u8]) -> bool {
    let named = ["DUBAN_PAGER", "PAGER"]
        .into_iter()
        .find_map(|name| env::var(name).ok());
    let pager = named.unwrap_or_else(|| "less".to_owned());
    !matches!(pager.trim(), "" | "cat") && show_in(&pager, text)
}

fn show_in(pager: &str, text: &[u8]) -> bool {
    let mut command = Command::new("sh");
    command.arg("-c").arg(pager).stdin(Stdio::piped());
    if env::var_os("LESS").is_none() {
        // Short output stays on the screen, colours are kept, and nothing is cleared on exit.
        command.env("LESS", "FRX");
    }
    let Ok(mut child) = command.spawn() else {
        return false;
    };
    // Ctrl-C belongs to the pager while it runs.
    let interrupted = Arc::new(AtomicBool::new(false));
    let guard = signal_hook::flag::register(SIGINT, interrupted);
    if let Some(mut stdin) = child.stdin.take() {
        // A pager closed early is not an error.
        let _ = stdin.write_all(text);
    }
    let status = child.wait();
    if let Ok(id) = guard {
        signal_hook::low_level::unregister(id);
    }
    // The shell's exit codes for a program that cannot be run, and for a missing one.
    status.is_ok_and(|status| !matches!(status.code(), Some(126 | 127)))
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    #[test]
    fn what_no_pager_showed_is_still_to_be_printed() {
        assert!(show_in("cat >/dev/null", b"text"));
        assert!(show_in("exit 1", b""));
        for missing in ["/dev/null", "/nowhere/pager"] {
            assert!(!show_in(missing, b""), "{missing}");
        }
    }
}
