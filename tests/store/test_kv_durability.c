/* The key-value room under kills and pulled plugs: see support/durability.h. */
#include "kv_stream.h"
#include "support/durability.h"

static void *open_kv(const char *directory, bool create, struct error *error)
{
	struct kv_options options = {.create = create, .map_size = (size_t)1 << 30};

	return kv_open(directory, &options, error);
}

static void close_kv(void *store)
{
	struct kv *kv = store;

	kv_close(&kv);
}

static uint64_t write_kv(void *store, struct error *error)
{
	return stream_write(store, error);
}

static bool check_kv(void *store, uint64_t acknowledged, char *words, size_t size)
{
	return stream_check(store, acknowledged, words, size);
}

static bool copy_kv(void *store, const char *directory, struct error *error)
{
	return kv_copy(store, directory, error);
}

int main(int count, char **arguments)
{
	static const struct durable_stream stream = {
		.changes = 260,
		.longest_microseconds = 12000,
		.open = open_kv,
		.close = close_kv,
		.write = write_kv,
		.check = check_kv,
		.copy = copy_kv,
	};

	return durability_main(count, arguments, &stream);
}
