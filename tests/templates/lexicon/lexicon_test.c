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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_mark_of_two_bytes_is_found_before_letters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
