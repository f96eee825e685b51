//! `duban brief`: one line for a shell login or tmux bar.

use serde::Serialize;

use crate::cache::RowScope;
use crate::plan::{Day, Lamp, Standing};
use crate::query::Trouble;
use crate::store::{Problem, check_issues};
use crate::text::Words;

use crate::cli::{Context, Failure, Output};

#[derive(Serialize)]
struct BriefJson {
    plan: String,
    short: String,
    red: u32,
    yellow: u32,
    soon: u32,
    errors: usize,
    uncommitted: Option<usize>,
}

/// `duban brief`: one line for a shell login or tmux bar: `漳平 红3 黄2 未存档1`. Zero counts are left out.
pub(super) fn brief(cx: &Context, out: &mut Output) -> Result<(), Failure> {
    let counts = RowScope {
        rows: &|_| false,
        counts: true,
    };
    let is_now = cx.global.at.is_none();
    let read = cx.one_by_one(counts, |_, handle| {
        let tally = handle.summary().map(|it| it.tally).unwrap_or_default();
        let mut trouble = Trouble::of(handle);
        let issues = is_now.then(|| check_issues(&handle.files, Day::MAX));
        let mut bulletin_errors = issues.unwrap_or_default();
        bulletin_errors.retain(Problem::is_error);
        let brief = BriefJson {
            plan: handle.id().to_owned(),
            short: handle.short().to_owned(),
            red: tally.lit(Lamp::Red),
            yellow: tally.lit(Lamp::Yellow),
            soon: tally.of(Standing::Soon),
            errors: handle.errors() + bulletin_errors.len(),
            uncommitted: None,
        };
        trouble.add_first(bulletin_errors.into_iter().next());
        (brief, trouble)
    })?;
    let (mut plans, troubles): (Vec<BriefJson>, Vec<Trouble>) = read.into_iter().unzip();
    let trouble = troubles.into_iter().sum();
    // Asked after, since plans are read in parallel and git once.
    for plan in &mut plans {
        plan.uncommitted = cx.uncommitted(&plan.plan).map(|it| it.count());
    }
    let in_error = plans.iter().any(|plan| plan.errors > 0);
    if cx.global.json {
        out.json(&serde_json::json!({ "schema": 1, "as_of": cx.as_of(), "plans": plans }));
    } else {
        out.line(&line_of(&plans, cx.words));
    }
    cx.name_what_is_wrong(out, &trouble);
    cx.refuse_bad_office(out)?;
    cx.refuse_bad_contacts(out)?;
    Failure::Unread.when(in_error)
}

fn line_of(plans: &[BriefJson], words: &Words) -> String {
    let said: Vec<String> = plans
        .iter()
        .filter_map(|plan| {
            let mut parts = Vec::new();
            for (lamp, count) in [(Lamp::Red, plan.red), (Lamp::Yellow, plan.yellow)] {
                if count > 0 {
                    parts.push(format!("{}{count}", (words.lamp)(lamp)));
                }
            }
            if plan.errors > 0 {
                parts.push(format!("{}{}", words.error, plan.errors));
            }
            if let Some(n) = plan.uncommitted.filter(|n| *n > 0) {
                parts.push((words.cli.uncommitted)(n));
            }
            (!parts.is_empty()).then(|| format!("{} {}", plan.short, parts.join(" ")))
        })
        .collect();
    if said.is_empty() {
        words.cli.all_quiet.to_owned()
    } else {
        said.join("  ")
    }
}
