//! A git that answers questions one after another.

use std::io::Write;
use std::process::{Child, ChildStdin};
use std::sync::mpsc::{Receiver, RecvTimeoutError};

use crate::git::GitFault;
use crate::store::stop_group;
use crate::text::GitTrouble;

use super::child::Heard;
use super::{READ_PATIENCE, WORDS_LIMIT};

/// A running git that answers questions.
#[derive(Debug)]
pub(crate) struct Conversation {
    name: String,
    questions: Option<ChildStdin>,
    heard: Receiver<Heard>,
    unread: Vec<u8>,
    words: Vec<u8>,
    child: Child,
}

impl Conversation {
    /// Takes a started git and the receiver of its output.
    pub(super) fn new(name: String, mut child: Child, heard: Receiver<Heard>) -> Self {
        Self {
            name,
            questions: child.stdin.take(),
            heard,
            unread: Vec::new(),
            words: Vec::new(),
            child,
        }
    }

    /// Sends questions; if git has gone, that shows in its answers.
    pub(crate) fn ask(&mut self, questions: &[u8]) {
        if let Some(pipe) = &mut self.questions
            && pipe
                .write_all(questions)
                .and_then(|()| pipe.flush())
                .is_err()
        {
            // Git did not hear all of it: it would wait for the rest, and we for its answer. Without questions it ends.
            self.questions = None;
        }
    }

    /// Returns the answer up to the end of its line; `None` if git has gone.
    ///
    /// # Errors
    /// Fails if git is silent for too long.
    pub(crate) fn line(&mut self) -> Result<Option<Vec<u8>>, GitFault> {
        let mut looked = 0;
        loop {
            if let Some(at) = self.unread[looked..].iter().position(|b| *b == b'\n') {
                let mut line: Vec<u8> = self.unread.drain(..=looked + at).collect();
                line.pop();
                return Ok(Some(line));
            }
            looked = self.unread.len();
            if !self.listen()? {
                return Ok(None);
            }
        }
    }

    /// Returns so many bytes of the answer; `None` if git has gone.
    ///
    /// # Errors
    /// Fails if git is silent for too long.
    pub(crate) fn bytes(&mut self, count: usize) -> Result<Option<Vec<u8>>, GitFault> {
        while self.unread.len() < count {
            if !self.listen()? {
                return Ok(None);
            }
        }
        Ok(Some(self.unread.drain(..count).collect()))
    }

    /// Returns git's error output.
    pub(crate) fn complaint(&self) -> String {
        String::from_utf8_lossy(&self.words).replace('\r', "\n")
    }

    /// Returns the command, as it is named in faults.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    fn listen(&mut self) -> Result<bool, GitFault> {
        match self.heard.recv_timeout(READ_PATIENCE) {
            Ok(Heard::Out(bytes)) => self.unread.extend(bytes),
            Ok(Heard::Words(bytes)) if self.words.len() < WORDS_LIMIT => self.words.extend(bytes),
            Ok(Heard::Words(_)) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok(false),
            Err(RecvTimeoutError::Timeout) => {
                return Err(GitTrouble::TimedOut(self.name.clone()).into());
            }
        }
        Ok(true)
    }
}

impl Drop for Conversation {
    fn drop(&mut self) {
        // Without more questions it ends; one in the middle of an answer is not waited for.
        drop(self.questions.take());
        if !self.unread.is_empty() {
            stop_group(&mut self.child);
        }
        let _ = self.child.wait();
    }
}
