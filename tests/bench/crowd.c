#include "bench/crowd.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"

#define CHANGES_MOST 1000
#define OPENING_PATIENCE 120 /* seconds until everybody has opened */

struct crowd {
	const struct bench *bench;
	const struct crowd_way *way;
	struct crowd_pace pace;
	atomic_uint opened;
	_Atomic double start; /* 0: not everybody has opened */
	double waits[CROWD][CHANGES_MOST], woken[CROWD][CHANGES_MOST];
	unsigned done[CROWD];
};

static void sleep_until(double moment)
{
	double left = moment - seconds_now();
	if (left > 0)
		usleep((useconds_t)(left * 1e6));
}

static double wait_for_start(struct crowd *crowd)
{
	double start;
	atomic_fetch_add(&crowd->opened, 1);
	while ((start = atomic_load(&crowd->start)) <= 0)
		usleep(10000);
	return start;
}

/* One after another through the space between two changes. */
static double first_due(const struct crowd *crowd, unsigned person, double start)
{
	return start + crowd->pace.between * person / CROWD;
}

static void save_all(struct crowd *crowd, unsigned person, void *opened, double start)
{
	const struct crowd_way *way = crowd->way;
	double due = first_due(crowd, person, start);
	for (unsigned i = 0; i < crowd->pace.changes; i++, due += crowd->pace.between) {
		if (way->ready != NULL && !way->ready(opened, i))
			return;
		double slept = seconds_now();
		sleep_until(due);
		crowd->woken[person][i] = slept < due ? seconds_now() - due : 0;
		if (!way->save(opened, i))
			return;
		crowd->waits[person][i] = seconds_now() - due;
		crowd->done[person]++;
	}
}

static void live_as(struct crowd *crowd, unsigned person)
{
	void *opened = crowd->way->open(crowd->bench, person);
	double start = wait_for_start(crowd);
	if (opened == NULL)
		return;
	save_all(crowd, person, opened, start);
	crowd->way->close(opened);
}

static void start_together(struct crowd *crowd)
{
	double end = seconds_now() + OPENING_PATIENCE;
	while (atomic_load(&crowd->opened) < CROWD && seconds_now() < end)
		usleep(10000);
	atomic_store(&crowd->start, seconds_now() + 0.5);
}

static void run_all(struct crowd *crowd)
{
	pid_t children[CROWD];
	fflush(NULL);
	for (unsigned person = 0; person < CROWD; person++) {
		children[person] = fork();
		if (children[person] == 0) {
			live_as(crowd, person);
			_exit(0);
		}
	}
	start_together(crowd);
	for (unsigned person = 0; person < CROWD; person++)
		waitpid(children[person], NULL, 0);
}

static uint64_t gather(const struct crowd *crowd, const double seconds[CROWD][CHANGES_MOST], double *all)
{
	uint64_t count = 0;
	for (unsigned person = 0; person < CROWD; person++)
		for (unsigned i = 0; i < crowd->done[person]; i++)
			all[count++] = seconds[person][i];
	return count;
}

static struct crowd_result result_of(const struct crowd *crowd)
{
	struct crowd_result result = {0};
	double *all = memory_new_array(CROWD * CHANGES_MOST, sizeof *all);
	uint64_t count = gather(crowd, crowd->waits, all);
	result.done = count == (uint64_t)CROWD * crowd->pace.changes;
	result.median = percentile(all, count, 0.5);
	result.most_95 = percentile(all, count, 0.95);
	result.most_99 = percentile(all, count, 0.99);
	result.most = percentile(all, count, 1);
	gather(crowd, crowd->woken, all);
	result.woken_99 = percentile(all, count, 0.99);
	result.woken_most = percentile(all, count, 1);
	for (unsigned person = 0; person < CROWD; person++)
		result.acknowledged[person] = crowd->done[person];
	free(all);
	return result;
}

struct crowd_result crowd_run(const struct bench *bench, const struct crowd_way *way, struct crowd_pace pace)
{
	struct crowd *crowd = mmap(NULL, sizeof *crowd, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (crowd == MAP_FAILED || pace.changes > CHANGES_MOST)
		abort();
	crowd->bench = bench;
	crowd->way = way;
	crowd->pace = pace;
	run_all(crowd);
	struct crowd_result result = result_of(crowd);
	munmap(crowd, sizeof *crowd);
	return result;
}

struct crowd_result crowd_best(const struct bench *bench, const struct crowd_way *way, struct crowd_pace pace,
                               void (*after)(void *context, const struct crowd_result *result), void *context)
{
	struct crowd_result best = {0};
	for (unsigned round = 0; round < CROWD_ROUNDS; round++) {
		struct crowd_result result = crowd_run(bench, way, pace);
		if (after != NULL)
			after(context, &result);
		if (round == 0 || (result.done && (!best.done || result.most_99 < best.most_99)))
			best = result;
	}
	return best;
}

unsigned crowd_acknowledged(const struct crowd_result *result)
{
	unsigned sum = 0;
	for (unsigned person = 0; person < CROWD; person++)
		sum += result->acknowledged[person];
	return sum;
}

/* ---- what the register holds afterwards ---- */

struct held {
	uint32_t revision;
	int64_t users;
};

static bool read_held(const struct bench *bench, struct held held[CROWD])
{
	struct session session;
	struct measured measured = {0};
	if (!bench_open(bench, true, &session, &measured))
		return false;
	struct view *view = view_open(session.store, NULL);
	for (unsigned person = 0; view != NULL && person < CROWD; person++) {
		struct record record;
		if (view_record(view, (struct ref){E_system, 1 + person}, &record))
			held[person] = (struct held){record_revision(&record), record_number(&record, F_system_users)};
	}
	view_close(&view);
	session_close(&session);
	return true;
}

void crowd_check_begin(struct crowd_check *check, const struct bench *bench)
{
	struct held held[CROWD] = {0};
	*check = (struct crowd_check){.bench = bench};
	read_held(bench, held);
	for (unsigned person = 0; person < CROWD; person++)
		check->revisions[person] = held[person].revision;
}

void crowd_check_round(void *context, const struct crowd_result *result)
{
	struct crowd_check *check = context;
	struct held held[CROWD] = {0};
	read_held(check->bench, held);
	for (unsigned person = 0; person < CROWD; person++) {
		unsigned acknowledged = result->acknowledged[person], kept = held[person].revision - check->revisions[person];
		bool last_is_there = acknowledged == 0 || held[person].users >= (int64_t)(CROWD_FIRST + acknowledged - 1);
		check->lost += kept < acknowledged ? acknowledged - kept : !last_is_there;
		check->acknowledged += acknowledged;
		check->revisions[person] = held[person].revision;
	}
}

/* ---- the rows ---- */

static void tell_times(const char *what, const struct crowd_result *result, const char *aim)
{
	char words[160], a[32], b[32], c[32], d[32];
	snprintf(words, sizeof words, "50 %% %s, 95 %% %s, 99 %% %s, most %s%s", in_time(result->median, a),
	         in_time(result->most_95, b), in_time(result->most_99, c), in_time(result->most, d),
	         result->done ? "" : ", NOT ALL TAKEN");
	table_words(what, words, "", "", aim);
}

static void tell_waking(const struct crowd_result *result)
{
	char words[100], a[32], b[32];
	snprintf(words, sizeof words, "99 %% %s, most %s", in_time(result->woken_99, a), in_time(result->woken_most, b));
	table_words("    that they only woke for it, the machine's doing", words, "", "", "");
}

static void tell_check(const struct crowd_check *check)
{
	char words[100];
	if (check->lost == 0)
		snprintf(words, sizeof words, "%u acknowledged, none lost", check->acknowledged);
	else
		snprintf(words, sizeof words, "%u acknowledged, %u LOST", check->acknowledged, check->lost);
	table_words("    in the register afterwards", words, "", "", "none lost");
}

void crowd_tell(const char *what, const struct crowd_result *result, const struct crowd_check *check, const char *aim)
{
	tell_times(what, result, aim);
	tell_waking(result);
	if (check != NULL)
		tell_check(check);
}
