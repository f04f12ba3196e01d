/* The shared texts, and what the number formats of the styles show. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/workbook_private.h"

/* ---- shared texts ---- */

struct reading_texts {
	struct shared_texts *texts;
	const struct archive *archive;
	bool within, in_text; /* a text that may be in runs of several looks; <t> of one */
	unsigned phonetic;    /* how the text is said, which stands beside it in Japanese: not part of it */
};

static bool start_text(void *context, const struct markup_element *element, struct error *error)
{
	struct reading_texts *reading = context;
	(void)error;
	reading->within = reading->within || strcmp(element->name, "si") == 0;
	reading->phonetic += strcmp(element->name, "rPh") == 0;
	reading->in_text = reading->within && reading->phonetic == 0 && strcmp(element->name, "t") == 0;
	return true;
}

static bool end_text(void *context, const char *name, struct error *error)
{
	struct reading_texts *reading = context;
	struct shared_texts *texts = reading->texts;
	(void)error;
	reading->in_text = false;
	reading->phonetic -= reading->phonetic > 0 && strcmp(name, "rPh") == 0;
	if (!reading->within || strcmp(name, "si") != 0)
		return true;
	reading->within = false;
	memory_grow(&texts->ends, &texts->capacity, texts->count, sizeof *texts->ends);
	texts->ends[texts->count++] = texts->bytes.size;
	return true;
}

static bool add_text(void *context, struct slice piece, struct error *error)
{
	struct reading_texts *reading = context;
	if (!reading->in_text)
		return true;
	text_append(&reading->texts->bytes, piece);
	return reading->texts->bytes.size <= WORKBOOK_STRINGS_MAX ||
	       error_set(error, ERROR_INPUT, _("%s: its texts are larger than a spreadsheet's; it is not read"),
	                 archive_name(reading->archive));
}

bool shared_texts_read(struct shared_texts *texts, struct archive *archive, const char *part, struct error *error)
{
	struct reading_texts reading = {.texts = texts, .archive = archive};
	const struct markup_reader reader = {start_text, end_text, add_text, &reading};
	return part == NULL || !archive_has(archive, part) || markup_read(archive, part, &reader, error);
}

bool shared_texts_at(const struct shared_texts *texts, uint64_t index, struct slice *text)
{
	if (index >= texts->count)
		return false;
	size_t start = index == 0 ? 0 : texts->ends[index - 1];
	*text = (struct slice){text_slice(&texts->bytes).data + start, texts->ends[index] - start};
	return true;
}

void shared_texts_free(struct shared_texts *texts)
{
	text_free(&texts->bytes);
	free(texts->ends);
}

/* ---- number formats ---- */

#define STYLES_MOST 65536 /* more than any program writes: 64,000 is Excel's own limit */

struct format {
	uint64_t number;
	uint8_t look;
};

struct reading_looks {
	struct cell_looks *looks;
	struct format *formats;
	size_t count, capacity;
	bool of_cells; /* in <cellXfs>, which the cells name by their place */
};

/* 14–22 and 27–58 show days or times in every language; 9 and 10 are percentages, 45–47 lengths of time. */
static enum cell_look look_of_number(const struct reading_looks *reading, uint64_t number)
{
	for (size_t i = 0; i < reading->count; i++)
		if (reading->formats[i].number == number)
			return reading->formats[i].look;
	if (number == 9 || number == 10)
		return LOOK_PERCENT;
	if ((number >= 18 && number <= 21) || (number >= 45 && number <= 47))
		return LOOK_LENGTH_OF_TIME;
	bool day = (number >= 14 && number <= 17) || number == 22 || (number >= 27 && number <= 36) ||
	           (number >= 50 && number <= 58);
	return day ? LOOK_DAY : LOOK_NUMBER;
}

/* Past what only stands there: "text", \c, [Red] and what follows _ and *. [h] and its kin count as themselves. */
static const char *pass_literal(const char *at)
{
	const char *end = NULL;
	if (*at == '"')
		end = strchr(at + 1, '"');
	else if (*at == '[' && strchr("hms", at[1] | 0x20) == NULL)
		end = strchr(at, ']');
	else if (*at == '\\' || *at == '_' || *at == '*')
		end = at[1] == '\0' ? at : at + 1;
	else
		return at;
	return end == NULL ? at + strlen(at) : end + 1;
}

enum cell_look cell_look_of_format(const char *format)
{
	bool day = false, time = false, percent = false;
	for (const char *at = format; *at != '\0' && *at != ';';) {
		const char *next = pass_literal(at);
		char letter = (char)(*at | 0x20);
		if (next != at) {
			at = next;
			continue;
		}
		day = day || letter == 'y' || letter == 'd';
		time = time || letter == 'h' || letter == 's';
		percent = percent || *at == '%';
		at += strncasecmp(at, "General", 7) == 0 ? 7 : 1;
	}
	return day ? LOOK_DAY : time ? LOOK_LENGTH_OF_TIME : percent ? LOOK_PERCENT : LOOK_NUMBER;
}

static uint64_t number_of(const char *digits)
{
	return digits == NULL || *digits < '0' || *digits > '9' ? 0 : strtoull(digits, NULL, 10);
}

static bool start_look(void *context, const struct markup_element *element, struct error *error)
{
	struct reading_looks *reading = context;
	struct cell_looks *looks = reading->looks;
	(void)error;
	const char *number = markup_attribute(element, "numFmtId"), *code = markup_attribute(element, "formatCode");
	if (strcmp(element->name, "cellXfs") == 0) {
		reading->of_cells = true;
	} else if (strcmp(element->name, "numFmt") == 0 && code != NULL && reading->count < STYLES_MOST) {
		memory_grow(&reading->formats, &reading->capacity, reading->count, sizeof *reading->formats);
		reading->formats[reading->count++] =
			(struct format){number_of(number), (uint8_t)cell_look_of_format(code)};
	} else if (reading->of_cells && strcmp(element->name, "xf") == 0 && looks->count < STYLES_MOST) {
		memory_grow(&looks->looks, &looks->capacity, looks->count, sizeof *looks->looks);
		looks->looks[looks->count++] = (uint8_t)look_of_number(reading, number_of(number));
	}
	return true;
}

static bool end_look(void *context, const char *name, struct error *error)
{
	struct reading_looks *reading = context;
	(void)error;
	if (strcmp(name, "cellXfs") == 0)
		reading->of_cells = false;
	return true;
}

bool cell_looks_read(struct cell_looks *looks, struct archive *archive, const char *part, struct error *error)
{
	struct reading_looks reading = {.looks = looks};
	const struct markup_reader reader = {start_look, end_look, NULL, &reading};
	bool ok = part == NULL || !archive_has(archive, part) || markup_read(archive, part, &reader, error);
	free(reading.formats);
	return ok;
}
