#include "lifecycle/support.h"

enum part_kind {
	PART_NONE,
	PART_DIGITS,
	PART_LETTERS,
	PART_PLUS, /* "S10+" is another thing than "S10" */
};

static enum part_kind kind_of(char c)
{
	if (c >= '0' && c <= '9')
		return PART_DIGITS;
	if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80)
		return PART_LETTERS;
	return c == '+' ? PART_PLUS : PART_NONE;
}

/* Takes the next part off `*rest`; an empty one where nothing is left. */
static struct slice next_part(struct slice *rest)
{
	size_t from = 0, to;
	enum part_kind kind;
	struct slice part;

	while (from < rest->size && kind_of(rest->data[from]) == PART_NONE)
		from++;
	if (from == rest->size)
		return *rest = (struct slice){0};
	kind = kind_of(rest->data[from]);
	for (to = from + 1; to < rest->size && kind != PART_PLUS && kind_of(rest->data[to]) == kind; to++)
		;
	part = (struct slice){rest->data + from, to - from};
	*rest = (struct slice){rest->data + to, rest->size - to};
	return part;
}

static char folded(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_part(struct slice a, struct slice b)
{
	if (a.size != b.size)
		return false;
	for (size_t i = 0; i < a.size; i++)
		if (folded(a.data[i]) != folded(b.data[i]))
			return false;
	return true;
}

static struct slice without_epoch(struct slice version)
{
	size_t digits = 0;

	while (digits < version.size && kind_of(version.data[digits]) == PART_DIGITS)
		digits++;
	if (digits == 0 || digits == version.size || version.data[digits] != ':')
		return version;
	return (struct slice){version.data + digits + 1, version.size - digits - 1};
}

/* "v18.2" is 18.2; "vista" keeps its v. */
static struct slice without_v(struct slice text)
{
	if (text.size < 2 || folded(text.data[0]) != 'v' || kind_of(text.data[1]) != PART_DIGITS)
		return text;
	return (struct slice){text.data + 1, text.size - 1};
}

size_t support_cycle_covers(struct slice version, struct slice cycle)
{
	size_t parts = 0;

	version = without_v(without_epoch(slice_trim(version)));
	cycle = without_v(slice_trim(cycle));
	for (;; parts++) {
		struct slice wanted = next_part(&cycle);

		if (wanted.size == 0)
			return parts;
		if (!same_part(next_part(&version), wanted))
			return 0;
	}
}

size_t support_match_cycle(struct slice version, const struct slice cycles[], size_t count)
{
	size_t best = SUPPORT_NO_MATCH, longest = 0;

	for (size_t i = 0; i < count; i++) {
		size_t parts = support_cycle_covers(version, cycles[i]);

		if (parts > longest) {
			longest = parts;
			best = i;
		}
	}
	return best;
}
