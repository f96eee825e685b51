//! The head of a draft, its units and its indicators.

use super::draft::{DraftOptions, DraftPeriod};
use crate::document::text::AnyOf;
use crate::document::{DocumentStructure, PrintedAim};
use crate::plan::{Measure, Target, UnitKind};
use crate::store::progress::entry_text::quoted;

/// Writes what the plan is, who issued it and when.
pub(crate) fn head(
    text: &mut String,
    read: &DocumentStructure,
    options: &DraftOptions<'_>,
    period: &DraftPeriod,
) {
    let head = &read.head;
    text.push_str(&format!("schema = 1\nid = {}\n", quoted(options.id)));
    // A sheet may have no title at all.
    let stem = options
        .file
        .rsplit_once('.')
        .map_or(options.file, |(stem, _)| stem);
    let title = if head.title.is_empty() {
        stem
    } else {
        &head.title
    };
    let short = crate::document::place_of(title);
    let short = if short.is_empty() { options.id } else { &short };
    text.push_str(&format!(
        "short = {}\ntitle = {}\n",
        quoted(short),
        quoted(title)
    ));
    if let Some(issuer) = &head.issuer {
        text.push_str(&format!("issuer = {}\n", quoted(issuer)));
    }
    if let Some(number) = &head.number {
        text.push_str(&format!("number = {}\n", quoted(number)));
    }
    if let Some(issued) = head.issued {
        text.push_str(&format!("issued = {issued}\n"));
    }
    text.push_str(&format!("draft = {}\n", head.is_draft));
    text.push_str(&format!(
        "{}period = {{ start = {}, end = {} }}\n",
        period.comments, period.days.0, period.days.1
    ));
    text.push_str(&format!(
        "source = {}\n",
        quoted(&format!("seeds/{}.toml", options.id))
    ));
}

/// Writes the units.
pub(crate) fn units(text: &mut String, read: &DocumentStructure) {
    for unit in &read.units {
        text.push_str(&format!("\n[[unit]]\nname = {}\n", quoted(&unit.name)));
        if !unit.aliases.is_empty() {
            text.push_str(&format!(
                "aliases = {}\n",
                list(unit.aliases.iter().map(String::as_str))
            ));
        }
        text.push_str(&format!("kind = \"{}\"\n", unit.kind.key()));
        if unit.kind == UnitKind::Collective {
            // 各成员单位 are those that the plan names; 各乡镇 are not known from here.
            let all = [
                "成员单位", "有关部门", "相关部门", "有关单位", "相关单位", "各部门", "各单位",
            ];
            let members = if unit.name.ends_with_any(&all) {
                "\"*\""
            } else {
                "[]"
            };
            text.push_str(&format!("members = {members}\n"));
        }
    }
}

/// Writes the numbers to reach of the whole plan.
pub(crate) fn indicators(text: &mut String, read: &DocumentStructure) {
    for (nth, indicator) in read.indicators.iter().enumerate() {
        let name = if indicator.name.is_empty() {
            &read.head.title
        } else {
            &indicator.name
        };
        text.push_str(&format!(
            "\n[[indicator]]\nid = \"i{}\"\nname = {}\n",
            nth + 1,
            quoted(name)
        ));
        if let Some((value, year)) = indicator.baseline {
            let on = year.map_or_else(String::new, |year| format!(", on = {year}-12-31"));
            text.push_str(&format!("baseline = {{ value = {}{on} }}\n", number(value)));
        }
        let targets: Vec<String> = indicator.aims.iter().map(|aim| target(aim, true)).collect();
        if let [one] = &targets[..] {
            text.push_str(&format!("targets = [{one}]\n"));
        } else {
            text.push_str(&format!("targets = [\n  {},\n]\n", targets.join(",\n  ")));
        }
    }
}

/// Returns a number as a target of plan.toml.
pub(crate) fn target(aim: &PrintedAim, of_indicator: bool) -> String {
    let mut text = format!(
        "{{ op = \"{}\", value = {}",
        aim.op.key(),
        number(aim.value)
    );
    if let Some(max) = aim.max {
        text.push_str(&format!(", max = {}", number(max)));
    }
    text.push_str(&format!(", unit = {}", quoted(&aim.unit)));
    if let Some(by) = aim.by.filter(|_| aim.every.is_none()) {
        text.push_str(&format!(", by = {by}"));
    }
    let is_level =
        aim.is_level && !of_indicator && Target::default_measure(&aim.unit) == Measure::Flow;
    if is_level {
        text.push_str(", measure = \"stock\"");
    }
    if let Some(baseline) = aim.baseline.filter(|_| !of_indicator) {
        text.push_str(&format!(", baseline = {{ value = {} }}", number(baseline)));
    }
    text.push_str(" }");
    text
}

/// Returns a number as TOML writes it.
fn number(value: f64) -> String {
    value.to_string()
}

/// Returns a list of strings in plan.toml, on one line where it fits.
pub(crate) fn list<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let quoted: Vec<String> = texts.map(quoted).collect();
    let one = format!("[{}]", quoted.join(", "));
    if one.chars().count() <= 80 {
        one
    } else {
        format!("[\n  {},\n]", quoted.join(",\n  "))
    }
}
