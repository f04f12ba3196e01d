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
	tmux -S "$scratch/tmux" -f /dev/null new-session -d -c "$scratch" -x 80 -y 24 \
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
	step 'Rolltilldelningar' 'Ställföreträdare' Tab Tab
	step 'e Ändra' 'Ctrl-S Spara' Down e
	step 'Person *' 'Anna Berg' F4
	step 'F1 Hjälp' 'Enter Klart' =karin.moh
	step 'Karin Mohamud' 'Ctrl-S Spara' Enter
	step 'Ctrl-S Spara' 'u ångrar' C-s
	# What has changed since yesterday, and the correction undone.
	step 'Karin Mohamud' 'd Att göra' g
	step 'd Att göra' 'ändringar i det som är ditt sedan i går' d
	step 'ändringar i det som är ditt' 'Person: Anna Berg → Karin Mohamud' End Enter
	step 'Hemtjänstplanering · Rolltilldelning' 'Ångra' u
	step 'Ångra' 'Ångrat' Right Enter
	step 'g d Att göra' 'Besluta' g d Home
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

test_session_of_a_permission_administrator() {
	begin_as behörighetsadministratör katarina.gidlof || return 0
	# Who has access to a system.
	step '/ Sök' 'F1 Hjälp' /
	step '>' 'SYS-0053' =hemtj
	step 'Enter Klart' 'Läget' Enter
	step 'F Flikar' 'Behörigheter 33' F
	step 'Enter Klart' 'Sara Åström' =beh Enter
	# The same as a list for the system's owner.
	step 'L Som lista' 'Mellanslag Markera' L
	step '? Hjälp' ':  F9' '?'
	step 'Esc Tillbaka' 'Mellanslag Markera' Escape
	step 'Mellanslag Markera' 'Exportera' : =exp
	step 'Enter Klart' 'För kalkylblad' Enter
	step 'Enter Klart' 'Till vilken fil?' Enter
	step 'Enter Klart' '33 rader skrivna' Enter
	[ -e "$scratch/broken" ] || [ "$(cat "$scratch"/permission-*.csv | wc -l)" = 34 ] || fail 'what was exported has not 34 lines'
	# Somebody has left: what is left of theirs ends, all at once.
	step '? Hjälp' 'd Att göra' g
	step 'd Att göra' 'iakttagelser om behörigheter' d
	step 'iakttagelser om behörigheter' 'Mattias Lundgr' Down Down Enter
	step 'Mattias Lundgr' 'Nästa steg' Down Enter
	step 'r Till posten' 'Behörigheter 3' r
	step 'Tab Nästa flik' 'Borttagen' Tab Tab
	step 'L Som lista' 'Mellanslag Markera' L
	step 'Mellanslag Markera' 'E Ändra markerade' Space
	step 'E Ändra markerade' 'Vad ska ändras?' E
	step '/ Filter' 'Borttagen' / =bortt Enter
	step 'Enter Värdena' 'Visa vad som skulle ändras' Enter
	step 'Ctrl-S' '1 ändras' =idag C-s
	step 'Ctrl-S Ändra dem' 'Ändra' C-s
	step 'Nästa svar' 'u ångrar' Right Enter
	# Accounts that nobody owns, and the rights that weigh most.
	step '? Hjälp' 'd Att göra' g
	step 'd Att göra' 'konton som ingen äger' d
	step 'konton som ingen äger' 'admin_gammal' Down Enter
	step '? Hjälp' 'g Allt' g
	step 'g Allt' 'Vad det är' g
	step 'Enter Klart' 'Mellanslag Markera' =behörigheter Enter
	step '? Hjälp' 'Villkor' : =villkor
	step 'Enter Klart' 'Vilka poster?' Enter
	step 'Enter Klart' 'administrera' =privilegierad Enter
	leave
}

test_session_of_a_strategist() {
	begin_as strateg eva.lindqvist || return 0
	# What leadership asks, and what lies behind a number.
	step 'Ledningens frågor' 'q Ledningens frågor' g
	step 'q Ledningens frågor' 'Vilka beslut' q
	step 'Enter Öppna' 'Besluta senast▼' Enter
	# A proposal of the night is taken up, and answered.
	step '? Hjälp' 'd Att göra' g
	step 'd Att göra' 'förslag att ta emot' d
	step 'förslag att ta emot' 'Förslag att ta emot' Down Down Down Down Down Down Enter
	step 'Enter Öppna' 'Utvecklingsmöjlighet  ' Enter
	step 'p Beslutspunkt och nästa steg' 'Ta emot och svara' p
	step 'Enter Öppna' 'Ctrl-O Välj' Enter
	step 'Ctrl-O Välj' 'tas upp' C-o
	step 'Enter Klart' 'Ctrl-S Spara' Enter
	step 'Ctrl-S Spara' 'Mottaget; u ångrar' C-s
	# What it still needs, and what going on as it is costs.
	sees 'Saknas före beslut'
	step 'C Kostnader' 'Som det är' C
	# What comes, year by year, and what there is to tell of it.
	step '? Hjälp' 'j Tidslinje för alla' g
	step 'j Tidslinje för alla' 'beslutsdag förbi' j
	step '? Hjälp' 'Kommande år' R
	step 'Enter Klart' 'Kommande år' Down Down Enter
	leave
}

test_session_of_an_information_security_officer() {
	begin_as informationssäkerhet goran.kallin || return 0
	# A serious finding gets an opinion.
	step 'utan ditt yttrande' 'Allvarliga iakttagelser' Down Down Enter
	step 'Enter Öppna' 'Varför' Enter
	step 'o Yttrande' 'Ctrl-S Spara' o
	step 'Yttrande' 'Ctrl-S Klart' =Godtas.
	step 'Ctrl-S Klart' 'Ctrl-S Spara' C-s
	step 'Ctrl-S Spara' 'u ångrar' C-s
	# A system that nobody has classified is classified.
	step '? Hjälp' 'd Att göra' g
	step 'd Att göra' 'system i drift som inte är klassade' d
	step 'system i drift som inte är klassade' 'Adressregister' Up Enter
	step 'Enter Öppna' 'Grunduppgifter' Enter
	step 'e Ändra' 'Ctrl-S Spara' e
	step 'Tab Nästa fält' 'Skadan' Tab Tab Tab
	step 'Tab Nästa fält' 'Klassat' =2 Tab =2 Tab =2 Tab =1 Tab Tab Tab
	step 'Klassat' 'u ångrar' =idag C-s
	# A risk of it, with how likely and how bad it is.
	step '? Hjälp' 'Ny post' : '=ny post'
	step 'Enter Klart' 'Vad ska läggas till?' Enter
	step 'Enter Klart' 'Vad som kan hända' =risk Enter Tab
	step 'Ctrl-S Spara' 'u ångrar' '=Adresser som ska skyddas kommer ut' Tab =2 Tab =4 C-s
	# What is disturbed just now.
	step '? Hjälp' 'i Incidenter' g
	step 'i Incidenter' 'Öppna incidenter' i
	step 'Enter Öppna' 'Fil har inte kommit' Enter
	# What has been changed, by oneself too.
	step '? Hjälp' 'd Att göra' g
	step 'd Att göra' 'sedan i går' d
	step 'sedan i går' 'Konfidentialitet: inte angivet → 2' End Enter
	leave
}

test_session_of_a_sysadmin() {
	begin_as sysadmin agnes.kovac || return 0
	# The register itself: what is missing stands on the desk, with what to run.
	sees 'kör forvalta backup'
	# What the night has done.
	step '? Hjälp' 'l Ändringslogg' g
	step 'l Ändringslogg' 'nattkontroll' l
	# As it was, and back.
	step 'g t Som det var' 'ändringsloggen som' g t
	step 'Esc Tillbaka' 'Enter Öppna' Escape
	# Somebody is to write as well as read.
	step '? Hjälp' 'p Personer' g
	step 'p Personer' 'Titel' p
	step '/ Filter' 'Henrik Kvist' / =kvist Enter
	step 'Enter Öppna' 'Grunduppgifter' Enter
	step 'e Ändra' 'Ctrl-S Spara' e
	step 'Tab Nästa fält' 'Roller i registret' PageDown
	step 'Roller i registret' 'Vad personen får göra' BTab BTab BTab
	step 'Ctrl-O Välj' 'behörighetsansvarig' C-o
	step 'Enter Klart' 'Ctrl-S Spara' =förv Enter
	step 'Ctrl-S Spara' 'Sparat; u ångrar' C-s
	# Who is here, and who reaches the register.
	step '? Hjälp' 'o Inställningar' g
	step 'o Inställningar' 'Vem når det' o
	leave
}
