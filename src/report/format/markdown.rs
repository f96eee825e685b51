//! Markdown, as forges and mail programs show it.

use crate::report::content::{
    ColumnAlign, DueEvent, FieldLine, ParagraphStyle, ReportBar, ReportBlock, ReportDocument,
    ReportPlot, ReportTable, ValueCourse,
};
use crate::text::Words;

use super::{bar_line, course_lines, words_of};

/// Writes a report as Markdown.
pub(super) fn markdown(report: &ReportDocument) -> String {
    let mut out = format!("# {}\n", escaped(&report.title));
    for line in &report.subtitle {
        out += &format!("\n{}\n", begun(line));
    }
    let parts: Vec<_> = report.shown_parts().collect();
    for part in &parts {
        if let Some(title) = &part.title {
            out += &format!("\n## {}\n", escaped(title));
        }
        // In a part with its own heading, its headings are one level lower.
        let depth = 1 + usize::from(part.title.is_some());
        for block in &part.blocks {
            write_block(&mut out, block, depth, words_of(report));
        }
    }
    out
}

fn write_block(out: &mut String, block: &ReportBlock, depth: usize, words: &Words) {
    match block {
        ReportBlock::Heading { level, text } => {
            let marks = "#".repeat(depth + usize::from(*level));
            *out += &format!("\n{marks} {}\n", escaped(text));
        }
        ReportBlock::Paragraph { style, text } => match style {
            ParagraphStyle::Item => *out += &format!("\n- {}\n", begun(text)),
            ParagraphStyle::Note => *out += &format!("\n> {}\n", begun(text)),
            _ => *out += &format!("\n{}\n", begun(text)),
        },
        ReportBlock::Fields(lines) => write_fields(out, lines, words),
        ReportBlock::Table(table) => write_table(out, table),
        ReportBlock::Plot(ReportPlot::Bars { caption, bars }) => {
            write_bars(out, caption, bars, words);
        }
        ReportBlock::Plot(ReportPlot::Course(course)) => write_course(out, course, words),
        ReportBlock::Events(events) => write_events(out, events),
        // Only paper needs lines to write on.
        ReportBlock::Room(_) => *out += "\n<br>\n",
    }
}

fn write_fields(out: &mut String, lines: &[FieldLine], words: &Words) {
    let colon = words.colon;
    out.push('\n');
    for FieldLine { name, value } in lines {
        *out += &format!(
            "- **{}**{colon}{}\n",
            escaped(name),
            escaped(&value.words())
        );
    }
}

fn write_table(out: &mut String, table: &ReportTable) {
    if let Some(caption) = &table.caption {
        *out += &format!("\n**{}**\n", escaped(caption));
    }
    out.push('\n');
    let titles = table.columns.iter().map(|column| escaped(&column.title));
    write_row(out, titles);
    out.push('|');
    for column in &table.columns {
        *out += match column.align {
            ColumnAlign::Left => "---|",
            ColumnAlign::Centre => ":-:|",
            ColumnAlign::Right => "--:|",
        };
    }
    out.push('\n');
    for row in &table.rows {
        write_row(out, row.iter().map(|cell| escaped(&cell.words())));
    }
}

fn write_row(out: &mut String, cells: impl Iterator<Item = String>) {
    out.push('|');
    for cell in cells {
        *out += &format!(" {cell} |");
    }
    out.push('\n');
}

fn write_bars(out: &mut String, caption: &str, bars: &[ReportBar], words: &Words) {
    *out += &format!("\n**{}**\n\n", escaped(caption));
    for bar in bars {
        *out += &format!("- {}\n", escaped(&bar_line(bar, words)));
    }
}

fn write_course(out: &mut String, course: &ValueCourse, words: &Words) {
    *out += &format!("\n**{}**\n\n", escaped(&course.caption));
    for line in course_lines(course, words) {
        *out += &format!("- {}\n", escaped(&line));
    }
}

fn write_events(out: &mut String, events: &[DueEvent]) {
    out.push('\n');
    for event in events {
        *out += &format!("- {} {}\n", event.day, escaped(&event.title));
        for line in &event.details {
            *out += &format!("  - {}\n", escaped(line));
        }
    }
}

/// Escapes text within a line, so that Markdown shows it verbatim.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '$' | '&'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Escapes text at the start of a line, where headings, lists, rules and numbers are markup too.
fn begun(text: &str) -> String {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut rest = text[digits..].chars();
    let (mark, next) = (rest.next(), rest.next());
    let ends_word = next.is_none_or(|next| next == ' ' || Some(next) == mark);
    let is_mark = match mark {
        Some('#' | '+' | '-' | '=') => digits == 0 && ends_word,
        Some('.' | ')') => digits > 0 && ends_word,
        _ => false,
    };
    let (number, rest) = text.split_at(digits);
    let mark = if is_mark { "\\" } else { "" };
    format!("{number}{mark}{}", escaped(rest))
}

#[cfg(test)]
mod tests {
    use super::{begun, escaped};

    #[test]
    fn text_is_no_mark() {
        for (text, written) in [
            ("县教育局", "县教育局"),
            ("a|b", "a\\|b"),
            ("<b>&amp;", "\\<b\\>\\&amp;"),
            ("1. x", "1. x"),
        ] {
            assert_eq!(escaped(text), written);
        }
        for (text, written) in [
            ("# x", "\\# x"),
            ("1. x", "1\\. x"),
            ("3.1.4", "3.1.4"),
            ("- x-y", "\\- x-y"),
            ("---", "\\---"),
            ("-5", "-5"),
            ("2024-06-30", "2024-06-30"),
            ("", ""),
        ] {
            assert_eq!(begun(text), written);
        }
    }
}
