//! The glossary says where each word of the field is defined, and it is true.

use std::fs;
use std::path::Path;

#[test]
fn every_type_of_the_glossary_is_defined_where_it_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("docs/glossary.md")).unwrap();
    let mut checked = 0;
    for line in text.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").collect();
        let [.., types, files] = cells.as_slice() else {
            continue;
        };
        let code = |cell: &str| -> Vec<String> {
            let parts = cell.split('`').skip(1).step_by(2);
            parts.map(str::to_owned).collect()
        };
        let sources: String = code(files)
            .iter()
            .map(|file| fs::read_to_string(root.join(file)).unwrap_or_else(|_| panic!("no {file}")))
            .collect();
        for name in code(types) {
            let is_defined = ["struct", "enum", "type"].iter().any(|keyword| {
                let definition = format!("pub {keyword} {name}");
                sources.match_indices(&definition).any(|(at, _)| {
                    !sources[at + definition.len()..].starts_with(|c: char| c.is_alphanumeric())
                })
            });
            assert!(is_defined, "{name} is not defined in {}", files.trim());
            checked += 1;
        }
    }
    assert!(checked > 30, "the glossary was not read: {checked}");
}
