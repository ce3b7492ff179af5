/* Texts in other charsets, whole and broken. */
#include "gateway/channel/callback/text_charset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define BAD "\xEF\xBF\xBD"

static void reads_bytes(const char *charset, const char *bytes, size_t n, const char *text)
{
	struct text out = text_new(20000);
	char *exact = malloc(n ? n : 1);

	memcpy(exact, bytes, n);
	text_charset_add(charset, exact, n, &out);
	assert_string_equal(text_str(&out), text);
	free(exact);
	text_free(&out);
}
#define READS(charset, bytes, text) reads_bytes(charset, bytes, sizeof(bytes) - 1, text)

static void names(void **state)
{
	(void)state;
	assert_string_equal(text_charset_find("utf-8"), "UTF-8");
	assert_string_equal(text_charset_find("UTF16-BE"), "UTF-16BE");
	assert_string_equal(text_charset_find("iso_8859-1"), "ISO-8859-1");
	assert_null(text_charset_find("GSM"));
	assert_null(text_charset_find("UTF-16"));
	assert_null(text_charset_find(""));
	for (size_t i = 0; text_charsets[i]; i++)
		assert_true(text_charset_works(text_charsets[i]));
	assert_false(text_charset_works("8-BIT"));
}

static void whole(void **state)
{
	(void)state;
	READS("UTF-8", "出发😀", "出发😀");
	READS("UTF-16BE", "\x51\xFA\x53\xD1\xD8\x3D\xDE\x00", "出发😀");
	READS("UTF-16LE", "\xFA\x51\xD1\x53\x3D\xD8\x00\xDE", "出发😀");
	READS("ISO-8859-1", "caf\xE9\x80", "café\xC2\x80");
	READS("WINDOWS-1252", "\x80 5", "€ 5");
	READS("GBK", "\xB3\xF6\xB7\xA2 1", "出发 1");
	READS("GB18030", "\x94\x39\xFC\x36", "😀");
	READS("UTF-16BE", "", "");
}

static void broken(void **state)
{
	char long_one[5000], *text = calloc(1, 20000);

	(void)state;
	READS("UTF-8", "a\xE5\x87z\xFF", "a" BAD BAD "z" BAD);
	READS("UTF-8", "a\0b", "ab");
	READS("UTF-16BE", "\x51\xFA\x53", "出" BAD);
	/* Halves of characters, in the middle and at either end. */
	READS("UTF-16BE", "\xDE\x00\x00\x61\xD8\x3D\x00\x62\xD8\x3D",
	      "\xF4\x8D\xB8\x80"
	      "a\xF4\x8D\xA0\xBD"
	      "b\xF4\x8D\xA0\xBD");
	READS("UTF-16LE", "\x3D\xD8", "\xF4\x8D\xA0\xBD");
	READS("GBK", "\xB3\xF6\xB7", "出" BAD);
	READS("GBK", "\xFF\xB3\xF6", BAD "出");
	for (size_t i = 0; i < sizeof(long_one); i += 2) {
		memcpy(long_one + i, "\x51\xFA", 2);
		strcat(text + i / 2 * 3, "出");
	}
	reads_bytes("UTF-16BE", long_one, sizeof(long_one), text);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names),
		cmocka_unit_test(whole),
		cmocka_unit_test(broken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
