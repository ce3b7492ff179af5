#include "templates/wording/pages/page_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "templates/wording/wording.h"

static char file[64];

static void put(const char *content)
{
	FILE *to;

	strcpy(file, "/tmp/page_words_test_XXXXXX");
	assert_true(close(mkstemp(file)) == 0);
	to = fopen(file, "w");
	assert_non_null(to);
	fputs(content, to);
	assert_int_equal(fclose(to), 0);
}

static void read_words(struct page_words *w, const char *content, struct faults *f)
{
	put(content);
	page_words_read(file, w, f);
	unlink(file);
}

static void words_are_found_by_their_key(void **state)
{
	struct page_words w = {0};
	struct faults f = {0};

	(void)state;
	read_words(&w, "login.title: Sign in\nproduct: Fieldgate\nboard.n_late: '{n} late of {all}'\n", &f);
	assert_int_equal(f.n, 0);
	assert_int_equal(w.n, 3);
	assert_string_equal(page_words_find(&w, "board.n_late")->text, "{n} late of {all}");
	assert_string_equal(page_words_find(&w, "login.title")->text, "Sign in");
	assert_null(page_words_find(&w, "login"));
	page_words_free(&w);
}

/* The one fault, which stands at that line and says that. */
static void is_refused(const char *content, int line, const char *what)
{
	struct page_words w = {0};
	struct faults f = {0};

	read_words(&w, content, &f);
	assert_int_equal(f.n, 1);
	assert_int_equal(f.all[0].line, line);
	assert_non_null(strstr(f.all[0].what, what));
	faults_free(&f);
	page_words_free(&w);
}

static void what_is_no_word_is_refused(void **state)
{
	char text[PAGE_TEXT_MOST + 8], key[PAGE_KEY_MOST + 8];

	(void)state;
	is_refused("a: b\nBoard.title: x\n", 2, "board.title");
	is_refused("a..b: x\n", 1, "board.title");
	is_refused("a.: x\n", 1, "board.title");
	is_refused(".a: x\n", 1, "board.title");
	is_refused("a: {b: c}\n", 1, "without brackets");
	is_refused("a: [b]\n", 1, "without brackets");
	is_refused("a:\n", 1, "nothing here");
	is_refused("a: b\na: c\n", 2, "twice");
	is_refused("a: '{n'\n", 1, "{number}");
	is_refused("a: 'n}'\n", 1, "{number}");
	is_refused("a: '{{n}}'\n", 1, "{number}");
	is_refused("a: '{}'\n", 1, "{number}");
	is_refused("a: \"b\\nc\"\n", 1, "one line");
	snprintf(text, sizeof(text), "a: %0*d\n", PAGE_TEXT_MOST + 1, 0);
	is_refused(text, 1, "shorten it");
	snprintf(key, sizeof(key), "a%0*d: b\n", PAGE_KEY_MOST, 0);
	is_refused(key, 1, "board.title");
}

static void no_file_is_no_fault(void **state)
{
	struct page_words w = {0};
	struct faults f = {0};

	(void)state;
	page_words_read("/tmp/page_words_test_none", &w, &f);
	assert_int_equal(f.n, 0);
	page_words_warn(&w, NULL, &f);
	assert_int_equal(f.n, 1);
	assert_non_null(strstr(f.all[0].what, "is missing"));
	faults_free(&f);
	page_words_free(&w);
}

static void what_another_language_lacks_is_a_warning(void **state)
{
	struct page_words first = {0}, other = {0};
	struct faults f = {0};

	(void)state;
	read_words(&first, "a: x {n}\nb: y\nc: z\n", &f);
	read_words(&other, "a: x\nb: y {n}\nd: z\n", &f);
	assert_int_equal(f.n, 0);
	page_words_warn(&first, NULL, &f);
	page_words_warn(&first, &first, &f);
	assert_int_equal(f.n, 0);
	page_words_warn(&other, &first, &f);
	assert_int_equal(f.n, 3);
	assert_non_null(strstr(f.all[0].what, "1 of the words"));
	assert_non_null(strstr(f.all[0].what, "`c`"));
	assert_int_equal(f.all[1].line, 1);
	assert_non_null(strstr(f.all[1].what, "`{n}`"));
	assert_int_equal(f.all[2].line, 3);
	assert_non_null(strstr(f.all[2].what, "`d` is not in"));
	faults_free(&f);
	page_words_free(&first);
	page_words_free(&other);
}

/* All that are shipped are whole. */
static void every_shipped_language_has_them_all(void **state)
{
	struct faults f = {0};
	struct wording *w = wording_load("templates", &f);

	(void)state;
	assert_non_null(w);
	wording_warn(w, &f);
	faults_print(&f, stderr);
	assert_int_equal(f.n, 0);
	for (enum lang l = 0; l < langs_n; l++)
		assert_string_equal(page_words_find(wording_pages(w, l), "product")->text, "Fieldgate");
	wording_free(w);
	faults_free(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_found_by_their_key),
		cmocka_unit_test(what_is_no_word_is_refused),
		cmocka_unit_test(no_file_is_no_fault),
		cmocka_unit_test(what_another_language_lacks_is_a_warning),
		cmocka_unit_test(every_shipped_language_has_them_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
