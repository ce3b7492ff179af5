/* A long text of which a part does not come is handed on an hour later, and moves nothing. */
#include "gateway/road/due/late_parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "db/messages/parts.h"
#include "db/store/inbox.h"
#include "db/store/store.h"
#include "gateway/road/batch.h"
#include "gateway/road/due/timed.h"
#include "tests/gateway/road/due_field.h"

#define CUSTOMER "+8613900000001" /* 王建国 */
#define AGENT "+8613800000041"
#define STRANGER "+8613711112222"

/* Its row in the inbox. */
static int64_t part(struct due_field *f, const char *from, int number, int total, const char *words)
{
	struct batch b = {0};
	struct input *in = batch_add(&b);
	int64_t row;
	int n;

	assert_non_null(in);
	n = asprintf(
		&in->payload,
		"{\"id\":\"p-%d\",\"from\":\"%s\",\"text\":\"%s\",\"part\":{\"ref\":9,\"number\":%d,\"total\":%d}}",
		f->sends++, from, words, number, total);
	assert_true(n > 0);
	in->kind = IN_MO;
	snprintf(in->channel, sizeof(in->channel), "sms");
	in->length = (size_t)n;
	in->came = f->now;
	assert_true(batch_run(&f->g, &b, NULL, f->now));
	assert_string_equal(b.all[0].outcome, "part");
	row = b.all[0].row;
	batch_free(&b);
	return row;
}

/* What the inbox says of the last part, behind which only the clock's turn came. */
static void became(struct due_field *f, int64_t id, const char *outcome)
{
	struct inbox_row row;

	assert_true(inbox_read(f->g.store, id, &row));
	assert_string_equal(row.outcome, outcome);
	assert_string_equal(row.why, "incomplete");
	inbox_row_free(&row);
}

static void an_engineer_is_asked_for_it_again_and_nothing_moves(void **state)
{
	struct due_field *f = *state;
	int64_t last;
	int moved;

	due_open_ticket(f, "EC210-0042", true, "发动机无法启动");
	due_text(f, HEAD, 0, "派工 14:00 李雷");
	moved = f->moved;
	part(f, LI_LEI, 2, 3, "16:30 同行");
	last = part(f, LI_LEI, 1, 3, "出发 ");
	assert_int_equal(due_next(&f->g, 0, f->now), f->now + HOUR);
	due_pass(f, f->now + HOUR - 1); /* the clocks have said what is theirs */
	due_turn(f);
	assert_null(due_told(f, LI_LEI));
	f->now++;
	due_turn(f);
	due_is_told(f, LI_LEI, "只收到一部分：“出发 16:30 同行…”");
	due_is_told(f, LI_LEI, "帮助");
	became(f, last, "refused");
	assert_int_equal(f->moved, moved);
	assert_int_equal(parts_next_late(f->g.store), 0);
}

static void a_customers_goes_to_people_with_its_gap(void **state)
{
	struct due_field *f = *state;
	int64_t last;

	last = part(f, CUSTOMER, 2, 2, "发动机冒黑烟，快来人");
	f->now += HOUR;
	due_turn(f);
	due_is_told(f, AGENT, "…发动机冒黑烟，快来人");
	due_is_told(f, CUSTOMER, "已转400客服");
	became(f, last, "forwarded");
}

static void a_strangers_is_listed(void **state)
{
	struct due_field *f = *state;
	int64_t last;

	last = part(f, STRANGER, 1, 2, "你好");
	f->now += HOUR;
	due_turn(f);
	assert_int_equal(f->rows_n, 0);
	became(f, last, "unknown");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		DUE_TEST(an_engineer_is_asked_for_it_again_and_nothing_moves),
		DUE_TEST(a_customers_goes_to_people_with_its_gap),
		DUE_TEST(a_strangers_is_listed),
	};

	return cmocka_run_group_tests(tests, due_rules_load, due_rules_unload);
}
