#!/usr/bin/env bash
# Makes what can be given to others, in target/packages: a Debian package, a tarball with one static program for any
# Linux of this machine's kind, and their checksums.
# usage: packaging/build.sh        (needs Rust, git and cargo-deb: cargo install cargo-deb)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null
machine=$(rustc -vV | sed -n 's/^host: //p')
version=$(cargo metadata --no-deps --format-version 1 | sed 's/.*"name":"duban","version":"\([^"]*\)".*/\1/')
out=target/packages
rm -rf "$out"
mkdir -p "$out" target/completions

cargo build --release --locked
rm -rf target/man
target/release/duban man target/man
target/release/duban completions bash >target/completions/duban.bash
target/release/duban completions zsh >target/completions/_duban
target/release/duban completions fish >target/completions/duban.fish
cargo deb --no-build --locked --output "$out/"

RUSTFLAGS="-C target-feature=+crt-static" cargo build --release --locked --target "$machine"
name=duban-$version-$machine
mkdir -p "$out/$name"
cp "target/$machine/release/duban" "$out/$name/"
cp -r target/man target/completions README.md README.zh-CN.md CHANGELOG.md LICENSE-APACHE LICENSE-MIT docs "$out/$name/"
# The same sources make the same archive: names in order, nobody's, and of the last commit's time.
tar -C "$out" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$(git log -1 --format=%ct)" -c "$name" |
    gzip -n9 >"$out/$name.tar.gz"
rm -r "${out:?}/$name"

cd "$out"
sha256sum -- *.deb *.tar.gz >SHA256SUMS
ls -l
