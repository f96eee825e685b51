//! `duban config`: shows the preferences and their files.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use crate::store::{Problem, ScreenColours};
use crate::text::Lang;

use crate::cli::{Context, Failure, Output};

/// `duban config`: shows the preferences and their files.
pub(super) fn config(cx: &Context, out: &mut Output) -> Result<(), Failure> {
    cx.tell_config_problems();
    if cx.global.json {
        out.json(&as_json(cx));
    } else {
        print(cx, out);
    }
    Failure::Unread.when(cx.config_problems.iter().any(Problem::is_error))
}

fn as_json(cx: &Context) -> Value {
    let file = cx.folders.config_file().unwrap_or_default();
    let languages: Vec<&str> = Lang::ALL.iter().map(|lang| lang.key()).collect();
    let folders = cx
        .folders
        .private()
        .into_iter()
        .map(|(key, folder, unfit)| {
            let why = unfit.map(|why| (cx.words.files.unfit)(why));
            let folder = json!({ "folder": folder, "used": unfit.is_none(), "why": why });
            (key.to_owned(), folder)
        });
    json!({
        "schema": 1,
        "file": file.display().to_string(),
        "languages": languages,
        "values": values(cx).collect::<BTreeMap<_, _>>(),
        "colours": colours(cx).collect::<BTreeMap<_, _>>(),
        "keys": keys(cx).collect::<BTreeMap<_, _>>(),
        "folders": folders.collect::<BTreeMap<_, _>>(),
    })
}

fn print(cx: &Context, out: &mut Output) {
    let shown = |path: Option<&Path>| path.map(|path| path.display().to_string());
    let none = || "-".to_owned();
    let file = cx.folders.config_file();
    let is_there = file.as_ref().is_some_and(|file| file.exists());
    let mut first = shown(file.as_deref()).unwrap_or_default();
    if !is_there {
        first = format!("{first}  ({})", cx.words.cli.not_there);
    }
    out.line(&first);
    for (key, value) in values(cx) {
        out.line(&format!("{key} = {}", value.unwrap_or_else(none)));
    }
    for (key, colour) in colours(cx) {
        out.line(&format!("colours.{key} = {colour}"));
    }
    for (key, named) in keys(cx) {
        out.line(&format!("keys.{key} = {}", named.join(" ")));
    }
    for (key, folder, unfit) in cx.folders.private() {
        let folder = shown(folder).unwrap_or_else(none);
        let why = unfit.map_or_else(String::new, |why| {
            let not_used = (cx.words.files.not_used)((cx.words.files.unfit)(why));
            format!("  ({not_used})")
        });
        out.line(&format!("{key}: {folder}{why}"));
    }
}

/// Returns the preferences as they apply; `None` for one that is not set.
fn values(cx: &Context) -> impl Iterator<Item = (&'static str, Option<String>)> {
    let config = &cx.config;
    let ambiguous = config.ambiguous.unwrap_or_default();
    [
        ("lang", Some(cx.words.lang.key().to_owned())),
        ("ambiguous", Some(ambiguous.key().to_owned())),
        ("colours", Some(config.colours.key().to_owned())),
        ("cursor", Some(config.cursor.key().to_owned())),
        ("actor", config.actor.clone()),
        ("unit", config.unit.clone()),
        ("shared", Some(config.shared.to_string())),
        ("mouse", Some(config.mouse.to_string())),
    ]
    .into_iter()
}

fn colours(cx: &Context) -> impl Iterator<Item = (&'static str, &'static str)> {
    let colours = &cx.config.screen_colours;
    let named = ScreenColours::KEYS.into_iter();
    named.map(|(what, key)| (key, colours.of(what).key()))
}

fn keys(cx: &Context) -> impl Iterator<Item = (&'static str, Vec<&str>)> {
    cx.config.keys.iter().map(|written| {
        let keys = written.keys.iter().map(|(key, _)| key.as_str());
        (written.command.key(), keys.collect())
    })
}
