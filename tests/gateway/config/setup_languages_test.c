/* The languages that a configuration lists, and those that have a folder. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/config/setup_files.h"
#include "tests/langs.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* The languages of the setup, as a list. */
static void lists(const struct setup *s, const char *expected)
{
	char all[LANGS_MAX * (LANG_BYTES + 1)] = "";

	for (size_t i = 0; i < s->languages_n; i++)
		strcat(strcat(all, i ? " " : ""), s->languages[i]);
	assert_string_equal(all, expected);
}

static void loads_languages(struct setup *s, const char *line)
{
	char to[160];

	faults_free(&setup_faults);
	snprintf(to, sizeof(to), "templates: wording\n%s\n", line);
	assert_true(setup_slipped(s, setup_good, "templates: wording\n", to));
}

static void languages_are_folders(void **state)
{
	static const char *const refused[][2] = {
		{"languages: []", "a list is expected here; write [LANGUAGE, ...]"},
		{"languages: [en, en]", "`en` is listed twice; leave one out"},
		{"languages: [EN, zh]", "write two or three small letters, as its folder is called"},
		{"languages: [english, zh]", "write two or three small letters"},
		{"languages: [zh, ../zh]", "this is no language"},
		{"languages: [zh, fr]", "there are these: write `languages: [en, zh]`"},
	};
	struct setup s;

	(void)state;
	setup_put_wording();
	loads_languages(&s, "");
	lists(&s, "zh en");
	loads_languages(&s, "languages: en");
	assert_int_equal(setup_faults.n, 0);
	lists(&s, "en");
	loads_languages(&s, "languages: [en, zh]\nroutes: [{language: en, channel: a}]");
	assert_int_equal(setup_faults.n, 0);
	lists(&s, "en zh");
	assert_int_equal(s.routes[0].lang, 0);
	for (size_t i = 0; i < COUNT(refused); i++) {
		loads_languages(&s, refused[i][0]);
		assert_int_equal(setup_faults.n, 1);
		assert_non_null(strstr(setup_faults.all[0].what, refused[i][1]));
		assert_true(s.languages_n > 0);
	}
}

/* An English installation that has no folder zh, and does not say that it needs none, heard of zh in every label. */
static void a_default_that_is_not_there(void **state)
{
	struct setup s;

	(void)state;
	setup_folder("wording");
	setup_folder("wording/en");
	setup_put("wording/en/words.yaml", "", 0644);
	loads_languages(&s, "");
	assert_int_equal(setup_faults.n, 1);
	setup_expect(0, 5, 12, 7, "there are these: write `languages: [en]`");
	lists(&s, "en");
}

#define TEST(t) cmocka_unit_test_setup_teardown(t, setup_begin, setup_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(languages_are_folders),
		TEST(a_default_that_is_not_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
