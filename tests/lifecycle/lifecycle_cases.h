/* For tables of cases: days as text, and failures that name the case. */
#ifndef TESTS_LIFECYCLE_CASES_H
#define TESTS_LIFECYCLE_CASES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/money.h"

/* NULL and "" are DAY_UNSET; a day that is none is a mistake in the case. */
static inline day_t case_day(const char *text)
{
	day_t day = DAY_UNSET;
	struct error error = {0};

	if (text == NULL || text[0] == '\0')
		return DAY_UNSET;
	if (!day_parse(slice_of(text), &day, &error))
		fail_msg("%s: %s", text, error.text);
	return day;
}

static inline void case_same_day(const char *what, const char *figure, day_t got, const char *want)
{
	char text[DAY_TEXT_SIZE];

	if (got != case_day(want))
		fail_msg("%s: %s is \"%s\", should be \"%s\"", what, figure, day_text(got, text), want == NULL ? "" : want);
}

static inline void case_same_number(const char *what, const char *figure, int64_t got, int64_t want)
{
	if (got != want)
		fail_msg("%s: %s is %lld, should be %lld", what, figure, (long long)got, (long long)want);
}

#endif
