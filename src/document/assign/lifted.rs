//! Lines of units behind the last entry of a section that assign all of it.

use super::around::subtree_end;
use super::{Assigner, EnteredGroup};
use crate::document::structure::PrintedEntry;
use crate::document::units::kinds::is_collective;
use crate::text::Doubt;

impl Assigner {
    /// Gives a line of units after the last entry of a section to the whole section, where nothing else in it has units.
    pub(super) fn lift(
        &mut self,
        entries: &[PrintedEntry],
        parents: &[Option<usize>],
        groups: &mut [Vec<EnteredGroup>],
    ) {
        // From the innermost sections outwards.
        for section in (0..entries.len()).rev() {
            let Some(holder) = self.holder_of_all(entries, parents, groups, section) else {
                continue;
            };
            let lifted = std::mem::take(&mut groups[holder]);
            let line_no = lifted
                .first()
                .map_or(entries[section].line_no, |group| group.line_no);
            self.doubts
                .retain(|doubt| doubt.doubt != Doubt::UnitsOfSection || doubt.line_no != line_no);
            self.doubt(Doubt::UnitsOfSection, line_no, &entries[section].id);
            groups[section].extend(lifted);
        }
    }

    /// Returns the entry whose line of units is of all of a section: its last, where no other has units.
    fn holder_of_all(
        &self,
        entries: &[PrintedEntry],
        parents: &[Option<usize>],
        groups: &[Vec<EnteredGroup>],
        section: usize,
    ) -> Option<usize> {
        let inside = section + 1..subtree_end(parents, section);
        let mut children = inside.clone().filter(|at| parents[*at] == Some(section));
        let last_child = children.next_back()?;
        // One alone has its own.
        children.next()?;
        let mut holders = inside.clone().filter(|at| !groups[*at].is_empty());
        let holder = holders.next().filter(|holder| *holder >= last_child)?;
        let is_alone = holders.next().is_none() && groups[holder].iter().all(|it| it.stands_alone);
        // A whole chapter takes only what fits all of it.
        let is_chapter = inside.clone().any(|at| !entries[at].is_item);
        let fits = || {
            let mut units = groups[holder].iter().flat_map(|group| &group.units);
            units.all(|(unit, _)| is_collective(&self.register.units[*unit].name))
        };
        (is_alone && (!is_chapter || fits())).then_some(holder)
    }
}
