/* A store that somebody has written to who knows how: rows of any table changed, cut, moved, made anew, with checksums,
 * hashes and seal that fit. Then a command reads it: it may refuse, but not follow what leads nowhere.
 *
 * The first two bytes choose the command; then come the changes, see change_row. */
#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "fuzz/one_of_each.h"
#include "fuzz/program.h"
#include "model/hash.h"
#include "model/model_private.h"
#include "store/store_private.h"

#define CHANGES_MOST 12
#define SUMMARY_ROW_VERSION 1 /* of register/summary.c: what its checksum begins with */

struct row {
	enum kv_table table;
	struct text key, value;
};

static char directory[] = "/dev/shm/forvalta-fuzz-XXXXXX";
static struct row *rows;
static size_t row_count, row_capacity;
static struct text original; /* bytes of the data file */
static const struct kv_options small = {.map_size = (size_t)1 << 30};

static char *path_of(const char *name)
{
	static char path[100];
	snprintf(path, sizeof path, "%s/%s", directory, name);
	return path;
}

static void clean_up(void)
{
	static const char *const names[] = {"data.mdb", "lock.mdb", "import.lock"};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		unlink(path_of(names[i]));
	rmdir(directory);
}

/* ---- the store as it was ---- */

static void add_administrator(struct changes *changes)
{
	const struct passwd *account = getpwuid(getuid());
	struct draft draft;
	draft_init(&draft, schema_entity(E_person));
	draft_set_text(&draft, F_person_name, SLICE("Förvaltare"));
	draft_set_text(&draft, F_person_login, slice_of(account == NULL ? "root" : account->pw_name));
	draft_set_number(&draft, F_person_access, INT64_C(1) << (C_access_administrator - 1));
	REQUIRE(changes_put(changes, &draft, changes_new_id(changes, E_person), 0, NULL));
	draft_free(&draft);
}

static void make_store(void)
{
	struct text command = {0};
	struct error error = {0};
	const struct entry_facts facts = {.kind = ENTRY_CHANGE, .actor = RECORD_BY_ROOT};
	const char *const audit[] = {"audit", "--store", directory, "--today", "2026-11-22", "--raise"};
	REQUIRE(mkdtemp(directory) != NULL);
	atexit(clean_up);
	text_printf(&command, "gzip -dc %s/tests/stores/format-%d/data.mdb.gz > %s", SOURCE_DIR, STORE_FORMAT,
	            path_of("data.mdb"));
	REQUIRE(system(command.data) == 0);
	struct store *store = store_open(directory, &(struct store_options){.map_size = small.map_size}, &error);
	REQUIRE(store != NULL);
	struct changes *changes = changes_begin(store, &facts, &error);
	put_one_of_each(changes);
	add_administrator(changes);
	REQUIRE(changes_commit(&changes, NULL, &error));
	store_close(&store);
	REQUIRE(run_program((int)(sizeof audit / sizeof audit[0]), audit) <= EXIT_FOUND);
	text_free(&command);
}

static void read_rows(void)
{
	struct kv *kv = kv_open(directory, &small, NULL);
	struct kv_txn *txn = kv_begin(kv, false, NULL);
	for (enum kv_table table = 0; table < KV_TABLES; table++) {
		struct kv_cursor *cursor = kv_cursor_new(txn, table);
		struct kv_bytes key, value;
		while (kv_next(cursor, &key, &value)) {
			memory_grow(&rows, &row_capacity, row_count, sizeof *rows);
			rows[row_count] = (struct row){.table = table};
			text_append_bytes(&rows[row_count].key, key.data, key.size);
			text_append_bytes(&rows[row_count++].value, value.data, value.size);
		}
		kv_cursor_free(&cursor);
	}
	kv_abort(&txn);
	kv_close(&kv);
}

static void read_file(void)
{
	char piece[65536];
	size_t size;
	FILE *file = fopen(path_of("data.mdb"), "r");
	while ((size = fread(piece, 1, sizeof piece, file)) > 0)
		text_append_bytes(&original, piece, size);
	fclose(file);
}

static void put_file_back(void)
{
	int file = open(path_of("data.mdb"), O_WRONLY);
	REQUIRE(file >= 0 && pwrite(file, original.data, original.size, 0) == (ssize_t)original.size);
	REQUIRE(ftruncate(file, (off_t)original.size) == 0);
	close(file);
}

/* ---- what is changed ---- */

struct input {
	const uint8_t *at;
	size_t left;
};

static unsigned take(struct input *input)
{
	if (input->left == 0)
		return 0;
	input->left--;
	return *input->at++;
}

static unsigned take_two(struct input *input)
{
	unsigned first = take(input);
	return first << 8 | take(input);
}

static void patch(struct text *bytes, struct input *input)
{
	size_t at = take_two(input), count = 1 + take(input) % 16;
	for (size_t i = 0; i < count && bytes->size > 0; i++)
		bytes->data[(at + i) % bytes->size] = (char)take(input);
}

/* A number at the ends of what its width holds. */
static void put_extreme(struct text *bytes, struct input *input)
{
	static const uint64_t extremes[] = {0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff,
	                                    INT64_MAX, (uint64_t)INT64_MIN, UINT64_MAX, (uint64_t)INT64_MIN + 1, 0xfffffff0};
	size_t at = take_two(input), width = (size_t)1 << take(input) % 4;
	const uint64_t number = extremes[take(input) % 16];
	for (size_t i = 0; i < width && bytes->size > 0; i++)
		bytes->data[(at + i) % bytes->size] = (char)(number >> 8 * i);
}

static void resize(struct text *bytes, struct input *input)
{
	size_t size = take_two(input) % 2048;
	char with = (char)take(input);
	bytes->size = bytes->size > size ? size : bytes->size;
	while (bytes->size < size)
		text_append_char(bytes, with);
}

static void replace(struct text *bytes, struct input *input)
{
	size_t count = take(input);
	text_clear(bytes);
	while (count-- > 0)
		text_append_char(bytes, (char)take(input));
}

static void fit_checksum(uint8_t *bytes, size_t size)
{
	if (size < RECORD_HEADER_SIZE)
		return;
	uint64_t checksum = record_compute_checksum(bytes, size);
	memcpy(bytes + 8, &checksum, sizeof checksum);
}

static void fit(enum kv_table table, const void *key, size_t key_size, uint8_t *bytes, size_t size)
{
	if (table == KV_META && size == 8 && key_size > 8 && memcmp(key, "next_id:", 8) == 0)
		memset(bytes, 0, 5); /* a counter of billions is refused for want of memory: that ends the process */
	else if (table >= KV_RECORD && table < KV_ID)
		fit_checksum(bytes, size);
	else if (table >= KV_HISTORY && size > HISTORY_HEAD_SIZE)
		fit_checksum(bytes + HISTORY_HEAD_SIZE, size - HISTORY_HEAD_SIZE);
	else if (table == KV_JOURNAL && size >= 2 * DIGEST_SIZE)
		entry_hash(bytes + size - DIGEST_SIZE, bytes + size - 2 * DIGEST_SIZE, bytes, size - 2 * DIGEST_SIZE);
	else if (table == KV_SUMMARY && size > 8) {
		uint64_t checksum = hash_64((char *)bytes + 8, size - 8, SUMMARY_ROW_VERSION);
		memcpy(bytes, &checksum, sizeof checksum);
	}
}

/* Two bytes say which row, one what is done to it; then what that needs. */
static void change_row(struct kv_txn *txn, struct input *input)
{
	const struct row *row = &rows[take_two(input) % row_count];
	struct text key = {0}, value = {0};
	unsigned what = take(input);
	text_append(&key, text_slice(&row->key));
	text_append(&value, text_slice(&row->value));
	switch (what % 8) {
	case 0: kv_delete(txn, row->table, bytes_of(key.data, key.size)); break;
	case 1: patch(&key, input); break;
	case 2: put_extreme(&key, input); break;
	case 3: resize(&value, input); break;
	case 4: replace(&value, input); break;
	case 5: put_extreme(&value, input); break;
	default: patch(&value, input); break;
	}
	if (what & 0x40)
		patch(&value, input);
	if (what & 0x80)
		put_extreme(&value, input);
	if (what % 8 != 0) {
		fit(row->table, key.data, key.size, (uint8_t *)value.data, value.size);
		kv_put(txn, row->table, bytes_of(key.data, key.size), bytes_of(value.size == 0 ? "" : value.data, value.size));
	}
	text_free(&key);
	text_free(&value);
}

static void change_store(struct input *input)
{
	struct kv *kv = kv_open(directory, &small, NULL);
	REQUIRE(kv != NULL);
	struct kv_txn *txn = kv_begin(kv, true, NULL);
	for (int i = 0; i < CHANGES_MOST && input->left > 0; i++)
		change_row(txn, input);
	meta_seal(txn);
	REQUIRE(kv_commit(&txn, NULL));
	kv_close(&kv);
}

/* ---- who reads it ---- */

static const char *const commands[] = {
	"verify", "history", "show C --why", "show C --format json", "list E --format jsonl", "list E",
	"export --format jsonl",
	"export E --personal --secret", "audit --full --no-write", "audit --raise", "audit --format json", "history C",
	"undo", "undo #", "set C notes=ny", "remove C", "stat --format openmetrics", "doctor", "notify --dry-run",
	"rules", "ssh-keys", "erase C --why därför", "--as-of # list E --format csv", "--as-of # audit --no-write",
	"--as-of # show C", "list system --columns name,decide_by,support_ends,lcc,debt --sort -decide_by",
	"list system --words a --limit 3", "list service --sort name", "finding acknowledge C --due 2026-12-01",
	"finding accept C --until 2026-12-01 --why därför", "undo C --to #", "audit --format openmetrics --rule OBS,PER",
	"complete -- show C", "list E --where code='x' --sort name", "add system name=Nytt", "catalogue", "history --limit 3",
};

static void append_word(struct text *out, struct slice word, unsigned choice)
{
	size_t entities = 0;
	while (schema_entity_at(entities) != NULL)
		entities++;
	const struct entity *entity = schema_entity_at(choice % entities);
	if (slice_equal_text(word, "C"))
		text_printf(out, "%s-%04u", entity->prefix, 1 + choice / 128);
	else if (slice_equal_text(word, "E"))
		text_append_text(out, entity->name);
	else
		text_append(out, word);
	if (word.size > 0 && word.data[word.size - 1] == '#')
		text_printf(out, "%u", 1 + choice % 22);
}

static void run_command_on_store(unsigned command, unsigned choice)
{
	struct slice rest = slice_of(commands[command % (sizeof commands / sizeof commands[0])]), word;
	struct text words[16] = {0};
	const char *given[20] = {"--store", directory, "--today", "2026-11-22"};
	int count = 4;
	while (slice_next(&rest, ' ', &word)) {
		append_word(&words[count - 4], word, choice);
		given[count] = words[count - 4].data;
		count++;
	}
	run_program(count, given);
	while (count-- > 4)
		text_free(&words[count - 4]);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct input input = {bytes, size};
	if (row_count == 0) {
		make_store();
		read_rows();
		read_file();
	}
	unsigned command = take(&input), choice = take(&input);
	put_file_back();
	change_store(&input);
	run_command_on_store(command, choice);
	return 0;
}
