#ifndef QUERY_QUERY_PRIVATE_H
#define QUERY_QUERY_PRIVATE_H

#include "query/expression.h"

/* Tokens. Texts point into the expression. */
enum token_kind {
	TOKEN_END, TOKEN_WORD, TOKEN_TEXT, TOKEN_NUMBER, TOKEN_OPEN, TOKEN_CLOSE, TOKEN_COMMA, TOKEN_PLUS, TOKEN_MINUS,
	TOKEN_COMPARE, /* `compare` says which */
};

enum compare {
	COMPARE_EQUAL,
	COMPARE_UNEQUAL,
	COMPARE_LESS,
	COMPARE_LESS_EQUAL,
	COMPARE_GREATER,
	COMPARE_GREATER_EQUAL
};

struct token {
	uint8_t kind, compare;
	struct slice text; /* of a TOKEN_TEXT: with its quotes */
	size_t place;
};

/* The words of the language, in English and Swedish. */
enum word {
	WORD_none,
	WORD_AND,
	WORD_OR,
	WORD_NOT,
	WORD_IN,
	WORD_CONTAINS,
	WORD_MATCHES,
	WORD_IS,
	WORD_SET,
	WORD_UNSET,
	WORD_UNKNOWN,
	WORD_WHERE,
	WORD_VIA,
	WORD_TODAY,
	WORD_COUNT,
	WORD_EXISTS,
	WORD_SUM,
	WORD_MIN,
	WORD_MAX,
	WORDS
};
enum word word_find(struct slice text);
const char *word_text(enum word word); /* stable, English */
/* The letter of a step's unit, 'd', 'w', 'm' or 'y'; 0 for no unit. */
char word_unit(struct slice text);

/* A day that is moved: today + 12m, end - 30d. */
struct shift {
	int32_t count;
	char unit; /* 'd', 'w', 'm', 'y'; 0: not moved */
};
day_t shift_day(day_t day, struct shift shift);

enum literal_kind { LITERAL_NUMBER, LITERAL_DAY, LITERAL_TODAY, LITERAL_MOMENT, LITERAL_TEXT, LITERAL_REF };

struct literal {
	uint8_t kind;
	uint8_t scale;      /* LITERAL_NUMBER: number is so many times too large: 1 or 100 */
	uint16_t slot;      /* of what is worked out for it in an evaluation */
	struct shift shift; /* LITERAL_TODAY */
	int64_t number;
	struct slice text;  /* LITERAL_TEXT, LITERAL_REF: without quotes */
	size_t place;
};

enum operand_kind { OPERAND_PATH, OPERAND_LITERAL, OPERAND_AGGREGATE };

struct aggregate;

/* What gives a value, and of which kind. */
struct operand {
	uint8_t kind;
	uint8_t type, choices, target; /* as of a field row */
	struct shift shift;            /* of a path to a date */
	size_t place;
	union {
		struct path path;
		struct literal literal;
		struct aggregate *aggregate;
	};
};

struct node;

struct aggregate {
	uint8_t word;                /* WORD_COUNT … */
	const struct entity *entity; /* of the children */
	const struct field *via;     /* the reference that leads here */
	bool via_written;
	struct path path;            /* of what is added up; count 0 for count and exists */
	struct node *where;          /* may be NULL */
	uint16_t slot;
};

enum node_kind {
	NODE_AND,
	NODE_OR,
	NODE_NOT,
	NODE_COMPARE,
	NODE_IN,
	NODE_CONTAINS,
	NODE_MATCHES,
	NODE_IS_SET,
	NODE_IS_UNSET,
	NODE_IS_UNKNOWN
};

struct node {
	uint8_t kind, compare;
	uint16_t slot;            /* NODE_MATCHES */
	struct node *first, *second;
	struct operand left, right;
	struct literal *items;    /* NODE_IN: sorted out in the order written */
	size_t item_count;
	size_t place;
	struct pattern *pattern;   /* NODE_MATCHES */
	struct node *next_pattern;
};

struct expression {
	const struct entity *entity;
	char *text;
	struct node *root;
	void **kept;              /* everything above that was allocated */
	size_t kept_count, kept_capacity;
	struct node *patterns;
	uint16_t slots;           /* places for what an evaluation works out */
};

void *expression_keep(struct expression *expression, size_t size);

struct parser {
	struct expression *expression;
	const struct entity *entity; /* whose records the names are of */
	struct slice text;
	struct token token, ahead;   /* the current one and the one behind it */
	size_t next;                 /* byte after `ahead` */
	unsigned depth, aggregates;
	bool failed;
	size_t place;
	struct error *error;
};

bool parser_start(struct parser *parser);
void parser_advance(struct parser *parser);
/* Sets the error with its column, once. Always false. */
bool parser_refuse(struct parser *parser, size_t place, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The same around an error that another made. */
bool parser_refuse_with(struct parser *parser, size_t place, struct error *cause);
bool parser_at_word(const struct parser *parser, enum word word);
bool parser_take_word(struct parser *parser, enum word word);
bool parser_expect(struct parser *parser, enum token_kind kind, const char *what);

struct node *parse_condition(struct parser *parser);
struct aggregate *parse_aggregate(struct parser *parser);

/* Compiles the pattern of a NODE_MATCHES. */
bool pattern_add(struct parser *parser, struct node *node);
void patterns_free(struct expression *expression);
struct matcher;
struct matcher *matcher_new(const struct pattern *pattern);
void matcher_free(struct matcher **matcher);
enum truth matcher_test(struct matcher *matcher, const struct pattern *pattern, struct slice text);

/* An operand as written: what it means follows from what it stands beside. */
enum written_kind { WRITTEN_WORD, WRITTEN_TEXT, WRITTEN_NUMBER, WRITTEN_TODAY, WRITTEN_AGGREGATE };
struct written {
	uint8_t kind;
	bool minus;
	struct slice text;
	size_t place;
	struct shift shift;
	struct aggregate *aggregate;
};
bool parse_written(struct parser *parser, struct written *written);
/* As a path or an aggregate. */
bool written_is_path(struct parser *parser, const struct written *written);
bool written_to_operand(struct parser *parser, const struct written *written, struct operand *operand);
/* As a value of the same kind as `beside`. */
bool written_to_literal(struct parser *parser, const struct written *written, const struct operand *beside,
                        struct literal *literal);
void append_unquoted(struct text *out, struct slice quoted);

/* Kinds of values that can be compared with each other. */
enum family {
	FAMILY_none,
	FAMILY_TEXT,
	FAMILY_NUMBER,
	FAMILY_MONEY,
	FAMILY_PERCENT,
	FAMILY_DAY,
	FAMILY_QUARTER,
	FAMILY_CHOICE,
	FAMILY_REF,
	FAMILY_LIST
};
enum family family_of(uint8_t type);
/* CHOICES_yesno and CHOICES_answer for fields of those types. */
uint8_t choices_of(const struct field *field);
size_t choice_rank(uint8_t choices, int64_t number);
int64_t number_scale(uint8_t type);

#endif
