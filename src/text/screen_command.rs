use super::View;

/// The commands of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScreenCommand {
    /// Moves a row down.
    Down,
    /// Moves a row up.
    Up,
    /// Moves half a page down.
    PageDown,
    /// Moves half a page up.
    PageUp,
    /// Moves to the first row.
    First,
    /// Moves to the last row.
    Last,
    /// Moves to the left pane.
    Left,
    /// Moves to the right pane.
    Right,
    /// Moves to the other pane.
    OtherPane,
    /// Opens the row under the cursor.
    Open,
    /// Goes one step back.
    Back,
    /// Opens a view.
    Show(View),
    /// Marks as 办结, or undoes that.
    ToggleDone,
    /// Chooses a status.
    Mark,
    /// Marks as 办结 with a day and a note.
    Finish,
    /// 进展
    Progress,
    /// 延期
    Postpone,
    /// 佐证
    Evidence,
    /// Selects the milestone under the cursor.
    Select,
    /// Selects all shown.
    SelectAll,
    /// Takes back the last deed.
    Undo,
    /// Redoes what was undone.
    Redo,
    /// Moves to the next red lamp.
    NextRed,
    /// Moves to the previous red lamp.
    PreviousRed,
    /// 更正
    Correct,
    /// Copies the id, the row or the details.
    Copy,
    /// Opens the item in the editor.
    Edit,
    /// Searches as one types.
    Search,
    /// Chooses filters.
    Filter,
    /// Clears the filters.
    ClearFilter,
    /// Chooses the as-of day.
    AsOf,
    /// Records what is known of past years in one go.
    Begin,
    /// Makes a new plan: from a document, blank, or the sample.
    NewPlan,
    /// Makes reports of the filtered milestones.
    Report,
    /// 催办 of the unit under the cursor.
    Remind,
    /// Switches between sorting by worst standing and by name.
    Sort,
    /// Switches between years, quarters and months.
    Zoom,
    /// 存档
    Commit,
    /// 同步
    Sync,
    /// Lists every command by name.
    Palette,
    /// Shows the keys of this view.
    Help,
    /// Reads all files again.
    Reload,
    /// Quits.
    Quit,
    /// Suspends the program (the shell's `fg` resumes it).
    Suspend,
}

/// The commands beside those that open a view, with their names in `[keys]` of config.toml.
const COMMANDS: [(ScreenCommand, &str); 43] = [
    (ScreenCommand::Down, "down"),
    (ScreenCommand::Up, "up"),
    (ScreenCommand::PageDown, "page-down"),
    (ScreenCommand::PageUp, "page-up"),
    (ScreenCommand::First, "first"),
    (ScreenCommand::Last, "last"),
    (ScreenCommand::Left, "left"),
    (ScreenCommand::Right, "right"),
    (ScreenCommand::OtherPane, "other-pane"),
    (ScreenCommand::Open, "open"),
    (ScreenCommand::Back, "back"),
    (ScreenCommand::ToggleDone, "done"),
    (ScreenCommand::Mark, "mark"),
    (ScreenCommand::Finish, "finish"),
    (ScreenCommand::Progress, "progress"),
    (ScreenCommand::Postpone, "postpone"),
    (ScreenCommand::Evidence, "evidence"),
    (ScreenCommand::Select, "select"),
    (ScreenCommand::SelectAll, "select-all"),
    (ScreenCommand::Undo, "undo"),
    (ScreenCommand::Redo, "redo"),
    (ScreenCommand::NextRed, "next-red"),
    (ScreenCommand::PreviousRed, "previous-red"),
    (ScreenCommand::Correct, "correct"),
    (ScreenCommand::Copy, "copy"),
    (ScreenCommand::Edit, "edit"),
    (ScreenCommand::Search, "search"),
    (ScreenCommand::Filter, "filter"),
    (ScreenCommand::ClearFilter, "clear-filter"),
    (ScreenCommand::AsOf, "as-of"),
    (ScreenCommand::Begin, "begin"),
    (ScreenCommand::NewPlan, "new-plan"),
    (ScreenCommand::Report, "report"),
    (ScreenCommand::Remind, "remind"),
    (ScreenCommand::Sort, "sort"),
    (ScreenCommand::Zoom, "zoom"),
    (ScreenCommand::Commit, "commit"),
    (ScreenCommand::Sync, "sync"),
    (ScreenCommand::Palette, "palette"),
    (ScreenCommand::Help, "help"),
    (ScreenCommand::Reload, "reload"),
    (ScreenCommand::Quit, "quit"),
    (ScreenCommand::Suspend, "suspend"),
];

impl ScreenCommand {
    /// Every command with its name in `[keys]` of config.toml.
    pub const KEYS: [(Self, &'static str); COMMANDS.len() + View::ALL.len()] = {
        let mut keys = [COMMANDS[0]; COMMANDS.len() + View::ALL.len()];
        let mut at = 0;
        while at < keys.len() {
            keys[at] = if at < COMMANDS.len() {
                COMMANDS[at]
            } else {
                let view = View::ALL[at - COMMANDS.len()];
                (Self::Show(view), view.key())
            };
            at += 1;
        }
        keys
    };

    /// Finds a command by its name in config.toml.
    pub fn from_key(key: &str) -> Option<Self> {
        let mut known = Self::KEYS.iter();
        known.find(|(_, name)| *name == key).map(|(it, _)| *it)
    }

    /// Returns the name in config.toml.
    pub fn key(self) -> &'static str {
        let mut known = Self::KEYS.iter();
        known.find(|(it, _)| *it == self).map_or("", |(_, key)| key)
    }
}
