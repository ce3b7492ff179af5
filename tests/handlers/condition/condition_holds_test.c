/* Conditions as a due line has them, read from a flow's file and asked of tickets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "handlers/condition/condition_holds.h"
#include "tests/handlers/flow_folder.h"

static struct station stations[] = {{.id = 1, .name = "Korla", .folded = "korla", .region = "C"},
				    {.id = 2, .name = "Urumqi", .folded = "urumqi", .region = "North"}};
static struct roster roster = {.stations = stations, .stations_n = 2};

/* The condition that a clock of the good flow has. */
static const struct condition *load(struct folder *h, const char *condition)
{
	char keys[600];
	snprintf(keys, sizeof(keys),
		 "flow: repair\nfaults: {body: [door], engine: [engine]}\nclocks:\n  still:\n"
		 "    label: {zh: 停, en: still}\n    during: [going]\n    if: %s\n    due: [{within: 3h}]\n",
		 condition);
	folder_new(h);
	folder_load(h, "flow: repair\n", keys);
	if (h->f.n > 0)
		fail_msg("%s: %s", condition, h->f.all[0].what);
	return h->set.all[0]->clocks[0].when;
}

static void each_key_is_asked_of_the_ticket(void **state)
{
	/* clang-format off */
	static const struct {
		const char *condition;
		bool down; char class; double km; int64_t station; const char *fault;
		bool holds;
	} all[] = {
		{"down", true, 0, -1, 0, "", true},
		{"down", false, 0, -1, 0, "", false},
		{"{down: yes}", true, 0, -1, 0, "", true},
		{"{down: no}", true, 0, -1, 0, "", false},
		{"{down: [yes, no]}", false, 0, -1, 0, "", true},
		{"{class: A}", false, 'A', -1, 0, "", true},
		{"{class: A}", false, 'B', -1, 0, "", false},
		{"{class: [A, B]}", false, 'B', -1, 0, "", true},
		{"{class: [A, B, C, D]}", false, 0, -1, 0, "", false}, /* none is known */
		{"{km: over 100}", false, 0, 100, 0, "", false},
		{"{km: over 100}", false, 0, 100.0001, 0, "", true},
		{"{km: up to 100}", false, 0, 100, 0, "", true},
		{"{km: up to 100}", false, 0, 100.0001, 0, "", false},
		{"{km: up to 100}", false, 0, -1, 0, "", false},
		{"{km: from 100}", false, 0, 100, 0, "", true},
		{"{km: under 100}", false, 0, 100, 0, "", false},
		{"{km: under 100.5}", false, 0, 100.4, 0, "", true},
		{"{km: over 50 up to 100}", false, 0, 50, 0, "", false},
		{"{km: over 50 up to 100}", false, 0, 75, 0, "", true},
		{"{km: [up to 50, over 100]}", false, 0, 75, 0, "", false},
		{"{km: [up to 50, over 100]}", false, 0, 125, 0, "", true},
		{"{region: c}", false, 0, -1, 1, "", true},
		{"{region: [B, north]}", false, 0, -1, 2, "", true},
		{"{region: c}", false, 0, -1, 2, "", false},
		{"{region: c}", false, 0, -1, 0, "", false},
		{"{fault: body}", false, 0, -1, 0, "the door jams", true},
		{"{fault: engine}", false, 0, -1, 0, "the door jams", false},
		{"{fault: [engine, body]}", false, 0, -1, 0, "the door jams", true},
		{"{fault: [engine, body]}", false, 0, -1, 0, "it leaks", false},
		{"{fault: body, class: A, km: over 100, region: C, down: yes}", true, 'A', 101, 1, "door", true},
		{"{fault: body, class: A, km: over 100, region: C, down: yes}", true, 'A', 101, 1, "axle", false},
		{"{fault: body, class: A, km: over 100, region: C, down: yes}", false, 'A', 101, 1, "door", false},
	};
	/* clang-format on */
	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		struct folder h;
		const struct condition *c = load(&h, all[i].condition);
		struct ticket *t = calloc(1, sizeof(*t));
		struct condition_of of = {.ticket = t, .roster = &roster};
		ticket_blank(t, h.set.all[0], 10008);
		t->down = all[i].down;
		t->customer_class = all[i].class;
		t->km = all[i].km;
		t->station = all[i].station;
		snprintf(t->fault, sizeof(t->fault), "%s", all[i].fault);
		if (condition_holds(c, &of) != all[i].holds)
			fail_msg("%zu: %s", i, all[i].condition);
		free(t);
		folder_free(&h);
	}
}

/* How many of 10,000 tickets, or of a machine's 10,000 occasions, it holds for; `within`: it must hold wherever that does. */
static int held(const struct condition *c, const struct condition *within, bool occasions)
{
	struct ticket *t = calloc(1, sizeof(*t));
	struct machine_facts facts = {.occasion = 0};
	const struct condition_of of = {.ticket = t, .roster = &roster, .machine = occasions ? &facts : NULL};
	int n = 0;
	t->machine = 7;
	for (int i = 0; i < 10000; i++) {
		t->number = occasions ? 0 : 10008 + i;
		t->opened = occasions ? 0 : 1795000000000 + (int64_t)i * 60000;
		facts.occasion = i;
		n += condition_holds(c, &of);
		if (within && condition_holds(within, &of))
			assert_true(condition_holds(c, &of));
	}
	free(t);
	return n;
}

static void a_draw_holds_for_so_many_of_a_hundred(void **state)
{
	struct folder tenth, third;
	const struct condition *ten = load(&tenth, "{drawn: 10%}"), *more = load(&third, "{drawn: 33.3%}");
	(void)state;
	for (int occasions = 0; occasions < 2; occasions++) {
		assert_in_range(held(ten, NULL, occasions), 900, 1100);
		assert_in_range(held(more, ten, occasions), 3150, 3510);
	}
	folder_free(&tenth);
	folder_free(&third);
}

static void what_is_no_share_is_a_fault(void **state)
{
	static const char *const all[] = {"0%", "100%", "10", "\"%\"", "-5%", "10 of 100", "[10%, most]"};
	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		char keys[400];
		struct folder h;
		snprintf(keys, sizeof(keys),
			 "flow: repair\nclocks:\n  still:\n    label: {zh: 停, en: still}\n    during: [going]\n"
			 "    if: {drawn: %s}\n    due: [{within: 3h}]\n",
			 all[i]);
		folder_new(&h);
		folder_load(&h, "flow: repair\n", keys);
		if (h.f.n != 1 || !strstr(h.f.all[0].what, "as `10%`"))
			fail_msg("%s: %s", all[i], h.f.n ? h.f.all[0].what : "no fault");
		folder_free(&h);
	}
}

static void none_always_holds(void **state)
{
	struct condition_of of = {.ticket = NULL};
	(void)state;
	assert_true(condition_holds(NULL, &of));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_key_is_asked_of_the_ticket),
		cmocka_unit_test(a_draw_holds_for_so_many_of_a_hundred),
		cmocka_unit_test(what_is_no_share_is_a_fault),
		cmocka_unit_test(none_always_holds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
