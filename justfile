# What is typed every day. `just` lists it.

_list:
    @just --list --unsorted

# The program on the plans in this folder, as of the sample's day.
run *ARGS:
    cargo run --release -- {{ARGS}}

# Everything that is promised, or what fits a name.
test *NAME:
    cargo test {{NAME}}

# What must pass before a change lands.
ci:
    .ci/run

# Formatting, also of the languages, which cargo does not find.
fmt:
    cargo fmt --all
    rustfmt --edition 2024 src/text/languages/*.rs

lint:
    cargo clippy --all-targets -- -D warnings

# The documentation of the library.
doc:
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --document-private-items

# Screens and outputs that changed on purpose: accept them, then read the difference.
bless:
    INSTA_UPDATE=always DUBAN_BLESS=1 cargo test
    git diff --stat

# Licences, bans, sources and known faults of what is linked (needs cargo-deny).
deny:
    cargo deny check

# The pictures of the docs, from the real screen.
pictures:
    cargo bench --bench pictures
