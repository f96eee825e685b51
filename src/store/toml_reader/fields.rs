//! A TOML table read key by key; wrong values and unknown keys are reported at their positions.

use std::cell::{Cell, RefCell};
use std::ops::{Range, RangeInclusive};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::plan::{Day, Moment, Number};
use crate::text::{ExpectedValue, Flaw};

use crate::store::closest;
use crate::store::problem::Flaws;

use super::numbers_and_days::{moment, number, plain_day, whole};

/// A value with its span.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot<T> {
    /// The value.
    pub value: T,
    /// The byte range in the file's text.
    pub span: Range<usize>,
}

impl Spot<&str> {
    pub(crate) fn owned(self) -> Spot<String> {
        Spot {
            value: self.value.to_owned(),
            span: self.span,
        }
    }
}

impl Spot<i64> {
    /// Returns the number, or the nearest within limits for one outside, which is reported.
    pub(crate) fn within(self, key: &str, allowed: RangeInclusive<i64>, flaws: &mut Flaws) -> i64 {
        let value = self.value;
        let (least, most) = allowed.into_inner();
        if !(least..=most).contains(&value) {
            flaws.bad_value(self, key, vec![format!("{least}-{most}")]);
        }
        value.clamp(least, most)
    }
}

/// An item of an array of tables; `fields` is `None` for other types.
pub(crate) struct ArrayItem<'t, 's> {
    pub(crate) span: Range<usize>,
    pub(crate) fields: Option<Fields<'t, 's>>,
}

/// An item of an array of strings and tables.
pub(crate) struct WordOrTable<'t, 's> {
    pub(crate) span: Range<usize>,
    pub(crate) word: Option<&'t str>,
    pub(crate) fields: Option<Fields<'t, 's>>,
}

/// A table being read.
pub(crate) struct Fields<'t, 's> {
    table: &'t DeTable<'s>,
    /// Keys and values; a linear search over so few is faster than the table's own lookup.
    slots: Vec<Slot<'t, 's>>,
    /// The span of the table's header or braces.
    pub(crate) span: Range<usize>,
    /// Every key asked for, present or not.
    asked: RefCell<Vec<&'static str>>,
}

/// The number of keys that an entry of a log may have; other tables have fewer.
const MOST_KEYS: usize = 20;

struct Slot<'t, 's> {
    key: &'t str,
    value: &'t Spanned<DeValue<'s>>,
    is_asked: Cell<bool>,
}

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
            asked: RefCell::new(Vec::with_capacity(MOST_KEYS)),
        }
    }

    fn get(&self, key: &'static str) -> Option<&'t Spanned<DeValue<'s>>> {
        self.asked.borrow_mut().push(key);
        let slot = self.slots.iter().find(|slot| slot.key == key)?;
        slot.is_asked.set(true);
        Some(slot.value)
    }

    /// Returns whether the table has no key at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Returns whether the key is present.
    pub(crate) fn has(&self, key: &'static str) -> bool {
        self.get(key).is_some()
    }

    /// Returns those of some keys that are not present.
    pub(crate) fn absent(&self, keys: &[&'static str]) -> Vec<&'static str> {
        let keys = keys.iter().copied();
        keys.filter(|key| !self.has(key)).collect()
    }

    /// Returns whether the value is a table.
    pub(crate) fn is_table(&self, key: &'static str) -> bool {
        self.get(key)
            .is_some_and(|value| value.get_ref().is_table())
    }

    /// Returns whether the value is an array.
    pub(crate) fn is_list(&self, key: &'static str) -> bool {
        self.get(key)
            .is_some_and(|value| value.get_ref().is_array())
    }

    /// Counts the items of a list without reading them; `None` if it is not a list.
    pub(crate) fn count(&self, key: &'static str) -> Option<(Range<usize>, usize)> {
        let slot = self.slots.iter().find(|slot| slot.key == key)?;
        let array = slot.value.get_ref().as_array()?;
        // For tables with headers, the first one is shown.
        let span = array
            .first()
            .map_or_else(|| slot.value.span(), Spanned::span);
        Some((span, array.len()))
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
            flaws.wrong_type(span.clone(), key, wanted);
        }
        value.map(|value| Spot { value, span })
    }

    /// Reads a string without copying it.
    pub(crate) fn word(&self, key: &'static str, flaws: &mut Flaws) -> Option<Spot<&'t str>> {
        self.take(key, ExpectedValue::Text, flaws, DeValue::as_str)
    }

    pub(crate) fn text(&self, key: &'static str, flaws: &mut Flaws) -> Option<String> {
        self.word(key, flaws).map(|spot| spot.value.to_owned())
    }

    /// Reports those of these keys that are missing.
    pub(crate) fn need(&self, keys: &[&'static str], flaws: &mut Flaws) {
        for key in keys {
            if !self.has(key) {
                flaws.missing(self.span.clone(), key);
            }
        }
    }

    /// Reads a required string; an empty one is returned if it is missing, so that reading can
    /// continue.
    pub(crate) fn need_text(&self, key: &'static str, flaws: &mut Flaws) -> Spot<String> {
        self.need_word(key, flaws).owned()
    }

    /// Reads a required string without copying it.
    pub(crate) fn need_word(&self, key: &'static str, flaws: &mut Flaws) -> Spot<&'t str> {
        let text = self.word(key, flaws);
        if text.is_none() && !self.has(key) {
            let key = key.to_owned();
            flaws.fatal(self.span.clone(), Flaw::MissingKey { key });
        }
        if let Some(blank) = text.as_ref().filter(|text| text.value.trim().is_empty()) {
            flaws.missing(blank.span.clone(), key);
        }
        text.unwrap_or_else(|| {
            flaws.fatal = true;
            Spot {
                value: "",
                span: self.span.clone(),
            }
        })
    }

    /// Reads several strings without copying them.
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
            // A loop with capacity, since `collect` into an `Option` does not know the length.
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

    /// Reads one string or several.
    pub(crate) fn text_or_texts(&self, key: &'static str, flaws: &mut Flaws) -> Vec<Spot<String>> {
        match self.get(key).map(Spanned::get_ref) {
            Some(DeValue::Array(_)) => self.texts(key, flaws).unwrap_or_default(),
            Some(_) => self.word(key, flaws).map(Spot::owned).into_iter().collect(),
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

    /// Reports a number outside the limits; `None` in that case.
    fn in_limits(&self, key: &'static str, flaws: &mut Flaws) -> Option<()> {
        let Some(found) = self.get(key) else {
            return Some(());
        };
        let text = match found.get_ref() {
            DeValue::Integer(integer) => integer.as_str(),
            // Infinity and NaN are reported as a wrong type.
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

    /// Reads several whole numbers.
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

    /// Reads several days.
    pub(crate) fn dates(&self, key: &'static str, flaws: &mut Flaws) -> Option<Spot<Vec<Day>>> {
        self.take(key, ExpectedValue::Dates, flaws, |value| {
            let days = value.as_array()?.iter();
            days.map(|one| one.get_ref().as_datetime().and_then(plain_day))
                .collect::<Option<Vec<Day>>>()
        })
    }

    pub(crate) fn moment(&self, key: &'static str, flaws: &mut Flaws) -> Option<Spot<Moment>> {
        self.take(key, ExpectedValue::Moment, flaws, |value| {
            moment(value.as_datetime()?)
        })
    }

    /// Reads a table, inline or with a header.
    pub(crate) fn table(&self, key: &'static str, flaws: &mut Flaws) -> Option<Fields<'t, 's>> {
        self.take(key, ExpectedValue::Table, flaws, DeValue::as_table)
            .map(|spot| Fields::new(spot.value, spot.span))
    }

    /// Reads an array of tables, inline or with headers; yields none if one item is not a table.
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

    /// Notes items that are written as one list in brackets, which is merged as one value.
    pub(crate) fn note_items_as_list(&self, keys: &[&'static str], flaws: &mut Flaws) {
        for slot in &self.slots {
            let Some(key) = keys.iter().find(|key| slot.key == **key) else {
                continue;
            };
            let (items, whole) = (slot.value.get_ref().as_array(), slot.value.span());
            let first = items.and_then(|items| items.first());
            let is_around = |first: &Spanned<DeValue<'_>>| {
                first.get_ref().is_table()
                    && whole.start < first.span().start
                    && first.span().end < whole.end
            };
            if let Some(first) = first.filter(|first| is_around(first)) {
                let key = (*key).to_owned();
                flaws.note(first.span(), Flaw::ItemsAsList { key });
            }
        }
    }

    /// Reads the items of an array of tables; reports other items, which have no fields. `None` if
    /// there is no array.
    pub(crate) fn items(
        &self,
        key: &'static str,
        flaws: &mut Flaws,
    ) -> Option<impl ExactSizeIterator<Item = ArrayItem<'t, 's>> + use<'t, 's>> {
        let array = self.take(key, ExpectedValue::Tables, flaws, DeValue::as_array)?;
        for one in array.value.iter().filter(|one| !one.get_ref().is_table()) {
            flaws.wrong_type(one.span(), key, ExpectedValue::Table);
        }
        Some(array.value.iter().map(|one| ArrayItem {
            span: one.span(),
            fields: Self::of(one),
        }))
    }

    /// Reads the items of an array of strings and tables; reports others. `None` if there is no array.
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
                flaws.wrong_type(one.span(), key, ExpectedValue::Texts);
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

    /// Returns the span of a value.
    pub(crate) fn span_of(&self, key: &'static str) -> Option<Range<usize>> {
        self.get(key).map(Spanned::span)
    }

    /// Reads one of a set of words and returns its value.
    pub(crate) fn choice<T: Copy>(
        &self,
        key: &'static str,
        known: &[(T, &'static str)],
        flaws: &mut Flaws,
    ) -> Option<T> {
        let first = known.first().map_or("", |(_, name)| *name);
        let word = self.take(key, ExpectedValue::Choice(first), flaws, DeValue::as_str)?;
        let found = known.iter().find(|(_, name)| *name == word.value);
        if found.is_none() {
            let allowed = known.iter().map(|(_, name)| (*name).to_owned()).collect();
            flaws.bad_value(word, key, allowed);
        }
        found.map(|(value, _)| *value)
    }

    /// Reports keys that were never asked for, most likely typing errors. They stay in the file.
    pub(crate) fn finish(self, flaws: &mut Flaws) {
        if self.slots.iter().all(|slot| slot.is_asked.get()) {
            return;
        }
        let asked = self.asked.into_inner();
        for (key, _) in self.table {
            if !asked.contains(&key.get_ref().as_ref()) {
                let nearest = (!flaws.is_full())
                    .then(|| closest(key.get_ref(), asked.iter().map(|key| (*key, *key))))
                    .and_then(|near| near.into_iter().next());
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
