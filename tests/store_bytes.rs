//! Writing to progress.toml: nothing but the added line changes, taking it back gives the old bytes, and nothing that
//! somebody wrote is ever lost.

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use duban::plan::{Change, Day, Entry, Log, Moment, Part, Plan, SinceChange, Status};
use duban::store::{
    Applied, Fault, HeldProgress, Loaded, Lock, PlanFiles, ProgressFile, expected_logs, fix_plan,
    put_all_in_place, read_document, read_file, read_progress,
};
use duban::text::Flaw;
use proptest::prelude::*;
use tempfile::TempDir;

use crate::common::stage::apply;

/// A plan on disk.
struct OnDisk {
    _folder: TempDir,
    files: PlanFiles,
    plan: Plan,
}

impl OnDisk {
    fn new(actions: usize, progress: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let plan_folder = folder.path().join("demo");
        fs::create_dir(&plan_folder).unwrap();
        let files = PlanFiles::in_folder(plan_folder);
        fs::write(&files.plan, plan_text(actions)).unwrap();
        if let Some(progress) = progress {
            fs::write(&files.progress, progress).unwrap();
        }
        let (document, problems) = read_document(&read_file(&files.plan).unwrap());
        assert!(problems.is_empty(), "{problems:?}");
        let plan = Plan::on(Arc::new(document.unwrap()), day("2024-06-30"));
        Self {
            _folder: folder,
            files,
            plan,
        }
    }

    fn text(&self) -> String {
        String::from_utf8(fs::read(&self.files.progress).unwrap()).unwrap()
    }

    fn apply(&self, change: &Change) -> Result<Applied, Fault> {
        apply(&self.files, &self.plan, change)
    }

    fn held(&self, known: Option<&Arc<ProgressFile>>) -> Result<HeldProgress, Fault> {
        let lock = Lock::acquire(&self.files.folder)?;
        HeldProgress::read(lock, &self.files, &self.plan, known)
    }

    fn take_back(&self, applied: &Applied) -> Result<Applied, Fault> {
        let staged = self
            .held(Some(&applied.file))?
            .stage_undo(&self.plan, applied)?;
        Ok(put_all_in_place(vec![staged])?.remove(0))
    }

    fn read(&self) -> ProgressFile {
        let file = read_file(&self.files.progress).unwrap();
        read_progress(&file, &self.plan).0.unwrap()
    }

    fn files_left_behind(&self) -> Vec<String> {
        fs::read_dir(&self.files.folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != "plan.toml" && name != "progress.toml")
            .collect()
    }
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn plan_text(actions: usize) -> String {
    let mut text = r#"schema = 1
id = "demo"
title = "示例县全民科学素质行动实施方案"
period = { start = 2022-01-01, end = 2025-12-31 }

[[phase]]
id = "launch"
name = "启动实施"
start = 2022-01-01
end = 2022-12-31

[[phase]]
id = "deepen"
name = "深入实施"
start = 2022-01-01
end = 2025-12-31

[[unit]]
name = "县教育局"
kind = "government"

[[unit]]
name = "县科协"
kind = "mass-organisation"

[[indicator]]
id = "literacy"
name = "公民具备科学素质的比例"
targets = [{ op = ">=", value = 16, unit = "%", by = 2025-12-31 }]

[[section]]
id = "3"
title = "重点任务"
lead = ["县教育局"]
support = ["县科协"]
"#
    .to_owned();
    for action in 0..actions {
        // 3.2, 3.5, 3.8, 3.11: natural order is not that of the letters.
        text.push_str(&format!(
            "\n[[action]]\nid = \"3.{}\"\ntitle = \"事项{action}\"\n",
            3 * action + 2
        ));
        if action % 2 == 0 {
            text.push_str(
                "\n[[action.milestone]]\nid = \"teachers\"\nphase = \"deepen\"\ntitle = \"骨干教师培训\"\nevery = \"year\"\n",
            );
        }
    }
    text
}

fn entry(number: u32) -> Entry {
    Entry {
        at: Some(Moment {
            local: "2024-06-30T08:00:00".parse().unwrap(),
            offset: Some(8 * 3600),
        }),
        by: Some("县教育局".to_owned()),
        status: Some(Status::Doing),
        text: Some(format!("第{number}次推进\n\"含引号\"")),
        ..Entry::default()
    }
}

fn append(log: &Log, number: u32) -> Part {
    Part::Append(log.clone(), entry(number))
}

fn change(parts: Vec<Part>) -> Change {
    Change {
        plan: "demo".to_owned(),
        parts,
    }
}

// Texts that people may have written

/// How the log of a block is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// Over lines, the closing bracket alone.
    Lines,
    /// Over lines, the last entry without its comma.
    LinesWithoutLastComma,
    /// Over lines, the closing bracket after the last entry.
    ClosedOnLastLine,
    /// Over lines, the first entry after the opening bracket.
    OpenedOnFirstLine,
    /// All on one line.
    OneLine,
}

#[derive(Clone, Debug)]
struct BlockText {
    shape: Shape,
    entries: u32,
    comments: [bool; 4],
    header: usize,
    indent: usize,
    spacing: usize,
}

fn block_text() -> impl Strategy<Value = Option<BlockText>> {
    let shape = prop::sample::select(vec![
        Shape::Lines,
        Shape::Lines,
        Shape::Lines,
        Shape::LinesWithoutLastComma,
        Shape::ClosedOnLastLine,
        Shape::OpenedOnFirstLine,
        Shape::OneLine,
    ]);
    let block = (
        shape,
        0_u32..4,
        any::<[bool; 4]>(),
        0_usize..4,
        0_usize..4,
        0_usize..3,
    )
        .prop_map(
            |(shape, entries, comments, header, indent, spacing)| BlockText {
                shape,
                entries,
                comments,
                header,
                indent,
                spacing,
            },
        );
    prop::option::weighted(0.9, block)
}

#[derive(Clone, Debug)]
struct FileStyle {
    crlf: bool,
    bom: bool,
    final_newline: bool,
    unknown_keys: bool,
    since: bool,
}

fn file_style() -> impl Strategy<Value = FileStyle> {
    any::<[bool; 5]>().prop_map(
        |[crlf, bom, final_newline, unknown_keys, since]| FileStyle {
            crlf,
            bom,
            final_newline,
            unknown_keys,
            since,
        },
    )
}

impl BlockText {
    fn write(&self, log: &Log, comment: &str, number: &mut u32) -> String {
        let mut out = String::new();
        if self.comments[0] {
            out.push_str("# 手写备注:这里要先问县科协\n");
        }
        if self.comments[1] {
            out.push_str(comment);
            out.push('\n');
        }
        let (kind, id) = match log {
            Log::Milestone(id) => ("milestone", id),
            Log::Indicator(id) => ("indicator", id),
        };
        out.push_str(&match self.header {
            0 => format!("[ {kind} . \"{id}\" ] # 表头\n"),
            1 => format!("[{kind}.'{id}']\n"),
            2 => format!("[{kind}.\"{id}\"]\nnote = \"不认识的键\"\n"),
            _ => format!("[{kind}.\"{id}\"]\n"),
        });
        let open = ["log = [", "log=[", "log   =  ["][self.spacing];
        let indent = ["  ", "    ", "\t", ""][self.indent];
        let mut entries: Vec<String> = Vec::new();
        for _ in 0..self.entries {
            *number += 1;
            entries.push(match *number % 3 {
                0 => format!("{{on=2024-01-0{}, text='有, 逗号 # 井号' }}", *number % 9 + 1),
                1 => format!("{{ on = 2024-02-01, status = \"doing\", odd_{number} = [1, 2], text = \"已推进{number}]\" }}"),
                _ => format!("{{ on = 2024-03-01,   value = {number}.50 }}"),
            });
        }
        let remark = if self.comments[2] {
            " # 备注, 待核 ]"
        } else {
            ""
        };
        let between = if self.comments[3] {
            format!("{indent}# 间注, 有逗号 [\n")
        } else {
            String::new()
        };
        let Some((last, before)) = entries.split_last() else {
            out.push_str(&match self.shape {
                Shape::OneLine => format!("{open}]{remark}\n"),
                _ => format!("{open}{remark}\n{between}] # {id}\n"),
            });
            return out;
        };
        match self.shape {
            Shape::Lines | Shape::LinesWithoutLastComma | Shape::ClosedOnLastLine => {
                out.push_str(&format!("{open}{remark}\n"));
                for entry in before {
                    out.push_str(&format!("{between}{indent}{entry},{remark}\n"));
                }
                out.push_str(&match self.shape {
                    Shape::Lines => format!("{indent}{last} ,{remark}\n{between}] # {id}\n"),
                    Shape::LinesWithoutLastComma => {
                        format!("{indent}{last}{remark}\n{between}] # {id}\n")
                    }
                    _ => format!("{indent}{last} ] # {id}\n"),
                });
            }
            Shape::OpenedOnFirstLine => {
                out.push_str(open);
                for entry in before {
                    out.push_str(&format!("{entry},{remark}\n{between}{indent}"));
                }
                out.push_str(&format!("{last}{remark}\n]\n"));
            }
            Shape::OneLine => {
                out.push_str(&format!("{open} {} ]{remark}\n", entries.join(", ")));
            }
        }
        out
    }
}

/// Whether a log is written over lines, so that one more can be added to it.
fn is_over_lines(block: &BlockText) -> bool {
    match block.shape {
        Shape::Lines | Shape::LinesWithoutLastComma | Shape::ClosedOnLastLine => true,
        Shape::OpenedOnFirstLine => block.entries != 1,
        Shape::OneLine => false,
    }
}

fn progress_text(plan: &Plan, blocks: &[Option<BlockText>], style: &FileStyle) -> String {
    let mut out = "schema = 1\nplan = \"demo\" # 方案\n".to_owned();
    if style.since {
        out.push_str("since   = 2023-01-01\n");
    }
    if style.unknown_keys {
        out.push_str("office = \"督查室\"\n");
    }
    let mut number = 0;
    for (expected, block) in expected_logs(plan).iter().zip(blocks) {
        if let Some(block) = block {
            out.push('\n');
            out.push_str(&block.write(&expected.log, &expected.comment, &mut number));
        }
    }
    if style.unknown_keys {
        out.push_str("\n[contact]\nname = \"张三\" # 联系人\n");
    }
    if !style.final_newline {
        out.truncate(out.trim_end_matches('\n').len());
    }
    if style.crlf {
        out = out.replace('\n', "\r\n");
    }
    if style.bom {
        out.insert(0, '\u{feff}');
    }
    out
}

/// A plan of some actions, a file somebody wrote for it, and which of its blocks are there.
fn written() -> impl Strategy<Value = (usize, Vec<Option<BlockText>>, FileStyle)> {
    (1_usize..4).prop_flat_map(|actions| {
        let logs = expected_logs(&OnDisk::new(actions, None).plan).len();
        (
            Just(actions),
            prop::collection::vec(block_text(), logs),
            file_style(),
        )
    })
}

/// What was put into `old` to make `new`, where that is all that happened. Where the new bytes begin as the old ones
/// after them do, there are several places: the beginning of a line comes first.
fn inserted<'n>(old: &str, new: &'n str) -> Option<(usize, &'n str)> {
    let added = new.len().checked_sub(old.len())?;
    let alike = old
        .bytes()
        .zip(new.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    let places: Vec<usize> = (0..=alike)
        .rev()
        .filter(|at| new.is_char_boundary(*at) && new.is_char_boundary(at + added))
        .filter(|at| old.as_bytes()[*at..] == new.as_bytes()[at + added..])
        .collect();
    let begins_a_line = |at: &&usize| new[..**at].ends_with('\n');
    let at = places.iter().find(begins_a_line).or(places.first())?;
    Some((*at, &new[*at..at + added]))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn a_deed_adds_its_line_and_taking_it_back_gives_the_old_bytes(
        (actions, blocks, style) in written(),
        pick in any::<prop::sample::Index>(),
    ) {
        let on_disk = OnDisk::new(actions, Some(""));
        let old = progress_text(&on_disk.plan, &blocks, &style);
        fs::write(&on_disk.files.progress, &old).unwrap();
        let logs = expected_logs(&on_disk.plan);
        let ix = pick.index(logs.len());
        let log = &logs[ix].log;

        let applied = on_disk.apply(&change(vec![append(log, 1)])).unwrap();
        let new = on_disk.text();
        match &blocks[ix] {
            Some(block) if is_over_lines(block) => {
                let (at, line) = inserted(&old, &new).expect("something else changed");
                prop_assert!(old[..at].ends_with('\n'));
                prop_assert_eq!(line.matches('\n').count(), 1, "{:?}", line);
                prop_assert!(line.ends_with(if style.crlf { ",\r\n" } else { ",\n" }), "{:?}", line);
                let is_ours = line.trim_start().starts_with("{ at = 2024-06-30T08:00:00+08:00, ");
                prop_assert!(is_ours, "{:?}", line);
            }
            Some(_) => {
                // Opened onto lines: everything outside of the log is as it was.
                let kept = |text: &str| text.matches("on = 2024").count() + text.matches("on=2024").count();
                prop_assert_eq!(kept(&old), kept(&new));
            }
            None => {
                let (_, block) = inserted(&old, &new).expect("something else changed");
                let header = match log {
                    Log::Milestone(id) => format!("[milestone.\"{id}\"]"),
                    Log::Indicator(id) => format!("[indicator.{id}]"),
                };
                prop_assert_eq!(block.matches(&header).count(), 1);
            }
        }
        prop_assert_eq!(new.contains("\r\n"), style.crlf);
        prop_assert!(!style.crlf || new.matches('\n').count() == new.matches("\r\n").count());
        prop_assert_eq!(new.starts_with('\u{feff}'), style.bom);

        on_disk.take_back(&applied).unwrap();
        prop_assert_eq!(on_disk.text(), old.clone());

        // The same by naming the line, as another program would that did not write it.
        if blocks[ix].as_ref().is_some_and(is_over_lines) {
            let applied = on_disk.apply(&change(vec![append(log, 1)])).unwrap();
            let place = applied.file.place(log).unwrap();
            let (_, known) = place.entries.iter().find(|(_, e)| e.at.is_some()).unwrap();
            on_disk.apply(&change(vec![Part::Remove(log.clone(), known.clone())])).unwrap();
            prop_assert_eq!(on_disk.text(), old);
        }
        prop_assert_eq!(on_disk.files_left_behind(), Vec::<String>::new());
    }

    #[test]
    fn several_deeds_are_one_write_and_go_back_as_one(
        (actions, blocks, style) in written(),
        picks in prop::collection::vec(any::<prop::sample::Index>(), 1..6),
        since in any::<bool>(),
    ) {
        let on_disk = OnDisk::new(actions, Some(""));
        let old = progress_text(&on_disk.plan, &blocks, &style);
        fs::write(&on_disk.files.progress, &old).unwrap();
        let before = on_disk.read();
        let logs = expected_logs(&on_disk.plan);
        let mut parts: Vec<Part> = picks
            .iter()
            .zip(1..)
            .map(|(pick, number)| append(&logs[pick.index(logs.len())].log, number))
            .collect();
        if since {
            let (was, day) = (before.progress.since, Some(day("2024-01-01")));
            parts.push(Part::Since(SinceChange { was, day }));
        }
        let applied = on_disk.apply(&change(parts.clone())).unwrap();
        let after = on_disk.read();
        let count = |file: &ProgressFile| -> usize {
            file.places
                .values()
                .map(|place| place.entries.len())
                .sum()
        };
        prop_assert_eq!(count(&after), count(&before) + picks.len());
        if since {
            prop_assert_eq!(after.progress.since, Some(day("2024-01-01")));
        }
        on_disk.take_back(&applied).unwrap();
        prop_assert_eq!(on_disk.text(), old);
    }

    #[test]
    fn what_somebody_else_wrote_meanwhile_is_kept(
        (actions, blocks, style) in written(),
        mine in any::<prop::sample::Index>(),
        theirs in any::<prop::sample::Index>(),
    ) {
        let on_disk = OnDisk::new(actions, Some(""));
        let old = progress_text(&on_disk.plan, &blocks, &style);
        let logs = expected_logs(&on_disk.plan);
        let (mine, theirs) = (&logs[mine.index(logs.len())].log, &logs[theirs.index(logs.len())].log);
        fs::write(&on_disk.files.progress, &old).unwrap();
        on_disk.apply(&change(vec![append(theirs, 2)])).unwrap();
        let theirs_alone = on_disk.read().progress;

        fs::write(&on_disk.files.progress, &old).unwrap();
        let applied = on_disk.apply(&change(vec![append(mine, 1)])).unwrap();
        on_disk.apply(&change(vec![append(theirs, 2)])).unwrap();
        let undone = on_disk.take_back(&applied).unwrap();
        prop_assert_eq!(&on_disk.read().progress, &theirs_alone);
        // And it can be done again.
        on_disk.take_back(&undone).unwrap();
        let both: usize = on_disk.read().places.values()
            .flat_map(|place| &place.entries)
            .filter(|(_, entry)| entry.at.is_some())
            .count();
        prop_assert_eq!(both, 2);
    }

    #[test]
    fn what_is_known_of_a_file_changes_nothing_that_is_written(
        (actions, blocks, style) in written(),
        mine in any::<prop::sample::Index>(),
        theirs in any::<prop::sample::Index>(),
        is_known_of_old in any::<bool>(),
    ) {
        let on_disk = OnDisk::new(actions, Some(""));
        let old = progress_text(&on_disk.plan, &blocks, &style);
        let logs = expected_logs(&on_disk.plan);
        let (mine, theirs) = (&logs[mine.index(logs.len())].log, &logs[theirs.index(logs.len())].log);
        let mine = change(vec![append(mine, 1)]);
        fs::write(&on_disk.files.progress, &old).unwrap();
        let of_old = Arc::new(on_disk.read());
        let now = on_disk.apply(&change(vec![append(theirs, 2)])).unwrap();
        let both = (on_disk.text(), on_disk.apply(&mine).unwrap(), on_disk.text());
        fs::write(&on_disk.files.progress, &both.0).unwrap();
        let known = if is_known_of_old { &of_old } else { &now.file };
        let staged = on_disk.held(Some(known)).unwrap().stage(&on_disk.plan, &mine).unwrap();
        let applied = put_all_in_place(vec![staged]).unwrap().remove(0);
        prop_assert_eq!(on_disk.text(), both.2);
        prop_assert_eq!(&applied.file.progress, &both.1.file.progress);
        on_disk.take_back(&applied).unwrap();
        prop_assert_eq!(on_disk.text(), both.0);
    }

    #[test]
    fn fixing_adds_what_is_missing_in_order_and_changes_nothing_else(
        (actions, blocks, style) in written(),
    ) {
        let on_disk = OnDisk::new(actions, Some(""));
        let old = progress_text(&on_disk.plan, &blocks, &style);
        fs::write(&on_disk.files.progress, &old).unwrap();
        let before = on_disk.read();
        let fixed = fix_plan(&on_disk.files, &on_disk.plan).unwrap();
        let missing = blocks.iter().filter(|block| block.is_none()).count();
        prop_assert_eq!(fixed.added, missing);
        prop_assert_eq!((fixed.joined, fixed.created), (0, false));
        let after = on_disk.read();
        prop_assert_eq!(&after.progress, &before.progress);
        let mut places: Vec<(usize, &str)> = after
            .places
            .iter()
            .map(|(log, place)| (place.header.start, log.id()))
            .collect();
        places.sort_unstable();
        let in_file: Vec<&str> = places.into_iter().map(|(_, id)| id).collect();
        let expected = expected_logs(&on_disk.plan);
        let natural: Vec<&str> = expected.iter().map(|expected| expected.log.id()).collect();
        prop_assert_eq!(in_file, natural);
        let new = on_disk.text();
        if fixed.rewritten == 0 {
            let mut rest = new.lines();
            prop_assert!(old.lines().all(|line| rest.any(|l| l == line)), "a line was lost");
        }
        // Logs may be put on lines: then spaces and commas are others, and nothing else.
        let is_said = |c: &char| !c.is_whitespace() && *c != ',';
        let mut rest = new.chars().filter(is_said);
        prop_assert!(old.chars().filter(is_said).all(|c| rest.any(|new| new == c)), "a word was lost");
        prop_assert!(fix_plan(&on_disk.files, &on_disk.plan).unwrap().is_empty());
    }
}

// Odd files, one by one

fn with(blocks: &str) -> OnDisk {
    OnDisk::new(1, Some(&format!("schema = 1\nplan = \"demo\"\n\n{blocks}")))
}

fn launch() -> Log {
    Log::Milestone("3.2/launch".to_owned())
}

#[test]
fn a_log_that_is_no_array_is_not_overwritten() {
    let on_disk = with("[milestone.\"3.2/launch\"]\nlog = \"已写在别处\"\n");
    let old = on_disk.text();
    let fault = on_disk
        .apply(&change(vec![append(&launch(), 1)]))
        .unwrap_err();
    assert!(
        matches!(&fault, Fault::NotWritable(problem) if matches!(problem.flaw, Flaw::WrongType { .. })),
        "{fault:?}"
    );
    assert_eq!(on_disk.text(), old);
}

#[test]
fn an_entry_that_cannot_be_read_survives_opening_its_log_onto_lines() {
    let on_disk = with("[milestone.\"3.2/launch\"]\nlog = [{ status = \"done\" }, 5]\n");
    on_disk.apply(&change(vec![append(&launch(), 1)])).unwrap();
    let text = on_disk.text();
    assert!(
        text.contains("log = [\n  { status = \"done\" },\n  5,\n  { at = "),
        "{text}"
    );
}

#[test]
fn a_block_without_a_log_gets_one() {
    for (old, newline) in [
        ("[milestone.\"3.2/launch\"]", "\n"),
        ("[milestone.\"3.2/launch\"] # 备注\r\nnote = 1\r\n", "\r\n"),
    ] {
        let on_disk = with(old);
        let before = on_disk.text();
        let applied = on_disk.apply(&change(vec![append(&launch(), 1)])).unwrap();
        let text = on_disk.text();
        assert!(
            text.contains(&format!("{newline}log = [{newline}  {{ at = ")),
            "{text:?}"
        );
        assert_eq!(on_disk.read().place(&launch()).unwrap().entries.len(), 1);
        on_disk.take_back(&applied).unwrap();
        assert_eq!(on_disk.text(), before);
    }
}

#[test]
fn blocks_written_as_dotted_keys_are_written_to_in_place() {
    let on_disk = with("[milestone]\n\"3.2/launch\".log = []\n\"3.2/teachers@2023\".log = [\n]\n");
    for id in ["3.2/launch", "3.2/teachers@2023", "3.2/teachers@2022"] {
        let before = on_disk.text();
        let log = Log::Milestone(id.to_owned());
        let applied = on_disk.apply(&change(vec![append(&log, 1)])).unwrap();
        assert_eq!(on_disk.read().place(&log).unwrap().entries.len(), 1, "{id}");
        on_disk.take_back(&applied).unwrap();
        assert_eq!(on_disk.text(), before);
    }
}

#[test]
fn parts_of_one_change_may_meet_in_one_log() {
    for log in [
        "log = [{ on = 2024-01-01, text = \"甲\" }, { on = 2024-01-02, text = \"乙\" }]\n",
        "log = [\n  { on = 2024-01-01, text = \"甲\" },\n  { on = 2024-01-02, text = \"乙\" }\n]\n",
        "log = [\n  { on = 2024-01-01, text = \"甲\" },\n  { on = 2024-01-02, text = \"乙\" }, # 备注\n] # 3.2/launch\n",
    ] {
        let on_disk = with(&format!("[milestone.\"3.2/launch\"]\n{log}"));
        let old = on_disk.text();
        let entries = on_disk.read().place(&launch()).unwrap().entries.clone();
        let remove = |ix: usize| Part::Remove(launch(), entries[ix].1.clone());
        let all = vec![
            remove(1),
            append(&launch(), 1),
            remove(0),
            append(&launch(), 2),
        ];
        let applied = on_disk.apply(&change(all)).unwrap();
        let said: Vec<_> = on_disk
            .read()
            .progress
            .log("3.2/launch")
            .iter()
            .map(|e| e.at.is_some())
            .collect();
        assert_eq!(said, [true, true]);
        on_disk.take_back(&applied).unwrap();
        assert_eq!(on_disk.text(), old);
    }
}

#[test]
fn of_two_lines_that_read_alike_both_can_be_taken_out_in_one_change() {
    let line = "{ on = 2024-01-01, text = \"甲\" }";
    let on_disk = with(&format!(
        "[milestone.\"3.2/launch\"]\nlog = [\n  {line},\n  {line},\n]\n"
    ));
    let (_, known) = on_disk.read().place(&launch()).unwrap().entries[0].clone();
    let both = vec![
        Part::Remove(launch(), known.clone()),
        Part::Remove(launch(), known.clone()),
    ];
    on_disk.apply(&change(both)).unwrap();
    assert!(
        on_disk.text().ends_with("log = [\n]\n"),
        "{}",
        on_disk.text()
    );
    let gone = on_disk.apply(&change(vec![Part::Remove(launch(), known)]));
    assert!(matches!(gone, Err(Fault::Gone(_))));
}

#[test]
fn taking_out_a_line_somebody_wrote_and_putting_it_back_gives_their_bytes() {
    let on_disk =
        with("[milestone.\"3.2/launch\"]\nlog = [\n  {on=2024-01-01,   text='甲'}, # 备注\n]\n");
    let old = on_disk.text();
    let (_, theirs) = on_disk.read().place(&launch()).unwrap().entries[0].clone();
    let applied = on_disk
        .apply(&change(vec![Part::Remove(launch(), theirs)]))
        .unwrap();
    assert!(on_disk.text().contains("# 备注"));
    on_disk.take_back(&applied).unwrap();
    assert_eq!(on_disk.text(), old);
}

#[test]
fn since_can_be_said_and_taken_back() {
    for old in [
        "schema = 1\nplan = \"demo\"",
        "\u{feff}[milestone.\"3.2/launch\"]\nlog = [\n]\n",
        "since = 2020-01-01\n",
        "plan = \"demo\"\r\n",
    ] {
        let on_disk = OnDisk::new(1, Some(old));
        let (was, new) = (on_disk.read().progress.since, Some(day("2024-01-01")));
        let since = Part::Since(SinceChange { was, day: new });
        let applied = on_disk.apply(&change(vec![since])).unwrap();
        assert_eq!(
            on_disk.read().progress.since,
            Some(day("2024-01-01")),
            "{old:?}"
        );
        on_disk.take_back(&applied).unwrap();
        assert_eq!(on_disk.text(), old);
        // So also where another line came meanwhile, and one of somebody else's stays.
        let applied = on_disk.apply(&applied.change).unwrap();
        let text = on_disk.text();
        let write = |text: &str| fs::write(&on_disk.files.progress, text).unwrap();
        write(&text.replacen("since", "# 备注\nsince", 1));
        on_disk.take_back(&applied).unwrap();
        assert_eq!(on_disk.read().progress.since, was, "{old:?}");
        write(&text.replace("2024-01-01", "2024-02-02 # 丁"));
        on_disk.take_back(&applied).unwrap();
        assert!(
            on_disk.text().contains("since = 2024-02-02 # 丁"),
            "{old:?}"
        );
    }
}

#[test]
fn a_file_that_begins_with_a_byte_order_mark_and_a_header_keeps_both() {
    let on_disk = OnDisk::new(
        1,
        Some("\u{feff}[milestone.\"3.2/teachers@2023\"]\nlog = [\n]\n"),
    );
    on_disk.apply(&change(vec![append(&launch(), 1)])).unwrap();
    let text = on_disk.text();
    assert!(text.starts_with("\u{feff}# 3.2 "), "{text:?}");
}

#[test]
fn where_there_is_no_file_the_first_deed_makes_it_whole() {
    let on_disk = OnDisk::new(2, None);
    on_disk.apply(&change(vec![append(&launch(), 1)])).unwrap();
    let file = on_disk.read();
    assert_eq!(file.places.len(), expected_logs(&on_disk.plan).len());
    assert!(fix_plan(&on_disk.files, &on_disk.plan).unwrap().is_empty());
}

#[test]
fn an_empty_file_is_made_whole_by_fixing_it() {
    for old in ["", "\u{feff}", " \r\n\n"] {
        let on_disk = OnDisk::new(1, Some(old));
        assert!(fix_plan(&on_disk.files, &on_disk.plan).unwrap().created);
        assert!(on_disk.text().starts_with("schema = 1\nplan = \"demo\"\n"));
    }
}

// A block that stands twice

const FIRST: &str = "# 3.2 事项0 | 启动实施\n[milestone.\"3.2/launch\"]\n";

#[test]
fn joining_keeps_every_entry_and_every_comment() {
    let a = "{ on = 2024-01-01, text = \"甲\" }";
    let b = "{ on = 2024-01-02, text = \"乙\" }";
    let c = "{ on = 2024-01-03, text = \"丙\" }";
    for (first, second) in [
        (
            format!("log = [\n  {a},\n] # 3.2/launch\n"),
            format!("log = [\n  # 手写\n  {b}, # 备注\n  {c}\n] # 3.2/launch\n"),
        ),
        (
            format!("log = [\n  {a} # 无逗号\n]\n"),
            format!("log = [{b}, {c}]\n"),
        ),
        (
            format!("log = [{a}]\n"),
            format!("log = [\n  {b},\n  {c},\n]\n"),
        ),
        (
            format!("log = [\n  {a} ]\n"),
            format!("log = [ {b},\n  {c}\n]\n"),
        ),
    ] {
        for newline in ["\n", "\r\n"] {
            let rest = "# 尾注\n\n# 3.2 事项0 | 骨干教师培训 2022\n[milestone.\"3.2/teachers@2022\"]\nlog = [\n] # 3.2/teachers@2022\n";
            let text = format!("{FIRST}{first}\n# 我的备注\n{FIRST}{second}\n{rest}");
            let on_disk = with("");
            fs::write(&on_disk.files.progress, text.replace('\n', newline)).unwrap();
            // It can be seen, and is not written to, until somebody mends it.
            let seen = on_disk.read();
            assert_eq!(
                (seen.progress.log("3.2/launch").len(), seen.writable),
                (3, false)
            );
            let refused = on_disk
                .apply(&change(vec![append(&launch(), 1)]))
                .unwrap_err();
            assert!(
                matches!(&refused, Fault::NotWritable(p) if matches!(p.flaw, Flaw::DoubleBlock { .. })),
                "{refused:?}"
            );
            let fixed = fix_plan(&on_disk.files, &on_disk.plan).unwrap();
            assert_eq!(fixed.joined, 1);
            let joined = on_disk.text();
            assert_eq!(on_disk.read().progress.log("3.2/launch").len(), 3);
            for comment in text
                .lines()
                .filter_map(|line| line.split_once('#'))
                .map(|(_, c)| c)
            {
                assert!(joined.contains(comment), "{comment} is lost in\n{joined}");
            }
            assert_eq!(joined.contains("\r\n"), newline == "\r\n");
            assert!(newline == "\n" || !joined.replace("\r\n", "").contains('\n'));
        }
    }
}

#[test]
fn a_block_that_stands_three_times_is_joined() {
    let line =
        |n: u32| format!("log = [\n  {{ on = 2024-01-0{n}, text = \"甲\" }}\n] # 3.2/launch\n\n");
    let text = format!("{FIRST}{}{FIRST}{}{FIRST}{}", line(1), line(2), line(3));
    let on_disk = with(&text);
    assert_eq!(fix_plan(&on_disk.files, &on_disk.plan).unwrap().joined, 2);
    assert_eq!(on_disk.read().progress.log("3.2/launch").len(), 3);
}

#[test]
fn two_blocks_that_stand_twice_at_the_end_of_the_file_are_joined() {
    let other = "[milestone.\"3.2/teachers@2022\"]\n";
    let log = "log = [\n]\n";
    let on_disk = with(&format!(
        "{FIRST}{log}\n{other}{log}\n{FIRST}{log}\n{other}{log}"
    ));
    assert_eq!(fix_plan(&on_disk.files, &on_disk.plan).unwrap().joined, 2);
    assert!(on_disk.read().writable);
}

#[test]
fn what_joining_would_lose_is_left_to_a_person() {
    let second = "[milestone.\"3.2/launch\"]\nnote = \"重要\"\nlog = [\n]\n";
    let on_disk = with(&format!("{FIRST}log = [\n]\n\n{second}"));
    let old = on_disk.text();
    assert!(matches!(
        fix_plan(&on_disk.files, &on_disk.plan),
        Err(Fault::NotWritable(_))
    ));
    assert_eq!(on_disk.text(), old);
}

// Files and their rights

#[cfg(unix)]
mod rights {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o7777
    }

    #[test]
    fn the_mode_bits_stay() {
        for bits in [0o600, 0o644, 0o664, 0o640, 0o755] {
            let on_disk = with("");
            fs::set_permissions(&on_disk.files.progress, fs::Permissions::from_mode(bits)).unwrap();
            on_disk.apply(&change(vec![append(&launch(), 1)])).unwrap();
            assert_eq!(mode(&on_disk.files.progress), bits);
        }
    }

    #[test]
    fn a_new_file_has_the_mode_of_any_other_new_file() {
        let on_disk = OnDisk::new(1, None);
        on_disk.apply(&change(vec![append(&launch(), 1)])).unwrap();
        assert_eq!(mode(&on_disk.files.progress), mode(&on_disk.files.plan));
    }

    #[test]
    fn a_read_only_file_is_refused_and_nothing_is_lost() {
        let on_disk = with("");
        let old = on_disk.text();
        fs::set_permissions(&on_disk.files.progress, fs::Permissions::from_mode(0o444)).unwrap();
        let fault = on_disk
            .apply(&change(vec![append(&launch(), 1)]))
            .unwrap_err();
        assert!(
            matches!(&fault, Fault::Io { error, .. } if error.kind() == std::io::ErrorKind::PermissionDenied),
            "{fault:?}"
        );
        assert!(fix_plan(&on_disk.files, &on_disk.plan).is_err());
        assert_eq!(on_disk.text(), old);
        assert_eq!(on_disk.files_left_behind(), Vec::<String>::new());
    }

    #[test]
    fn a_link_stays_a_link_and_its_file_is_written() {
        let on_disk = with("");
        let elsewhere = on_disk
            .files
            .folder
            .parent()
            .unwrap()
            .join("elsewhere.toml");
        fs::rename(&on_disk.files.progress, &elsewhere).unwrap();
        symlink(&elsewhere, &on_disk.files.progress).unwrap();
        on_disk.apply(&change(vec![append(&launch(), 1)])).unwrap();
        assert!(
            fs::symlink_metadata(&on_disk.files.progress)
                .unwrap()
                .is_symlink()
        );
        assert!(
            fs::read_to_string(&elsewhere)
                .unwrap()
                .contains("第1次推进")
        );
    }
}

#[test]
fn a_folder_where_the_file_should_be_is_told() {
    let on_disk = OnDisk::new(1, None);
    fs::create_dir(&on_disk.files.progress).unwrap();
    let not_a_file =
        |fault| matches!(fault, Fault::NotWritable(problem) if problem.flaw == Flaw::NotAFile);
    assert!(not_a_file(
        on_disk
            .apply(&change(vec![append(&launch(), 1)]))
            .unwrap_err()
    ));
    assert!(not_a_file(
        fix_plan(&on_disk.files, &on_disk.plan).unwrap_err()
    ));
    let loaded = Loaded::read(&on_disk.files, day("2024-06-30"));
    assert!(loaded.has_errors() && loaded.open().is_none());
}

#[test]
fn a_file_in_conflict_of_another_encoding_or_a_newer_schema_is_not_written_to() {
    let conflict = "schema = 1\n<<<<<<< HEAD\n=======\n>>>>>>> other\n".as_bytes();
    let gbk = b"schema = 1\nplan = \"demo\" # \xca\xbe\xc0\xfd\n".as_slice();
    let newer = b"schema = 2\nplan = \"demo\"\n".as_slice();
    for bytes in [conflict, gbk, newer] {
        let on_disk = OnDisk::new(1, None);
        fs::write(&on_disk.files.progress, bytes).unwrap();
        let refused = on_disk.apply(&change(vec![append(&launch(), 1)]));
        assert!(matches!(refused, Err(Fault::NotWritable(_))), "{refused:?}");
        assert!(matches!(
            fix_plan(&on_disk.files, &on_disk.plan),
            Err(Fault::NotWritable(_))
        ));
        assert_eq!(fs::read(&on_disk.files.progress).unwrap(), bytes);
    }
}

#[test]
fn a_milestone_that_is_not_in_the_plan_is_refused() {
    let on_disk = with("");
    let nowhere = Log::Milestone("9.9/launch".to_owned());
    assert!(matches!(
        on_disk.apply(&change(vec![append(&nowhere, 1)])),
        Err(Fault::NoLog(id)) if id == "9.9/launch"
    ));
}

// Several writers

fn write_many(files: &PlanFiles, writer: u32, times: u32) {
    let loaded = Loaded::read(files, day("2024-06-30"));
    let plan = loaded.plan.unwrap();
    for time in 0..times {
        let log = if time % 2 == 0 {
            "3.2/launch"
        } else {
            "3.2/teachers@2024"
        };
        let part = append(&Log::Milestone(log.to_owned()), writer * 1000 + time);
        apply(files, &plan, &change(vec![part])).unwrap();
    }
}

fn texts(on_disk: &OnDisk) -> HashSet<String> {
    on_disk
        .read()
        .places
        .values()
        .flat_map(|place| &place.entries)
        .filter_map(|(_, entry)| entry.text.clone())
        .collect()
}

#[test]
fn threads_that_write_at_once_lose_nothing() {
    let on_disk = with("");
    std::thread::scope(|scope| {
        for writer in 1..=8 {
            let files = &on_disk.files;
            scope.spawn(move || write_many(files, writer, 10));
        }
    });
    assert_eq!(texts(&on_disk).len(), 80);
    assert_eq!(on_disk.files_left_behind(), Vec::<String>::new());
}

const WRITER: &str = "DUBAN_TEST_WRITER";

/// Not a promise by itself: the other processes of the test below run it, told by a variable where to write.
#[test]
fn as_one_writer_among_processes() {
    if let Ok(told) = std::env::var(WRITER) {
        let (writer, folder) = told.split_once(':').unwrap();
        let files = PlanFiles::in_folder(folder.into());
        write_many(&files, writer.parse().unwrap(), 10);
    }
}

#[test]
fn processes_that_write_at_once_lose_nothing() {
    let on_disk = with("");
    let mut writers: Vec<std::process::Child> = (1..=4)
        .map(|writer| {
            std::process::Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "store_bytes::as_one_writer_among_processes"])
                .env(
                    WRITER,
                    format!("{writer}:{}", on_disk.files.folder.display()),
                )
                .stdout(std::process::Stdio::null())
                .spawn()
                .unwrap()
        })
        .collect();
    for writer in &mut writers {
        assert!(writer.wait().unwrap().success());
    }
    assert_eq!(texts(&on_disk).len(), 40);
}
