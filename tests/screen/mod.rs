//! The screen, whole: keys in, screens out.

mod begin_again;
mod conflict;
mod deeds;
mod exchange;
mod forms;
mod hints;
mod history;
mod hostile;
mod keys;
mod layers;
mod meant;
mod new_plan;
mod real;
mod renumbered;
mod reports;
mod search;
mod sent;
mod sequences;
mod settings;
mod sizes;
mod terminals;
mod totals;
mod views;
mod wording;

use std::path::Path;

use crate::common::app::App;
use crate::common::pty::{Pty, PtyBuilder};
use crate::common::stage::DAY;

/// One of the five plans in a real terminal.
fn on_zhangping(plans: &Path) -> PtyBuilder {
    PtyBuilder::on(plans).args(["--plan", "zhangping", "--as-of", DAY])
}

/// The same, started, with its units on the screen.
fn started(plans: &Path) -> Pty {
    let pty = on_zhangping(plans).start();
    pty.wait_for("[2单位]");
    pty
}

/// Holds the screen against the snapshot of that name.
fn snapshot(name: &str, app: &App) {
    insta::with_settings!({
        snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name.to_owned(), app.screen());
    });
}
