//! contacts.toml: whom to call.

use std::ops::Range;
use std::path::Path;

use crate::plan::{Day, Plan};
use crate::store::problem::Flaws;
use crate::store::toml_reader::fields::Fields;
use crate::store::{Problem, closest_units};
use crate::text::Flaw;

use super::read::read_office_file;

/// The contacts, beside plans/.
pub const CONTACTS_FILE: &str = "contacts.toml";

/// A contact person in a unit (联系人).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The unit, by any of its names.
    pub unit: String,
    /// The place of that name in the file.
    pub unit_span: Range<usize>,
    /// The post.
    pub post: Option<String>,
    /// The person.
    pub name: Option<String>,
    /// The phone number.
    pub phone: Option<String>,
    /// The first day in the post.
    pub from: Option<Day>,
    /// The last day in the post.
    pub until: Option<Day>,
}

/// contacts.toml.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contacts {
    /// Contacts in file order.
    pub list: Vec<Contact>,
}

impl Contacts {
    /// Reads contacts.toml in the folder that contains plans/; a missing file is empty.
    pub fn read(parent: &Path) -> (Self, Vec<Problem>) {
        read_office_file(&parent.join(CONTACTS_FILE), |root, flaws| {
            let list: Vec<_> = root.tables("contact", flaws).collect();
            let list = list.into_iter().map(|fields| contact(fields, flaws));
            Self {
                list: list.collect(),
            }
        })
    }

    /// Finds contacts of units that are neither in a plan nor the office itself.
    pub fn unknown_units(
        &self,
        parent: &Path,
        office: Option<&str>,
        plans: &[&Plan],
    ) -> Vec<Problem> {
        let units = || plans.iter().map(|plan| plan.units());
        let all = || units().flat_map(|units| units.iter().map(|(_, unit)| unit));
        let is_known = |name: &str| {
            name.is_empty() || office == Some(name) || units().any(|it| it.find(name).is_some())
        };
        let unknown = self.list.iter().filter(|contact| !is_known(&contact.unit));
        let problems = unknown.map(|contact| Problem {
            file: parent.join(CONTACTS_FILE),
            span: contact.unit_span.clone(),
            flaw: Flaw::UnknownUnit {
                name: contact.unit.clone(),
                nearest: closest_units(&contact.unit, all()),
            },
        });
        problems.collect()
    }

    /// Iterates over the contacts of a unit on a day; `is_unit` says whether a name is the unit's.
    pub fn of<'c>(
        &'c self,
        is_unit: impl Fn(&str) -> bool + 'c,
        day: Day,
    ) -> impl Iterator<Item = &'c Contact> + 'c {
        let holds = move |contact: &&Contact| {
            is_unit(&contact.unit)
                && contact.from.is_none_or(|from| from <= day)
                && contact.until.is_none_or(|until| day <= until)
        };
        self.list.iter().filter(holds)
    }
}

fn contact(fields: Fields<'_, '_>, flaws: &mut Flaws) -> Contact {
    let from = fields.date("from", flaws).map(|spot| spot.value);
    let until = fields.date("until", flaws);
    if let (Some(start), Some(end)) = (from, &until)
        && end.value < start
    {
        let flaw = Flaw::EndBeforeStart {
            start: start.to_string(),
            end: end.value.to_string(),
        };
        flaws.note(end.span.clone(), flaw);
    }
    let unit = fields.need_text("unit", flaws);
    let contact = Contact {
        unit: unit.value,
        unit_span: unit.span,
        post: fields.text("post", flaws),
        name: fields.text("name", flaws),
        phone: fields.text("phone", flaws),
        from,
        until: until.map(|spot| spot.value),
    };
    fields.finish(flaws);
    contact
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_holds_the_post_on_a_day_is_called() {
        let root = tempfile::TempDir::new().unwrap();
        let text = "[[contact]]\nunit = \"教育局\"\nname = \"甲\"\nuntil = 2024-06-30\n\
                    [[contact]]\nunit = \"县教育局\"\nname = \"乙\"\nfrom = 2024-07-01\n\
                    [[contact]]\nunit = \"县科协\"\nphone = \"1\"\nfax = \"2\"\n";
        std::fs::write(root.path().join(CONTACTS_FILE), text).unwrap();
        let (contacts, problems) = Contacts::read(root.path());
        assert_eq!(problems.len(), 1);
        let of = |day: &str| {
            let is_unit = |name: &str| name.ends_with("教育局");
            let found = contacts.of(is_unit, day.parse().unwrap());
            found.filter_map(|it| it.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(of("2024-06-30"), ["甲"]);
        assert_eq!(of("2024-07-01"), ["乙"]);
        assert_eq!(Contacts::read(Path::new("/nowhere")).0.list, []);
    }
}
