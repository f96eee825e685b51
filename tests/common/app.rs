//! The whole screen without a terminal: state before, keys, the screen after.

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use chrono::TimeDelta;
use duban::cache::Cache;
use duban::plan::{Day, Moment};
use duban::query::Board;
use duban::store::{CursorLook, ScreenColours, Workspace};
use duban::text::{Ambiguous, Lang, width};
use duban::tui::term::wide::settle;
use duban::tui::{Look, MayWrite, Next, Session, SessionOptions, State, draw, press};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::stage::{DAY, Stage, day, moment};

/// The program on a stage.
pub(crate) struct App {
    /// Held so that the folder lives as long as the program.
    pub(crate) stage: Option<Stage>,
    pub(crate) state: State,
    pub(crate) session: Session,
    size: (u16, u16),
    buffer: Buffer,
    /// What the last key led to.
    pub(crate) next: Next,
}

thread_local! {
    static DAYS_PASSED: Cell<i64> = const { Cell::new(0) };
}

/// The clock of the program: that of the stage, and the days that passed since.
fn clock() -> Moment {
    let mut now = moment();
    now.local += TimeDelta::days(DAYS_PASSED.get());
    now
}

/// Lets a day pass for the rest of a test.
pub(crate) fn pass_a_day() {
    DAYS_PASSED.set(DAYS_PASSED.get() + 1);
}

/// How a program starts.
#[derive(Clone, Copy)]
pub(crate) struct Start<'a> {
    pub(crate) lang: Lang,
    pub(crate) size: (u16, u16),
    pub(crate) only: Option<&'a str>,
    pub(crate) colours: bool,
    pub(crate) ambiguous: Ambiguous,
    pub(crate) han: bool,
    pub(crate) day: &'a str,
    /// The configured unit.
    pub(crate) unit: Option<&'a str>,
    /// The cache folder, in which every plan is kept before the program starts.
    pub(crate) cache: Option<&'a Path>,
}

impl Default for Start<'_> {
    fn default() -> Self {
        Self {
            lang: Lang::Zh,
            size: (80, 24),
            only: None,
            colours: true,
            ambiguous: Ambiguous::Narrow,
            han: true,
            day: DAY,
            unit: None,
            cache: None,
        }
    }
}

impl<'a> Start<'a> {
    pub(crate) fn lang(self, lang: Lang) -> Self {
        Self { lang, ..self }
    }

    pub(crate) fn size(self, size: (u16, u16)) -> Self {
        Self { size, ..self }
    }

    /// With one of its plans.
    pub(crate) fn only(self, plan: impl Into<Option<&'a str>>) -> Self {
        Self {
            only: plan.into(),
            ..self
        }
    }

    /// On the stage.
    pub(crate) fn on(self, stage: Stage) -> App {
        let folder = stage.plans();
        App {
            stage: Some(stage),
            ..self.in_folder(&folder)
        }
    }

    /// On any folder of plans.
    pub(crate) fn in_folder(self, folder: &Path) -> App {
        let workspace = Workspace::open(folder).unwrap();
        let as_of: Day = day(self.day);
        let later = SystemTime::now() + Duration::from_secs(60);
        let cache = self
            .cache
            .and_then(|cache| Cache::of(cache, &workspace.folder, later))
            .map(Arc::new);
        let read = || Board::read_summaries(&workspace, cache.as_ref(), as_of, self.only, &|| {});
        read();
        let board = read();
        let session = Session::open(SessionOptions {
            workspace,
            cache,
            only: self.only.map(str::to_owned),
            unit: self.unit.map(str::to_owned),
            who: None,
            as_of: None,
            now: clock,
            may_write: MayWrite::Yes,
            shared: false,
            notes: None,
            plan_maker: None,
        });
        let look = Look {
            ambiguous: self.ambiguous,
            colours: self.colours.then(ScreenColours::default),
            han: self.han,
            cursor: CursorLook::Title,
        };
        let mut app = App {
            stage: None,
            state: State::new(board, self.lang.words(), look, as_of),
            session,
            size: self.size,
            buffer: Buffer::default(),
            next: Next::GoOn,
        };
        app.draw();
        app
    }
}

impl App {
    /// The program on the set stage, with one of its plans.
    pub(crate) fn of(plan: &str) -> Self {
        Start::default().only(plan).on(Stage::set())
    }

    /// The folder of plans of its stage.
    pub(crate) fn plans(&self) -> PathBuf {
        self.stage.as_ref().unwrap().plans()
    }

    /// The progress.toml of zhangping.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.plans().join("zhangping/progress.toml")).unwrap()
    }

    /// Presses keys: characters as they are, others as `<enter>`, `<esc>`, `<space>`, `<tab>`, `<down>`, `<c-r>`, `<lt>`;
    /// then the cursor rests.
    pub(crate) fn keys(&mut self, keys: &str) -> &mut Self {
        for key in parse(keys) {
            self.press(key);
        }
        self.state.rest();
        self.draw();
        self
    }

    /// One key, drawn at once as after a slow typist's.
    pub(crate) fn press(&mut self, key: KeyEvent) {
        self.next = press(&mut self.state, &mut self.session, key);
        self.draw();
    }

    /// Pastes text.
    pub(crate) fn paste(&mut self, text: &str) -> &mut Self {
        self.state.paste(text);
        self.draw();
        self
    }

    /// Another window.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.size = (columns, rows);
        self.draw();
        self
    }

    fn draw(&mut self) {
        // A terminal of its own for each frame: what is tested here is the frame, not the way from the last one to it.
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1)).unwrap();
        let state = &mut self.state;
        let drawn = terminal
            .draw(|frame| {
                draw(state, frame);
                settle(frame.buffer_mut());
            })
            .unwrap();
        self.buffer = drawn.buffer.clone();
    }

    /// What the screen holds.
    pub(crate) fn buffer(&self) -> &Buffer {
        &self.buffer
    }

    /// The text on the screen, rows without the blanks at their ends.
    pub(crate) fn screen(&self) -> String {
        text_of(self.buffer())
    }

    /// The row that holds this text.
    #[track_caller]
    pub(crate) fn row_with(&self, text: &str) -> String {
        let screen = self.screen();
        screen
            .lines()
            .find(|row| row.contains(text))
            .unwrap_or_else(|| panic!("no {text:?} on the screen:\n{screen}"))
            .to_owned()
    }

    /// Asserts that the text stands on the screen.
    #[track_caller]
    pub(crate) fn shows(&self, text: &str) -> &Self {
        let screen = self.screen();
        assert!(
            screen.contains(text),
            "no {text:?} on the screen:\n{screen}"
        );
        self
    }

    /// Asserts that it does not.
    #[track_caller]
    pub(crate) fn shows_no(&self, text: &str) -> &Self {
        let screen = self.screen();
        assert!(!screen.contains(text), "{text:?} on the screen:\n{screen}");
        self
    }
}

/// The text in a buffer, one line per row.
pub(crate) fn text_of(buffer: &Buffer) -> String {
    let area = buffer.area;
    let mut text = String::new();
    for y in 0..area.height {
        let mut row = String::new();
        let mut x = 0;
        while x < area.width {
            let symbol = buffer[(x, y)].symbol();
            row.push_str(symbol);
            x += width(symbol).max(1) as u16;
        }
        text.push_str(row.trim_end());
        text.push('\n');
    }
    text
}

/// `jj<enter>` as keys.
pub(crate) fn parse(keys: &str) -> Vec<KeyEvent> {
    let mut found = Vec::new();
    let mut rest = keys;
    while let Some(c) = rest.chars().next() {
        if c == '<'
            && let Some(end) = rest.find('>')
        {
            found.push(named(&rest[1..end]));
            rest = &rest[end + 1..];
        } else {
            found.push(KeyEvent::from(KeyCode::Char(c)));
            rest = &rest[c.len_utf8()..];
        }
    }
    found
}

fn named(name: &str) -> KeyEvent {
    if let Some(c) = name.strip_prefix("c-") {
        return KeyEvent::new(
            KeyCode::Char(c.chars().next().unwrap()),
            KeyModifiers::CONTROL,
        );
    }
    KeyEvent::from(match name {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "space" => KeyCode::Char(' '),
        "lt" => KeyCode::Char('<'),
        "tab" => KeyCode::Tab,
        "backtab" => KeyCode::BackTab,
        "bs" => KeyCode::Backspace,
        "down" => KeyCode::Down,
        "up" => KeyCode::Up,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pgdn" => KeyCode::PageDown,
        "pgup" => KeyCode::PageUp,
        other => panic!("no key {other:?}"),
    })
}
