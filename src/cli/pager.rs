//! Long output through the user's pager: `$DUBAN_PAGER`, `$PAGER`, else `less`.

use std::env;
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::SIGINT;

/// Shows `text` and waits until the reader leaves; `false` where no pager is wanted or none can be started.
pub(super) fn show(text: &[u8]) -> bool {
    let named = ["DUBAN_PAGER", "PAGER"]
        .into_iter()
        .find_map(|name| env::var(name).ok());
    let pager = named.unwrap_or_else(|| "less".to_owned());
    if matches!(pager.trim(), "" | "cat") {
        return false;
    }
    let mut command = Command::new("sh");
    command.arg("-c").arg(&pager).stdin(Stdio::piped());
    if env::var_os("LESS").is_none() {
        // Short output stays on the screen, colours are shown, and nothing is cleared on leaving.
        command.env("LESS", "FRX");
    }
    let Ok(mut child) = command.spawn() else {
        return false;
    };
    // Ctrl-C is the pager's while it runs.
    let interrupted = Arc::new(AtomicBool::new(false));
    let guard = signal_hook::flag::register(SIGINT, interrupted);
    if let Some(mut stdin) = child.stdin.take() {
        // A reader who leaves early has seen enough.
        let _ = stdin.write_all(text);
    }
    let status = child.wait();
    if let Ok(id) = guard {
        signal_hook::low_level::unregister(id);
    }
    // The shell's word for a program that is not there.
    status.is_ok_and(|status| status.code() != Some(127))
}
