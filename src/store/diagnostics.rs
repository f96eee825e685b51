//! Draws a problem: its line, carets, what is wrong and what to do.

use std::fmt::Write as _;
use std::path::Path;

use crate::text::{Flaw, Note, Words, clean};

use super::read_plain;
use super::{Problem, TextPlace, leads_outside};

/// The most characters of a message.
const LONGEST_MESSAGE: usize = 300;

/// Renders a problem for people: position, severity, code and message; the line with carets below; the
/// remedy. It ends with a newline. `shown_as` is the file's path as the user knows it.
///
/// The file is read again for the line, in any encoding; if that fails, the line is left out.
pub fn render_problem(problem: &Problem, shown_as: &Path, words: &Words) -> String {
    let text = if problem.is_of_whole_file() {
        None
    } else {
        read_lossily(&problem.file)
    };
    render_problem_in(text.as_deref(), problem, shown_as, words)
}

/// Renders like [`render_problem`] with the file's text given, for many problems of one file.
pub fn render_problem_in(
    text: Option<&str>,
    problem: &Problem,
    shown_as: &Path,
    words: &Words,
) -> String {
    let place = text
        .filter(|_| !problem.is_of_whole_file())
        .map(|text| TextPlace::of(text, &problem.span));
    let (line, column) = place
        .as_ref()
        .map_or((1, 1), |place| (place.line, place.column));
    let note = note_of(problem, words);
    let mut out = format!(
        "{}:{line}:{column}: {}: {} {}\n",
        clean(&shown_as.to_string_lossy()),
        problem.flaw.severity().key(),
        problem.flaw.code(),
        shown(&note.what),
    );
    let number = line.to_string();
    let margin = " ".repeat(number.len() + 2);
    // A file outside the repository, reached through a link, is not shown.
    let is_ours = !leads_outside(&problem.file);
    if let Some(place) = place.filter(|place| !place.excerpt.is_empty() && is_ours) {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "  {number} | {}", place.excerpt);
        let _ = writeln!(
            out,
            "{margin} | {}{}",
            " ".repeat(place.indent),
            "^".repeat(place.carets)
        );
    }
    let _ = writeln!(out, "{margin} = {}", shown(&note.how));
    out
}

/// Words a problem: what is wrong and what to do. A syntax error in config.toml has a hint of its own.
pub(crate) fn note_of(problem: &Problem, words: &Words) -> Note {
    let note = (words.flaw)(&problem.flaw);
    let is_config = problem.file.file_name() == Some("config.toml".as_ref());
    match problem.flaw {
        Flaw::Syntax { .. } if is_config => Note::new(note.what, words.files.config_syntax),
        _ => note,
    }
}

/// Returns a problem's file, line and column.
pub(crate) fn place_of(problem: &Problem) -> String {
    let file = problem.file.display();
    let text = read_lossily(&problem.file).filter(|_| !problem.is_of_whole_file());
    match text.map(|text| TextPlace::of(&text, &problem.span)) {
        Some(place) => format!("{file}:{}:{}", place.line, place.column),
        None => file.to_string(),
    }
}

/// Cleans and shortens a message, which may quote anything from a file.
fn shown(message: &str) -> String {
    let mut start = message.chars();
    let shown: String = start.by_ref().take(LONGEST_MESSAGE).collect();
    let cut = if start.as_str().is_empty() { "" } else { ".." };
    format!("{}{cut}", clean(&shown))
}

/// Reads a file in any encoding for showing a position in it; `None` if it cannot be read.
pub fn read_lossily(path: &Path) -> Option<String> {
    let bytes = read_plain(path).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Flaw, Lang};

    fn rendered(text: &str, marked: &str, flaw: Flaw) -> String {
        let start = text.find(marked).unwrap();
        let problem = Problem {
            file: "nowhere".into(),
            span: start..start + marked.len(),
            flaw,
        };
        render_problem_in(
            Some(text),
            &problem,
            Path::new("plans/demo/plan.toml"),
            Lang::En.words(),
        )
    }

    #[test]
    fn a_problem_points_at_its_place_under_chinese() {
        let text = "a = 1\n牵头 = [\"县教局\"] # 备注\n";
        let flaw = Flaw::UnknownUnit {
            name: "县教局".to_owned(),
            nearest: vec!["县教育局".to_owned()],
        };
        assert_eq!(
            rendered(text, "\"县教局\"", flaw),
            "plans/demo/plan.toml:2:7: error: unknown-unit no unit \"县教局\"; closest: 县教育局\n  \
             2 | 牵头 = [\"县教局\"] # 备注\n    \
               |         ^^^^^^^^\n    \
               = use the name of a unit, or add it to [[unit]] (or to its aliases)\n"
        );
    }

    #[test]
    fn what_a_file_holds_cannot_act_on_the_terminal() {
        let flaw = Flaw::BadId {
            has_levels: true,
            id: "\u{1b}[31m\n".to_owned(),
        };
        let out = rendered("id = \"\u{1b}[31m\"", "id", flaw);
        assert!(!out.contains('\u{1b}'), "{out}");
        assert_eq!(out.lines().count(), 4, "{out}");
    }

    #[test]
    fn a_line_of_any_length_is_cut_around_its_place() {
        let text = format!(
            "x = \"{}\" here = \"{}\"\n",
            "中".repeat(9_000),
            "文".repeat(9_000)
        );
        let out = rendered(
            &text,
            "here",
            Flaw::UnknownKey {
                key: "here".to_owned(),
                nearest: None,
            },
        );
        let lines: Vec<&str> = out.lines().collect();
        let column = |line: &str, what: &str| {
            unicode_width::UnicodeWidthStr::width(&line[..line.find(what).unwrap()])
        };
        assert_eq!(column(lines[1], "here"), column(lines[2], "^^^^"));
        assert!(lines[1].chars().count() < 200);
        let long = format!("\"{}\"", "文".repeat(9_000));
        let out = rendered(&text, &long, Flaw::NoPhases);
        let lines: Vec<&str> = out.lines().collect();
        assert!(lines[1].ends_with(".."), "{out}");
        assert!(lines.iter().all(|line| line.chars().count() < 400), "{out}");
    }
}
