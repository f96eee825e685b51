use std::collections::BTreeMap;

use crate::store::{ScreenColours, render_problem};
use crate::text::Lang;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::{Output, message};

/// `duban config`: shows the preferences and their files.
pub(super) fn config(cx: &Context, out: &mut Output) -> Result<(), Failure> {
    for problem in &cx.config_problems {
        message(render_problem(problem, &problem.file, cx.words).trim_end());
    }
    let file = cx.folders.config_file();
    let shown = file
        .as_ref()
        .map_or_else(String::new, |file| file.display().to_string());
    let config = &cx.config;
    let values = [
        ("lang", Some(cx.words.lang.key().to_owned())),
        (
            "ambiguous",
            Some(config.ambiguous.unwrap_or_default().key().to_owned()),
        ),
        ("colours", Some(config.colours.key().to_owned())),
        ("cursor", Some(config.cursor.key().to_owned())),
        ("actor", config.actor.clone()),
        ("unit", config.unit.clone()),
        ("shared", Some(config.shared.to_string())),
        ("mouse", Some(config.mouse.to_string())),
    ];
    let colours =
        ScreenColours::KEYS.map(|(what, key)| (key, config.screen_colours.of(what).key()));
    let keys = config.keys.iter().map(|written| {
        let keys: Vec<&str> = written.keys.iter().map(|(key, _)| key.as_str()).collect();
        (written.command.key(), keys)
    });
    let keys: Vec<(&str, Vec<&str>)> = keys.collect();
    if cx.global.json {
        let map: serde_json::Map<String, serde_json::Value> = values
            .iter()
            .map(|(key, value)| ((*key).to_owned(), serde_json::json!(value)))
            .collect();
        let known: Vec<&str> = Lang::ALL.iter().map(|lang| lang.key()).collect();
        let folders: serde_json::Map<String, serde_json::Value> = cx
            .folders
            .private()
            .into_iter()
            .map(|(key, folder, unfit)| {
                let why = unfit.map(|why| (cx.words.files.unfit)(why));
                (
                    key.to_owned(),
                    serde_json::json!({ "folder": folder, "used": unfit.is_none(), "why": why }),
                )
            })
            .collect();
        let colours: BTreeMap<&str, &str> = colours.into_iter().collect();
        let keys: BTreeMap<&str, Vec<&str>> = keys.into_iter().collect();
        let value = serde_json::json!({
            "schema": 1, "file": shown, "languages": known, "values": map, "colours": colours, "keys": keys,
            "folders": folders,
        });
        out.json(&value);
    } else {
        let exists = file.is_some_and(|file| file.exists());
        out.line(&if exists {
            shown
        } else {
            format!("{shown}  ({})", cx.words.cli.not_there)
        });
        for (key, value) in values {
            out.line(&format!(
                "{key} = {}",
                value.unwrap_or_else(|| "-".to_owned())
            ));
        }
        for (key, colour) in colours {
            out.line(&format!("colours.{key} = {colour}"));
        }
        for (key, named) in keys {
            out.line(&format!("keys.{key} = {}", named.join(" ")));
        }
        for (key, folder, unfit) in cx.folders.private() {
            let folder = folder.map_or_else(|| "-".to_owned(), |it| it.display().to_string());
            let why = unfit.map_or_else(String::new, |why| {
                let not_used = (cx.words.files.not_used)((cx.words.files.unfit)(why));
                format!("  ({not_used})")
            });
            out.line(&format!("{key}: {folder}{why}"));
        }
    }
    Failure::Unread.when(
        cx.config_problems
            .iter()
            .any(crate::store::Problem::is_error),
    )
}
