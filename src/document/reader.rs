//! A document read from its text to its structure.

use super::aims::entries::{of_tasks, plan_year};
use super::aims::read_aims;
use super::assign::Assigner;
use super::branch_roles::branch_roles;
use super::closing_words::{take_closing_words, take_results_of_sections};
use super::head::facts::facts;
use super::head::phases::read_phases;
use super::head::title::{PrintedTitle, ends_title, find_first_title, find_title};
use super::head::{dates, facts::PrintedHead};
use super::numbering::styled::styled_marks;
use super::numbering::tree::Tree;
use super::parts::{boundaries, main_part, note_parts, part_kinds};
use super::source_text::{SourceFact, SourceLine, SourceRow, SourceTable, SourceText};
use super::structure::{DocumentStructure, PlacedDoubt};
use super::tables::columns::read_columns_below;
use super::tables::indicators::{doubts_of_indicators, table_indicators};
use super::text::{AnyOf, without_blanks};
use super::times::heading_day::take_days_of_headings;
use super::units::following_rules::following_rules;
use super::units::group::UnitGroup;
use crate::text::Doubt;

/// Reads a document.
pub fn read_document(source: &SourceText) -> DocumentStructure {
    read_document_of(source, None)
}

/// Reads a document. `year` is assumed in its tables for dates without one if the document names none: 9月底 in a
/// column 完成时限.
pub fn read_document_of(source: &SourceText, year: Option<i32>) -> DocumentStructure {
    let (tables, lines) = (source.tables.as_slice(), source.lines.as_slice());
    let boundaries = boundaries(lines);
    let styled = styled_marks(lines, ends_title);
    let mut tree = Tree::of(
        lines,
        |at| boundaries.get(at).copied().unwrap_or_default(),
        |at| styled.get(at).copied().flatten(),
        tells_units,
    );
    let mut found = DocumentStructure::default();
    let part = main_part(&tree);
    found.head = head(&tree, part, lines, &source.facts, &mut found.doubts);
    if lines.is_empty() {
        let title = tables.first().and_then(title_of_table);
        if title.is_some() {
            found.doubts.retain(|it| it.doubt != Doubt::NoTitle);
        }
        found.head.title = title.unwrap_or_default();
        found.head.years = dates::years(&found.head.title);
    }
    take_results_of_sections(&mut tree, part);
    take_closing_words(&mut tree, part);
    let kinds = part_kinds(&tree, part);
    let roles = branch_roles(&tree, part, &kinds, of_tasks(&found));
    let year = year.filter(|_| found.head.years.is_none());
    let mut assigner = Assigner::new(&found.head, plan_year(&found).or(year));
    assigner.assign(&tree, part, &roles, &mut found);
    assigner.tables(tables, lines, &mut found);
    assigner.finish(&mut found);
    read_aims(&tree, part, &kinds, &mut found);
    for columns in tables
        .iter()
        .filter_map(|table| read_columns_below(table, lines))
    {
        if columns.is_indicator_list() && !columns.is_task_list() {
            let read = table_indicators(&columns, found.head.years);
            found.doubts.extend(doubts_of_indicators(&columns, &read));
            found.indicators.extend(read);
        }
    }
    read_phases(&tree, part, &kinds, &mut found);
    let year_of_days = plan_year(&found).or(year);
    take_days_of_headings(&mut found.entries, year_of_days);
    found.body = body(&tree, part, &found.head, source);
    note_parts(&tree, part, &mut found.doubts);
    found
}

/// Returns a title without the word for an attachment: 附件2：主要指标.
fn without_annex(text: &str) -> &str {
    let named = text
        .strip_prefix("附件")
        .or_else(|| text.strip_prefix("附表"));
    let named = named.and_then(|rest| {
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        rest.strip_prefix(['：', ':', ' ', '　'])
    });
    named
        .map(str::trim)
        .filter(|title| !title.is_empty())
        .unwrap_or(text)
}

/// Returns the title of a sheet: the first of the rows of one cell before its heading that is not a number (附件2) and
/// no label (填报单位：), else its name.
fn title_of_table(table: &SourceTable) -> Option<String> {
    const LONGEST_NUMBER: usize = 4;
    let titles = table.rows.iter().map_while(SourceRow::only_text);
    let is_other = |text: &str| {
        text.contains(['：', ':'])
            || text.chars().count() <= LONGEST_NUMBER && text.starts_with_any(&["附", "表"])
    };
    // 重点任务表（单位：万元）
    let without_measure = |text: String| match text.rfind(['（', '(']) {
        Some(at) if text[at..].contains("单位：") || text[at..].contains("单位:") => {
            text[..at].to_owned()
        }
        _ => text,
    };
    let titles = titles.map(without_blanks).map(without_measure);
    let titles = titles.map(|text| without_annex(&text).to_owned());
    let title = titles
        .filter(|text| !text.is_empty())
        .find(|text| !is_other(text));
    title.or_else(|| {
        let name = table.name.as_deref()?;
        let is_default = name.starts_with_any(&["Sheet", "sheet", "工作表"]);
        (!is_default).then(|| name.to_owned())
    })
}

/// Returns whether the text of a bracket in a heading assigns units or names who leads.
pub(crate) fn tells_units(inside: &str) -> bool {
    if inside.len() < 8 {
        return false;
    }
    let group = UnitGroup::read(inside);
    group.is_said && group.is_group() || !following_rules(inside).is_empty()
}

/// Reads the head of a part: its facts from the page and the lines around its marks, its title from the lines before
/// them.
fn head(
    tree: &Tree,
    part: usize,
    lines: &[SourceLine],
    facts_of_page: &[SourceFact],
    doubts: &mut Vec<PlacedDoubt>,
) -> PrintedHead {
    const FEET: usize = 40;
    let (before, after) = lines_around(tree, part, lines);
    let mut head = facts(facts_of_page, before, after.take(FEET));
    if let Some(title) = title_of(tree, part) {
        head.is_draft = title.is_draft;
        head.title_line = title.first;
        head.title = title.text;
    } else {
        // A heading or a sentence of the text is not a title; the file's name serves then.
        let first = lines.first();
        let is_mark = |line: &SourceLine| {
            let mut branches = tree.branches.iter();
            branches.any(|branch| branch.line_no == line.line_no)
        };
        let named = first.filter(|line| {
            let letters = line.text.chars().filter(|c| c.is_alphabetic());
            let is_address = line.text.trim_end().ends_with(['：', ':']);
            letters.count() >= 4 && !is_mark(line) && !is_address && !line.text.contains('。')
        });
        let title = named.map_or("", |line| without_annex(&line.text));
        head.title = title.chars().take(60).collect();
        head.title_line = first.map_or(1, |line| line.line_no);
        doubts.push(PlacedDoubt::of_plan(Doubt::NoTitle, head.title_line));
    }
    head.years = dates::years(&head.title);
    head
}

/// Returns the lines before the first mark of a part, with the text before it on its own line, and those behind its
/// last.
fn lines_around<'t>(
    tree: &'t Tree,
    part: usize,
    lines: &'t [SourceLine],
) -> (impl Iterator<Item = &'t str>, impl Iterator<Item = &'t str>) {
    let mut marks = tree.branches.iter().filter(|branch| branch.part == part);
    let first = marks.next().or(tree.branches.first());
    let last = marks
        .next_back()
        .or(first.filter(|first| first.part == part));
    let first = first.map_or(usize::MAX, |branch| branch.line_no);
    let last = last.map_or(0, |branch| branch.line_no);
    let texts = || lines.iter().map(|line| (line.line_no, line.text.as_str()));
    let preambles = tree.preambles.iter().take(part + 1).flatten();
    // The pieces of a text that lost its line breaks are all on its one line.
    let on_line = preambles.filter(move |piece| piece.line_no == first);
    (
        texts()
            .map_while(move |(line_no, text)| (line_no < first).then_some(text))
            .chain(on_line.map(|piece| piece.text.as_str())),
        texts().filter_map(move |(line_no, text)| (line_no > last).then_some(text)),
    )
}

/// Returns the title of a part: in its preamble, else in the last of those before it that has one.
fn title_of(tree: &Tree, part: usize) -> Option<PrintedTitle> {
    let is_unmarked = tree.branches.is_empty();
    let first = is_unmarked.then(|| find_first_title(&tree.preambles[part]));
    first.flatten().or_else(|| {
        let mut preambles = tree.preambles[..=part].iter().rev();
        preambles.find_map(|preamble| find_title(preamble))
    })
}

/// Returns the lines of a part: from its title to its last marked entry, else to the end of the text.
fn body(
    tree: &Tree,
    part: usize,
    head: &PrintedHead,
    source: &SourceText,
) -> Option<std::ops::RangeInclusive<usize>> {
    let branches = || tree.branches.iter().filter(|branch| branch.part == part);
    let marked = branches().map(|branch| {
        branch
            .paragraphs
            .last()
            .map_or(branch.line_no, |paragraph| paragraph.line_no)
    });
    let title = head.title_line.max(1);
    if let Some(last) = marked.max() {
        return Some(title.min(branches().next()?.line_no)..=last);
    }
    let rows = source.tables.iter().flat_map(|table| &table.rows);
    let rows = rows.map(|row| row.line_no);
    let last = source
        .lines
        .iter()
        .map(|line| line.line_no)
        .chain(rows)
        .max()?;
    Some(title..=last.max(title))
}
