# Completions for bash: duban itself is asked what fits.
_duban() {
    # bash breaks words at : = and @ too, which stand in our ids: the line is taken apart at blanks alone.
    local line="${COMP_LINE:0:COMP_POINT}"
    local -a words
    read -ra words <<<"$line"
    [[ "$line" == *[[:space:]] ]] && words+=("")
    local index=$((${#words[@]} - 1))
    local IFS=$'\013'
    COMPREPLY=($(_CLAP_IFS="$IFS" _CLAP_COMPLETE_INDEX="$index" _CLAP_COMPLETE_COMP_TYPE="$COMP_TYPE" \
        _CLAP_COMPLETE_SPACE=false DUBAN_COMPLETE=bash duban -- "${words[@]}" 2>/dev/null)) || {
        unset COMPREPLY
        return
    }
    # What stands before the last break is there already.
    local before="${words[index]%"$2"}"
    COMPREPLY=("${COMPREPLY[@]#"$before"}")
    [[ "${COMPREPLY-}" == *[=/:] ]] && compopt -o nospace 2>/dev/null
}
complete -o bashdefault -F _duban duban
