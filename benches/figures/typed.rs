//! The plans that `generate` writes as types that own what they hold: what a program reads that asks the toml crate and does
//! nothing more. Of what duban makes of them it lacks every check, places, and the fold.
#![allow(dead_code)] // it is read, not looked at

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::value::Datetime;

#[derive(Deserialize)]
pub(crate) struct Plan {
    schema: u32,
    id: String,
    short: String,
    title: String,
    issuer: String,
    issued: Datetime,
    draft: bool,
    period: Period,
    alert: Alert,
    phase: Vec<Phase>,
    unit: Vec<Unit>,
    section: Vec<Section>,
    action: Vec<Action>,
}

#[derive(Deserialize)]
struct Period {
    start: Datetime,
    end: Datetime,
}

#[derive(Deserialize)]
struct Alert {
    soon_days: u32,
}

#[derive(Deserialize)]
struct Phase {
    id: String,
    name: String,
    start: Datetime,
    end: Datetime,
}

#[derive(Deserialize)]
struct Unit {
    name: String,
    aliases: Vec<String>,
    kind: String,
}

#[derive(Deserialize)]
struct Section {
    id: String,
    no: String,
    title: String,
}

#[derive(Deserialize)]
struct Action {
    id: String,
    title: String,
    summary: String,
    lead: Vec<String>,
    support: Vec<String>,
    milestone: Vec<Milestone>,
}

#[derive(Deserialize)]
struct Milestone {
    id: String,
    phase: String,
    title: String,
    due: Option<Datetime>,
    every: Option<String>,
    target: Option<Target>,
}

#[derive(Deserialize)]
struct Target {
    op: String,
    value: f64,
    unit: String,
}

#[derive(Deserialize)]
pub(crate) struct Progress {
    schema: u32,
    plan: String,
    since: Datetime,
    milestone: BTreeMap<String, Block>,
}

#[derive(Deserialize)]
struct Block {
    log: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    at: Datetime,
    by: String,
    status: Option<String>,
    value: Option<f64>,
    text: Option<String>,
    evidence: Option<String>,
}
