/* Words of a lexicon are found wherever they stand, whatever follows them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "templates/lexicon/lexicon.h"
#include "templates/lexicon/lexicon_table.h"

/* Such a word was looked for among those that begin with the letter behind it. */
static void a_mark_of_two_bytes_is_found_before_letters(void **state)
{
	static const struct {
		const char *word, *text;
	} rows[] = {
		{"°", "°"}, {"°", "°с мороза"}, {"°", "°м"}, {"°c", "°c, мороз"}, {"в", "в 9"}, {"вм", "вм"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct lexicon *l = lexicon_new();
		bool first;

		assert_non_null(l);
		assert_true(lexicon_add(l, LANG_FIRST, LEX_UNIT, rows[i].word, 0, &first));
		assert_true(lexicon_seal(l));
		assert_int_equal(lexicon_at(l, LEX_UNIT, rows[i].text, strlen(rows[i].text), NULL),
				 strlen(rows[i].word));
		lexicon_free(l);
	}
}

/* Whoever cuts a text must not cut 开会 in two. */
static void a_word_across_a_place_is_seen(void **state)
{
	static const char text[] = "要开会,早";
	struct lexicon *l = lexicon_new();
	bool first;

	(void)state;
	assert_non_null(l);
	assert_true(lexicon_add(l, LANG_FIRST, LEX_FILLER, "开会", 0, &first));
	assert_true(lexicon_add(l, LANG_FIRST, LEX_OPENER, "早上", 0, &first));
	assert_true(lexicon_seal(l));
	assert_true(lexicon_across(l, text, strlen(text), strlen("要开")));
	assert_false(lexicon_across(l, text, strlen(text), strlen("要")));
	assert_false(lexicon_across(l, text, strlen(text), strlen("要开会")));
	assert_false(lexicon_across(l, text, strlen(text), strlen(text)));
	assert_false(lexicon_across(l, text, strlen(text), 0));
	lexicon_free(l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_mark_of_two_bytes_is_found_before_letters),
		cmocka_unit_test(a_word_across_a_place_is_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
