//! How long a key takes from the press to the last byte of the frame that answers it, on many plans.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use duban::cache::Cache;
use duban::plan::{Day, Moment};
use duban::query::Board;
use duban::store::{ScreenColours, Workspace};
use duban::text::{Ambiguous, Lang};
use duban::tui::term::backend::ThinBackend;
use duban::tui::term::wide::settle;
use duban::tui::{Look, MayWrite, Session, SessionOptions, State, draw, press};
use ratatui::Terminal;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Size;
use rustix::time::{ClockId, clock_gettime};

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

/// What a key took.
#[derive(Clone, Copy)]
struct Took {
    /// By the clock.
    elapsed: Duration,
    /// Of all processors.
    busy: Duration,
}

/// Presses the script's keys on the plans in `folder`/plans and prints a row for each of its lines, then one for all:
/// name, keys, half of them within, 99 of 100 within, the longest, and the same of the processors' time; in milliseconds.
pub(crate) fn keys(folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut desk = Desk::at(folder)?;
    println!(
        "| | keys | half within ms | 99 of 100 within ms | longest ms | 99 of 100 within processor ms | \
         longest processor ms |\n|---|---|---|---|---|---|---|"
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

fn row(name: &str, took: &[Took]) {
    let elapsed = |share| within(share, took.iter().map(|key| key.elapsed));
    let busy = |share| within(share, took.iter().map(|key| key.busy));
    println!(
        "| {name} | {} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} |",
        took.len(),
        elapsed(0.5),
        elapsed(0.99),
        elapsed(1.0),
        busy(0.99),
        busy(1.0)
    );
}

/// Within how many milliseconds this share of them is.
fn within(share: f64, durations: impl Iterator<Item = Duration>) -> f64 {
    let mut sorted: Vec<Duration> = durations.collect();
    sorted.sort_unstable();
    let place = (sorted.len() as f64 * share).ceil() as usize;
    let duration = sorted.get(place.saturating_sub(1));
    duration.map_or(f64::NAN, |duration| duration.as_secs_f64() * 1e3)
}

/// What the processors have done for this process.
fn busy() -> Duration {
    let spent = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(spent.tv_sec as u64, spent.tv_nsec as u32)
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
        let board = Board::read_summaries(&workspace, cache.as_ref(), as_of, None, &|| {});
        let look = Look {
            ambiguous: Ambiguous::Narrow,
            colours: Some(ScreenColours::default()),
            han: true,
            cursor: duban::store::CursorLook::Title,
        };
        let now = || Moment::from(chrono::Local::now().fixed_offset());
        let session = Session::open(SessionOptions {
            workspace,
            cache,
            only: None,
            unit: None,
            who: None,
            as_of: Some(as_of),
            now,
            may_write: MayWrite::Yes,
            shared: false,
            notes: None,
            plan_maker: None,
        });
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

    fn press(&mut self, key: char) -> std::io::Result<Took> {
        let code = match key {
            '^' => KeyCode::Enter,
            '~' => KeyCode::Esc,
            '>' => KeyCode::PageDown,
            '<' => KeyCode::PageUp,
            key => KeyCode::Char(key),
        };
        let (start, before) = (Instant::now(), busy());
        press(
            &mut self.state,
            &mut self.session,
            KeyEvent::new(code, KeyModifiers::NONE),
        );
        self.draw()?;
        Ok(Took {
            elapsed: start.elapsed(),
            busy: busy().saturating_sub(before),
        })
    }

    fn rest(&mut self) {
        self.state.rest();
        self.state.work();
    }
}
