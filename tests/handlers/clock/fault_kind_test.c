/* Kinds of fault, by whole words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "handlers/clock/fault_kind.h"
#include "tests/handlers/clock/clock_bench.h"

#define LINE "      - {within: 48h}\n"

/* The base's kinds: body 0, by 车门 and door; engine 1, by 发动机 and engine. */
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
	struct bench *b = begin(state, "11-23 09:00", JOB(LINE));

	for (size_t i = 0; i < COUNT(rows); i++) {
		if (fault_kind_find(b->flow, rows[i].fault) != rows[i].kind)
			fail_msg("`%s` is of kind %d, not %d", rows[i].fault, fault_kind_find(b->flow, rows[i].fault),
				 rows[i].kind);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		CASE(a_kind_is_told_by_whole_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
