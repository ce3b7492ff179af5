/* The whole road through a real Kannel, by the file that is shipped for it: texts from phones in, texts to phones out,
 * reports matched. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/kannel_site.h"
#include "tests/gateway/road.h"

#define UNDELIVERED "SELECT count(*) FROM outbox WHERE state <> 'delivered'"

struct through {
	struct road r;
	struct kannel k;
};

static void make_site(struct through *t)
{
	t->r.site.http = peer_free_port();
	t->r.site.config_lines = KANNEL_CONFIG;
	peer_make_folder(&t->r.site);
	kannel_site_make(&t->k, &t->r.site, NULL);
}

static struct through *through_begin(void)
{
	struct through *t = calloc(1, sizeof(*t));

	assert_non_null(t);
	t->r.site.zone = peer_noon_zone();
	make_site(t);
	kannel_start(&t->k);
	road_begin(&t->r);
	return t;
}

static void through_end(struct through *t)
{
	road_end(&t->r);
	kannel_free(&t->k);
	free(t);
}

static void told(struct through *t, size_t from, const char *number, const char *words)
{
	if (!kannel_told(&t->k, from, number, words))
		fail_msg("no phone %s got `%s`", number, words);
}

/* ---- tests ---- */

static void the_nineteen_nodes_go_in_and_out(void **state)
{
	struct through *t = through_begin();
	struct road *r = &t->r;
	char n[32], text[128];
	size_t from = 0, heard;

	(void)state;
	road_opened(r, "o-1", n);
	told(t, 0, HEAD, "发动机无法启动");
	told(t, 0, DIRECTOR, "EC210-0042");
	told(t, 0, UNIT, "停机");

	from = kannel_heard(&t->k);
	heard = client_heard(r->desk);
	kannel_mo(&t->k, HEAD, "派工 14:00 李雷");
	told(t, from, HEAD, "李雷");
	told(t, from, CUSTOMER, "14:00");
	told(t, from, ENGINEER, "发动机无法启动");
	road_stands(r, heard, n, "dispatched");

	from = kannel_heard(&t->k);
	kannel_mo(&t->k, ENGINEER, "出发 2小时 同行 韩梅");
	told(t, from, ENGINEER, "预计");
	told(t, from, CUSTOMER, "13800000011");
	told(t, from, HEAD, "出发");
	told(t, from, MANAGER, "出发");

	from = kannel_heard(&t->k);
	kannel_mo(&t->k, ENGINEER, "到达");
	told(t, from, HEAD, "到达");
	told(t, from, MANAGER, "到达");

	from = kannel_heard(&t->k);
	heard = client_heard(r->desk);
	kannel_mo(&t->k, ENGINEER, "修复 更换继电器 & 100% 好了 😀");
	told(t, from, HEAD, "更换继电器 & 100% 好了 😀");
	told(t, from, MANAGER, "修复");
	road_stands(r, heard, n, "resolved");

	from = kannel_heard(&t->k);
	heard = client_heard(r->desk);
	snprintf(text, sizeof(text), "回访 %s 客户满意", n);
	kannel_mo(&t->k, AGENT, text);
	told(t, from, AGENT, "客户满意");
	road_event(r, heard, "close", n);
	road_await(r, UNDELIVERED, 0, PEER_PATIENCE);
	assert_int_equal(client_count(r->desk, 0, "mt/", ""), 0);
	assert_int_equal(client_count(r->desk, 0, "rejected/", ""), 0);
	through_end(t);
}

/* Help is a long text in Chinese; Tom reads English. */
static void long_texts_are_whole_and_reported_once(void **state)
{
	struct through *t = through_begin();
	const struct kannel_text *help;

	(void)state;
	kannel_mo(&t->k, HEAD, "帮助");
	help = kannel_told(&t->k, 0, HEAD, "撤销");
	assert_non_null(help);
	assert_true(help->parts > 1);
	road_await(&t->r, UNDELIVERED, 0, PEER_PATIENCE);
	assert_int_equal(road_ask(&t->r, "SELECT segments FROM outbox"), help->parts);
	through_end(t);
}

/* The SMSC is away, and then Kannel itself: all waits, and goes out once when they are back. */
static void what_kannel_cannot_take_waits_for_it(void **state)
{
	struct through *t = through_begin();
	char n[32];

	(void)state;
	kannel_kill(&t->k);
	road_opened(&t->r, "o-1", n);
	road_await(&t->r, "SELECT count(*) FROM outbox WHERE state = 'ready'",
		   road_ask(&t->r, "SELECT count(*) FROM outbox"), PEER_PATIENCE);
	kannel_start(&t->k);
	told(t, 0, HEAD, "发动机无法启动");
	road_await(&t->r, UNDELIVERED, 0, PEER_PATIENCE);
	assert_int_equal(kannel_count(&t->k, 0, HEAD, "发动机无法启动"), 1);
	through_end(t);
}

/* What Kannel could not hand over it brings again, until it is taken: once. */
static void texts_of_phones_wait_for_the_gateway(void **state)
{
	struct through *t = through_begin();
	char n[32];
	size_t heard;

	(void)state;
	road_opened(&t->r, "o-1", n);
	told(t, 0, HEAD, "发动机无法启动");
	assert_int_equal(peer_gateway_stop(&t->r.site, SIGKILL), -SIGKILL);
	kannel_mo(&t->k, HEAD, "派工 14:00 李雷");
	heard = client_heard(t->r.desk);
	road_gateway_up(&t->r);
	road_event(&t->r, heard, "dispatch", n);
	told(t, 0, CUSTOMER, "14:00");
	assert_int_equal(road_ask(&t->r, "SELECT count(*) FROM event WHERE code = 'dispatch'"), 1);
	road_await(&t->r, UNDELIVERED, 0, PEER_PATIENCE);
	through_end(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_nineteen_nodes_go_in_and_out),
		cmocka_unit_test(long_texts_are_whole_and_reported_once),
		cmocka_unit_test(what_kannel_cannot_take_waits_for_it),
		cmocka_unit_test(texts_of_phones_wait_for_the_gateway),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
