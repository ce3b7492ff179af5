/* Whatever is killed and whenever: no text lost, no ticket moved twice, no MT lost. And this test can turn red.
 *
 * kills_test [--kills N] [--seed N] [--gateway-only] [--trust-puback] [--old-protocol] [--program FILE] makes one run and
 * exits 0 if all holds; without arguments it makes the runs of `make test`. */
#include <getopt.h>
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/faults/breaker.h"

static void kill_nine_of_gateway_and_broker_loses_and_doubles_nothing(void **state)
{
	const struct breaking want = {.kills = 50, .seed = 1};
	int64_t lost;

	(void)state;
	assert_true(breaker_run(&want, &lost));
}

static void senders_that_trust_puback_alone_lose_nothing_by_a_killed_gateway(void **state)
{
	const struct breaking want = {.kills = 20, .seed = 2, .gateway_only = true, .trust_puback = true};
	int64_t lost;

	(void)state;
	assert_true(breaker_run(&want, &lost));
}

/* There are no replies by which a sender could know better. */
static void so_it_is_with_mqtt_3_1_1(void **state)
{
	const struct breaking want = {
		.kills = 20, .seed = 4, .gateway_only = true, .trust_puback = true, .protocol = 4};
	int64_t lost;

	(void)state;
	assert_true(breaker_run(&want, &lost));
}

#define RUNS 20

/* A gateway linked with the shim that keeps libmosquitto's plain loop, which acknowledges what it has only read. Twenty kills may
 * all miss the moment: then others are tried. */
static void this_test_sees_a_gateway_that_acknowledges_too_soon(void **state)
{
	const char *program = getenv("FIELDGATE");
	char plain[4096];
	struct breaking want = {.kills = 20, .seed = 3, .gateway_only = true, .trust_puback = true, .program = plain};
	int64_t lost = 0;
	bool good = true;

	(void)state;
	snprintf(plain, sizeof(plain), "%s-plain_loop", program ? program : "build/fieldgate");
	for (int i = 0; i < RUNS && lost == 0; i++, want.seed++)
		good = breaker_run(&want, &lost);
	assert_false(good);
	assert_true(lost > 0);
}

static int one_run(int argc, char **argv)
{
	static const struct option options[] = {
		{"kills", required_argument, NULL, 'k'},
		{"seed", required_argument, NULL, 's'},
		{"gateway-only", no_argument, NULL, 'g'},
		{"trust-puback", no_argument, NULL, 't'},
		{"old-protocol", no_argument, NULL, 'o'},
		{"program", required_argument, NULL, 'p'},
		{0},
	};
	struct breaking want = {.kills = 50, .seed = 1};
	int64_t lost;
	int c;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == '?')
			return 2;
		want.kills = c == 'k' ? (int)strtol(optarg, NULL, 10) : want.kills;
		want.seed = c == 's' ? strtoull(optarg, NULL, 10) : want.seed;
		want.gateway_only = want.gateway_only || c == 'g';
		want.trust_puback = want.trust_puback || c == 't';
		want.protocol = c == 'o' ? 4 : want.protocol;
		want.program = c == 'p' ? optarg : want.program;
	}
	return breaker_run(&want, &lost) ? 0 : 1;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kill_nine_of_gateway_and_broker_loses_and_doubles_nothing),
		cmocka_unit_test(senders_that_trust_puback_alone_lose_nothing_by_a_killed_gateway),
		cmocka_unit_test(so_it_is_with_mqtt_3_1_1),
		cmocka_unit_test(this_test_sees_a_gateway_that_acknowledges_too_soon),
	};

	return argc > 1 ? one_run(argc, argv) : cmocka_run_group_tests(tests, NULL, NULL);
}
