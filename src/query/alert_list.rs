use super::{AlertGroup, Alerts, Filter, Item, OwedReport};

/// The alerts that a filter lets through: each group's heading and lines, then the plans never reported
/// on.
///
/// A line is kept as the number of its alert only, because the list is rebuilt at every keystroke of a
/// search and few lines are looked at. Use it with the [`Alerts`] it was made from.
#[derive(Clone, Debug, Default)]
pub struct AlertList {
    headings: Vec<Heading>,
    /// Numbers of the alerts, without the headings.
    alerts: Vec<u32>,
    silent: Vec<usize>,
    reports: Vec<OwedReport>,
}

#[derive(Clone, Debug)]
struct Heading {
    group: AlertGroup,
    /// The row of the heading.
    row: usize,
    /// The number of alerts below it.
    count: usize,
}

/// A row of a list of alerts.
#[derive(Clone, Debug, PartialEq)]
pub enum AlertRow {
    /// A group's heading, with the number of its alerts.
    Heading(AlertGroup, usize),
    /// A milestone.
    Item(Item),
    /// A plan that ended without any report, by its index on the board.
    NeverReported(usize),
    /// A unit whose report is missing or came late.
    Report(OwedReport),
}

impl AlertList {
    /// Lists the alerts that a filter lets through.
    pub fn of(alerts: &Alerts, filter: &Filter) -> Self {
        let mut list = Self::default();
        for (number, group) in alerts.through(filter) {
            list.group(group).count += 1;
            list.alerts.push(number);
        }
        // Plans never reported on join the last group, 未报.
        if filter.is_empty() && !alerts.never_reported().is_empty() {
            list.group(AlertGroup::Unreported);
            list.silent = alerts.never_reported().to_vec();
        }
        // A unit is found by its name; what is asked of milestones does not concern it.
        if filter.is_only_search() {
            let needle = filter.search.as_ref();
            let owed = alerts.reports().iter();
            let found =
                owed.filter(|it| needle.is_none_or(|it_is| it_is.matches_any_of(&[&it.name])));
            list.reports = found.cloned().collect();
        }
        if !list.reports.is_empty() {
            list.group(AlertGroup::Reports).count = list.reports.len();
        }
        list
    }

    /// Returns the last heading, after adding one if it is of another group.
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

    /// Returns the number of rows.
    pub fn len(&self) -> usize {
        self.headings.len() + self.alerts.len() + self.silent.len() + self.reports.len()
    }

    /// Returns true if there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the number of milestones.
    pub fn milestones(&self) -> usize {
        self.alerts.len()
    }

    /// Returns a row by its index.
    pub fn row(&self, alerts: &Alerts, row: usize) -> Option<AlertRow> {
        if let Some(heading) = self.headings.iter().find(|heading| heading.row == row) {
            return Some(AlertRow::Heading(heading.group, heading.count));
        }
        let at = self.without_headings(row);
        if let Some(number) = self.alerts.get(at) {
            return alerts.item(*number).map(AlertRow::Item);
        }
        let at = at - self.alerts.len();
        if let Some(plan) = self.silent.get(at) {
            return Some(AlertRow::NeverReported(*plan));
        }
        let report = self.reports.get(at - self.silent.len());
        report.cloned().map(AlertRow::Report)
    }

    /// Returns true if a row is a heading.
    pub fn is_heading(&self, row: usize) -> bool {
        self.headings.iter().any(|heading| heading.row == row)
    }

    /// Finds the row of a milestone by its indices on the board.
    pub fn row_of(&self, alerts: &Alerts, place: (usize, usize, usize)) -> Option<usize> {
        let mut numbers = self.alerts.iter();
        let at = numbers.position(|number| alerts.place(*number) == Some(place))?;
        Some(self.with_headings(at))
    }

    /// Iterates over the indices of its milestones on the board.
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
