/* LDIF (RFC 2849), the entries of a directory as text: what ldapsearch and slapcat write.
 *
 * Why not libldap's reader: it reads the lines alone, from a file of the standard library's, takes entries without
 * bounds and leaves text that is no UTF-8 to whoever asked; what it would save is a page. Strict: every entry begins
 * with its dn; changes other than additions are refused, and so are values that lie elsewhere (:<). Memory is bounded
 * by the limit. */
#ifndef EXCHANGE_LDIF_H
#define EXCHANGE_LDIF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"
#include "exchange/input.h"

#define LDIF_LINE_LIMIT ((size_t)16 << 20) /* bytes of one attribute with the lines that go on with it */

/* Valid during the call. */
struct ldif_value {
	size_t line;       /* where it begins, from 1 */
	bool begins;       /* it is the dn: a new entry */
	struct slice name; /* with its options: "cn;lang-sv"; "dn" */
	struct slice value;
	bool binary;       /* the value is no UTF-8, or has a NUL byte; it is empty here */
};

/* False ends the reading: ldif_read fails with the handler's error, to which it adds the place. */
typedef bool ldif_handler(void *context, const struct ldif_value *value, struct error *error);

bool ldif_read(struct input *input, ldif_handler *handler, void *context, struct error *error);

#endif
