//! A running git: its output, and how long it is waited for.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::git::GitFault;
use crate::store::{lead_group, stop_group};
use crate::text::GitTrouble;

use super::{Call, GitOutput, OUTPUT_LIMIT, WORDS_LIMIT};

/// A lock that is held while a git is being started.
static STARTING: Mutex<()> = Mutex::new(());

/// Calls `run` while no git is being started. A stop (Ctrl-Z) that reaches one halfway, before it
/// has a process group of its own, would keep the thread that starts it, and with it the whole program,
/// from stopping.
pub fn while_no_git_starts<R>(run: impl FnOnce() -> R) -> R {
    let _starting = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
    run()
}

/// Output of git.
#[derive(Debug)]
pub(super) enum Heard {
    /// Standard output; empty at its end.
    Out(Vec<u8>),
    /// Error output.
    Words(Vec<u8>),
}

pub(super) fn run(
    mut command: Command,
    mut call: Call<'_>,
    patience: Duration,
) -> Result<GitOutput, GitFault> {
    let name = call.name();
    command.args(&call.arguments);
    command.envs(call.environment.iter().map(|(name, value)| (name, value)));
    command.stdin(if call.input.is_some() {
        Stdio::piped()
    } else {
        Stdio::null()
    });
    let mut child = start(command)?;
    let heard = listen_to(&mut child);
    if let (Some(mut pipe), Some(input)) = (child.stdin.take(), call.input.take()) {
        // Git may answer before it has read everything; it may also stop reading.
        std::thread::spawn(move || {
            let _ = pipe.write_all(&input);
        });
    }
    let collected = collect(&heard, &mut child, call.hear.as_deref_mut(), patience);
    let (out, words) = match collected {
        Ok(collected) => collected,
        Err(stopped) => {
            stop_group(&mut child);
            return Err(match stopped {
                StopReason::Silent => GitTrouble::TimedOut(name).into(),
                StopReason::TooMuch => GitTrouble::TooMuch(name).into(),
            });
        }
    };
    let status = child.wait().map_err(GitFault::io(name))?;
    Ok(GitOutput {
        success: status.success(),
        out,
        words: String::from_utf8_lossy(&words).replace('\r', "\n"),
    })
}

enum StopReason {
    Silent,
    TooMuch,
}

/// Collects the output of git until it ends. A helper that it leaves behind (ssh keeping a connection) may
/// hold the pipe of the error output open and is not waited for; standard output is read to its end.
fn collect(
    heard: &Receiver<Heard>,
    child: &mut Child,
    mut hear: Option<&mut (dyn FnMut(&str) + '_)>,
    patience: Duration,
) -> Result<(Vec<u8>, Vec<u8>), StopReason> {
    const LOOK: Duration = Duration::from_millis(100);
    const GRACE: Duration = Duration::from_secs(1);
    let (mut out, mut words) = (Vec::new(), Vec::new());
    let mut line = Vec::new();
    let mut silent_since = Instant::now();
    let mut answered = false;
    loop {
        match heard.recv_timeout(LOOK) {
            Ok(Heard::Out(bytes)) => {
                answered = bytes.is_empty();
                out.extend(bytes);
                silent_since = Instant::now();
                if out.len() > OUTPUT_LIMIT {
                    return Err(StopReason::TooMuch);
                }
            }
            Ok(Heard::Words(bytes)) => {
                silent_since = Instant::now();
                if let Some(hear) = hear.as_mut() {
                    for byte in &bytes {
                        if matches!(byte, b'\r' | b'\n') {
                            hear(&String::from_utf8_lossy(&line));
                            line.clear();
                        } else {
                            line.push(*byte);
                        }
                    }
                }
                words.extend(bytes);
                if words.len() > 2 * WORDS_LIMIT {
                    // The end of a long complaint says why.
                    words.drain(..words.len() - WORDS_LIMIT);
                }
            }
            Err(RecvTimeoutError::Disconnected) => return Ok((out, words)),
            Err(RecvTimeoutError::Timeout) => {
                let silence = silent_since.elapsed();
                let ended = answered && matches!(child.try_wait(), Ok(Some(_)));
                if ended && silence > GRACE {
                    return Ok((out, words));
                }
                if silence > patience {
                    return Err(StopReason::Silent);
                }
            }
        }
    }
}

pub(super) fn start(mut command: Command) -> Result<Child, GitFault> {
    lead_group(&mut command);
    let starting = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
    let spawned = command.spawn();
    drop(starting);
    spawned.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound if Path::new(".").exists() => GitTrouble::NoGit.into(),
        _ => GitFault::io(command.get_current_dir().unwrap_or(Path::new(".")))(error),
    })
}

pub(super) fn listen_to(child: &mut Child) -> Receiver<Heard> {
    let (sender, heard) = channel();
    listen(child.stdout.take(), sender.clone(), Heard::Out);
    listen(child.stderr.take(), sender, Heard::Words);
    heard
}

fn listen<R: Read + Send + 'static>(
    pipe: Option<R>,
    sender: Sender<Heard>,
    wrap: fn(Vec<u8>) -> Heard,
) {
    let Some(mut pipe) = pipe else { return };
    std::thread::spawn(move || {
        let mut buffer = vec![0; 64 << 10];
        loop {
            match pipe.read(&mut buffer) {
                // What was read last is nothing: the end.
                Ok(count) => {
                    if sender.send(wrap(buffer[..count].to_vec())).is_err() || count == 0 {
                        break;
                    }
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(_) => break,
            }
        }
    });
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::super::Git;
    use super::*;

    fn shell(script: &str, patience: Duration) -> Result<GitOutput, GitFault> {
        let mut command = Git::in_folder(Path::new("/")).command();
        command.arg("-c").arg(format!("alias.try=!{script}"));
        run(command, Call::new(["try"]), patience)
    }

    #[test]
    fn what_takes_too_long_is_stopped_with_all_it_started() {
        let mark = tempfile::tempdir().unwrap();
        let file = mark.path().join("late");
        let started = Instant::now();
        let script = format!("sleep 2; touch {}", file.display());
        let said = shell(&script, Duration::from_millis(200));
        assert!(matches!(
            said,
            Err(GitFault::Trouble(GitTrouble::TimedOut(_)))
        ));
        assert!(started.elapsed() < Duration::from_millis(1500));
        std::thread::sleep(Duration::from_millis(2200));
        assert!(!file.exists());
    }

    #[test]
    fn a_helper_left_behind_is_not_waited_for_and_nothing_said_is_lost() {
        let started = Instant::now();
        let said = shell(
            "head -c 3000000 /dev/zero; sleep 20 >/dev/null &",
            Duration::from_secs(10),
        );
        assert_eq!(said.unwrap().out.len(), 3_000_000);
        assert!(started.elapsed() < Duration::from_secs(9));
    }
}
