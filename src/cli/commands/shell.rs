//! For shells and `man`.

use crate::cli::args::CompletionsArgs;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::help;
use crate::cli::output::Output;

/// `duban completions SHELL`: a completion script.
pub(super) fn completions(cx: &Context, out: &mut Output, args: &CompletionsArgs) {
    let mut script = Vec::new();
    clap_complete::generate(
        args.shell,
        &mut help::command(cx.words),
        "duban",
        &mut script,
    );
    out.raw(&String::from_utf8_lossy(&script));
}

/// `duban man`: the manual page.
pub(super) fn man(cx: &Context, out: &mut Output) -> Result<(), Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(help::command(cx.words))
        .render(&mut page)
        .map_err(Failure::Output)?;
    out.raw(&String::from_utf8_lossy(&page));
    Ok(())
}
