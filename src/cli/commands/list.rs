//! `duban list` and `duban overdue`: milestones, a line each.

use serde_json::{Value, json};

use crate::cache::RowScope;
use crate::plan::{EndedItem, Standing};
use crate::query::{Filter, OpenPlan, Rank, SortBy, Trouble, sort_items};
use crate::report::list_json;

use crate::cli::args::{ListArgs, OverdueArgs};
use crate::cli::filters::{by_standing, filter, sort_by};
use crate::cli::lines::{ListLines, print_items, print_lines};
use crate::cli::{Context, Failure, Output};

/// `duban list`: lists milestones that match the filters.
pub(super) fn list(cx: &Context, out: &mut Output, args: &ListArgs) -> Result<(), Failure> {
    if args.ended {
        return ended(cx, out, args);
    }
    run(cx, out, args, None)
}

/// `duban list --ended`: lists what amendments ended, which no other list has.
fn ended(cx: &Context, out: &mut Output, args: &ListArgs) -> Result<(), Failure> {
    let board = &cx.board()?;
    let found: Vec<(&str, EndedItem)> = board
        .open()
        .flat_map(|(_, OpenPlan { plan, .. })| {
            let ended = plan.document.ended_by(board.as_of);
            ended.into_iter().map(|it| (plan.id(), it))
        })
        .collect();
    if cx.global.json {
        let items = found
            .iter()
            .map(|(plan, it)| json!({ "plan": plan, "id": it.id, "title": it.title, "on": it.on }));
        let items: Vec<Value> = items.collect();
        out.json(&json!({ "schema": 1, "as_of": board.as_of, "ended": items }));
    } else {
        for (plan, it) in &found {
            let id = if board.plans.len() > 1 {
                format!("{plan}:{}", it.id)
            } else {
                it.id.clone()
            };
            out.line(&format!(
                "{id}  {}  {}",
                it.title,
                (cx.words.cli.ended_on)(it.on)
            ));
        }
        out.note(&(cx.words.cli.ended_count)(found.len()));
    }
    cx.after_reading(out, &board.trouble())?;
    Failure::Found.when(args.fail && !found.is_empty())
}

/// `duban overdue`: lists overdue milestones, longest first, plans in force before ended ones.
pub(super) fn overdue(cx: &Context, out: &mut Output, args: &OverdueArgs) -> Result<(), Failure> {
    let args = &args.list;
    let unfit = [
        ("--standing", !args.filter.standing.is_empty()),
        ("--ended", args.ended),
    ];
    if let Some((option, _)) = unfit.into_iter().find(|(_, is_given)| *is_given) {
        return Err(Failure::Usage((cx.words.cli.not_of_overdue)(option)));
    }
    run(cx, out, args, Some(Standing::Overdue))
}

fn run(
    cx: &Context,
    out: &mut Output,
    args: &ListArgs,
    only: Option<Standing>,
) -> Result<(), Failure> {
    let otherwise = only.map_or(SortBy::Due, |_| SortBy::Standing);
    let asked = Asked {
        args,
        only,
        order: sort_by(cx, args.sort.as_deref(), otherwise)?,
    };
    let (found, trouble) = if !cx.global.json && args.filter.asks_only_standing() {
        asked.print_in_short(cx, out)?
    } else {
        asked.print_whole(cx, out)?
    };
    cx.after_reading(out, &trouble)?;
    Failure::Found.when(args.fail && found > 0)
}

/// The request for a list.
struct Asked<'a> {
    args: &'a ListArgs,
    /// The only standing listed, regardless of filters.
    only: Option<Standing>,
    order: SortBy,
}

/// The list lines of one plan.
struct PlanItems {
    lines: ListLines,
    ranks: Vec<Rank>,
    trouble: Trouble,
}

impl Asked<'_> {
    /// Prints the list from cached rows, if they suffice, keeping only the lines of each plan; returns
    /// the number of items found and what could not be read.
    fn print_in_short(&self, cx: &Context, out: &mut Output) -> Result<(usize, Trouble), Failure> {
        let filter = self.narrowed(by_standing(cx, &self.args.filter)?);
        let seen = RowScope {
            rows: &|standing| self.only.is_none_or(|only| only == standing),
            counts: false,
        };
        let words = cx.words;
        let parts = cx.one_by_one(seen, |among, handle| {
            let preview = handle.preview();
            let items = preview.map_or_else(Vec::new, |it| it.wanted_items(among.place, &filter));
            let mut lines = ListLines::with_room(items.len());
            let mut ranks = Vec::with_capacity(items.len());
            for item in &items {
                if let Some(it) = preview.and_then(|preview| preview.listed(item)) {
                    lines.push(item, &it, words, among.count > 1);
                    ranks.push(self.order.rank(item, &it));
                }
            }
            PlanItems {
                lines,
                ranks,
                trouble: Trouble::of(handle),
            }
        })?;
        let ranked = parts
            .iter()
            .flat_map(|part| part.ranks.iter().zip(part.lines.iter()));
        let mut ranked: Vec<_> = ranked.collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        let found = ranked.len();
        ranked.truncate(self.args.limit.unwrap_or(usize::MAX));
        let lines: Vec<_> = ranked.into_iter().map(|(_, line)| line).collect();
        print_lines(out, &lines, words, "", &|_| None);
        out.note(&self.summary(cx, found, lines.len()));
        Ok((found, parts.into_iter().map(|part| part.trouble).sum()))
    }

    /// Prints the list from whole plans, or as JSON.
    fn print_whole(&self, cx: &Context, out: &mut Output) -> Result<(usize, Trouble), Failure> {
        let board = &cx.board()?;
        let filter = self.narrowed(filter(cx, board, &self.args.filter)?);
        let mut items = board.items(&filter);
        sort_items(board, &mut items, self.order);
        let found = items.len();
        items.truncate(self.args.limit.unwrap_or(usize::MAX));
        if cx.global.json {
            out.json(&list_json(board, &items, cx.words));
        } else {
            print_items(out, board, &items, cx.words, "");
            out.note(&self.summary(cx, found, items.len()));
        }
        Ok((found, board.trouble()))
    }

    fn narrowed(&self, filter: Filter) -> Filter {
        let standings = self.only.map_or(filter.standings, |only| vec![only]);
        Filter {
            standings,
            ..filter
        }
    }

    fn summary(&self, cx: &Context, found: usize, shown: usize) -> String {
        let words = &cx.words.cli;
        match (found, self.only) {
            (0, Some(_)) if self.args.filter.is_empty() => words.nothing_overdue.to_owned(),
            (0, Some(_)) => words.no_overdue_found.to_owned(),
            (0, None) => words.nothing_found.to_owned(),
            _ if shown < found => (words.items_shown)(shown, found),
            _ => (words.items)(found),
        }
    }
}
