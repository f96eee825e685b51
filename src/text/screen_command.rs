//! The commands of the screen with their names in config.toml. Their keys are in `tui`.

use super::View;

/// Declares the commands with their names in `[keys]` of config.toml, beside those that open a view.
macro_rules! commands {
    ($($(#[$doc:meta])* $command:ident = $key:literal,)+) => {
        /// A command of the screen.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum ScreenCommand {
            /// Opens a view.
            Show(View),
            $($(#[$doc])* $command,)+
        }

        /// The commands beside those that open a view, with their names.
        const COMMANDS: &[(ScreenCommand, &str)] = &[$((ScreenCommand::$command, $key)),+];
    };
}

commands! {
    /// Moves a row down.
    Down = "down",
    /// Moves a row up.
    Up = "up",
    /// Moves half a page down.
    PageDown = "page-down",
    /// Moves half a page up.
    PageUp = "page-up",
    /// Moves to the first row.
    First = "first",
    /// Moves to the last row.
    Last = "last",
    /// Moves to the left pane.
    Left = "left",
    /// Moves to the right pane.
    Right = "right",
    /// Moves to the other pane.
    OtherPane = "other-pane",
    /// Opens the row under the cursor.
    Open = "open",
    /// Goes one step back.
    Back = "back",
    /// Marks as 办结, or undoes that.
    ToggleDone = "done",
    /// Chooses a status.
    Mark = "mark",
    /// Marks as 办结 with a day and a note.
    Finish = "finish",
    /// 进展
    Progress = "progress",
    /// 延期
    Postpone = "postpone",
    /// 佐证
    Evidence = "evidence",
    /// Selects the milestone under the cursor.
    Select = "select",
    /// Selects all shown.
    SelectAll = "select-all",
    /// Takes back the last deed.
    Undo = "undo",
    /// Redoes what was undone.
    Redo = "redo",
    /// Moves to the next red lamp.
    NextRed = "next-red",
    /// Moves to the previous red lamp.
    PreviousRed = "previous-red",
    /// 更正
    Correct = "correct",
    /// Copies the id, the row or the details.
    Copy = "copy",
    /// Opens the item in the editor.
    Edit = "edit",
    /// Searches as one types.
    Search = "search",
    /// Chooses filters.
    Filter = "filter",
    /// Clears the filters.
    ClearFilter = "clear-filter",
    /// Chooses the as-of day.
    AsOf = "as-of",
    /// Records what is known of past years in one go.
    Begin = "begin",
    /// Makes a new plan: from a document, blank, or the sample.
    NewPlan = "new-plan",
    /// Makes reports of the filtered milestones.
    Report = "report",
    /// 催办 of the unit under the cursor.
    Remind = "remind",
    /// Switches between sorting by worst standing and by name.
    Sort = "sort",
    /// Switches between years, quarters and months.
    Zoom = "zoom",
    /// 存档
    Commit = "commit",
    /// 同步
    Sync = "sync",
    /// Lists every command by name.
    Palette = "palette",
    /// Shows the keys of this view.
    Help = "help",
    /// Reads all files again.
    Reload = "reload",
    /// Quits.
    Quit = "quit",
    /// Suspends the program (the shell's `fg` resumes it).
    Suspend = "suspend",
}

impl ScreenCommand {
    /// Iterates over every command with its name in `[keys]` of config.toml.
    pub fn all() -> impl Iterator<Item = (Self, &'static str)> {
        let views = View::ALL.into_iter();
        let views = views.map(|view| (Self::Show(view), view.key()));
        COMMANDS.iter().copied().chain(views)
    }

    /// Finds a command by its name in config.toml.
    pub fn from_key(key: &str) -> Option<Self> {
        let found = Self::all().find(|(_, name)| *name == key);
        found.map(|(command, _)| command)
    }

    /// Returns the name in config.toml.
    pub fn key(self) -> &'static str {
        let found = Self::all().find(|(command, _)| *command == self);
        found.map_or("", |(_, name)| name)
    }
}
