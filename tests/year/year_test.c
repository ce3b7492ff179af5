/* A year of a dealer's tickets of repair, maintenance and complaint, and of the surveys that repairs open, rehearsed on
 * the virtual clock and reckoned by hand: both must say the same of every clock, every verdict and every step. `make test`
 * does so with some thousand tickets, `make year` with 200,000:
 *
 *	year_test --tickets N [--seed S] [--pauses] [--keep FILE] [--show N] */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/year/compare.h"
#include "tests/year/lives.h"
#include "tests/year/timers.h"
#include "tests/year/whole.h"

#define A_FEW 1000
#define LARGE 20000

struct year {
	size_t tickets, shown;
	size_t stories_n; /* with what they open */
	uint64_t seed;
	bool pauses;
	const char *keep;
	/* what came of it */
	struct played played;
	struct compared compared;
	struct whole whole;
	double playing, comparing; /* s */
	bool audited;
	char why[512];
};

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- the scene ---- */

/* The sample's flow, but the arrival pauses while the ticket waits for parts. */
static bool write_pausing(const char *from, const char *to)
{
	char line[1024];
	FILE *in = fopen(from, "re"), *out = fopen(to, "we");
	bool in_arrival = false;
	int added = 0;

	while (in && out && fgets(line, sizeof(line), in)) {
		in_arrival = strncmp(line, "  arrival:", 10) == 0 || (in_arrival && strncmp(line, "    ", 4) == 0);
		fputs(line, out);
		if (in_arrival && strncmp(line, "    stops:", 10) == 0) {
			fputs("    pauses: [waiting]\n", out);
			added++;
		}
	}
	return in && out && fclose(in) == 0 && fclose(out) == 0 && added == 1;
}

static bool set_scene(const struct year *y, const char *dir)
{
	char here[300], sample[400], flow[400];

	if (!getcwd(here, sizeof(here)))
		return false;
	snprintf(sample, sizeof(sample), "%s/handlers/repair.yaml", here);
	snprintf(flow, sizeof(flow), "%s/repair.yaml", dir);
	return (!y->pauses || write_pausing(sample, flow)) && dealer_write(dir) &&
	       config_write(dir, here, y->pauses ? flow : sample);
}

static void clear_scene(const char *dir)
{
	static const char *const files[] = {"stations.csv", "people.csv", "customers.csv", "machines.csv",
					    "year.yaml",    "closed.ics", "repair.yaml"};
	char path[400];

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, files[i]);
		unlink(path);
	}
	rmdir(dir);
}

/* ---- the calendars, by hand ---- */

static void add_windows(struct days *d, int from_day, int to_day, int from, int to)
{
	for (int day = from_day; day <= to_day; day++)
		days_window(d, day, from, to);
}

static bool make_days(struct days *plans[PLANS], const char *dir)
{
	static const char holidays[] = "scripts/sample/holidays-2026-cn.ics";
	char closed[400];

	snprintf(closed, sizeof(closed), "%s/closed.ics", dir);
	plans[STANDARD] = days_new(8);
	plans[DEPOT] = days_new(8);
	plans[URUMQI] = days_new(6);
	if (!plans[STANDARD] || !plans[DEPOT] || !plans[URUMQI])
		return false;
	add_windows(plans[STANDARD], 0, 4, 9 * 60, 12 * 60);
	add_windows(plans[STANDARD], 0, 4, 13 * 60 + 30, 18 * 60);
	add_windows(plans[STANDARD], 5, 5, 10 * 60, 12 * 60);
	add_windows(plans[DEPOT], 0, 6, 0, 2 * 60);
	add_windows(plans[DEPOT], 0, 6, 6 * 60, 24 * 60);
	add_windows(plans[URUMQI], 0, 5, 10 * 60, 14 * 60);
	add_windows(plans[URUMQI], 0, 5, 15 * 60 + 30, 19 * 60 + 30);
	if (!days_read(plans[STANDARD], holidays, 0) || !days_read(plans[URUMQI], holidays, 5) ||
	    !days_read(plans[URUMQI], closed, 0))
		return false;
	for (int i = 0; i < PLANS; i++)
		days_seal(plans[i]);
	return true;
}

/* ---- a year ---- */

static bool play_and_compare(struct year *y, struct play *p, struct story *stories, const struct rules_of_year *r)
{
	double began = seconds();
	bool ok = play_run(p, stories, y->stories_n, r->until, &y->played);

	y->playing = seconds() - began;
	began = seconds();
	ok = ok && compare(p, r, stories, y->stories_n, y->shown, &y->compared);
	ok = ok && whole_look(play_database(p), stories, y->stories_n, y->played.inputs, &y->whole);
	y->comparing = seconds() - began;
	y->audited = ok && play_audit(p, y->why, sizeof(y->why));
	return ok && (!y->keep || play_backup(p, y->keep));
}

/* Two working hours behind its end a repair opens a survey, or in the morning, if that falls into the night. */
static int64_t survey_at(const struct rules_of_year *r, const struct account *a)
{
	const struct days *d = r->plans[station_plan(a->station)];
	int64_t at = days_add(d, a->closed, 2 * HOUR);

	return days_awake(d, night_of(REPAIR), (at + MINUTE - 1) / MINUTE * MINUTE);
}

static bool live_all(struct year *y, struct story *stories, const struct rules_of_year *r)
{
	struct account *a = calloc(1, sizeof(*a));
	bool ok;

	y->stories_n = y->tickets;
	for (size_t i = 0; a && i < y->tickets; i++) {
		live(&stories[i], y->seed, i, y->tickets);
		reckon(r, &stories[i], a);
		if (stories[i].process == REPAIR && a->closed && survey_at(r, a) <= r->until)
			live_after(&stories[y->stories_n++], &stories[i], i, survey_at(r, a));
	}
	ok = a != NULL;
	free(a);
	return ok;
}

static bool live_year(struct year *y, const char *dir)
{
	struct story *stories = calloc(2 * y->tickets, sizeof(*stories));
	struct days *plans[PLANS] = {NULL};
	bool ok = stories && set_scene(y, dir) && make_days(plans, dir);
	struct rules_of_year r = {.waiting_pauses = y->pauses, .until = day_count(2027, 1, 10) * DAY};
	struct play *p = ok ? play_open(dir, y->tickets >= LARGE) : NULL;

	for (int i = 0; i < PLANS; i++)
		r.plans[i] = plans[i];
	ok = p && live_all(y, stories, &r) && play_and_compare(y, p, stories, &r);
	play_close(p);
	for (int i = 0; i < PLANS; i++)
		days_free(plans[i]);
	free(stories);
	return ok;
}

static bool try_year(struct year *y)
{
	char dir[] = "/tmp/fieldgate-year-XXXXXX";
	bool ok = mkdtemp(dir) && live_year(y, dir);

	clear_scene(dir);
	return ok;
}

static void print_figures(const struct year *y)
{
	const struct played *p = &y->played;
	const struct compared *c = &y->compared;
	struct rusage use;

	getrusage(RUSAGE_SELF, &use);
	for (int f = 0; f < PROCESSES; f++) {
		printf("%zu of %s:", c->of[f], process_names[f]);
		for (int t = (int)timers_first[f]; t < (int)timers_first[f + 1]; t++)
			printf(" %s %zu/%zu", timer_names[t], c->verdicts[t][0], c->verdicts[t][1]);
		printf("\n");
	}
	printf("%zu tickets, %zu inputs, %zu turns of the clocks; %zu texts, %zu of them by the clocks (%zu say "
	       "several "
	       "things), for %zu steps\n",
	       c->tickets, p->inputs, p->turns, p->texts, c->reminders, c->joined, c->spoken);
	printf("%zu clocks, %zu verdicts, %zu late\n", c->clocks, c->judgements, c->late);
	printf("played in %.1f s (inputs %.1f, turns %.1f), reckoned and compared in %.1f s; %.1f s of CPU, %ld MiB\n",
	       y->playing, (double)p->inputs_us / 1e6, (double)p->turns_us / 1e6, y->comparing,
	       (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
		       (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6,
	       use.ru_maxrss / 1024);
	printf("%zu tickets differ, %zu steps too often, %zu in quiet hours, %zu not made again from the ledger; "
	       "audit: "
	       "%s\n",
	       c->differing, c->twice, c->in_quiet, c->remade, y->audited ? "holds" : y->why);
}

static bool all_well(const struct year *y)
{
	const struct compared *c = &y->compared;

	return y->whole.faults == 0 && c->differing == 0 && c->twice == 0 && c->in_quiet == 0 && c->remade == 0 &&
	       y->audited;
}

/* ---- as tests ---- */

static void assert_year(struct year *y)
{
	assert_true(try_year(y));
	print_figures(y);
	assert_true(all_well(y));
	/* Each clock of each process is kept and broken in it. */
	for (int t = 0; t < TIMERS; t++)
		assert_true(y->compared.verdicts[t][0] > 0 && y->compared.verdicts[t][1] > 0);
	/* A year in which nothing happens proves nothing. */
	assert_true(y->compared.tickets == y->stories_n && y->compared.late > y->tickets / 2 &&
		    y->compared.judgements > 2 * y->compared.late && y->compared.joined > 0 &&
		    y->compared.spoken > y->tickets);
}

static void a_year_is_as_reckoned_by_hand(void **state)
{
	struct year y = {.tickets = A_FEW, .seed = 1, .shown = 3};

	(void)state;
	assert_year(&y);
}

static void and_so_is_one_in_which_waiting_pauses_the_arrival(void **state)
{
	struct year y = {.tickets = A_FEW, .seed = 2, .shown = 3, .pauses = true};

	(void)state;
	assert_year(&y);
}

/* ---- as a program ---- */

static int usage(void)
{
	fprintf(stderr, "usage: year_test [--tickets N [--seed S] [--pauses] [--keep FILE] [--show N]]\n");
	return 2;
}

static bool read_options(struct year *y, int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		const char *value = i + 1 < argc ? argv[i + 1] : NULL;

		if (strcmp(argv[i], "--pauses") == 0) {
			y->pauses = true;
			continue;
		}
		if (!value)
			return false;
		if (strcmp(argv[i], "--tickets") == 0)
			y->tickets = strtoull(value, NULL, 10);
		else if (strcmp(argv[i], "--seed") == 0)
			y->seed = strtoull(value, NULL, 10);
		else if (strcmp(argv[i], "--show") == 0)
			y->shown = strtoull(value, NULL, 10);
		else if (strcmp(argv[i], "--keep") == 0)
			y->keep = value;
		else
			return false;
		i++;
	}
	return y->tickets > 0;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_year_is_as_reckoned_by_hand),
		cmocka_unit_test(and_so_is_one_in_which_waiting_pauses_the_arrival),
	};
	struct year y = {.seed = 1, .shown = 10};

	if (argc == 1)
		return cmocka_run_group_tests(tests, NULL, NULL);
	if (!read_options(&y, argc, argv))
		return usage();
	if (!try_year(&y))
		return 3;
	print_figures(&y);
	return all_well(&y) ? 0 : 1;
}
