//! A table of a TOML file, read key by key: every wrong value is noted at its place, and every key nobody asked for too.

use std::cell::{Cell, RefCell};
use std::ops::Range;

use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use smallvec::SmallVec;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::{Date, Datetime, Offset};

use crate::plan::{Day, Moment, Number};
use crate::text::{ExpectedValue, Flaw};

use crate::store::problem::Flaws;

/// A value with its place.
#[derive(Debug)]
pub(crate) struct Spot<T> {
    pub(crate) value: T,
    pub(crate) span: Range<usize>,
}

impl Spot<&str> {
    fn owned(self) -> Spot<String> {
        Spot {
            value: self.value.to_owned(),
            span: self.span,
        }
    }
}

/// An item of an array that should be a table.
pub(crate) struct ArrayItem<'t, 's> {
    pub(crate) span: Range<usize>,
    pub(crate) fields: Option<Fields<'t, 's>>,
}

/// An item of an array that may be a string or a table.
pub(crate) struct WordOrTable<'t, 's> {
    pub(crate) span: Range<usize>,
    pub(crate) word: Option<&'t str>,
    pub(crate) fields: Option<Fields<'t, 's>>,
}

/// A table being read.
pub(crate) struct Fields<'t, 's> {
    table: &'t DeTable<'s>,
    /// Its keys and values: so few that looking through them finds one faster than the table itself does.
    slots: SmallVec<[Slot<'t, 's>; MOST_KEYS]>,
    /// Where the table stands: its header, or its braces.
    pub(crate) span: Range<usize>,
    /// Every key that was asked for, whether it is there or not.
    asked: RefCell<SmallVec<[&'static str; MOST_ASKED]>>,
}

/// Returns whether two keys are the same: nearly all that are not differ in their lengths or where they begin.
fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.as_bytes().first() == other.as_bytes().first() && one == other
}

struct Slot<'t, 's> {
    key: &'t str,
    value: &'t Spanned<DeValue<'s>>,
    is_asked: Cell<bool>,
}

/// As many keys as most tables have: a plan has hundreds of tables, and none of these takes memory of its own.
const MOST_KEYS: usize = 8;

/// As many keys as any of our tables is asked for.
const MOST_ASKED: usize = 24;

impl<'t, 's> Fields<'t, 's> {
    pub(crate) fn new(table: &'t DeTable<'s>, span: Range<usize>) -> Self {
        let slots = table.iter().map(|(key, value)| Slot {
            key: key.get_ref(),
            value,
            is_asked: Cell::new(false),
        });
        Self {
            table,
            slots: slots.collect(),
            span,
            asked: RefCell::default(),
        }
    }

    fn get(&self, key: &'static str) -> Option<&'t Spanned<DeValue<'s>>> {
        self.asked.borrow_mut().push(key);
        let slot = self.slots.iter().find(|slot| is_same(slot.key, key))?;
        slot.is_asked.set(true);
        Some(slot.value)
    }

    /// Returns whether the key is there at all.
    pub(crate) fn has(&self, key: &'static str) -> bool {
        self.get(key).is_some()
    }

    /// Returns whether the key's value is a table.
    pub(crate) fn is_table(&self, key: &'static str) -> bool {
        self.get(key)
            .is_some_and(|value| value.get_ref().is_table())
    }

    /// Returns whether the key's value is an array.
    pub(crate) fn is_list(&self, key: &'static str) -> bool {
        self.get(key)
            .is_some_and(|value| value.get_ref().is_array())
    }

    /// Returns how many items a list has, without reading it; nothing where it is none.
    pub(crate) fn count(&self, key: &'static str) -> Option<(Range<usize>, usize)> {
        let slot = self.slots.iter().find(|slot| is_same(slot.key, key))?;
        let array = slot.value.get_ref().as_array()?;
        // Of tables of their own the first is the place to look at.
        let span = array
            .first()
            .map_or_else(|| slot.value.span(), Spanned::span);
        Some((span, array.len()))
    }

    /// Returns where the key's value stands.
    pub(crate) fn place(&self, key: &'static str) -> Option<Range<usize>> {
        self.get(key).map(Spanned::span)
    }

    fn take<T>(
        &self,
        key: &'static str,
        wanted: ExpectedValue,
        flaws: &mut Flaws,
        read: impl Fn(&'t DeValue<'s>) -> Option<T>,
    ) -> Option<Spot<T>> {
        let found = self.get(key)?;
        let span = found.span();
        let value = read(found.get_ref());
        if value.is_none() {
            flaws.note(
                span.clone(),
                Flaw::WrongType {
                    key: key.to_owned(),
                    wanted,
                },
            );
        }
        value.map(|value| Spot { value, span })
    }

    /// A string where it stands in the table, for who only looks at it.
    pub(crate) fn word(&self, key: &'static str, flaws: &mut Flaws) -> Option<Spot<&'t str>> {
        self.take(key, ExpectedValue::Text, flaws, DeValue::as_str)
    }

    pub(crate) fn text(&self, key: &'static str, flaws: &mut Flaws) -> Option<Spot<String>> {
        self.word(key, flaws).map(Spot::owned)
    }

    /// A string that must be there; an empty one stands in so that reading can go on.
    pub(crate) fn need_text(&self, key: &'static str, flaws: &mut Flaws) -> Spot<String> {
        self.need_word(key, flaws).owned()
    }

    /// Reads it and its place in the table.
    pub(crate) fn need_word(&self, key: &'static str, flaws: &mut Flaws) -> Spot<&'t str> {
        let text = self.word(key, flaws);
        if text.is_none() && !self.has(key) {
            flaws.fatal(
                self.span.clone(),
                Flaw::MissingKey {
                    key: key.to_owned(),
                },
            );
        }
        if let Some(blank) = text.as_ref().filter(|text| text.value.trim().is_empty()) {
            let key = key.to_owned();
            flaws.note(blank.span.clone(), Flaw::MissingKey { key });
        }
        text.unwrap_or_else(|| {
            flaws.fatal = true;
            Spot {
                value: "",
                span: self.span.clone(),
            }
        })
    }

    /// Several strings where they stand in the table.
    pub(crate) fn words(&self, key: &'static str, flaws: &mut Flaws) -> Option<Vec<Spot<&'t str>>> {
        self.each_word(key, flaws, |word| word)
    }

    pub(crate) fn texts(&self, key: &'static str, flaws: &mut Flaws) -> Option<Vec<Spot<String>>> {
        self.each_word(key, flaws, Spot::owned)
    }

    fn each_word<T>(
        &self,
        key: &'static str,
        flaws: &mut Flaws,
        make: impl Fn(Spot<&'t str>) -> T,
    ) -> Option<Vec<T>> {
        let all = self.take(key, ExpectedValue::Texts, flaws, |value| {
            let array = value.as_array()?;
            // Collected, it would not be known how many there are.
            let mut all = Vec::with_capacity(array.len());
            for one in array {
                let value = one.get_ref().as_str()?;
                let span = one.span();
                all.push(make(Spot { value, span }));
            }
            Some(all)
        })?;
        Some(all.value)
    }

    /// One string, or several.
    pub(crate) fn text_or_texts(&self, key: &'static str, flaws: &mut Flaws) -> Vec<Spot<String>> {
        match self.get(key).map(Spanned::get_ref) {
            Some(DeValue::Array(_)) => self.texts(key, flaws).unwrap_or_default(),
            Some(_) => self.text(key, flaws).into_iter().collect(),
            None => Vec::new(),
        }
    }

    pub(crate) fn number(&self, key: &'static str, flaws: &mut Flaws) -> Option<Spot<Number>> {
        self.in_limits(key, flaws)?;
        self.take(key, ExpectedValue::Number, flaws, number)
    }

    pub(crate) fn whole(&self, key: &'static str, flaws: &mut Flaws) -> Option<Spot<i64>> {
        self.in_limits(key, flaws)?;
        self.take(key, ExpectedValue::Whole, flaws, whole)
    }

    /// Notes a number that is one, but none that can be kept and added up; `None` then.
    fn in_limits(&self, key: &'static str, flaws: &mut Flaws) -> Option<()> {
        let Some(found) = self.get(key) else {
            return Some(());
        };
        let text = match found.get_ref() {
            DeValue::Integer(integer) => integer.as_str(),
            // Infinity and what is no number at all are of another type.
            DeValue::Float(float) if float.as_str().contains(|c: char| c.is_ascii_digit()) => {
                float.as_str()
            }
            _ => return Some(()),
        };
        if number(found.get_ref()).is_none() {
            let flaw = Flaw::NumberOutOfLimits {
                text: text.to_owned(),
            };
            flaws.note(found.span(), flaw);
            return None;
        }
        Some(())
    }

    /// Several whole numbers.
    pub(crate) fn wholes(&self, key: &'static str, flaws: &mut Flaws) -> Option<Spot<Vec<i64>>> {
        self.take(key, ExpectedValue::Wholes, flaws, |value| {
            let numbers = value.as_array()?.iter();
            numbers.map(|one| whole(one.get_ref())).collect()
        })
    }

    pub(crate) fn flag(&self, key: &'static str, flaws: &mut Flaws) -> Option<bool> {
        self.take(key, ExpectedValue::Bool, flaws, DeValue::as_bool)
            .map(|spot| spot.value)
    }

    pub(crate) fn date(&self, key: &'static str, flaws: &mut Flaws) -> Option<Spot<Day>> {
        self.take(key, ExpectedValue::Date, flaws, |value| {
            value.as_datetime().and_then(plain_day)
        })
    }

    /// Several days.
    pub(crate) fn dates(&self, key: &'static str, flaws: &mut Flaws) -> Vec<Day> {
        let all = self.take(key, ExpectedValue::Dates, flaws, |value| {
            let days = value.as_array()?.iter();
            days.map(|one| one.get_ref().as_datetime().and_then(plain_day))
                .collect::<Option<Vec<Day>>>()
        });
        all.map_or_else(Vec::new, |spot| spot.value)
    }

    pub(crate) fn moment(&self, key: &'static str, flaws: &mut Flaws) -> Option<Spot<Moment>> {
        self.take(key, ExpectedValue::Moment, flaws, |value| {
            moment(value.as_datetime()?)
        })
    }

    /// An inline table or a table of its own.
    pub(crate) fn table(&self, key: &'static str, flaws: &mut Flaws) -> Option<Fields<'t, 's>> {
        let expected = match key {
            "target" => ExpectedValue::Target,
            "baseline" => ExpectedValue::Baseline,
            _ => ExpectedValue::Table,
        };
        self.take(key, expected, flaws, DeValue::as_table)
            .map(|spot| Fields::new(spot.value, spot.span))
    }

    /// An array of tables, inline or of their own; none where one of them is no table.
    pub(crate) fn tables(
        &self,
        key: &'static str,
        flaws: &mut Flaws,
    ) -> impl Iterator<Item = Fields<'t, 's>> + use<'t, 's> {
        let all = self.take(key, ExpectedValue::Tables, flaws, |value| {
            let array = value.as_array()?;
            let are_tables = array.iter().all(|one| one.get_ref().is_table());
            are_tables.then_some(array)
        });
        let items = all.into_iter().flat_map(|all| all.value.iter());
        items.filter_map(Self::of)
    }

    /// The items of an array that should be tables, each with its place; what is none is noted and stays without fields.
    /// `None` where there is no array.
    pub(crate) fn items(
        &self,
        key: &'static str,
        flaws: &mut Flaws,
    ) -> Option<impl ExactSizeIterator<Item = ArrayItem<'t, 's>> + use<'t, 's>> {
        let array = self.take(key, ExpectedValue::Tables, flaws, DeValue::as_array)?;
        for one in array.value.iter().filter(|one| !one.get_ref().is_table()) {
            let flaw = Flaw::WrongType {
                key: key.to_owned(),
                wanted: ExpectedValue::Table,
            };
            flaws.note(one.span(), flaw);
        }
        Some(array.value.iter().map(|one| ArrayItem {
            span: one.span(),
            fields: Self::of(one),
        }))
    }

    /// The items of an array of strings and tables; `None` where there is no array. What is neither is noted.
    pub(crate) fn words_or_tables(
        &self,
        key: &'static str,
        flaws: &mut Flaws,
    ) -> Option<Vec<WordOrTable<'t, 's>>> {
        let array = self.take(key, ExpectedValue::Texts, flaws, DeValue::as_array)?;
        let items = array.value.iter().filter_map(|one| {
            let item = WordOrTable {
                span: one.span(),
                word: one.get_ref().as_str(),
                fields: Self::of(one),
            };
            if item.word.is_none() && item.fields.is_none() {
                let flaw = Flaw::WrongType {
                    key: key.to_owned(),
                    wanted: ExpectedValue::Texts,
                };
                flaws.note(one.span(), flaw);
                return None;
            }
            Some(item)
        });
        Some(items.collect())
    }

    fn of(value: &'t Spanned<DeValue<'s>>) -> Option<Self> {
        let table = value.get_ref().as_table()?;
        Some(Self::new(table, value.span()))
    }

    /// The place of a value, whatever it is.
    pub(crate) fn span_of(&self, key: &'static str) -> Option<Range<usize>> {
        self.get(key).map(Spanned::span)
    }

    /// One of a set of words, by what they stand for.
    pub(crate) fn choice<T: Copy>(
        &self,
        key: &'static str,
        known: &[(T, &'static str)],
        flaws: &mut Flaws,
    ) -> Option<T> {
        let word = self.word(key, flaws)?;
        let found = known
            .iter()
            .find(|(_, name)| *name == word.value)
            .map(|(value, _)| *value);
        if found.is_none() {
            let allowed = known.iter().map(|(_, name)| (*name).to_owned()).collect();
            flaws.note(
                word.span,
                Flaw::BadValue {
                    key: key.to_owned(),
                    value: word.value.to_owned(),
                    allowed,
                },
            );
        }
        found
    }

    /// Notes the keys nobody asked for: most likely a slip of the pen. They stay in the file.
    pub(crate) fn finish(self, flaws: &mut Flaws) {
        if self.slots.iter().all(|slot| slot.is_asked.get()) {
            return;
        }
        let asked = self.asked.into_inner();
        for (key, _) in self.table {
            if !asked.contains(&key.get_ref().as_ref()) {
                let nearest = (!flaws.is_full())
                    .then(|| nearest(key.get_ref(), asked.iter().copied()))
                    .flatten();
                flaws.note(
                    key.span(),
                    Flaw::UnknownKey {
                        key: key.get_ref().to_string(),
                        nearest,
                    },
                );
            }
        }
    }
}

fn whole(value: &DeValue<'_>) -> Option<i64> {
    let integer = value.as_integer()?;
    i64::from_str_radix(integer.as_str(), integer.radix()).ok()
}

fn number(value: &DeValue<'_>) -> Option<Number> {
    match value {
        DeValue::Integer(_) => Number::parse(&whole(value)?.to_string()),
        DeValue::Float(float) => Number::parse(float.as_str()),
        _ => None,
    }
}

/// A date without a time.
fn plain_day(at: &Datetime) -> Option<Day> {
    match at {
        Datetime {
            date: Some(date),
            time: None,
            offset: None,
        } => day(*date),
        _ => None,
    }
}

fn day(date: Date) -> Option<Day> {
    NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
}

fn moment(at: &Datetime) -> Option<Moment> {
    let date = day(at.date?)?;
    let Some(time) = at.time else {
        return Some(Moment {
            local: date.and_time(NaiveTime::MIN),
            offset: None,
        });
    };
    let second = u32::from(time.second.unwrap_or(0)).min(59);
    let local = NaiveDateTime::new(
        date,
        NaiveTime::from_hms_opt(time.hour.into(), time.minute.into(), second)?,
    );
    let offset = match at.offset {
        None => None,
        Some(Offset::Z) => Some(0),
        Some(Offset::Custom { minutes }) => Some(i32::from(minutes) * 60),
    };
    if let Some(seconds) = offset {
        FixedOffset::east_opt(seconds)?
            .from_local_datetime(&local)
            .single()?;
    }
    Some(Moment { local, offset })
}

/// The known name that is closest to what was written, if any is close.
pub(crate) fn nearest<'a>(
    written: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    known
        .into_iter()
        .map(|name| (edit_distance(written, name), name))
        .filter(|(distance, name)| *distance <= (name.chars().count() / 2).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name.to_owned())
}

/// Longer names are no slips of the pen of each other.
const LONGEST_NAME: usize = 200;

/// Returns how many characters to insert, delete or replace to make one text of the other; of very long texts how many characters
/// the longer one has.
pub(crate) fn edit_distance(a: &str, b: &str) -> usize {
    let longest = a.chars().count().max(b.chars().count());
    if longest > LONGEST_NAME {
        return longest;
    }
    strsim::levenshtein(a, b)
}
