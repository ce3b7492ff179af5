/* A rulebook is held by whoever uses it, and each thread uses the locale it says. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "handlers/answer/rulebook.h"
#include "handlers/time/when_write.h"
#include "handlers/zone/zone.h"

#define ROUNDS 2000
#define MOMENT INT64_C(1795249800000) /* 2026-11-21 08:30 UTC */

static struct rulebook *of_zone(const char *zone)
{
	struct rulebook *r = rulebook_new();

	assert_non_null(r);
	r->locale.zone = zone_open(zone);
	assert_non_null(r->locale.zone);
	return r;
}

static void the_last_holder_frees_it(void **state)
{
	struct rulebook *r = of_zone("Asia/Shanghai");
	char out[24];

	(void)state;
	when_use(&r->locale);
	assert_ptr_equal(rulebook_hold(r), r);
	rulebook_release(r);
	when_local(MOMENT, out);
	assert_string_equal(out, "2026-11-21 16:30");
	/* With the last holder goes the zone, and this thread must not look at it any more. */
	rulebook_release(r);
	when_local(MOMENT, out);
	assert_string_equal(out, "2026-11-21 08:30");
	rulebook_release(NULL);
}

struct writer {
	struct rulebook *rules;
	const char *shown;
	bool good;
};

static void *write_times(void *arg)
{
	struct writer *w = arg;
	char out[24];

	w->good = true;
	for (int i = 0; i < ROUNDS; i++) {
		struct rulebook *r = rulebook_hold(w->rules);

		when_use(&r->locale);
		when_local(MOMENT, out);
		w->good = w->good && strcmp(out, w->shown) == 0;
		rulebook_release(r);
	}
	when_use(NULL);
	return NULL;
}

static void threads_may_go_by_different_rulebooks(void **state)
{
	struct writer writers[] = {{of_zone("Asia/Shanghai"), "2026-11-21 16:30", false},
				   {of_zone("Europe/Berlin"), "2026-11-21 09:30", false}};
	pthread_t threads[2];

	(void)state;
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, write_times, &writers[i]), 0);
	for (size_t i = 0; i < 2; i++) {
		pthread_join(threads[i], NULL);
		rulebook_release(writers[i].rules);
	}
	for (size_t i = 0; i < 2; i++)
		assert_true(writers[i].good);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_last_holder_frees_it),
		cmocka_unit_test(threads_may_go_by_different_rulebooks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
