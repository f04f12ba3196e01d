/* What pages tell of records, each field as the asking person may read it: as facts, passages and tables whose columns
 * are named as lists name theirs. */
#ifndef REPORT_TELLING_H
#define REPORT_TELLING_H

#include "report/page.h"
#include "report/teller.h"

#define TOLD_COLUMNS 16

/* Columns are paths with ';' between: "code;name;unit.name". Before a path '+': amounts that are added up below the
 * rows; '_': stands below each row; '~': for programs alone; '?': an amount that is unknown where it is not set. A name
 * of its own comes before '=': "owner=person". */
struct told_table {
	struct page *page;
	const struct teller *teller;
	struct path paths[TOLD_COLUMNS];
	bool adds[TOLD_COLUMNS], asks[TOLD_COLUMNS];
	enum page_kind kinds[TOLD_COLUMNS];
	money_t sums[TOLD_COLUMNS];
	size_t count, rows;
	bool overflows; /* then nothing is added up */
};

void told_table_begin(struct told_table *table, struct page *page, const struct teller *teller, uint8_t entity,
                      const char *name, const char *columns, bool main);
void told_table_row(struct told_table *table, const struct record *record);
/* The sums, where there are some to add up. */
void told_table_end(struct told_table *table);

/* Every record of the entity that lies below the parent, under a heading in the current language (NULL: none). */
void tell_children(struct page *page, const struct teller *teller, const char *heading, uint8_t entity,
                   record_id parent, const char *name, const char *columns);
/* Every record whose indexed field holds `ref`. */
void tell_naming(struct page *page, const struct teller *teller, const char *heading, uint8_t entity, uint8_t field,
                 struct ref ref, const char *name, const char *columns);

/* Those records of the entity, in the order given. */
void tell_ids(struct page *page, const struct teller *teller, const char *heading, uint8_t entity,
              const record_id ids[], size_t count, const char *name, const char *columns);

/* Every record of the entity whose field (of one reference, or of several) names one of the `count` refs. All of them
 * are read through: for entities that there are few of. */
void tell_about(struct page *page, const struct teller *teller, const char *heading, uint8_t entity, uint8_t field,
                const struct ref refs[], size_t count, const char *name, const char *columns);

/* Whether there is any such record. */
bool told_any_about(const struct teller *teller, uint8_t entity, uint8_t field, const struct ref refs[], size_t count);

/* A fact for each path, with its label. */
void tell_facts(struct page *page, const struct teller *teller, const struct record *record, const char *columns);
/* A text of the record, with its label as heading of the third rank where `heading`, and where it was taken from. */
void tell_passage(struct page *page, const struct teller *teller, const struct record *record, uint8_t field,
                  bool heading);
/* A chain of reasons as sentences, a line each. */
void tell_reasons(struct text *out, const struct teller *teller, const struct reasons *chain);
/* "OPP-0003, need": where something stands. */
void tell_source(struct text *out, const struct teller *teller, const struct record *record, uint8_t field);

/* Whether the person may read the record beyond its name. */
bool told_may_see(const struct teller *teller, const struct record *record);
/* Says in a paragraph that they may not; true where it does. */
bool tell_hidden(struct page *page, const struct teller *teller, const struct record *record);
/* A field as they may read it; not set where they may not. */
struct value told_value(const struct teller *teller, const struct record *record, uint8_t field);
int64_t told_number(const struct teller *teller, const struct record *record, uint8_t field); /* NUMBER_UNSET */
day_t told_day(const struct teller *teller, const struct record *record, uint8_t field);
struct ref told_ref(const struct teller *teller, const struct record *record, uint8_t field);
struct slice told_text(const struct teller *teller, const struct record *record, uint8_t field); /* or empty */
/* Whether a field of one reference, or of several, names one of the `count` refs. */
bool told_names(const struct record *record, uint8_t field, const struct ref refs[], size_t count);
/* A choice of a set as a cell; empty for 0. */
struct page_cell told_choice(uint8_t set, uint8_t number);

#endif
