/* The wording: which templates there are, in which languages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/langs.h"
#include "tests/templates/wording/wording_folder.h"

static void languages_have_names(void **state)
{
	enum lang l = EN;

	(void)state;
	assert_true(lang_read("zh", &l));
	assert_int_equal(l, ZH);
	assert_true(lang_read("en", &l));
	assert_int_equal(l, EN);
	assert_false(lang_read("EN", &l));
	assert_false(lang_read("", &l));
	assert_string_equal(lang_name(ZH), "zh");
}

static void templates_are_found_by_language_and_name(void **state)
{
	struct wording_folder f = folder_new();

	(void)state;
	folder_put(&f, "zh/a.txt", "甲");
	folder_put(&f, "en/a.txt", "one");
	folder_put(&f, "zh/a.b.txt", "乙");
	folder_put(&f, "en/a.b.txt", "two");
	folder_put(&f, "en/README", "not a template");
	folder_put(&f, "en/.hidden.txt", "not a template");
	folder_put(&f, "en/a.txt~", "not a template");
	folder_load(&f);
	assert_int_equal(f.faults.n, 0);
	assert_string_equal(template_name(wording_at(f.w, EN, 0)), "a");
	assert_string_equal(template_name(wording_at(f.w, EN, 1)), "a.b");
	assert_null(wording_at(f.w, EN, 2));
	assert_ptr_equal(wording_find(f.w, EN, "a.b"), wording_at(f.w, EN, 1));
	assert_ptr_not_equal(wording_find(f.w, ZH, "a"), wording_find(f.w, EN, "a"));
	assert_string_equal(template_file(wording_find(f.w, ZH, "a")), f.files[0]);
	assert_null(wording_find(f.w, EN, "b"));
	assert_null(wording_find(f.w, EN, ""));
	folder_end(&f);
}

static void an_empty_folder_holds_nothing(void **state)
{
	struct wording_folder f = folder_new();

	(void)state;
	folder_load(&f);
	assert_int_equal(f.faults.n, 0);
	assert_null(wording_find(f.w, EN, "a"));
	assert_null(wording_at(f.w, ZH, 0));
	folder_end(&f);
}

static void a_missing_folder_is_said_for_each_language(void **state)
{
	struct faults f = {0};

	(void)state;
	assert_null(wording_load("/nonexistent", &f));
	assert_int_equal(f.n, 2);
	assert_string_equal(f.all[0].file, "/nonexistent/zh");
	assert_string_equal(f.all[0].what, "this folder cannot be read: No such file or directory");
	faults_free(&f);
}

static void a_template_in_one_language_only_is_a_fault(void **state)
{
	struct wording_folder f = folder_new();
	char what[200];

	(void)state;
	folder_put(&f, "zh/a.txt", "甲");
	folder_put(&f, "en/b.txt", "two");
	folder_load(&f);
	assert_int_equal(f.faults.n, 2);
	assert_string_equal(f.faults.all[0].file, f.files[0]);
	snprintf(what, sizeof(what), "there is no %s/en/a.txt; write it, or remove this one", f.dir);
	assert_string_equal(f.faults.all[0].what, what);
	snprintf(what, sizeof(what), "there is no %s/zh/b.txt; write it, or remove this one", f.dir);
	assert_string_equal(f.faults.all[1].what, what);
	assert_int_equal(f.faults.all[1].line, 0);
	folder_end(&f);
}

/* Else a cap would hold for people of one language alone. */
static void what_no_cap_keeps_back_is_so_in_each_language(void **state)
{
	struct wording_folder f = folder_new();

	(void)state;
	folder_put(&f, "zh/a.txt", "@always\n甲");
	folder_put(&f, "en/a.txt", "one");
	folder_put(&f, "zh/b.txt", "@always\n乙");
	folder_put(&f, "en/b.txt", "@always\ntwo");
	folder_load(&f);
	assert_true(template_always(wording_find(f.w, ZH, "b")));
	assert_true(template_always(wording_find(f.w, EN, "b")));
	assert_false(template_always(wording_find(f.w, EN, "a")));
	assert_int_equal(f.faults.n, 1);
	assert_string_equal(f.faults.all[0].file, f.files[1]);
	assert_string_equal(f.faults.all[0].what,
			    "it is `@always` in zh, and not here; write it in every language, or in none");
	folder_end(&f);
}

/* Each language that had it told that a third one had not. */
static void what_one_of_three_lacks_is_told_once(void **state)
{
	char three[][LANG_BYTES] = {"zh", "en", "xx"};
	struct wording_folder f;
	char what[200], path[200], *words = realpath("templates/en/words.yaml", NULL);

	(void)state;
	langs_use(three, 3);
	f = folder_new();
	snprintf(path, sizeof(path), "%s/xx/words.yaml", f.dir);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(symlink(words, path), 0);
	free(words);
	folder_put(&f, "zh/a.txt", "甲");
	folder_put(&f, "xx/a.txt", "@always\nодин");
	folder_put(&f, "en/b.txt", "@always\ntwo");
	folder_put(&f, "zh/b.txt", "乙");
	folder_put(&f, "xx/b.txt", "@always\nдва");
	folder_load(&f);
	assert_int_equal(f.faults.n, 3);
	assert_string_equal(f.faults.all[0].what,
			    "it is `@always` in xx, and not here; write it in every language, or in none");
	snprintf(what, sizeof(what), "there is no %s/en/a.txt; write it, or remove this one", f.dir);
	assert_string_equal(f.faults.all[1].what, what);
	assert_string_equal(f.faults.all[2].file, f.files[3]);
	folder_end(&f);
	langs_use(three, 2);
}

static void a_name_too_long_is_a_fault(void **state)
{
	struct wording_folder f = folder_new();

	(void)state;
	folder_put(&f, "zh/123456789012345678901234567890123456789012345678.txt", "x");
	folder_put(&f, "zh/12345678901234567890123456789012345678901234567.txt", "x");
	folder_put(&f, "en/12345678901234567890123456789012345678901234567.txt", "x");
	folder_load(&f);
	assert_int_equal(f.faults.n, 1);
	assert_non_null(strstr(f.faults.all[0].what, "at most 47 bytes"));
	assert_non_null(wording_find(f.w, ZH, "12345678901234567890123456789012345678901234567"));
	folder_end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(languages_have_names),
		cmocka_unit_test(templates_are_found_by_language_and_name),
		cmocka_unit_test(an_empty_folder_holds_nothing),
		cmocka_unit_test(a_missing_folder_is_said_for_each_language),
		cmocka_unit_test(a_template_in_one_language_only_is_a_fault),
		cmocka_unit_test(what_no_cap_keeps_back_is_so_in_each_language),
		cmocka_unit_test(what_one_of_three_lacks_is_told_once),
		cmocka_unit_test(a_name_too_long_is_a_fault),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
