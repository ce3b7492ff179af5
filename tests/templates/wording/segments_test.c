/* SMS segments, at every boundary where carriers begin to bill another. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "templates/wording/segments.h"

/* `n` times `one`, then `after`. */
static const char *repeated(const char *one, size_t n, const char *after)
{
	static char text[8192];
	size_t len = strlen(one);

	assert_true(n * len + strlen(after) < sizeof(text));
	for (size_t i = 0; i < n * len; i++)
		text[i] = one[i % len];
	snprintf(text + n * len, sizeof(text) - n * len, "%s", after);
	return text;
}

static void check(const char *text, enum encoding encoding, size_t units, int count)
{
	struct segments s = segments_of(text);

	assert_int_equal(s.encoding, encoding);
	assert_int_equal(s.units, units);
	assert_int_equal(s.count, count);
}

static void an_empty_text_costs_nothing(void **state)
{
	(void)state;
	check("", GSM7, 0, 0);
}

static void gsm7_boundaries(void **state)
{
	(void)state;
	check("a", GSM7, 1, 1);
	check(repeated("a", 160, ""), GSM7, 160, 1);
	check(repeated("a", 161, ""), GSM7, 161, 2);
	check(repeated("a", 306, ""), GSM7, 306, 2);
	check(repeated("a", 307, ""), GSM7, 307, 3);
	check(repeated("a", 459, ""), GSM7, 459, 3);
	check(repeated("a", 460, ""), GSM7, 460, 4);
}

static void every_character_of_the_gsm_table(void **state)
{
	(void)state;
	check("@£$¥èéùìòÇ\nØø\rÅå", GSM7, 16, 1);
	check("Δ_ΦΓΛΩΠΨΣΘΞÆæßÉ", GSM7, 15, 1);
	check(" !\"#¤%&'()*+,-./0123456789:;<=>?", GSM7, 32, 1);
	check("¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§", GSM7, 32, 1);
	check("¿abcdefghijklmnopqrstuvwxyzäöñüà", GSM7, 32, 1);
	check("^{}\\[~]|€\f", GSM7, 20, 1);
}

static void what_is_not_in_the_gsm_table(void **state)
{
	static const char *const others[] = {"`", "\t", "…", "ç", "á", "“", "—", "中", "\x1B", "\x7F", "\u00A0", "Α"};

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		check(others[i], UCS2, 1, 1);
	check("\xFF", UCS2, 1, 1);
}

static void an_extension_character_at_the_seam_is_not_parted(void **state)
{
	char text[400];

	(void)state;
	check(repeated("a", 158, "€"), GSM7, 160, 1);
	check(repeated("a", 159, "€"), GSM7, 161, 2);
	/* 152 + an extension + 152: the first segment stays one short, and 154 follow. */
	memset(text, 'a', sizeof(text));
	text[152] = '{';
	text[152 + 1 + 151] = '\0';
	check(text, GSM7, 305, 2);
	text[152 + 1 + 151] = 'a';
	text[152 + 1 + 152] = '\0';
	check(text, GSM7, 306, 3);
	/* The same length with the extension clear of the seam fits in two. */
	text[152] = 'a';
	text[10] = '{';
	check(text, GSM7, 306, 2);
}

static void ucs2_boundaries(void **state)
{
	(void)state;
	check(repeated("中", 70, ""), UCS2, 70, 1);
	check(repeated("中", 71, ""), UCS2, 71, 2);
	check(repeated("中", 134, ""), UCS2, 134, 2);
	check(repeated("中", 135, ""), UCS2, 135, 3);
	check(repeated("中", 201, ""), UCS2, 201, 3);
	check(repeated("中", 202, ""), UCS2, 202, 4);
	check(repeated("a", 70, "…"), UCS2, 71, 2);
	check(repeated("{", 69, "中"), UCS2, 70, 1);
}

static void a_surrogate_pair_at_the_seam_is_not_parted(void **state)
{
	(void)state;
	check("😀", UCS2, 2, 1);
	check(repeated("😀", 35, ""), UCS2, 70, 1);
	check(repeated("😀", 66, ""), UCS2, 132, 2);
	check(repeated("😀", 67, ""), UCS2, 134, 3);
	check(repeated("中", 68, "😀"), UCS2, 70, 1);
	check(repeated("中", 132, "😀"), UCS2, 134, 2);
	check(repeated("中", 133, "😀"), UCS2, 135, 3);
	check(repeated("中", 66, "😀"), UCS2, 68, 1);
}

/* The most segments any text of `units` units can be laid out in, by trying them all: for each fill of the
 * last segment, the most segments begun. */
static void worst_by_trial(int *worst, size_t n)
{
	static int most[600][68];

	assert_true(n <= 600);
	memset(most, 0, sizeof(most));
	most[0][0] = 1;
	for (size_t u = 0; u < n; u++) {
		for (size_t in = 0; in <= 67; in++) {
			if (most[u][in] == 0)
				continue;
			for (size_t w = 1; w <= 2 && u + w < n; w++) {
				size_t next = in + w > 67 ? w : in + w;
				int count = most[u][in] + (in + w > 67);

				if (most[u + w][next] < count)
					most[u + w][next] = count;
			}
		}
		worst[u] = 0;
		for (size_t in = 0; in <= 67; in++)
			if (worst[u] < most[u][in])
				worst[u] = most[u][in];
	}
}

static void the_worst_case_is_exact(void **state)
{
	int worst[600];

	(void)state;
	worst_by_trial(worst, 600);
	assert_int_equal(segments_worst(0), 0);
	for (size_t u = 1; u <= 70; u++)
		assert_int_equal(segments_worst(u), 1);
	for (size_t u = 71; u < 600; u++)
		assert_int_equal(segments_worst(u), worst[u]);
	assert_int_equal(segments_worst(133), 2);
	assert_int_equal(segments_worst(134), 3);
}

static void encodings_have_their_wire_names(void **state)
{
	(void)state;
	assert_string_equal(encoding_name(GSM7), "gsm7");
	assert_string_equal(encoding_name(UCS2), "ucs2");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_text_costs_nothing),
		cmocka_unit_test(gsm7_boundaries),
		cmocka_unit_test(every_character_of_the_gsm_table),
		cmocka_unit_test(what_is_not_in_the_gsm_table),
		cmocka_unit_test(an_extension_character_at_the_seam_is_not_parted),
		cmocka_unit_test(ucs2_boundaries),
		cmocka_unit_test(a_surrogate_pair_at_the_seam_is_not_parted),
		cmocka_unit_test(the_worst_case_is_exact),
		cmocka_unit_test(encodings_have_their_wire_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
