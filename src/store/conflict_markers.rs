//! The markers of a merge conflict in a file, and what each side has between them.

/// Both sides of a file with merge conflict markers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConflictSides {
    /// The file as the first side has it.
    pub ours: String,
    /// The common ancestor, if the markers include it.
    pub base: Option<String>,
    /// The file as the second side has it.
    pub theirs: String,
    /// The lines of both sides, one after the other.
    pub both: String,
    /// The markers' name of the first side.
    pub our_name: String,
    /// The markers' name of the second side.
    pub their_name: String,
}

#[derive(Clone, Copy, PartialEq)]
enum ConflictPart {
    Both,
    Ours,
    Base,
    Theirs,
}

/// Splits a file with conflict markers; `None` if there are none or they are incomplete.
pub fn conflict_sides(text: &str) -> Option<ConflictSides> {
    let mut found = ConflictSides::default();
    let mut base = String::new();
    let mut within = ConflictPart::Both;
    let mut conflicts = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\r', '\n']);
        let name = |mark: &str| {
            let rest = content.strip_prefix(mark)?;
            (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim().to_owned())
        };
        within = if let Some(name) = name("<<<<<<<").filter(|_| within == ConflictPart::Both) {
            found.our_name = name;
            ConflictPart::Ours
        } else if name("|||||||").is_some() && within == ConflictPart::Ours {
            found.base = Some(String::new());
            ConflictPart::Base
        } else if content == "=======" && matches!(within, ConflictPart::Ours | ConflictPart::Base)
        {
            ConflictPart::Theirs
        } else if let Some(name) = name(">>>>>>>").filter(|_| within == ConflictPart::Theirs) {
            found.their_name = name;
            conflicts += 1;
            ConflictPart::Both
        } else {
            if within != ConflictPart::Base {
                found.both.push_str(line);
            }
            if matches!(within, ConflictPart::Both | ConflictPart::Ours) {
                found.ours.push_str(line);
            }
            if matches!(within, ConflictPart::Both | ConflictPart::Base) {
                base.push_str(line);
            }
            if matches!(within, ConflictPart::Both | ConflictPart::Theirs) {
                found.theirs.push_str(line);
            }
            within
        };
    }
    found.base = found.base.map(|_| base);
    (conflicts > 0 && within == ConflictPart::Both).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARKED: &str =
        "a = 1\n<<<<<<< HEAD\nb = 2\n||||||| 1a2b\nb = 1\n=======\nb = 3\n>>>>>>> 乙\nc = 4\n";

    #[test]
    fn both_sides_and_what_they_came_from() {
        let found = conflict_sides(MARKED).unwrap();
        assert_eq!(found.ours, "a = 1\nb = 2\nc = 4\n");
        assert_eq!(found.base.as_deref(), Some("a = 1\nb = 1\nc = 4\n"));
        assert_eq!(found.theirs, "a = 1\nb = 3\nc = 4\n");
        assert_eq!(found.both, "a = 1\nb = 2\nb = 3\nc = 4\n");
        assert_eq!(
            (found.our_name.as_str(), found.their_name.as_str()),
            ("HEAD", "乙")
        );
        assert_eq!(conflict_sides("a = 1\n"), None);
        assert_eq!(conflict_sides("<<<<<<< HEAD\nb = 2\n"), None);
    }
}
