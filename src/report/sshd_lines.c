#include "report/sshd_lines.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/lang.h"
#include "base/memory.h"

#define ASKS "ssh-keys --user"

/* Without these a session could do more than the register, or sshd would let others in. */
static const struct {
	const char *keyword, *value;
	bool anywhere; /* not only in the block that asks this program */
} needed[] = {{"AuthorizedKeysFile", "none", false}, {"DisableForwarding", "yes", false}, {"PermitUserRC", "no", false},
              {"ExposeAuthInfo", "yes", true}};

static bool read_file(const char *path, struct text *out)
{
	char piece[4096];
	size_t size;
	FILE *file = fopen(path, "r");
	text_clear(out);
	if (file == NULL)
		return false;
	while (out->size < (1u << 20) && (size = fread(piece, 1, sizeof piece, file)) > 0)
		text_append_bytes(out, piece, size);
	fclose(file);
	return true;
}

/* The value of the first line with the keyword: sshd takes the first, too. Keyword and value are parted by blanks. */
static bool has_keyword(struct slice line, const char *keyword, struct slice *value)
{
	size_t size = strlen(keyword);
	line = slice_trim(line);
	if (line.size <= size || strncasecmp(line.data, keyword, size) != 0 || strchr(" \t=", line.data[size]) == NULL)
		return false;
	*value = slice_trim((struct slice){line.data + size + 1, line.size - size - 1});
	return true;
}

static bool find_value(struct slice lines, const char *keyword, struct slice *value)
{
	struct slice line;
	while (slice_next(&lines, '\n', &line))
		if (has_keyword(line, keyword, value))
			return true;
	return false;
}

static bool asks(struct slice lines, struct slice *command)
{
	return find_value(lines, "AuthorizedKeysCommand", command) &&
	       memmem(command->data, command->size, ASKS, strlen(ASKS)) != NULL;
}

/* The lines from one Match to the next, or what stands before the first: that part which asks this program. */
static bool find_block(struct slice lines, struct slice *block, struct slice *command)
{
	struct slice rest = lines, line, value;
	*block = (struct slice){lines.data, 0};
	while (slice_next(&rest, '\n', &line)) {
		if (!has_keyword(line, "Match", &value)) {
			block->size = (size_t)(line.data + line.size - block->data);
			continue;
		}
		if (asks(*block, command))
			return true;
		*block = line;
	}
	return asks(*block, command);
}

/* sshd does not run what others than root could have written. */
static bool check_program(struct slice command, struct text *words)
{
	struct stat status;
	char path[4096];
	size_t size = strcspn(command.data, " \t\n");
	snprintf(path, sizeof path, "%.*s", (int)(size < command.size ? size : command.size), command.data);
	if (stat(path, &status) == 0 && status.st_uid == 0 && (status.st_mode & 022) == 0)
		return true;
	text_append_text(words, _("sshd will not run "));
	text_append_harmless(words, slice_of(path), false);
	text_append_text(words, _(": it must be there, belong to root and be writable by nobody else"));
	return false;
}

static enum verdict look_at_lines(struct slice lines, const char *path, struct text *words)
{
	struct slice block, value;
	if (!find_block(lines, &block, &value))
		return VERDICT_NONE;
	if (!check_program(value, words))
		return VERDICT_WRONG;
	for (size_t i = 0; i < COUNT_OF(needed); i++)
		if (!find_value(needed[i].anywhere ? lines : block, needed[i].keyword, &value) ||
		    value.size != strlen(needed[i].value) || strncasecmp(value.data, needed[i].value, value.size) != 0) {
			text_printf(words, _("%s lacks the line \"%s %s\"; see ssh.md"), path, needed[i].keyword, needed[i].value);
			return VERDICT_WRONG;
		}
	text_printf(words, _("as it must be, in %s"), path);
	return VERDICT_WELL;
}

static enum verdict look_at_file(const char *path, struct text *words)
{
	struct text lines = {0};
	enum verdict verdict = read_file(path, &lines) ? look_at_lines(text_slice(&lines), path, words) : VERDICT_NONE;
	text_free(&lines);
	return verdict;
}

enum verdict sshd_lines_look(const char *directory, struct text *words)
{
	struct text path = {0};
	struct dirent *entry;
	text_printf(&path, "%s/sshd_config.d", directory);
	DIR *listing = opendir(path.data);
	enum verdict verdict = VERDICT_NONE;
	while (verdict == VERDICT_NONE && listing != NULL && (entry = readdir(listing)) != NULL) {
		size_t size = strlen(entry->d_name);
		if (size < 6 || strcmp(entry->d_name + size - 5, ".conf") != 0)
			continue;
		text_clear(&path);
		text_printf(&path, "%s/sshd_config.d/%s", directory, entry->d_name);
		verdict = look_at_file(path.data, words);
	}
	if (listing != NULL)
		closedir(listing);
	text_clear(&path);
	text_printf(&path, "%s/sshd_config", directory);
	if (verdict == VERDICT_NONE)
		verdict = look_at_file(path.data, words);
	text_free(&path);
	return verdict;
}
