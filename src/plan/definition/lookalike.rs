//! Characters that look like others: text copied out of a PDF has radicals, compatibility forms and letters apart from
//! their accents; a scanned one has kana; and some characters cannot be seen at all.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::char::{compose, decompose_canonical, decompose_compatible};

/// Simplified radicals, kana and Cyrillic letters with the characters that they look like. Kangxi radicals and the
/// compatibility ideographs are in Unicode's own tables.
const ALIKE: &[(char, char)] = &[
    ('⺌', '小'),
    ('⺍', '小'),
    ('⺗', '心'),
    ('⺟', '母'),
    ('⺠', '民'),
    ('⺩', '王'),
    ('⻁', '虎'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻧', '卤'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻪', '黾'),
    ('⻬', '齐'),
    ('⻮', '齿'),
    ('⻰', '龙'),
    ('⻳', '龟'),
    ('エ', '工'),
    ('カ', '力'),
    ('タ', '夕'),
    ('ト', '卜'),
    ('ニ', '二'),
    ('ハ', '八'),
    ('ロ', '口'),
    ('А', 'A'),
    ('В', 'B'),
    ('Е', 'E'),
    ('К', 'K'),
    ('М', 'M'),
    ('Н', 'H'),
    ('О', 'O'),
    ('Р', 'P'),
    ('С', 'C'),
    ('Т', 'T'),
    ('Х', 'X'),
    ('а', 'a'),
    ('е', 'e'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('у', 'y'),
    ('х', 'x'),
];

/// Returns a full-width letter, digit or sign in ASCII, any other character as it is.
pub fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// Returns a text as people type it with an input method, without blanks around it, in ASCII.
pub fn half_width(text: &str) -> String {
    let half = text.trim().chars();
    half.map(|c| if c == '。' { '.' } else { narrow(c) })
        .collect()
}

/// Returns the character that another looks like; `None` for one that is itself.
pub fn look_of(c: char) -> Option<char> {
    match c {
        '\0'..='\u{40f}' | '\u{4e00}'..='\u{9fff}' | '\u{3000}'..='\u{303f}' => None,
        '\u{2f00}'..='\u{2fd5}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}' => {
            let mut made = Vec::new();
            decompose_compatible(c, |part| made.push(part));
            match made.as_slice() {
                [one] if *one != c => Some(*one),
                _ => None,
            }
        }
        _ => {
            let known = ALIKE.iter().find(|(other, _)| *other == c);
            known.map(|(_, look)| *look)
        }
    }
}

/// Returns whether a character takes no room of its own: zero-width spaces, direction marks, soft hyphens.
pub fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{e0100}'..='\u{e01ef}'
    )
}

/// Returns whether a character is an accent on the letter before it.
pub fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Returns the letter under its accents, where it has any.
pub fn letter_of(c: char) -> Option<char> {
    if !matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') {
        return None;
    }
    let mut made = Vec::new();
    decompose_canonical(c, |part| made.push(part));
    match made.as_slice() {
        [letter, marks @ ..] if !marks.is_empty() && marks.iter().all(|it| is_accent(*it)) => {
            Some(*letter)
        }
        _ => None,
    }
}

/// Returns a name as it should be typed: without characters that look like others, and blanks around it.
pub fn plain_name(name: &str) -> Cow<'_, str> {
    match plain_text(name) {
        Cow::Borrowed(name) => Cow::Borrowed(name.trim()),
        Cow::Owned(name) => Cow::Owned(name.trim().to_owned()),
    }
}

/// Returns a text with every character as what it looks like; a name so written is the name.
pub fn plain_text(text: &str) -> Cow<'_, str> {
    let is_plain = |c: char| look_of(c).is_none() && !is_unseen(c) && !is_accent(c);
    if text.is_ascii() || text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_unseen(*c)) {
        let joined = is_accent(c)
            .then(|| compose(plain.chars().next_back()?, c))
            .flatten();
        if let Some(joined) = joined {
            plain.pop();
            plain.push(joined);
        } else {
            plain.push(look_of(c).unwrap_or(c));
        }
    }
    Cow::Owned(plain)
}

/// Returns the pieces of a text, between blanks, that contain characters that look like others: each with its place and
/// its correct spelling.
pub fn lookalikes(text: &str) -> impl Iterator<Item = (Range<usize>, String)> + '_ {
    let mut from = text.len() - text.trim_start_matches('\u{feff}').len();
    std::iter::from_fn(move || {
        let is_odd = |c: char| look_of(c).is_some() || is_unseen(c) || is_accent(c);
        while let Some(found) = text[from..].find(is_odd) {
            let at = from + found;
            let ends = |c: char| !c.is_alphanumeric() && !is_odd(c);
            let before = text[from..at].trim_end_matches(|c| !ends(c));
            let start = from + before.len();
            let end = text[at..].find(ends).map_or(text.len(), |end| at + end);
            from = end;
            let piece = &text[start..end];
            let plain = plain_text(piece);
            if plain != piece {
                return Some((start..end, plain.into_owned()));
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_what_they_look_like() {
        for (text, plain) in [
            ("职⼯技能⼤赛", "职工技能大赛"),
            ("⻓期、ニ期", "长期、二期"),
            ("县总\u{200b}工会", "县总工会"),
            ("cafe\u{301}", "café"),
            ("ﾠ金額 10\u{212a}", "ﾠ金額 10\u{212a}"),
            ("\u{f90a}属", "金属"),
            ("А类", "A类"),
            ("市教育局", "市教育局"),
        ] {
            assert_eq!(plain_text(text), plain, "{text}");
        }
        assert_eq!(letter_of('é'), Some('e'));
        assert_eq!(letter_of('e'), None);
    }

    #[test]
    fn pieces_with_such_characters_are_found_at_their_places() {
        let text = "title = \"职⼯ 大赛\"\nlead = [\"县总⼯会\", \"市教育局\"]\n";
        let found: Vec<(&str, String)> = lookalikes(text)
            .map(|(at, plain)| (&text[at], plain))
            .collect();
        let expected = [("职⼯", "职工"), ("县总⼯会", "县总工会")];
        assert_eq!(found, expected.map(|(odd, plain)| (odd, plain.to_owned())));
    }

    #[test]
    fn a_name_has_no_blanks_around_it_and_nothing_unseen_in_it() {
        for name in [
            "县科协", "县科协　", " 县科协", "县科\u{fe0f}协", "县科\u{e0100}协",
        ] {
            assert_eq!(plain_name(name), "县科协", "{name:?}");
        }
    }
}
