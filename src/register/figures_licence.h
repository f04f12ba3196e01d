/* The figures of licences: how the pool of the licence stands, and when it can be left. */
#ifndef REGISTER_FIGURES_LICENCE_H
#define REGISTER_FIGURES_LICENCE_H

#include "register/figures.h"
#include "register/licences.h"

#define LICENCE_FIGURES 13
extern const struct field licence_figures[LICENCE_FIGURES];

struct value licence_value(struct licence_reader *reader, const struct record *licence, uint8_t figure);
void licence_reasons(struct licence_reader *reader, const struct record *licence, uint8_t figure,
                     struct reasons *reasons);

#endif
