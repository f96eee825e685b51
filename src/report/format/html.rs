//! HTML: one self-contained page for phone, screen and A4, light and dark.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::plan::Day;
use crate::report::content::{
    ColumnAlign, DueEvent, FieldLine, ParagraphStyle, ReportBar, ReportBlock, ReportDocument,
    ReportPart, ReportPlot, ReportTable, TableCell, TableColumn,
};

use super::course_svg::course_svg;
use super::{A4_COLUMNS, PADDING, PORTRAIT_COLUMNS, table_columns, widest_table};

/// The style sheet; nothing is loaded from elsewhere.
const STYLE: &str = include_str!("report.css");

/// Writes a report as one HTML page.
pub(super) fn html_page(report: &ReportDocument) -> String {
    let parts: Vec<&ReportPart> = report.shown_parts().collect();
    let page = html! {
        (DOCTYPE)
        html lang=(report.lang.key()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                link rel="icon" href="data:,";
                title { (report.title) }
                style { (PreEscaped(STYLE)) (page_rule(report)) }
            }
            body class=(report.kind.key()) {
                header {
                    h1 { (report.title) }
                    @for line in &report.subtitle { p { (line) } }
                }
                @for (place, part) in parts.iter().enumerate() {
                    @let title = (report.has_papers && place > 0).then_some(report.title.as_str());
                    (part_markup(part, title, report.as_of))
                }
            }
        }
    };
    page.into_string()
}

/// Returns the rule for paper: A4, landscape or A3 where a table needs it.
fn page_rule(report: &ReportDocument) -> &'static str {
    let widest = widest_table(report.shown_parts());
    if widest > A4_COLUMNS {
        "@page{size:A3 landscape}"
    } else if widest > PORTRAIT_COLUMNS {
        "@page{size:A4 landscape}"
    } else {
        "@page{size:A4}"
    }
}

/// Writes a part, below the title of the report if it is a paper of its own.
fn part_markup(part: &ReportPart, report: Option<&str>, as_of: Day) -> Markup {
    html! {
        section class=[part.title.as_ref().map(|_| "part")] {
            @if let Some(report) = report { h1 { (report) } }
            @if let Some(title) = &part.title { h2 { (title) } }
            @for block in &part.blocks { (block_markup(block, as_of)) }
        }
    }
}

fn block_markup(block: &ReportBlock, as_of: Day) -> Markup {
    match block {
        ReportBlock::Heading { level: 1, text } => html! { h3 { (text) } },
        ReportBlock::Heading { text, .. } => html! { h4 { (text) } },
        ReportBlock::Paragraph { style, text } => {
            html! { p class=(style_class(*style)) { (text) } }
        }
        ReportBlock::Fields(lines) => fields_markup(lines),
        ReportBlock::Table(table) => table_markup(table),
        ReportBlock::Plot(ReportPlot::Bars { caption, bars }) => bars_markup(caption, bars),
        ReportBlock::Plot(ReportPlot::Course(course)) => html! {
            figure {
                figcaption { (course.caption) }
                (course_svg(course, as_of))
                p.note { (course.note) }
            }
        },
        ReportBlock::Events(events) => events_markup(events),
        ReportBlock::Room(lines) => html! {
            div.room style=(format!("height:{}em", u32::from(*lines) * 2)) {}
        },
    }
}

fn style_class(style: ParagraphStyle) -> &'static str {
    match style {
        ParagraphStyle::Body => "body",
        ParagraphStyle::Item => "item",
        ParagraphStyle::Note => "note",
        ParagraphStyle::Flush => "flush",
        ParagraphStyle::Signature => "signature",
    }
}

fn fields_markup(lines: &[FieldLine]) -> Markup {
    html! {
        dl {
            @for line in lines {
                div { dt { (line.name) } dd { (cell_markup(&line.value)) } }
            }
        }
    }
}

fn table_markup(table: &ReportTable) -> Markup {
    let last = table.rows.len().checked_sub(1);
    let all = table_columns(table).max(1);
    let share = |column: &TableColumn| {
        let width = f64::from(column.width + PADDING) * 100.0 / f64::from(all);
        format!("width:{width:.1}%")
    };
    // A table that no screen has room for scrolls by itself.
    let is_wide = all > A4_COLUMNS;
    let least = is_wide.then(|| format!("min-width:{}em", all / 2));
    let size = match table.columns.len() {
        ..7 => "few",
        7..=12 => "many",
        _ => "most",
    };
    html! {
        div.scroll { table class=(size) style=[least] {
            colgroup { @for column in &table.columns { col style=(share(column)); } }
            @if let Some(caption) = &table.caption { caption { (caption) } }
            thead { tr {
                @for column in &table.columns {
                    th class=(align_class(column.align)) scope="col" { (column.title) }
                }
            } }
            tbody {
                @for (place, row) in table.rows.iter().enumerate() {
                    tr class=[(table.has_total && Some(place) == last).then_some("total")] {
                        @for (column, cell) in table.columns.iter().zip(row) {
                            // On a phone a row becomes a card, and each cell shows its column's name.
                            td class=(align_class(column.align)) data-name=(column.title) {
                                @match cell {
                                    TableCell::Text(id) if column.key == "id" => (id_markup(id)),
                                    cell => (cell_markup(cell)),
                                }
                            }
                        }
                    }
                }
            }
        } }
    }
}

fn align_class(align: ColumnAlign) -> &'static str {
    match align {
        ColumnAlign::Left => "l",
        ColumnAlign::Centre => "c",
        ColumnAlign::Right => "r",
    }
}

fn cell_markup(cell: &TableCell) -> Markup {
    match cell {
        TableCell::Lamp { lamp, word } => html! { span class={ "chip " (lamp.key()) } { (word) } },
        other => html! { (other.words()) },
    }
}

/// Writes an id, which may break only between its parts.
fn id_markup(id: &str) -> Markup {
    html! {
        span.id {
            @for (place, part) in id.split('/').enumerate() {
                @if place > 0 { "/" wbr; }
                (part)
            }
        }
    }
}

/// Draws bars to a common scale.
fn bars_markup(caption: &str, bars: &[ReportBar]) -> Markup {
    let total = |bar: &ReportBar| bar.parts.iter().map(|part| part.count).sum::<u32>();
    let longest = bars.iter().map(total).max().unwrap_or(0).max(1);
    html! {
        figure.bars {
            figcaption { (caption) }
            div.all { @for bar in bars {
                div.bar {
                    div.name { (bar.name) @if !bar.note.is_empty() { span.note { (bar.note) } } }
                    (bar_svg(bar, longest))
                    div.legend {
                        @for part in bar.parts.iter().filter(|part| part.count > 0) {
                            span class={ "chip " (part.lamp.key()) } { (part.word) " " (part.count) }
                        }
                    }
                }
            } }
        }
    }
}

fn bar_svg(bar: &ReportBar, longest: u32) -> Markup {
    let mut x = 0;
    let mut pieces = Vec::new();
    for part in bar.parts.iter().filter(|part| part.count > 0) {
        let width = f64::from(part.count) * 1000.0 / f64::from(longest);
        pieces.push((x, width, part.lamp));
        x += part.count;
    }
    html! {
        svg viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true" {
            @for (before, width, lamp) in pieces {
                @let x = f64::from(before) * 1000.0 / f64::from(longest);
                rect class={ "chip " (lamp.key()) } x=(format!("{x:.1}")) y="0" width=(format!("{width:.1}")) height="16" {}
            }
        }
    }
}

fn events_markup(events: &[DueEvent]) -> Markup {
    html! {
        ul {
            @for event in events {
                li {
                    time datetime=(event.day) { (event.day) } " " (event.title)
                    @for line in &event.details { br; span.note { (line) } }
                }
            }
        }
    }
}
