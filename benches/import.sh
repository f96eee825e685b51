#!/usr/bin/env bash
# How long a document takes to become a draft, beside LibreOffice reading the same file, in one run:
#   DUBAN=target/release/duban benches/import.sh DOCUMENT.txt
# and the same document repeated to 20 MB, with the memory that it takes. Needs hyperfine, soffice and GNU time.
set -euo pipefail
duban=$(realpath "${DUBAN:-target/release/duban}")
document=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$document" "$work/document.txt"
cd "$work"
hyperfine --shell=none --warmup 2 --export-json times.json \
    "$duban --plans plans import document.txt --id draft --dry-run" \
    "soffice --headless --convert-to docx --infilter=Text\ (encoded):UTF8 --outdir $work $work/document.txt" \
    2>/dev/null | grep -E 'Time|Range'
python3 - <<'PY'
import json
ours, theirs = [row["mean"] for row in json.load(open("times.json"))["results"]]
print(f"a draft: {ours * 1000:.1f} ms; soffice reads the file in {theirs / ours:.0f} times that")
text = open("document.txt", encoding="utf-8", errors="replace").read()
with open("large.txt", "w", encoding="utf-8") as large:
    large.write(text * (20_000_000 // len(text.encode()) + 1))
PY
ls -l large.txt | awk '{ print "the large text: " $5 / 1e6 " MB" }'
/usr/bin/time -f 'a draft of it: %e s, %M KB' "$duban" --plans plans import large.txt --id large --dry-run >/dev/null 2>large.err || true
tail -1 large.err
