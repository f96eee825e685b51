//! Which names of a document are one unit.

use std::collections::HashMap;

use crate::plan::UnitKind;

use super::kinds::{is_collective, kind_of, without_last_bracket};

/// A unit as a document names it.
#[derive(Clone, Debug, PartialEq)]
pub struct PrintedUnit {
    /// The fullest form.
    pub name: String,
    /// Every other form that is printed.
    pub aliases: Vec<String>,
    /// Its kind, by its name.
    pub kind: UnitKind,
    /// The line on which it is first named.
    pub line_no: usize,
    /// Whether the fullest form is printed, not put together from a level said before.
    pub is_printed: bool,
}

/// The units found so far.
#[derive(Debug, Default)]
pub(crate) struct UnitRegister {
    pub(crate) units: Vec<PrintedUnit>,
    by_key: HashMap<String, usize>,
}

impl UnitRegister {
    /// Returns the unit of a name, a new one where it is not known. `full` is the name with the level that its run gives it.
    pub(crate) fn enter(&mut self, printed: &str, full: &str, line_no: usize) -> usize {
        let main = main_name(full).to_owned();
        let key = key(&main);
        let is_printed = main_name(printed) == main;
        let at = if let Some(at) = self.by_key.get(&key) {
            *at
        } else {
            self.units.push(PrintedUnit {
                name: main.clone(),
                aliases: Vec::new(),
                kind: kind_of(&main),
                line_no,
                is_printed,
            });
            self.by_key.insert(key, self.units.len() - 1);
            self.units.len() - 1
        };
        let unit = &mut self.units[at];
        let length = |name: &str| name.strip_prefix('各').unwrap_or(name).chars().count();
        let is_fuller = (is_printed, length(&main)) > (unit.is_printed, length(&unit.name));
        if is_fuller && main != unit.name {
            let old = std::mem::replace(&mut unit.name, main.clone());
            if unit.is_printed {
                unit.aliases.push(old);
            }
            unit.is_printed = is_printed;
        }
        for alias in [
            printed.to_owned(),
            if is_printed { main } else { String::new() },
        ] {
            if !alias.is_empty() && alias != unit.name && !unit.aliases.contains(&alias) {
                unit.aliases.push(alias);
            }
        }
        unit.aliases.retain(|alias| *alias != unit.name);
        at
    }

    /// Returns whether a name is that of a unit found before.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.by_key.contains_key(&key(main_name(name)))
    }

    /// Drops aliases that two units claim, since a report would go to the wrong desk.
    pub(crate) fn settle_aliases(&mut self) {
        let mut claims: HashMap<&str, usize> = HashMap::new();
        for unit in &self.units {
            *claims.entry(unit.name.as_str()).or_default() += 2;
            for alias in &unit.aliases {
                *claims.entry(alias.as_str()).or_default() += 1;
            }
        }
        let twice: Vec<String> = claims
            .into_iter()
            .filter(|(_, count)| *count > 1)
            .map(|(name, _)| name.to_owned())
            .collect();
        for unit in &mut self.units {
            let name = unit.name.clone();
            unit.aliases
                .retain(|alias| !twice.contains(alias) || *alias == name);
        }
    }
}

/// Returns a name without a second name in brackets at its end; the bracket of a collective belongs to it.
fn main_name(name: &str) -> &str {
    if is_collective(name) {
        name
    } else {
        without_last_bracket(name)
    }
}

/// Writes a name so that its usual spellings become one: 人力资源和社会保障局 and 人社局.
fn key(name: &str) -> String {
    const SAME: [(&str, &str); 33] = [
        ("有关部门", "有关单位"),
        ("（", "("),
        ("）", ")"),
        ("和", ""),
        ("委员会", "委"),
        ("办公室", "办"),
        ("人民政府", "政府"),
        ("监督管理", "监管"),
        ("人力资源社会保障", "人社"),
        ("人力社保", "人社"),
        ("发展改革", "发改"),
        ("经济信息化", "经信"),
        ("工业信息化", "工信"),
        ("工业经信", "工信"),
        ("卫生健康", "卫健"),
        ("住房城乡建设", "住建"),
        ("文化旅游", "文旅"),
        ("应急管理", "应急"),
        ("退役军人事务", "退役军人"),
        ("广播电视", "广电"),
        ("新闻出版广电", "新广"),
        ("市场监管", "市监"),
        ("自然资源规划", "资规"),
        ("行政审批", "审批"),
        ("机关事务管理", "机关事务"),
        ("国有资产监管", "国资"),
        ("地方金融监管", "金融"),
        ("科学技术协会", "科协"),
        ("科学技术", "科技"),
        ("妇女联合会", "妇联"),
        ("残疾人联合会", "残联"),
        ("交通运输", "交通"),
        ("委办", "办"),
    ];
    // 乡镇人民政府 and 各乡镇人民政府.
    let mut key = name.strip_prefix('各').unwrap_or(name).to_owned();
    for (from, to) in SAME {
        if key.contains(from) {
            key = key.replace(from, to);
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entered(names: &[(&str, &str)]) -> Vec<(String, Vec<String>)> {
        let mut register = UnitRegister::default();
        for (printed, full) in names {
            register.enter(printed, full, 1);
        }
        register.settle_aliases();
        register
            .units
            .into_iter()
            .map(|unit| (unit.name, unit.aliases))
            .collect()
    }

    #[test]
    fn spellings_of_a_unit_are_one() {
        assert_eq!(
            entered(&[
                ("区科技经信局", "区科技经信局"),
                ("区科技经济和信息化局", "区科技经济和信息化局"),
                ("区人力资源社会保障局", "区人力资源社会保障局"),
                ("区人力资源和社会保障局", "区人力资源和社会保障局"),
            ]),
            [
                (
                    "区科技经济和信息化局".to_owned(),
                    vec!["区科技经信局".to_owned()]
                ),
                (
                    "区人力资源和社会保障局".to_owned(),
                    vec!["区人力资源社会保障局".to_owned()]
                ),
            ]
        );
    }

    #[test]
    fn a_short_form_is_an_alias_of_the_full_one() {
        assert_eq!(
            entered(&[
                ("文明办", "市委文明办"),
                ("市委宣传部(网信办)", "市委宣传部(网信办)"),
                ("宣传部", "市委宣传部"),
            ]),
            [
                ("市委文明办".to_owned(), vec!["文明办".to_owned()]),
                (
                    "市委宣传部".to_owned(),
                    vec!["市委宣传部(网信办)".to_owned(), "宣传部".to_owned()]
                ),
            ]
        );
    }

    #[test]
    fn other_units_stay_apart() {
        let units = entered(&[
            ("市科协", "市科协"),
            ("市老科协", "市老科协"),
            ("市教育局", "市教育局"),
            ("市体育局", "市体育局"),
        ]);
        assert_eq!(units.len(), 4);
    }
}
