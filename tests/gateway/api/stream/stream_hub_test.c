/* What those who listen are told, and when: the test owns the clock. Runs where the sources are. */
#include "gateway/api/stream/stream_hub.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "db/store/people_rows.h"
#include "db/store/token_rows.h"
#include "gateway/command/ledger_note.h"
#include "tests/gateway/shift.h"

#define AGENT "+8613800000041"
#define OTHER_HEAD "+8613800000002"

struct listening {
	struct shift shift;
	struct stream_hub hub;
	struct session_list sessions;
	struct metrics *metrics;
	struct stream_look look;
	char told[512 * 1024];
};

static struct listening l;

static void begin(void)
{
	memset(&l, 0, sizeof(l));
	shift_begin(&l.shift);
	shift_at(&l.shift, "2026-11-23 09:00");
	l.metrics = metrics_new(l.shift.now);
	assert_non_null(l.metrics);
	metrics_beat(l.metrics, 0, READY, true);
	l.look = (struct stream_look){.store = l.shift.gateway.store,
				      .rules = l.shift.rules,
				      .roster = &l.shift.workspace.roster,
				      .sessions = &l.sessions,
				      .metrics = l.metrics,
				      .now = l.shift.now};
}

static void end(void)
{
	while (l.hub.first)
		stream_end(&l.hub, l.hub.first);
	stream_chunk_clear(&l.hub.chunk);
	metrics_free(l.metrics);
	shift_end(&l.shift);
}

static int64_t make_token(const char *number, struct access *who)
{
	static uint32_t made;
	unsigned char hash[TOKEN_HASH] = {0};
	struct store *s = l.look.store;
	int64_t id;

	*who = (struct access){.roster = l.look.roster, .now = l.look.now};
	assert_true(people_by_number(s, number, &who->person));
	made++;
	memcpy(hash, &made, sizeof(made));
	assert_true(store_begin(s) && token_add(s, hash, who->person.id, l.look.now, 0, &id) && store_commit(s));
	who->token = id;
	return id;
}

static struct stream *listen(const char *number, int64_t after)
{
	struct access who;
	struct stream *s;

	make_token(number, &who);
	s = stream_begin(&l.hub, &l.look, &who, "", after);
	assert_non_null(s);
	return s;
}

static void turn(void)
{
	l.look.now = l.shift.now;
	l.look.steady += STREAM_TURN_MS;
	metrics_beat(l.metrics, l.look.steady, READY, true);
	assert_true(stream_hub_turn(&l.hub, &l.look, true));
}

/* All that waits for them. */
static const char *told(struct stream *s)
{
	size_t n = stream_take(s, l.told, sizeof(l.told) - 1);

	l.told[n] = '\0';
	return l.told;
}

/* ---- */

static void a_change_is_told_to_who_may_see_it(void **state)
{
	struct stream *agent, *head, *other;
	char event[64], ticket[64];
	int64_t n;

	(void)state;
	begin();
	agent = listen(AGENT, -1);
	head = listen(HEAD, -1);
	other = listen(OTHER_HEAD, -1);
	turn();
	assert_non_null(strstr(told(agent), "event: status\ndata: {\"status\":\"ready\"}\n\n"));
	assert_non_null(strstr(told(head), "event: outbox\ndata: {}\n\n"));
	told(other);
	n = shift_open(&l.shift, "EC210-0042", false, "x");
	shift_text(&l.shift, HEAD, "派工 11:00 李雷");
	turn();
	snprintf(ticket, sizeof(ticket), "event: ticket\ndata: {\"ticket\":\"%lld\",\"flow\":\"repair\"", (long long)n);
	snprintf(event, sizeof(event), "\"ticket\":\"%lld\",\"code\":\"open\"", (long long)n);
	assert_non_null(strstr(told(agent), ticket));
	assert_non_null(strstr(l.told, event));
	assert_true(strstr(l.told, ticket) < strstr(l.told, "event: event"));
	/* One state for both events. */
	assert_null(strstr(strstr(l.told, ticket) + 1, ticket));
	assert_non_null(strstr(l.told, "\"state\":\"dispatched\""));
	assert_non_null(strstr(l.told, "event: outbox\ndata: {\"waiting\":"));
	assert_non_null(strstr(told(head), event));
	assert_null(strstr(told(other), "event: ticket"));
	assert_null(strstr(l.told, "event: event"));
	/* Nothing new, nothing told. */
	turn();
	assert_string_equal(told(agent), "");
	end();
}

static void who_comes_back_misses_nothing(void **state)
{
	struct stream *s, *again;
	char whole[64 * 1024];
	const char *at;
	int64_t seq = 0, middle = 0;

	(void)state;
	begin();
	s = listen(AGENT, -1);
	for (int i = 0; i < 100; i++)
		shift_open(&l.shift, "EC210-0042", false, "x");
	turn();
	assert_true(strlen(told(s)) < sizeof(whole));
	strcpy(whole, l.told);
	for (at = strstr(whole, "id: "); at; at = strstr(at + 1, "\nid: ")) {
		int64_t next = strtoll(strstr(at, "id: ") + 4, NULL, 10);

		assert_true(seq == 0 || next == seq + 1);
		seq = next;
		middle = middle ? middle : seq + 37;
	}
	again = listen(AGENT, middle);
	turn();
	for (int64_t i = middle; i <= seq; i++) {
		char id[48];

		snprintf(id, sizeof(id), "id: %lld\nevent: event\n", (long long)i);
		assert_int_equal(strstr(i == middle ? told(again) : l.told, id) != NULL, i > middle);
	}
	assert_null(strstr(l.told, "reset"));
	assert_non_null(strstr(l.told, "event: outbox"));
	end();
}

static void who_missed_too_much_is_told_so(void **state)
{
	struct store *store;
	struct stream *s;

	(void)state;
	begin();
	store = l.look.store;
	s = listen(AGENT, 1000000);
	turn();
	assert_non_null(strstr(told(s), "event: reset\ndata: {}\n\n"));
	assert_true(store_begin(store));
	for (int i = 0; i <= STREAM_RESUMES_MOST; i++)
		assert_true(ledger_note(store, "try", "n", i, l.look.now));
	assert_true(store_commit(store));
	s = listen(AGENT, 0);
	assert_non_null(strstr(told(s), "event: reset\ndata: {}\n\n"));
	s = listen(AGENT, s->seq - STREAM_RESUMES_MOST);
	assert_null(strstr(told(s), "reset"));
	end();
}

static void a_beat_comes_each_quarter_of_a_minute(void **state)
{
	struct stream *s;
	int turns = 0;

	(void)state;
	begin();
	s = listen(HEAD, -1);
	turn();
	told(s);
	while (!strstr(told(s), ": beat\nid: ") && turns < 1000) {
		assert_string_equal(l.told, "");
		turn();
		turns++;
	}
	assert_int_equal(turns, STREAM_BEAT_MS / STREAM_TURN_MS - 1);
	assert_int_equal(stream_hub_wait_ms(&l.hub, l.look.steady), STREAM_TURN_MS);
	assert_int_equal(stream_hub_wait_ms(&l.hub, l.look.steady + STREAM_TURN_MS), 0);
	end();
}

/* What they have not read is not kept for them: it lies in the ledger. */
static void who_does_not_read_costs_little_and_loses_nothing(void **state)
{
	struct stream *s, *quick;
	struct store *store;
	int64_t seq, read = 0;
	size_t most = 0;

	(void)state;
	begin();
	store = l.look.store;
	s = listen(AGENT, -1);
	quick = listen(AGENT, -1);
	seq = s->seq;
	for (int i = 0; i < 40; i++) {
		assert_true(store_begin(store));
		for (int k = 0; k < 100; k++)
			assert_true(ledger_note(store, "try", "n", k, l.look.now));
		assert_true(store_commit(store));
		turn();
		told(quick);
		most = s->out.len > most ? s->out.len : most;
	}
	assert_int_equal(quick->seq, seq + 4000);
	assert_true(s->seq < quick->seq && !s->ended);
	assert_true(most < 2 * STREAM_WAITS);
	while (s->seq < quick->seq || stream_has_news(s)) {
		const char *at = told(s);

		while ((at = strstr(at, "id: "))) {
			int64_t id = strtoll(at + 4, NULL, 10);

			assert_true(read == 0 || id == read || id == read + 1);
			read = id;
			at++;
		}
		turn();
	}
	assert_int_equal(read, seq + 4000);
	end();
}

static void a_stream_ends_with_its_token(void **state)
{
	struct store *store;
	struct stream *revoked, *expired, *session, *stays;
	struct access who;
	char secret[TOKEN_BYTES];
	unsigned char hash[TOKEN_HASH] = {99};
	int64_t id;

	(void)state;
	begin();
	store = l.look.store;
	stays = listen(HEAD, -1);
	revoked = listen(HEAD, -1);
	make_token(HEAD, &who);
	assert_true(session_begin(&l.sessions, who.token, l.look.now, secret));
	session = stream_begin(&l.hub, &l.look, &who, secret, -1);
	make_token(HEAD, &who);
	assert_true(store_begin(store) && token_add(store, hash, who.person.id, l.look.now, l.look.now + 1000, &id) &&
		    store_commit(store));
	who.token = id;
	expired = stream_begin(&l.hub, &l.look, &who, "", -1);
	turn();
	assert_false(revoked->ended || expired->ended || session->ended);
	assert_true(store_begin(store) && token_revoke(store, revoked->access.token, l.look.now) &&
		    store_commit(store));
	session_end(&l.sessions, secret);
	l.shift.now += 1000;
	turn();
	assert_true(revoked->ended && expired->ended && session->ended);
	assert_false(stays->ended);
	end();
}

static void there_is_room_for_so_many(void **state)
{
	struct access who;

	(void)state;
	begin();
	make_token(HEAD, &who);
	for (int i = 0; i < STREAMS_EACH; i++)
		assert_non_null(stream_begin(&l.hub, &l.look, &who, "", -1));
	assert_null(stream_begin(&l.hub, &l.look, &who, "", -1));
	while (l.hub.n < STREAMS_MOST)
		assert_non_null(listen(AGENT, -1));
	make_token(HEAD, &who);
	assert_null(stream_begin(&l.hub, &l.look, &who, "", -1));
	stream_hub_end(&l.hub);
	for (const struct stream *s = l.hub.first; s; s = s->next)
		assert_true(stream_has_news(s));
	end();
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_change_is_told_to_who_may_see_it),
		cmocka_unit_test(who_comes_back_misses_nothing),
		cmocka_unit_test(who_missed_too_much_is_told_so),
		cmocka_unit_test(a_beat_comes_each_quarter_of_a_minute),
		cmocka_unit_test(who_does_not_read_costs_little_and_loses_nothing),
		cmocka_unit_test(a_stream_ends_with_its_token),
		cmocka_unit_test(there_is_room_for_so_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
