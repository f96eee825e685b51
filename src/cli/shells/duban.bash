# Completions for bash: duban itself is asked what fits.
_duban() {
    # bash breaks words at : = and @ too, which stand in our ids: the line is taken apart at blanks alone.
    local line="${COMP_LINE:0:COMP_POINT}"
    local -a words
    read -ra words <<<"$line"
    [[ "$line" == *[[:space:]] ]] && words+=("")
    local index=$((${#words[@]} - 1))
    local last="${words[index]}" quote=""
    # Within a quote, bash keeps it and closes it; without one, what was typed has backslashes, and what is offered
    # needs them.
    if [[ "$last" == [\"\']* ]]; then
        quote="${last:0:1}"
        last="${last:1}"
    fi
    words[index]="${last//\\/}"
    local IFS=$'\013'
    COMPREPLY=($(_CLAP_IFS="$IFS" _CLAP_COMPLETE_INDEX="$index" _CLAP_COMPLETE_COMP_TYPE="$COMP_TYPE" \
        _CLAP_COMPLETE_SPACE=false DUBAN_COMPLETE=bash duban -- "${words[@]}" 2>/dev/null)) || {
        unset COMPREPLY
        return
    }
    # What stands before the last break is there already.
    local before="${last%"$2"}"
    COMPREPLY=("${COMPREPLY[@]#"$before"}")
    [[ "${COMPREPLY-}" == *[=/:] ]] && compopt -o nospace 2>/dev/null
    [[ "$quote" ]] && return
    local at i c quoted
    for at in "${!COMPREPLY[@]}"; do
        quoted=""
        for ((i = 0; i < ${#COMPREPLY[at]}; i++)); do
            c="${COMPREPLY[at]:i:1}"
            [[ "$c" == [[:space:]\'\"\\\(\)\<\>\|\&\;\$\`*?\[\]{}!] ]] && quoted+="\\"
            quoted+="$c"
        done
        COMPREPLY[at]="$quoted"
    done
}
complete -o bashdefault -F _duban duban
