//! Word documents in the layout of official documents: A4, their fonts and spacing, tables with
//! repeated headers.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, Docx, Footer, HeightRule, LineSpacing, LineSpacingType, PageMargin, PageNum,
    PageOrientationType, Paragraph, Run, RunFonts, Shading, SpecialIndentType,
    TableCell as WordCell, TableCellMargins, TableLayoutType, TableRow, VAlignType, WidthType,
};

use crate::plan::Lamp;
use crate::report::content::{
    ColumnAlign, DueEvent, FieldLine, ParagraphStyle, ReportBar, ReportBlock, ReportDocument,
    ReportPart, ReportPlot, ReportTable, TableCell,
};
use crate::text::Lang;
use crate::text::Words;

use super::{
    A4_COLUMNS, FormatFault, PADDING, PORTRAIT_COLUMNS, bar_words, course_lines, table_columns,
    widest_table, words_of,
};

/// A4 and A3 in twentieths of a point.
const A4: (u32, u32) = (11906, 16838);
const A3: (u32, u32) = (16838, 23811);

/// Fonts of body text, headings and titles, by the names Word knows in every language.
const BODY_FONT: &str = "FangSong";
const HEADING_FONT: &str = "SimHei";
const TITLE_FONT: &str = "FZXiaoBiaoSong-B05S";
const LATIN_FONT: &str = "Times New Roman";

/// Tables that need more room than this leave less of a margin on upright pages.
const ROOMY_COLUMNS: u32 = 90;

/// The layout of a document.
struct DocxSetting {
    /// Font size in half points.
    body_size: usize,
    /// Line spacing in twentieths of a point.
    line: i32,
    /// First-line indent in twentieths of a point.
    indent: i32,
    /// The table width in twentieths of a point.
    table_width: usize,
    /// The words of its language.
    words: &'static Words,
}

/// Writes a report as a Word document.
pub(super) fn docx(report: &ReportDocument) -> Result<Vec<u8>, FormatFault> {
    let is_chinese = report.lang == Lang::Zh;
    let widest = widest_table(report.shown_parts());
    let lies = widest > PORTRAIT_COLUMNS;
    let page = if widest > A4_COLUMNS { A3 } else { A4 };
    let (width, height) = if lies { (page.1, page.0) } else { page };
    // The margins of official documents; landscape pages are for tables.
    let (top, side) = match widest {
        _ if lies => (1134, 1134),
        ROOMY_COLUMNS.. => (1701, 1134),
        _ => (2098, 1531),
    };
    let setting = DocxSetting {
        body_size: if is_chinese { 32 } else { 22 },
        line: if is_chinese { 560 } else { 300 },
        indent: if is_chinese { 640 } else { 0 },
        table_width: (width - 2 * side) as usize,
        words: words_of(report),
    };
    let side = side as i32;
    let page_number = Paragraph::new()
        .align(AlignmentType::Center)
        .add_page_num(PageNum::new());
    let day = format!("{}T00:00:00Z", report.as_of);
    let mut docx = Docx::new()
        .created_at(&day)
        .updated_at(&day)
        .page_size(width, height)
        .page_margin(
            PageMargin::new()
                .top(top)
                .bottom(top)
                .left(side)
                .right(side)
                .header(851)
                .footer(992)
                .gutter(0),
        )
        .page_orient(if lies {
            PageOrientationType::Landscape
        } else {
            PageOrientationType::Portrait
        })
        .default_fonts(fonts(BODY_FONT))
        .default_size(setting.body_size)
        .footer(Footer::new().add_paragraph(page_number))
        .add_paragraph(centred(run(&report.title, TITLE_FONT, 44), 200));
    for line in &report.subtitle {
        docx = docx.add_paragraph(centred(run(line, BODY_FONT, 28), 80));
    }
    for (place, part) in report.shown_parts().enumerate() {
        let is_first = place == 0;
        if report.has_papers && !is_first {
            let title = centred(run(&report.title, TITLE_FONT, 44), 200);
            docx = docx.add_paragraph(title.page_break_before(true));
        }
        docx = add_part(docx, &setting, part, !is_first && !report.has_papers);
    }
    pack(docx)
}

/// Makes a line in the middle, with a gap below it in twentieths of a point.
fn centred(text: Run, gap: u32) -> Paragraph {
    Paragraph::new()
        .align(AlignmentType::Center)
        .line_spacing(LineSpacing::new().after(gap))
        .add_run(text)
}

fn pack(docx: Docx) -> Result<Vec<u8>, FormatFault> {
    let mut built = docx.build();
    // The library cannot mark a header row as repeated on every page. Only header rows have a minimum
    // height, and no text can look like that tag, since `<` is escaped in text.
    let document = String::from_utf8_lossy(&built.document)
        .replace("<w:trHeight", "<w:tblHeader /><w:trHeight");
    built.document = document.into_bytes();
    let mut bytes = Cursor::new(Vec::new());
    built.pack(&mut bytes).map_err(|error| FormatFault {
        format: "docx",
        why: error.to_string(),
    })?;
    Ok(bytes.into_inner())
}

fn add_part(mut docx: Docx, setting: &DocxSetting, part: &ReportPart, on_new_page: bool) -> Docx {
    if let Some(title) = &part.title {
        docx = docx.add_paragraph(
            Paragraph::new()
                .align(AlignmentType::Center)
                .page_break_before(on_new_page)
                .line_spacing(LineSpacing::new().before(200).after(200))
                .add_run(run(title, HEADING_FONT, 36)),
        );
    }
    for block in &part.blocks {
        docx = add_block(docx, setting, block);
    }
    docx
}

fn add_block(docx: Docx, setting: &DocxSetting, block: &ReportBlock) -> Docx {
    match block {
        ReportBlock::Heading { level, text } => docx.add_paragraph(heading(setting, *level, text)),
        ReportBlock::Paragraph { style, text } => docx.add_paragraph(styled(setting, *style, text)),
        ReportBlock::Fields(lines) => spaced(docx.add_table(fields_table(setting, lines))),
        ReportBlock::Table(table) => {
            let docx = match &table.caption {
                Some(caption) => docx.add_paragraph(caption_line(caption)),
                None => docx,
            };
            spaced(docx.add_table(word_table(setting, table)))
        }
        ReportBlock::Plot(ReportPlot::Bars { caption, bars }) => {
            let docx = docx.add_paragraph(caption_line(caption));
            spaced(docx.add_table(bars_table(setting, bars)))
        }
        ReportBlock::Plot(ReportPlot::Course(course)) => {
            let docx = docx.add_paragraph(caption_line(&course.caption));
            course_lines(course, setting.words)
                .iter()
                .fold(docx, |docx, line| docx.add_paragraph(small_line(line)))
        }
        ReportBlock::Events(events) => event_lines(events)
            .iter()
            .fold(docx, |docx, line| docx.add_paragraph(small_line(line))),
        ReportBlock::Room(lines) => (0..*lines).fold(docx, |docx, _| {
            docx.add_paragraph(
                Paragraph::new()
                    .keep_next(true)
                    .line_spacing(exact(setting.line)),
            )
        }),
    }
}

/// Adds a little space after a table; Word joins adjacent tables.
fn spaced(docx: Docx) -> Docx {
    docx.add_paragraph(
        Paragraph::new()
            .line_spacing(exact(160))
            .add_run(Run::new().size(8)),
    )
}

fn heading(setting: &DocxSetting, level: u8, text: &str) -> Paragraph {
    let font = if level == 1 { HEADING_FONT } else { BODY_FONT };
    let run = run(text, font, setting.body_size);
    let run = if level == 1 { run } else { run.bold() };
    Paragraph::new()
        .keep_next(true)
        .outline_lvl(usize::from(level.saturating_sub(1)))
        .indent(None, first_line(setting.indent), None, None)
        .line_spacing(exact(setting.line))
        .add_run(run)
}

fn styled(setting: &DocxSetting, style: ParagraphStyle, text: &str) -> Paragraph {
    let run = |size| run(text, BODY_FONT, size);
    let paragraph = Paragraph::new();
    match style {
        ParagraphStyle::Body => paragraph
            .indent(None, first_line(setting.indent), None, None)
            .line_spacing(exact(setting.line))
            .add_run(run(setting.body_size)),
        ParagraphStyle::Item => paragraph
            .indent(Some(setting.indent.max(320)), None, None, None)
            .line_spacing(exact(setting.line))
            .add_run(run(setting.body_size)),
        ParagraphStyle::Note => paragraph
            .line_spacing(LineSpacing::new().before(60).after(60))
            .add_run(run(21)),
        ParagraphStyle::Flush => paragraph
            .line_spacing(exact(setting.line))
            .add_run(run(setting.body_size)),
        ParagraphStyle::Signature => paragraph
            .align(AlignmentType::Right)
            .keep_lines(true)
            // A signature alone on a page signs nothing.
            .keep_next(true)
            .indent(None, None, Some(640), None)
            .line_spacing(exact(setting.line))
            .add_run(run(setting.body_size)),
    }
}

fn first_line(indent: i32) -> Option<SpecialIndentType> {
    (indent > 0).then_some(SpecialIndentType::FirstLine(indent))
}

fn exact(line: i32) -> LineSpacing {
    LineSpacing::new()
        .line_rule(LineSpacingType::Exact)
        .line(line)
}

fn caption_line(text: &str) -> Paragraph {
    Paragraph::new()
        .keep_next(true)
        .line_spacing(LineSpacing::new().before(120).after(60))
        .add_run(run(text, HEADING_FONT, 24))
}

fn small_line(text: &str) -> Paragraph {
    Paragraph::new().add_run(run(text, BODY_FONT, 24))
}

/// Writes bars as a table: name and note, then the parts.
fn bars_table(setting: &DocxSetting, bars: &[ReportBar]) -> docx_rs::Table {
    let name_width = setting.table_width * 2 / 5;
    let grid = vec![name_width, setting.table_width - name_width];
    let rows = bars.iter().map(|bar| {
        let name = format!("{}  {}", bar.name, bar.note);
        let parts = bar_words(bar, setting.words);
        let cells = [name.trim_end(), &parts]
            .into_iter()
            .zip(&grid)
            .map(|(text, width)| word_cell(*width, ColumnAlign::Left, run(text, BODY_FONT, SMALL)));
        TableRow::new(cells.collect()).cant_split()
    });
    table_of(rows.collect(), grid)
}

fn event_lines(events: &[DueEvent]) -> Vec<String> {
    events
        .iter()
        .map(|event| format!("{} {}", event.day, event.title))
        .collect()
}

fn fields_table(setting: &DocxSetting, lines: &[FieldLine]) -> docx_rs::Table {
    let name_width = setting.table_width / 5;
    let grid = vec![name_width, setting.table_width - name_width];
    let rows = lines.iter().map(|line| {
        let name = run(&line.name, HEADING_FONT, 24);
        let cells = vec![
            word_cell(grid[0], ColumnAlign::Left, name),
            word_cell(
                grid[1],
                ColumnAlign::Left,
                run(&line.value.words(), BODY_FONT, 24),
            ),
        ];
        TableRow::new(cells)
    });
    table_of(rows.collect(), grid)
}

/// The space between a cell's text and its borders on each side, in twentieths of a point; less where there are many
/// columns.
const CELL_MARGIN: usize = 70;
const NARROW_MARGIN: usize = 30;

/// The most columns that leave room for it.
const ROOMY_CELLS: usize = 12;

/// The type of tables with few columns, in half points.
const SMALL: usize = 21;

fn word_table(setting: &DocxSetting, table: &ReportTable) -> docx_rs::Table {
    let columns = table_columns(table).max(1) as usize;
    let grid: Vec<usize> = table
        .columns
        .iter()
        .map(|column| setting.table_width * usize::from(column.width + PADDING) / columns)
        .collect();
    // Smaller type if there are many columns.
    let size = match table.columns.len() {
        0..7 => SMALL,
        7 | 8 => 17,
        9..=ROOMY_CELLS => 15,
        _ => 14,
    };
    let header = table.columns.iter().zip(&grid).map(|(column, width)| {
        word_cell(
            *width,
            ColumnAlign::Centre,
            run(&column.title, HEADING_FONT, size),
        )
        .shading(Shading::new().fill("EDEFF2"))
    });
    let header = TableRow::new(header.collect())
        .height_rule(HeightRule::AtLeast)
        .row_height(20.0);
    let mut rows = vec![header.cant_split()];
    let last = table.rows.len().checked_sub(1);
    for (place, row) in table.rows.iter().enumerate() {
        let is_total = table.has_total && Some(place) == last;
        let cells = row
            .iter()
            .zip(&table.columns)
            .zip(&grid)
            .map(|((cell, column), width)| {
                let run = run(&cell.words(), BODY_FONT, size);
                let run = if is_total { run.bold() } else { run };
                let made = word_cell(*width, column.align, run);
                match cell {
                    TableCell::Lamp { lamp, .. } => {
                        made.shading(Shading::new().fill(lamp_fill(*lamp)))
                    }
                    _ => made,
                }
            });
        rows.push(TableRow::new(cells.collect()).cant_split());
    }
    table_of(rows, grid)
}

fn table_of(rows: Vec<TableRow>, grid: Vec<usize>) -> docx_rs::Table {
    let width = grid.iter().sum();
    let margin = if grid.len() > ROOMY_CELLS {
        NARROW_MARGIN
    } else {
        CELL_MARGIN
    };
    docx_rs::Table::new(rows)
        .set_grid(grid)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(0, margin, 0, margin))
        .width(width, WidthType::Dxa)
}

fn word_cell(width: usize, align: ColumnAlign, run: Run) -> WordCell {
    let align = match align {
        ColumnAlign::Left => AlignmentType::Left,
        ColumnAlign::Centre => AlignmentType::Center,
        ColumnAlign::Right => AlignmentType::Right,
    };
    WordCell::new()
        .width(width, WidthType::Dxa)
        .vertical_align(VAlignType::Center)
        .add_paragraph(
            Paragraph::new()
                .align(align)
                .line_spacing(LineSpacing::new().before(30).after(30))
                .add_run(run),
        )
}

/// Returns a light shade of the lamp's colour, on which print stays readable.
fn lamp_fill(lamp: Lamp) -> &'static str {
    match lamp {
        Lamp::Red => "F4B7B4",
        Lamp::Yellow => "FFE699",
        Lamp::Green => "C6E5C8",
        Lamp::Grey | Lamp::Stopped => "E0E3E7",
        Lamp::Done => "CFE2F7",
        Lamp::Closed => "B4D0F0",
    }
}

fn fonts(east_asian: &str) -> RunFonts {
    RunFonts::new()
        .ascii(LATIN_FONT)
        .hi_ansi(LATIN_FONT)
        .cs(LATIN_FONT)
        .east_asia(east_asian)
}

fn run(text: &str, font: &str, size: usize) -> Run {
    Run::new().add_text(text).fonts(fonts(font)).size(size)
}
