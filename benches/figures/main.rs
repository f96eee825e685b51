//! What the tables in docs/performance.md are made with; `cargo bench --bench figures` tells its commands.
#![allow(clippy::print_stdout, clippy::print_stderr, missing_docs)]

mod frame;
mod generate;
mod growth;
mod keys;
mod ledger;
mod parse;
mod timing;
mod typed;

use std::path::Path;

const USAGE: &str = "figures COMMAND
  generate COUNT FOLDER                   write COUNT plans into FOLDER/plans
  parse tree|types RUNS FOLDER            parse every file of FOLDER/plans with the toml crate, on all cores: into its own
                                          tree, or into types that own what they hold
  versus RUNS [--before LINE] NAME LINE [NAME LINE]...
                                          run command lines in turn; {} is the number of the run
  growth DUBAN SVG COUNT...               how cost grows with the number of plans, as a table and a drawing
  keys FOLDER                             how long a key takes on the plans in FOLDER/plans
  ledger RUNS FOLDER                      the ledger of FOLDER/plans as a workbook, beside the library alone writing its cells
  frame RUNS NAME MARKER LINE             start LINE in a terminal until MARKER is on the screen";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments
        .iter()
        .map(String::as_str)
        .filter(|word| *word != "--bench")
        .collect();
    match words.as_slice() {
        ["generate", count, folder] => generate::generate(count.parse()?, Path::new(folder))?,
        ["parse", made, runs, folder] => {
            let made = parse::Made::named(made).ok_or(USAGE)?;
            parse::parse(made, runs.parse()?, Path::new(folder))?;
        }
        ["versus", runs, rest @ ..] => {
            let (before, rest) = match rest {
                ["--before", line, rest @ ..] => (Some(*line), rest),
                _ => (None, rest),
            };
            let named: Vec<(String, String)> = rest
                .chunks_exact(2)
                .map(|pair| (pair[0].to_owned(), pair[1].to_owned()))
                .collect();
            timing::versus(runs.parse()?, before, &named)?;
        }
        ["growth", duban, svg, counts @ ..] => growth::growth(duban, Path::new(svg), counts)?,
        ["keys", folder] => keys::keys(Path::new(folder))?,
        ["ledger", runs, folder] => ledger::ledger(runs.parse()?, Path::new(folder))?,
        ["frame", runs, name, marker, line] => {
            frame::first_frame(runs.parse()?, name, marker, line)?;
        }
        _ => println!("{USAGE}"),
    }
    Ok(())
}
