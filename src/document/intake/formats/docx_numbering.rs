//! The numbers that Word makes by itself: numbering.xml, and the counters that run while a document is read.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::document::intake::IntakeError;
use crate::document::intake::package::xml_fault;
use crate::document::intake::xml::{attribute, is_on, number};

/// The levels of a list, as Word has them.
const LEVELS: usize = 9;

/// One level of a list.
#[derive(Clone, Debug, Default)]
struct ListLevel {
    start: usize,
    format: String,
    /// `%1.`, `第%1章`.
    pattern: String,
    /// Every number in the pattern is written with digits.
    is_legal: bool,
    /// The paragraph style that stands for this level.
    style: Option<String>,
}

/// A list definition.
#[derive(Clone, Debug, Default)]
struct ListDefinition {
    levels: [ListLevel; LEVELS],
    /// Stands for the style of this name.
    style_link: Option<String>,
    /// Is what the style of this name says.
    number_style_link: Option<String>,
}

/// A list that paragraphs name.
#[derive(Clone, Debug, Default)]
struct ListUse {
    definition: String,
    starts: HashMap<usize, usize>,
    levels: HashMap<usize, ListLevel>,
}

/// The lists of a document and how far each has counted.
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    definitions: HashMap<String, ListDefinition>,
    uses: HashMap<String, ListUse>,
    /// By definition: the last number of each level.
    counters: HashMap<String, [Option<usize>; LEVELS]>,
    /// The lists whose own beginning has been used up.
    restarted: HashMap<String, [bool; LEVELS]>,
}

impl Numbering {
    /// Reads numbering.xml.
    ///
    /// # Errors
    /// Where the part is damaged.
    pub(crate) fn read(part: impl std::io::BufRead) -> Result<Self, IntakeError> {
        let mut xml = Reader::from_reader(part);
        let mut buffer = Vec::new();
        let mut reading = NumberingReader::default();
        loop {
            buffer.clear();
            match xml
                .read_event_into(&mut buffer)
                .map_err(|error| xml_fault(crate::document::intake::FileFormat::Docx, &error))?
            {
                Event::Start(element) => reading.open(&element),
                Event::Empty(element) => {
                    reading.open(&element);
                    reading.close(element.local_name().into_inner());
                }
                Event::End(element) => reading.close(element.local_name().into_inner()),
                Event::Eof => return Ok(reading.numbering),
                _ => {}
            }
        }
    }

    /// The definition that a list follows in the end, through the styles that stand between.
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

    /// The level of a list that a paragraph style stands for.
    pub(crate) fn level_of_style(&self, list: &str, style: &str) -> Option<usize> {
        let (_, definition) = self.definition(self.uses.get(list)?)?;
        let mut levels = definition.levels.iter();
        levels.position(|level| level.style.as_deref() == Some(style))
    }

    /// The number of the next paragraph of a list, as printed; `None` where the list has no numbers.
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
        let restarted = self.restarted.entry(list.to_owned()).or_default();
        let own_start = used
            .starts
            .get(&level)
            .copied()
            .filter(|_| !std::mem::replace(&mut restarted[level], true));
        let next = match (own_start, counters[level]) {
            (Some(start), _) => start,
            (None, Some(last)) => last.saturating_add(1),
            (None, None) => levels[level].start,
        };
        counters[level] = Some(next);
        for counter in &mut counters[level + 1..] {
            *counter = None;
        }
        let numbers: Vec<usize> = (0..LEVELS)
            .map(|at| counters[at].unwrap_or(levels[at].start))
            .collect();
        printed(&levels, level, &numbers)
    }
}

#[derive(Default)]
struct NumberingReader {
    numbering: Numbering,
    definition: Option<(String, ListDefinition)>,
    list: Option<(String, ListUse)>,
    level: Option<(usize, ListLevel)>,
    overridden: usize,
}

impl NumberingReader {
    fn open(&mut self, element: &BytesStart<'_>) {
        let value = || attribute(element, "val");
        match element.local_name().into_inner() {
            "abstractNum" => {
                let id = attribute(element, "abstractNumId").unwrap_or_default();
                self.definition = Some((id, ListDefinition::default()));
            }
            "num" => {
                let id = attribute(element, "numId").unwrap_or_default();
                self.list = Some((id, ListUse::default()));
            }
            "abstractNumId" => {
                if let Some((_, list)) = &mut self.list {
                    list.definition = value().unwrap_or_default();
                }
            }
            "styleLink" => {
                if let Some((_, definition)) = &mut self.definition {
                    definition.style_link = value();
                }
            }
            "numStyleLink" => {
                if let Some((_, definition)) = &mut self.definition {
                    definition.number_style_link = value();
                }
            }
            "lvlOverride" => self.overridden = number(element, "ilvl").unwrap_or(0),
            "startOverride" => {
                if let (Some((_, list)), Some(start)) = (&mut self.list, number(element, "val")) {
                    list.starts.insert(self.overridden, start);
                }
            }
            "lvl" => {
                let level = ListLevel {
                    start: 0,
                    format: "decimal".to_owned(),
                    ..ListLevel::default()
                };
                self.level = Some((number(element, "ilvl").unwrap_or(0), level));
            }
            "start" => {
                if let (Some((_, level)), Some(start)) = (&mut self.level, number(element, "val")) {
                    level.start = start;
                }
            }
            "numFmt" => {
                if let Some((_, level)) = &mut self.level {
                    level.format = value().unwrap_or_default();
                }
            }
            "lvlText" => {
                if let Some((_, level)) = &mut self.level {
                    level.pattern = value().unwrap_or_default();
                }
            }
            "pStyle" => {
                if let Some((_, level)) = &mut self.level {
                    level.style = value();
                }
            }
            "isLgl" => {
                if let Some((_, level)) = &mut self.level {
                    level.is_legal = is_on(element);
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "lvl" => {
                let Some((at, level)) = self.level.take().filter(|(at, _)| *at < LEVELS) else {
                    return;
                };
                match (&mut self.list, &mut self.definition) {
                    (Some((_, list)), _) => drop(list.levels.insert(at, level)),
                    (None, Some((_, definition))) => definition.levels[at] = level,
                    (None, None) => {}
                }
            }
            "abstractNum" => {
                if let Some((id, definition)) = self.definition.take() {
                    self.numbering.definitions.insert(id, definition);
                }
            }
            "num" => {
                if let Some((id, list)) = self.list.take() {
                    self.numbering.uses.insert(id, list);
                }
            }
            _ => {}
        }
    }
}

/// A number as it stands before its paragraph.
fn printed(levels: &[ListLevel], level: usize, numbers: &[usize]) -> Option<String> {
    let this = &levels[level];
    if matches!(this.format.as_str(), "none" | "bullet") {
        // A bullet is a sign of a symbol font: what it looks like nobody can tell from here.
        let sign = this.pattern.trim();
        let is_dash = sign.starts_with(['—', '-', '–', '―']);
        return match this.format.as_str() {
            "bullet" if is_dash => Some("——".to_owned()),
            "bullet" => Some("• ".to_owned()),
            _ if this.pattern.is_empty() => None,
            _ => Some(this.pattern.clone()),
        };
    }
    let mut out = String::new();
    let mut pattern = this.pattern.chars().peekable();
    while let Some(c) = pattern.next() {
        let digit = pattern.peek().and_then(|c| c.to_digit(10));
        match digit {
            Some(digit @ 1..=9) if c == '%' => {
                pattern.next();
                let at = digit as usize - 1;
                let format = if this.is_legal {
                    "decimal"
                } else {
                    &levels[at].format
                };
                out += &numeral(format, numbers[at]);
            }
            _ => out.push(c),
        }
    }
    let out = out.trim().to_owned();
    // `1` alone would run into the text.
    let is_open = out.ends_with(|c: char| c.is_alphanumeric());
    (!out.is_empty()).then(|| if is_open { out + " " } else { out })
}

/// A number written as a numbering format has it.
pub(crate) fn numeral(format: &str, number: usize) -> String {
    let pick = |signs: &str| signs.chars().nth(number.wrapping_sub(1)).map(String::from);
    let special = match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseCounting"
        | "koreanCounting" => Some(chinese(number)),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
            let digits = number.to_string();
            let of = |c: char| {
                "〇一二三四五六七八九"
                    .chars()
                    .nth(c as usize - '0' as usize)
            };
            Some(digits.chars().filter_map(of).collect())
        }
        "chineseLegalSimplified" | "japaneseLegal" | "ideographLegalTraditional" => {
            let plain = chinese(number);
            let legal = |c| match c {
                '一' => '壹',
                '二' => '贰',
                '三' => '叁',
                '四' => '肆',
                '五' => '伍',
                '六' => '陆',
                '七' => '柒',
                '八' => '捌',
                '九' => '玖',
                '十' => '拾',
                '百' => '佰',
                '千' => '仟',
                other => other,
            };
            Some(plain.chars().map(legal).collect())
        }
        "ideographTraditional" => pick("甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => pick("子丑寅卯辰巳午未申酉戌亥"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => pick("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
        "decimalEnclosedParen" => Some(format!("（{number}）")),
        "decimalEnclosedFullstop" => Some(format!("{number}.")),
        "decimalZero" => Some(format!("{number:02}")),
        "lowerLetter" | "upperLetter" if (1..=780).contains(&number) => {
            let letter = char::from(b'a' + ((number - 1) % 26) as u8);
            let text = letter.to_string().repeat((number - 1) / 26 + 1);
            Some(if format == "upperLetter" {
                text.to_uppercase()
            } else {
                text
            })
        }
        "lowerRoman" => Some(roman(number).to_lowercase()),
        "upperRoman" => Some(roman(number)),
        _ => None,
    };
    special.unwrap_or_else(|| number.to_string())
}

/// Writes 1 to 9999 in Chinese numerals, larger numbers in digits.
fn chinese(number: usize) -> String {
    if number == 0 || number > 9999 {
        return if number == 0 {
            "零".to_owned()
        } else {
            number.to_string()
        };
    }
    let mut out = String::new();
    let mut skipped = false;
    for (unit, sign) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / unit % 10;
        if digit == 0 {
            skipped = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut skipped) {
            out.push('零');
        }
        // 十二, not 一十二.
        if !(unit == 10 && digit == 1 && number < 20) {
            out.extend("一二三四五六七八九".chars().nth(digit - 1));
        }
        out += sign;
    }
    out
}

fn roman(number: usize) -> String {
    const SIGNS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number > 3999 {
        return number.to_string();
    }
    let mut left = number;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            out += sign;
            left -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_offices_write_them() {
        let written = [1, 10, 11, 20, 25, 101, 110, 1005].map(|n| numeral("chineseCounting", n));
        assert_eq!(
            written,
            [
                "一",
                "十",
                "十一",
                "二十",
                "二十五",
                "一百零一",
                "一百一十",
                "一千零五"
            ]
        );
        assert_eq!(numeral("decimalEnclosedCircle", 3), "③");
        assert_eq!(numeral("upperRoman", 14), "XIV");
        assert_eq!(numeral("lowerLetter", 28), "bb");
        assert_eq!(numeral("chineseLegalSimplified", 12), "拾贰");
        assert_eq!(numeral("ideographTraditional", 99), "99");
    }

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
                "一、",
                "（一）",
                "1.",
                "2.",
                "（二）",
                "1.",
                "二、",
                "（一）",
                "2.1.1 "
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
