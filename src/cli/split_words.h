/* A line as sshd hands it over, to words: quotes, and nothing else that a shell would do. */
#ifndef CLI_SPLIT_WORDS_H
#define CLI_SPLIT_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

#define SPLIT_LARGEST 65536 /* bytes of a line */
#define SPLIT_MOST 1000     /* words */

struct split_words {
	char **words; /* a NULL after the last; the array may be rearranged */
	size_t count, capacity;
	char *bytes;  /* of all of them */
};

/* Words stand apart by spaces and tabs. 'Single' quotes take everything as it stands; in "double" quotes \" and \\ are
 * one character. Outside quotes what a shell would act upon (| & ; < > ( ) $ ` \) is refused rather than taken as it
 * stands: nobody is to believe that it was done. Control characters and what is not UTF-8 are refused everywhere. */
bool split_words(const char *line, struct split_words *words, struct error *error);
void split_words_free(struct split_words *words);

#endif
