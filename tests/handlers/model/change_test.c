/* The ledger's words: a ticket as words and back, and what is looked for in them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "handlers/model/change.h"
#include "handlers/model/ticket_move.h"
#include "tests/handlers/fake_asserts.h"

static void fill(struct fake *f, struct ticket *t)
{
	ticket_blank(t, f->repair, 10008);
	t->state = flow_state(f->repair, "on_site");
	for (size_t i = 0; i < f->repair->nodes_n; i++) {
		t->nodes[i] = (struct node){.how = i % 2 ? NODE_MISSED : NODE_STAMPED, .at = f->now + (int64_t)i};
		ticket_claim(t, (int)i, f->now - (int64_t)i, INT64_MAX);
		t->corrected[i] = true;
	}
	t->machine = 1, t->customer = INT64_MAX, t->station = 3, t->lead = 4, t->former = INT64_MAX;
	t->again = INT64_MAX, t->again_at = f->now - 1;
	FIELD(*t, "planned") = f->now, FIELD(*t, "eta") = f->now + 5, t->visit = 99, t->phase = VISIT_OVER,
		  t->down = true;
	for (; t->companions_n < COMPANIONS_MAX; t->companions_n++)
		t->companions[t->companions_n] = INT64_MAX - (int64_t)t->companions_n;
}

static void there_and_back(void **state)
{
	struct fake *f = *state;
	struct ticket blank, full, t;
	char change[CHANGE_BYTES], rest[CHANGE_BYTES];
	ticket_blank(&blank, f->repair, 10008);
	fill(f, &full);
	assert_true(change_between(&blank, &full, change)); /* the largest there is fits */
	t = blank;
	assert_true(change_apply(&t, change));
	assert_true(change_between(&t, &full, rest));
	assert_string_equal(rest, "");
	assert_true(change_between(&full, &blank, change));
	assert_true(change_apply(&t, change));
	assert_true(change_between(&t, &blank, rest));
	assert_string_equal(rest, "");
}

/* A full ticket, and the change that makes it of a blank one. */
static void fill_from_blank(struct fake *f, struct ticket *blank, struct ticket *full, char change[CHANGE_BYTES])
{
	ticket_blank(blank, f->repair, 10008);
	fill(f, full);
	assert_true(change_between(blank, full, change));
}

static void nodes_alone_are_as_in_the_whole(void **state)
{
	struct fake *f = *state;
	struct ticket blank, full, t;
	char change[CHANGE_BYTES];
	fill_from_blank(f, &blank, &full, change);
	t = blank;
	assert_true(change_apply_nodes(&t, change));
	assert_memory_equal(t.nodes, full.nodes, sizeof(t.nodes));
	memcpy(t.nodes, blank.nodes, sizeof(t.nodes));
	assert_memory_equal(&t, &blank, sizeof(t));
	/* One that the flow no longer has is passed over; a word that only begins so is none. */
	assert_true(change_apply_nodes(&t, "nodes.departed=1 node.gone=5 node.arrived=missed@7"));
	assert_int_equal(t.nodes[flow_node(f->repair, "departed")].how, NODE_OPEN);
	assert_int_equal(t.nodes[flow_node(f->repair, "arrived")].how, NODE_MISSED);
	assert_int_equal(t.nodes[flow_node(f->repair, "arrived")].at, 7);
	assert_true(change_apply_nodes(&t, ""));
	assert_false(change_apply_nodes(&t, "lead=1 node.departed=x"));
	assert_false(change_apply_nodes(&t, "node.departed"));
}

static void those_who_are_named_alone_are_as_in_the_whole(void **state)
{
	struct fake *f = *state;
	struct ticket blank, full, t;
	char change[CHANGE_BYTES];

	fill_from_blank(f, &blank, &full, change);
	t = blank;
	assert_true(change_apply_named(&t, change));
	assert_int_equal(t.companions_n, COMPANIONS_MAX);
	assert_memory_equal(t.companions, full.companions, sizeof(t.companions));
	assert_memory_equal(t.fields, full.fields, sizeof(t.fields));
	memcpy(t.companions, blank.companions, sizeof(t.companions));
	memcpy(t.fields, blank.fields, sizeof(t.fields));
	t.companions_n = 0;
	assert_memory_equal(&t, &blank, sizeof(t));
	assert_true(change_apply_named(&t, "former=x f.gone=5 companionship=x companions=8,9"));
	assert_int_equal(t.companions_n, 2);
	assert_int_equal(t.companions[1], 9);
	assert_true(change_apply_named(&t, "companions=-"));
	assert_int_equal(t.companions_n, 0);
	assert_false(change_apply_named(&t, "lead=1 companions=x"));
	assert_false(change_apply_named(&t, "f.planned"));
}

/* Each is looked for from where the one before it was found. */
static void words_are_read_in_any_order(void **state)
{
	struct fake *f = *state;
	struct ticket t;

	ticket_blank(&t, f->repair, 10008);
	assert_true(change_apply(&t, "down=1 lead=4 state=on_site again=9 machine=1 machine=2 down=0"));
	assert_int_equal(t.lead, 4);
	assert_int_equal(t.state, flow_state(f->repair, "on_site"));
	assert_int_equal(t.again, 9);
	assert_int_equal(t.machine, 2);
	assert_false(t.down);
	assert_false(change_apply(&t, "down=1 nothing=4"));
}

static void bad_changes(void **state)
{
	struct fake *f = *state;
	static const char *const bad[] = {"x",
					  "=",
					  "lead",
					  "lead=",
					  "lead=x",
					  "lead=1x",
					  "node.departed=",
					  "node.departed=x",
					  "node.departed=missed@",
					  "companions=1,",
					  "companions=x",
					  "companions=1,2,3,4,5,6,7",
					  "nothing=1",
					  "claim.arrived=x",
					  "f.eta=",
					  "f=5",
					  "planned=x",
					  "eta=",
					  "planned.eta=5"};
	struct ticket t;
	char long_one[CHANGE_BYTES + 10];
	ticket_blank(&t, f->repair, 10008);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		if (change_apply(&t, bad[i]))
			fail_msg("`%s` was taken", bad[i]);
	}
	memset(long_one, ' ', sizeof(long_one) - 1);
	long_one[sizeof(long_one) - 1] = '\0';
	assert_false(change_apply(&t, long_one));
	/* What the flow no longer has. */
	assert_true(
		change_apply(&t, "state=gone f.gone=5 f.eta=x node.gone=5 claim.gone=5 asker.gone=5 corrected.gone=1"));
	assert_int_equal(t.state, -1);
}

/* As the ledgers of all versions have them. */
static void words_of_old_are_read(void **state)
{
	struct fake *f = *state;
	struct ticket t;

	ticket_blank(&t, f->repair, 10008);
	assert_true(change_apply(
		&t, "state=dispatched node.reported=5 node.departed=missed@7 node.arrived=- claim.reported=4 "
		    "asker.reported=2 corrected.reported=1 machine=1 customer=2 station=3 lead=4 former=5 "
		    "companions=6,7 planned=8 eta=9 visit=2 phase=3 down=1 again=10008 again_at=10"));
	assert_string_equal(f->repair->states[t.state].name, "dispatched");
	assert_int_equal(t.nodes[0].at, 5);
	assert_int_equal(t.claims[0], 4);
	assert_int_equal(t.askers[0], 2);
	assert_true(t.corrected[0]);
	assert_int_equal(t.nodes[flow_node(f->repair, "departed")].how, NODE_MISSED);
	assert_int_equal(t.nodes[flow_node(f->repair, "departed")].at, 7);
	assert_true(t.machine == 1 && t.customer == 2 && t.station == 3 && t.lead == 4 && t.former == 5);
	assert_true(t.companions_n == 2 && t.companions[0] == 6 && t.companions[1] == 7);
	assert_true(FIELD(t, "planned") == 8 && FIELD(t, "eta") == 9);
	assert_true(t.visit == 2 && t.phase == VISIT_OVER && t.down && t.again == 10008 && t.again_at == 10);
}

static void what_moves_nothing_is_passed_over(void **state)
{
	struct fake *f = *state;
	struct ticket t, blank;
	char rest[CHANGE_BYTES];

	ticket_blank(&blank, f->repair, 10008);
	t = blank;
	assert_true(change_apply(&t, "stated=5 met.arrival=1/2/36h late.planned=3/4/promise late.gone=5/6/"));
	assert_true(change_between(&blank, &t, rest));
	assert_string_equal(rest, "");
	assert_false(change_apply(&t, "stated=x"));
	assert_false(change_apply(&t, "stated.arrived=5"));
	assert_false(change_apply(&t, "met=1/2/36h"));
}

static void turns_and_claims_are_found(void **state)
{
	(void)state;
	assert_true(change_turns("state=applied chain=request turn=1"));
	assert_false(change_turns("state=applied"));
	assert_false(change_turns("turn=- signed.claims=8"));
	assert_false(change_turns("turned=1 f.turn=2"));
	assert_true(change_claims("claim.arrived=1795298779640 asker.arrived=3"));
	assert_true(change_claims("claim.departed=0 claim.arrived=5"));
	/* It was decided. */
	assert_false(change_claims("node.arrived=5 claim.arrived=0 asker.arrived=0"));
	assert_false(change_claims("claim.arrived f.claim=5"));
	assert_false(change_claims(""));
}

static void words_are_found_whole(void **state)
{
	int64_t at;

	(void)state;
	assert_true(change_moves("state=left"));
	assert_true(change_moves("lead=1 state=left"));
	assert_false(change_moves("lead=1 estate=1 met.arrival=1/2/state=left"));
	assert_true(change_node("node.arrived=5 node.repaired=6", "repaired", &at) && at == 6);
	assert_true(change_node("node.repaired=missed@6", "repaired", &at) && at == 0);
	assert_true(change_node("node.repaired=-", "repaired", &at) && at == 0);
	assert_false(change_node("node.repaired_twice=6 claim.repaired=7", "repaired", &at));
	assert_int_equal(at, 0);
	assert_int_equal(change_field("state=left f.planned=7", "planned"), 7);
	assert_int_equal(change_field("f.planned=7 f.eta=8", "eta"), 8);
	assert_int_equal(change_field("state=left planned=7", "planned"), 7); /* of version 4 and before */
	assert_int_equal(change_field("met.planned=1/2/promise unplanned=7 f.planned_again=8", "planned"), 0);
}

static void what_is_set_there_and_back(void **state)
{
	const struct change_set hours = {PART_HOURS, 4120000, 4560500}, sold = {PART_STATION, 1, SET_NOTHING};
	struct change_set s;
	char change[CHANGE_BYTES] = "state=done";

	(void)state;
	assert_true(change_add_set(change, &hours) && change_add_set(change, &sold));
	assert_string_equal(change, "state=done set.hours=4120000/4560500 set.station=1/-");
	assert_true(change_find_set(change, PART_HOURS, &s));
	assert_int_equal(s.part, hours.part);
	assert_int_equal(s.before, hours.before);
	assert_int_equal(s.after, hours.after);
	assert_true(change_find_set(change, PART_STATION, &s));
	assert_int_equal(s.before, 1);
	assert_int_equal(s.after, SET_NOTHING);
	assert_false(change_find_set(change, PART_CUSTOMER, &s));
	assert_false(change_find_set("set.hours=1 set.station=x/1 set.customer=-1-/2", PART_HOURS, &s));
	assert_false(change_find_set("set.hours=1 set.station=x/1", PART_STATION, &s));
	memset(change, 'x', sizeof(change));
	change[CHANGE_BYTES - 8] = '\0';
	assert_false(change_add_set(change, &hours));
}

static void verdicts_there_and_back(void **state)
{
	const struct change_verdict met = {true, 10, 9, "class A 2 working hours"}, late = {false, 20, 21, "promise"};
	char change[CHANGE_BYTES] = "state=on_site";
	struct change_verdict v;
	const char *s;

	(void)state;
	assert_true(change_add_verdict(change, "class", &met));
	assert_true(change_add_stated(change, 5));
	assert_true(change_add_verdict(change, "class", &late));
	assert_string_equal(change, "state=on_site met.class=10/9/class_A_2_working_hours stated=5 "
				    "late.class=20/21/promise");
	s = change_next_verdict(change, "class", &v);
	assert_non_null(s);
	assert_true(v.met && v.due == 10 && v.stopped == 9);
	assert_string_equal(v.rule, met.rule);
	s = change_next_verdict(s, "class", &v);
	assert_non_null(s);
	assert_true(!v.met && v.due == 20 && v.stopped == 21);
	assert_null(change_next_verdict(s, "class", &v));
	assert_null(change_next_verdict(change, "clas", &v));
	assert_null(change_next_verdict("met.class=10 late.class=x/5/ met.class=5/x", "class", &v));
}

static void a_verdict_without_room_loses_its_rule_first(void **state)
{
	const struct change_verdict v = {true, 10, 9, "class A 2 working hours"};
	char change[CHANGE_BYTES];

	(void)state;
	memset(change, 'x', sizeof(change));
	change[CHANGE_BYTES - 21] = '\0';
	assert_true(change_add_verdict(change, "class", &v));
	assert_string_equal(change + CHANGE_BYTES - 21, " met.class=10/9/");
	assert_false(change_add_verdict(change, "class", &v));
	assert_string_equal(change + CHANGE_BYTES - 21, " met.class=10/9/");
	assert_false(change_add_stated(change, 10));
}

#define WITH_FAKE(f) cmocka_unit_test_setup_teardown(f, fake_begin, fake_end)

/* Digits of stated times, and what counts as a text that only had wrong ones. */
static void digits_of_claims_there_and_back(void **state)
{
	struct fake *f = *state;
	struct ticket blank, one;
	char change[CHANGE_BYTES];

	ticket_blank(&blank, f->repair, 10008);
	one = blank;
	one.claim_set = 2;
	one.claim_wrong = 1;
	assert_true(change_between(&blank, &one, change));
	assert_string_equal(change, "claim_set=2 claim_wrong=1");
	assert_true(change_only_tries(change));
	assert_true(change_apply(&blank, change));
	assert_int_equal(blank.claim_set, 2);
	assert_int_equal(blank.claim_wrong, 1);
	assert_true(change_only_tries("claim_wrong=1"));
	assert_true(change_only_tries("wrong=1"));
	assert_true(change_only_tries("set=2 wrong=0"));
	assert_false(change_only_tries("claim.arrived=5 asker.arrived=2 claim_set=3 claim_wrong=0"));
	assert_false(change_only_tries("state=on_site claim_set=3 claim_wrong=0"));
	assert_false(change_only_tries("claim_set=1"));
	assert_false(change_only_tries("turn=claims wrong=0"));
	assert_false(change_only_tries("chain=first set=1 wrong=0"));
	assert_false(change_apply(&blank, "claim_set=x"));
	assert_true(change_asks("chain=first turn=claims set=1"));
	assert_true(change_asks("turn=- signed.claims=8"));
	assert_false(change_asks("set=2 wrong=0"));
}

/* An undo leads neither back: what was sent with other digits never counts again. */
static void digits_of_claims_go_on_through_an_undo(void **state)
{
	struct fake *f = *state;
	struct ticket blank, one;

	ticket_blank(&blank, f->repair, 10008);
	one = blank;
	one.set = one.claim_set = 2;
	one.claim_wrong = 1;
	ticket_restore(&one, &blank);
	assert_int_equal(one.set, 0);
	assert_int_equal(one.claim_set, 2);
	assert_int_equal(one.claim_wrong, 1);
}

/* Two are asked; the second is named by a field. */
static void put_chains(struct flow *f)
{
	static const char *const names[] = {"first", "second"};

	f->chains_n = 2;
	for (size_t i = 0; i < 2; i++) {
		struct chain_kind *c = &f->chains[i];

		*c = (struct chain_kind){.in = (int)i, .asks_n = 2};
		strcpy(c->name, names[i]);
		strcpy(c->asks[0].name, "claims");
		strcpy(c->asks[1].name, "owner.station_head");
	}
}

/* The ticket before its chain begins, and after 7 has signed first, in the place of 5. */
static void sign_first(struct fake *f, struct ticket *blank, struct ticket *one)
{
	put_chains(f->rules->flows.all[0]);
	ticket_blank(blank, f->repair, 10008);
	*one = *blank;
	one->chain = 1;
	one->turn = 2;
	one->signatures[0] = (struct signer){7, 5};
}

static void signatures_there_and_back(void **state)
{
	struct ticket blank, one, other;
	char change[CHANGE_BYTES];

	sign_first(*state, &blank, &one);
	assert_true(change_between(&blank, &one, change));
	assert_string_equal(change, "chain=first turn=owner.station_head signed.claims=7/5");
	other = one;
	other.turn = 0;
	other.signatures[1].by = 8;
	assert_true(change_between(&one, &other, change));
	assert_string_equal(change, "turn=- signed.owner.station_head=8");
	assert_true(change_apply(&one, change));
	assert_int_equal(one.turn, 0);
	assert_int_equal(one.signatures[0].whom, 5);
	assert_int_equal(one.signatures[1].by, 8);
}

static void a_chain_that_begins_again_has_no_signatures(void **state)
{
	struct ticket blank, one;
	char change[CHANGE_BYTES];

	sign_first(*state, &blank, &one);
	one.signatures[1].by = 8;
	assert_true(change_between(&one, &blank, change));
	assert_string_equal(change, "chain=-");
	assert_true(change_apply(&one, change));
	assert_int_equal(one.chain, 0);
	assert_int_equal(one.signatures[0].by, 0);
	assert_int_equal(one.signatures[1].by, 0);
}

/* It asks the same people, who have not signed in it. */
static void another_chain_has_no_signatures(void **state)
{
	struct ticket blank, one;
	char change[CHANGE_BYTES];

	sign_first(*state, &blank, &one);
	blank.chain = 2;
	blank.turn = 1;
	assert_true(change_between(&one, &blank, change));
	assert_string_equal(change, "chain=second turn=claims");
	assert_true(change_apply(&one, change));
	assert_int_equal(one.chain, 2);
	assert_int_equal(one.signatures[0].by, 0);
}

static void a_signature_that_is_taken_back(void **state)
{
	struct fake *f = *state;
	struct ticket blank, one, none;
	char change[CHANGE_BYTES];

	sign_first(f, &blank, &one);
	none = one;
	none.signatures[0] = (struct signer){0};
	assert_true(change_between(&one, &none, change));
	assert_string_equal(change, "signed.claims=-");
	assert_true(change_apply(&one, change));
	assert_int_equal(one.signatures[0].by, 0);
	/* What is said of the last signature moves nothing. */
	assert_true(change_add_signature(change, &f->repair->chains[1], 1, &(struct signer){7, 5}));
	assert_string_equal(change, "signed.claims=- signed_last.owner.station_head=7/5");
	assert_true(change_apply(&one, change));
	assert_int_equal(one.signatures[1].by, 0);
}

/* What the flow no longer has is passed over; what nobody can have written is not. */
static void signatures_of_chains_that_are_gone(void **state)
{
	struct ticket blank, one;

	sign_first(*state, &blank, &one);
	assert_true(change_apply(&one, "turn=gone signed.gone=5 chain=gone signed.claims=5"));
	assert_int_equal(one.chain, 0);
	assert_false(change_apply(&one, "signed.claims=x"));
	assert_false(change_apply(&one, "signed.claims=5/"));
	assert_false(change_apply(&one, "signed.claims=5/x"));
	assert_false(change_apply(&one, "signed=5"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_FAKE(there_and_back),
		WITH_FAKE(nodes_alone_are_as_in_the_whole),
		WITH_FAKE(those_who_are_named_alone_are_as_in_the_whole),
		WITH_FAKE(words_are_read_in_any_order),
		WITH_FAKE(bad_changes),
		WITH_FAKE(digits_of_claims_there_and_back),
		WITH_FAKE(digits_of_claims_go_on_through_an_undo),
		WITH_FAKE(signatures_there_and_back),
		WITH_FAKE(a_chain_that_begins_again_has_no_signatures),
		WITH_FAKE(another_chain_has_no_signatures),
		WITH_FAKE(a_signature_that_is_taken_back),
		WITH_FAKE(signatures_of_chains_that_are_gone),
		WITH_FAKE(words_of_old_are_read),
		WITH_FAKE(what_moves_nothing_is_passed_over),
		cmocka_unit_test(turns_and_claims_are_found),
		cmocka_unit_test(words_are_found_whole),
		cmocka_unit_test(what_is_set_there_and_back),
		cmocka_unit_test(verdicts_there_and_back),
		cmocka_unit_test(a_verdict_without_room_loses_its_rule_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
