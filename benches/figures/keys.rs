//! How long a key takes from the press to the last byte of the frame that answers it, on many plans.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use duban::index::Cache;
use duban::plan::{Day, Moment};
use duban::query::Board;
use duban::store::Workspace;
use duban::text::{Ambiguous, Lang};
use duban::tui::backend::ThinBackend;
use duban::tui::wide::settle;
use duban::tui::{Look, Session, State, Work, draw, press};
use ratatui::Terminal;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Size;

/// What is pressed: a name, and the keys; before each line the program has rested and made ready what it makes ready.
/// `^` is Enter, `~` Esc, `>` and `<` a page down and up.
const SCRIPT: [(&str, &str); 14] = [
    ("1 overview: up, down, pages", "1jjjjjjjkkkkGgj>>>><<<<"),
    ("1 overview: into a plan and back", "gj^~~j^~~j^~~j^~~"),
    ("2 units, actions", "2jjjjjj^j^jjjjkkkkGghjjj"),
    ("3 phases", "3jjjjljjjGg"),
    ("4 alerts", "4jjjjjjjj>>>><<<<GgjkjkjkjkG<<<<g"),
    (
        "4 a search typed",
        "4/jyj^~/kexie^~/ke^~/3.1^~/p^~/zzzz^~/教育^",
    ),
    ("4 out of the search", "~"),
    ("4 filters", "4fj ^jjj>>><<<fj ^jjjFjjj"),
    ("4 selected and dropped", "4jxxxxxx~xxx~"),
    ("4 done and taken back", "4jj j j j uuuu"),
    ("5 indicators", "5jjjjjj>><<Gg"),
    ("6 timeline", "6jjjjzzzjjGg"),
    ("7 changes", "7jjk"),
    ("views in turn", "12345671234567123456712345671234567"),
];

/// Presses the script's keys on the plans in `folder`/plans and prints a row for each of its lines, then one for all:
/// name, keys, half of them within, 99 of 100 within, the longest; in milliseconds.
pub(crate) fn keys(folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut desk = Desk::at(folder)?;
    println!(
        "| | keys | half within ms | 99 of 100 within ms | longest ms |\n|---|---|---|---|---|"
    );
    let mut all = Vec::new();
    for (name, keys) in SCRIPT {
        desk.rest();
        let mut took = Vec::new();
        for key in keys.chars() {
            took.push(desk.press(key)?);
        }
        row(name, &took);
        all.extend(took);
    }
    row("all", &all);
    Ok(())
}

fn row(name: &str, took: &[Duration]) {
    let mut sorted: Vec<f64> = took.iter().map(|d| d.as_secs_f64() * 1e3).collect();
    sorted.sort_by(f64::total_cmp);
    let within = |share: f64| {
        let place = (sorted.len() as f64 * share).ceil() as usize;
        sorted
            .get(place.saturating_sub(1))
            .copied()
            .unwrap_or(f64::NAN)
    };
    println!(
        "| {name} | {} | {:.2} | {:.2} | {:.2} |",
        sorted.len(),
        within(0.5),
        within(0.99),
        within(1.0)
    );
}

/// The program without a terminal: what it would send is counted as sent.
struct Desk {
    state: State,
    session: Session,
    terminal: Terminal<ThinBackend<Vec<u8>>>,
}

impl Desk {
    fn at(folder: &Path) -> Result<Self, Box<dyn std::error::Error>> {
        let workspace = Workspace::open(&folder.join("plans"))
            .map_err(|fault| fault.note(Lang::En.words()).what)?;
        let cache_folder = folder.join("cache");
        let cache = Cache::of(&cache_folder, &workspace.folder, SystemTime::now()).map(Arc::new);
        let as_of = Day::from_ymd_opt(2024, 6, 30).ok_or("no such day")?;
        let board = Board::read_sums(&workspace, cache.as_ref(), as_of, None, &|| {});
        let look = Look {
            ambiguous: Ambiguous::Narrow,
            colours: true,
            han: true,
        };
        let mut session = Session::new(workspace, || {
            Moment::from(chrono::Local::now().fixed_offset())
        });
        session.cache = cache;
        session.as_of = Some(as_of);
        let size = Size::new(160, 45);
        let backend = ThinBackend::new(Vec::new(), move || Ok(size))?;
        let mut desk = Self {
            state: State::new(board, Lang::Zh.words(), look, as_of),
            session,
            terminal: Terminal::new(backend)?,
        };
        desk.draw()?;
        Ok(desk)
    }

    fn draw(&mut self) -> std::io::Result<()> {
        let state = &mut self.state;
        self.terminal.draw(|frame| {
            draw(state, frame);
            settle(frame.buffer_mut());
        })?;
        self.terminal.backend_mut().output_mut().clear();
        Ok(())
    }

    fn press(&mut self, key: char) -> std::io::Result<Duration> {
        let code = match key {
            '^' => KeyCode::Enter,
            '~' => KeyCode::Esc,
            '>' => KeyCode::PageDown,
            '<' => KeyCode::PageUp,
            key => KeyCode::Char(key),
        };
        let start = Instant::now();
        press(
            &mut self.state,
            &mut self.session,
            KeyEvent::new(code, KeyModifiers::NONE),
        );
        self.draw()?;
        Ok(start.elapsed())
    }

    fn rest(&mut self) {
        self.state.rest();
        while self.state.work() != Work::None {}
    }
}
