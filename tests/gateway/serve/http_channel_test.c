/* The built program with a channel whose file says HTTP, beside those of the broker: a carrier of the tests' own gets
 * its texts. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/aide.h"
#include "tests/gateway/http.h"
#include "tests/gateway/peer.h"
#include "tests/gateway/road.h"
#include "tests/gateway/trial_carrier.h"

static struct road road;
static struct trial_carrier *carrier;

/* Channel `cloud` goes to the carrier from the next reading on. */
static void add_channel(void)
{
	char *config = aide_read(road.site.dir, "fieldgate.yaml");

	aide_write(road.site.dir, "cloud.yaml",
		   "channel: cloud\nkind: http\nsend:\n  url: http://127.0.0.1:%d/send\n"
		   "  query: {to: \"{to}\", id: \"{id}\"}\n"
		   "answers:\n  - {status: 200, body: \"~ ^OK\", is: taken}\n",
		   trial_carrier_port(carrier));
	aide_write(road.site.dir, "fieldgate.yaml", "%schannels: [cloud.yaml]\n", config);
	free(config);
}

static void begin(bool with_channel)
{
	carrier = trial_carrier_new();
	road = (struct road){.site.http = peer_free_port()};
	peer_make(&road.site);
	if (with_channel)
		add_channel();
	peer_broker_start(&road.site);
	road.desk = client_new(road.site.port, NULL);
	road_listen(road.desk);
	road_gateway_up(&road);
}

static void end(void)
{
	road_end(&road);
	trial_carrier_free(carrier);
}

static void asks_for_help(const char *id, const char *channel, const char *from)
{
	char topic[40];

	snprintf(topic, sizeof(topic), "mo/%s", channel);
	road_send(&road, topic, id, json_pack("{s:s, s:s, s:s}", "id", id, "from", from, "text", "帮助"));
}

static void await_sent(const char *channel, int64_t n)
{
	char sql[120];

	snprintf(sql, sizeof(sql), "SELECT count(*) FROM outbox WHERE channel = '%s' AND state = 'sent'", channel);
	road_await(&road, sql, n, PEER_PATIENCE);
}

static void texts_go_to_a_carrier_by_http_and_are_sent(void **state)
{
	(void)state;
	begin(true);
	asks_for_help("m-1", "cloud", HEAD);
	await_sent("cloud", 1);
	assert_int_equal(trial_carrier_requests(carrier), 1);
	assert_non_null(strstr(trial_carrier_request(carrier, 0)->target, "to=%2B8613800000001&id="));
	asks_for_help("m-2", "sms", HEAD);
	road_told(&road, 0, HEAD, "帮助");
	assert_int_equal(trial_carrier_requests(carrier), 1);
	end();
}

static void a_carrier_that_is_down_holds_up_nobody_and_gets_all_when_it_is_back(void **state)
{
	static const char *const from[] = {HEAD, ENGINEER, MANAGER, DIRECTOR, UNIT, AGENT};
	static struct http_answer a;
	char id[20];

	(void)state;
	begin(true);
	trial_carrier_down(carrier);
	for (int i = 0; i < 6; i++) {
		snprintf(id, sizeof(id), "m-%d", i);
		asks_for_help(id, "cloud", from[i]);
	}
	asks_for_help("m-9", "sms", HEAD);
	road_told(&road, 0, HEAD, "帮助");
	assert_int_equal(http_get(road.site.http, "/readyz", &a), 200);
	assert_true(peer_log_says(&road.site, "nobody takes MTs on channel cloud"));
	trial_carrier_up(carrier);
	await_sent("cloud", 6);
	assert_int_equal(trial_carrier_requests(carrier), 6);
	end();
}

static void a_channel_that_gets_a_file_goes_by_it_from_the_next_reading_on(void **state)
{
	(void)state;
	begin(false);
	asks_for_help("m-1", "cloud", HEAD);
	await_sent("cloud", 1);
	assert_non_null(client_wait(road.desk, 0, "mt/cloud", HEAD));
	add_channel();
	assert_int_equal(kill(road.site.gateway, SIGHUP), 0);
	assert_true(peer_log_says(&road.site, "are loaded again"));
	asks_for_help("m-2", "cloud", HEAD);
	await_sent("cloud", 2);
	assert_int_equal(trial_carrier_requests(carrier), 1);
	end();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_go_to_a_carrier_by_http_and_are_sent),
		cmocka_unit_test(a_channel_that_gets_a_file_goes_by_it_from_the_next_reading_on),
		cmocka_unit_test(a_carrier_that_is_down_holds_up_nobody_and_gets_all_when_it_is_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
