//! The language: typed, configured or of the environment.

use crate::store::{Config, Folders};
use crate::text::Lang;

/// Returns the language for messages before the arguments are parsed, with the configuration read for it.
pub(in crate::cli) fn lang_before_arguments() -> Lang {
    let file = Folders::of_user().config_file();
    named_or_configured(Config::read(file.as_deref()).0.lang)
}

/// Returns whether an option is typed, and not taken from the environment.
pub(super) fn is_typed(option: &str) -> bool {
    let mut arguments = std::env::args_os().skip(1);
    arguments.any(|argument| {
        let argument = argument.to_string_lossy();
        let rest = argument.strip_prefix(option);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
    })
}

/// Returns the language that `--lang` names anywhere, else `DUBAN_LANG`, the configuration or the locale.
pub(super) fn named_or_configured(configured: Option<Lang>) -> Lang {
    let mut arguments = std::env::args_os()
        .skip(1)
        .map(|argument| argument.to_string_lossy().into_owned());
    let mut named = std::env::var("DUBAN_LANG").ok();
    while let Some(argument) = arguments.next() {
        let value = match argument.strip_prefix("--lang") {
            Some("") => arguments.next(),
            Some(rest) => rest.strip_prefix('=').map(str::to_owned),
            None => None,
        };
        // An unknown language is refused in the language that applied before.
        named = value.filter(|key| Lang::from_key(key).is_some()).or(named);
    }
    lang(named.as_deref(), configured)
}

fn lang(named: Option<&str>, configured: Option<Lang>) -> Lang {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    named
        .and_then(Lang::from_key)
        .or(configured)
        .unwrap_or_else(|| Lang::of_locale(&locale.unwrap_or_default()))
}
