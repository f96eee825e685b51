//! Marking on the screen: at once, in bulk, taken back byte for byte.

use std::fs;

use crate::common::app::{App, Start, pass_a_day};
use crate::common::duban::Workspace;
use crate::common::stage::Stage;
use crate::git_support::{commit_all, init};

/// The row of a milestone that is overdue, and the same row once it is done.
const OPEN: &str = ">   红 3.2.5 开展农..：启动实施";
const DONE: &str = ">   办 3.2.5 开展农..：启动实施";

/// The screen with the cursor on that row.
fn on_launch() -> App {
    let mut app = App::of("zhangping");
    app.keys("/3.2.5<enter>lj").shows(OPEN);
    app
}

fn lines_added(before: &str, after: &str) -> usize {
    assert!(after.len() > before.len());
    after.lines().count() - before.lines().count()
}

#[test]
fn space_marks_u_takes_back_and_ctrl_r_does_it_again() {
    let mut app = on_launch();
    let before = app.log();
    app.keys("<space>").shows(DONE).shows("u 撤销");
    let marked = app.log();
    assert_eq!(lines_added(&before, &marked), 1);
    app.keys("u").shows(OPEN);
    assert_eq!(app.log(), before);
    app.keys("<c-r>").shows(DONE);
    assert_eq!(app.log(), marked);
    // Space again takes it back, too.
    app.keys("<space>").shows(OPEN);
    app.shows("已撤销 3.2.5/launch 已办结");
    assert_eq!(app.log(), before);
}

/// A shared account: what another entered is not taken out, also where it is not committed.
#[test]
fn space_corrects_what_somebody_else_entered() {
    let mut app = App::of("zhangping");
    colleague(
        &app,
        "3.2.5/launch",
        &THEIRS.replace("status", "who = \"农业办\", status"),
    );
    app.keys("/3.2.5<enter>lj").shows(DONE);
    let theirs = app.log();
    app.keys("<space>").shows("已撤销").shows(OPEN);
    let now = app.log();
    assert_eq!(lines_added(&theirs, &now), 1);
    assert!(now.contains("who = \"农业办\", status = \"done\""));
    assert!(now.contains("correct = true"));
}

#[test]
fn what_is_committed_is_not_undone() {
    let mut app = App::of("zhangping");
    app.keys("/3.2.5<enter>lj<space>").shows(DONE);
    let marked = app.log();
    let folder = app.plans();
    init(&folder);
    commit_all(&folder, "start");
    app.keys("u").shows("已存档的登记不能撤销");
    assert_eq!(app.log(), marked);
}

#[test]
fn beginning_with_nothing_ticked_writes_nothing() {
    let mut app = App::of("zhangping");
    let before = app.log();
    app.keys("b<enter>").shows("没有勾选");
    assert_eq!(app.log(), before);
    // What is ticked is done, and what `since` does to the lamps is asked before.
    app.keys("<space><enter>").shows("逾期 变为 未报");
    assert_eq!(app.log(), before);
    app.keys("n").shows("未登记");
    assert_eq!(app.log(), before);
    app.keys("<enter>y").shows("已登记");
    let after = app.log();
    assert!(after.contains("since = 2024-06-30"), "{after}");
    let done = |text: &str| text.matches("status = \"done\"").count();
    assert_eq!(done(&after), done(&before) + 1);
    app.keys("u").shows("已撤销");
    assert_eq!(app.log(), before);
}

/// Writes the day since which reporting began into zhangping, in place of the one there.
fn began(app: &App, day: &str) {
    let text = app.log();
    let rest = text.lines().filter(|line| !line.starts_with("since"));
    let since = |line: &str| {
        line.starts_with("plan = ")
            .then(|| format!("since = {day}\n"))
    };
    let lines = rest.map(|line| format!("{line}\n{}", since(line).unwrap_or_default()));
    let log = app.plans().join("zhangping/progress.toml");
    fs::write(log, lines.collect::<String>()).unwrap();
}

#[test]
fn past_years_show_the_day_that_is_there_and_leave_it() {
    let mut app = App::of("zhangping");
    began(&app, "2023-05-01");
    app.keys("b").shows("登记起始日  2023-05-01");
    app.keys("<space><enter>").shows("将 1 个节点登记为已办结");
    app.shows_no("亮灯将有");
    app.keys("y").shows("已登记");
    assert!(app.log().contains("since = 2023-05-01"));
    app.keys("b<tab><c-u>2023-06-01<enter>")
        .shows("登记起始日由 2023-05-01 改为 2023-06-01");
    app.keys("y").shows("已登记");
    assert!(app.log().contains("since = 2023-06-01"));
}

#[test]
fn past_years_do_not_replace_a_day_that_a_colleague_set() {
    let mut app = App::of("zhangping");
    app.keys("b<space><enter>").shows("登记起始日定为");
    began(&app, "2023-05-01");
    let theirs = app.log();
    app.keys("y")
        .shows("登记起始日  2023-05-01")
        .shows("已被他人改动");
    assert_eq!(app.log(), theirs);
    // Shown anew, it stays.
    app.keys("<enter>y").shows("已登记");
    let recorded = app.log();
    assert!(recorded.contains("since = 2023-05-01"), "{recorded}");
    // Neither does redo.
    app.keys("u").shows("已撤销");
    app.keys("b<tab><c-u>2023-06-01<enter>y").shows("已登记");
    began(&app, "2023-07-01");
    app.keys("u").shows("2023-07-01 保持不变");
    let theirs = app.log();
    app.keys("<c-r>").shows("已被他人改动");
    assert_eq!(app.log(), theirs);
}

#[test]
fn past_years_of_which_all_is_refused_set_no_day_unless_it_was_changed() {
    let plan = "schema = 1\nid = \"p\"\ntitle = \"方案\"\nperiod = { start = 2024-01-01, end = 2024-12-31 }\n\
        [[phase]]\nid = \"a\"\nname = \"启动\"\nstart = 2024-01-01\nend = 2024-03-31\n\
        [[unit]]\nname = \"甲局\"\n\
        [[section]]\nid = \"1\"\ntitle = \"行动\"\nlead = [\"甲局\"]\n\
        [[action]]\nid = \"1.1\"\ntitle = \"培训\"\n\
        [[action.milestone]]\nid = \"x\"\nphase = \"a\"\ntitle = \"培训\"\n\
        target = { op = \">=\", value = 60, unit = \"名\" }\n";
    let office = Workspace::with_plan(plan);
    let mut app = Start::default().in_folder(&office.folder().join("plans"));
    let before = office.read("p/progress.toml");
    app.keys("b<space><enter>").shows("未登记").shows("60名");
    app.shows_no("登记为").shows_no("亮灯");
    // So also without a day; a day that was typed is recorded all the same.
    app.keys("<tab><c-u><enter>").shows("未登记");
    assert_eq!(office.read("p/progress.toml"), before);
    app.keys("2024-06-01<enter>").shows("登记起始日定为");
    app.keys("y").shows("已登记");
    assert!(
        office
            .read("p/progress.toml")
            .contains("since = 2024-06-01")
    );
}

#[test]
fn a_deed_of_another_day_says_so_and_one_of_tomorrow_is_refused() {
    let mut app = App::of("zhangping");
    let before = app.log();
    app.keys("/3.2.5<enter>ljt<c-u>2024-03-01<enter>");
    app.keys("p").shows("登记日期为 2024-03-01（不是今天）");
    app.keys("<esc>m").shows("登记日期为 2024-03-01");
    app.keys("<esc><space>").shows("登记日期为 2024-03-01");
    assert!(app.log().contains("on = 2024-03-01"));
    app.keys("u");
    app.keys("t<c-u>2024-07-01<enter><space>").shows("尚未到来");
    assert_eq!(app.log(), before);
    // A day without its year counts from the day that is shown; 今天 leads back to today.
    app.keys("t2023-03-01<enter>t2.28<enter>")
        .shows("2023-02-28");
    app.keys("t昨天<enter>").shows("2023-02-27");
    app.keys("t今天<enter>").shows("2024-06-30");
}

#[test]
fn what_is_selected_is_marked_as_one_and_taken_back_as_one() {
    let mut app = App::of("zhangping");
    let before = app.log();
    // X takes the rest in, and pressed again lets all go.
    app.keys("3xX").shows("已选");
    app.keys("X").shows_no("已选");
    app.keys("gxxx").shows("已选 3 个节点");
    app.keys("<space>").shows("已登记 3 个节点");
    assert_eq!(lines_added(&before, &app.log()), 3);
    app.keys("u");
    assert_eq!(app.log(), before);
}

#[test]
fn a_status_for_several_changes_nothing_that_was_stopped() {
    let mut app = App::of("zhangping");
    let stopped = "{ on = 2024-06-20, status = \"dropped\", reason = \"并入\" }";
    colleague(&app, "3.2.5/launch", stopped);
    app.keys("/3.2.5<enter>lXm2")
        .shows("3.2.5/launch 已办结、已销号或已中止");
    let log = app.log();
    let mut blocks = log.split("[milestone.\"");
    let block = blocks.find(|it| it.starts_with("3.2.5/launch")).unwrap();
    assert!(!block.contains("doing"), "{block}");
    assert!(log.contains("doing"));
}

#[test]
fn a_form_for_what_is_finished_keeps_what_was_typed() {
    let mut app = App::of("zhangping");
    for id in ["3.2.5/launch", "3.2.5/deepen", "3.2.5/evaluate"] {
        let stopped = "{ on = 2024-06-20, status = \"dropped\", reason = \"并入\" }";
        colleague(&app, id, stopped);
    }
    app.keys("/3.2.5<enter>lXm3等场地<enter>");
    app.shows("等场地").shows("个节点已办结、已销号或已中止");
}

#[test]
fn what_refuses_is_listed_and_the_rest_done_only_on_yes() {
    let mut app = App::of("zhangping");
    let before = app.log();
    // Short of its target a milestone is not done without a word; the others are.
    app.keys("/3.1.4<enter>3lX<space>");
    app.shows("个节点不能登记").shows("core-teachers@2023");
    assert_eq!(app.log(), before);
    app.keys("n").shows("未登记");
    assert_eq!(app.log(), before);
    app.keys("<space>y");
    assert!(lines_added(&before, &app.log()) > 0, "{}", app.screen());
    app.keys("u");
    assert_eq!(app.log(), before);
}

#[test]
fn enter_does_not_say_yes() {
    let mut app = App::of("zhangping");
    let before = app.log();
    app.keys("/3.1.4<enter>3lX<space><enter>");
    assert_eq!(app.log(), before);
}

#[test]
fn closed_and_dropped_are_never_touched_by_space() {
    let mut app = App::of("zhangping");
    let before = app.log();
    app.keys("/3.1.1<enter>lj")
        .shows(">   销 3.1.1 大力弘..：启动实施");
    app.keys("<space>").shows("m 选择状态");
    assert_eq!(app.log(), before);
}

#[test]
fn progress_is_noted_in_one_form() {
    let mut app = App::of("zhangping");
    app.keys("/core-teachers<enter>ljjj").shows("20/60名");
    app.keys("p35<tab>又办一期<tab><tab><tab><enter>");
    app.shows("35/60名");
    assert!(app.log().contains("text = \"又办一期\""));
}

#[test]
fn full_width_digits_and_signs_count_as_keys() {
    let mut app = App::of("zhangping");
    app.keys("４").shows("[4预警]");
    app.keys("／jyj<enter>").shows("查找「jyj」");
    app.keys("？").shows("帮助：预警");
}

/// From the list to the deed with its day and a note, committed: seven keys beside the words.
#[test]
fn done_with_a_day_and_a_note_is_one_form() {
    let mut app = on_launch();
    let before = app.log();
    app.keys("M").shows("已办结  3.2.5/launch");
    app.keys("<c-u>2024-06-28<enter>已现场核对<enter>")
        .shows("Enter 登记");
    app.keys("<enter>");
    app.shows(DONE);
    let marked = app.log();
    assert_eq!(lines_added(&before, &marked), 1);
    assert!(marked.contains("on = 2024-06-28") && marked.contains("text = \"已现场核对\""));
    app.keys("u");
    assert_eq!(app.log(), before);
}

/// The milestones of the first action's section move by one place; a form and a selection mean those they were made for.
#[test]
fn a_deed_never_falls_on_what_stands_where_its_milestone_stood() {
    let mut app = App::of("zhangping");
    let plan = app.plans().join("zhangping/plan.toml");
    let before = app.log();
    app.keys("/3.2.5<enter>ljx").shows("已选");
    app.keys("p").shows("进展情况");
    app.keys("<tab>已开展");
    let text = fs::read_to_string(&plan).unwrap();
    let added = "[[action]]\nid = \"3.1.0\"\ntitle = \"新增\"\n\n[[action]]";
    fs::write(&plan, text.replacen("[[action]]", added, 1)).unwrap();
    app.keys("<tab><tab><tab><enter>");
    let written = app.log();
    assert_eq!(lines_added(&before, &written), 1);
    let block = written
        .split("[milestone.\"")
        .find(|block| block.contains("已开展"))
        .unwrap();
    assert!(block.starts_with("3.2.5/"), "{block}");
    // A status is for what the list of them was opened for.
    app.keys("m").shows("已办结");
    let text = fs::read_to_string(&plan).unwrap();
    let added = "[[action]]\nid = \"3.1.00\"\ntitle = \"又增\"\n\n[[action]]";
    fs::write(&plan, text.replacen("[[action]]", added, 1)).unwrap();
    app.keys("4");
    let marked = app.log();
    assert_eq!(lines_added(&written, &marked), 1);
    let block = marked
        .split("[milestone.\"")
        .find(|block| block.contains("2024-06-30T09:30:02"))
        .unwrap();
    assert!(block.starts_with("3.2.5/"), "{block}");
}

/// A colleague's entry on a milestone, made while the screen shows it as it was.
fn colleague(app: &App, id: &str, entry: &str) {
    let log = app.plans().join("zhangping/progress.toml");
    let text = fs::read_to_string(&log).unwrap();
    let at = text.find(&format!("[milestone.\"{id}\"]")).unwrap();
    let log_at = at + text[at..].find("log = [").unwrap();
    let line = format!("log = [\n    {entry},\n");
    let rest = &text[log_at + "log = [".len()..];
    let rest = rest.trim_start_matches('\n');
    fs::write(&log, format!("{}{line}{rest}", &text[..log_at])).unwrap();
}

const THEIRS: &str =
    "{ at = 2024-06-29T08:00:00+08:00, on = 2024-06-29, by = \"市农业农村局\", status = \"done\" }";

#[test]
fn a_key_does_nothing_where_a_colleague_was_first() {
    for keys in ["<space>", "m", "p", "x"] {
        let mut app = on_launch();
        colleague(&app, "3.2.5/launch", THEIRS);
        let theirs = app.log();
        app.keys(keys).shows("未登记：3.2.5/launch 已被他人更新");
        app.shows(DONE).shows_no("已选");
        assert_eq!(app.log(), theirs, "{keys}");
    }
}

#[test]
fn nor_does_the_first_key_of_a_day() {
    let mut app = on_launch();
    colleague(&app, "3.2.5/launch", THEIRS);
    let theirs = app.log();
    pass_a_day();
    app.keys("<space>")
        .shows("未登记：3.2.5/launch 已被他人更新")
        .shows(DONE);
    assert_eq!(app.log(), theirs);
    // A new day alone does not hold a key up.
    let mut app = on_launch();
    pass_a_day();
    app.keys("<space>").shows(DONE);
}

#[test]
fn a_form_writes_nothing_where_a_colleague_was_first_and_keeps_what_was_typed() {
    let mut app = App::of("zhangping");
    app.keys("/3.2.5<enter>ljp<tab>已开展<tab><tab><tab>");
    colleague(&app, "3.2.5/launch", THEIRS);
    let theirs = app.log();
    app.keys("<enter>").shows("已被他人更新").shows("已开展");
    assert_eq!(app.log(), theirs);
}

#[test]
fn a_change_elsewhere_does_not_hold_a_key_up() {
    let mut app = on_launch();
    colleague(&app, "3.2.6/launch", THEIRS);
    let theirs = app.log();
    app.keys("<space>").shows(DONE);
    assert_eq!(lines_added(&theirs, &app.log()), 1);
}

#[test]
fn letters_with_alt_or_ctrl_are_no_letters() {
    use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
    let mut app = on_launch();
    let before = app.log();
    for c in ['m', 'p', 'd', 'x', 'q', ' '] {
        app.press(KeyEvent::new(KeyCode::Char(c), KeyModifiers::ALT));
    }
    app.shows_no("已选").shows(OPEN);
    app.keys("p<tab>前");
    for (c, modifiers) in [('k', KeyModifiers::ALT), ('q', KeyModifiers::CONTROL)] {
        app.press(KeyEvent::new(KeyCode::Char(c), modifiers));
    }
    app.keys("后").shows("前后");
    app.keys("<esc>m");
    app.press(KeyEvent::new(KeyCode::Char('4'), KeyModifiers::CONTROL));
    assert_eq!(app.log(), before);
}

#[test]
fn a_screen_too_small_takes_no_deed() {
    let mut app = on_launch();
    let before = app.log();
    app.resize(20, 5).keys("<space>xm4pabc<enter>dcS");
    app.resize(80, 24).shows(OPEN).shows_no("已选");
    assert_eq!(app.log(), before);
    app.keys("p<tab>已开展")
        .resize(20, 5)
        .keys("和<enter><enter><enter><enter>");
    app.resize(80, 24).shows("已开展").shows_no("已开展和");
    assert_eq!(app.log(), before);
}

#[test]
fn what_cannot_be_undone_now_can_be_once_the_file_named_is_mended() {
    let mut app = on_launch();
    let before = app.log();
    app.keys("<space>").shows(DONE);
    let marked = app.log();
    let file = app.plans().join("zhangping/progress.toml");
    fs::write(&file, marked.replacen("log = [", "log = ", 1)).unwrap();
    app.keys("u").shows("progress.toml:");
    fs::write(&file, &marked).unwrap();
    app.keys("u").shows("已撤销");
    assert_eq!(app.log(), before);
}

#[test]
fn a_question_says_how_many_of_its_lines_have_no_room() {
    let start = Start::default().size((80, 14)).only("zhangping");
    let mut app = start.on(Stage::set());
    app.keys("4Xm5").keys("市科协<enter>");
    app.shows("个节点不能登记").shows("另有 ");
    let screen = app.screen();
    let number = |before: &str, behind: &str| {
        let from = screen.find(before)? + before.len();
        let rest = &screen[from..];
        rest[..rest.find(behind)?].trim().parse::<usize>().ok()
    };
    let all = number("- ", " 个节点不能登记").unwrap();
    let shown = screen.matches(" zhangping:").count();
    assert_eq!(number("另有 ", " 行"), Some(all - shown), "{screen}");
}

#[test]
fn a_deed_on_several_is_redone_with_their_number() {
    let mut app = App::of("zhangping");
    app.keys("/3.2<enter>3lXm2").shows("已登记");
    app.keys("u");
    let undone = app.row_with("已撤销");
    let (_, all) = undone.split_once(" 等 ").unwrap();
    let (all, _) = all.split_once(" 项").unwrap();
    app.keys("<c-r>")
        .shows("已重做")
        .shows(&format!(" 等 {all} 项"));
}
