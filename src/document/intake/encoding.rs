//! Bytes to text: UTF-8, UTF-16 or GB18030, by the mark at the beginning, else by what fits.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::IntakeError;

/// More characters that cannot be read than one in this many, and it is not text of that encoding.
const READABLE: usize = 200;

/// The text of a file and the name of its encoding.
#[derive(Debug)]
pub(crate) struct Decoded {
    /// The text.
    pub(crate) text: String,
    /// The encoding.
    pub(crate) encoding: &'static str,
}

/// Finds out how a text is encoded and reads it.
///
/// # Errors
/// Where it is in no encoding that plan documents come in.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded, IntakeError> {
    let (encoding, rest) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, &bytes[mark..]),
        None => (guess(bytes)?, bytes),
    };
    let (text, _) = encoding.decode_without_bom_handling(rest);
    let text = text.into_owned();
    if !is_readable(&text) {
        return Err(IntakeError::NotText);
    }
    Ok(Decoded {
        text,
        encoding: encoding.name(),
    })
}

fn guess(bytes: &[u8]) -> Result<&'static Encoding, IntakeError> {
    if str::from_utf8(bytes).is_ok() && !bytes.contains(&0) {
        return Ok(UTF_8);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return Ok(encoding);
    }
    if bytes.contains(&0) {
        return Err(IntakeError::NotText);
    }
    // A text of UTF-8 that was cut, or in which something was broken: nearly all of it is UTF-8.
    let broken = String::from_utf8_lossy(bytes);
    let lost = broken.matches('\u{fffd}').count();
    if lost * READABLE <= broken.chars().count().max(READABLE) {
        return Ok(UTF_8);
    }
    Ok(GB18030)
}

/// Returns the UTF-16 encoding of a text without a byte order mark. Half of the bytes of line ends and punctuation are
/// zero, always on the same side.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(64 << 10)];
    let (mut even, mut odd) = (0, 0);
    for pair in head.chunks_exact(2) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    // 一 is U+4E00: some zeros are on the other side too.
    let pairs = head.len() / 2;
    let most = |these: usize, others: usize| these * 500 >= pairs && these > others * 3;
    if most(odd, even) {
        Some(UTF_16LE)
    } else if most(even, odd) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Returns whether a text has few characters that could not be read, and none that only programs write.
fn is_readable(text: &str) -> bool {
    let (mut all, mut bad) = (0_usize, 0_usize);
    for c in text.chars() {
        all += 1;
        let is_bad = c == '\u{fffd}'
            || (c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}'))
            || ('\u{e000}'..='\u{f8ff}').contains(&c);
        bad += usize::from(is_bad);
    }
    bad * READABLE <= all.max(READABLE)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "一、总体要求\r\n（一）到2025年，建成12个中心。\r\n";

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    }

    #[test]
    fn each_encoding_gives_the_same_text() {
        let (gb, _, _) = GB18030.encode(TEXT);
        let cases: Vec<(Vec<u8>, &str)> = vec![
            (TEXT.into(), "UTF-8"),
            ([b"\xef\xbb\xbf", TEXT.as_bytes()].concat(), "UTF-8"),
            (utf16(TEXT, false), "UTF-16LE"),
            (utf16(TEXT, true), "UTF-16BE"),
            ([vec![0xff, 0xfe], utf16(TEXT, false)].concat(), "UTF-16LE"),
            ([vec![0xfe, 0xff], utf16(TEXT, true)].concat(), "UTF-16BE"),
            (gb.into_owned(), "gb18030"),
        ];
        for (bytes, encoding) in cases {
            let decoded = decode(&bytes).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.encoding), (TEXT, encoding));
        }
    }

    #[test]
    fn a_character_cut_at_the_end_does_not_change_the_encoding() {
        let bytes = TEXT.repeat(20);
        let decoded = decode(&bytes.as_bytes()[..bytes.len() - 3]).unwrap();
        assert_eq!(decoded.encoding, "UTF-8");
        assert!(decoded.text.starts_with("一、总体要求"));
    }

    #[test]
    fn what_is_no_text_is_said_to_be_none() {
        let noise: Vec<u8> = (0..4096_u32)
            .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
            .collect();
        assert!(matches!(decode(&noise), Err(IntakeError::NotText)));
        assert!(matches!(decode(&[0; 100]), Err(IntakeError::NotText)));
    }
}
