/* Texts that nobody takes, on one channel while others go on: they wait, in order, through all that may happen meanwhile,
 * and go out when somebody takes them; what is not worth sending any more is not sent. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "templates/text/units.h"
#include "tests/faults/flood_site.h"

#define TEXTS 700 /* more than the gateway's table begins with */

static void ask_for_help(struct road *r, const char *channel, const char *from, int first, int n)
{
	char topic[64], id[32];

	snprintf(topic, sizeof(topic), "mo/%s", channel);
	for (int i = first; i < first + n; i++) {
		snprintf(id, sizeof(id), "%s-%d", channel, i);
		road_send(r, topic, id, json_pack("{s:s, s:s, s:s}", "id", id, "from", from, "text", "帮助"));
	}
}

static void listen_to_all_but_wecom(struct road *r)
{
	static const char *const topics[] = {"mt/sms", "reply/#", "status"};

	for (size_t i = 0; i < sizeof(topics) / sizeof(*topics); i++)
		client_subscribe(r->desk, topics[i]);
}

static void count_is(const struct road *r, const char *channel, const char *state, int64_t n)
{
	char sql[160];

	snprintf(sql, sizeof(sql), "SELECT count(*) FROM outbox WHERE channel = '%s' AND state = '%s'", channel, state);
	road_await(r, sql, n, PEER_PATIENCE);
}

/* Every MT that is heard on this channel is younger than the one before. */
static void are_in_order(struct client *c, const char *topic, size_t n)
{
	char before[40] = "", id[40];
	size_t seen = 0;

	assert_true(client_wait_count(c, 0, topic, NULL, n, PEER_PATIENCE));
	for (size_t i = 0; i < client_heard(c); i++) {
		const struct heard *m = client_message(c, i);
		json_t *o;

		if (strcmp(m->topic, topic) != 0)
			continue;
		o = json_loadb(m->payload, m->n, 0, NULL);
		snprintf(id, sizeof(id), "%.14s",
			 json_string_value(json_object_get(o, "id"))); /* when it was decided */
		json_decref(o);
		assert_true(strcmp(before, id) <= 0);
		memcpy(before, id, sizeof(before));
		seen++;
	}
	assert_int_equal(seen, n);
}

static void one_channel_waits_and_the_others_go_on(void **state)
{
	struct disk_switch *control;
	struct road r = {.site.broker_lines = "max_inflight_messages 2000\n"};
	struct client *late;

	(void)state;
	site_make(&r, &control, NULL);
	listen_to_all_but_wecom(&r);
	site_go(&r);
	ask_for_help(&r, "wecom", AGENT, 0, TEXTS);
	ask_for_help(&r, "sms", HEAD, 0, 50);
	count_is(&r, "sms", "sent", 50);
	assert_true(peer_log_says(&r.site, "nobody takes MTs on channel wecom (no subscriber)"));
	count_is(&r, "wecom", "ready", TEXTS);

	/* What is two days old helps nobody. */
	control->clock_ahead = 2 * DAY_MS;
	count_is(&r, "wecom", "expired", TEXTS);
	ask_for_help(&r, "wecom", AGENT, TEXTS, 100);
	count_is(&r, "wecom", "ready", 100);

	/* A gateway that begins anew finds them waiting, too. */
	assert_int_equal(peer_gateway_stop(&r.site, SIGTERM), 0);
	late = client_new(r.site.port, NULL);
	client_subscribe(late, "mt/wecom");
	site_go(&r);
	count_is(&r, "wecom", "sent", 100);
	are_in_order(late, "mt/wecom", 100);
	client_free(late);
	site_end(&r, control);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_channel_waits_and_the_others_go_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
