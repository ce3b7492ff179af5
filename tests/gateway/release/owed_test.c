/* What is owed, as it is seen from outside: on a ticket's topic, and by the verbs. */
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "tests/gateway/aide.h"
#include "tests/gateway/road.h"

#define MINUTE 60000LL
#define NOTED 256 /* bit: that it is over was noted */

/* As if it had been reported an hour and a minute ago: the first answer is over since a minute. */
static void let_an_hour_pass(const struct road *r, const char *number, int done)
{
	int64_t now = (int64_t)time(NULL) * 1000, began = now - 61 * MINUTE, due = now - MINUTE;
	char sql[512];

	snprintf(sql, sizeof(sql),
		 "UPDATE ticket SET clocks = 'answer=%lld,%lld,0,0,%lld,0,0,0,0,%d,0,%lld', next = %lld, lacking = %s "
		 "WHERE number = %s",
		 (long long)began, (long long)began, (long long)due, done, (long long)due, (long long)due,
		 done & NOTED ? "1" : "NULL", number);
	road_ask(r, sql);
}

static void topic_of(const char *number, char topic[64])
{
	snprintf(topic, 64, "ticket/%s", number);
}

static void a_clock_that_passes_is_published_without_an_event(void **state)
{
	struct road r = {0};
	char n[32], topic[64];
	size_t from;
	const struct heard *m;

	(void)state;
	road_begin(&r);
	road_opened(&r, "o-1", n);
	topic_of(n, topic);
	road_stands(&r, 0, n, "reported");
	for (size_t i = 0; (m = client_message(r.desk, i)); i++)
		assert_null(memmem(m->payload, m->n, "missing", 7));
	from = client_heard(r.desk);
	let_an_hour_pass(&r, n, 0);
	assert_non_null(client_wait(r.desk, from, topic, "\"missing\":[\"answered\"]"));
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM event"), 1);
	/* And once it is there it is missing no more. */
	from = client_heard(r.desk);
	road_mo(&r, "m-1", HEAD, "派工 明天 12:00 李雷"); /* today, the planned time might be over next */
	m = client_wait(r.desk, from, topic, "\"dispatched\"");
	assert_non_null(m);
	assert_null(memmem(m->payload, m->n, "missing", 7));
	road_end(&r);
}

/* The clock's turn was committed, and the gateway killed before the broker heard of it. */
static void what_a_killed_gateway_did_not_publish_the_next_one_does(void **state)
{
	struct road r = {0};
	char n[32], topic[64];
	size_t from;

	(void)state;
	road_begin(&r);
	road_opened(&r, "o-1", n);
	topic_of(n, topic);
	road_stands(&r, 0, n, "reported");
	assert_int_equal(peer_gateway_stop(&r.site, SIGKILL), -SIGKILL);
	let_an_hour_pass(&r, n, NOTED);
	from = client_heard(r.desk);
	road_gateway_up(&r);
	assert_non_null(client_wait(r.desk, from, topic, "\"missing\":[\"answered\"]"));
	road_end(&r);
}

static void the_verbs_say_what_is_there(void **state)
{
	struct peer_site s = {0};
	char out[16384], number[32], *end;

	(void)state;
	peer_make(&s);
	assert_int_equal(peer_run(&s, out, sizeof(out), "due", (char *)NULL), 0);
	assert_string_equal(out, "nothing falls due\n");
	assert_int_equal(peer_run(&s, out, sizeof(out), "missing", (char *)NULL), 0);
	assert_non_null(strstr(out, "nothing is missing since "));
	assert_int_equal(peer_run(&s, out, sizeof(out), "open", "repair", "EC210-0042", "发动机无法启动", (char *)NULL),
			 0);
	snprintf(number, sizeof(number), "%lld", strtoll(out, &end, 10));
	assert_int_equal(peer_run(&s, out, sizeof(out), "due", "2", (char *)NULL), 0);
	assert_non_null(strstr(out, "first answer"));
	assert_non_null(strstr(out, number));
	assert_int_equal(peer_run(&s, out, sizeof(out), "show", number, (char *)NULL), 0);
	assert_non_null(strstr(out, "\nclock answer (first answer, 首次响应)\n"));
	assert_non_null(strstr(out, "comes next"));
	let_an_hour_pass(&(struct road){.site = s}, number, NOTED);
	assert_int_equal(peer_run(&s, out, sizeof(out), "due", (char *)NULL), 0);
	assert_non_null(strstr(out, "overdue 1 min"));
	assert_int_equal(peer_run(&s, out, sizeof(out), "missing", "阿里木", (char *)NULL), 0);
	assert_non_null(strstr(out, "overdue: first answer"));
	assert_int_equal(
		peer_run(&s, out, sizeof(out), "missing", "--since", "2026-11-21", "+8613800000011", (char *)NULL), 0);
	assert_non_null(strstr(out, "nothing is missing since 2026-11-21 00:00"));
	peer_clear(&s);
}

static void refused(const struct peer_site *s, int code, const char *says, const char *verb, const char *a,
		    const char *b)
{
	char out[8192];
	int got = peer_run(s, out, sizeof(out), verb, a, b, (char *)NULL);

	if (got != code || !strstr(out, says))
		fail_msg("%s %s %s: %d, and said: %s", verb, a, b ? b : "", got, out);
}

static void what_they_cannot_take_is_refused_in_one_line(void **state)
{
	struct peer_site s = {0};

	(void)state;
	peer_make(&s);
	refused(&s, 1, "there is no ticket 10008", "show", "10008", NULL);
	refused(&s, 2, "`soon` is no number from 1 to 1000", "due", "soon", NULL);
	refused(&s, 2, "`0` is no number", "due", "0", NULL);
	refused(&s, 2, "`20x` is no number", "due", "20x", NULL);
	refused(&s, 2, "`1001` is no number", "due", "1001", NULL);
	refused(&s, 2, "`99999999999999999999` is no number", "due", "99999999999999999999", NULL);
	refused(&s, 2, "does not know what to do with `3`", "due", "2", "3");
	refused(&s, 1, "did you mean `阿里木`?", "missing", "阿里本", NULL);
	refused(&s, 1, "nobody is called `Nobody`", "missing", "Nobody", NULL);
	refused(&s, 1, "nobody has the number +8613700000000", "missing", "13700000000", NULL);
	refused(&s, 2, "`yesterday` is no day; write one as 2026-11-21", "missing", "--since", "yesterday");
	refused(&s, 2, "`2026-02-30` is no day", "missing", "--since", "2026-02-30");
	refused(&s, 2, "`--since` needs a value", "missing", "--since", NULL);
	refused(&s, 2, "did you mean `--since`?", "missing", "--sinc", NULL);
	peer_clear(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_clock_that_passes_is_published_without_an_event),
		cmocka_unit_test(what_a_killed_gateway_did_not_publish_the_next_one_does),
		cmocka_unit_test(the_verbs_say_what_is_there),
		cmocka_unit_test(what_they_cannot_take_is_refused_in_one_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
