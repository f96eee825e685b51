//! The forms and lists of the screen, in English.

use crate::text::words::forms::FormWords;

pub(super) static FORMS: FormWords = FormWords {
    changed_meanwhile: |id, now| {
        format!("nothing recorded: {id} has changed meanwhile and is now {now}")
    },
    gone_meanwhile: |id| format!("nothing recorded: {id} is no longer in the plan"),
};
