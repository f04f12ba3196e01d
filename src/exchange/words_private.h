/* Eight bytes at a time. */
#ifndef EXCHANGE_WORDS_PRIVATE_H
#define EXCHANGE_WORDS_PRIVATE_H

#include <endian.h>
#include <stdint.h>
#include <string.h>

#define EVERY_BYTE(value) (UINT64_C(0x0101010101010101) * (value))

/* The first byte lowest, on every machine. */
static inline uint64_t word_at(const char *at)
{
	uint64_t word;
	memcpy(&word, at, sizeof word);
	return le64toh(word);
}

/* The high bit of every byte of `word` that is `byte`, and nothing else. */
static inline uint64_t word_marks(uint64_t word, unsigned char byte)
{
	uint64_t low = EVERY_BYTE(0x7f);
	uint64_t other = word ^ EVERY_BYTE(byte);
	return ~(((other & low) + low) | other | low);
}

#endif
