/* A libconfig file as a tree, for files that are not the program's own options: mappings. Nothing outlives the
 * document. */
#ifndef CONF_DOCUMENT_H
#define CONF_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct document;
struct node; /* a setting; part of the document */

struct document *document_read(const char *file, struct error *error);
void document_free(struct document **document);
const struct node *document_root(const struct document *document);
const char *document_file(const struct document *document);

const char *node_name(const struct node *node); /* NULL in a list */
unsigned node_line(const struct node *node);
size_t node_count(const struct node *node);     /* of a group, list or array; 0 of anything else */
const struct node *node_at(const struct node *node, size_t index);
const struct node *node_find(const struct node *group, const char *name); /* NULL where it is not there */

bool node_is_group(const struct node *node);
bool node_is_list(const struct node *node); /* a list or an array */
const char *node_text(const struct node *node); /* NULL where it is no text */
bool node_bool(const struct node *node, bool *value);

/* "FILE:LINE: words". Always false. */
bool document_refuse(const struct document *document, const struct node *node, struct error *error, const char *format,
                     ...) __attribute__((format(printf, 4, 5)));

#endif
