/* Ledgers that were written by the programs of older versions (tests/db/fixtures): opened by today's, they are brought
 * up to date, hold, and say what they said then. */
#include "tests/db/fixture.h"

#include "db/store/roster_rows.h"
#include "handlers/calendar/calendars_load.h"
#include "handlers/flow/flow_read.h"

static struct flows today;
static struct calendars *calendars;

static int begin(void **state)
{
	struct faults faults = {0};

	set_up_folder(state);
	today = (struct flows){0};
	assert_true(flow_load(&today, "handlers/repair.yaml", &faults) && faults.n == 0);
	calendars = calendars_load("scripts/sample/fieldgate.yaml", "Asia/Shanghai", &faults);
	assert_true(calendars && faults.n == 0);
	return 0;
}

static int end(void **state)
{
	calendars_free(calendars);
	flows_free(&today);
	return tear_down_folder(state);
}

static void assert_audited(struct store *s, const char *head)
{
	char why[512];

	if (!ledger_audit(s, &today, head, why, sizeof(why)))
		fail_msg("%s", why);
}

/* A clock that was never due was judged otherwise once: that is no part of the ledger. */
static void assert_clocks(const struct ticket *made, const struct ticket *kept)
{
	for (size_t i = 0; i < kept->flow->clocks_n; i++) {
		const struct clock_state *a = &made->clocks[i], *b = &kept->clocks[i];

		if (a->started != b->started || a->due != b->due || a->stopped != b->stopped ||
		    (b->due && a->verdict != b->verdict))
			fail_msg("%lld: clock `%s`: due %lld, then %lld", (long long)kept->number,
				 kept->flow->clocks[i].name, (long long)a->due, (long long)b->due);
	}
}

/* Each ticket is made again as it is kept, without and with its clocks; version 1 had none. */
static void assert_made_again(struct store *s, size_t tickets, bool clocks)
{
	struct roster roster = {0};
	const struct clock_context ctx = {.calendars = calendars, .roster = &roster};
	struct ticket *kept = calloc(8, sizeof(*kept)), made;
	char rest[CHANGE_BYTES];

	assert_true(kept && people_roster(s, &roster));
	assert_int_equal(tickets_list(s, &today, true, 0, kept, 8), tickets);
	for (size_t i = 0; i < tickets; i++) {
		assert_true(ledger_replay(s, kept[i].flow, kept[i].number, INT64_MAX, &made));
		assert_true(change_between(&made, &kept[i], rest));
		assert_string_equal(rest, "");
		assert_true(ledger_replay_clocks(s, &ctx, &kept[i], INT64_MAX, &made));
		if (clocks)
			assert_clocks(&made, &kept[i]);
	}
	free(kept);
	roster_free(&roster);
}

/* The chain as it was written then, to its last hash. */
static struct store *open_old(int version, const char *head, size_t tickets)
{
	char file[64];
	struct store *s;

	snprintf(file, sizeof(file), "tests/db/fixtures/v%d.sql", version);
	run_bare(text_of(file));
	s = open_store();
	assert_int_equal(number_of(s, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"), 1);
	assert_int_equal(number_of(s, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
	assert_audited(s, head);
	assert_made_again(s, tickets, version > 1);
	return s;
}

static struct ticket load(struct store *s, int64_t number)
{
	struct ticket t;

	assert_true(tickets_load(s, &today, number, &t));
	return t;
}

static bool stands(const struct ticket *t, const char *state)
{
	return t->state == flow_state(t->flow, state);
}

/* Something is added behind the old chain, as by the next text; and the ticket of before is found again. */
static void goes_on(struct store *s, int64_t number)
{
	struct ticket was = load(s, number), t;
	char rest[CHANGE_BYTES];
	int64_t text;

	flows = today;
	assert_true(store_begin(s));
	text = advance(s, number, flow_state(was.flow, "waiting"), "wait", was.lead, T0);
	assert_true(store_commit(s));
	assert_audited(s, NULL);
	t = load(s, number);
	assert_true(stands(&t, "waiting"));
	assert_true(ledger_replay(s, t.flow, number, text, &t));
	assert_true(change_between(&was, &t, rest));
	assert_string_equal(rest, "");
	store_close(s);
}

static void version_1_holds(void **state)
{
	struct store *s = open_old(1, "0430d51ca1a7cccb7af1e186851ff437cf779c56b03610b59bec97f3b8249f87", 3);

	(void)state;
	goes_on(s, 10019);
}

/* What the fixtures of 2 to 4 have in common. */
static void assert_same_story(struct store *s)
{
	const struct flow *f = today.all[0];
	struct ticket t = load(s, 10008);
	int arrived = flow_node(f, "arrived"), repaired = flow_node(f, "repaired");

	assert_true(stands(&t, "closed") && t.visit == 2 && t.down);
	assert_true(t.corrected[arrived] && t.nodes[arrived].at == 1795410300000);
	t = load(s, 10024);
	assert_true(stands(&t, "resolved") && t.lead == 0);
	t = load(s, 10035);
	assert_int_equal(ticket_claimed(&t), 1u << arrived | 1u << repaired | 1u << flow_node(f, "resolved"));
	assert_true(t.claims[repaired] == 1795510800000 && t.askers[repaired] == 2);
	assert_int_equal(t.nodes[flow_node(f, "departed")].how, NODE_STAMPED);
}

static void version_2_holds(void **state)
{
	struct store *s = open_old(2, "c71c47c2ff46e877d67fb889f0ff8d6d819d17554eee931997b108b4231129df", 5);

	(void)state;
	assert_same_story(s);
	goes_on(s, 10019);
}

static void version_3_holds(void **state)
{
	struct store *s = open_old(3, "95e3e527e794266916d9b399042285fc9a0ac9f17a59f473c69af0339c855bbe", 5);

	(void)state;
	assert_same_story(s);
	goes_on(s, 10019);
}

static void version_4_holds(void **state)
{
	struct store *s = open_old(4, "bbb0220707a71273bc8348eab3c67adca1e04bbcf4ae731a2fbd51cd6a88afc5", 5);
	struct ticket t;

	(void)state;
	assert_same_story(s);
	t = load(s, 10043);
	assert_true(stands(&t, "dispatched") && t.visit == 2 && t.down);
	goes_on(s, 10043);
}

static void version_6_holds(void **state)
{
	struct store *s = open_old(6, "5b5b901560d758ab2389640c1fbaaf5855ea3242874388ed1a8b4b9fe2b6405a", 5);
	const struct flow *f = today.all[0];
	struct ticket t;

	(void)state;
	assert_same_story(s);
	t = load(s, 10043);
	assert_true(stands(&t, "dispatched") && t.visit == 2 && t.down);
	t = load(s, 10019);
	assert_true(t.lead == 0 && t.fields[flow_field(f, "planned")] == 0);
	assert_int_equal(number_of(s, "SELECT (SELECT count(*) FROM field) + (SELECT count(*) FROM concern)"), 0);
	goes_on(s, 10043);
}

static void version_7_holds(void **state)
{
	struct store *s = open_old(7, "628028fb1515ff9a573048f90d0fb64a940fe8d82fb58ca7d0ba17e123d6bb90", 6);
	struct ticket t;

	(void)state;
	assert_same_story(s);
	t = load(s, 10056);
	assert_true(stands(&t, "waiting"));
	assert_int_equal(number_of(s, "SELECT count(*) FROM person WHERE email <> '' OR forgotten IS NOT NULL"), 0);
	goes_on(s, 10043);
}

static void version_8_holds(void **state)
{
	struct store *s = open_old(8, "eb497d4cebbb52f53f559e810cfdf76e56f128abda49a78febf5661f9dcfdd2c", 7);
	struct ticket t;

	(void)state;
	assert_same_story(s);
	t = load(s, 10056);
	assert_true(stands(&t, "en_route"));
	assert_int_equal(number_of(s, "SELECT (SELECT count(*) FROM token) * 10 + (SELECT count(*) FROM old_id)"), 16);
	goes_on(s, 10043);
}

static void version_9_holds(void **state)
{
	struct store *s = open_old(9, "968b7d5e13bdcc4875b5968a39b15f235a42abb60dbd16f61f632214552dad7e", 8);
	struct ticket t;

	(void)state;
	assert_same_story(s);
	t = load(s, 10070);
	assert_true(stands(&t, "en_route"));
	assert_int_equal(number_of(s, "SELECT count(*) FROM outbox WHERE state = 'ready'"), 14);
	goes_on(s, 10043);
}

#define AT(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		AT(version_1_holds), AT(version_2_holds), AT(version_3_holds), AT(version_4_holds),
		AT(version_6_holds), AT(version_7_holds), AT(version_8_holds), AT(version_9_holds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
