/* Floods and loops, and a wall clock that jumps: strangers by the thousand while an engineer goes on, a phone gone mad, a
 * system that answers each of our answers. */
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "gateway/base/wall_clock.h"
#include "gateway/state/answer_limits.h"
#include "templates/text/units.h"
#include "tests/faults/flood_site.h"

#define MONDAY 1795363200000LL /* 2026-11-23 00:00 in Shanghai, whatever day it is */

/* ---- the table */

static bool answer(struct answer_limits *l, const char *number, int most, int64_t now)
{
	bool answered = answer_limits_note(l, number, most, now);

	answer_limits_count(l);
	return answered;
}

static void a_number_is_answered_so_often_within_an_hour(void **state)
{
	struct answer_limits *l = answer_limits_new();
	int answered = 0;

	(void)state;
	for (int i = 0; i < 1000; i++)
		answered += answer(l, ENGINEER, 60, 5 * HOUR_MS + i);
	assert_int_equal(answered, 60);
	assert_true(answer(l, HEAD, 60, 5 * HOUR_MS));
	assert_true(answer(l, ENGINEER, 0, 5 * HOUR_MS));
	assert_true(answer(NULL, ENGINEER, 60, 5 * HOUR_MS));
	assert_true(answer(l, ENGINEER, 60, 6 * HOUR_MS));
	assert_true(answer(l, ENGINEER, 60, 5 * HOUR_MS)); /* a clock set back is another hour too */
	answer_limits_free(l);
}

/* However many come in one batch, before any is counted. */
static void so_it_is_within_one_batch(void **state)
{
	struct answer_limits *l = answer_limits_new();
	int answered = 0;

	(void)state;
	for (int i = 0; i < 40; i++)
		assert_true(answer(l, ENGINEER, 60, HOUR_MS));
	for (int i = 0; i < 1000; i++) {
		answered += answer_limits_note(l, ENGINEER, 60, HOUR_MS);
		assert_true(answer_limits_note(l, i % 2 ? HEAD : "+8613900000001", 1000, HOUR_MS));
	}
	assert_int_equal(answered, 20);
	assert_true(answer_limits_note(l, ENGINEER, 60, 2 * HOUR_MS));
	answer_limits_free(l);
}

/* A table that is full forgets those who wrote least: who writes without end stays muted. */
static void a_full_table_keeps_the_loudest(void **state)
{
	struct answer_limits *l = answer_limits_new();
	char number[24];
	int answered = 0;

	(void)state;
	for (int i = 0; i < 200000; i++) {
		snprintf(number, sizeof(number), "+86139%08d", i);
		answer(l, number, 60, HOUR_MS);
		answered += answer(l, ENGINEER, 60, HOUR_MS);
	}
	assert_int_equal(answered, 60);
	answer_limits_free(l);
}

/* ---- measuring */

static long memory_of(pid_t pid) /* KiB */
{
	char path[64], line[256];
	long kib = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/status", (int)pid);
	f = fopen(path, "re");
	while (f && fgets(line, sizeof(line), f))
		if (strncmp(line, "VmRSS:", 6) == 0)
			kib = strtol(line + 6, NULL, 10);
	if (f)
		fclose(f);
	return kib;
}

static void pause_ms(long ms)
{
	const struct timespec t = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};

	nanosleep(&t, NULL);
}

/* From sending a text to its reply. */
static long round_trip(struct road *r, const char *id, const char *text)
{
	size_t from = client_heard(r->desk);
	long before = peer_ms();

	road_mo(r, id, ENGINEER, text);
	road_ok(r, from, id);
	return peer_ms() - before;
}

/* ---- strangers */

#define STRANGERS_A_SECOND 10000
#define TICK_MS 10

/* A sender of its own, so that nothing the engineer waits for slows it down. */
struct strangers {
	pthread_t thread;
	struct client *client;
	int seconds;
	long took;
};

static void flood(struct client *c, int tick)
{
	char payload[256];
	int n;

	for (int i = 0; i < STRANGERS_A_SECOND * TICK_MS / 1000; i++) {
		n = snprintf(payload, sizeof(payload),
			     "{\"id\":\"s-%d-%d\",\"from\":\"+86137%04d%04d\",\"text\":\"中奖了 %d\"}", tick, i,
			     tick % 10000, i, i);
		client_publish(c, "mo/sms", payload, (size_t)n, NULL, NULL);
	}
}

static void *send_strangers(void *ctx)
{
	struct strangers *s = ctx;
	long began = peer_ms();

	for (int tick = 0; tick < s->seconds * 1000 / TICK_MS; tick++) {
		flood(s->client, tick);
		if (peer_ms() < began + tick * TICK_MS)
			pause_ms(began + tick * TICK_MS - peer_ms());
	}
	s->took = peer_ms() - began;
	return NULL;
}

static void strangers_do_not_keep_an_engineer_waiting(void **state)
{
	const char *all = getenv("FAULTS");
	struct strangers s = {.seconds = all && strcmp(all, "all") == 0 ? 30 : 3};
	struct road r = {.site.broker_lines = "max_inflight_messages 2000\n", .site.http = peer_free_port()};
	long worst = 0, halfway = 0, took, began, moved_at;
	int64_t sent = (int64_t)s.seconds * STRANGERS_A_SECOND, known = 0, before;
	char id[32];
	int texts = 0;

	(void)state;
	peer_make(&r.site);
	site_up(&r);
	s.client = client_new(r.site.port, NULL);
	began = moved_at = peer_ms();
	assert_int_equal(pthread_create(&s.thread, NULL, send_strangers, &s), 0);
	do {
		before = known;
		snprintf(id, sizeof(id), "e-%d", texts++);
		took = round_trip(&r, id, "帮助");
		worst = took > worst ? took : worst;
		known = road_ask(&r, "SELECT count(*) FROM inbox WHERE outcome = 'unknown'");
		if (!halfway && known > sent / 2)
			halfway = memory_of(r.site.gateway);
		moved_at = known > before ? peer_ms() : moved_at;
		pause_ms(100);
	} while (known < sent && peer_ms() < moved_at + PEER_PATIENCE);
	took = peer_ms() - began;
	pthread_join(s.thread, NULL);
	assert_int_equal(known, sent);
	print_message("%lld strangers came in %.1f s and were taken in %.1f s; an engineer who wrote %d texts "
		      "meanwhile waited "
		      "%ld ms at most; the gateway has %ld MiB, %ld halfway\n",
		      (long long)sent, (double)s.took / 1000, (double)took / 1000, texts, worst,
		      memory_of(r.site.gateway) / 1024, halfway / 1024);
	assert_true(worst < took);
	assert_true(memory_of(r.site.gateway) < halfway + 64L * 1024);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox WHERE number LIKE '+86137%'"), 0);
	client_free(s.client);
	road_end(&r);
}

/* ---- loops */

#define ANSWERS 20
#define TRIES 3 /* of texts that are equal but for their digits, and that nobody understands */

static void begin_limited(struct road *r, struct disk_switch **control, char n[32])
{
	*r = (struct road){0};
	site_begin_at(r, control, "limits: {answers: 20}", MONDAY + 10 * HOUR_MS); /* an hour begins */
	road_opened(r, "o-1", n);
	road_quiet(r);
}

static int64_t muted(struct road *r)
{
	return road_ask(r, "SELECT count(*) FROM inbox WHERE why = 'muted'");
}

static void a_phone_gone_mad_is_muted_but_its_work_is_done(void **state)
{
	struct disk_switch *control;
	struct road r;
	char n[32], id[32], text[64];
	size_t from;

	(void)state;
	begin_limited(&r, &control, n);
	road_mo(&r, "d-1", HEAD, "派工 14:00 李雷");
	road_ok(&r, 0, "d-1");
	for (int i = 0; i < 1000; i++) {
		snprintf(id, sizeof(id), "x-%d", i);
		/* Each in other words, or the third would be the last that is answered. */
		snprintf(text, sizeof(text), "口袋里的手机 q%c%c%cq", 'a' + i / 100, 'a' + i / 10 % 10, 'a' + i % 10);
		road_mo(&r, id, ENGINEER, text);
	}
	road_ok(&r, 0, "x-999");
	road_quiet(&r);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox WHERE answer = 1 AND template LIKE 'refused%'"),
			 ANSWERS);
	assert_int_equal(muted(&r), 1000 - ANSWERS);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM inbox WHERE outcome = 'refused' AND answer IS NULL"),
			 1000 - ANSWERS);
	assert_true(peer_log_says(&r.site, "was answered 20 times within the hour"));

	/* What moves a ticket is done and answered; others are answered as ever. */
	from = client_heard(r.desk);
	road_mo(&r, "m-1", ENGINEER, "出发 2小时");
	road_told(&r, from, ENGINEER, "预计");
	road_told(&r, from, CUSTOMER, "预计");
	road_mo(&r, "m-2", HEAD, "帮助");
	road_told(&r, from, HEAD, "帮助");

	/* A resend is no way round it, and in the next hour all is well. */
	road_mo(&r, "m-3", ENGINEER, "出发 2小时");
	road_ok(&r, from, "m-3");
	assert_int_equal(muted(&r), 1001 - ANSWERS);
	control->clock_ahead += HOUR_MS;
	from = client_heard(r.desk);
	road_mo(&r, "m-4", ENGINEER, "帮助");
	road_told(&r, from, ENGINEER, "帮助");
	site_end(&r, control);
}

/* All MTs have gone out by now, so what is sent to the desk behind them says that it has heard them. */
static void hear_all(struct road *r)
{
	size_t from = client_heard(r->desk);

	road_quiet(r);
	client_publish(r->desk, "mt/end", "end", 3, NULL, NULL);
	assert_non_null(client_wait(r->desk, from, "mt/end", "end"));
}

/* Answers each MT to this number with a text, until nothing comes any more; returns how many came. */
static int loop_with(struct road *r, const char *number, const char *text)
{
	static int texts;
	char to[64], id[32], said[128];
	size_t seen = client_heard(r->desk);
	int turns = 0;

	snprintf(to, sizeof(to), "\"to\":\"%s\"", number);
	snprintf(id, sizeof(id), "l-%d", ++texts);
	road_mo(r, id, number, text);
	road_ok(r, 0, id);
	hear_all(r);
	while (turns < 500 && client_count(r->desk, seen, "mt/sms", to) > 0) {
		const struct heard *m = client_message(r->desk, seen++);

		if (strcmp(m->topic, "mt/sms") != 0 || !memmem(m->payload, m->n, to, strlen(to)))
			continue;
		snprintf(id, sizeof(id), "l-%d", ++texts);
		snprintf(said, sizeof(said), "%s %d", text, ++turns % 3); /* some alike, some not */
		road_mo(r, id, number, said);
		road_ok(r, 0, id);
		hear_all(r);
	}
	return turns;
}

static void a_system_that_answers_our_answers_comes_to_an_end(void **state)
{
	struct disk_switch *control;
	struct road r;
	char n[32];

	(void)state;
	begin_limited(&r, &control, n);
	assert_int_equal(loop_with(&r, ENGINEER, "我正在开车，稍后回复"), TRIES);
	assert_int_equal(loop_with(&r, HEAD, "帮助"), 1 + TRIES);
	/* A customer's words are thanked for, and passed on. */
	assert_int_equal(loop_with(&r, CUSTOMER, "自动回复：我在开会"), TRIES);
	site_end(&r, control);
}

/* ---- the clock */

static void a_wall_clock_that_jumps_harms_nothing(void **state)
{
	static const struct {
		const char *id, *from, *text, *stands;
		long long ahead;
	} steps[] = {
		{"j-1", HEAD, "派工 14:00 李雷", "dispatched", 2 * DAY_MS},
		{"j-2", ENGINEER, "出发 16:30", "en_route", -DAY_MS},
		{"j-3", ENGINEER, "到达", "on_site", 400 * DAY_MS},
		{"j-4", ENGINEER, "待件 等配件", "waiting", -400 * DAY_MS},
		{"j-5", ENGINEER, "出发 18:30", "en_route", 0},
		{"j-6", ENGINEER, "修复 换了继电器", "resolved", HOUR_MS},
	};
	struct disk_switch *control;
	struct road r = {0};
	char n[32], out[512];
	long long real;

	(void)state;
	site_begin_at(&r, &control, NULL, MONDAY + 10 * HOUR_MS);
	real = control->clock_ahead;
	road_opened(&r, "o-1", n);
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
		size_t from = client_heard(r.desk);

		control->clock_ahead = real + steps[i].ahead;
		road_mo(&r, steps[i].id, steps[i].from, steps[i].text);
		road_ok(&r, from, steps[i].id);
		road_stands(&r, from, n, steps[i].stands);
		assert_int_equal(client_count(r.desk, from, "status", NULL), 0);
	}
	road_quiet(&r);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox WHERE state <> 'sent'"), 0);
	if (peer_run(&r.site, out, sizeof(out), "audit", (char *)NULL) != 0)
		peer_die("audit: %s", out);
	assert_int_equal(peer_gateway_stop(&r.site, SIGTERM), 0);
	site_end(&r, control);
}

static void set_clock(struct disk_switch *control, int day, int hour, int minute)
{
	site_set_clock(control, MONDAY + day * DAY_MS + hour * HOUR_MS + minute * 60000LL);
}

/* A text is answered in the batch that does what is due, or after it. */
static void see_what_is_due(struct road *r, const char *id)
{
	size_t from = client_heard(r->desk);

	road_mo(r, id, AGENT, "帮助");
	road_ok(r, from, id);
	road_await(r, "SELECT count(*) FROM meta WHERE key = 'clocks' AND value LIKE '% done'", 1, PEER_PATIENCE);
}

#define REMINDED(number, words)                                                                                   \
	"SELECT count(*) FROM outbox WHERE number = '" number "' AND template IN ('clock.remind', 'clock.late', " \
	"'reminders') AND text LIKE '%" words "%'"
#define ALL_REMINDED "SELECT count(*) FROM outbox o JOIN inbox i ON i.id = o.inbox WHERE i.kind = 'due'"
#define SERVICE_DIRECTOR "+8613800000033"

static void a_wall_clock_that_jumps_neither_storms_nor_goes_silent(void **state)
{
	struct disk_switch *control;
	struct road r = {0};
	char n[32];
	int64_t texts;

	(void)state;
	site_begin_at(&r, &control, NULL, MONDAY + 10 * HOUR_MS);
	see_what_is_due(&r, "c-0");
	road_opened(&r, "o-1", n);
	set_clock(control, 0, 10, 31);
	see_what_is_due(&r, "c-1");
	assert_int_equal(road_ask(&r, REMINDED(HEAD, "首次响应")), 1);
	set_clock(control, 0, 12, 5);
	see_what_is_due(&r, "c-2");
	assert_int_equal(road_ask(&r, REMINDED(SERVICE_DIRECTOR, "首次响应")), 1);

	/* Ten minutes back, and past them again: nobody hears it twice. */
	texts = road_ask(&r, ALL_REMINDED);
	set_clock(control, 0, 11, 55);
	see_what_is_due(&r, "c-3");
	assert_true(peer_log_says(&r.site, "the clock of this computer was set back by"));
	set_clock(control, 0, 12, 6);
	see_what_is_due(&r, "c-4");
	assert_int_equal(road_ask(&r, ALL_REMINDED), texts);

	/* A year ahead: all that is due is too late to be worth saying. */
	set_clock(control, 365, 12, 0);
	see_what_is_due(&r, "c-5");
	assert_int_equal(road_ask(&r, ALL_REMINDED), texts);
	assert_true(peer_log_says(&r.site, "the clock of this computer was set forwards by"));

	/* And back: the next day's reminder comes in its time. */
	set_clock(control, 0, 12, 10);
	see_what_is_due(&r, "c-6");
	assert_int_equal(road_ask(&r, ALL_REMINDED), texts);
	assert_int_equal(road_ask(&r, REMINDED(HEAD, "实际响应")), 0);
	set_clock(control, 1, 13, 5); /* three quarters of 36 hours */
	see_what_is_due(&r, "c-7");
	assert_int_equal(road_ask(&r, REMINDED(HEAD, "实际响应")), 1);

	/* Set back while nobody serves. */
	assert_int_equal(peer_gateway_stop(&r.site, SIGTERM), 0);
	set_clock(control, 1, 12, 30);
	site_go(&r);
	see_what_is_due(&r, "c-8");
	assert_true(peer_log_says(&r.site, "behind the last input"));
	assert_int_equal(peer_gateway_stop(&r.site, SIGTERM), 0);
	site_end(&r, control);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_number_is_answered_so_often_within_an_hour),
		cmocka_unit_test(so_it_is_within_one_batch),
		cmocka_unit_test(a_full_table_keeps_the_loudest),
		cmocka_unit_test(strangers_do_not_keep_an_engineer_waiting),
		cmocka_unit_test(a_phone_gone_mad_is_muted_but_its_work_is_done),
		cmocka_unit_test(a_system_that_answers_our_answers_comes_to_an_end),
		cmocka_unit_test(a_wall_clock_that_jumps_harms_nothing),
		cmocka_unit_test(a_wall_clock_that_jumps_neither_storms_nor_goes_silent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
