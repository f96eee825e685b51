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

# Formatting.
fmt:
    cargo fmt --all

lint:
    cargo clippy --all-targets -- -D warnings

# The documentation of the library.
doc:
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --document-private-items

# Screens and outputs that changed on purpose: accept them, then read the difference.
bless:
    INSTA_UPDATE=always DUBAN_BLESS=1 cargo test
    git diff --stat

# The oldest Rust that is promised (needs `rustup toolchain install 1.89 --profile minimal`).
msrv:
    cargo +1.89 check --all-targets --target-dir target/msrv

# Licences, bans, sources and known faults of what is linked (needs cargo-deny).
deny:
    cargo deny check

# So many inputs for a fuzz target: files, splice, merge, resolve, review, search, ids, documents. Needs nightly Rust, a
# C++ compiler and `cargo install cargo-fuzz --locked`.
fuzz TARGET RUNS="10000000":
    mkdir -p fuzz/corpus/{{TARGET}}
    cargo +nightly fuzz run -s none -O --no-trace-compares {{TARGET}} \
        fuzz/corpus/{{TARGET}} fuzz/seeds/{{TARGET}} -- \
        -runs={{RUNS}} -max_len=300 -dict=fuzz/dictionary -print_final_stats=1

# The pictures of the docs, from the real screen.
pictures:
    cargo bench --bench pictures
