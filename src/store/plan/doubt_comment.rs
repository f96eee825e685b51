//! The comment that holds a doubt over what it is about: `# doubt: [34] 什么`.

/// How such a comment begins.
const MARK: &str = "# doubt:";

/// Writes a doubt about a line of the document as a comment.
pub(crate) fn doubt_comment(line_no: usize, said: &str) -> String {
    format!("{MARK} [{line_no}] {said}\n")
}

/// Reads a comment that is a doubt: the line of the document that it is about, and what it says.
pub(crate) fn doubt_in(line: &str) -> Option<(Option<usize>, &str)> {
    let said = line.trim().strip_prefix(MARK)?.trim();
    let split = said.strip_prefix('[').and_then(|said| said.split_once(']'));
    let numbered = split.and_then(|(number, rest)| Some((number.parse().ok()?, rest.trim())));
    Some(numbered.map_or((None, said), |(number, rest)| (Some(number), rest)))
}
