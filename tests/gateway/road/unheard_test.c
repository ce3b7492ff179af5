/* An opening that nobody would hear of, by the broker and by hand: the agents are told; where there is none, the log and the
 * verb say so, and `serve` says it when it starts. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/aide.h"
#include "tests/gateway/peer.h"
#include "tests/gateway/road.h"

#define UNHEARD "nobody hears of it: none of those whom the flow tells is there, and no agent; import an agent"

static void import(const struct road *r, const char *rows)
{
	char out[4096], file[700];

	snprintf(file, sizeof(file), "%s/less.csv", r->site.dir);
	aide_write(r->site.dir, "less.csv", "name,mobile,roles,station,language\n%s", rows);
	if (peer_run(&r->site, out, sizeof(out), "import", "people", file, (char *)NULL) != 0)
		fail_msg("%s", out);
}

static void log_says(const struct road *r, const char *what)
{
	char *log;

	if (peer_log_says(&r->site, what))
		return;
	log = aide_read(r->site.dir, "gateway.log");
	fail_msg("the log does not say `%s`:\n%s", what, log);
}

static void what_nobody_else_hears_the_agents_do(void **state)
{
	struct road r = {0};
	char n[32], out[4096];
	size_t from;

	(void)state;
	road_begin(&r);
	/* Nobody is left whom the opening tells. */
	import(&r, "阿里木,13800000001,,,zh\n买买提,13800000002,,,zh\n钱伟,13800000031,,,zh\n孙丽,13800000032,,,zh\n");
	from = client_heard(r.desk);
	road_opened(&r, "o-1", n);
	road_told(&r, from, AGENT, "除客服外无人收到");
	road_told(&r, from, AGENT, n);
	from = client_heard(r.desk);
	assert_int_equal(peer_run(&r.site, out, sizeof(out), "open", "repair", "EC480-0007", "漏油", (char *)NULL), 0);
	assert_null(strstr(out, "nobody"));
	road_told(&r, from, AGENT, "漏油");
	/* Nor an agent. */
	import(&r, "吴敏,13800000041,,,zh\n");
	road_opened(&r, "o-2", n);
	log_says(&r, UNHEARD);
	assert_int_equal(peer_run(&r.site, out, sizeof(out), "open", "repair", "EC480-0007", "漏油", (char *)NULL), 0);
	assert_non_null(strstr(out, UNHEARD));
	assert_int_equal(peer_run(&r.site, out, sizeof(out), "check", (char *)NULL), 1);
	assert_non_null(strstr(out, "nobody would hear that a ticket of `repair` is opened, and there is no agent"));
	assert_int_equal(peer_end(&r.site.gateway, SIGTERM), 0);
	road_gateway_up(&r);
	log_says(&r, "nobody would hear that a ticket of `repair` is opened, and there is no agent");
	log_says(&r, "warnings of roles, stations and regions; `fieldgate -c ");
	road_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_nobody_else_hears_the_agents_do),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
