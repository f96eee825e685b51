use crate::text::{Field, Weakness};

use super::difference::{Place, Value};

/// A way in which the later version promises less, or owns up to less, with everything it is true of.
#[derive(Clone, Debug, PartialEq)]
pub struct Weakening {
    /// Which way.
    pub kind: Weakness,
    /// Where.
    pub places: Vec<Place>,
    /// The field, where the kind alone does not say it.
    pub field: Option<Field>,
    /// The unit it is about.
    pub unit: Option<String>,
    /// Before.
    pub from: Option<Value>,
    /// After.
    pub to: Option<Value>,
    /// The later document that it cites, by its id; then it is no reproach but listed under 依据文件.
    pub amendment: Option<String>,
}

/// One place where a weakening was seen, before equal ones are put together.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sighting {
    pub(super) kind: Weakness,
    pub(super) place: Place,
    pub(super) field: Option<Field>,
    pub(super) unit: Option<String>,
    pub(super) from: Option<Value>,
    pub(super) to: Option<Value>,
    pub(super) amendment: Option<String>,
}

impl Sighting {
    pub(super) fn new(kind: Weakness, place: Place) -> Self {
        Self {
            kind,
            place,
            field: None,
            unit: None,
            from: None,
            to: None,
            amendment: None,
        }
    }

    pub(super) fn change(mut self, from: Option<Value>, to: Option<Value>) -> Self {
        self.from = from;
        self.to = to;
        self
    }

    pub(super) fn field(mut self, field: Field) -> Self {
        self.field = Some(field);
        self
    }

    pub(super) fn unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = Some(unit.into());
        self
    }

    pub(super) fn cites(mut self, amendment: Option<&str>) -> Self {
        self.amendment = amendment.map(str::to_owned);
        self
    }

    fn is_same_sight(&self, other: &Self) -> bool {
        self.place == other.place && self.is_alike(other)
    }

    fn is_alike(&self, other: &Self) -> bool {
        self.kind == other.kind
            && self.field == other.field
            && self.unit == other.unit
            && self.from == other.from
            && self.to == other.to
    }
}

/// Weakenings as they are found.
#[derive(Default)]
pub(super) struct Sightings(Vec<Sighting>);

impl Sightings {
    /// The same thing may be seen on several days; one of them without a document behind it is enough to reproach it.
    pub(super) fn add(&mut self, sighting: Sighting) {
        match self.0.iter_mut().find(|one| one.is_same_sight(&sighting)) {
            Some(known) if sighting.amendment.is_none() => known.amendment = None,
            Some(_) => {}
            None => self.0.push(sighting),
        }
    }

    /// Equal ones put together, in the order they were found.
    pub(super) fn grouped(self) -> Vec<Weakening> {
        let mut groups: Vec<(Sighting, Vec<Place>)> = Vec::new();
        for sighting in self.0 {
            let place = sighting.place.clone();
            let group = groups
                .iter_mut()
                .find(|(one, _)| one.is_alike(&sighting) && one.amendment == sighting.amendment);
            match group {
                Some((_, places)) => places.push(place),
                None => groups.push((sighting, vec![place])),
            }
        }
        groups
            .into_iter()
            .map(|(one, places)| Weakening {
                kind: one.kind,
                places,
                field: one.field,
                unit: one.unit,
                from: one.from,
                to: one.to,
                amendment: one.amendment,
            })
            .collect()
    }
}
