use super::{AlertGroup, Alerts, Filter, Item};

/// What a filter lets through of the alerts: a heading over each group, then its lines; at the end the plans that were
/// never reported on.
///
/// Of each line only the number of its alert is kept: the list is made anew at every letter of a search, and of very many
/// lines few are looked at. It goes with the [`Alerts`] it was made of.
#[derive(Clone, Debug, Default)]
pub struct AlertList {
    headings: Vec<Heading>,
    /// The numbers of the alerts, without the headings.
    alerts: Vec<u32>,
    silent: Vec<usize>,
}

#[derive(Clone, Debug)]
struct Heading {
    group: AlertGroup,
    /// The row it stands in.
    row: usize,
    /// How many alerts are under it.
    count: usize,
}

/// A row of a list of alerts.
#[derive(Clone, Debug, PartialEq)]
pub enum AlertRow {
    /// Over a group, with the number of alerts in it.
    Heading(AlertGroup, usize),
    /// A milestone.
    Item(Item),
    /// A plan that ended and was never reported on, by its place.
    NeverReported(usize),
}

impl AlertList {
    /// Returns what a filter lets through.
    pub fn of(alerts: &Alerts, filter: &Filter) -> Self {
        let mut list = Self::default();
        for (number, group) in alerts.through(filter) {
            list.group(group).count += 1;
            list.alerts.push(number);
        }
        // The plans that never reported stand with the last group, 未报.
        if filter.is_empty() && !alerts.never_reported().is_empty() {
            list.group(AlertGroup::Unreported);
            list.silent = alerts.never_reported().to_vec();
        }
        list
    }

    /// The last heading, of this group: a new one where the last is of another.
    fn group(&mut self, group: AlertGroup) -> &mut Heading {
        if self.headings.last().is_none_or(|last| last.group != group) {
            self.headings.push(Heading {
                group,
                row: self.len(),
                count: 0,
            });
        }
        let last = self.headings.len() - 1;
        &mut self.headings[last]
    }

    /// Returns how many rows there are.
    pub fn len(&self) -> usize {
        self.headings.len() + self.alerts.len() + self.silent.len()
    }

    /// Returns whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns how many milestones there are.
    pub fn milestones(&self) -> usize {
        self.alerts.len()
    }

    /// A row.
    pub fn row(&self, alerts: &Alerts, row: usize) -> Option<AlertRow> {
        if let Some(heading) = self.headings.iter().find(|heading| heading.row == row) {
            return Some(AlertRow::Heading(heading.group, heading.count));
        }
        let at = self.without_headings(row);
        if let Some(number) = self.alerts.get(at) {
            return alerts.item(*number).map(AlertRow::Item);
        }
        let silent = self.silent.get(at - self.alerts.len());
        silent.map(|plan| AlertRow::NeverReported(*plan))
    }

    /// Returns whether a row is a heading.
    pub fn is_heading(&self, row: usize) -> bool {
        self.headings.iter().any(|heading| heading.row == row)
    }

    /// The row of the milestone at a place on the board.
    pub fn row_of(&self, alerts: &Alerts, place: (usize, usize, usize)) -> Option<usize> {
        let mut numbers = self.alerts.iter();
        let at = numbers.position(|number| alerts.place(*number) == Some(place))?;
        Some(self.with_headings(at))
    }

    /// The places on the board of its milestones.
    pub fn places(&self, alerts: &Alerts) -> impl Iterator<Item = (usize, usize, usize)> {
        self.alerts
            .iter()
            .filter_map(|number| alerts.place(*number))
    }

    fn without_headings(&self, row: usize) -> usize {
        let above = self.headings.iter().filter(|heading| heading.row < row);
        row - above.count()
    }

    fn with_headings(&self, at: usize) -> usize {
        let headings = self.headings.iter();
        headings.fold(at, |row, heading| row + usize::from(heading.row <= row))
    }
}
