//! A program and what it starts, stopped as one.

use std::process::{Child, Command};

/// Gives a program a process group of its own, so that what it starts can be stopped with it.
pub(crate) fn lead_group(command: &mut Command) {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    #[cfg(not(unix))]
    let _ = command;
}

/// Stops a program and, where there are process groups, everything that it started.
pub(crate) fn stop_group(child: &mut Child) {
    #[cfg(unix)]
    if let Some(group) = rustix::process::Pid::from_raw(child.id() as i32) {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    // One that has ended already, or that the group's end has reached.
    let _ = child.kill();
    let _ = child.wait();
}
