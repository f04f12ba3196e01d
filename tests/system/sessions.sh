# Sessions as people have them, for run.sh: what each role meets first, in Swedish, in tmux at 80×24, over the
# sample municipality. What a step needs must stand on the screen before its key is pressed: `step HINT KEYS SEEN`.
# Nothing sleeps for a time: every wait is for what is to be seen, a minute at most.
screen() {
	tmux -S "$scratch/tmux" capture-pane -p 2>/dev/null
}

sees() {
	tries=0
	until screen | grep -qF -- "$1"; do
		tries=$((tries + 1))
		if [ $tries -gt ${SCREEN_TRIES:-600} ]; then
			fail "$role: \"$1\" is not on the screen:"
			screen
			return 1
		fi
		sleep 0.1
	done
}

# Names of keys as tmux has them, or =text to be typed.
press() {
	for key in "$@"; do
		case $key in
			=*) tmux -S "$scratch/tmux" send-keys -l -- "${key#=}" ;;
			*) tmux -S "$scratch/tmux" send-keys "$key" ;;
		esac
	done
}

# HINT SEEN KEYS…: the hint is in sight, the keys are pressed, and what they lead to is seen.
step() {
	[ -e "$scratch/broken" ] && return
	sees "$1" || return
	seen=$2
	shift 2
	press "$@"
	sees "$seen"
}

begin_as() {
	role=$1
	if ! command -v tmux >/dev/null || [ "$(id -u)" != 0 ]; then
		echo "$role: skipped, tmux or the right to act as others is missing"
		return 1
	fi
	if [ ! -d "$scratch/town" ]; then
		"$program" demo --store "$scratch/town" --sample "$here/../../conf/sample" --no-open >"$scratch/out" 2>&1 ||
			fail "demo: $(tail -3 "$scratch/out")"
	fi
	store=$scratch/town-$role
	cp -r "$scratch/town" "$store"
	tmux -S "$scratch/tmux" -f /dev/null new-session -d -x 80 -y 24 \
		"XDG_STATE_HOME='$scratch/state' '$program' --store '$store' --lang sv --as $2; echo; echo slut \$?; cat"
	sees '? Hjälp'
}

# Left by its own key; what it left is whole.
leave() {
	[ -e "$scratch/broken" ] || { press Q; sees 'slut 0'; }
	tmux -S "$scratch/tmux" kill-server
	gives 0 'all is well' verify
}

test_session_of_a_system_manager() {
	begin_as systemförvaltare anna.berg || return 0
	step '/ Sök' 'F1 Hjälp' /
	step '>' 'SYS-0053' =hemtj
	step 'Enter Klart' 'Läget' Enter
	# Why it is flagged, and by when to decide.
	step 'w Varför' 'Dagen har passerat' w
	step 'Stäng' 'Vad som går att göra' Escape
	# Its manager is another.
	step 'Tab Nästa flik' 'Rolltilldelningar' Tab Tab Tab Tab Tab Tab
	step 'Rolltilldelningar' 'Ställföreträdare' Tab
	step 'e Ändra' 'Ctrl-S Spara' Down e
	step 'Person *' 'Anna Berg' F4
	step 'F1 Hjälp' 'Enter Klart' =karin.moh
	step 'Karin Mohamud' 'Ctrl-S Spara' Enter
	step 'Ctrl-S Spara' 'u ångrar' C-s
	step 'Karin Mohamud' 'd Att göra' g
	step 'l Ändringslogg' 'Rolltilldelning' l
	step 'u Ångra' 'Ångra' u
	step 'Ångra' 'Ångrat' Right Enter
	step 'g d Att göra' 'Besluta' g d
	# A contract runs on, by a delegated decision.
	step 'automatisk förlängning' 'D Besluta' Down Enter
	step 'D Besluta' 'avtal t.o.m.' D
	step 'Enter Klart' 'Utfall *' Enter
	step 'Ctrl-O Välj' 'Enter Klart' C-o
	step 'Enter Klart' 'Ctrl-S Spara' =löpa Enter
	step 'Skäl *' 'Ctrl-S Klart' Tab =Priset.
	step 'Ctrl-S Klart' 'Ctrl-S Spara' C-s
	step 'Delegationspunkt' 'Ctrl-S Spara' Tab Tab =4.2
	step 'Ctrl-S Spara' 'Beslutat; u ångrar' C-s
	# A need, from wherever one is.
	step '? Hjälp' 'Titel *' b
	step 'Behov *' 'En inloggning för allt' '=En inloggning för allt' Tab
	step 'Ctrl-S Spara' 'u ångrar' '=Vi loggar in nio gånger om dagen.' C-s C-s
	leave
}

test_session_of_a_strategist() {
	begin_as strateg eva.lindqvist || return 0
	# What leadership asks, and what lies behind a number.
	step 'Ledningens frågor' 'q Ledningens frågor' g
	step 'q Ledningens frågor' 'Vilka beslut' q
	step 'Enter Öppna' 'Besluta senast▼' Enter
	# What is proposed, and what there is to tell of it.
	step '? Hjälp' 'n Behov och möjligheter' g
	step 'n Behov och möjligheter' 'Enter Öppna' n
	step 'Enter Öppna' 'Tab Nästa flik' Enter
	step 'p Beslutspunkt' '? Hjälp' p
	leave
}

test_session_of_an_information_security_officer() {
	begin_as informationssäkerhet goran.kallin || return 0
	step 'utan ditt yttrande' '56' Down Enter
	step 'Enter Öppna' 'Varför' Enter
	step 'o Yttrande' 'Ctrl-S Spara' o
	step 'Yttrande' 'Ctrl-S Klart' =Godtas.
	step 'Ctrl-S Klart' 'Ctrl-S Spara' C-s
	step 'Ctrl-S Spara' 'u ångrar' C-s
	leave
}

test_session_of_a_sysadmin() {
	begin_as sysadmin agnes.kovac || return 0
	# The register itself: what is missing stands on the desk, with what to run.
	sees 'kör forvalta backup'
	step '? Hjälp' 'l Ändringslogg' g
	step 'l Ändringslogg' 'nattkontroll' l
	# As it was, and back.
	step 'g t Som det var' 'ändringsloggen som' g t
	step 'Esc Tillbaka' 'Enter Öppna' Escape
	leave
}
