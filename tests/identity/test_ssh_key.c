/* Public keys as people paste them. The keys were made for this test, and their private halves thrown away. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "identity/ssh_key.h"

#define ED25519 "AAAAC3NzaC1lZDI1NTE5AAAAIIl4BErVh/5LF8fkLI8gb9ULJB/Y/r66K4F5nA6W2lMQ"
#define P256 \
	"AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBNJEt37dOC8e5UzpYGPbu8TB5UMyV+AFTYZT1RMMacbjuopx" \
	"E3e+3Q3bL8igNyGHi8DJj9m4ijiVAYVKSj+3ng0="
#define P521 \
	"AAAAE2VjZHNhLXNoYTItbmlzdHA1MjEAAAAIbmlzdHA1MjEAAACFBACjoqhTr6AHhS4cpgekm0+oSA137pkfp9KE+al71COU8NcE" \
	"yMAzMAW7uGu2p72dGoNPqjKdfIh/M404CCAJ0shkewHMUUYujk5+pLAlvhPO+ppuhJjpbrN9I4Zf6qaCbF1u9G2kiqptQ6zgPZiY" \
	"a7S/jM6CmGJ8s7ImYFtrQbRVCPVByQ=="
#define RSA_2048 \
	"AAAAB3NzaC1yc2EAAAADAQABAAABAQCwHLyUD0aTOFQTxn0nr7CrOPc1iFxT3IYL3Fdxo0vh588cavhnUErcHtsdUDUPtTTVwBd0" \
	"NZQceNi9aCY+JgKhgOuqVUuBY1XXo+WCeoYryWPJxefSWiSjaG/xPmGClU2WLLhxCclzri3pYwSZhpb11FPPwqkNJkdKYta9J7xy" \
	"QwPIbk4lhaRNgKaT40c7lUeR5q4Zbd9WHXJmag6vpISlBfrDE+Ed4TPvnSkpgqdI99rNmYwrQ2zhKAxwteIdskaJVHU4FBB9K//W" \
	"Tq3EkBgagBOfI4AB/U1kto6IqtCDaaUe16A5DERZswahKAVHC/GfNsjRxIBsKC284psirEQb"
#define RSA_1024 \
	"AAAAB3NzaC1yc2EAAAADAQABAAAAgQCfwbnbPbfw6kAwYXC5bFI+6+EL/LBMCQxfIAS4J/JzIVWbFOvhxQzRgyb4EZVfyrN/Fn3d" \
	"ou69hUu/9F2t74vts9BJmc6awPZymu0an9OauNNGSLi7yPxxTofp3OsLK42hGl81ECqI0Nm2woiPjTH4QVvm4tyiRQlLL3MEV/8W" \
	"DQ=="

static const struct {
	const char *line, *type, *fingerprint;
} sound[] = {
	{"ssh-ed25519 " ED25519, "ssh-ed25519", "SHA256:ZKCdk4djeuTJMKAeRJdeN+xxlipHVp7+aEV8dn6xFBc"},
	{" \tssh-ed25519 \t" ED25519 "   eva@pc \"with\" command=\"/bin/sh\" ", "ssh-ed25519",
     "SHA256:ZKCdk4djeuTJMKAeRJdeN+xxlipHVp7+aEV8dn6xFBc"},
	{"ecdsa-sha2-nistp256 " P256 " eva", "ecdsa-sha2-nistp256", "SHA256:eZx9KBRuwMXlr4IriRN30CtWoANyhIBjG6H4sX9llBM"},
	{"ecdsa-sha2-nistp521 " P521, "ecdsa-sha2-nistp521", "SHA256:0RjlsJW2V4+bzwBB2mwV7Y7IGRir58M/g9UIqFnXCBo"},
	{"ssh-rsa " RSA_2048, "ssh-rsa", "SHA256:Zsx9lYL9uUr8omCmMTiIEuvg2cJTuzQ8n1nZt7z9JxU"},
};

static const struct {
	const char *line, *words;
} refused[] = {
	{"", "begins with its type"},
	{"AAAA", "begins with its type"},
	{ED25519, "begins with its type"},
	{"command=\"/bin/sh\" ssh-ed25519 " ED25519, "options before it are not taken"},
	{"from=\"10.0.0.0/8\",restrict ssh-ed25519 " ED25519, "options before it are not taken"},
	{"cert-authority ssh-ed25519 " ED25519, "options before it are not taken"},
	{"ssh-ed25519-cert-v01@openssh.com " ED25519, "begins with its type"},
	{"SSH-ED25519 " ED25519, "begins with its type"},
	{"-----BEGIN OPENSSH PRIVATE KEY-----", "a private key"},
	{"ssh-dss AAAAB3NzaC1kc3MAAACBALfo", "DSA"},
	{"ssh-ed25519", "no such key"},
	{"ssh-ed25519 ", "no such key"},
	{"ssh-ed25519 =", "no such key"},
	{"ssh-ed25519 " ED25519 "=", "no such key"},
	{"ssh-ed25519 A" ED25519, "no such key"},
	{"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIl4BErVh/5LF8fkLI8gb9ULJB/Y/r66K4F5nA6W2lM", "no such key"},
	{"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIl4BErVh/5LF8fkLI8gb9ULJB/Y", "no such key"},
	{"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIl4 BErVh/5LF8fkLI8gb9ULJB/Y/r66K4F5nA6W2lMQ", "no such key"},
	{"ssh-rsa " ED25519, "no such key"}, /* says one type and is another */
	{"ssh-ed25519 " P256, "no such key"},
	{"ecdsa-sha2-nistp384 " P256, "no such key"},
	{"sk-ssh-ed25519@openssh.com " ED25519, "no such key"},
	{"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5/////w==", "no such key"}, /* a length far beyond the end */
	{"ssh-rsa " RSA_1024, "1024 bits is too short"},
};

static void keys_are_read_as_ssh_keygen_reads_them(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(sound); i++) {
		struct ssh_key key;
		struct error error = {0};
		char fingerprint[SSH_FINGERPRINT_SIZE];
		if (!ssh_key_parse(slice_of(sound[i].line), &key, &error))
			fail_msg("%s: %s", sound[i].line, error.text);
		assert_string_equal(key.type, sound[i].type);
		assert_string_equal(ssh_key_fingerprint(&key, fingerprint), sound[i].fingerprint);
	}
}

static void what_is_no_safe_key_is_refused_and_never_repeated(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(refused); i++) {
		struct ssh_key key;
		struct error error = {0};
		if (ssh_key_parse(slice_of(refused[i].line), &key, &error))
			fail_msg("taken: %s", refused[i].line);
		if (strstr(error.text, refused[i].words) == NULL)
			fail_msg("%s: %s", refused[i].line, error.text);
		assert_null(strstr(error.text, "IIl4"));
	}
}

/* Every length of a key's text, and every byte of it another: read within its bounds, and never the same key. */
static void no_other_bytes_are_the_same_key(void **state)
{
	struct ssh_key whole, key;
	char line[sizeof "ssh-ed25519 " ED25519];
	(void)state;
	memcpy(line, "ssh-ed25519 " ED25519, sizeof line);
	assert_true(ssh_key_parse(slice_of(line), &whole, NULL));
	for (size_t size = 0; size < sizeof line - 1; size++)
		assert_false(ssh_key_parse((struct slice){line, size}, &key, NULL));
	for (size_t at = 12; at < sizeof line - 1; at++)
		for (const char *other = "A/z9= \t#"; *other != '\0'; other++) {
			char was = line[at];
			line[at] = *other;
			if (was != *other && ssh_key_parse(slice_of(line), &key, NULL))
				assert_false(ssh_key_equal(&key, &whole));
			line[at] = was;
		}
}

static void remarks_and_blank_lines_hold_no_key(void **state)
{
	(void)state;
	assert_true(ssh_key_line_is_empty(SLICE("")));
	assert_true(ssh_key_line_is_empty(SLICE(" \t ")));
	assert_true(ssh_key_line_is_empty(SLICE("  # ssh-ed25519 AAAA")));
	assert_false(ssh_key_line_is_empty(SLICE("ssh-ed25519")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_are_read_as_ssh_keygen_reads_them),
		cmocka_unit_test(what_is_no_safe_key_is_refused_and_never_repeated),
		cmocka_unit_test(no_other_bytes_are_the_same_key),
		cmocka_unit_test(remarks_and_blank_lines_hold_no_key),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
