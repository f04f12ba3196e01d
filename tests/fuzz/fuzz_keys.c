/* Any bytes as keys that people paste, line by line, as a file of sshd's, and as a command that comes through SSH. */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/split_words.h"
#include "report/sshd_lines.h"
#include "fuzz/fuzz.h"
#include "identity/ssh_key.h"

static char directory[] = "/dev/shm/forvalta-keys-XXXXXX";
static char path[64];

static void clean_up(void)
{
	unlink(path);
	rmdir(directory);
}

static void look_at_keys(struct slice rest)
{
	struct slice line;
	while (slice_next(&rest, '\n', &line)) {
		struct ssh_key key;
		struct error error = {0};
		char fingerprint[SSH_FINGERPRINT_SIZE];
		ssh_key_line_is_empty(line);
		if (!ssh_key_parse(line, &key, &error)) {
			REQUIRE(error.text[0] != '\0');
			continue;
		}
		REQUIRE(key.size > 0 && key.size <= SSH_KEY_LARGEST && ssh_key_equal(&key, &key));
		REQUIRE(strlen(ssh_key_fingerprint(&key, fingerprint)) < SSH_FINGERPRINT_SIZE);
	}
}

static void look_at_sshd(struct slice bytes)
{
	struct text words = {0};
	FILE *file = fopen(path, "w");
	REQUIRE(file != NULL && fwrite(bytes.data, 1, bytes.size, file) == bytes.size);
	fclose(file);
	if (memmem(bytes.data, bytes.size, "nclude", 6) == NULL) /* would read other files */
		sshd_lines_look(directory, &words);
	text_free(&words);
}

static void look_at_words(struct slice bytes)
{
	struct split_words words = {0};
	struct error error = {0};
	struct text line = {0};
	text_append(&line, bytes);
	if (split_words(text_slice(&line).data, &words, &error)) {
		REQUIRE(words.words == NULL || words.words[words.count] == NULL);
		for (size_t i = 0; i < words.count; i++)
			REQUIRE(strlen(words.words[i]) <= bytes.size);
	} else {
		REQUIRE(error.text[0] != '\0');
	}
	split_words_free(&words);
	text_free(&line);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct slice text = {(const char *)bytes, size};
	if (path[0] == '\0') {
		REQUIRE(mkdtemp(directory) != NULL);
		snprintf(path, sizeof path, "%s/sshd_config", directory);
		atexit(clean_up);
	}
	look_at_keys(text);
	look_at_sshd(text);
	look_at_words(text);
	return 0;
}
