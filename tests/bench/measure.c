#include "bench/measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static struct {
	double wall, cpu, user;
	int64_t memory;
} start;

double seconds_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static double seconds_of(struct timeval time)
{
	return (double)time.tv_sec + (double)time.tv_usec * 1e-6;
}

/* Of this process and of the children it has waited for. */
static double cpu_now(bool user_only)
{
	struct rusage own, children;
	getrusage(RUSAGE_SELF, &own);
	getrusage(RUSAGE_CHILDREN, &children);
	double user = seconds_of(own.ru_utime) + seconds_of(children.ru_utime);
	return user_only ? user : user + seconds_of(own.ru_stime) + seconds_of(children.ru_stime);
}

double seconds_of_user(void)
{
	return cpu_now(true);
}

static int64_t private_memory(void)
{
	long resident = 0, shared = 0;
	FILE *file = fopen("/proc/self/statm", "r");
	if (file == NULL)
		return 0;
	if (fscanf(file, "%*d %ld %ld", &resident, &shared) != 2)
		resident = shared = 0;
	fclose(file);
	return (int64_t)(resident - shared) * sysconf(_SC_PAGESIZE);
}

void measure_begin(struct measured *measured)
{
	measured->memory = 0;
	start.memory = private_memory();
	start.cpu = cpu_now(false);
	start.user = cpu_now(true);
	start.wall = seconds_now();
}

void measure_end(struct measured *measured)
{
	measured->wall = seconds_now() - start.wall;
	measured->cpu = cpu_now(false) - start.cpu;
	measured->user = cpu_now(true) - start.user;
	measured->done = true;
}

void measure_note_memory(struct measured *measured)
{
	int64_t now = private_memory() - start.memory;
	if (now > measured->memory)
		measured->memory = now;
}

bool measure_failed(struct measured *measured, const char *words)
{
	snprintf(measured->words, sizeof measured->words, "%s", words);
	measured->done = false;
	return false;
}

static void run(measured_function *function, void *context, struct measured *measured)
{
	measure_begin(measured);
	function(context, measured);
	if (measured->wall == 0 && measured->words[0] == '\0')
		measure_end(measured);
}

struct measured measure(measured_function *function, void *context)
{
	struct measured *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0),
					result;
	int status = 0;
	if (shared == MAP_FAILED)
		abort();
	fflush(NULL);
	pid_t child = fork();
	if (child == 0) {
		run(function, context, shared);
		fflush(NULL);
		_exit(0);
	}
	if (child < 0 || waitpid(child, &status, 0) != child || status != 0)
		measure_failed(shared, "it ended before its time");
	result = *shared;
	munmap(shared, sizeof *shared);
	return result;
}

static int compare_measured(const void *a, const void *b)
{
	double x = ((const struct measured *)a)->cpu, y = ((const struct measured *)b)->cpu;
	return (x > y) - (x < y);
}

struct measured measure_median(unsigned runs, measured_function *function, void *context)
{
	struct measured results[9];
	runs = runs > 9 ? 9 : runs;
	for (unsigned i = 0; i < runs; i++)
		results[i] = measure(function, context);
	qsort(results, runs, sizeof *results, compare_measured);
	return results[runs / 2];
}

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

double percentile(double *values, uint64_t count, double share)
{
	if (count == 0)
		return 0;
	qsort(values, count, sizeof *values, compare_doubles);
	return values[(uint64_t)((double)(count - 1) * share + 0.5)];
}
