#!/usr/bin/env bash
# Tries the completions in the shells that are here: plans, ids, statuses, units by name and by pinyin.
# usage: packaging/try-completions.sh PROGRAM [PLANS]
set -euo pipefail
program=$(realpath "${1:?the program}")
plans=$(realpath "${2:-plans}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
cp "$program" "$work/bin/duban"
export PATH="$work/bin:$PATH" DUBAN_PLANS="$plans" HOME="$work" LC_ALL=C.UTF-8
# What is typed, and what must be offered for it.
typed=("duban list --unit jyj" "duban show zhangping:3.1.4/te" "duban list --plan zhang" "duban list --standing over")
wanted=("市教育局" "zhangping:3.1.4/te" "zhangping" "overdue")
failed=0

tell() { # shell, line, wanted, said
    if [[ "$4" == *"$3"* ]]; then
        echo "ok    $1: $2"
    else
        echo "WRONG $1: $2: no $3 in: $4"
        failed=1
    fi
}

for at in "${!typed[@]}"; do
    line=${typed[at]} want=${wanted[at]}
    said=$(bash --norc -c '
        source <(duban completions bash)
        COMP_LINE="$1" COMP_POINT=${#1} COMP_TYPE=9
        # Readline breaks the last word at : = and @.
        last=${1##*[ :=@]}
        _duban duban "$last" ""
        whole=${1##* }
        printf "%s\n" "${COMPREPLY[@]/#/${whole%"$last"}}"' _ "$line")
    tell bash "$line" "$want" "$said"

    if command -v zsh >/dev/null; then
        duban completions zsh >"$work/_duban"
        said=$(zsh -f -c '
            zmodload zsh/zpty
            zpty -b shell "zsh -f -i"
            zpty -w shell "PS1= PROMPT= ; fpath=($1 \$fpath); autoload -Uz compinit; compinit -D -u; print READY"
            zpty -r shell out "*READY*READY*" 2>/dev/null
            zpty -w -n shell "$2"$'"'\t'"'
            for i in {1..40}; do
                sleep 0.1
                while zpty -r -t shell out; do all+=$out; done
            done
            print -r -- "$all"' _ "$work" "$line")
        tell zsh "$line" "$want" "$said"
    fi

    if command -v fish >/dev/null; then
        said=$(fish --no-config -c 'duban completions fish | source; complete -C "$argv[1]"' "$line")
        tell fish "$line" "$want" "$said"
    fi
done
exit $failed
