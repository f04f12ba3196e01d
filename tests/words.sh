#!/bin/sh
# words.sh TEXTS.pot: every text of the program is in every po file, translated, with the same {0} arguments, and
# nothing else is there. Says which are not; `make po` collects.
pot=$1
status=0

complain() { # what, texts
	[ -z "$2" ] && return
	printf '%s: %s\n%s\n' "$po" "$1" "$2"
	status=1
}

texts() { # the messages of a po file on standard input, without the header
	awk 'BEGIN { RS = "" } NR > 1 { sub(/^(#[^\n]*\n)*/, ""); sub(/\n(#~ )?msgstr.*/, ""); print }'
}

arguments() { # the messages whose translation has other {0} than the English
	msgattrib --translated --no-wrap "$1" | awk '
		BEGIN { RS = "" }
		function set(text,   number, list) {
			for (number = 0; number < 10; number++)
				if (index(text, "{" number "}")) list = list number
			return list
		}
		NR > 1 && !/\nmsgid_plural/ {
			at = index($0, "\nmsgstr")
			if (set(substr($0, 1, at)) != set(substr($0, at))) {
				$0 = substr($0, 1, at - 1)
				sub(/^(#[^\n]*\n)*/, "")
				print
			}
		}'
}

for po in po/*.po; do
	msgfmt --check --output-file=/dev/null "$po" || status=1
	msgmerge --quiet --no-fuzzy-matching --no-wrap -o "$pot.merged" "$po" "$pot" || status=1
	complain 'not translated (make po collects)' "$(msgattrib --untranslated --no-wrap "$pot.merged" | texts)"
	complain 'fuzzy' "$(msgattrib --only-fuzzy --no-obsolete --no-wrap "$pot.merged" | texts)"
	complain 'no longer said by the program (make po removes)' "$(sed -n 's/^#~ msgid/msgid/p' "$pot.merged")"
	complain 'other arguments than the English' "$(arguments "$po")"
	rm -f "$pot.merged"
done
exit $status
