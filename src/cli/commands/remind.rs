use crate::plan::{Entry, Reminder};

use crate::cli::args::RemindArgs;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::record::{Manner, Target, record, targets_of, unit};

/// `duban remind ID… --level 提醒|催办|督办`: records that somebody was reminded.
pub(super) fn remind(cx: &Context, out: &mut Output, args: &RemindArgs) -> Result<(), Failure> {
    let level = Reminder::ALL
        .into_iter()
        .find(|level| level.key() == args.level || (cx.words.reminder)(*level) == args.level)
        .ok_or_else(|| {
            let known: Vec<&str> = Reminder::ALL.into_iter().map(Reminder::key).collect();
            Failure::Usage((cx.words.cli.bad_choice)("--level", &args.level, &known))
        })?;
    let board = cx.board()?;
    let mut targets: Vec<Target> = Vec::new();
    for id in &args.ids {
        let named = targets_of(cx, board, id)?;
        // An action's id reminds of what is still owed, not of what is done.
        let several = named.len() > 1;
        targets.extend(named.into_iter().filter(|(plan, action, milestone)| {
            !several
                || board.plans[*plan].open().is_some_and(|(_, _, ledger)| {
                    ledger.row(*action, *milestone).state.status.is_open()
                })
        }));
    }
    let plan = targets.first().map(|target| target.0);
    let entry = Entry {
        on: cx.day_if(args.on.as_deref())?,
        by: unit(cx, board, plan, args.by.as_deref())?,
        of: unit(cx, board, plan, args.of.as_deref())?,
        text: args.text.clone(),
        remind: Some(level),
        ..Entry::default()
    };
    record(
        cx,
        out,
        board,
        &targets,
        &entry,
        Manner::default(),
        &|id, _| (cx.words.cli.reminded)(id, (cx.words.reminder)(level)),
    )
}
