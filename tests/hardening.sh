#!/bin/sh
# hardening.sh PROGRAM: whether what the Makefile asks the compiler for is in the program.
program=$1
broken=0

# WORDS COMMAND…: what the command says must hold the words.
has() {
	words=$1
	shift
	"$@" 2>/dev/null | grep -q -- "$words" || { echo "$program: no $words ($*)"; broken=1; }
}

hasnt() {
	words=$1
	shift
	"$@" 2>/dev/null | grep -q -- "$words" && { echo "$program: $words ($*)"; broken=1; }
}

has 'Type: *DYN' readelf -hW "$program"
has 'GNU_RELRO' readelf -lW "$program"
has 'GNU_STACK.* RW ' readelf -lW "$program"
has 'NOW' readelf -dW "$program"
has '__stack_chk_fail' readelf --dyn-syms -W "$program"
has '__[a-z]*_chk' readelf --dyn-syms -W "$program"
hasnt 'TEXTREL' readelf -dW "$program"
hasnt 'R[UN]*PATH' readelf -dW "$program"
exit $broken
