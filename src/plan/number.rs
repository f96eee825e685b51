//! Exact decimal numbers.

use std::fmt;
use std::ops::{Add, Sub};
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

/// An exact decimal quantity, so that 0.7 + 0.1 is 0.8.
///
/// A typed number is at most [`Number::LIMIT`] (2^53) in size. A fraction has at most
/// [`Number::DIGITS`] digits, [`Number::PLACES`] of them after the point, so that programs that read it
/// as a double get the same decimal. Sums may be larger.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Number(Decimal);

impl Number {
    /// Zero.
    pub const ZERO: Self = Self(Decimal::ZERO);
    /// The largest number that may be typed: up to here a double distinguishes whole numbers.
    pub const LIMIT: i64 = 1 << 53;
    /// The most digits a fraction may have: as many as a double keeps.
    pub const DIGITS: usize = 15;
    /// The most digits after the point.
    pub const PLACES: u32 = 9;

    /// Parses `45`, `2.50`, `-3`, `1e3`; `None` for anything else and for numbers outside the limits.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = text.strip_prefix('+').unwrap_or(text);
        let read = if plain.contains(['e', 'E']) {
            Decimal::from_scientific(plain).ok()?
        } else {
            Decimal::from_str_exact(plain).ok()?
        };
        Self(read.normalize()).kept()
    }

    /// Formats an addition with its sign: `+5`, `-5`.
    pub fn signed(self) -> String {
        let sign = if self < Self::ZERO { "" } else { "+" };
        format!("{sign}{self}")
    }

    fn kept(self) -> Option<Self> {
        let is_whole = self.0.scale() == 0;
        let digits = self.0.mantissa().unsigned_abs().to_string().len();
        let fits = self.0.abs() <= Decimal::from(Self::LIMIT)
            && self.0.scale() <= Self::PLACES
            && (is_whole || digits <= Self::DIGITS);
        fits.then_some(self)
    }

    /// Returns the decimal that a double prints as; `None` if it is outside the limits.
    pub fn from_f64(number: f64) -> Option<Self> {
        Self::parse(&number.to_string())
    }

    /// Returns the nearest double, for drawings and shares; never add these up.
    pub fn to_f64(self) -> f64 {
        // The standard library parses to the nearest double.
        self.0.to_string().parse().unwrap_or(f64::NAN)
    }

    /// Returns the number as an integer if it is whole and within [`Self::LIMIT`].
    pub fn to_whole(self) -> Option<i64> {
        let is_whole = self.0.is_integer() && self.0.abs() <= Decimal::from(Self::LIMIT);
        is_whole.then(|| i64::try_from(self.0).ok()).flatten()
    }

    /// Returns the absolute value.
    #[must_use]
    pub fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// Returns two numbers in units of the finer last digit of the two, for exact integer arithmetic.
    pub(crate) fn aligned(self, other: Self) -> (i128, i128) {
        let places = self.0.scale().max(other.0.scale());
        let whole = |number: Decimal| {
            let more = 10_i128.saturating_pow(places - number.scale());
            number.mantissa().saturating_mul(more)
        };
        (whole(self.0), whole(other.0))
    }

    /// Serializes to 16 bytes.
    pub fn to_bytes(self) -> [u8; 16] {
        self.0.serialize()
    }

    /// Deserializes from the bytes of [`Self::to_bytes`].
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Decimal::deserialize(bytes).normalize())
    }
}

impl Add for Number {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0).normalize())
    }
}

impl Sub for Number {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0).normalize())
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Self(number.into())
    }
}

impl From<u32> for Number {
    fn from(number: u32) -> Self {
        Self(number.into())
    }
}

impl From<i32> for Number {
    fn from(number: i32) -> Self {
        Self(number.into())
    }
}

impl FromStr for Number {
    type Err = NotANumber;

    fn from_str(text: &str) -> Result<Self, NotANumber> {
        Self::parse(text).ok_or(NotANumber)
    }
}

/// The error for text that is not a number or is outside the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotANumber;

impl fmt::Display for NotANumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a number that can be kept")
    }
}

impl std::error::Error for NotANumber {}

/// Serializes whole numbers without a point.
impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.to_whole() {
            Some(whole) => serializer.serialize_i64(whole),
            None => serializer.serialize_f64(self.to_f64()),
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_addition_has_one_sign() {
        for (number, signed) in [("5", "+5"), ("-5", "-5"), ("0.5", "+0.5")] {
            assert_eq!(Number::parse(number).unwrap().signed(), signed);
        }
    }

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    #[test]
    fn numbers_read_as_people_write_them() {
        for (typed, text) in [
            ("60", "60"),
            ("60.0", "60"),
            ("+2.50", "2.5"),
            ("200000", "200000"),
            ("-0", "0"),
            ("-0.00", "0"),
            ("12.10", "12.1"),
            ("-3.0", "-3"),
            ("1e3", "1000"),
            ("1.5E-2", "0.015"),
            ("9007199254740992", "9007199254740992"),
            ("999999999999.999", "999999999999.999"),
            ("0.000000001", "0.000000001"),
        ] {
            assert_eq!(number(typed).to_string(), text);
        }
    }

    #[test]
    fn what_cannot_be_kept_is_no_number() {
        for typed in [
            "",
            " ",
            "-",
            "1,2",
            "0x10",
            "inf",
            "nan",
            "1e300",
            "1e-30",
            "九",
            "9007199254740993",
            "-9007199254740993",
            "1234567890123.456",
            "0.0000000001",
            "99999999999999999999999999999999999",
        ] {
            assert_eq!(Number::parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn decimals_add_up_as_typed() {
        assert_eq!(number("0.7") + number("0.1"), number("0.8"));
        let ten = (0..10).fold(Number::ZERO, |sum, _| sum + number("0.1"));
        assert_eq!(ten, Number::from(1));
        assert!(number("0.1") + number("0.2") <= number("0.3"));
        assert_eq!(number("0.3") - number("0.1"), number("0.2"));
        assert_eq!((number("0.5") + number("0.5")).to_string(), "1");
    }

    #[test]
    fn a_binary_number_is_the_decimal_it_is_printed_as_and_back() {
        for value in [0.8, 0.1, 12.5, -3.25, 0.000_001, 999_999_999.999, 60.0] {
            assert_eq!(
                Number::from_f64(value).unwrap().to_f64().to_bits(),
                f64::to_bits(value)
            );
        }
        assert_eq!(Number::from_f64(f64::NAN), None);
        assert_eq!(Number::from_f64(1.0 / 3.0), None);
    }

    #[test]
    fn bytes_bring_back_the_number() {
        for text in ["0", "-2.5", "9007199254740992", "0.000000001"] {
            assert_eq!(Number::from_bytes(number(text).to_bytes()), number(text));
        }
    }
}
