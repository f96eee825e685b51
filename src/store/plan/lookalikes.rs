//! Characters in plan.toml that look like others: where they are, and typed as they should be.

use toml::{Table, Value};

use crate::plan::{lookalikes, plain_text};
use crate::store::disk::write::{Lock, replace_file};
use crate::store::{
    Fault, FileText, Patch, PlanFiles, Problem, patched, read_file, refuse_outside,
};
use crate::text::Flaw;

/// Every piece of plan.toml that is written with such characters, comments left out.
pub(crate) fn find_lookalikes(read: &FileText) -> Vec<Problem> {
    patches_of(&read.text)
        .into_iter()
        .map(|patch| Problem {
            file: read.path.clone(),
            flaw: Flaw::Lookalike {
                found: read.text[patch.at.clone()].to_owned(),
                plain: patch.new,
            },
            span: patch.at,
        })
        .collect()
}

/// Types plan.toml anew where it has such characters, and tells in how many places.
///
/// # Errors
/// Where the file cannot be read or written.
pub fn mend_lookalikes(files: &PlanFiles) -> Result<usize, Fault> {
    let has_none = |read: &FileText| patches_of(&read.text).is_empty();
    if read_file(&files.plan).is_ok_and(|read| has_none(&read)) {
        return Ok(0);
    }
    refuse_outside(&files.plan)?;
    let _lock = Lock::acquire(&files.folder)?;
    let read = read_file(&files.plan).map_err(Fault::NotWritable)?;
    let patches = patches_of(&read.text);
    let mended = patched(&read.text, &patches);
    let table = |text: &str| text.parse::<Table>().ok();
    let (Some(was), Some(is)) = (table(&read.text), table(&mended)) else {
        return Ok(0);
    };
    if plain_table(was) != is {
        return Err(Fault::WouldNotRead(files.plan.clone()));
    }
    replace_file(&files.plan, mended.as_bytes())?;
    Ok(patches.len())
}

fn patches_of(text: &str) -> Vec<Patch> {
    let is_comment = |at: usize| {
        let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
        text[line..at].trim_start().starts_with('#')
    };
    lookalikes(text)
        .filter(|(at, _)| !is_comment(at.start))
        .map(|(at, new)| Patch { at, new })
        .collect()
}

fn plain_table(table: Table) -> Table {
    let plain = |(key, value): (String, Value)| (plain_text(&key).into_owned(), plain_value(value));
    table.into_iter().map(plain).collect()
}

fn plain_value(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(plain_text(&text).into_owned()),
        Value::Array(values) => Value::Array(values.into_iter().map(plain_value).collect()),
        Value::Table(table) => Value::Table(plain_table(table)),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_typed_anew_and_keeps_all_else() {
        let root = tempfile::TempDir::new().unwrap();
        let files = PlanFiles::in_folder(root.path().join("p"));
        std::fs::create_dir(&files.folder).unwrap();
        let text = "# 职⼯ stays\ntitle = \"职⼯技能⼤赛\"   # so\nlead = [\"县总⼯会\"]\n";
        std::fs::write(&files.plan, text).unwrap();
        let read = read_file(&files.plan).unwrap();
        let places: Vec<&str> = find_lookalikes(&read)
            .iter()
            .map(|problem| &text[problem.span.clone()])
            .collect();
        assert_eq!(places, ["职⼯技能⼤赛", "县总⼯会"]);
        assert_eq!(mend_lookalikes(&files).unwrap(), 2);
        let mended = "# 职⼯ stays\ntitle = \"职工技能大赛\"   # so\nlead = [\"县总工会\"]\n";
        assert_eq!(std::fs::read_to_string(&files.plan).unwrap(), mended);
        assert_eq!(mend_lookalikes(&files).unwrap(), 0);
    }
}
