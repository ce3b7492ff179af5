/* Good flow files, as the program has them afterwards. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "handlers/check/flow_check.h"
#include "handlers/condition/condition_within.h"
#include "handlers/flow/flow_read.h"
#include "templates/wording/lang.h"
#include "tests/handlers/flow_folder.h"
#include "tests/langs.h"

static void a_deputy_is_always_named(void **state)
{
	struct folder h;
	const struct code *c;
	char *text = folder_slipped(flow_good, "    does: help\n",
				    "    does: deputy\n"
				    "    takes: {who: {is: person, must: no, label: {zh: 谁, en: who}}}\n"
				    "    tells: {named_person: help}\n");

	(void)state;
	folder_new(&h);
	folder_put(h.dir, "flow.yaml", text);
	flow_load(&h.set, h.file, &h.f);
	assert_int_equal(h.f.n, 0);
	c = flow_code(h.set.all[0], "help");
	assert_int_equal(c->takes[0].must, MUST); /* whatever the file says */
	free(text);
	folder_free(&h);
}

static void the_good_flow_is_read(void **state)
{
	struct folder h;
	const struct flow *flow;
	(void)state;
	folder_new(&h);
	folder_load(&h, "flow", "flow");
	assert_int_equal(h.f.n, 0);
	flow = flows_find(&h.set, "repair");
	assert_non_null(flow);
	assert_null(flows_find(&h.set, "complaint"));
	assert_string_equal(flow->title.in[ZH], "报修");
	assert_string_equal(flow->down.in[EN], "DOWN");
	assert_int_equal(flow->states_n, 3);
	assert_true(flow->states[2].ends);
	assert_int_equal(flow_state(flow, "done"), 2);
	assert_int_equal(flow_state(flow, "gone"), -1);
	assert_int_equal(flow_node(flow, "closed"), 2);
	assert_int_equal(flow_node(flow, "opened"), -1);
	assert_string_equal(flow->open.name, "open");
	assert_int_equal(flow->open.to, 0);
	assert_int_equal(flow->open.stamps, 1);
	assert_int_equal(flow->open.tells_n, 1);
	assert_string_equal(flow->open.answer, "");
	assert_null(flow_code(flow, "open"));
	assert_ptr_equal(flow_does(flow, DOES_HELP), flow_code(flow, "help"));
	assert_null(flow_does(flow, DOES_UNDO));
	folder_free(&h);
}

/* A flow that was written for more languages than are listed: nothing is said in those, and all is read. */
static void words_of_languages_that_are_not_listed_are_read(void **state)
{
	char one[][LANG_BYTES] = {"en"}, both[][LANG_BYTES] = {"zh", "en"};
	struct folder h;
	const struct code *depart, *close;

	(void)state;
	langs_use(one, 1);
	folder_new(&h);
	folder_load(&h, "also: GD", "also: [{zh: [GD, 关门], de: zu}]");
	assert_int_equal(h.f.n, 0);
	depart = flow_code(h.set.all[0], "depart");
	assert_string_equal(depart->word.in[LANG_FIRST], "depart");
	assert_int_equal(depart->word.n, 2);
	assert_int_equal(depart->shown_n, 2);
	assert_string_equal(depart->words[0], "depart");
	assert_string_equal(depart->words[1], "出发");
	close = flow_code(h.set.all[0], "close");
	assert_string_equal(close->words[close->words_n - 1], "zu");
	assert_string_equal(close->words[close->words_n - 2], "关门");
	assert_string_equal(h.set.all[0]->nodes[1].folded[1], "出发");
	folder_free(&h);
	langs_use(both, 2);
}

static void codes_are_read(void **state)
{
	struct folder h;
	const struct code *depart, *done;
	(void)state;
	folder_new(&h);
	folder_load(&h, "flow", "flow");
	depart = flow_code(h.set.all[0], "depart");
	done = flow_code(h.set.all[0], "close");
	assert_int_equal(depart->words_n, 4);
	assert_string_equal(depart->words[0], "出发");
	assert_string_equal(depart->words[1], "depart");
	assert_string_equal(depart->words[2], "cf");
	assert_string_equal(depart->word.in[EN], "depart");
	assert_int_equal(depart->by, ROLE_BIT(STATION_HEAD));
	assert_int_equal(depart->visit, VISIT_DEPARTS);
	assert_string_equal(depart->takes[0].is.kind->name, "lead");
	assert_int_equal(depart->takes[0].must, MUST_FIRST);
	assert_int_equal(depart->takes[1].must, MUST);
	assert_string_equal(depart->takes[1].example.in[ZH], "堵车");
	assert_int_equal(depart->tells[0].to, TO_CUSTOMER);
	assert_string_equal(depart->answer, "depart.answer");
	assert_int_equal(done->by, BY_LEAD);
	assert_int_equal(done->skips[0], 2);
	assert_int_equal(done->to, 2);
	assert_string_equal(done->answer, "close.done");
	assert_int_equal(condition_term(done->tells[0].when, "down")->in[0].least, 1);
	assert_int_equal(done->tells[0].to, SALES_DIRECTOR);
	assert_int_equal(flow_code(h.set.all[0], "help")->by, BY_ANYONE);
	folder_free(&h);
}

static void where_a_code_fits(void **state)
{
	struct folder h;
	bool skipping;
	const struct code *c;
	(void)state;
	folder_new(&h);
	folder_load(&h, "flow", "flow");
	c = flow_code(h.set.all[0], "close");
	assert_true(code_fits(c, 1, &skipping));
	assert_false(skipping);
	assert_true(code_fits(c, 0, &skipping));
	assert_true(skipping);
	assert_false(code_fits(c, 2, &skipping));
	assert_false(code_fits(c, -1, &skipping));
	assert_false(code_fits(c, 40, &skipping));
	folder_free(&h);
}

/* Cancelling something resolved skips no node, and is still the second choice. */
static void a_state_may_skip_nothing(void **state)
{
	struct folder h;
	bool skipping;
	(void)state;
	folder_new(&h);
	folder_load(&h, "reported: [departed]", "reported: []");
	assert_int_equal(h.f.n, 0);
	assert_true(code_fits(flow_code(h.set.all[0], "close"), 0, &skipping));
	assert_true(skipping);
	folder_free(&h);
}

/* One word for both languages is kept once. */
static void a_word_for_both_languages_is_no_fault(void **state)
{
	struct folder h;
	(void)state;
	folder_new(&h);
	folder_load(&h, "word: {zh: 关单, en: close}", "word: {zh: OK, en: OK}");
	assert_int_equal(h.f.n, 0);
	assert_int_equal(flow_code(h.set.all[0], "close")->words_n, 2); /* and GD */
	folder_free(&h);
}

/* The flow that is shipped. Tests run in the tree's top folder. */
static void the_repair_flow_has_no_fault(void **state)
{
	struct flows set = {0};
	struct faults f = {0};
	(void)state;
	assert_true(flow_load(&set, "handlers/repair.yaml", &f));
	flows_check(&set, NULL, &f);
	if (f.n > 0)
		faults_print(&f, stderr);
	assert_int_equal(f.n, 0);
	flows_free(&set);
	faults_free(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_deputy_is_always_named),
		cmocka_unit_test(the_good_flow_is_read),
		cmocka_unit_test(words_of_languages_that_are_not_listed_are_read),
		cmocka_unit_test(codes_are_read),
		cmocka_unit_test(where_a_code_fits),
		cmocka_unit_test(a_state_may_skip_nothing),
		cmocka_unit_test(a_word_for_both_languages_is_no_fault),
		cmocka_unit_test(the_repair_flow_has_no_fault),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
