#!/usr/bin/env bash
# Holds the five plans and a new one against `duban schema`, by each independent validator that is here: Python's
# jsonschema, tombi, taplo. A plan that is wrong on purpose must be refused.
# usage: packaging/try-schemas.sh PROGRAM     (pip install jsonschema tombi; npm install -g @taplo/cli)
set -euo pipefail
program=$(realpath "${1:?the program}")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$program" init "$work/office" --id county --title 示例县实施方案 --start 2024-01-01 --end 2025-12-31 >/dev/null 2>&1
cp -r plans/* "$work/office/plans/"
cd "$work/office"
# As an editor finds the schema: by the first line of a file.
for file in plans/*/plan.toml plans/*/progress.toml; do
    kind=$(basename "$file" .toml)
    grep -q '^#:schema' "$file" || sed -i "1i #:schema ../../schema/$kind.json" "$file"
done
mkdir wrong wrong/plans wrong/plans/x
sed 's/^schema = 1/schema = "one"/' plans/county/plan.toml >wrong/plans/x/plan.toml
cp -r schema wrong/
failed=0
tried=0

with_python() {
    python3 - "$@" <<'PYTHON'
import datetime, json, pathlib, sys, tomllib
import jsonschema

def plain(value):
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else value

wrong = 0
for name in sys.argv[1:]:
    file = pathlib.Path(name)
    schema = json.loads((file.parents[2] / "schema" / (file.stem + ".json")).read_text())
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    for error in kind(schema, format_checker=kind.FORMAT_CHECKER).iter_errors(plain(tomllib.loads(file.read_text()))):
        print(name, list(error.absolute_path), error.message[:200])
        wrong = 1
sys.exit(wrong)
PYTHON
}

try() { # name, command…
    tried=1
    if "${@:2}" plans/*/plan.toml plans/*/progress.toml >"$work/said" 2>&1; then
        echo "ok    $1: $(ls plans/*/*.toml | wc -l) files"
    else
        echo "WRONG $1"
        cat "$work/said"
        failed=1
    fi
    if "${@:2}" wrong/plans/x/plan.toml >/dev/null 2>&1; then
        echo "WRONG $1 takes what is not valid"
        failed=1
    fi
}

if python3 -c 'import jsonschema, tomllib' 2>/dev/null; then try jsonschema with_python; fi
if command -v tombi >/dev/null; then try "$(tombi --version)" tombi lint --offline; fi
if command -v taplo >/dev/null; then try "$(taplo --version)" taplo check; fi
[[ $tried = 1 ]] || { echo "no validator is here: pip install jsonschema tombi"; exit 2; }
exit $failed
