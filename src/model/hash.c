#include "model/hash.h"

#include <xxhash.h>

uint64_t hash_64(const void *bytes, size_t size, uint64_t seed)
{
	return XXH3_64bits_withSeed(bytes, size, seed);
}

void hash_128(const void *bytes, size_t size, uint64_t seed, uint64_t out[2])
{
	XXH128_hash_t hash = XXH3_128bits_withSeed(bytes, size, seed);
	out[0] = hash.low64;
	out[1] = hash.high64;
}
