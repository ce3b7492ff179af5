/* What texts set of machines: in the database and the ledger, taken back, and overtaken by an import. */
#include "gateway/machine/machine_sets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "db/ledger/audit.h"
#include "db/store/ledger_rows.h"
#include "db/store/machine_rows.h"
#include "db/store/store.h"
#include "gateway/road/batch.h"
#include "gateway/wire/wire_out.h"
#include "tests/gateway/road/due/upkeep_rules.h"
#include "tests/gateway/road/due_field.h"

#define SERIAL "EC210-0042"
#define FOLDED "ec210-0042"

static int64_t machine_id(struct due_field *f)
{
	struct machine m;

	assert_true(machine_by_serial(f->g.store, FOLDED, &m));
	return m.id;
}

static int64_t part(struct due_field *f, enum machine_part which)
{
	int64_t value;

	assert_true(machine_part(f->g.store, machine_id(f), which, &value));
	return value;
}

static void open_ticket(struct due_field *f)
{
	struct batch b = {0};
	struct input *in = batch_add(&b);

	in->kind = IN_OPEN;
	in->payload = wire_open("o", "upkeep", SERIAL, false, "保养");
	in->length = strlen(in->payload);
	in->came = f->now;
	in->by_hand = true;
	assert_true(batch_run(&f->g, &b, NULL, f->now));
	assert_true(b.all[0].ticket != 0);
	batch_free(&b);
}

/* The words of the last event. */
static void last_change(struct due_field *f, char out[CHANGE_BYTES])
{
	static struct ledger_row rows[16];
	size_t n = ledger_after(f->g.store, 0, rows, 16);

	assert_true(n > 0);
	strcpy(out, rows[n - 1].change);
}

static void has_word(struct due_field *f, const char *word)
{
	char change[CHANGE_BYTES];

	last_change(f, change);
	if (!strstr(change, word))
		fail_msg("`%s` is not in `%s`", word, change);
}

static void holds(struct due_field *f)
{
	char why[256];

	if (!ledger_audit(f->g.store, &f->g.rules->flows, NULL, why, sizeof(why)))
		fail_msg("%s", why);
}

static void hours_are_set_and_taken_back(void **state)
{
	struct due_field *f = *state;

	open_ticket(f);
	due_text(f, HEAD, 0, "完成 4560.5小时");
	assert_int_equal(part(f, PART_HOURS), 4560500);
	has_word(f, "set.hours=4120000/4560500");
	due_text(f, HEAD, 0, "撤销");
	assert_int_equal(part(f, PART_HOURS), 4120000);
	has_word(f, "set.hours=4560500/4120000");
	holds(f);
}

/* Somebody imported the machine meanwhile: that stays. */
static void what_was_imported_since_is_not_taken_back(void **state)
{
	struct due_field *f = *state;

	open_ticket(f);
	due_text(f, HEAD, 0, "完成 4560小时");
	assert_true(store_begin(f->g.store) && machine_set_part(f->g.store, machine_id(f), PART_HOURS, 4570000) &&
		    store_commit(f->g.store));
	due_text(f, HEAD, 0, "撤销");
	assert_int_equal(part(f, PART_HOURS), 4570000);
	holds(f);
}

static void fewer_hours_than_it_has_are_asked_back(void **state)
{
	struct due_field *f = *state;
	char change[CHANGE_BYTES];

	open_ticket(f);
	due_text(f, HEAD, 0, "完成 4119小时");
	assert_int_equal(part(f, PART_HOURS), 4120000);
	last_change(f, change);
	assert_null(strstr(change, "set."));
	due_text(f, HEAD, 0, "完成 4120小时"); /* as many as it has */
	has_word(f, "state=done");
	has_word(f, "set.hours=4120000/4120000");
	holds(f);
}

static void station_and_owner_are_set_to_nothing(void **state)
{
	struct due_field *f = *state;
	int64_t customer = part(f, PART_CUSTOMER);
	char word[64];

	open_ticket(f);
	due_text(f, HEAD, 0, "售出");
	assert_int_equal(part(f, PART_STATION), SET_NOTHING);
	assert_int_equal(part(f, PART_CUSTOMER), SET_NOTHING);
	snprintf(word, sizeof(word), "set.customer=%lld/-", (long long)customer);
	has_word(f, word);
	has_word(f, "set.station=1/-");
	due_text(f, HEAD, 0, "撤销");
	assert_int_equal(part(f, PART_STATION), 1);
	assert_int_equal(part(f, PART_CUSTOMER), customer);
	has_word(f, "set.station=-/1");
	holds(f);
}

static void the_warranty_ends_on_another_day(void **state)
{
	struct due_field *f = *state;

	open_ticket(f);
	due_text(f, HEAD, 0, "延保 2027-12-31");
	has_word(f, "set.warranty=20818/21183");
	assert_int_equal(part(f, PART_WARRANTY), 21183);
	due_text(f, HEAD, 0, "撤销");
	assert_int_equal(part(f, PART_WARRANTY), 20818);
	holds(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		DUE_TEST(hours_are_set_and_taken_back),           DUE_TEST(what_was_imported_since_is_not_taken_back),
		DUE_TEST(fewer_hours_than_it_has_are_asked_back), DUE_TEST(station_and_owner_are_set_to_nothing),
		DUE_TEST(the_warranty_ends_on_another_day),
	};

	return cmocka_run_group_tests(tests, upkeep_load, upkeep_unload);
}
