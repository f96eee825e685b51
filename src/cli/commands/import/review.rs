//! `duban import --review ID`: the doubts that remain in a plan.

use std::io::IsTerminal;
use std::path::Path;

use serde_json::{Value, json};

use crate::document::intake::{read_bytes, receive};
use crate::import::{ReviewedLine, source_lines, standing_doubts};
use crate::store::{Fault, ImportPlace, NewPlanPlaces, read_file, read_plain_text, read_seed};
use crate::tui::ImportReview;

use crate::cli::args::ImportArgs;
use crate::cli::{Context, Failure, Output};

/// Shows the doubts that remain in a plan.
pub(super) fn review(
    cx: &Context,
    out: &mut Output,
    args: &ImportArgs,
    id: &str,
) -> Result<(), Failure> {
    let words = &cx.words.import;
    let plans = match &args.into {
        Some(folder) => folder.clone(),
        None => cx.plans_folder()?,
    };
    let places = NewPlanPlaces::of(&plans, id)?;
    if !places.files.plan.is_file() {
        return Err(Failure::Usage((words.no_plan)(id, &places.files.plan)));
    }
    let text = read_plain_text(&places.files.plan).map_err(Fault::io(&places.files.plan))?;
    let doubts = standing_doubts(&text);
    if cx.global.json {
        let doubts = doubts.iter().map(|doubt| {
            let mut said = json!({
                "line": doubt.source_line, "plan_line": doubt.line_no, "text": doubt.text
            });
            if let Some(entry) = &doubt.entry {
                said["entry"] = json!(entry);
            }
            said
        });
        let doubts: Vec<Value> = doubts.collect();
        out.json(&json!({ "schema": 1, "plan": id, "doubts": doubts }));
        return Ok(());
    }
    let is_terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    if is_terminal && !doubts.is_empty() {
        let review = review_of(cx, &plans, id)?;
        crate::cli::commands::screen::screen_with(cx, Some(review))?;
        return Ok(());
    }
    if doubts.is_empty() {
        out.line(&(words.no_doubts)(id));
    }
    for doubt in &doubts {
        let said = match doubt.source_line {
            Some(line) => (words.doubt)(line, None, &doubt.text),
            None => doubt.text.clone(),
        };
        out.line(&(words.doubt_in_plan)(doubt.line_no, &said));
    }
    Ok(())
}

/// Returns the review of a plan's doubts, to be gone through.
pub(in crate::cli::commands) fn review_of(
    cx: &Context,
    plans: &Path,
    id: &str,
) -> Result<ImportReview, Failure> {
    let places = NewPlanPlaces::of(plans, id)?;
    Ok(ImportReview {
        id: id.to_owned(),
        texts: places.files.texts()?,
        source: lines_beside(cx, plans, &places, id),
    })
}

/// Returns the lines of the document, if it is still on this machine.
fn lines_beside(cx: &Context, plans: &Path, places: &NewPlanPlaces, id: &str) -> Vec<ReviewedLine> {
    let record = read_file(&places.record).ok();
    let record = record.and_then(|file| read_seed(&file).0);
    let place = ImportPlace {
        folders: &cx.folders,
        plans,
        id,
    };
    let found = place.find(record.as_ref());
    let Some(file) = found.filter(|file| file.is_file()) else {
        return Vec::new();
    };
    let name = file
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let intake = read_bytes(&file).and_then(|bytes| receive(&name, &bytes));
    intake.map_or_else(|_| Vec::new(), |intake| source_lines(intake.text))
}
