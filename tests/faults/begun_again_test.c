/* A batch is decided without savepoints; one of whose inputs cannot be made true is begun again with them. Nothing but
 * that input may tell. */
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "gateway/state/answer_limits.h"
#include "gateway/state/poison_input.h"
#include "tests/faults/disk_house.h"

#define BATCHES 5 /* of the day */
#define INPUTS 7  /* the most in one */
#define ANSWERS 3 /* an hour: so many the head gets in the batch of the unread text, and is muted if they count twice */
#define NOW INT64_C(1795222800000)
#define SAID_MAX 64 /* bytes of an answer that are compared */

struct told {
	char outcome[16], answer[SAID_MAX];
	size_t texts, events;
};

/* An engineer's text that nobody can read; another's that moves a ticket, behind a deputy named in the same batch. */
static const struct spot {
	size_t batch, input;
} unread = {1, 5}, moving = {4, 2};

static struct told plain[BATCHES][INPUTS], troubled[BATCHES][INPUTS];

/* After all else that the text has written, the data refuse its answer. */
static void make_trouble(const char *path)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db,
				      "CREATE TRIGGER trouble BEFORE INSERT ON outbox "
				      "WHEN new.answer = 1 AND (new.number = '+8613800000014' OR "
				      "new.template = 'refused.unread') "
				      "BEGIN SELECT RAISE(ABORT, 'not this one'); END",
				      NULL, NULL, NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void note(struct told out[INPUTS], const struct batch *b)
{
	assert_true(b->n <= INPUTS);
	for (size_t i = 0; i < b->n; i++) {
		const struct input *in = &b->all[i];

		snprintf(out[i].outcome, sizeof(out[i].outcome), "%s", in->outcome);
		snprintf(out[i].answer, sizeof(out[i].answer), "%s", in->answer ? in->answer : "(none)");
		out[i].texts = in->texts;
		out[i].events = in->events;
	}
}

static void live(struct told out[BATCHES][INPUTS], bool trouble)
{
	const char *path = house_fresh();
	struct setup setup = *house_setup();
	struct gateway g;
	struct batch b = {0};
	FILE *lock = tmpfile();
	char why[512] = "", state[HOUSE_HEX];

	assert_non_null(lock);
	if (trouble)
		make_trouble(path);
	setup.answers_per_hour = ANSWERS;
	assert_true(gateway_open(&g, &setup, house_rules(), path, why, sizeof(why)));
	g.limits = answer_limits_new();
	g.poison = poison_new(g.store, fileno(lock));
	assert_true(g.limits && g.poison);
	for (size_t i = 0; i < BATCHES; i++) {
		assert_true(house_fill(&b, i));
		if (!house_run(&g, &b, i))
			fail_msg("batch %zu: %s", i, store_why(g.store));
		note(out[i], &b);
		batch_clear(&b);
	}
	assert_true(house_state(state)); /* its ledger holds */
	batch_free(&b);
	answer_limits_free(g.limits);
	poison_free(g.poison);
	gateway_close(&g);
	fclose(lock);
}

static void is_same(size_t batch, size_t input)
{
	const struct told *was = &plain[batch][input], *is = &troubled[batch][input];

	if (strcmp(was->outcome, is->outcome) != 0 || strcmp(was->answer, is->answer) != 0 || was->texts != is->texts ||
	    was->events != is->events)
		fail_msg("input %zu of batch %zu was %s (%s), and with trouble is %s (%s)", input, batch, was->outcome,
			 was->answer, is->outcome, is->answer);
}

static void is_rejected(struct spot at, const char *before)
{
	const struct told *is = &troubled[at.batch][at.input];

	assert_string_equal(plain[at.batch][at.input].outcome, before);
	assert_string_equal(is->outcome, "rejected");
	assert_true(is->events == 0 && is->texts == 0);
}

static bool is_at(struct spot at, size_t batch, size_t input)
{
	return at.batch == batch && at.input == input;
}

static void one_that_cannot_be_made_true_takes_no_neighbour_along(void **state)
{
	(void)state;
	live(plain, false);
	live(troubled, true);
	is_rejected(unread, "refused");
	is_rejected(moving, "done");
	for (size_t i = 0; i < BATCHES; i++)
		for (size_t j = 0; j < INPUTS; j++)
			if (!is_at(unread, i, j) && !is_at(moving, i, j))
				is_same(i, j);
}

/* ---- limits */

static void add_text(struct batch *b, const char *id, const char *text)
{
	struct input *in = batch_add(b);

	assert_non_null(in);
	in->kind = IN_MO;
	in->came = NOW;
	snprintf(in->channel, sizeof(in->channel), "sms");
	assert_true(asprintf(&in->payload, "{\"id\":\"%s\",\"from\":\"+8613800000011\",\"text\":\"%s\"}", id, text) >
		    0);
	in->length = strlen(in->payload);
}

/* The batch begins again, and one input of it goes back to its savepoint: its answer was never given. */
static void an_answer_that_was_not_given_is_not_counted(void **state)
{
	const char *path = house_fresh();
	struct setup setup = *house_setup();
	struct batch b = {0};
	struct gateway g;
	char why[512] = "";

	(void)state;
	make_trouble(path);
	setup.answers_per_hour = 1;
	assert_true(gateway_open(&g, &setup, house_rules(), path, why, sizeof(why)));
	g.limits = answer_limits_new();
	assert_non_null(g.limits);
	add_text(&b, "m-1", "吃饭了吗");
	add_text(&b, "m-2", "帮助");
	assert_true(batch_run(&g, &b, NULL, NOW));
	assert_string_equal(b.all[0].outcome, "rejected");
	assert_non_null(b.all[1].answer);
	batch_free(&b);
	answer_limits_free(g.limits);
	gateway_close(&g);
}

static void end_trouble(const char *path)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "DROP TRIGGER trouble", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* Of texts that get their sender nowhere the third is the last that is answered. Those that went back to their
 * savepoint are not counted, those of the same batch are, and what is put in by hand neither counts nor goes
 * unanswered. */
static void a_text_that_was_rolled_back_was_no_try(void **state)
{
	const char *path = house_fresh();
	struct batch b = {0};
	struct gateway g;
	char why[512] = "";

	(void)state;
	make_trouble(path);
	assert_true(gateway_open(&g, house_setup(), house_rules(), path, why, sizeof(why)));
	add_text(&b, "m-1", "吃饭了吗 1");
	add_text(&b, "m-2", "吃饭了吗 2");
	add_text(&b, "m-3", "吃饭了吗 3");
	assert_true(batch_run(&g, &b, NULL, NOW));
	for (size_t i = 0; i < b.n; i++)
		assert_string_equal(b.all[i].outcome, "rejected");
	batch_clear(&b);
	end_trouble(path);
	add_text(&b, "m-4", "吃饭了吗 4");
	add_text(&b, "m-5", "吃饭了吗 5");
	add_text(&b, "m-6", "吃饭了吗 6");
	b.all[2].by_hand = true;
	add_text(&b, "m-7", "吃饭了吗 7");
	add_text(&b, "m-8", "吃饭了吗 8");
	add_text(&b, "m-9", "吃饭了吗 9");
	b.all[5].by_hand = true;
	assert_true(batch_run(&g, &b, NULL, NOW));
	for (size_t i = 0; i < b.n; i++)
		assert_string_equal(b.all[i].outcome, "refused");
	assert_true(b.all[0].answer && !strstr(b.all[0].answer, "第三条"));
	assert_true(b.all[1].answer && !strstr(b.all[1].answer, "第三条"));
	assert_true(b.all[2].answer && !strstr(b.all[2].answer, "第三条"));
	assert_true(b.all[3].answer && strstr(b.all[3].answer, "第三条"));
	assert_int_equal(b.all[3].texts, 2);
	assert_null(b.all[4].answer);
	assert_int_equal(b.all[4].texts, 0);
	assert_non_null(b.all[5].answer);
	batch_free(&b);
	gateway_close(&g);
}

/* Where the log goes meanwhile. */
static FILE *begin_to_hear(int *before)
{
	FILE *log = tmpfile();

	assert_non_null(log);
	*before = dup(STDERR_FILENO);
	assert_true(*before >= 0 && dup2(fileno(log), STDERR_FILENO) >= 0);
	return log;
}

static size_t lines_heard(FILE *log, int before)
{
	size_t lines = 0;
	int c;

	dup2(before, STDERR_FILENO);
	close(before);
	rewind(log);
	while ((c = fgetc(log)) != EOF)
		lines += c == '\n';
	fclose(log);
	return lines;
}

/* Nor is anything said of a number that a batch which does not hold would have muted. */
static void a_batch_that_does_not_hold_has_counted_nothing(void **state)
{
	struct answer_limits *l = answer_limits_new();
	bool first = true, second = false, third;
	size_t lines;
	int before;
	FILE *log;

	(void)state;
	assert_true(answer_limits_note(l, "+8613800000001", 2, 0));
	answer_limits_count(l);
	log = begin_to_hear(&before);
	for (int i = 0; i < 3; i++) {
		first = answer_limits_note(l, "+8613800000001", 2, 1) && first;
		second = answer_limits_note(l, "+8613800000001", 2, 2) || second;
		answer_limits_back(l, 0);
	}
	lines = lines_heard(log, before);
	assert_true(first && !second);
	assert_int_equal(lines, 0);
	log = begin_to_hear(&before);
	first = answer_limits_note(l, "+8613800000001", 2, 3);
	second = answer_limits_note(l, "+8613800000001", 2, 3);
	answer_limits_count(l);
	third = answer_limits_note(l, "+8613800000001", 2, 4);
	answer_limits_count(l);
	lines = lines_heard(log, before);
	assert_true(first && !second && !third);
	assert_int_equal(lines, 1);
	answer_limits_free(l);
	answer_limits_count(NULL);
	answer_limits_back(NULL, answer_limits_mark(NULL));
}

static int begin(void **state)
{
	(void)state;
	return house_begin() ? 0 : -1;
}

static int end(void **state)
{
	(void)state;
	house_end();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_that_cannot_be_made_true_takes_no_neighbour_along),
		cmocka_unit_test(an_answer_that_was_not_given_is_not_counted),
		cmocka_unit_test(a_text_that_was_rolled_back_was_no_try),
		cmocka_unit_test(a_batch_that_does_not_hold_has_counted_nothing),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
