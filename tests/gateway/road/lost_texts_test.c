/* A text that will never arrive is said to whoever must act, once. */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "db/outbox/outbox_hand.h"
#include "gateway/road/batch.h"
#include "tests/gateway/road/due_field.h"

#define CUSTOMER "+8613900000001" /* 王建国 */
#define AGENT "+8613800000041"    /* 吴敏 */
#define WAITING 64

/* The newest text that waits for that number; false if none does. */
static bool newest(struct due_field *f, const char *number, struct outbox_line *out)
{
	struct outbox_line all[WAITING];
	struct outbox_place place = {.id = 0};
	size_t n = outbox_list(f->g.store, DELIVERY_READY, &place, all, WAITING);
	int64_t id = 0;

	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].number, number) == 0 && all[i].id > id)
			id = all[i].id;
	return id && outbox_read(f->g.store, id, out, NULL);
}

static int64_t of(struct due_field *f, const char *number, const char *template)
{
	struct outbox_line l;

	if (!newest(f, number, &l))
		fail_msg("nothing waits for %s", number);
	assert_string_equal(l.template, template);
	return l.id;
}

static void report(struct due_field *f, int64_t id, const char *status)
{
	struct batch b = {0};
	struct input *in = batch_add(&b);
	struct outbox_line l;
	char payload[200];

	assert_non_null(in);
	assert_true(outbox_read(f->g.store, id, &l, NULL));
	snprintf(payload, sizeof(payload), "{\"id\":\"%s\",\"status\":\"%s\",\"error\":\"absent subscriber\"}", l.uuid,
		 status);
	in->kind = IN_DLR;
	in->payload = strdup(payload);
	in->length = strlen(payload);
	in->came = f->now;
	snprintf(in->channel, sizeof(in->channel), "sms");
	assert_true(batch_run(&f->g, &b, NULL, f->now));
	assert_string_equal(b.all[0].outcome, "report");
	batch_free(&b);
}

static void expire(struct due_field *f, int64_t id)
{
	struct batch b = {0};
	const struct settled done = {.expired = &id, .expired_n = 1};

	assert_true(batch_run(&f->g, &b, &done, f->now));
	batch_free(&b);
}

/* How many notices there are about this ticket to that number; the last one's words go to last[256]. */
static size_t notices(struct due_field *f, int64_t ticket, const char *number, char last[256])
{
	struct outbox_row rows[WAITING];
	size_t n = outbox_of_ticket(f->g.store, ticket, rows, WAITING), found = 0;

	for (size_t i = 0; i < n; i++) {
		if (strcmp(rows[i].number, number) == 0 && strncmp(rows[i].template, "undelivered.", 12) == 0) {
			found++;
			snprintf(last, 256, "%s", rows[i].text);
		}
		outbox_row_free(&rows[i]);
	}
	return found;
}

static int64_t dispatched(struct due_field *f)
{
	int64_t ticket = due_open_ticket(f, "EC210-0042", false, "漏油");

	due_text(f, HEAD, 0, "派工 14:00 李雷");
	return ticket;
}

static void the_head_hears_of_a_text_to_the_engineer_and_the_agents_of_one_to_the_customer(void **state)
{
	struct due_field *f = *state;
	int64_t ticket = dispatched(f);
	char last[256], expected[256];

	report(f, of(f, LI_LEI, "dispatched.engineer"), "failed");
	assert_int_equal(notices(f, ticket, HEAD, last), 1);
	snprintf(expected, sizeof(expected),
		 "给李雷（+8613800000011）的短信没送到，工单%" PRId64 "（absent subscriber）：工单%" PRId64
		 " 派工给您\n请打电话通知。",
		 ticket, ticket);
	assert_string_equal(last, expected);
	assert_int_equal(notices(f, ticket, AGENT, last), 0);
	report(f, of(f, CUSTOMER, "dispatched.customer"), "rejected");
	assert_int_equal(notices(f, ticket, AGENT, last), 1);
	assert_non_null(strstr(last, "给用户王建国（+8613900000001）的短信没送到，工单"));
	assert_non_null(strstr(last, "（absent subscriber）：您好，您的报修"));
	assert_int_equal(notices(f, ticket, HEAD, last), 1);
}

static void a_text_to_the_head_himself_is_for_the_agents(void **state)
{
	struct due_field *f = *state;
	int64_t ticket = due_open_ticket(f, "EC210-0042", false, "漏油");
	char last[256];

	expire(f, of(f, HEAD, "opened.station_head"));
	assert_int_equal(notices(f, ticket, HEAD, last), 0);
	assert_int_equal(notices(f, ticket, AGENT, last), 1);
	assert_non_null(strstr(last, "给阿里木（+8613800000001）的短信没送到，工单"));
	assert_non_null(strstr(last, "（过了时限）：新报修"));
}

static void a_report_that_comes_twice_is_told_once(void **state)
{
	struct due_field *f = *state;
	int64_t ticket = dispatched(f), id = of(f, LI_LEI, "dispatched.engineer");
	char last[256];

	report(f, id, "failed");
	f->now += 2 * HOUR;
	report(f, id, "failed");
	report(f, id, "expired");
	expire(f, id);
	assert_int_equal(notices(f, ticket, HEAD, last), 1);
	/* One that was delivered is not lost by a late word. */
	id = of(f, CUSTOMER, "dispatched.customer");
	report(f, id, "delivered");
	report(f, id, "failed");
	assert_int_equal(notices(f, ticket, AGENT, last), 0);
}

static void nobody_hears_of_a_lost_notice_or_answer(void **state)
{
	struct due_field *f = *state;
	int64_t ticket = dispatched(f);
	char last[256];

	report(f, of(f, HEAD, "dispatch.answer"), "failed");
	assert_int_equal(notices(f, ticket, HEAD, last), 0);
	assert_int_equal(notices(f, ticket, AGENT, last), 0);
	report(f, of(f, LI_LEI, "dispatched.engineer"), "failed");
	report(f, of(f, HEAD, "undelivered.staff"), "failed");
	assert_int_equal(notices(f, ticket, HEAD, last), 1);
	assert_int_equal(notices(f, ticket, AGENT, last), 0);
}

static void of_one_ticket_everybody_hears_once_an_hour(void **state)
{
	struct due_field *f = *state;
	int64_t ticket = dispatched(f);
	char last[256];

	report(f, of(f, CUSTOMER, "dispatched.customer"), "failed");
	due_text(f, LI_LEI, 0, "出发 14:00");
	report(f, of(f, CUSTOMER, "departed.customer"), "failed");
	assert_int_equal(notices(f, ticket, AGENT, last), 1);
	f->now += 61 * MINUTE;
	due_text(f, LI_LEI, 0, "延误 15:00");
	report(f, of(f, CUSTOMER, "delayed.customer"), "failed");
	assert_int_equal(notices(f, ticket, AGENT, last), 2);
	assert_non_null(strstr(last, "15:00"));
}

static void what_is_kept_back_or_dropped_by_hand_is_no_loss(void **state)
{
	struct due_field *f = *state;
	int64_t ticket = due_open_ticket(f, "EC210-0042", false, "漏油");
	char last[256];

	due_text(f, CUSTOMER, 0, "退订");
	due_text(f, HEAD, 0, "派工 14:00 李雷");
	assert_int_equal(notices(f, ticket, AGENT, last), 0);
	assert_true(store_begin(f->g.store));
	assert_true(outbox_drop(f->g.store, of(f, LI_LEI, "dispatched.engineer"), "dropped by hand", f->now));
	assert_true(store_commit(f->g.store));
	due_text(f, LI_LEI, 0, "出发 14:00");
	assert_int_equal(notices(f, ticket, HEAD, last), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		DUE_TEST(the_head_hears_of_a_text_to_the_engineer_and_the_agents_of_one_to_the_customer),
		DUE_TEST(a_text_to_the_head_himself_is_for_the_agents),
		DUE_TEST(a_report_that_comes_twice_is_told_once),
		DUE_TEST(nobody_hears_of_a_lost_notice_or_answer),
		DUE_TEST(of_one_ticket_everybody_hears_once_an_hour),
		DUE_TEST(what_is_kept_back_or_dropped_by_hand_is_no_loss),
	};

	return cmocka_run_group_tests(tests, due_rules_load, due_rules_unload);
}
