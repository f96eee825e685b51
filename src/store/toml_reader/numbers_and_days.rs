//! TOML's numbers and days as the program's own.

use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use toml::de::DeValue;
use toml::value::{Date, Datetime, Offset};

use crate::plan::{Day, Moment, Number};

/// Returns a whole number, in any notation.
pub(super) fn whole(value: &DeValue<'_>) -> Option<i64> {
    let integer = value.as_integer()?;
    i64::from_str_radix(integer.as_str(), integer.radix()).ok()
}

/// Returns a number to its last digit.
pub(super) fn number(value: &DeValue<'_>) -> Option<Number> {
    match value {
        DeValue::Integer(_) => Number::parse(&whole(value)?.to_string()),
        DeValue::Float(float) => Number::parse(float.as_str()),
        _ => None,
    }
}

/// Returns a date without a time.
pub(super) fn plain_day(at: &Datetime) -> Option<Day> {
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

/// Returns a point in time; a date alone is its midnight.
pub(crate) fn moment(at: &Datetime) -> Option<Moment> {
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
