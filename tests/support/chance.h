/* Numbers that look random and come again: the same seed, the same test. */
#ifndef SUPPORT_CHANCE_H
#define SUPPORT_CHANCE_H

#include <stdint.h>

extern uint64_t chance_seed; /* set it before a round to make that round again */

/* 0 … of − 1; 0 where `of` is 0. */
unsigned chance(unsigned of);

#endif
