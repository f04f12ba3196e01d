/* Money and other exact numbers. Money is whole minor units (öre) in a signed 64-bit integer; a rate is in
 * basis points. Sums are checked: what does not fit is an error, never a wrap. */
#ifndef BASE_MONEY_H
#define BASE_MONEY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"

typedef int64_t money_t;
#define NUMBER_UNSET INT64_MIN /* not set, for money and every other whole number; never stored */
#define NUMBER_TEXT_SIZE 48

/* "1250000.00", "-12.5", "12": '.' only, at most two decimals, no spaces, no currency sign. */
bool money_parse(struct slice text, money_t *money, struct error *error);
/* As people type it: spaces (also no-break) between thousands, decimal comma or point, "kr", "SEK", "tkr", "Mkr",
 * U+2212 as minus. `decimal` is ',' or '.'; the other one between digits is refused as ambiguous. */
bool money_parse_typed(struct slice text, char decimal, money_t *money, struct error *error);
const char *money_text(money_t money, char buffer[NUMBER_TEXT_SIZE]);       /* 1250000.00 */
const char *money_local_text(money_t money, char buffer[NUMBER_TEXT_SIZE]); /* 1 250 000,00 or 1,250,000.00 */

bool number_parse(struct slice text, int64_t *number, struct error *error);
/* Two places, stored times 100: "3.50" is 350. Percent the same: "15" is 1500 basis points. */
bool decimal_parse(struct slice text, int64_t *hundredths, struct error *error);
const char *number_text(int64_t number, char buffer[NUMBER_TEXT_SIZE]);
const char *decimal_text(int64_t hundredths, char buffer[NUMBER_TEXT_SIZE]); /* "3.50" */
const char *percent_text(int64_t basis_points, char buffer[NUMBER_TEXT_SIZE]); /* "15", "12.50" */
/* The same as people read them: "3,50" in Swedish. */
const char *decimal_local_text(int64_t hundredths, char buffer[NUMBER_TEXT_SIZE]);
const char *percent_local_text(int64_t basis_points, char buffer[NUMBER_TEXT_SIZE]);

bool money_add(money_t a, money_t b, money_t *sum); /* false: does not fit */
/* value * numerator / denominator, rounded half away from zero; 128 bits inside. NUMBER_UNSET for a zero denominator,
 * where one of them is not set, and where the result does not fit. */
int64_t scaled(int64_t value, int64_t numerator, int64_t denominator);

#endif
