/* Kinds of fault, by whole words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "handlers/condition/fault_kind.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const struct flow flow = {
	.kinds = {{"body", {"车门", "door"}, 2}, {"engine", {"发动机", "engine"}, 2}},
	.kinds_n = 2,
};

static void a_kind_is_told_by_whole_words(void **state)
{
	static const struct {
		const char *fault;
		int kind;
	} rows[] = {
		{"the door is bent", 0},
		{"DOOR", 0},
		{"both doors jam", 0},
		{"door2 jams", 0},
		{"\xef\xbd\x84oor jams", 0},
		{"左door坏", 0},
		{"右车门坏", 0},
		{"no engine, no door", 0},
		{"outdoors it stalls", -1},
		{"doorbell", -1},
		{"doorés", -1},
		{"a doorstep", -1},
		{"doorbell, then engine", 1},
		{"engine-driven", 1},
		{"engineer came", -1},
		{"trapdoor, door", 0},
		{"doors and engines", 0},
		{"engines stall", 1},
		{"", -1},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int kind = fault_kind_find(&flow, rows[i].fault);
		if (kind != rows[i].kind)
			fail_msg("`%s` is of kind %d, not %d", rows[i].fault, kind, rows[i].kind);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_kind_is_told_by_whole_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
