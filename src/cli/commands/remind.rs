//! `duban remind`: records 提醒, 催办 or 督办.

use crate::plan::{Entry, Reminder};
use crate::record::{Deed, DeedItem, on_each};

use crate::cli::args::RemindArgs;
use crate::cli::record::record;
use crate::cli::typed::{selection_of, unit};
use crate::cli::{Context, Failure, Output};

/// The levels as they are typed: by their keys, or in letters that every terminal has.
const LEVELS: [(Reminder, &str); 6] = [
    (Reminder::Notice, Reminder::Notice.key()),
    (Reminder::Urge, Reminder::Urge.key()),
    (Reminder::Supervise, Reminder::Supervise.key()),
    (Reminder::Notice, "notice"),
    (Reminder::Urge, "urge"),
    (Reminder::Supervise, "supervise"),
];

/// `duban remind ID… --level 提醒|催办|督办`: records a reminder.
pub(super) fn remind(cx: &Context, out: &mut Output, args: &RemindArgs) -> Result<(), Failure> {
    let level = cx.choice("--level", &args.level, &LEVELS)?;
    let board = &cx.board_for(&args.ids, args.on.as_deref())?;
    let mut items: Vec<DeedItem> = Vec::new();
    for id in &args.ids {
        let named = selection_of(cx, board, id)?.milestones;
        // An action's id covers only what is still open.
        let several = named.len() > 1;
        let owed = named.into_iter();
        let owed = owed.filter(|it| !several || it.status.is_open());
        items.extend(owed.map(|it| it.item));
    }
    let requests = on_each(items, |plan| -> Result<Entry, Failure> {
        Ok(Entry {
            on: cx.past_day_if(args.on.as_deref())?,
            by: unit(cx, board, plan, args.by.as_deref())?,
            of: unit(cx, board, plan, args.of.as_deref())?,
            text: args.text.clone(),
            remind: Some(level),
            ..Entry::default()
        })
    })?;
    let deed = Deed::new(requests);
    record(cx, out, board, &deed, false, &|log, entry| {
        (cx.words.cli.reminded)(
            &log.id_of_part(entry.of.as_deref()),
            (cx.words.reminder)(level),
        )
    })
}
