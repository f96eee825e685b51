/// The seven views, keys 1 to 7.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum View {
    /// 总览
    #[default]
    Overview,
    /// 单位
    Units,
    /// 阶段
    Phases,
    /// 预警
    Alerts,
    /// 指标
    Indicators,
    /// 时间
    Timeline,
    /// 变更
    Changes,
}

impl View {
    /// Every view, in key order.
    pub const ALL: [Self; 7] = [
        Self::Overview,
        Self::Units,
        Self::Phases,
        Self::Alerts,
        Self::Indicators,
        Self::Timeline,
        Self::Changes,
    ];

    /// Returns the digit that opens it.
    pub fn digit(self) -> char {
        char::from(b'1' + self as u8)
    }

    /// Returns true if it shows all plans, false for one.
    pub fn is_across_plans(self) -> bool {
        matches!(self, Self::Overview | Self::Alerts)
    }
}

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

impl ScreenCommand {
    /// Every command with its name in `[keys]` of config.toml.
    pub const KEYS: [(Self, &'static str); 49] = [
        (Self::Down, "down"),
        (Self::Up, "up"),
        (Self::PageDown, "page-down"),
        (Self::PageUp, "page-up"),
        (Self::First, "first"),
        (Self::Last, "last"),
        (Self::Left, "left"),
        (Self::Right, "right"),
        (Self::OtherPane, "other-pane"),
        (Self::Open, "open"),
        (Self::Back, "back"),
        (Self::ToggleDone, "done"),
        (Self::Mark, "mark"),
        (Self::Finish, "finish"),
        (Self::Progress, "progress"),
        (Self::Postpone, "postpone"),
        (Self::Evidence, "evidence"),
        (Self::Select, "select"),
        (Self::SelectAll, "select-all"),
        (Self::Undo, "undo"),
        (Self::Redo, "redo"),
        (Self::NextRed, "next-red"),
        (Self::PreviousRed, "previous-red"),
        (Self::Correct, "correct"),
        (Self::Copy, "copy"),
        (Self::Edit, "edit"),
        (Self::Search, "search"),
        (Self::Filter, "filter"),
        (Self::ClearFilter, "clear-filter"),
        (Self::AsOf, "as-of"),
        (Self::Begin, "begin"),
        (Self::Report, "report"),
        (Self::Remind, "remind"),
        (Self::Sort, "sort"),
        (Self::Zoom, "zoom"),
        (Self::Commit, "commit"),
        (Self::Sync, "sync"),
        (Self::Palette, "palette"),
        (Self::Help, "help"),
        (Self::Reload, "reload"),
        (Self::Quit, "quit"),
        (Self::Suspend, "suspend"),
        (Self::Show(View::Overview), "plans"),
        (Self::Show(View::Units), "units"),
        (Self::Show(View::Phases), "phases"),
        (Self::Show(View::Alerts), "alerts"),
        (Self::Show(View::Indicators), "indicators"),
        (Self::Show(View::Timeline), "timeline"),
        (Self::Show(View::Changes), "changes"),
    ];

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
