//! Plans on disk: finding, reading and checking a workspace; writing a change as a patch of the text,
//! atomically and under a lock.

pub(crate) mod check;
pub(crate) mod check_across;
pub(crate) mod check_counting;
pub(crate) mod check_days;
pub(crate) mod conflict_markers;
pub(crate) mod diagnostics;
pub(crate) mod disk;
pub(crate) mod fault;
pub(crate) mod loaded;
pub(crate) mod nearest;
pub(crate) mod office;
pub(crate) mod parallel;
pub(crate) mod plan;
pub(crate) mod plan_part;
pub(crate) mod problem;
pub(crate) mod progress;
pub(crate) mod source_record;
pub(crate) mod starter;
pub(crate) mod toml_reader;
pub(crate) mod user;
mod workspace;

pub use check::check_plan;
pub use check_across::check_across;
pub use check_counting::check_counting;
pub use check_days::check_days;
pub use conflict_markers::{ConflictSides, conflict_sides};
pub use diagnostics::{read_lossily, render_problem, render_problem_in};
pub use disk::file::{FileText, read_file, read_plain, read_plain_text};
pub(crate) use disk::file::{file_of_bytes, hex, is_absent, is_missing, not_utf8, sha256};
pub(crate) use disk::link::{is_link, real_or_named};
pub use disk::link::{leads_outside, real_place, refuse_outside, top_around};
pub use disk::lock::Lock;
pub use disk::new_plan::{NewPlan, NewPlanPlaces};
pub use disk::output_file::{OutputFile, StagedOutput, put_outputs_in_place};
pub(crate) use disk::output_file::{is_git_folder, refuse_git_folder};
pub use disk::private_folder::{make_private_folder, open_private, read_private, write_private};
pub(crate) use disk::process_group::{lead_group, stop_group};
pub(crate) use disk::rights::KeptRights;
pub use disk::stamp::{Stamp, StampKey};
pub use disk::whole_or_nothing::whole_or_nothing;
pub(crate) use disk::write::{StagedFile, replace_all};
pub use disk::write::{make_folder, replace_file};
pub use fault::Fault;
pub use loaded::Loaded;
pub use nearest::closest;
pub(crate) use nearest::{closest_units, nearest_ids};
pub use office::contacts::{CONTACTS_FILE, Contact, Contacts};
pub use office::hints::{HINTS_FILE, read_hints, write_hints};
pub use office::import_place::ImportPlace;
pub use office::issues::{
    BulletinIssue, ISSUES_FILE, NotedIssue, check_issues, check_lists_alone, issues_in, note_issue,
    read_issues, unreadable_issues,
};
pub(crate) use office::settings::with_calendar;
pub use office::settings::{ColumnChoice, OfficeSettings, PaperSize, WORKSPACE_FILE};
pub use parallel::in_parallel;
pub use plan::lookalikes::mend_lookalikes;
pub(crate) use plan::lookalikes::{entry_in_plain_spelling, in_plain_spelling};
pub use plan::plan_file::read_document;
pub use plan_part::{FileStamps, PerPart, PlanPart};
pub use problem::Problem;
pub use progress::apply::HeldProgress;
pub(crate) use progress::batch::finish_all;
pub use progress::blocks::{expected_logs, render_block};
pub use progress::duplicate_blocks::blocks_once;
pub use progress::entry_text::entry_text;
pub use progress::progress_file::{LogPlace, ProgressFile, read_progress};
pub use progress::repair::{Fixed, fix_plan};
pub use progress::splice::{Patch, patched, splice};
pub use progress::staged_change::{Applied, StagedChange, put_all_in_place};
pub use source_record::{SeedEntry, SeedIndicator, SeedRecord, read_seed, source_place};
pub use starter::{
    GIT_ATTRIBUTES, Starter, StarterFile, keep_attributes, start_workspace, write_starter_files,
};
pub use toml_reader::fields::Spot;
pub(crate) use toml_reader::ids::is_plan_id;
pub use toml_reader::locator::{TextPlace, find_conflict_marker};
pub(crate) use toml_reader::text::first_toml_flaw;
pub use user::config::{Colours, Config, CursorLook, Folders, WrittenKeys};
pub use user::screen_colours::{Coloured, ScreenColours, TerminalColour};
pub use user::screen_place::ScreenPlace;
pub use workspace::{LostLog, PlanFiles, Workspace, find_workspace, parent_of_plans};
