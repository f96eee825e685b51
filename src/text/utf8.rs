//! Fast UTF-8 validation, since plans have hundreds of thousands of Chinese characters.

use std::str::Utf8Error;

/// Validates UTF-8 like [`std::str::from_utf8`], much faster for Chinese.
///
/// # Errors
/// Returns the position of the first invalid byte.
pub fn from_utf8(bytes: &[u8]) -> Result<&str, Utf8Error> {
    // The fast validation does not tell the position.
    simdutf8::basic::from_utf8(bytes).or_else(|_| std::str::from_utf8(bytes))
}

/// Returns the code point of a three-byte character at the start of `bytes`, which come from a `str`; 0
/// for others.
pub(super) fn three_byte_character(bytes: &[u8]) -> u32 {
    let &[first @ 0xE0..=0xEF, second, third, ..] = bytes else {
        return 0;
    };
    u32::from(first & 0x0F) << 12 | u32::from(second & 0x3F) << 6 | u32::from(third & 0x3F)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_bytes_are_their_character() {
        for c in ['\u{800}', '、', '督', '，', '\u{FFFD}'] {
            let text = format!("{c}办");
            assert_eq!(three_byte_character(text.as_bytes()), u32::from(c));
        }
        for other in ["", "a办", "é办", "😀"] {
            assert_eq!(three_byte_character(other.as_bytes()), 0);
        }
    }

    #[test]
    fn what_does_not_fit_is_told_with_its_place() {
        assert_eq!(from_utf8("督办".as_bytes()), Ok("督办"));
        let broken = [
            &b"123456789 "[..],
            &[0xB6, 0xBD],
            "办".repeat(40).as_bytes(),
        ]
        .concat();
        assert_eq!(from_utf8(&broken).unwrap_err().valid_up_to(), 10);
    }
}
