/* Loaded into any program with LD_PRELOAD: the clock stands at FORVALTA_TEST_CLOCK, in seconds since 1970, and goes
 * on from there. */
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t clock, struct timespec *now)
{
	static struct timespec begun;
	const char *pretended = getenv("FORVALTA_TEST_CLOCK");
	int result = (int)syscall(SYS_clock_gettime, clock, now);

	if (clock != CLOCK_REALTIME || !pretended || result != 0)
		return result;
	if (begun.tv_sec == 0)
		begun = *now;
	now->tv_sec = now->tv_sec - begun.tv_sec + atoll(pretended);
	return 0;
}
