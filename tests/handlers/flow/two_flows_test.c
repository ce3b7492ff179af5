/* Two flow files side by side: names and words that both have. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "handlers/check/flow_check.h"
#include "handlers/flow/flow_read.h"
#include "templates/text/text.h"
#include "tests/handlers/flow_folder.h"

static void two_flows_of_one_name_and_word(void **state)
{
	struct folder h;
	char other[128];
	(void)state;
	folder_new(&h);
	folder_load(&h, "flow", "flow");
	folder_put(h.dir, "other.yaml", flow_good);
	snprintf(other, sizeof(other), "%s/other.yaml", h.dir);
	assert_true(flow_load(&h.set, other, &h.f));
	assert_int_equal(h.f.n, 0);
	flows_check(&h.set, NULL, &h.f);
	/* Codes that do the same may share their words, if they say so. */
	assert_true(h.f.n > 1);
	folder_expect(&h.f, 0, 1, 7, 6, "there is a flow `repair` already, in ");
	for (size_t i = 1; i < h.f.n; i++)
		assert_non_null(strstr(h.f.all[i].what, "and they are not both shared; give one another word"));
	assert_string_equal(h.f.all[0].file, other);
	folder_free(&h);
}

static void a_word_that_does_one_thing_here_and_another_there(void **state)
{
	struct folder h;
	char other[128], text[4096];
	char *does;
	(void)state;
	folder_new(&h);
	folder_load(&h, "flow", "flow");
	text_copy(text, sizeof(text), flow_good);
	does = strstr(text, "does: help");
	assert_non_null(does);
	memcpy(does, "does: list", strlen("does: list"));
	folder_put(h.dir, "other.yaml", text);
	snprintf(other, sizeof(other), "%s/other.yaml", h.dir);
	assert_true(flow_load(&h.set, other, &h.f));
	flows_check(&h.set, NULL, &h.f);
	assert_true(h.f.n > 1);
	assert_non_null(strstr(h.f.all[h.f.n - 1].what, "reads like the word of `help`"));
	folder_free(&h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_flows_of_one_name_and_word),
		cmocka_unit_test(a_word_that_does_one_thing_here_and_another_there),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
