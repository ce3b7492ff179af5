/* By which channel a text goes: that of the person's last text, else that of their route, else the default. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "db/outbox/outbox_hand.h"
#include "tests/gateway/road/due_field.h"
#include "tests/langs.h"

#define CUSTOMER "+8613900000004" /* Silk Road Quarry, of L120-0003, who reads English */
#define WAITING 64

static struct setup routed;

static int make_routed(void **state)
{
	struct due_field *f;

	due_field_make(state);
	f = *state;
	routed = *f->g.setup;
	routed.routes[0] = (struct setup_route){.role = -1, .lang = EN, .channel = "abroad"};
	routed.routes[1] = (struct setup_route){.role = STATION_HEAD, .lang = -1, .channel = "heads"};
	routed.routes_n = 2;
	f->g.setup = &routed;
	return 0;
}

/* The channel of the newest text to that number. */
static void goes_by(const struct due_field *f, const char *number, const char *channel)
{
	struct outbox_line all[WAITING];
	struct outbox_place place = {.id = 0};
	size_t n = outbox_list(f->g.store, DELIVERY_READY, &place, all, WAITING);
	char last[CHANNEL_BYTES] = "";
	int64_t id = 0;

	for (size_t i = 0; i < n; i++) {
		if (strcmp(all[i].number, number) != 0 || all[i].id < id)
			continue;
		id = all[i].id;
		strcpy(last, all[i].channel);
	}
	assert_string_equal(last, channel);
}

static void whoever_has_not_written_is_reached_by_their_route(void **state)
{
	struct due_field *f = *state;

	due_open_ticket(f, "L120-0003", false, "leaks");
	goes_by(f, HEAD, "heads");
	due_text(f, HEAD, 0, "派工 14:00 李雷");
	goes_by(f, CUSTOMER, "abroad");
	goes_by(f, LI_LEI, "sms");
	goes_by(f, HEAD, "sms"); /* by which he wrote */
	due_text(f, CUSTOMER, 0, "when?");
	goes_by(f, CUSTOMER, "sms");
	goes_by(f, HEAD, "sms");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(
		whoever_has_not_written_is_reached_by_their_route, make_routed, due_field_end)};

	return cmocka_run_group_tests(tests, due_rules_load, due_rules_unload);
}
