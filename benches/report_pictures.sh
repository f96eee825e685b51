#!/usr/bin/env bash
# Makes the pictures of docs/reports.md anew from the sample: what LibreOffice prints and Chromium shows.
# usage: benches/report_pictures.sh PROGRAM     (needs soffice, chromium, pdftoppm, Noto CJK fonts, Python with Pillow)
set -euo pipefail
program=$(realpath "${1:?the program}")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
pictures=$PWD/docs/images/reports
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export DUBAN_AS_OF=2024-06-30 HOME=$work TZ=Asia/Shanghai

# picture, resolution, box to keep in pixels (left, top, right, bottom); nothing: the whole page
keep() {
    pdftoppm -r "$2" -f 1 -l 1 -singlefile -png page.pdf page
    python3 - page.png "$pictures/$1" "${@:3}" <<'PYTHON'
import sys
from PIL import Image
image = Image.open(sys.argv[1]).convert("RGB")
if len(sys.argv) > 3:
    image = image.crop(tuple(int(each) for each in sys.argv[3:7]))
image.quantize(48).save(sys.argv[2], optimize=True)
PYTHON
}

for lang in zh en; do
    ending=.png
    [[ $lang = zh ]] || ending=.en.png
    "$program" --lang $lang demo $lang >/dev/null 2>&1
    report() { "$program" --lang $lang --plans $lang/plans report "$@" >/dev/null; }
    for kind in bulletin evaluation handover reminder; do
        if [[ $kind = reminder ]]; then report reminder --unit 市教育局 -o $kind.docx; else report $kind -o $kind.docx; fi
        soffice --headless --convert-to pdf $kind.docx >/dev/null 2>&1
        mv $kind.pdf page.pdf
        keep $kind$ending 70
    done
    report ledger -o ledger.xlsx
    soffice --headless --convert-to pdf ledger.xlsx >/dev/null 2>&1
    mv ledger.pdf page.pdf
    keep ledger$ending 220 80 100 1480 620
    report status -o status.html
    chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=360,1500 \
        --screenshot=page.png "file://$work/status.html" >/dev/null 2>&1
    python3 -c 'import sys; from PIL import Image; Image.open("page.png").convert("RGB").quantize(64).save(sys.argv[1], optimize=True)' \
        "$pictures/status$ending"
done
ls -l "$pictures"
