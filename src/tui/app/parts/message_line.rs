//! The message line: what was said last, else the next hint for a newcomer.

use crate::text::ScreenCommand;

/// A message about something that was done or refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) text: String,
    pub(crate) is_refusal: bool,
}

/// The message shown until the next key, and the hints that are left.
#[derive(Clone, Debug, Default)]
pub(crate) struct MessageLine {
    said: Option<Said>,
    hints: Vec<ScreenCommand>,
}

impl MessageLine {
    /// Says that something was done.
    pub(crate) fn say(&mut self, text: impl Into<String>) {
        self.said = Some(Said {
            text: text.into(),
            is_refusal: false,
        });
    }

    /// Says why something was not done.
    pub(crate) fn refuse(&mut self, text: impl Into<String>) {
        self.said = Some(Said {
            text: text.into(),
            is_refusal: true,
        });
    }

    /// Clears the message; a hint takes its place.
    pub(crate) fn clear(&mut self) {
        self.said = None;
    }

    /// Returns the message, if there is one.
    pub(crate) fn said(&self) -> Option<&Said> {
        self.said.as_ref()
    }

    /// Returns why something was not done, for an overlay that covers the line.
    pub(crate) fn refusal(&self) -> Option<&str> {
        let said = self.said.as_ref().filter(|said| said.is_refusal);
        said.map(|said| said.text.as_str())
    }

    /// Sets the commands that a newcomer is invited to try, in order.
    pub(crate) fn set_hints(&mut self, hints: Vec<ScreenCommand>) {
        self.hints = hints;
    }

    /// Drops the hint for a command that was run; returns whether there was one.
    pub(crate) fn follow(&mut self, command: ScreenCommand) -> bool {
        let at = self.hints.iter().position(|hint| *hint == command);
        at.map(|at| self.hints.remove(at)).is_some()
    }

    /// Returns the hints that are left, the next one first.
    pub(crate) fn hints(&self) -> &[ScreenCommand] {
        &self.hints
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_goes_once_it_was_followed() {
        let mut line = MessageLine::default();
        line.set_hints(vec![ScreenCommand::Mark, ScreenCommand::Undo]);
        assert!(line.follow(ScreenCommand::Undo));
        assert!(!line.follow(ScreenCommand::Undo));
        assert_eq!(line.hints(), [ScreenCommand::Mark]);
    }

    #[test]
    fn the_last_message_stands_until_it_is_cleared() {
        let mut line = MessageLine::default();
        line.say("done");
        line.refuse("no");
        let said = line.said().unwrap();
        assert_eq!((said.text.as_str(), said.is_refusal), ("no", true));
        line.clear();
        assert_eq!(line.said(), None);
    }
}
