/* A fuzz target: one function that takes any bytes and must neither crash, leak nor break what it asserts. To add one,
 * write tests/fuzz/fuzz_NAME.c and put some inputs in tests/fuzz/corpus/NAME/; the Makefile finds both. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* Unlike assert it is never compiled away. */
#define REQUIRE(condition) \
	do { \
		if (!(condition)) { \
			fprintf(stderr, "%s:%d: %s does not hold\n", __FILE__, __LINE__, #condition); \
			abort(); \
		} \
	} while (0)

#endif
