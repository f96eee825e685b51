//! Binary encoding of values: variable-length numbers, length-prefixed texts, structures field by
//! field.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use chrono::Datelike;

use crate::plan::{Day, Number};

use super::reader::ByteReader;

/// A value that can be cached: unpacking what was packed yields an equal value.
pub(crate) trait Packed: Sized {
    fn pack(&self, out: &mut Vec<u8>);

    /// Decodes a value; `None` for invalid bytes.
    fn unpack(from: &mut ByteReader<'_>) -> Option<Self>;
}

/// Implements `Packed` field by field; a field missing here does not compile.
macro_rules! packed_struct {
    ($($name:ty { $($field:ident),* $(,)? })*) => {$(
        impl $crate::cache::packed::Packed for $name {
            fn pack(&self, out: &mut Vec<u8>) {
                let Self { $($field),* } = self;
                $($crate::cache::packed::Packed::pack($field, out);)*
            }

            fn unpack(from: &mut $crate::cache::reader::ByteReader<'_>) -> Option<Self> {
                Some(Self { $($field: $crate::cache::packed::Packed::unpack(from)?),* })
            }
        }
    )*};
}

/// Implements `Packed` for a choice, as the index in the list of all values.
macro_rules! packed_choice {
    ($($name:ty: $all:expr;)*) => {$(
        impl $crate::cache::packed::Packed for $name {
            fn pack(&self, out: &mut Vec<u8>) {
                let place = $all.iter().position(|known| known == self);
                // A value missing from the list gets an invalid index, so that unpacking fails.
                out.push(place.map_or(u8::MAX, |place| place as u8));
            }

            fn unpack(from: &mut $crate::cache::reader::ByteReader<'_>) -> Option<Self> {
                $all.get(usize::from(from.byte()?)).copied()
            }
        }
    )*};
}

pub(crate) use {packed_choice, packed_struct};

/// Encodes a number in groups of seven bits, lowest first.
pub(crate) fn pack_number(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

impl Packed for u64 {
    fn pack(&self, out: &mut Vec<u8>) {
        pack_number(*self, out);
    }

    fn unpack(from: &mut ByteReader<'_>) -> Option<Self> {
        from.number()
    }
}

impl Packed for usize {
    fn pack(&self, out: &mut Vec<u8>) {
        pack_number(*self as u64, out);
    }

    fn unpack(from: &mut ByteReader<'_>) -> Option<Self> {
        from.number()?.try_into().ok()
    }
}

impl Packed for i64 {
    /// Zigzag encoding keeps small negative numbers short.
    fn pack(&self, out: &mut Vec<u8>) {
        pack_number(((self << 1) ^ (self >> 63)) as u64, out);
    }

    fn unpack(from: &mut ByteReader<'_>) -> Option<Self> {
        let folded = from.number()?;
        Some((folded >> 1) as i64 ^ -((folded & 1) as i64))
    }
}

impl Packed for i32 {
    fn pack(&self, out: &mut Vec<u8>) {
        i64::from(*self).pack(out);
    }

    fn unpack(from: &mut ByteReader<'_>) -> Option<Self> {
        i64::unpack(from)?.try_into().ok()
    }
}

impl Packed for Number {
    fn pack(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.to_bytes());
    }

    fn unpack(from: &mut ByteReader<'_>) -> Option<Self> {
        from.array().map(Self::from_bytes)
    }
}

impl Packed for bool {
    fn pack(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn unpack(from: &mut ByteReader<'_>) -> Option<Self> {
        match from.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Packed for String {
    fn pack(&self, out: &mut Vec<u8>) {
        pack_number(self.len() as u64, out);
        out.extend_from_slice(self.as_bytes());
    }

    fn unpack(from: &mut ByteReader<'_>) -> Option<Self> {
        from.text().map(str::to_owned)
    }
}

impl Packed for Day {
    /// Encodes year and day of the year, as in memory and always in four bytes: a list of thousands of plans has tens of
    /// thousands of days.
    fn pack(&self, out: &mut Vec<u8>) {
        let packed = (self.year() << DAY_BITS) | self.ordinal().cast_signed();
        out.extend_from_slice(&packed.to_le_bytes());
    }

    fn unpack(from: &mut ByteReader<'_>) -> Option<Self> {
        let packed = i32::from_le_bytes(from.array()?);
        let ordinal = packed & ((1 << DAY_BITS) - 1);
        Self::from_yo_opt(packed >> DAY_BITS, ordinal.cast_unsigned())
    }
}

/// The bits of a day's number in its year.
const DAY_BITS: u32 = 9;

impl<T: Packed> Packed for Option<T> {
    fn pack(&self, out: &mut Vec<u8>) {
        self.is_some().pack(out);
        if let Some(value) = self {
            value.pack(out);
        }
    }

    fn unpack(from: &mut ByteReader<'_>) -> Option<Self> {
        if bool::unpack(from)? {
            T::unpack(from).map(Some)
        } else {
            Some(None)
        }
    }
}

impl<T: Packed> Packed for Vec<T> {
    fn pack(&self, out: &mut Vec<u8>) {
        pack_number(self.len() as u64, out);
        for item in self {
            item.pack(out);
        }
    }

    fn unpack(from: &mut ByteReader<'_>) -> Option<Self> {
        let count = usize::unpack(from)?;
        // Every item takes at least one byte, so an invalid count cannot allocate much memory.
        if count > from.left() {
            return None;
        }
        let mut items = Self::with_capacity(count);
        for _ in 0..count {
            items.push(T::unpack(from)?);
        }
        Some(items)
    }
}

impl<T: Packed + Copy + Default, const N: usize> Packed for [T; N] {
    fn pack(&self, out: &mut Vec<u8>) {
        for item in self {
            item.pack(out);
        }
    }

    fn unpack(from: &mut ByteReader<'_>) -> Option<Self> {
        let mut items = [T::default(); N];
        for item in &mut items {
            *item = T::unpack(from)?;
        }
        Some(items)
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    fn pack(&self, out: &mut Vec<u8>) {
        self.0.pack(out);
        self.1.pack(out);
    }

    fn unpack(from: &mut ByteReader<'_>) -> Option<Self> {
        Some((A::unpack(from)?, B::unpack(from)?))
    }
}

impl<T: Packed> Packed for Arc<T> {
    fn pack(&self, out: &mut Vec<u8>) {
        self.as_ref().pack(out);
    }

    fn unpack(from: &mut ByteReader<'_>) -> Option<Self> {
        T::unpack(from).map(Self::new)
    }
}

impl<K: Packed + Eq + Hash + Ord, V: Packed> Packed for HashMap<K, V> {
    fn pack(&self, out: &mut Vec<u8>) {
        let mut pairs: Vec<(&K, &V)> = self.iter().collect();
        pairs.sort_by_key(|(key, _)| *key);
        pack_number(pairs.len() as u64, out);
        for (key, value) in pairs {
            key.pack(out);
            value.pack(out);
        }
    }

    fn unpack(from: &mut ByteReader<'_>) -> Option<Self> {
        Vec::<(K, V)>::unpack(from).map(|pairs| pairs.into_iter().collect())
    }
}
