#include "templates/wording/own_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "templates/wording/lang.h"
#include "tests/langs.h"

static char file[] = "/tmp/own_words_test_XXXXXX";

static void put(const char *content)
{
	FILE *to;

	strcpy(file, "/tmp/own_words_test_XXXXXX");
	assert_true(close(mkstemp(file)) == 0);
	to = fopen(file, "w");
	assert_non_null(to);
	fputs(content, to);
	assert_int_equal(fclose(to), 0);
}

static void says(const struct own_words *w, enum own_word which, const char *with, const char *said)
{
	struct text out = text_new(200);

	own_words_say(w, which, with, &out);
	assert_string_equal(text_str(&out), said);
	text_free(&out);
}

static void every_language_has_them_all(void **state)
{
	(void)state;
	for (enum lang l = 0; l < langs_n; l++) {
		struct own_words w = {0};
		struct faults f = {0};
		char path[200];

		snprintf(path, sizeof(path), "templates/%s/words.yaml", lang_name(l));
		own_words_read(path, &w, &f);
		assert_int_equal(f.n, 0);
		for (int i = 0; i < OWN_WORDS; i++)
			assert_true(w.in[i][0]);
		says(&w, WORD_WAS, "11:30", l == ZH ? "（原11:30）" : " (was 11:30)");
		says(&w, WORD_COMMA, "", l == ZH ? "、" : ", ");
		says(&w, WORD_NO_STATION, "x", l == ZH ? "无服务站" : "no station");
	}
}

static void what_is_put_in_is_put_in_once(void **state)
{
	struct own_words w = {.in = {[WORD_DAYS] = "<{}>", [WORD_HOURS] = "{}{}", [WORD_MINUTES] = ""}};
	struct text out = text_new(100);

	(void)state;
	says(&w, WORD_DAYS, "{}", "<{}>");
	says(&w, WORD_HOURS, "7", "7{}");
	says(&w, WORD_MINUTES, "7", "");
	own_words_count(&w, WORD_DAYS, -12, &out);
	assert_string_equal(text_str(&out), "<-12>");
	text_free(&out);
}

static void one_that_is_missing_or_unknown_is_named(void **state)
{
	struct own_words w = {0};
	struct faults f = {0};
	bool missing = false, unknown = false;

	(void)state;
	put("comma: x\nbracket: y\n");
	own_words_read(file, &w, &f);
	unlink(file);
	for (size_t i = 0; i < f.n; i++) {
		missing |= strstr(f.all[i].what, "no_machine: ") != NULL;
		unknown |= strstr(f.all[i].what, "did you mean `brackets`?") != NULL;
	}
	assert_true(missing && unknown);
	/* Files that are older than these words do without them. */
	says(&w, WORD_DESK, "", "400");
	says(&w, WORD_DIGITS, "4711", " 4711");
	faults_free(&f);
}

/* Texts name one role: it stood beside the others a second time. */
static void the_role_that_texts_name_stands_among_the_others_or_where_it_was(void **state)
{
	struct own_words w = {0};
	struct faults f = {0};

	(void)state;
	put("station_head: head of a station\n");
	own_words_read(file, &w, &f);
	unlink(file);
	assert_string_equal(w.in[WORD_STATION_HEAD], "head of a station");
	faults_free(&f);
	put("roles: {station_head: chief, engineer: fitter}\n");
	own_words_read(file, &w, &f);
	unlink(file);
	assert_string_equal(w.in[WORD_STATION_HEAD], "chief");
	assert_string_equal(role_titles_find(&w.roles, "engineer"), "fitter");
	assert_string_equal(role_titles_find(&w.roles, "agent"), "");
	faults_free(&f);
	put("comma: x\n");
	own_words_read(file, &w, &f);
	unlink(file);
	for (size_t i = 0; i < f.n; i++)
		if (strstr(f.all[i].what, "station_head"))
			break;
		else if (i + 1 == f.n)
			fail_msg("nobody misses `station_head`");
	faults_free(&f);
}

/* What stands for nothing is named, and so is a word that there is not. */
static void rows_may_be_said_in_part_but_not_wrongly(void **state)
{
	static struct own_words w;
	struct faults f = {0};
	bool place = false, key = false;

	(void)state;
	put("rows: {no_email: '{1} {2}', no_mail: x, no_class: 'write A'}\n");
	own_words_read(file, &w, &f);
	unlink(file);
	for (size_t i = 0; i < f.n; i++) {
		place |= strstr(f.all[i].what, "there is nothing to stand for `{2}` here") != NULL;
		key |= strstr(f.all[i].what, "did you mean `no_email`?") != NULL;
	}
	assert_true(place && key);
	assert_string_equal(w.rows.in[WRONG_CLASS], "write A");
	faults_free(&f);
}

/* As a file of version 1.1.0: what came to be said later is said in other words. */
static void the_words_of_the_phones_asked_all_who_had_templates_of_their_own(void **state)
{
	struct own_words w = {0};
	struct faults f = {0};
	char line[1024], *all = NULL;
	size_t n = 0;
	FILE *from = fopen("templates/en/words.yaml", "r"), *to = open_memstream(&all, &n);

	(void)state;
	assert_true(from && to);
	while (fgets(line, sizeof(line), from))
		if (!strstr(line, "  phones:") && !strstr(line, "  no_play:") && !strstr(line, "  play") &&
		    !strstr(line, "  nothing_due:"))
			fputs(line, to);
	fclose(from);
	fclose(to);
	put(all);
	free(all);
	own_words_read(file, &w, &f);
	unlink(file);
	assert_int_equal(f.n, 0);
	assert_string_equal(w.problems.in[PROBLEM_PHONES], w.problems.in[PROBLEM_ADMINISTRATOR]);
	for (int i = 0; i < PROBLEM_WORDS; i++)
		assert_true(w.problems.in[i][0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_language_has_them_all),
		cmocka_unit_test(what_is_put_in_is_put_in_once),
		cmocka_unit_test(one_that_is_missing_or_unknown_is_named),
		cmocka_unit_test(the_role_that_texts_name_stands_among_the_others_or_where_it_was),
		cmocka_unit_test(rows_may_be_said_in_part_but_not_wrongly),
		cmocka_unit_test(the_words_of_the_phones_asked_all_who_had_templates_of_their_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
