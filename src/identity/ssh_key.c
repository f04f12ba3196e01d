#include "identity/ssh_key.h"

#include <string.h>

#include <sodium.h>

#include "base/lang.h"
#include "base/memory.h"

/* What stands in a key after its type: strings of bytes, each behind its length. */
struct key_type {
	const char *name;
	unsigned parts;
	size_t first_size; /* of the first part, in bytes; 0: any */
	const char *curve; /* the first part names it; NULL: it does not */
	unsigned modulus;  /* which part is an RSA modulus; 0: none */
};

static const struct key_type types[] = {
	{.name = "ssh-ed25519", .parts = 1, .first_size = 32},
	{.name = "ecdsa-sha2-nistp256", .parts = 2, .curve = "nistp256"},
	{.name = "ecdsa-sha2-nistp384", .parts = 2, .curve = "nistp384"},
	{.name = "ecdsa-sha2-nistp521", .parts = 2, .curve = "nistp521"},
	{.name = "sk-ssh-ed25519@openssh.com", .parts = 2, .first_size = 32},
	{.name = "sk-ecdsa-sha2-nistp256@openssh.com", .parts = 3, .curve = "nistp256"},
	{.name = "ssh-rsa", .parts = 2, .modulus = 2},
};

static const struct key_type *find_type(struct slice name)
{
	for (size_t i = 0; i < COUNT_OF(types); i++)
		if (slice_equal_text(name, types[i].name))
			return &types[i];
	return NULL;
}

static struct slice take_word(struct slice *rest)
{
	size_t begin = 0, end;
	while (begin < rest->size && (rest->data[begin] == ' ' || rest->data[begin] == '\t'))
		begin++;
	for (end = begin; end < rest->size && rest->data[end] != ' ' && rest->data[end] != '\t';)
		end++;
	const struct slice word = {rest->data + begin, end - begin};
	*rest = (struct slice){rest->data + end, rest->size - end};
	return word;
}

bool ssh_key_line_is_empty(struct slice line)
{
	struct slice word = take_word(&line);
	return word.size == 0 || word.data[0] == '#';
}

static bool take_part(struct slice *rest, struct slice *part)
{
	if (rest->size < 4)
		return false;
	const uint8_t *at = (const uint8_t *)rest->data;
	size_t size = (size_t)at[0] << 24 | (size_t)at[1] << 16 | (size_t)at[2] << 8 | at[3];
	if (size > rest->size - 4)
		return false;
	*part = (struct slice){rest->data + 4, size};
	*rest = (struct slice){rest->data + 4 + size, rest->size - 4 - size};
	return true;
}

/* Of a number as SSH writes it: big-endian, a zero byte before it where it would else be negative. */
static size_t count_bits(struct slice number)
{
	while (number.size > 0 && number.data[0] == 0)
		number = (struct slice){number.data + 1, number.size - 1};
	if (number.size == 0)
		return 0;
	size_t bits = (number.size - 1) * 8;
	for (unsigned first = (uint8_t)number.data[0]; first != 0; first >>= 1)
		bits++;
	return bits;
}

static bool is_whole(const struct key_type *type, const struct ssh_key *key, size_t *bits)
{
	struct slice rest = {(const char *)key->bytes, key->size}, part;
	if (!take_part(&rest, &part) || !slice_equal_text(part, type->name))
		return false;
	for (unsigned number = 1; number <= type->parts; number++) {
		if (!take_part(&rest, &part) || part.size == 0)
			return false;
		if (number == 1 && type->first_size != 0 && part.size != type->first_size)
			return false;
		if (number == 1 && type->curve != NULL && !slice_equal_text(part, type->curve))
			return false;
		if (number == type->modulus)
			*bits = count_bits(part);
	}
	return rest.size == 0;
}

static bool refuse_type(struct slice word, struct error *error)
{
	if (word.size >= 5 && memcmp(word.data, "-----", 5) == 0)
		return error_set(error, ERROR_INPUT,
		                 _("this is a private key, which must never leave its owner: make a new pair, and give the line "
		                   "of the file that ends in .pub"));
	if (slice_equal_text(word, "ssh-dss") || slice_equal_text(word, "ssh-dsa"))
		return error_set(error, ERROR_INPUT, _("keys of the type DSA are not safe any more: make one with ssh-keygen -t "
		                                       "ed25519"));
	return error_set(error, ERROR_INPUT,
	                 _("a public key begins with its type, as ssh-ed25519; options before it are not taken: the line of "
	                   "the file that ends in .pub is what is needed"));
}

bool ssh_key_parse(struct slice line, struct ssh_key *key, struct error *error)
{
	struct slice word = take_word(&line), encoded = take_word(&line);
	const struct key_type *type = find_type(word);
	size_t bits = 0;
	const char *end = NULL;
	if (type == NULL)
		return refuse_type(word, error);
	key->type = type->name;
	if (sodium_base642bin(key->bytes, sizeof key->bytes, encoded.data, encoded.size, NULL, &key->size, &end,
	                      sodium_base64_VARIANT_ORIGINAL) != 0 ||
	    end != encoded.data + encoded.size || !is_whole(type, key, &bits))
		return error_set(error, ERROR_INPUT, _("what stands after %s is no such key; was it cut off, or broken into lines?"),
		                 type->name);
	if (type->modulus != 0 && bits < SSH_RSA_LEAST_BITS)
		return error_set(error, ERROR_INPUT, _("an RSA key of %zu bits is too short: make one with ssh-keygen -t ed25519"),
		                 bits);
	return true;
}

bool ssh_key_equal(const struct ssh_key *a, const struct ssh_key *b)
{
	return a->size == b->size && memcmp(a->bytes, b->bytes, a->size) == 0;
}

const char *ssh_key_fingerprint(const struct ssh_key *key, char buffer[SSH_FINGERPRINT_SIZE])
{
	uint8_t digest[crypto_hash_sha256_BYTES];
	crypto_hash_sha256(digest, key->bytes, key->size);
	memcpy(buffer, "SHA256:", 7);
	sodium_bin2base64(buffer + 7, SSH_FINGERPRINT_SIZE - 7, digest, sizeof digest,
	                  sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
	return buffer;
}
