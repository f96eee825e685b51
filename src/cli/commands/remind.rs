use crate::plan::{Entry, Reminder};
use crate::record::{Deed, DeedAim};

use crate::cli::args::RemindArgs;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::record::{on_each, record, targets_of, unit};

/// `duban remind ID… --level 提醒|催办|督办`: records a reminder.
pub(super) fn remind(cx: &Context, out: &mut Output, args: &RemindArgs) -> Result<(), Failure> {
    let level = Reminder::ALL
        .into_iter()
        .find(|level| level.key() == args.level || (cx.words.reminder)(*level) == args.level)
        .ok_or_else(|| {
            let known: Vec<&str> = Reminder::ALL.into_iter().map(Reminder::key).collect();
            Failure::Usage((cx.words.cli.bad_choice)("--level", &args.level, &known))
        })?;
    let board = cx.board_for(&args.ids)?;
    let mut aims: Vec<DeedAim> = Vec::new();
    for id in &args.ids {
        let (named, _) = targets_of(cx, board, id)?;
        // An action's id covers only what is still open.
        let several = named.len() > 1;
        let owed = named
            .into_iter()
            .filter(|(_, now)| !several || now.is_open());
        aims.extend(owed.map(|(aim, _)| aim));
    }
    let requests = on_each(aims, |plan| {
        Ok(Entry {
            on: cx.day_if(args.on.as_deref())?,
            by: unit(cx, board, plan, args.by.as_deref())?,
            of: unit(cx, board, plan, args.of.as_deref())?,
            text: args.text.clone(),
            remind: Some(level),
            ..Entry::default()
        })
    })?;
    let deed = Deed::new(requests);
    record(cx, out, board, &deed, false, &|target, _| {
        (cx.words.cli.reminded)(&target.full_id(), (cx.words.reminder)(level))
    })
}
