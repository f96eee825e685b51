//! Finds the units that a typed name may mean.

use crate::plan::{Plan, UnitIx, Units, plain_text};

use crate::query::Needle;

/// A unit of one plan; the same office may be a unit of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitInPlan {
    /// The plan's id.
    pub plan: String,
    /// The unit's index in the plan.
    pub unit: UnitIx,
}

impl UnitInPlan {
    /// Names a unit of a plan.
    pub fn of(plan: &Plan, unit: UnitIx) -> Self {
        Self {
            plan: plan.id().to_owned(),
            unit,
        }
    }

    /// Returns the unit's index if it is a unit of this plan.
    pub fn within(&self, plan: &Plan) -> Option<UnitIx> {
        (self.plan == plan.id()).then_some(self.unit)
    }
}

/// Returns whether units of two plans are one: a plan may call it by a name that the other has as an alias.
pub fn is_same_unit((plan, unit): (&Plan, UnitIx), (other, its): (&Plan, UnitIx)) -> bool {
    other.units().find(plan.units().name(unit)) == Some(its)
        || plan.units().find(other.units().name(its)) == Some(unit)
}

/// The units that a typed name refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitMatch {
    /// Exactly one unit.
    One(UnitIx),
    /// Several candidates.
    Several(Vec<UnitIx>),
    /// No unit of this plan.
    None,
}

impl UnitMatch {
    /// Returns the unit, if it is exactly one.
    pub fn one(self) -> Option<UnitIx> {
        match self {
            Self::One(unit) => Some(unit),
            Self::Several(_) | Self::None => None,
        }
    }
}

/// The levels that a name may begin with, and that people leave out.
const LEVELS: [char; 9] = ['省', '市', '州', '盟', '县', '区', '旗', '镇', '乡'];

/// Finds a unit by any of its names, by a name without its level (市, 县, 区 ..), by a part of a name that only one
/// unit has, or by pinyin, in this order.
pub fn match_unit(units: &Units, typed: &str) -> UnitMatch {
    let typed = plain_text(typed.trim());
    let typed = typed.as_ref();
    if typed.is_empty() {
        return UnitMatch::None;
    }
    if let Some(ix) = units.find(typed) {
        return UnitMatch::One(ix);
    }
    let by = |fits: &dyn Fn(&str) -> bool| -> Vec<UnitIx> {
        units
            .iter()
            .filter(|(_, unit)| unit.names().any(fits))
            .map(|(ix, _)| ix)
            .collect()
    };
    let needle = Needle::new(typed);
    let rules: [Vec<UnitIx>; 4] = [
        by(&|name| plain_text(name).strip_prefix(LEVELS) == Some(typed)),
        by(&|name| plain_text(name).contains(typed)),
        by(&|name| {
            let local = name.strip_prefix(LEVELS);
            is_all_of(&needle, name) || local.is_some_and(|local| is_all_of(&needle, local))
        }),
        by(&|name| needle.matches(name)),
    ];
    match rules.into_iter().find(|found| !found.is_empty()) {
        Some(found) if found.len() == 1 => UnitMatch::One(found[0]),
        Some(found) => UnitMatch::Several(found),
        None => UnitMatch::None,
    }
}

/// Returns whether the needle covers the whole name.
fn is_all_of(needle: &Needle, name: &str) -> bool {
    needle
        .hits(name)
        .first()
        .is_some_and(|hit| hit.len() == name.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Unit;

    fn units() -> Units {
        Units::new(vec![
            Unit::named("市教育局", &["教育局"]),
            Unit::named("市委宣传部", &[]),
            Unit::named("市科协", &[]),
            Unit::named("市老科协", &[]),
        ])
    }

    #[test]
    fn a_unit_is_found_as_people_write_it() {
        let units = units();
        for (typed, place) in [
            ("市教育局", 0),
            ("教育局", 0),
            ("jyj", 0),
            ("sjyj", 0),
            ("jiaoyuju", 0),
            ("宣传部", 1),
            ("科协", 2),
            ("kx", 2),
            ("老科协", 3),
        ] {
            let unit = UnitIx::new(place);
            assert_eq!(match_unit(&units, typed), UnitMatch::One(unit), "{typed}");
        }
        assert_eq!(
            match_unit(&units, "市"),
            UnitMatch::Several([0, 1, 2, 3].map(UnitIx::new).into())
        );
        assert_eq!(match_unit(&units, "财政局"), UnitMatch::None);
    }

    #[test]
    fn a_part_that_several_units_have_is_none_of_them() {
        let units = Units::new(vec![
            Unit::named("县妇联", &["妇联"]),
            Unit::named("县残联", &[]),
            Unit::named("县委组织部", &[]),
            Unit::named("团县委", &["团委"]),
        ]);
        for (typed, places) in [
            ("联", [0, 1]),
            ("lian", [0, 1]),
            ("委", [2, 3]),
            ("县委", [2, 3]),
        ] {
            let several = UnitMatch::Several(places.map(UnitIx::new).into());
            assert_eq!(match_unit(&units, typed), several, "{typed}");
        }
        for (typed, place) in [("残联", 1), ("canlian", 1), ("组织部", 2)] {
            let one = UnitMatch::One(UnitIx::new(place));
            assert_eq!(match_unit(&units, typed), one, "{typed}");
        }
    }
}
