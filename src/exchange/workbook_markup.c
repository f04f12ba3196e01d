/* The XML of a workbook's parts, by expat: no document type, hence no entities but the five of XML itself. */
#include <expat.h>
#include <string.h>

#include "base/lang.h"
#include "exchange/workbook_private.h"

struct reading {
	XML_Parser parser;
	const struct markup_reader *reader;
	const struct archive *archive;
	const char *part;
	struct error *error;
	unsigned depth;
	size_t waiting; /* bytes given since anything whole was found in them */
	bool ok;
};

static const char *local_name(const char *name)
{
	const char *colon = strrchr(name, ':');
	return colon == NULL ? name : colon + 1;
}

const char *markup_attribute(const struct markup_element *element, const char *name)
{
	for (const char *const *at = element->attributes; *at != NULL; at += 2)
		if (strcmp(local_name(at[0]), name) == 0)
			return at[1];
	return NULL;
}

static void stop(struct reading *reading)
{
	reading->ok = false;
	XML_StopParser(reading->parser, XML_FALSE);
}

static void XMLCALL on_start(void *context, const XML_Char *name, const XML_Char **attributes)
{
	struct reading *reading = context;
	const struct markup_element element = {local_name(name), (const char *const *)attributes};
	reading->waiting = 0;
	if (!reading->ok)
		return;
	if (++reading->depth > WORKBOOK_DEPTH_MAX) {
		error_set(reading->error, ERROR_INPUT, _("%s: %s is nested deeper than spreadsheets are"),
		          archive_name(reading->archive), reading->part);
		stop(reading);
	} else if (!reading->reader->start(reading->reader->context, &element, reading->error)) {
		stop(reading);
	}
}

static void XMLCALL on_end(void *context, const XML_Char *name)
{
	struct reading *reading = context;
	reading->waiting = 0;
	if (!reading->ok)
		return;
	reading->depth--;
	if (reading->reader->end != NULL && !reading->reader->end(reading->reader->context, local_name(name), reading->error))
		stop(reading);
}

static void XMLCALL on_text(void *context, const XML_Char *text, int size)
{
	struct reading *reading = context;
	const struct slice piece = {text, (size_t)size};
	reading->waiting = 0;
	if (reading->ok && reading->reader->text != NULL &&
	    !reading->reader->text(reading->reader->context, piece, reading->error))
		stop(reading);
}

static void XMLCALL on_document_type(void *context, const XML_Char *name, const XML_Char *system_id,
                                     const XML_Char *public_id, int internal)
{
	struct reading *reading = context;
	(void)name, (void)system_id, (void)public_id, (void)internal;
	error_set(reading->error, ERROR_INPUT,
	          _("%s: %s declares a document type; no spreadsheet program does, it is not read"),
	          archive_name(reading->archive), reading->part);
	stop(reading);
}

static bool take_piece(void *context, struct slice piece, bool last, struct error *error)
{
	struct reading *reading = context;
	enum XML_Status status = XML_Parse(reading->parser, piece.data, (int)piece.size, last);
	if (!reading->ok)
		return false;
	reading->waiting += piece.size;
	if (reading->waiting > WORKBOOK_PIECE_MAX)
		return error_set(error, ERROR_INPUT, _("%s: a single element of %s is larger than any of a spreadsheet"),
		                 archive_name(reading->archive), reading->part);
	if (status == XML_STATUS_OK)
		return true;
	return error_set(error, ERROR_INPUT, _("%s: %s, line %lu: %s; the spreadsheet is damaged"),
	                 archive_name(reading->archive), reading->part, XML_GetCurrentLineNumber(reading->parser),
	                 XML_ErrorString(XML_GetErrorCode(reading->parser)));
}

bool markup_read(struct archive *archive, const char *part, const struct markup_reader *reader, struct error *error)
{
	struct error ignored = {0};
	struct reading reading = {.parser = XML_ParserCreate(NULL), .reader = reader, .archive = archive, .part = part,
	                          .error = error == NULL ? &ignored : error, .ok = true};
	if (reading.parser == NULL)
		return error_set(error, ERROR_SYSTEM, _("there is no memory to read %s"), archive_name(archive));
	XML_SetUserData(reading.parser, &reading);
	XML_SetElementHandler(reading.parser, on_start, on_end);
	XML_SetCharacterDataHandler(reading.parser, on_text);
	XML_SetStartDoctypeDeclHandler(reading.parser, on_document_type);
	bool ok = archive_read(archive, part, take_piece, &reading, reading.error);
	XML_ParserFree(reading.parser);
	return ok;
}
