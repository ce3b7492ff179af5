/* More in a flow file, or more flows, than there is room for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "handlers/flow/flow_read.h"
#include "tests/handlers/flow_folder.h"

static void too_much_is_told(void **state)
{
	struct folder h;
	char many[8192] = "nodes:\n";
	(void)state;
	for (size_t i = 0; i < NODES_MAX; i++) {
		size_t n = strlen(many);
		snprintf(many + n, sizeof(many) - n, "  n%zu: {zh: 节, en: node}\n", i);
	}
	folder_new(&h);
	folder_load(&h, "nodes:\n", many);
	folder_expect(&h.f, 0, 9 + NODES_MAX, 3, 5, "at most 16 nodes are possible here");
	folder_free(&h);
	folder_new(&h);
	folder_load(&h, "      why: {is: words, ",
		    "      a: {is: time, label: {zh: 一, en: a}}\n      b: {is: people, label: {zh: 二, en: b}}\n"
		    "      c: {is: person, label: {zh: 三, en: c}}\n      d: {is: number, label: {zh: 四, en: d}}\n"
		    "      e: {is: choice, label: {zh: 五, en: e}, choices: {f: {zh: 甲, en: f}, g: {zh: 乙, en: "
		    "g}}}\n      why: {is: words, ");
	folder_expect(&h.f, 0, 32, 7, 3, "at most 6 arguments are possible here");
	folder_free(&h);
	folder_new(&h);
	folder_load(
		&h, "tells: {sales_director: {say: opened.staff, if: down}}",
		"tells: {agent: a, parts: a, claims: a, customer: a, station_head: a, engineer: a, sales_manager: a, "
		"unit_manager: a, service_director: a, supervisor: a, headquarters: a}");
	folder_expect(&h.f, 0, 40, 158, 12, "at most 10 audiences are possible here");
	folder_free(&h);
}

static void more_states_and_codes_than_there_is_room_for(void **state)
{
	struct folder h;
	char states[16384] = "states:\n", codes[32768] = "codes:\n";
	(void)state;
	for (size_t i = 0; i < STATES_MAX; i++)
		sprintf(states + strlen(states), "  s%zu: {zh: 态, en: state}\n", i);
	for (size_t i = 0; i < CODES_MAX; i++)
		sprintf(codes + strlen(codes), "  c%zu: {word: {zh: 码%zu, en: code%zu}, by: agent, does: help}\n", i,
			i, i);
	folder_new(&h);
	folder_load(&h, "states:\n", states);
	folder_expect(&h.f, 0, 5 + STATES_MAX, 3, 8, "states are possible here; leave some out");
	folder_free(&h);
	folder_new(&h);
	folder_load(&h, "codes:\n", codes);
	folder_expect(&h.f, 0, 18 + CODES_MAX, 3, 6, "codes are possible here; leave some out");
	folder_free(&h);
}

static void more_flows_than_there_is_room_for(void **state)
{
	struct folder h;
	(void)state;
	folder_new(&h);
	folder_put(h.dir, "flow.yaml", flow_good);
	for (int i = 0; i < FLOWS_MAX; i++)
		assert_true(flow_load(&h.set, h.file, &h.f));
	assert_false(flow_load(&h.set, h.file, &h.f));
	folder_expect(&h.f, 0, 0, 0, 1, "at most 16 flows");
	folder_free(&h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(too_much_is_told),
		cmocka_unit_test(more_states_and_codes_than_there_is_room_for),
		cmocka_unit_test(more_flows_than_there_is_room_for),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
