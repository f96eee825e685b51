/// The seven views, by their keys 1 to 7.
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
    /// All, in the order of their keys.
    pub const ALL: [Self; 7] = [
        Self::Overview,
        Self::Units,
        Self::Phases,
        Self::Alerts,
        Self::Indicators,
        Self::Timeline,
        Self::Changes,
    ];

    /// The digit that opens it.
    pub fn digit(self) -> char {
        char::from(b'1' + self as u8)
    }

    /// Returns whether it shows all plans, not one.
    pub fn is_across_plans(self) -> bool {
        matches!(self, Self::Overview | Self::Alerts)
    }
}

/// What one can do on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScreenCommand {
    /// A row down.
    Down,
    /// A row up.
    Up,
    /// Half a page down.
    PageDown,
    /// Half a page up.
    PageUp,
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// To the pane on the left.
    Left,
    /// To the pane on the right.
    Right,
    /// To the other pane.
    OtherPane,
    /// Opens what the cursor stands on.
    Open,
    /// One step back.
    Back,
    /// Opens a view.
    Show(View),
    /// 办结, or takes it back.
    ToggleDone,
    /// Chooses a status.
    Mark,
    /// 办结, with its day and a note.
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
    /// Does it again.
    Redo,
    /// To the next red.
    NextRed,
    /// To the red before.
    PreviousRed,
    /// 更正
    Correct,
    /// Copies the id, the row or the detail.
    Copy,
    /// Opens the item in the editor.
    Edit,
    /// Searches as one types.
    Search,
    /// Chooses filters.
    Filter,
    /// Clears them.
    ClearFilter,
    /// Another as-of date.
    AsOf,
    /// Enters what is known of past years in one go.
    Begin,
    /// Reports of what is filtered.
    Report,
    /// 催办 of the unit under the cursor.
    Remind,
    /// By worst standing or by name.
    Sort,
    /// Years, quarters or months.
    Zoom,
    /// 存档
    Commit,
    /// 同步
    Sync,
    /// Every command by name.
    Palette,
    /// The keys of this view.
    Help,
    /// Reads everything again.
    Reload,
    /// Leaves.
    Quit,
    /// Stops the program for a while (the shell's `fg` continues it).
    Suspend,
}
