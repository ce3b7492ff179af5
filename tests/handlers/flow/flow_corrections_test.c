/* Codes of a flow file that ask for a correction of a time, and decide on one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "handlers/flow/flow_read.h"
#include "tests/handlers/flow_folder.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* clang-format off */
static const struct slip correcting_slips[] = {
	{"      node: {is: node, label: {zh: 节点, en: node}}\n", "", 48, 3, 7, "a code that does `claim` needs to know which node; let it take something that `is: node`"},
	{"is: past", "is: words", 48, 3, 7, "a code that does `claim` needs to know when it happened; let it take something that `is: past`"},
	{"is: past", "is: time", 48, 3, 7, "needs to know when it happened"},
	{"    does: claim\n", "    from: going\n", 56, 5, 6, "a code that does `move` has no use for `stated`; leave it out"},
	{"    does: claim\n", "    does: claim\n    to: done\n", 51, 5, 2, "a code that does `claim` has no use for `to`; leave it out"},
	{"stated: {headq", "stated: {headd", 56, 14, 12, "there is no audience `headduarters`; did you mean `headquarters`?"},
	{"{asker:", "{former_engineer:", 62, 30, 12, "nobody is `former_engineer` here"},
	{"tells: {headquarters:", "tells: {asker:", 55, 20, 12, "nobody is `asker` here, since `correct` decides on no correction; leave this out"},
	{"    does: approve\n    by: [headquarters]\n", "    does: approve\n    by: [staff]\n", 60, 5, 2, "corrections are decided on by roles; name them"},
	{"    does: refuse\n", "    does: approve\n", 48, 3, 7, "`correct` asks for corrections, and no code refuses them; add one that `does: refuse`"},
	{"    does: approve\n", "    does: refuse\n", 48, 3, 7, "`correct` asks for corrections, and no code approves them"},
	{"    does: refuse\n    by: [headquarters]\n", "    from: going\n    by: [headquarters]\n", 63, 3, 6, "a code that does `move` has no use for a node; leave it out"},
	{"    takes: {node: {is: node, label: {zh: 节点, en: node}}}\n    tells", "    tells", 57, 3, 7, "a code that does `approve` needs to know which node"},
};
/* clang-format on */

static void corrections_are_checked(void **state)
{
	char *all = flow_correcting();
	(void)state;
	for (size_t i = 0; i < COUNT(correcting_slips); i++) {
		const struct slip *s = &correcting_slips[i];
		struct folder h;
		char *text;
		folder_new(&h);
		text = folder_slipped(all, s->from, s->to);
		folder_put(h.dir, "flow.yaml", text);
		flow_load(&h.set, h.file, &h.f);
		folder_expect(&h.f, 0, s->line, s->col, s->width, s->what);
		free(text);
		folder_free(&h);
	}
	free(all);
}

static void corrections_are_read(void **state)
{
	struct folder h;
	char *all = flow_correcting();
	const struct code *c;
	(void)state;
	folder_new(&h);
	folder_put(h.dir, "flow.yaml", all);
	flow_load(&h.set, h.file, &h.f);
	assert_int_equal(h.f.n, 0);
	c = flow_code(h.set.all[0], "correct");
	assert_int_equal(c->does, DOES_CLAIM);
	assert_int_equal(c->by, BY_STAFF);
	assert_int_equal(c->from, 3); /* wherever the ticket is open */
	assert_string_equal(c->takes[0].is.kind->name, "node");
	assert_int_equal(c->takes[0].must, MUST); /* whatever the file says */
	assert_string_equal(c->takes[1].is.kind->name, "past");
	assert_int_equal(c->takes[1].must, MUST);
	assert_int_equal(c->stated_n, 1);
	assert_int_equal(c->stated[0].to, HEADQUARTERS);
	assert_int_equal(flow_code(h.set.all[0], "approve")->tells[0].to, TO_ASKER);
	assert_int_equal(flow_code(h.set.all[0], "refuse")->takes[0].must, MAY);
	free(all);
	folder_free(&h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(corrections_are_checked),
		cmocka_unit_test(corrections_are_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
