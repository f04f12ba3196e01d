/* The types of values and the rows of the schema. DOMAIN 1. */
#ifndef MODEL_TYPES_H
#define MODEL_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum value_type {
	TYPE_none,
	TYPE_TEXT,    /* one line, at most 200 characters */
	TYPE_NOTE,    /* several lines, at most 64 KiB */
	TYPE_CHOICE,  /* one of a closed list; 1 byte */
	TYPE_CHOICES, /* several of a closed list of at most 32; 4 bytes, bit (number − 1) */
	TYPE_YESNO,   /* yes 1, no 2 */
	TYPE_ANSWER,  /* yes 1, no 2, partly 3, unknown 4 */
	TYPE_DATE,    /* 3 bytes */
	TYPE_MOMENT,  /* 8 bytes */
	TYPE_MONEY,   /* 8 bytes, minor units */
	TYPE_NUMBER,  /* `bytes` bytes (1, 2, 4 or 8; default 8), signed */
	TYPE_DECIMAL, /* 8 bytes, hundredths */
	TYPE_PERCENT, /* 4 bytes, basis points */
	TYPE_QUARTER, /* 2 bytes, year * 4 + quarter − 1 */
	TYPE_NUMBERS, /* list of whole numbers */
	TYPE_TEXTS,   /* list of texts */
	TYPE_REFS,    /* list of references to any entity */
	TYPE_REF,     /* reference to `target`; 4 bytes */
	TYPE_ANY,     /* reference to any entity; 5 bytes */
	TYPE_REASONS, /* packed chain of reasons (model/reason.h); set by the program only, shown in words */
	TYPES
};

enum unit_id { /* what a number counts; shown after it */
	UNIT_none, UNIT_months, UNIT_days, UNIT_hours, UNIT_minutes, UNIT_years, UNIT_users, UNIT_people, UNIT_pieces,
	UNITS
};

/* One choice of a closed list. Numbers from 1, stable; labels are translated. */
struct choice {
	uint8_t number;
	const char *name;
	const char *label;
};

struct choice_set {
	const char *name;
	const struct choice *choices;
	size_t count;
};

struct field {
	uint8_t number;       /* stable, from 1, without gaps: the slot */
	uint8_t type;         /* enum value_type */
	const char *name;     /* in code, CSV, JSON, --where */
	const char *label;    /* shown; translated */
	const char *help;     /* one or two sentences; translated */
	uint8_t unit;         /* enum unit_id */
	uint8_t bytes;        /* TYPE_NUMBER: width of the slot; 0 is 8 */
	uint8_t choices;      /* enum choice_set_id */
	uint8_t target;       /* enum entity_id, of TYPE_REF */
	bool parent;          /* ^: the record is stored beside this one's other children */
	bool required;
	bool unique;          /* compared folded; gives an index */
	bool indexed;         /* gives an index by value */
	bool personal;        /* about a living person */
	bool secret;          /* left out unless asked for and allowed */
	bool sensitive;       /* sensitive together (DESIGN 4) */
	bool searched;        /* found by search, and by name as a reference */
	bool internal;        /* set by the program only */
	bool wanted;          /* counts in completeness */
	bool duty;            /* whoever takes over takes this over too: a hand-over changes it (register/takeover.h) */
	uint8_t one_of;       /* fields of the same number > 0: exactly one of them is set */
	int64_t min, max;     /* of numbers, as stored: percent in basis points; both 0: as the type and width allow */
	const char *not_before; /* name of a date field of the same entity that this one must not precede (refused of an
	                           opportunity and its alternatives, else a finding) */
	const char *section;  /* heading of the form's group; NULL: as the field before */
	const char *business; /* label in the business word set, where it differs */
	const char *gives;    /* what the answer gives: "decide_by" */
	const char *old_names; /* ';' between */
	const char *also;     /* what people call it beside the label, typed in conditions and imports; translated */
	uint8_t since;        /* store format that brought it; 0 is 1 */
	uint8_t width;        /* columns in a list; 0: by type */
	const uint8_t *payload; /* of an index: numbers of the fields carried in it, 0 ends; none of them a text */
};

struct entity {
	uint8_t number;     /* stable */
	const char *name;
	const char *prefix; /* of codes: "SYS" */
	const char *label;  /* singular; translated */
	const char *plural;
	const char *help;
	const char *business, *businesses; /* label and plural in the business word set, where they differ; both or none */
	bool about_people;  /* each record is of somebody: what it was before is personal history */
	const struct field *fields; /* fields[0] is number 1 */
	uint8_t field_count;
	uint8_t parent_field; /* number of the field marked parent; 0 where there is none */
	uint8_t name_field;   /* what a record is called by: the first searched text; 0: its code */
	bool has_unique;      /* any of its fields is: so that what checks a million records need not look */
	bool has_groups;      /* any is one of several */
	bool refers_to_itself; /* any refers to a record of the same entity */
	const uint8_t (*slot_widths)[256]; /* of eight fields each: bytes of the slots of those whose bits are set */
};

#endif
