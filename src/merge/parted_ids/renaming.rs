//! Another id for an item of a side, in every place of its text that names it.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diff::SubjectKind;
use crate::merge::items::{ItemName, WrittenItem};
use crate::store::progress::entry_text::quoted;
use crate::store::{Patch, patched};

/// Another id for an item of a side.
pub(super) struct Renaming<'r> {
    pub(super) name: &'r ItemName,
    pub(super) now: &'r str,
    pub(super) base: &'r WrittenItem,
}

impl Renaming<'_> {
    /// Returns the text of the side with the other id for whatever names the item, and for the item itself if `is_own`;
    /// with the logs that get another name.
    pub(super) fn all(&self, text: &str, is_own: bool) -> Option<(String, Vec<(String, String)>)> {
        let table = DeTable::parse(text).ok()?;
        let lists = table.get_ref();
        let mut patches = Vec::new();
        for item in tables(lists.get(self.name.kind.key())) {
            let id = item.get("id").filter(|id| is_own && self.is_it(id));
            patches.extend(id.map(|id| named(id, self.now)));
        }
        let logs = match self.name.subject()? {
            SubjectKind::Amendment => {
                self.citations(lists, &mut patches);
                Vec::new()
            }
            SubjectKind::Section => self.items_below(lists, &mut patches),
            SubjectKind::Phase => self.milestones_of_phase(lists, &mut patches),
            _ => return None,
        };
        Some((in_order(text, patches), logs))
    }

    /// Adds the ids of what the side added below the section; returns the logs that get another name.
    fn items_below(&self, lists: &DeTable<'_>, patches: &mut Vec<Patch>) -> Vec<(String, String)> {
        let mut logs = Vec::new();
        for kind in [SubjectKind::Section, SubjectKind::Action] {
            for item in tables(lists.get(kind.key())) {
                let Some(id) = item.get("id") else { continue };
                let was = id.get_ref().as_str();
                let Some(now) = was.and_then(|was| self.below(kind, was)) else {
                    continue;
                };
                patches.push(named(id, &now));
                if kind == SubjectKind::Action {
                    logs.extend(Self::logs_of(lists, item, &now));
                }
            }
        }
        logs
    }

    /// Adds the places that name the phase, and the milestones that have its id; returns the logs that get another
    /// name.
    fn milestones_of_phase(
        &self,
        lists: &DeTable<'_>,
        patches: &mut Vec<Patch>,
    ) -> Vec<(String, String)> {
        for kind in [SubjectKind::Section, SubjectKind::Action] {
            for item in tables(lists.get(kind.key())) {
                self.phases(item, patches);
            }
        }
        let mut logs = Vec::new();
        for action in tables(lists.get("action")) {
            let id = action.get("id").and_then(|id| id.get_ref().as_str());
            let Some(id) = id else { continue };
            let is_old = self.base_has_milestone(id);
            for milestone in tables(action.get("milestone")) {
                let own = milestone.get("id").filter(|own| self.is_it(own) && !is_old);
                let phase = milestone.get("phase").filter(|phase| self.is_it(phase));
                let both = own.into_iter().chain(phase);
                patches.extend(both.map(|value| named(value, self.now)));
            }
            if !is_old {
                let log = |phase: &str| format!("{id}/{phase}");
                logs.push((log(&self.name.id), log(self.now)));
            }
        }
        logs
    }

    fn is_it(&self, value: &Spanned<DeValue<'_>>) -> bool {
        value.get_ref().as_str() == Some(self.name.id.as_str())
    }

    /// Adds the places where a table, or what is in it, names the amendment.
    fn citations(&self, table: &DeTable<'_>, patches: &mut Vec<Patch>) {
        for (key, value) in table {
            if ["by", "added", "ended"].contains(&key.get_ref().as_ref()) && self.is_it(value) {
                patches.push(named(value, self.now));
            }
            let inner = value.get_ref().as_table().into_iter();
            for table in inner.chain(tables(Some(value))) {
                self.citations(table, patches);
            }
        }
    }

    /// Adds the places where an item lists the phase, now or before an amendment.
    fn phases(&self, item: &DeTable<'_>, patches: &mut Vec<Patch>) {
        let lists = item
            .get("phases")
            .and_then(|list| list.get_ref().as_array());
        for phase in lists
            .into_iter()
            .flatten()
            .filter(|phase| self.is_it(phase))
        {
            patches.push(named(phase, self.now));
        }
        for old in tables(item.get("was")) {
            self.phases(old, patches);
        }
    }

    /// Returns the new id of an item that the side added below the section.
    fn below(&self, kind: SubjectKind, id: &str) -> Option<String> {
        let rest = id.strip_prefix(&self.name.id)?.strip_prefix('.')?;
        let is_new = self.base.child(&ItemName::new(kind, id)).is_none();
        is_new.then(|| format!("{}.{rest}", self.now))
    }

    fn base_has_milestone(&self, action: &str) -> bool {
        let action = self.base.child(&ItemName::new(SubjectKind::Action, action));
        let milestones = action.into_iter().flat_map(|action| &action.children);
        milestones.into_iter().any(|it| it.name.id == self.name.id)
    }

    /// Returns the names of an action's logs, before and after.
    fn logs_of(lists: &DeTable<'_>, action: &DeTable<'_>, now: &str) -> Vec<(String, String)> {
        let was = action.get("id").and_then(|id| id.get_ref().as_str());
        let was = was.unwrap_or_default();
        let of = [lists.get("phase"), action.get("milestone")];
        let ids = of.into_iter().flat_map(tables);
        let ids = ids.filter_map(|it| it.get("id")?.get_ref().as_str());
        ids.map(|id| (format!("{was}/{id}"), format!("{now}/{id}")))
            .collect()
    }
}

/// Returns the change of a value to another name.
fn named(value: &Spanned<DeValue<'_>>, name: &str) -> Patch {
    Patch {
        at: value.span(),
        new: quoted(name),
    }
}

/// Returns the tables of a list.
fn tables<'t, 'i>(list: Option<&'t Spanned<DeValue<'i>>>) -> impl Iterator<Item = &'t DeTable<'i>> {
    let list = list.and_then(|list| list.get_ref().as_array());
    let all = list.into_iter().flatten();
    all.filter_map(|one| one.get_ref().as_table())
}

fn in_order(text: &str, mut patches: Vec<Patch>) -> String {
    patches.sort_by_key(|patch| patch.at.start);
    patched(text, &patches)
}
