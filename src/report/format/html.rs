//! HTML: one self-contained page for phone, screen and A4, light and dark.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::plan::{Day, Lamp};
use crate::report::document::{
    ColumnAlign, DueEvent, FieldLine, ParagraphStyle, ReportBar, ReportBlock, ReportDocument,
    ReportPart, ReportPlot, ReportTable, TableCell,
};

use super::course_svg::course_svg;

/// The style sheet; nothing is loaded from elsewhere.
const STYLE: &str = include_str!("report.css");

/// Writes a report as one HTML page.
pub(super) fn html_page(report: &ReportDocument) -> String {
    let parts: Vec<&ReportPart> = report.shown_parts().collect();
    let page = html! {
        (DOCTYPE)
        html lang=(report.lang) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                link rel="icon" href="data:,";
                title { (report.title) }
                style { (PreEscaped(STYLE)) }
            }
            body class=(report.kind.key()) {
                header {
                    h1 { (report.title) }
                    @for line in &report.subtitle { p { (line) } }
                }
                @for part in &parts { (part_markup(part, report.as_of)) }
            }
        }
    };
    page.into_string()
}

fn part_markup(part: &ReportPart, as_of: Day) -> Markup {
    html! {
        section class=[part.title.as_ref().map(|_| "part")] {
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
    html! {
        table {
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
                                (cell_markup(cell))
                            }
                        }
                    }
                }
            }
        }
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
        TableCell::Lamp { lamp, word } => html! { span class=(chip_class(*lamp)) { (word) } },
        other => html! { (other.words()) },
    }
}

fn chip_class(lamp: Lamp) -> &'static str {
    match lamp {
        Lamp::Red => "chip red",
        Lamp::Yellow => "chip yellow",
        Lamp::Green => "chip green",
        Lamp::Grey => "chip grey",
        Lamp::Done => "chip done",
        Lamp::Closed => "chip closed",
        Lamp::Stopped => "chip stopped",
    }
}

/// Draws bars to a common scale.
fn bars_markup(caption: &str, bars: &[ReportBar]) -> Markup {
    let total = |bar: &ReportBar| bar.parts.iter().map(|part| part.count).sum::<u32>();
    let longest = bars.iter().map(total).max().unwrap_or(0).max(1);
    html! {
        figure {
            figcaption { (caption) }
            @for bar in bars {
                div.bar {
                    div.name { (bar.name) @if !bar.note.is_empty() { span.note { (bar.note) } } }
                    (bar_svg(bar, longest))
                    div.legend {
                        @for part in bar.parts.iter().filter(|part| part.count > 0) {
                            span class=(chip_class(part.lamp)) { (part.word) " " (part.count) }
                        }
                    }
                }
            }
        }
    }
}

fn bar_svg(bar: &ReportBar, longest: u32) -> Markup {
    let mut x = 0;
    let mut pieces = Vec::new();
    for part in bar.parts.iter().filter(|part| part.count > 0) {
        let width = f64::from(part.count) * 1000.0 / f64::from(longest);
        pieces.push((x, width, chip_class(part.lamp)));
        x += part.count;
    }
    html! {
        svg viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true" {
            @for (before, width, class) in pieces {
                @let x = f64::from(before) * 1000.0 / f64::from(longest);
                rect class=(class) x=(format!("{x:.1}")) y="0" width=(format!("{width:.1}")) height="16" {}
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
