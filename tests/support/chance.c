#include "support/chance.h"

uint64_t chance_seed = 1;

/* A linear congruential generator; its upper bits are the better ones. */
unsigned chance(unsigned of)
{
	chance_seed = chance_seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return of == 0 ? 0 : (unsigned)(chance_seed >> 33) % of;
}
