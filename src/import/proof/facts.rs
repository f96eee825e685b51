//! What a document says of itself: its title, who issued it, its number and its dates.

use chrono::Datelike;

use crate::plan::Day;
use crate::store::Spot;
use crate::text::Flaw;

use super::places::FACTS;
use super::{Check, Findings};
use crate::document::text::{joined, plain};

impl Check<'_> {
    pub(crate) fn facts(&self, findings: &mut Findings<'_>) {
        let id = self.plan.id();
        if self.record.plan.value != id {
            let flaw = Flaw::PlanDiffers {
                found: self.record.plan.value.clone(),
                expected: id.to_owned(),
            };
            findings.record(&self.record.plan.span, flaw);
        }
        self.facts_agree(findings);
        self.facts_are_printed(findings);
        let document = joined(&self.lines, self.record.lines.clone());
        for (alias, span) in &self.places.aliases {
            if !document.contains(&plain(alias)) {
                let flaw = Flaw::NotInSource {
                    what: "aliases".to_owned(),
                    value: alias.clone(),
                };
                findings.plan(span, flaw);
            }
        }
    }

    /// Checks that the plan and the record say the same.
    fn facts_agree(&self, findings: &mut Findings<'_>) {
        let (document, record) = (&self.plan.document, self.record);
        let said_by_plan = [
            Some(document.title.clone()),
            document.issuer.clone(),
            document.number.clone(),
            document.issued.map(|day| day.to_string()),
        ];
        let value = |noted: &Option<Spot<String>>| noted.as_ref().map(|noted| noted.value.clone());
        let said_by_record = [
            Some(record.title.value.clone()),
            value(&record.issuer),
            value(&record.number),
            record.issued.as_ref().map(|day| day.value.to_string()),
        ];
        for (what, (plan, record)) in FACTS
            .into_iter()
            .zip(said_by_plan.into_iter().zip(said_by_record))
        {
            if plan != record {
                let flaw = Flaw::RecordDiffers {
                    what: what.to_owned(),
                    plan: plan.unwrap_or_default(),
                    record: record.unwrap_or_default(),
                };
                findings.plan(&self.places.fact(what), flaw);
            }
        }
    }

    /// Checks that the record says what is printed: the title at the head of the document, the rest anywhere on its
    /// page.
    fn facts_are_printed(&self, findings: &mut Findings<'_>) {
        let page = joined(&self.lines, 1..=self.lines.len());
        let head = joined(
            &self.lines,
            *self.record.lines.start()..=*self.record.lines.end(),
        );
        if !head.starts_with(&plain(&self.record.title.value)) {
            missing("title", &self.record.title, findings);
        }
        for (what, fact) in [
            ("issuer", &self.record.issuer),
            ("number", &self.record.number),
        ] {
            if let Some(fact) = fact
                .as_ref()
                .filter(|fact| !page.contains(&plain(&fact.value)))
            {
                missing(what, fact, findings);
            }
        }
        for (what, fact) in [
            ("issued", &self.record.issued),
            ("published", &self.record.published),
        ] {
            if let Some(fact) = fact.as_ref().filter(|fact| !is_printed(&page, fact.value)) {
                missing(what, fact, findings);
            }
        }
    }
}

fn missing<T: ToString>(what: &str, fact: &Spot<T>, findings: &mut Findings<'_>) {
    let flaw = Flaw::NotInSource {
        what: what.to_owned(),
        value: fact.value.to_string(),
    };
    findings.record(&fact.span, flaw);
}

fn is_printed(page: &str, day: Day) -> bool {
    let chinese = format!("{}年{}月{}日", day.year(), day.month(), day.day());
    page.contains(&day.to_string()) || page.contains(&chinese)
}
