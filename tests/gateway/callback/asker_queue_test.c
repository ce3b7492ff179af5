/* The queue between another thread and the loop: who asks is answered once, after all of it was decided, or told to
 * come again. */
#include "gateway/callback/asker_queue.h"

#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "gateway/serve/gather.h"

struct asking {
	struct asker asker; /* the first member */
	struct asked_input inputs[300];
	size_t decided, rejected;
	atomic_int over;
};

static void count_decided(struct asker *a, const struct input *in)
{
	struct asking *x = (struct asking *)a;

	assert_int_equal(x->over, 0);
	x->decided++;
	x->rejected += in->rejected != NULL;
}

static void count_over(struct asker *a)
{
	((struct asking *)a)->over++;
}

static void asks(struct asking *x, size_t n, const char *payload)
{
	memset(x, 0, sizeof(*x));
	x->asker = (struct asker){.inputs = x->inputs, .n = n, .decided = count_decided, .over = count_over};
	for (size_t i = 0; i < n; i++)
		x->inputs[i] = (struct asked_input){
			.kind = IN_MO, .channel = "fake", .payload = payload, .n = strlen(payload)};
}

/* ---- a loop ---- */

struct turn {
	struct asker_queue *q;
	struct batch batch;
};

static void came(void *ctx, const struct arrival *a)
{
	struct turn *t = ctx;

	assert_true(gather_arrival(&t->batch, a));
}

static size_t listen(struct turn *t, bool paused)
{
	const struct transport_hooks hooks = {.ctx = t, .came = came};

	asker_queue_listen(t->q, &hooks, paused);
	return t->batch.n;
}

static void decide(struct turn *t)
{
	for (size_t i = 0; i < t->batch.n; i++)
		asker_queue_decided(t->q, &t->batch.all[i]);
	batch_clear(&t->batch);
}

static bool is_awake(const struct asker_queue *q)
{
	struct pollfd p = {.fd = asker_queue_fd(q), .events = POLLIN};

	return poll(&p, 1, 0) == 1;
}

static int begin(void **state)
{
	static struct turn t;

	t = (struct turn){.q = asker_queue_new()};
	assert_non_null(t.q);
	*state = &t;
	return 0;
}

static int end(void **state)
{
	struct turn *t = *state;

	asker_queue_free(t->q);
	batch_free(&t->batch);
	return 0;
}

/* ---- tests ---- */

static void who_asks_for_several_is_answered_when_all_are_decided(void **state)
{
	struct turn *t = *state;
	static struct asking two, one;

	assert_false(is_awake(t->q));
	asks(&two, 2, "abc");
	two.inputs[1].refused = "it is none";
	asks(&one, 1, "d");
	assert_true(asker_queue_put(t->q, &two.asker) && asker_queue_put(t->q, &one.asker));
	assert_true(is_awake(t->q));
	assert_int_equal(listen(t, false), 3);
	assert_false(is_awake(t->q));
	assert_int_equal(two.over + one.over, 0);
	assert_null(t->batch.all[0].refused);
	assert_string_equal(t->batch.all[1].refused, "it is none");
	assert_string_equal(t->batch.all[0].channel, "fake");
	assert_memory_equal(t->batch.all[2].payload, "d", 2);
	t->batch.all[1].rejected = strdup("{}");
	asker_queue_decided(t->q, &t->batch.all[2]); /* in any order */
	assert_int_equal(one.over, 1);
	asker_queue_decided(t->q, &t->batch.all[0]);
	assert_int_equal(two.over, 0);
	asker_queue_decided(t->q, &t->batch.all[1]);
	assert_int_equal(two.over, 1);
	assert_int_equal(two.decided, 2);
	assert_int_equal(two.rejected, 1);
	assert_int_equal(two.asker.later_s, 0);
}

static void what_is_not_committed_is_told_to_come_again(void **state)
{
	struct turn *t = *state;
	static struct asking handed, waiting;

	asks(&handed, 2, "abc");
	assert_true(asker_queue_put(t->q, &handed.asker));
	assert_int_equal(listen(t, false), 2);
	asker_queue_decided(t->q, &t->batch.all[0]);
	asks(&waiting, 1, "d");
	assert_true(asker_queue_put(t->q, &waiting.asker));
	asker_queue_drop(t->q, 4001);
	assert_int_equal(handed.over, 1);
	assert_int_equal(handed.asker.later_s, 5);
	assert_non_null(strstr(handed.asker.later, "again"));
	assert_int_equal(waiting.over, 1);
	assert_int_equal(waiting.asker.later_s, 5);
	batch_clear(&t->batch);
	assert_int_equal(listen(t, false), 0);
}

static void while_paused_they_wait_for_some_seconds(void **state)
{
	struct turn *t = *state;
	static struct asking a, b;

	asks(&a, 1, "a");
	asks(&b, 1, "b");
	assert_true(asker_queue_put(t->q, &a.asker) && asker_queue_put(t->q, &b.asker));
	assert_int_equal(listen(t, true), 0);
	assert_int_equal(a.over + b.over, 0);
	a.asker.since -= 3000;
	assert_int_equal(listen(t, true), 0);
	assert_int_equal(a.over, 1);
	assert_int_equal(a.asker.later_s, 1);
	assert_int_equal(b.over, 0);
	assert_int_equal(listen(t, false), 1);
	decide(t);
	assert_int_equal(b.over, 1);
	assert_int_equal(b.asker.later_s, 0);
}

static void there_is_room_for_so_many_and_for_so_much(void **state)
{
	struct turn *t = *state;
	static char big[64 * 1024 + 1];
	static struct asking all[ASKERS_MOST + 1];
	size_t n = 0, taken = 0;

	for (size_t i = 0; i <= ASKERS_MOST; i++)
		asks(&all[i], 1, "x");
	while (n <= ASKERS_MOST && asker_queue_put(t->q, &all[n].asker))
		n++;
	assert_int_equal(n, ASKERS_MOST);
	assert_int_equal(all[n].over, 0);
	assert_true(all[n].asker.later_s > 0 && all[n].asker.later);
	/* A bounded number in a turn, and the next turn comes at once. */
	while (taken < n) {
		size_t some = listen(t, false);

		assert_in_range(some, 1, 256);
		taken += some;
		assert_true(is_awake(t->q) || taken == n);
		decide(t);
	}
	memset(big, 'x', sizeof(big) - 1);
	for (size_t i = 0; i <= ASKERS_MOST; i++)
		asks(&all[i], 1, big);
	n = 0;
	while (asker_queue_put(t->q, &all[n].asker))
		n++;
	assert_int_equal(n, ASKED_BYTES_MOST / (sizeof(big) - 1));
	asker_queue_drop(t->q, 0);
	assert_int_equal(all[0].asker.later_s, 1);
	assert_true(asker_queue_put(t->q, &all[n].asker));
	asker_queue_drop(t->q, 0);
}

static void the_inputs_of_one_come_together(void **state)
{
	struct turn *t = *state;
	static struct asking one, next;

	asks(&one, 300, "x");
	asks(&next, 1, "x");
	assert_true(asker_queue_put(t->q, &one.asker) && asker_queue_put(t->q, &next.asker));
	assert_int_equal(listen(t, false), 300);
	decide(t);
	assert_int_equal(one.over, 1);
	assert_int_equal(next.over, 0);
	assert_int_equal(listen(t, false), 1);
	decide(t);
	assert_int_equal(next.over, 1);
}

static void who_comes_when_it_is_closed_is_told_so(void **state)
{
	struct turn *t = *state;
	static struct asking handed, waiting, late;

	asks(&handed, 1, "x");
	asks(&waiting, 1, "x");
	asks(&late, 1, "x");
	assert_true(asker_queue_put(t->q, &handed.asker));
	assert_int_equal(listen(t, false), 1);
	assert_true(asker_queue_put(t->q, &waiting.asker));
	asker_queue_close(t->q);
	assert_int_equal(waiting.over, 1);
	assert_non_null(strstr(waiting.asker.later, "stopping"));
	assert_false(asker_queue_put(t->q, &late.asker));
	assert_non_null(strstr(late.asker.later, "stopping"));
	assert_int_equal(handed.over, 0);
	decide(t); /* what is in a batch may still be committed */
	assert_int_equal(handed.over, 1);
	assert_int_equal(handed.asker.later_s, 0);
}

#define THREADS 8
#define ASKED 500 /* each */

struct thread {
	struct asker_queue *q;
	pthread_t id;
	struct asking x;
	size_t taken, later;
};

static void *ask_again_and_again(void *ctx)
{
	struct thread *t = ctx;

	while (t->taken < ASKED) {
		asks(&t->x, 1 + t->taken % 3, "x");
		assert_true(asker_queue_put(t->q, &t->x.asker));
		while (!t->x.over)
			poll(NULL, 0, 1);
		if (t->x.asker.later_s)
			t->later++;
		else
			t->taken++;
	}
	return NULL;
}

static void many_threads_are_answered_once_each(void **state)
{
	static struct thread all[THREADS];
	struct turn *t = *state;
	size_t answered = 0, dropped = 0, turns = 0, later = 0;

	for (size_t i = 0; i < THREADS; i++) {
		all[i] = (struct thread){.q = t->q};
		assert_int_equal(pthread_create(&all[i].id, NULL, ask_again_and_again, &all[i]), 0);
	}
	while (answered < (size_t)THREADS * ASKED) {
		struct pollfd p = {.fd = asker_queue_fd(t->q), .events = POLLIN};

		assert_int_equal(poll(&p, 1, 60000), 1);
		listen(t, false);
		if (++turns % 10 == 0) {
			asker_queue_drop(t->q, 0);
			batch_clear(&t->batch);
			dropped++;
			continue;
		}
		for (size_t i = 0; i < t->batch.n; i++) {
			const struct asker *a = t->batch.all[i].asker;

			answered += a->left == 1;
			asker_queue_decided(t->q, &t->batch.all[i]);
		}
		batch_clear(&t->batch);
	}
	for (size_t i = 0; i < THREADS; i++) {
		pthread_join(all[i].id, NULL);
		assert_int_equal(all[i].taken, ASKED);
		later += all[i].later;
	}
	assert_true(later > 0 || dropped == 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(who_asks_for_several_is_answered_when_all_are_decided),
		TEST(what_is_not_committed_is_told_to_come_again),
		TEST(while_paused_they_wait_for_some_seconds),
		TEST(there_is_room_for_so_many_and_for_so_much),
		TEST(the_inputs_of_one_come_together),
		TEST(who_comes_when_it_is_closed_is_told_so),
		TEST(many_threads_are_answered_once_each),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
