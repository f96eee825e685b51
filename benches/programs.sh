# Sourced by the other scripts: where the two programs are, built where nobody says. Only cargo knows where it builds.
built() {
    name=$1
    shift
    (cd "$root" && cargo "$@" --quiet --message-format json-render-diagnostics) |
        sed -n 's/.*"name":"'"$name"'".*"executable":"\([^"]*\)".*/\1/p'
}
DUBAN=${DUBAN:-$(built duban build --release --bin duban)}
FIGURES=${FIGURES:-$(built figures bench --bench figures --no-run)}
for program in "$DUBAN" "$FIGURES"; do
    [ -x "$program" ] || { echo "no program to measure: '$program'" >&2; exit 1; }
done
