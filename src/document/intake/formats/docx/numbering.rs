//! The numbers that Word makes by itself: the counters that run while a document is read.

use std::collections::HashMap;

use crate::document::intake::formats::numerals::numeral;

/// The levels of a list, as Word has them.
pub(super) const LEVELS: usize = 9;

/// One level of a list.
#[derive(Clone, Debug, Default)]
pub(super) struct ListLevel {
    pub(super) start: usize,
    pub(super) format: String,
    /// `%1.`, `第%1章`.
    pub(super) pattern: String,
    /// Every number in the pattern is written with digits.
    pub(super) is_legal: bool,
    /// The paragraph style of this level.
    pub(super) style: Option<String>,
}

/// A list definition.
#[derive(Clone, Debug, Default)]
pub(super) struct ListDefinition {
    pub(super) levels: [ListLevel; LEVELS],
    /// Stands for the style of this name.
    pub(super) style_link: Option<String>,
    /// Is what the style of this name says.
    pub(super) number_style_link: Option<String>,
}

/// A list that paragraphs name.
#[derive(Clone, Debug, Default)]
pub(super) struct ListUse {
    pub(super) definition: String,
    pub(super) starts: HashMap<usize, usize>,
    pub(super) levels: HashMap<usize, ListLevel>,
}

/// The lists of a document and how far each has counted.
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    pub(super) definitions: HashMap<String, ListDefinition>,
    pub(super) uses: HashMap<String, ListUse>,
    /// By definition: the last number of each level.
    counters: HashMap<String, [Option<usize>; LEVELS]>,
    /// The lists whose own beginning has been used up.
    restarted: HashMap<String, [bool; LEVELS]>,
}

impl Numbering {
    /// Returns the definition that a list follows in the end, through the styles between.
    fn definition(&self, list: &ListUse) -> Option<(&str, &ListDefinition)> {
        let mut key = list.definition.as_str();
        for _ in 0..4 {
            let (name, definition) = self.definitions.get_key_value(key)?;
            let Some(link) = &definition.number_style_link else {
                return Some((name, definition));
            };
            key = self
                .definitions
                .iter()
                .find(|(_, other)| other.style_link.as_ref() == Some(link))
                .map(|(name, _)| name.as_str())?;
        }
        None
    }

    /// Returns the level of a list that a paragraph style has.
    pub(crate) fn level_of_style(&self, list: &str, style: &str) -> Option<usize> {
        let (_, definition) = self.definition(self.uses.get(list)?)?;
        let mut levels = definition.levels.iter();
        levels.position(|level| level.style.as_deref() == Some(style))
    }

    /// Returns the number of the next paragraph of a list, as printed; `None` where the list has no numbers.
    pub(crate) fn next(&mut self, list: &str, level: usize) -> Option<String> {
        let level = level.min(LEVELS - 1);
        let used = self.uses.get(list)?.clone();
        let (key, definition) = self.definition(&used)?;
        let key = key.to_owned();
        let levels: Vec<ListLevel> = (0..LEVELS)
            .map(|at| {
                used.levels
                    .get(&at)
                    .unwrap_or(&definition.levels[at])
                    .clone()
            })
            .collect();
        let counters = self.counters.entry(key).or_default();
        let restarted = &mut self.restarted.entry(list.to_owned()).or_default()[level];
        let own_start = used.starts.get(&level).copied();
        let next = match (own_start, counters[level]) {
            (Some(start), _) if !std::mem::replace(restarted, true) => start,
            (_, Some(last)) => last.saturating_add(1),
            (_, None) => levels[level].start,
        };
        counters[level] = Some(next);
        counters[level + 1..].fill(None);
        let numbers: Vec<usize> = (0..LEVELS)
            .map(|at| counters[at].unwrap_or(levels[at].start))
            .collect();
        printed(&levels, level, &numbers)
    }
}

/// Returns a number as printed before its paragraph.
fn printed(levels: &[ListLevel], level: usize, numbers: &[usize]) -> Option<String> {
    let this = &levels[level];
    match this.format.as_str() {
        "bullet" => return Some(bullet(&this.pattern)),
        "none" => return (!this.pattern.is_empty()).then(|| this.pattern.clone()),
        _ => {}
    }
    let mut out = String::new();
    let mut rest = this.pattern.as_str();
    while let Some(c) = rest.chars().next() {
        if let Some((of_level, behind)) = level_at(rest) {
            let format = if this.is_legal {
                "decimal"
            } else {
                &levels[of_level].format
            };
            out += &numeral(format, numbers[of_level]);
            rest = behind;
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    let out = out.trim().to_owned();
    // `1` alone would run into the text.
    let is_open = out.ends_with(|c: char| c.is_alphanumeric());
    (!out.is_empty()).then(|| if is_open { out + " " } else { out })
}

/// Returns the text of a bullet: a sign of a symbol font that cannot be known from here, save a dash.
fn bullet(sign: &str) -> String {
    let is_dash = sign.trim().starts_with(['—', '-', '–', '―']);
    if is_dash { "——" } else { "• " }.to_owned()
}

/// Returns the level whose number a pattern has next, and the pattern behind it: 0 of `%1.`.
fn level_at(pattern: &str) -> Option<(usize, &str)> {
    let behind = pattern.strip_prefix('%')?;
    let digit = behind.chars().next()?.to_digit(10)?;
    let level = (digit as usize).checked_sub(1)?;
    Some((level, &behind[1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str = r#"<w:numbering xmlns:w="w">
      <w:abstractNum w:abstractNumId="0">
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
        <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
        <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2.%4"/></w:lvl>
        <w:lvl w:ilvl="4"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#61623;"/></w:lvl>
      </w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
      <w:num w:numId="2"><w:abstractNumId w:val="0"/>
        <w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
    </w:numbering>"#;

    #[test]
    fn levels_count_on_and_begin_anew() {
        let mut numbering = Numbering::read(XML.as_bytes()).unwrap();
        let asked = [
            ("1", 0),
            ("1", 1),
            ("1", 2),
            ("1", 2),
            ("1", 1),
            ("1", 2),
            ("1", 0),
            ("1", 1),
            ("1", 3),
        ];
        let printed: Vec<String> = asked
            .iter()
            .map(|(list, level)| numbering.next(list, *level).unwrap())
            .collect();
        assert_eq!(
            printed,
            [
                "一、", "（一）", "1.", "2.", "（二）", "1.", "二、", "（一）", "2.1.1 "
            ]
        );
    }

    #[test]
    fn a_second_list_of_a_definition_counts_on_unless_it_starts_anew() {
        let mut numbering = Numbering::read(XML.as_bytes()).unwrap();
        assert_eq!(numbering.next("1", 2).unwrap(), "1.");
        assert_eq!(numbering.next("1", 2).unwrap(), "2.");
        assert_eq!(numbering.next("2", 2).unwrap(), "1.");
        assert_eq!(numbering.next("2", 2).unwrap(), "2.");
        assert_eq!(numbering.next("1", 4).unwrap(), "• ");
        assert_eq!(numbering.next("9", 0), None);
    }
}
