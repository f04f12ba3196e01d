# Completion of forvalta for bash. The program itself knows what can stand where: forvalta complete.

# The words up to the cursor, joined again where bash parts them at = and : inside a word.
_forvalta_words() {
	local i word glued=
	words=()
	for ((i = 1; i <= COMP_CWORD; i++)); do
		word=${COMP_WORDS[i]}
		if [[ ${#words[@]} -gt 0 && ( -n $glued || $word == [=:] ) ]]; then
			words[-1]+=$word
		else
			words+=("$word")
		fi
		glued=
		[[ $word == [=:] ]] && glued=yes
	done
	if [[ -n $glued ]]; then
		typed=
	else
		typed=${COMP_WORDS[COMP_CWORD]}
	fi
}

_forvalta() {
	local words typed line candidate stands
	_forvalta_words
	stands=${words[-1]%"$typed"}
	COMPREPLY=()
	while IFS= read -r line; do
		candidate=${line%%$'\t'*}
		case $candidate in
		:files) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$typed") ;;
		:directories) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$typed") ;;
		*) COMPREPLY+=("${candidate#"$stands"}") ;;
		esac
	done < <("$1" complete -- "${words[@]}" 2>/dev/null)
	[[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=:] ]] && compopt -o nospace 2>/dev/null
	return 0
}

complete -F _forvalta forvalta
