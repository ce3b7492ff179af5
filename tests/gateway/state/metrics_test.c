/* Counting, and Prometheus' text format: what is escaped, how a histogram adds up, when a loop counts as stuck. */
#include "gateway/state/metrics_text.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "gateway/base/exposition.h"

static void reads(struct text *t, const char *expected)
{
	assert_false(t->full);
	assert_string_equal(text_str(t), expected);
	text_free(t);
}

static void heads_and_samples_stand_as_the_format_says(void **state)
{
	struct text t = text_new(4096);

	(void)state;
	exposition_head(&t, "a_total", "counter", "What is counted.");
	exposition_count(&t, "a_total", NO_TAGS, 0);
	exposition_count(&t, "a_total", (struct tags){{{"k", "v"}}}, UINT64_MAX);
	exposition_number(&t, "b", (struct tags){{{"k", "v"}, {"l", ""}}}, 0.25);
	exposition_number(&t, "b", NO_TAGS, 1790000000.123);
	reads(&t, "# HELP a_total What is counted.\n# TYPE a_total counter\na_total 0\na_total{k=\"v\"} "
		  "18446744073709551615\n"
		  "b{k=\"v\",l=\"\"} 0.25\nb 1790000000.123\n");
}

static void what_would_break_a_line_is_escaped(void **state)
{
	struct text t = text_new(4096);

	(void)state;
	exposition_head(&t, "a", "gauge", "a \"quote\", a \\ and a\nline");
	exposition_count(&t, "a", (struct tags){{{"k", "\"\\\n出发"}}}, 1);
	reads(&t, "# HELP a a \"quote\", a \\\\ and a\\nline\n# TYPE a gauge\na{k=\"\\\"\\\\\\n出发\"} 1\n");
}

static void a_histogram_adds_up(void **state)
{
	const uint64_t bounds[] = {500, 1000, 1000000}, counts[] = {1, 0, 2, 4};
	struct text t = text_new(4096);

	(void)state;
	exposition_histogram(&t, "h", bounds, 3, counts, 2500000, 1000000);
	reads(&t, "h_bucket{le=\"0.0005\"} 1\nh_bucket{le=\"0.001\"} 1\nh_bucket{le=\"1\"} 3\nh_bucket{le=\"+Inf\"} 7\n"
		  "h_sum 2.5\nh_count 7\n");
}

/* ---- counting ---- */

static bool shows(const struct metrics *m, const struct measured *now, const char *line)
{
	char *text = metrics_text(m, now), whole[256];
	bool found;

	assert_non_null(text);
	snprintf(whole, sizeof(whole), "\n%s\n", line);
	found = strstr(text, whole);
	if (!found)
		print_error("no line `%s` in:\n%s", line, text);
	free(text);
	return found;
}

static void each_input_is_counted_where_it_belongs(void **state)
{
	const struct measured now = {.steady = 0};
	struct metrics *m = metrics_new(0);

	(void)state;
	assert_non_null(m);
	metrics_input(m, IN_MO, "done");
	metrics_input(m, IN_MO, "done");
	metrics_input(m, IN_OPEN, "again");
	metrics_input(m, IN_DLR, "opened"); /* never is */
	metrics_input(m, IN_MO, "");
	metrics_messages(m, DELIVERY_READY, 3);
	metrics_events(m, 5);
	assert_true(shows(m, &now, "fieldgate_inputs_total{kind=\"mo\",outcome=\"done\"} 2"));
	assert_true(shows(m, &now, "fieldgate_inputs_total{kind=\"open\",outcome=\"again\"} 1"));
	assert_true(shows(m, &now, "fieldgate_inputs_total{kind=\"dlr\",outcome=\"other\"} 1"));
	assert_true(shows(m, &now, "fieldgate_inputs_total{kind=\"mo\",outcome=\"other\"} 1"));
	assert_true(shows(m, &now, "fieldgate_messages_total{state=\"ready\"} 3"));
	assert_true(shows(m, &now, "fieldgate_messages_total{state=\"sent\"} 0"));
	assert_true(shows(m, &now, "fieldgate_events_total 5"));
	metrics_free(m);
}

static void bounds_belong_to_their_bucket(void **state)
{
	const struct measured now = {.steady = 0};
	struct metrics *m = metrics_new(0);

	(void)state;
	metrics_batch(m, 1);
	metrics_batch(m, 2);
	metrics_batch(m, 3);
	metrics_batch(m, 100000);
	metrics_commit(m, 250);
	metrics_commit(m, -1);
	metrics_commit(m, 3000000);
	assert_true(shows(m, &now, "fieldgate_batch_inputs_bucket{le=\"1\"} 1"));
	assert_true(shows(m, &now, "fieldgate_batch_inputs_bucket{le=\"2\"} 2"));
	assert_true(shows(m, &now, "fieldgate_batch_inputs_bucket{le=\"4\"} 3"));
	assert_true(shows(m, &now, "fieldgate_batch_inputs_bucket{le=\"512\"} 3"));
	assert_true(shows(m, &now, "fieldgate_batch_inputs_bucket{le=\"+Inf\"} 4"));
	assert_true(shows(m, &now, "fieldgate_batch_inputs_sum 100006"));
	assert_true(shows(m, &now, "fieldgate_commit_seconds_bucket{le=\"0.00025\"} 2"));
	assert_true(shows(m, &now, "fieldgate_commit_seconds_bucket{le=\"2.5\"} 2"));
	assert_true(shows(m, &now, "fieldgate_commit_seconds_sum 3.00025"));
	assert_true(shows(m, &now, "fieldgate_commit_seconds_count 3"));
	metrics_free(m);
}

static void what_cannot_be_measured_is_left_out(void **state)
{
	struct measured now = {.steady = 0};
	struct metrics *m = metrics_new(1790000000123);
	char *text = metrics_text(m, &now);

	(void)state;
	assert_non_null(text);
	assert_null(strstr(text, "fieldgate_outbox"));
	assert_null(strstr(text, "process_resident_memory_bytes"));
	free(text);
	now = (struct measured){
		.store = true, .ready = 7, .oldest_ms = 1500, .event_ms = 2500, .overdue_ms = 3500, .resident = 4096};
	assert_true(shows(m, &now, "fieldgate_outbox_rows{state=\"ready\"} 7"));
	assert_true(shows(m, &now, "fieldgate_outbox_oldest_seconds 1.5"));
	assert_true(shows(m, &now, "fieldgate_events_oldest_seconds 2.5"));
	assert_true(shows(m, &now, "fieldgate_due_oldest_seconds 3.5"));
	assert_true(shows(m, &now, "process_resident_memory_bytes 4096"));
	assert_true(shows(m, &now, "process_start_time_seconds 1790000000.123"));
	metrics_free(m);
}

static void the_first_connection_is_no_reconnect(void **state)
{
	const struct measured now = {.steady = 0};
	struct metrics *m = metrics_new(0);

	(void)state;
	assert_true(shows(m, &now, "fieldgate_broker_reconnects_total 0"));
	metrics_connected(m);
	assert_true(shows(m, &now, "fieldgate_broker_reconnects_total 0"));
	metrics_connected(m);
	assert_true(shows(m, &now, "fieldgate_broker_reconnects_total 1"));
	metrics_free(m);
}

static bool manual_has(const char *name)
{
	char line[512], item[160];
	size_t n = (size_t)snprintf(item, sizeof(item), ".It Li %s", name);
	FILE *f = fopen("gateway/fieldgate.1", "re");
	bool found = false;

	assert_non_null(f);
	while (!found && fgets(line, sizeof(line), f))
		found = strncmp(line, item, n) == 0 && (line[n] == ' ' || line[n] == '\n');
	fclose(f);
	return found;
}

/* What the manual says of one metric, up to the next item. */
static void manual_says(const char *name, char *to, size_t size)
{
	char line[512];
	FILE *f = fopen("gateway/fieldgate.1", "re");
	bool in = false;

	assert_non_null(f);
	*to = '\0';
	while (fgets(line, sizeof(line), f)) {
		if (strncmp(line, ".It ", 4) == 0)
			in = strncmp(line + 4, "Li ", 3) == 0 && strncmp(line + 7, name, strlen(name)) == 0;
		else if (in)
			strncat(to, line, size - strlen(to) - 1);
	}
	fclose(f);
}

static bool has_word(const char *text, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = strstr(text, word); at; at = strstr(at + 1, word))
		if ((at == text || !isalpha((unsigned char)at[-1])) && !isalpha((unsigned char)at[n]))
			return true;
	return false;
}

/* Each value in quotes of the metric's lines; it cuts them up. */
static void the_manual_explains_values(char *text, const char *name)
{
	char says[4096], *rest, *line = strtok_r(text, "\n", &rest);

	manual_says(name, says, sizeof(says));
	for (; line; line = strtok_r(NULL, "\n", &rest)) {
		char *quoted, *value = strncmp(line, name, strlen(name)) == 0 ? strtok_r(line, "\"", &quoted) : NULL;

		while (value && (value = strtok_r(NULL, "\"", &quoted)) && *value != '}') {
			if (!has_word(says, value))
				fail_msg("gateway/fieldgate.1 does not explain `%s` of %s", value, name);
			value = strtok_r(NULL, "\"", &quoted);
		}
	}
}

static void the_manual_explains_what_they_are_told_apart_by(void **state)
{
	static const char *const names[] = {"fieldgate_inputs_total", "fieldgate_messages_total",
					    "fieldgate_outbox_rows", "fieldgate_reloads_total"};
	const struct measured all = {.store = true, .resident = 1};
	struct metrics *m = metrics_new(0);

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		char *text = metrics_text(m, &all);

		assert_non_null(text);
		the_manual_explains_values(text, names[i]);
		free(text);
	}
	metrics_free(m);
}

static void the_manual_explains_each(void **state)
{
	const struct measured all = {.store = true, .resident = 1};
	struct metrics *m = metrics_new(0);
	char *text = metrics_text(m, &all), *at = text;

	(void)state;
	assert_non_null(text);
	while ((at = strstr(at, "# HELP "))) {
		at += 7;
		at[strcspn(at, " ")] = '\0';
		if (!manual_has(at))
			fail_msg("gateway/fieldgate.1 does not speak of %s", at);
		at += strlen(at) + 1;
	}
	free(text);
	metrics_free(m);
}

/* ---- alive and well ---- */

static void a_loop_that_does_not_come_round_is_stuck(void **state)
{
	struct metrics *m = metrics_new(0);
	struct measured now = {.steady = 1000};

	(void)state;
	metrics_beat(m, 1000, STARTING, false);
	assert_int_equal(metrics_readiness(m, 1000), STARTING);
	metrics_beat(m, 2000, READY, true);
	assert_int_equal(metrics_readiness(m, 2000 + STUCK_MS), READY);
	assert_int_equal(metrics_readiness(m, 2001 + STUCK_MS), STUCK);
	assert_true(shows(m, &now, "fieldgate_ready 1"));
	now.steady = 2001 + STUCK_MS;
	assert_true(shows(m, &now, "fieldgate_ready 0"));
	assert_true(shows(m, &now, "fieldgate_broker_connected 1"));
	metrics_free(m);
}

static void each_readiness_is_one_line(void **state)
{
	(void)state;
	for (int c = STARTING; c <= STUCK; c++) {
		assert_true(*readiness_why((enum readiness)c));
		assert_null(strchr(readiness_why((enum readiness)c), '\n'));
	}
	assert_string_equal(readiness_why(READY), "ok");
}

static void without_metrics_nothing_is_counted(void **state)
{
	(void)state;
	metrics_input(NULL, IN_MO, "done");
	metrics_messages(NULL, DELIVERY_READY, 1);
	metrics_events(NULL, 1);
	metrics_batch(NULL, 1);
	metrics_commit(NULL, 1);
	metrics_failure(NULL);
	metrics_connected(NULL);
	metrics_reload(NULL, true);
	metrics_beat(NULL, 1, READY, true);
	metrics_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(heads_and_samples_stand_as_the_format_says),
		cmocka_unit_test(what_would_break_a_line_is_escaped),
		cmocka_unit_test(a_histogram_adds_up),
		cmocka_unit_test(each_input_is_counted_where_it_belongs),
		cmocka_unit_test(bounds_belong_to_their_bucket),
		cmocka_unit_test(what_cannot_be_measured_is_left_out),
		cmocka_unit_test(the_first_connection_is_no_reconnect),
		cmocka_unit_test(the_manual_explains_each),
		cmocka_unit_test(the_manual_explains_what_they_are_told_apart_by),
		cmocka_unit_test(a_loop_that_does_not_come_round_is_stuck),
		cmocka_unit_test(each_readiness_is_one_line),
		cmocka_unit_test(without_metrics_nothing_is_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
