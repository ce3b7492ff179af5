/* The rules that a configuration names: all of them are loaded, or none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "gateway/config/rulebook_load.h"
#include "tests/gateway/config/setup_files.h"

static const char *const flow = "flow: call\ntitle: {zh: 电, en: call}\ndown: {zh: 停, en: DOWN}\n"
				"states: {new: {zh: 新, en: new}, done: {zh: 完, en: done, ends: yes}}\n"
				"nodes: {new: {zh: 新, en: new}}\nopen: {to: new}\n"
				"codes: {end: {word: {zh: 完, en: end}, by: agent, from: new, to: done}}\n";

static void rules_are_all_or_nothing(void **state)
{
	struct setup s;
	struct rulebook *r;

	(void)state;
	setup_put_wording();
	setup_put("flow.yaml", flow, 0644);
	setup_slipped(&s, setup_good, "", "");
	r = rulebook_load(&s, &setup_faults);
	assert_non_null(r);
	assert_int_equal(r->flows.n, 1);
	assert_non_null(r->wording);
	rulebook_release(rulebook_hold(r)); /* one holder of two */
	assert_int_equal(r->flows.n, 1);
	rulebook_release(r);
	rulebook_release(NULL);
	setup_put("wording/zh/end.answer.txt", "{tickt}", 0644);
	assert_null(rulebook_load(&s, &setup_faults));
	assert_int_equal(setup_faults.n, 1);
	setup_expect(0, 1, 1, 7, "did you mean `{ticket}`?");
	faults_free(&setup_faults);
	setup_put("wording/zh/end.answer.txt", "{ticket}", 0644);
	setup_put("flow.yaml", "flow: [\n", 0644);
	assert_null(rulebook_load(&s, &setup_faults));
	assert_int_equal(setup_faults.n, 1);
}

static void wording_that_is_not_there(void **state)
{
	struct setup s;

	(void)state;
	setup_put("flow.yaml", flow, 0644);
	setup_slipped(&s, setup_good, "", "");
	assert_null(rulebook_load(&s, &setup_faults));
	assert_true(setup_faults.n > 0);
	faults_free(&setup_faults);
	setup_slipped(&s, setup_good, "templates: wording\n", "");
	assert_int_equal(setup_faults.n, 1);
	assert_null(rulebook_load(&s, &setup_faults));
	assert_int_equal(setup_faults.n, 1); /* told once */
}

/* The tree's words, with the key `from` as `to`, in the folder's zh. */
static void put_words(const char *from, const char *to)
{
	static char all[64 * 1024], slipped[64 * 1024];
	char path[128], *at;
	FILE *in = fopen("templates/zh/words.yaml", "r");
	size_t n;

	assert_non_null(in);
	n = fread(all, 1, sizeof(all) - 1, in);
	assert_int_equal(fclose(in), 0);
	all[n] = '\0';
	at = strstr(all, from);
	assert_non_null(at);
	snprintf(slipped, sizeof(slipped), "%.*s%s%s", (int)(at - all), all, to, at + strlen(from));
	snprintf(path, sizeof(path), "%s/wording/zh/words.yaml", setup_dir);
	assert_int_equal(unlink(path), 0);
	setup_put("wording/zh/words.yaml", slipped, 0644);
}

static void a_title_is_of_a_role_that_there_is(void **state)
{
	struct setup s;

	(void)state;
	setup_put_wording();
	setup_put("flow.yaml", flow, 0644);
	setup_slipped(&s, setup_good, "", "");
	put_words("  engineer:", "  enginer:");
	assert_null(rulebook_load(&s, &setup_faults));
	assert_int_equal(setup_faults.n, 1);
	assert_true(setup_faults.all[0].line > 100 && setup_faults.all[0].col == 3);
	assert_string_equal(setup_faults.all[0].what, "the program has no role `enginer`; did you mean `engineer`?");
	faults_free(&setup_faults);
	put_words("  engineer:", "  zz:");
	assert_null(rulebook_load(&s, &setup_faults));
	assert_int_equal(setup_faults.n, 1);
	assert_non_null(strstr(setup_faults.all[0].what, "no role `zz`; leave it out"));
}

#define TEST(t) cmocka_unit_test_setup_teardown(t, setup_begin, setup_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(rules_are_all_or_nothing),
		TEST(wording_that_is_not_there),
		TEST(a_title_is_of_a_role_that_there_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
