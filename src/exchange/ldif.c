#include "exchange/ldif.h"

#include <sodium.h>
#include <string.h>
#include <strings.h>

#include "base/lang.h"

struct ldif {
	struct input *input;
	ldif_handler *handler;
	void *context;
	struct text held;     /* the attribute that the next line may go on with */
	size_t held_line, line;
	bool any, commented;  /* `held` counts; the line before was a comment */
	bool in_entry;
	struct text decoded;
};

static bool refuse(const struct ldif *ldif, struct error *error)
{
	return error_prefix(error, "%s:%zu", input_name(ldif->input), ldif->held_line);
}

/* "cn;lang-sv", "2.5.4.3" */
static bool is_name(struct slice name)
{
	for (size_t i = 0; i < name.size; i++) {
		char c = name.data[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
		if (!letter && (i == 0 || strchr("-;._", c) == NULL || c == '\0'))
			return false;
	}
	return name.size > 0;
}

static bool is_called(struct slice name, const char *word)
{
	return name.size == strlen(word) && strncasecmp(name.data, word, name.size) == 0;
}

static bool decode(struct ldif *ldif, struct ldif_value *value, struct error *error)
{
	struct slice coded = slice_trim(value->value);
	size_t size = 0;
	text_clear(&ldif->decoded);
	for (size_t i = 0; i < coded.size / 4 * 3 + 3; i += 64)
		text_append_bytes(&ldif->decoded, (char[64]){0}, 64);
	if (sodium_base642bin((unsigned char *)ldif->decoded.data, ldif->decoded.size, coded.data, coded.size, NULL, &size,
	                      NULL, sodium_base64_VARIANT_ORIGINAL) != 0)
		return error_set(error, ERROR_INPUT, _("what follows :: is not Base64"));
	value->value = (struct slice){ldif->decoded.data, size};
	value->binary = text_first_invalid(value->value) != SIZE_MAX || memchr(ldif->decoded.data, '\0', size) != NULL;
	if (value->binary)
		value->value = (struct slice){"", 0};
	return true;
}

/* "cn: Anna", "cn:: QW5uYQ==" */
static bool split(struct ldif *ldif, struct ldif_value *value, struct error *error)
{
	struct slice line = text_slice(&ldif->held);
	const char *colon = memchr(line.data, ':', line.size);
	value->name = (struct slice){line.data, colon == NULL ? 0 : (size_t)(colon - line.data)};
	if (!is_name(value->name))
		return error_set(error, ERROR_INPUT, _("an attribute's name and a colon are wanted"));
	value->value = (struct slice){colon + 1, line.size - value->name.size - 1};
	char sign = value->value.size == 0 ? '\0' : *value->value.data;
	if (sign == '<')
		return error_set(error, ERROR_INPUT, _("the value lies in another file; export it into this one"));
	if (sign == ':') {
		value->value = (struct slice){value->value.data + 1, value->value.size - 1};
		return decode(ldif, value, error);
	}
	while (value->value.size > 0 && *value->value.data == ' ')
		value->value = (struct slice){value->value.data + 1, value->value.size - 1};
	return true;
}

/* Before the first entry stands the version, and nothing else; an entry begins with its dn. */
static bool check_order(struct ldif *ldif, const struct ldif_value *value, bool *tell, struct error *error)
{
	bool dn = is_called(value->name, "dn");
	*tell = true;
	if (!ldif->in_entry && is_called(value->name, "version")) {
		*tell = false;
		return slice_equal_text(slice_trim(value->value), "1") ||
		       error_set(error, ERROR_INPUT, _("version 1 of LDIF is read here"));
	}
	if (dn == ldif->in_entry)
		return error_set(error, ERROR_INPUT,
		                 dn ? _("an entry begins before a blank line has ended the one before")
		                    : _("an entry begins with its dn; let ldapsearch write with -LLL"));
	if (is_called(value->name, "changetype")) {
		*tell = false;
		return is_called(slice_trim(value->value), "add") ||
		       error_set(error, ERROR_INPUT, _("this is a list of changes, not of entries"));
	}
	return true;
}

static bool tell_held(struct ldif *ldif, struct error *error)
{
	struct ldif_value value = {.line = ldif->held_line};
	bool tell = false;
	if (!ldif->any)
		return true;
	ldif->any = false;
	if (!split(ldif, &value, error) || !check_order(ldif, &value, &tell, error))
		return refuse(ldif, error);
	if (tell) {
		value.begins = !ldif->in_entry;
		ldif->in_entry = true;
	}
	return !tell || ldif->handler(ldif->context, &value, error) || refuse(ldif, error);
}

static bool go_on(struct ldif *ldif, struct slice line, struct error *error)
{
	if (ldif->commented)
		return true;
	if (!ldif->any) {
		ldif->held_line = ldif->line;
		error_set(error, ERROR_INPUT, _("a line that begins with a space goes on with the one before, and there is none"));
		return refuse(ldif, error);
	}
	text_append(&ldif->held, (struct slice){line.data + 1, line.size - 1});
	if (ldif->held.size <= LDIF_LINE_LIMIT)
		return true;
	error_set(error, ERROR_INPUT, _("longer than %zu bytes"), LDIF_LINE_LIMIT);
	return refuse(ldif, error);
}

static bool take_line(struct ldif *ldif, struct slice line, struct error *error)
{
	ldif->line++;
	if (line.size > 0 && line.data[line.size - 1] == '\r')
		line.size--;
	if (line.size > 0 && *line.data == ' ')
		return go_on(ldif, line, error);
	if (!tell_held(ldif, error))
		return false;
	ldif->commented = line.size > 0 && *line.data == '#';
	if (line.size == 0)
		ldif->in_entry = false;
	if (line.size == 0 || ldif->commented)
		return true;
	text_clear(&ldif->held);
	text_append(&ldif->held, line);
	ldif->held_line = ldif->line;
	ldif->any = true;
	return true;
}

/* The lines of a piece; what is left of the last waits in `rest`. */
static bool take_piece(struct ldif *ldif, struct slice piece, struct text *rest, struct error *error)
{
	const char *end;
	bool ok = true;
	while (ok && piece.size > 0 && (end = memchr(piece.data, '\n', piece.size)) != NULL) {
		size_t size = (size_t)(end - piece.data);
		text_append(rest, (struct slice){piece.data, size});
		ok = take_line(ldif, text_slice(rest), error);
		text_clear(rest);
		piece = (struct slice){end + 1, piece.size - size - 1};
	}
	if (ok)
		text_append(rest, piece);
	if (!ok || rest->size <= LDIF_LINE_LIMIT)
		return ok;
	ldif->held_line = ldif->line + 1;
	error_set(error, ERROR_INPUT, _("longer than %zu bytes"), LDIF_LINE_LIMIT);
	return refuse(ldif, error);
}

bool ldif_read(struct input *input, ldif_handler *handler, void *context, struct error *error)
{
	struct ldif ldif = {.input = input, .handler = handler, .context = context};
	struct text rest = {0};
	struct slice piece;
	bool ok;
	while ((ok = input_read(input, &piece, error)) && piece.size > 0 && (ok = take_piece(&ldif, piece, &rest, error)))
		;
	ok = ok && (rest.size == 0 || take_line(&ldif, text_slice(&rest), error)) && tell_held(&ldif, error);
	text_free(&rest);
	text_free(&ldif.held);
	text_free(&ldif.decoded);
	return ok;
}
