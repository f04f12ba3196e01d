/* Hashes for tables in memory: not for anything that has to be hard to forge. */
#ifndef MODEL_HASH_H
#define MODEL_HASH_H

#include <stddef.h>
#include <stdint.h>

uint64_t hash_64(const void *bytes, size_t size, uint64_t seed);
void hash_128(const void *bytes, size_t size, uint64_t seed, uint64_t out[2]);

#endif
