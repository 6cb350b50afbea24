# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Completion of mmf for bash, as "mmf completion" writes it.
_mmf() {
    local commands='serve read watch ls stat rm create peek poke dump save load doctor completion help'
    local types='bool u8 i8 u16 i16 u32 i32 u64 i64 f32 f64 decimal decimals utf16 utf8'
    local word=${COMP_WORDS[COMP_CWORD]} command='' kind='' line i
    local options kinds rest='' at=0 values=''
    for ((i = 1; i <= COMP_CWORD; i++)); do
        case "$command ${COMP_WORDS[i - 1]}" in
        'serve --size') kind='none' ;;
        'serve --text') kind='none' ;;
        'read --wait') kind='none' ;;
        'watch --count') kind='none' ;;
        'watch --wait') kind='none' ;;
        'create --from') kind='file' ;;
        'create --mode') kind='none' ;;
        'create --sddl') kind='none' ;;
        'dump --at') kind='none' ;;
        'dump --size') kind='none' ;;
        'save --at') kind='none' ;;
        'save --size') kind='none' ;;
        'load --at') kind='none' ;;
        *)
            kind=word
            case ${COMP_WORDS[i]} in
            -*) kind=option ;;
            *)
                if [ "$i" -lt "$COMP_CWORD" ]; then
                    if [ -z "$command" ]; then
                        command=${COMP_WORDS[i]}
                    else
                        at=$((at + 1))
                    fi
                fi
                ;;
            esac
            ;;
        esac
    done
    case $command in
    '')
        kinds=(command)
        options='--help --json --version'
        ;;
    serve)
        kinds=(name)
        rest=none
        options='--size --text --exit-at-eof --sequenced --json --help'
        ;;
    read)
        kinds=(name)
        rest=none
        options='--text --raw --wait --any-owner --json --help'
        ;;
    watch)
        kinds=(name)
        rest=none
        options='--count --wait --any-owner --json --help'
        ;;
    ls)
        kinds=()
        rest=none
        options='--names --json --help'
        ;;
    stat)
        kinds=(name)
        rest=none
        options='--json --help'
        ;;
    rm)
        kinds=(name)
        rest=name
        options='--stale --json --help'
        ;;
    create)
        kinds=(none none)
        rest=none
        options='--from --persist --mode --sddl --sparse --exit-at-eof --json --help'
        ;;
    peek)
        kinds=(name none type none)
        rest=none
        options='--any-owner --json --help'
        ;;
    poke)
        kinds=(name none type none)
        rest=none
        options='--any-owner --json --help'
        ;;
    dump)
        kinds=(name)
        rest=none
        options='--at --size --utf16 --any-owner --json --help'
        ;;
    save)
        kinds=(name file)
        rest=none
        options='--at --size --any-owner --json --help'
        ;;
    load)
        kinds=(name file)
        rest=none
        options='--at --any-owner --json --help'
        ;;
    doctor)
        kinds=()
        rest=none
        options='--json --help'
        ;;
    completion)
        kinds=()
        rest=none
        options='--help'
        ;;
    help)
        kinds=(command)
        rest=none
        options='--help'
        ;;
    *) return ;;
    esac
    [ "$kind" != word ] || kind=${kinds[at]-$rest}
    case $kind in
    option) values=${options// /$'\n'} ;;
    command) values=${commands// /$'\n'} ;;
    type) values=${types// /$'\n'} ;;
    name) values=$(mmf ls --names 2>/dev/null) ;;
    file) values=$(compgen -f -- "$word") ;;
    esac
    COMPREPLY=()
    while IFS= read -r line; do
        if [ -n "$line" ] && [[ $line == "$word"* ]]; then
            printf -v line %q "$line"
            COMPREPLY+=("$line")
        fi
    done <<<"$values"
}
complete -F _mmf mmf
