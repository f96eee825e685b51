//! Lines that a fixed width cut: put together to the paragraphs that they were.

use super::Cleaning;
use super::mark::mark;
use super::page_setting::{PageSetting, ends_with_units, indent, tail};
use crate::document::intake::passage::Passage;
use crate::document::{Cleaned, SourceLine};

/// Joins lines that were cut after so many characters. Returns whether there were any.
pub(super) fn clean_counted(cleaning: &mut Cleaning) -> bool {
    let page = PageSetting::counted(&cleaning.passages);
    page.is_some_and(|page| put_together(cleaning, &page))
}

/// Puts lines together that were cut at the edge of a page.
pub(super) fn clean_measured(cleaning: &mut Cleaning) {
    if let Some(page) = PageSetting::measured(&cleaning.passages) {
        put_together(cleaning, &page);
    }
}

fn put_together(cleaning: &mut Cleaning, page: &PageSetting) -> bool {
    let mut joined = Vec::new();
    let mut out: Vec<Passage> = Vec::with_capacity(cleaning.passages.len());
    // Whether the last line was full, and whether a blank one came since.
    let mut open = false;
    let mut blank = false;
    for passage in std::mem::take(&mut cleaning.passages) {
        let line = match passage {
            Passage::Line(line) => line,
            table @ Passage::Table(_) => {
                out.push(table);
                open = false;
                continue;
            }
        };
        if line.text.trim().is_empty() {
            blank = true;
            continue;
        }
        match out.last_mut() {
            Some(Passage::Line(last)) if open && page.joins(last, &line, blank) => {
                joined.push(line.line_no);
                join(last, &line);
                open = page.is_full(&line.text) || breaks_off(&last.text);
            }
            _ => {
                open = page.is_first_full(&line.text) || breaks_off(&line.text);
                out.push(Passage::Line(line));
            }
        }
        blank = false;
    }
    cleaning.passages = out;
    let is_any = !joined.is_empty();
    cleaning.note(Cleaned::HardWraps, joined);
    is_any
}

/// Returns whether a paragraph ends within a sentence: at a comma, or in prose behind one.
fn breaks_off(text: &str) -> bool {
    const PROSE: usize = 25;
    let end = tail(text.trim_end());
    let last = end.rfind('。').map_or(end, |stop| &end[stop..]);
    let is_prose = last.len() < end.len() || mark(end).is_none() && end.chars().count() > PROSE;
    let is_within = |c: char| c.is_alphanumeric() || matches!(c, '”' | '》' | '）' | ')');
    last.ends_with(['，', '、'])
        || is_prose && last.contains('，') && last.ends_with(is_within) && !ends_with_units(end)
}

fn join(last: &mut SourceLine, next: &SourceLine) {
    let is_whole = last.bold == last.text.len();
    let text = next.text.trim_start();
    let end = last.text.trim_end().len();
    last.text.truncate(end);
    let letters = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    if letters(last.text.chars().next_back()) && letters(text.chars().next()) {
        last.text.push(' ');
    }
    if is_whole {
        last.bold = last.text.len() + next.bold.saturating_sub(indent(&next.text));
    }
    last.text.push_str(text);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::intake::passage::passages;
    use crate::text::width;

    const PARAGRAPHS: [&str; 7] = [
        "一、总体要求",
        "深入实施科学素质提升行动，健全工作机制，整合各方面的资源，突出重点人群和薄弱环节，推动全市科普工作再上新的台阶，为建设现代化城市提供有力的支撑。",
        "二、重点任务",
        "（一）推进学校科技教育，到2025年全市建成科技教育特色学校60所，每校至少配备一名专职或兼职的科技辅导员。",
        "1.开展科技节和科普进校园活动，每年不少于200场，覆盖所有的乡镇中心小学和初级中学。",
        "责任单位：市教育局、市科协、市科技局、市文化广电和旅游局，各县（市、区）人民政府。",
        "2.加强农村中学科技馆建设，完善管理和使用的办法，提高使用的效率和社会的影响力。",
    ];

    fn wrapped(columns: usize, indent: &str, between: &str) -> String {
        let mut out = String::new();
        for paragraph in PARAGRAPHS {
            let mut line = indent.to_owned();
            for c in paragraph.chars() {
                if width(&line) + 2 > columns {
                    out += &line;
                    out += "\n";
                    out += between;
                    line.clear();
                }
                line.push(c);
            }
            out += &line;
            out += "\n";
            out += between;
        }
        out
    }

    fn put(text: &str) -> (Vec<String>, usize) {
        let mut cleaning = Cleaning::uncleaned(passages(text));
        if !clean_counted(&mut cleaning) {
            clean_measured(&mut cleaning);
        }
        cleaning.trim();
        cleaning.left_and_count()
    }

    #[test]
    fn wrapped_paragraphs_come_together() {
        for (columns, indent, between) in [
            (40, "", ""),
            (56, "    ", ""),
            (40, "", "\n"),
            (64, "  ", ""),
            (72, "    ", ""),
        ] {
            let (put, count) = put(&wrapped(columns, indent, between));
            assert_eq!(put, PARAGRAPHS, "{columns} {indent:?} {between:?}");
            assert!(count > 3);
        }
    }

    #[test]
    fn the_lines_of_a_table_set_apart_by_blanks_say_nothing_of_the_page() {
        let row = format!(
            "{}成果名称：培训基地{}二〇二六年底\n",
            " ".repeat(40),
            " ".repeat(30)
        );
        let text = format!("{}{}", wrapped(40, "", ""), row.repeat(20));
        let (put, _) = put(&text);
        assert_eq!(put[..PARAGRAPHS.len()], PARAGRAPHS);
    }

    #[test]
    fn a_sentence_goes_on_over_the_blanks_between_pages() {
        let whole = wrapped(40, "", "");
        let torn = whole.find("，突出").expect("it is in the text");
        let line_end = torn + whole[torn..].find('\n').expect("the line ends");
        let text = format!("{}\n\n{}", &whole[..line_end], &whole[line_end..]);
        assert_eq!(put(&text).0, PARAGRAPHS);
    }

    #[test]
    fn a_wrapped_text_that_is_torn_at_its_marks_comes_together() {
        let whole = wrapped(40, "", "");
        let sentence = "三是完善服务，健全县乡村三级联动的工作体系和长效的机制，扩大“科普”\n活动的覆盖面，\n惠及20个\n社区。";
        let text = format!("{whole}{sentence}\n二、保障措施\n附件：清单\n");
        let (left, _) = put(&text);
        assert_eq!(
            left[PARAGRAPHS.len()..],
            [&sentence.replace('\n', ""), "二、保障措施", "附件：清单"]
        );
    }

    #[test]
    fn lines_cut_after_so_many_characters_come_together() {
        for (length, indent) in [(20, ""), (30, "  "), (30, "    "), (30, "　　"), (38, "")] {
            let indented = PARAGRAPHS.map(|paragraph| format!("{indent}{paragraph}"));
            let text = counted(&indented.each_ref().map(String::as_str), length);
            let (put, count) = put(&text);
            assert_eq!(put, PARAGRAPHS, "{length} {indent:?}");
            assert!(count > 3);
        }
    }

    /// Cuts paragraphs after so many characters.
    fn counted(paragraphs: &[&str], length: usize) -> String {
        let mut text = String::new();
        for paragraph in paragraphs {
            let characters: Vec<char> = paragraph.chars().collect();
            for line in characters.chunks(length) {
                text.extend(line);
                text.push('\n');
            }
        }
        text
    }

    #[test]
    fn a_few_cut_lines_among_short_ones_come_together() {
        let paragraphs = [
            "虚构县技能培训工作要点",
            "虚政办发〔2024〕5号",
            "一、重点任务",
            "（一）开展培训。全年培训农民500人，建成实训基地3000平方米。",
            "责任单位：县人社局",
            "（二）稳定就业。失业率控制在5%以内；2024年帮扶困难人员80人。",
            "责任单位：县民政局",
        ];
        assert_eq!(
            put(&counted(&paragraphs, 27)),
            (paragraphs.map(str::to_owned).into(), 2)
        );
    }

    #[test]
    fn a_counted_line_goes_on_behind_a_full_stop() {
        let paragraphs = [
            "（一）深化改革。推进医药价格改革，完善支付方式。健全配套的制度和办法。（市医保局负责）",
            "夯实工作基础。开展摸底调查，建立台账，逐一对照销号。（市卫生健康委负责）",
            "（二）强化监管。建立协同机制，加强日常巡查。",
            "2024年3月6日",
        ];
        for length in [20, 23, 43] {
            assert_eq!(put(&counted(&paragraphs, length)).0, paragraphs, "{length}");
        }
    }

    #[test]
    fn rows_and_cells_that_a_count_cut_come_together() {
        let rows = [
            "序号|工作任务|责任单位|",
            "1|新建标准化学校2所，新增学位1500个|市教育局、市住房城乡建设局|",
            "2|新开公交线路3条，优化调整线路6条以上|市交通运输局、市公安局|",
            "3|改造老旧小区12个，加装电梯40部，惠及居民|市住房城乡建设局|",
        ];
        assert_eq!(put(&counted(&rows, 24)).0, rows);
    }

    #[test]
    fn a_text_on_one_line_comes_together_whatever_a_line_begins_with() {
        let text =
            "（一）完善服务，提升效能，方便群众办事。1.推行网上办理。2.压缩办理时限。".repeat(30);
        assert_eq!(put(&counted(&[&text], 37)).0, [text]);
    }

    #[test]
    fn paragraphs_that_are_lines_stay() {
        let text = PARAGRAPHS.join("\n").repeat(3);
        let (left, count) = put(&text);
        assert_eq!(left, text.lines().collect::<Vec<_>>());
        assert_eq!(count, 0);
    }
}
