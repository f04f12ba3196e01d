/* Where in a workbook what stands: its sheets, their parts, the shared texts, the styles. */
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/workbook_private.h"

#define BOOK "xl/workbook.xml"
#define BOOK_RELATIONS "xl/_rels/workbook.xml.rels"

struct reading_book {
	const char *wanted;
	struct workbook_parts *parts;
	char *relation; /* of the sheet that is read */
	struct text names; /* of the sheets there are, for the person */
};

static bool is_yes(const char *value)
{
	return value != NULL && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

static bool is_hidden(const struct markup_element *sheet)
{
	const char *state = markup_attribute(sheet, "state");
	return state != NULL && strcmp(state, "visible") != 0;
}

static bool is_wanted(const struct reading_book *reading, const struct markup_element *sheet, const char *name)
{
	if (reading->relation != NULL)
		return false;
	return reading->wanted == NULL ? !is_hidden(sheet) : strcmp(name, reading->wanted) == 0;
}

static bool start_book(void *context, const struct markup_element *element, struct error *error)
{
	struct reading_book *reading = context;
	(void)error;
	if (strcmp(element->name, "workbookPr") == 0)
		reading->parts->from_1904 = is_yes(markup_attribute(element, "date1904"));
	const char *name = strcmp(element->name, "sheet") == 0 ? markup_attribute(element, "name") : NULL;
	const char *relation = name == NULL ? NULL : markup_attribute(element, "id");
	if (relation == NULL)
		return true;
	text_printf(&reading->names, "%s\"%s\"", reading->names.size > 0 ? ", " : "", name);
	if (is_wanted(reading, element, name)) {
		reading->relation = memory_copy_text(relation);
		reading->parts->sheet = memory_copy_text(name);
	}
	return true;
}

/* Of a part below xl/, or of one named from the root. What leads out of the workbook is nowhere in it. */
static char *part_name(const char *target)
{
	struct text name = {0};
	text_append_text(&name, *target == '/' ? target + 1 : "xl/");
	text_append_text(&name, *target == '/' ? "" : target);
	return text_take(&name);
}

static void take_part(char **part, const char *target)
{
	if (*part == NULL)
		*part = part_name(target);
}

static bool ends_with(const char *text, const char *end)
{
	size_t size = strlen(text), end_size = strlen(end);
	return size >= end_size && strcmp(text + size - end_size, end) == 0;
}

static bool start_relation(void *context, const struct markup_element *element, struct error *error)
{
	struct reading_book *reading = context;
	(void)error;
	const char *id = markup_attribute(element, "Id"), *type = markup_attribute(element, "Type");
	const char *target = markup_attribute(element, "Target"), *mode = markup_attribute(element, "TargetMode");
	if (strcmp(element->name, "Relationship") != 0 || id == NULL || type == NULL || target == NULL ||
	    (mode != NULL && strcmp(mode, "External") == 0))
		return true;
	if (ends_with(type, "/sharedStrings"))
		take_part(&reading->parts->texts_part, target);
	else if (ends_with(type, "/styles"))
		take_part(&reading->parts->looks_part, target);
	else if (ends_with(type, "/worksheet") && strcmp(id, reading->relation) == 0)
		take_part(&reading->parts->sheet_part, target);
	return true;
}

static bool refuse_sheet(const struct reading_book *reading, const char *name, struct error *error)
{
	if (reading->names.size == 0)
		return error_set(error, ERROR_INPUT, _("%s: the spreadsheet has no sheet"), name);
	if (reading->wanted == NULL)
		return error_set(error, ERROR_INPUT, _("%s: every sheet is hidden; say which with --sheet: %s"), name,
		                 reading->names.data);
	return error_set(error, ERROR_INPUT, _("%s: there is no sheet \"%s\"; there are %s"), name, reading->wanted,
	                 reading->names.data);
}

bool workbook_parts_find(struct workbook_parts *parts, struct archive *archive, const char *sheet, struct error *error)
{
	struct reading_book reading = {.wanted = sheet, .parts = parts};
	const struct markup_reader book = {start_book, NULL, NULL, &reading},
	                           relations = {start_relation, NULL, NULL, &reading};
	bool ok = markup_read(archive, BOOK, &book, error);
	if (ok && reading.relation == NULL)
		ok = refuse_sheet(&reading, archive_name(archive), error);
	ok = ok && markup_read(archive, BOOK_RELATIONS, &relations, error);
	if (ok && parts->sheet_part == NULL)
		ok = error_set(error, ERROR_INPUT, _("%s: \"%s\" is no sheet of cells"), archive_name(archive), parts->sheet);
	free(reading.relation);
	text_free(&reading.names);
	return ok;
}

void workbook_parts_free(struct workbook_parts *parts)
{
	free(parts->sheet);
	free(parts->sheet_part);
	free(parts->texts_part);
	free(parts->looks_part);
}
