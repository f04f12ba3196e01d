#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "bench/bench.h"

#define WIDTHS 52, 24, 30, 10

static void put_cells(const char *what, const char *own, const char *peer, const char *ratio, const char *aim)
{
	const char *cells[] = {what, own, peer, ratio};
	const size_t widths[] = {WIDTHS};
	struct text line = {0};
	for (size_t i = 0; i < 4; i++) {
		size_t width = text_width(slice_of(cells[i]));
		text_append_text(&line, cells[i]);
		for (size_t blank = width; blank < widths[i] || blank == width; blank++)
			text_append_char(&line, ' ');
	}
	text_append_text(&line, aim);
	while (line.size > 0 && line.data[line.size - 1] == ' ')
		line.data[--line.size] = '\0';
	puts(line.data);
	fflush(stdout);
	text_free(&line);
}

void table_begin(const struct bench *bench)
{
	printf("\n%llu systems\n", (unsigned long long)bench->systems);
	put_cells("what", "here", "peer", "peer/here", "aim");
}

void table_section(const char *title)
{
	printf("-- %s\n", title);
}

const char *in_time(double seconds, char buffer[32])
{
	if (seconds >= 1)
		snprintf(buffer, 32, "%.2f s", seconds);
	else if (seconds >= 1e-3)
		snprintf(buffer, 32, "%.2f ms", seconds * 1e3);
	else
		snprintf(buffer, 32, "%.1f µs", seconds * 1e6);
	return buffer;
}

const char *in_bytes(double bytes, char buffer[32])
{
	if (bytes >= 1e9)
		snprintf(buffer, 32, "%.2f GB", bytes / 1e9);
	else if (bytes >= 1e6)
		snprintf(buffer, 32, "%.1f MB", bytes / 1e6);
	else
		snprintf(buffer, 32, "%.1f kB", bytes / 1e3);
	return buffer;
}

void table_words(const char *what, const char *own, const char *peer, const char *ratio, const char *aim)
{
	put_cells(what, own, peer, ratio, aim);
}

void table_failed(const char *what, const struct measured *measured)
{
	printf("%s: could not be measured: %s\n", what, measured->words);
}

/* Wall clock, and processor time behind it: on a machine that does other things too, the ratio is that of the
 * latter. */
static const char *both_times(const struct measured *measured, char buffer[64])
{
	char wall[32], cpu[32];
	snprintf(buffer, 64, "%s (cpu %s)", in_time(measured->wall, wall), in_time(measured->cpu, cpu));
	return buffer;
}

void table_time(const char *what, const struct measured *own, const char *peer_name, const struct measured *peer,
                const char *aim)
{
	char here[64], there[128] = "", times[64], ratio[32] = "";
	if (!own->done) {
		table_failed(what, own);
		return;
	}
	if (peer != NULL && peer->done) {
		snprintf(there, sizeof there, "%s %s", peer_name, both_times(peer, times));
		snprintf(ratio, sizeof ratio, "%.2f", peer->cpu / own->cpu);
	} else if (peer != NULL) {
		snprintf(there, sizeof there, "%s: %.90s", peer_name, peer->words);
	}
	put_cells(what, both_times(own, here), there, ratio, aim);
}
