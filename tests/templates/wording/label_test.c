/* Labels: said in each language that is listed, and read in any. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "templates/file/yaml_get.h"
#include "templates/file/yaml_open.h"
#include "templates/wording/label.h"
#include "tests/langs.h"

static struct faults faults;
static struct label label;
static bool good;

/* Reads the label that is written so. */
static void reads(const char *written, const char *const *others)
{
	char file[] = "/tmp/label_test.XXXXXX";
	FILE *f = fdopen(mkstemp(file), "w");
	struct yaml *y;

	assert_non_null(f);
	assert_true(fprintf(f, "a: %s\n", written) > 0 && fclose(f) == 0);
	faults_free(&faults);
	faults = (struct faults){0};
	y = yaml_open(file, &faults);
	assert_non_null(y);
	good = label_read(yaml_get(y, "a"), &label, others, &faults);
	yaml_close(y);
	unlink(file);
}

static void refuses(const char *written, const char *const *others, const char *what)
{
	reads(written, others);
	assert_int_equal(faults.n, 1);
	assert_string_equal(faults.all[0].what, what);
}

static void holds_what_is_listed(void **state)
{
	(void)state;
	reads("{en: on the way, zh: 在途}", NULL);
	assert_true(good);
	assert_int_equal(faults.n, 0);
	assert_int_equal(label.n, 2);
	assert_string_equal(label.in[ZH], "在途");
	assert_string_equal(label.in[EN], "on the way");
}

static void names_what_is_missing_in_one_fault(void **state)
{
	(void)state;
	refuses("{zh: x}", NULL, "`en` is missing; add `en: ...`");
	assert_false(good);
	refuses("{ru: x}", NULL, "`zh` and `en` are missing; add `zh: ..., en: ...`");
	refuses("x", NULL, "a text for each of these is expected here; write {zh: ..., en: ...}");
}

static void other_languages_are_kept_behind(void **state)
{
	(void)state;
	reads("{ru: в пути, zh: 在途, kk: жолда, en: on the way}", NULL);
	assert_true(good);
	assert_int_equal(faults.n, 0);
	assert_int_equal(label.n, 4);
	assert_string_equal(label.in[EN], "on the way");
	assert_string_equal(label.in[2], "в пути");
	assert_string_equal(label.in[3], "жолда");
}

static void what_is_no_language_is_a_slip(void **state)
{
	static const char *const others[] = {"ends", NULL};

	(void)state;
	reads("{zh: x, en: y, ends: yes}", others);
	assert_int_equal(faults.n, 0);
	assert_int_equal(label.n, 2);
	refuses("{zh: x, en: y, end: yes}", others, "unknown key `end`; did you mean `ends`?");
	refuses("{zh: x, en: y, Fr: z}", others, "unknown key `Fr`; there are `ends`, `zh` and `en`");
	refuses("{zh: x, en: y, french: z}", NULL, "unknown key `french`; there are `zh` and `en`");
}

/* An installation in one language took no flow of two. */
static void one_language_alone_is_enough(void **state)
{
	char one[][LANG_BYTES] = {"en"}, both[][LANG_BYTES] = {"zh", "en"};

	(void)state;
	langs_use(one, 1);
	reads("{zh: 在途, en: on the way}", NULL);
	assert_true(good);
	assert_int_equal(label.n, 2);
	assert_string_equal(label.in[LANG_FIRST], "on the way");
	assert_string_equal(label.in[1], "在途");
	reads("{en: on the way}", NULL);
	assert_true(good);
	assert_int_equal(label.n, 1);
	refuses("{zh: 在途}", NULL, "`en` is missing; add `en: ...`");
	assert_string_equal(lang_shape(), "{en: ...}");
	assert_int_equal(lang_of_verbs, LANG_FIRST);
	langs_use(both, 2);
	assert_string_equal(lang_shape(), "{zh: ..., en: ...}");
	assert_int_equal(lang_of_verbs, EN);
}

static int end(void **state)
{
	(void)state;
	faults_free(&faults);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(holds_what_is_listed),
		cmocka_unit_test(names_what_is_missing_in_one_fault),
		cmocka_unit_test(other_languages_are_kept_behind),
		cmocka_unit_test(what_is_no_language_is_a_slip),
		cmocka_unit_test(one_language_alone_is_enough),
	};

	return cmocka_run_group_tests(tests, NULL, end);
}
