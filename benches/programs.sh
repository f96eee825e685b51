# Sourced by the other scripts: where the two programs are, built where nobody says.
if [ -z "${DUBAN:-}" ]; then
    (cd "$root" && cargo build --quiet --release)
    DUBAN="$root/target/release/duban"
fi
if [ -z "${FIGURES:-}" ]; then
    FIGURES=$(cd "$root" && cargo bench --quiet --bench figures --no-run --message-format json |
        sed -n 's/.*"name":"figures".*"executable":"\([^"]*\)".*/\1/p')
fi
