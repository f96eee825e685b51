//! Settling a doubt: it is accepted, its line is corrected, or what it is about is taken out. The comment goes either
//! way.

use std::ops::Range;

use super::StandingDoubt;

/// The two files of a plan as they would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettledTexts {
    /// plan.toml
    pub plan: String,
    /// progress.toml
    pub progress: String,
}

/// Takes the doubt away: the draft is right.
pub fn accept(plan: &str, doubt: &StandingDoubt) -> String {
    without(plan, std::slice::from_ref(&doubt.span))
}

/// Puts another line in the place of one of the block that the doubt is about, and takes the doubt away.
pub fn correct(plan: &str, doubt: &StandingDoubt, line: Range<usize>, text: &str) -> String {
    let after = format!(
        "{}{}\n{}",
        &plan[..line.start],
        text.trim_end(),
        &plan[line.end..]
    );
    // The comment is above what it is about.
    without(&after, std::slice::from_ref(&doubt.span))
}

/// Takes the item that the doubt is about out of the plan, with its milestones and their empty blocks in the log; `None`
/// where it is not an item, or something has been recorded of it.
pub fn take_out(plan: &str, progress: &str, doubt: &StandingDoubt) -> Option<SettledTexts> {
    let pieces = pieces(plan);
    let at = pieces
        .iter()
        .position(|piece| piece.contains(&doubt.span.start))?;
    let header = |piece: &Range<usize>| {
        let mut lines = plan[piece.clone()].lines().map(str::trim);
        lines
            .find(|line| !line.is_empty() && !line.starts_with('#'))
            .unwrap_or_default()
    };
    if header(&pieces[at]) != "[[action]]" {
        return None;
    }
    let id = plan[pieces[at].clone()]
        .lines()
        .find_map(|line| line.trim().strip_prefix("id = \"")?.strip_suffix('"'))?;
    let parts = pieces[at + 1..]
        .iter()
        .take_while(|piece| header(piece).starts_with("[[action."))
        .count();
    let gone = pieces[at].start..pieces[at + parts].end;
    let mut blocks = Vec::new();
    for piece in self::pieces(progress) {
        let text = &progress[piece.clone()];
        let is_of_item = [
            format!("[milestone.\"{id}/"),
            format!("[milestone.\"{id}\"]"),
        ];
        if is_of_item
            .iter()
            .any(|head| text.lines().any(|line| line.starts_with(head.as_str())))
        {
            if text.lines().any(|line| line.trim_start().starts_with('{')) {
                return None;
            }
            blocks.push(piece);
        }
    }
    Some(SettledTexts {
        plan: without(plan, &[gone]),
        progress: without(progress, &blocks),
    })
}

fn without(text: &str, gone: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for range in gone {
        out += &text[at..range.start];
        at = range.end;
    }
    out + &text[at..]
}

/// Returns the pieces of a file between blank lines, each with the blank lines behind it.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    let mut is_open = false;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        let is_blank = line.trim().is_empty();
        match pieces.last_mut() {
            Some(last) if is_open || is_blank => last.end = end,
            _ => pieces.push(at..end),
        }
        is_open = !is_blank;
        at = end;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::super::standing_doubts;
    use super::*;

    const PLAN: &str = "schema = 1\n\n# doubt: [3] 甲\n[[action]]\nid = \"1.1\"\ntitle = \"甲\"\n\n[[action.milestone]]\nid = \"m1\"\n\n# doubt: [5] 乙\n[[action]]\nid = \"1.2\"\ntitle = \"乙\"\n";
    const PROGRESS: &str = "schema = 1\n\n# 1.1 甲\n[milestone.\"1.1/m1\"]\nlog = [\n] # 1.1/m1\n\n# 1.2 乙\n[milestone.\"1.2\"]\nlog = [\n  { on = 2024-01-01 },\n]\n";

    #[test]
    fn accepting_takes_the_comment_alone() {
        let doubts = standing_doubts(PLAN);
        assert_eq!(
            accept(PLAN, &doubts[1]),
            PLAN.replace("# doubt: [5] 乙\n", "")
        );
    }

    #[test]
    fn correcting_changes_a_line() {
        let doubts = standing_doubts(PLAN);
        let at = PLAN.find("title = \"甲\"\n").unwrap();
        let line = at..at + "title = \"甲\"\n".len();
        let corrected = correct(PLAN, &doubts[0], line, "title = \"丙\"");
        let expected = PLAN
            .replace("# doubt: [3] 甲\n", "")
            .replace("title = \"甲\"", "title = \"丙\"");
        assert_eq!(corrected, expected);
    }

    #[test]
    fn an_item_goes_with_all_that_is_its_own_unless_something_is_recorded() {
        let doubts = standing_doubts(PLAN);
        let out = take_out(PLAN, PROGRESS, &doubts[0]).unwrap();
        assert_eq!(
            out.plan,
            "schema = 1\n\n# doubt: [5] 乙\n[[action]]\nid = \"1.2\"\ntitle = \"乙\"\n"
        );
        assert!(!out.progress.contains("1.1") && out.progress.contains("1.2"));
        assert_eq!(take_out(PLAN, PROGRESS, &doubts[1]), None);
    }
}
