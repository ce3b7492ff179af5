/* What `outbox` prints of texts that were tried. */
#include "gateway/views/outbox_rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "db/store/store.h"
#include "gateway/views/outbox_sheet.h"
#include "tests/gateway/road/due_field.h"

static char *printed;
static size_t printed_n;

static FILE *out(void)
{
	FILE *f;

	free(printed);
	f = open_memstream(&printed, &printed_n);
	assert_non_null(f);
	return f;
}

static void has(const char *what)
{
	if (!strstr(printed, what))
		fail_msg("it does not say `%s`:\n%s", what, printed);
}

static void list(struct due_field *f)
{
	FILE *o = out();

	assert_true(outbox_rows_print(f->g.store, f->now, o));
	fclose(o);
}

static void sheet(struct due_field *f, int64_t id)
{
	struct outbox_line l;
	char *text;
	FILE *o = out();

	assert_true(outbox_read(f->g.store, id, &l, &text));
	assert_true(outbox_sheet_print(f->g.store, &l, text, o));
	fclose(o);
	free(text);
}

static void answer(struct due_field *f, const struct outbox_answer *a)
{
	enum delivery reported;

	assert_true(store_begin(f->g.store));
	assert_true(outbox_answered(f->g.store, a, f->now, &reported));
	assert_true(store_commit(f->g.store));
}

static void each_try_is_told_with_its_answer_and_reason(void **state)
{
	struct due_field *f = *state;
	struct outbox_line mt[4];
	struct outbox_place place = {.id = 0};

	list(f);
	assert_string_equal(printed, "nothing waits, and nothing is parked\n");
	due_open_ticket(f, "EC210-0042", false, "漏油");
	assert_int_equal(outbox_list(f->g.store, DELIVERY_READY, &place, mt, 4), 2);
	f->now += 90 * MINUTE;
	answer(f, &(struct outbox_answer){.id = mt[0].id,
					  .outcome = TRY_LATER,
					  .state = DELIVERY_READY,
					  .status = 503,
					  .why = "too many at once",
					  .carrier_id = "",
					  .not_before = f->now + 2 * MINUTE});
	answer(f, &(struct outbox_answer){.id = mt[1].id,
					  .outcome = TRY_UNKNOWN,
					  .state = DELIVERY_UNKNOWN,
					  .why = "no answer within 10 s",
					  .carrier_id = ""});
	list(f);
	has("id  state    channel  to ");
	has("1 h 30 min  1      in 2 min  too many at once\n");
	has("1 h 30 min  1      -         no answer within 10 s\n");
	has("(+86138****0001)");
	sheet(f, mt[0].id);
	has("state     ready since 2026-11-23 ");
	has("next try  2026-11-23 10:32");
	has("\ntries\n  1  2026-11-23 10:30:00  sms  later  503  too many at once\n");
	answer(f, &(struct outbox_answer){.id = mt[0].id,
					  .outcome = TRY_REFUSED,
					  .state = DELIVERY_REJECTED,
					  .status = 400,
					  .why = "no such number",
					  .carrier_id = "0x1F"});
	sheet(f, mt[0].id);
	has(": no such number\n");
	has("  2  2026-11-23 10:30:00  sms  refused  400  no such number\n");
	has("carrier   calls it ");
	free(printed);
	printed = NULL;
}

int main(void)
{
	const struct CMUnitTest tests[] = {DUE_TEST(each_try_is_told_with_its_answer_and_reason)};

	return cmocka_run_group_tests(tests, due_rules_load, due_rules_unload);
}
