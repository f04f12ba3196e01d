#include "exchange/json.h"

#include <stdint.h>
#include <string.h>
#include <yajl_parse.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/json_private.h"

struct json {
	struct input *input;
	json_handler *handler;
	void *context;
	struct error *error;
	yajl_handle parser;
	struct slice piece;
	struct place place;  /* where `piece` begins */
	size_t told;         /* offset in `piece` behind the last thing told; 0 where none was */
	struct place told_place; /* the same in the file, brought up to date once a piece */
	size_t pending;      /* bytes of earlier pieces since then */
	size_t counted, line; /* the line at this offset in `piece`: moves on only */
	struct json_path path;
	struct json_escapes escapes;
};

const char *json_kind_name(enum json_kind kind)
{
	static const char *const names[] = {
		[JSON_NULL] = N_("null"), [JSON_BOOL] = N_("true or false"), [JSON_NUMBER] = N_("a number"),
		[JSON_TEXT] = N_("a text"), [JSON_OBJECT] = N_("an object"), [JSON_OBJECT_END] = N_("an object"),
		[JSON_ARRAY] = N_("a list"), [JSON_ARRAY_END] = N_("a list"),
	};
	return _(names[kind]);
}

/* Offset of the quote that opens the text whose closing one stands at `closing`; 0: it lies in an earlier piece. */
static size_t opening_quote(struct slice piece, size_t closing)
{
	for (size_t at = closing; at-- > 0;) {
		size_t backslashes = 0;
		while (backslashes < at && piece.data[at - 1 - backslashes] == '\\') {
			backslashes++;
		}
		if (piece.data[at] == '"' && backslashes % 2 == 0) {
			return at;
		}
	}
	return 0;
}

/* Where the token begins that ends before `end`: texts are followed back to their quote, others to what parts them. */
static size_t token_start(struct slice piece, size_t end)
{
	if (end == 0 || end > piece.size) {
		return end ? piece.size : 0;
	}
	char last = piece.data[end - 1];
	if (last == '"') {
		return opening_quote(piece, end - 1);
	}
	size_t at = end - 1;
	while (!strchr("{}[]", last) && at > 0 && !strchr(" \t\r\n,:[{", piece.data[at - 1])) {
		at--;
	}
	return at;
}

static struct place place_at(const struct json *json, size_t offset)
{
	struct place place = json->place;
	place_advance(&place, (struct slice){json->piece.data, offset < json->piece.size ? offset : json->piece.size});
	return place;
}

static bool add_place(const struct json *json, struct place place)
{
	return error_prefix(json->error, "%s:%zu:%zu", input_name(json->input), place.line, place.column);
}

static void add_path(const struct json *json)
{
	struct text path = {0};
	json_path_append_exact(&json->path, &path);
	if (path.size) {
		error_prefix(json->error, "%s", path.data);
	}
	text_free(&path);
}

/* In a callback: the error is filled, the place is the token told now. */
static int refuse(struct json *json)
{
	add_path(json);
	add_place(json, place_at(json, token_start(json->piece, yajl_get_bytes_consumed(json->parser))));
	return 0;
}

static int refuse_long(struct json *json)
{
	error_set(json->error, ERROR_INPUT, _("a text or number longer than %zu bytes"), JSON_TEXT_LIMIT);
	return refuse(json);
}

static void note_told(struct json *json)
{
	json->told = yajl_get_bytes_consumed(json->parser);
	json->pending = 0;
}

/* Of what was told last. */
static size_t line_told(struct json *json)
{
	for (; json->counted < json->told; json->counted++) {
		json->line += json->piece.data[json->counted] == '\n';
	}
	return json->line;
}

static int tell(struct json *json, struct json_value value)
{
	note_told(json);
	if (value.kind == JSON_OBJECT) {
		value.line = line_told(json);
	}
	value.path = text_slice(&json->path.text);
	value.depth = json->path.depth;
	return json->handler(json->context, &value, json->error) ? 1 : refuse(json);
}

static int on_null(void *context)
{
	struct json *json = context;
	json_path_element(&json->path);
	return tell(json, (struct json_value){.kind = JSON_NULL});
}

static int on_bool(void *context, int truth)
{
	struct json *json = context;
	json_path_element(&json->path);
	return tell(json, (struct json_value){.kind = JSON_BOOL, .truth = truth});
}

static int on_number(void *context, const char *text, size_t size)
{
	struct json *json = context;
	json_path_element(&json->path);
	if (size > JSON_TEXT_LIMIT) {
		return refuse_long(json);
	}
	return tell(json, (struct json_value){.kind = JSON_NUMBER, .text = {text, size}});
}

static bool check_text(const char *text, size_t size, struct error *error)
{
	if (size && memchr(text, '\0', size)) {
		return error_set(error, ERROR_INPUT, _("a NUL character in a text"));
	}
	return true;
}

static int on_text(void *context, const unsigned char *text, size_t size)
{
	struct json *json = context;
	json_path_element(&json->path);
	if (size > JSON_TEXT_LIMIT) {
		return refuse_long(json);
	}
	if (!check_text((const char *)text, size, json->error)) {
		return refuse(json);
	}
	return tell(json, (struct json_value){.kind = JSON_TEXT, .text = {(const char *)text, size}});
}

static int on_name(void *context, const unsigned char *text, size_t size)
{
	struct json *json = context;
	note_told(json);
	if (size > JSON_TEXT_LIMIT) {
		return refuse_long(json);
	}
	if (!check_text((const char *)text, size, json->error)) {
		return refuse(json);
	}
	return json_path_member(&json->path, (struct slice){(const char *)text, size}, json->error) ? 1 : refuse(json);
}

static int on_nest(struct json *json, bool array)
{
	json_path_element(&json->path);
	if (json->path.depth == JSON_DEPTH_LIMIT) {
		error_set(json->error, ERROR_INPUT, _("nested deeper than %d"), JSON_DEPTH_LIMIT);
		return refuse(json);
	}
	if (!tell(json, (struct json_value){.kind = array ? JSON_ARRAY : JSON_OBJECT})) {
		return 0;
	}
	json_path_enter(&json->path, array);
	return 1;
}

static int on_nest_end(struct json *json, enum json_kind kind)
{
	json_path_leave(&json->path);
	return tell(json, (struct json_value){.kind = kind});
}

static int on_object(void *context)
{
	return on_nest(context, false);
}

static int on_object_end(void *context)
{
	return on_nest_end(context, JSON_OBJECT_END);
}

static int on_array(void *context)
{
	return on_nest(context, true);
}

static int on_array_end(void *context)
{
	return on_nest_end(context, JSON_ARRAY_END);
}

static const yajl_callbacks callbacks = {
	.yajl_null = on_null,
	.yajl_boolean = on_bool,
	.yajl_number = on_number,
	.yajl_string = on_text,
	.yajl_start_map = on_object,
	.yajl_map_key = on_name,
	.yajl_end_map = on_object_end,
	.yajl_start_array = on_array,
	.yajl_end_array = on_array_end,
};

/* yajl gives no codes, only English: these are the beginnings of what it says. */
static const char *syntax_words(const char *said)
{
	static const struct {
		const char *said, *words;
	} faults[] = {
		{"premature EOF", N_("the document ends too early; is the file cut off?")},
		{"trailing garbage", N_("something stands behind the end of the document")},
		{"unallowed token", N_("this cannot stand here")},
		{"invalid object key", N_("a member's name must be a text in quotes")},
		{"object key and value", N_("a colon is missing between a name and its value")},
		{"after key and value", N_("a comma or \"}\" is missing")},
		{"after array element", N_("a comma or \"]\" is missing")},
		{"invalid character inside string", N_("a control character in a text must be written as \\u and four digits")},
		{"inside a string, '\\' occurs", N_("a backslash before a character that needs none")},
		{"invalid (non-hex)", N_("\\u must be followed by four hexadecimal digits")},
		{"malformed number", N_("a malformed number")},
		{"probable comment", N_("JSON has no comments")},
	};
	for (size_t i = 0; i < COUNT_OF(faults); i++) {
		if (strstr(said, faults[i].said)) {
			return _(faults[i].words);
		}
	}
	return _("this is not JSON");
}

/* yajl stands behind the token it cannot use, but in front of the character it cannot read in one. */
static struct place fault_place(const struct json *json, const char *said)
{
	size_t offset = yajl_get_bytes_consumed(json->parser);
	bool token = strstr(said, "json text") || strstr(said, "parse error");
	return place_at(json, token && !strstr(said, "premature EOF") ? token_start(json->piece, offset) : offset);
}

static bool explain(struct json *json, yajl_status status)
{
	if (status == yajl_status_ok) {
		return true;
	}
	if (status == yajl_status_error) {
		unsigned char *said = yajl_get_error(json->parser, 0, NULL, 0);
		error_set(json->error, ERROR_INPUT, "%s", syntax_words((const char *)said));
		add_place(json, fault_place(json, (const char *)said));
		yajl_free_error(json->parser, said);
	}
	return false;
}

/* While a text or number goes on, nothing is told, and yajl keeps all of it. */
static bool check_pending(struct json *json)
{
	if (json->told) {
		json->told_place = place_at(json, json->told);
	}
	json->pending += json->piece.size - json->told;
	if (json->pending <= JSON_TEXT_LIMIT) {
		return true;
	}
	error_set(json->error, ERROR_INPUT, _("a text, number or blank longer than %zu bytes"), JSON_TEXT_LIMIT);
	return add_place(json, json->told_place);
}

static bool parse_piece(struct json *json)
{
	struct slice piece = json->piece;
	size_t half = json_escapes_check(&json->escapes, piece);
	json->told = 0;
	size_t sound = half < piece.size ? half : piece.size;
	if (!explain(json, yajl_parse(json->parser, (const unsigned char *)piece.data, sound))) {
		return false;
	}
	if (half != SIZE_MAX) {
		error_set(
			json->error, ERROR_INPUT, _("half of a surrogate pair: a \\u escape between d800 and dfff stands alone"));
		return add_place(json, place_at(json, half));
	}
	if (!check_pending(json)) {
		return false;
	}
	place_advance(&json->place, piece);
	json->counted = 0;
	json->line = json->place.line;
	return true;
}

static bool read_document(struct json *json)
{
	do {
		if (!input_read(json->input, &json->piece, json->error) || !parse_piece(json)) {
			return false;
		}
	} while (json->piece.size > 0);
	return explain(json, yajl_complete_parse(json->parser));
}

static bool read_from(struct input *input, size_t line, json_handler *handler, void *context, struct error *error)
{
	struct error unwanted = {0};
	struct json json = {.input = input, .handler = handler, .context = context, .error = error ? error : &unwanted};
	json.place = json.told_place = (struct place){line, 1};
	json.line = line;
	json.parser = yajl_alloc(&callbacks, NULL, &json);
	/* The input has seen to it that all of it is UTF-8. */
	yajl_config(json.parser, yajl_dont_validate_strings, 1);
	bool done = read_document(&json);
	yajl_free(json.parser);
	json_path_free(&json.path);
	return done;
}

bool json_read(struct input *input, json_handler *handler, void *context, struct error *error)
{
	return read_from(input, 1, handler, context, error);
}

bool json_read_line(const char *name, size_t number, struct slice line, json_handler *handler, void *context,
                    struct error *error)
{
	struct input *input = input_open_bytes(name, line, ENCODING_UTF8);
	bool done = read_from(input, number, handler, context, error);
	input_free(&input);
	return done;
}
