/* Memory that runs out under a verb: it says so and exits with an error, or does and prints all that it does with memory;
 * and the ledger holds either way. */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "gateway/command/verb.h"
#include "tests/faults/disk_house.h"
#include "tests/faults/memory/hunger.h"
#include "tests/gateway/peer.h"

#define PRINTED (1 << 20)

static char config[600], copy_of[600], sample[600];

/* ---- a verb, and what it prints ---- */

static struct {
	const struct verb *verb;
	const char *args[8];
	const char *options[VERB_OPTIONS_MAX];
	bool anew; /* prints ids or times that differ each time */
	bool writes;
	bool told_to_stop; /* with the first look at what it is told */
} now;

static sigset_t signals; /* blocked throughout */

static struct streams {
	int kept[2], fd[2];
} streams;

static void catch_streams(void)
{
	fflush(NULL);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(ftruncate(streams.fd[i], 0), 0);
		lseek(streams.fd[i], 0, SEEK_SET);
		dup2(streams.fd[i], i + 1);
	}
}

static void give_streams_back(void)
{
	fflush(NULL);
	for (int i = 0; i < 2; i++)
		dup2(streams.kept[i], i + 1);
}

static void read_stream(int i, char *to)
{
	ssize_t n = pread(streams.fd[i], to, PRINTED - 1, 0);

	assert_true(n >= 0);
	to[n] = '\0';
}

/* Those that it did not come to. */
static void take_signals(void)
{
	const struct timespec now_or_never = {0};

	while (sigtimedwait(&signals, NULL, &now_or_never) > 0)
		;
}

static int run_verb(bool starving)
{
	struct call c = {.config = config};
	char *args[9] = {0};
	int code;

	for (; now.args[c.n]; c.n++)
		args[c.n] = (char *)now.args[c.n];
	c.args = args;
	memcpy(c.options, now.options, sizeof(c.options));
	if (now.told_to_stop) {
		kill(getpid(), SIGHUP);
		kill(getpid(), SIGTERM);
	}
	catch_streams();
	hungry(starving);
	code = now.verb->run(&c);
	hungry(false);
	give_streams_back();
	take_signals();
	return code;
}

/* ---- the trial ---- */

static char wanted[PRINTED], printed[PRINTED], complained[PRINTED], rows[HOUSE_HEX];
static int wanted_code;

static void a_day_before(void)
{
	struct batch b = {0};
	struct gateway g;
	char why[512];

	assert_non_null(house_fresh());
	assert_true(gateway_open(&g, house_setup(), house_rules(), house_work(), why, sizeof(why)));
	for (size_t i = 0; i < HOUSE_BATCHES; i++) {
		assert_true(house_fill(&b, i) && house_run(&g, &b, i));
		batch_clear(&b);
	}
	batch_free(&b);
	gateway_close(&g);
}

static void try_verb(void)
{
	char state[HOUSE_HEX];
	int code;

	if (now.writes)
		a_day_before();
	unlink(copy_of);
	code = run_verb(true);
	read_stream(0, printed);
	read_stream(1, complained);
	assert_true(house_state(state));
	if (code == wanted_code && (now.anew ? code == VERB_DONE || !*complained : strcmp(printed, wanted) == 0))
		return;
	torture_refused();
	if (code == VERB_DONE)
		fail_msg("%s, %s: it exits well, but prints:\n%s", now.verb->name, torture_now(), printed);
	if (!strstr(complained, "error: ") && !strstr(complained, "fieldgate: "))
		fail_msg("%s, %s: it exits %d and does not say why", now.verb->name, torture_now(), code);
	if (now.writes && code == VERB_BROKEN &&
	    (strstr(complained, "nothing was taken") || strstr(complained, "nothing was forgotten")))
		assert_string_equal(state, rows);
}

static void torture_verb(int code)
{
	a_day_before();
	assert_true(house_state(rows));
	unlink(copy_of);
	wanted_code = run_verb(false);
	assert_int_equal(wanted_code, code);
	read_stream(0, wanted);
	torture(now.verb->name, try_verb, OURS, SQLITE);
}

#define TORTURE(name, code, ...)                      \
	static void name(void **state)                \
	{                                             \
		(void)state;                          \
		memset(&now, 0, sizeof(now));         \
		now = (__typeof__(now)){__VA_ARGS__}; \
		torture_verb(code);                   \
	}

TORTURE(list, VERB_DONE, .verb = &verb_list)
TORTURE(list_of_the_late, VERB_DONE, .verb = &verb_list, .options = {NULL, ""}, .anew = true)
TORTURE(list_of_strangers, VERB_DONE, .verb = &verb_list, .options = {NULL, NULL, ""})
TORTURE(list_as_json, VERB_DONE, .verb = &verb_list, .options = {"", NULL, NULL, NULL, ""})
TORTURE(list_of_people, VERB_DONE, .verb = &verb_list, .args = {"people"})
TORTURE(show, VERB_DONE, .verb = &verb_show, .args = {"10008"})
TORTURE(show_as_json, VERB_DONE, .verb = &verb_show, .args = {"10008"}, .options = {NULL, ""})
TORTURE(list_of_one_lead, VERB_DONE, .verb = &verb_list, .options = {[9] = "李雷"})
TORTURE(list_of_texts, VERB_DONE, .verb = &verb_list, .args = {"texts", "李雷"}, .anew = true)
TORTURE(forget_dry, VERB_DONE, .verb = &verb_forget, .args = {"高洁"}, .options = {""})
TORTURE(forget, VERB_DONE, .verb = &verb_forget, .args = {"高洁"}, .writes = true)
TORTURE(export, VERB_DONE, .verb = &verb_export, .args = {"machines"})
TORTURE(outbox, VERB_DONE, .verb = &verb_outbox, .anew = true)
TORTURE(channel, VERB_DONE, .verb = &verb_channel)
TORTURE(due, VERB_DONE, .verb = &verb_due)
TORTURE(missing, VERB_DONE, .verb = &verb_missing)
TORTURE(missing_of_one, VERB_DONE, .verb = &verb_missing, .args = {"李雷"}, .options = {"2026-11-01"})
TORTURE(audit, VERB_DONE, .verb = &verb_audit)
TORTURE(check, VERB_DONE, .verb = &verb_check)
TORTURE(picture, VERB_DONE, .verb = &verb_check, .options = {""})
TORTURE(backup, VERB_DONE, .verb = &verb_backup, .args = {copy_of})
TORTURE(rehearse, VERB_DONE, .verb = &verb_rehearse, .args = {"tests/talks/01-plain.talk"}, .anew = true)
TORTURE(open_by_hand, VERB_DONE, .verb = &verb_open, .args = {"repair", "EC210-0042", "down", "异响"}, .anew = true,
	.writes = true)
TORTURE(text_by_hand, VERB_DONE, .verb = &verb_text, .args = {"阿里木", "帮助"}, .anew = true, .writes = true)
TORTURE(text_refused, VERB_FAULTY, .verb = &verb_text, .args = {"阿里木", "口袋"}, .anew = true, .writes = true)

/* Reads all again and stops; its broker is not there. What it could not read again it says, and stops well. */
TORTURE(serve, VERB_DONE, .verb = &verb_serve, .anew = true, .told_to_stop = true)

/* ---- */

static int make_streams(void)
{
	for (int i = 0; i < 2; i++) {
		char file[700];

		snprintf(file, sizeof(file), "%.600s/stream%d", house_folder(), i);
		streams.kept[i] = dup(i + 1);
		streams.fd[i] = open(file, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
		if (streams.kept[i] < 0 || streams.fd[i] < 0)
			return -1;
		unlink(file);
	}
	return 0;
}

static int settle_in(void **state)
{
	char *here = realpath(".", NULL), from[600];
	FILE *f;

	(void)state;
	sigemptyset(&signals);
	sigaddset(&signals, SIGHUP);
	sigaddset(&signals, SIGTERM);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	if (!hunger_take_over() || !house_begin() || !here || make_streams() != 0)
		return -1;
	snprintf(config, sizeof(config), "%.500s/fieldgate.yaml", house_folder());
	snprintf(copy_of, sizeof(copy_of), "%.500s/copy.db", house_folder());
	snprintf(sample, sizeof(sample), "%.500s/sample", house_folder());
	snprintf(from, sizeof(from), "%.500s/scripts/sample", here);
	if (symlink(from, sample) != 0)
		return -1;
	f = fopen(config, "we");
	if (!f)
		return -1;
	fprintf(f,
		"database: %s\ntime_zone: Asia/Shanghai\ncountry_code: \"86\"\nflows: [%s/handlers/repair.yaml]\n"
		"templates: %s/templates\ndefault_channel: sms\nhttp: {listen: 127.0.0.1:%d}\n"
		"broker: {host: 127.0.0.1, port: %d}\n",
		house_work(), here, here, peer_free_port(), peer_free_port());
	free(here);
	return fclose(f);
}

static int put_away(void **state)
{
	(void)state;
	unlink(copy_of);
	unlink(sample);
	unlink(config);
	house_end();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(list),
		cmocka_unit_test(list_of_the_late),
		cmocka_unit_test(list_of_strangers),
		cmocka_unit_test(list_as_json),
		cmocka_unit_test(list_of_people),
		cmocka_unit_test(show),
		cmocka_unit_test(show_as_json),
		cmocka_unit_test(list_of_one_lead),
		cmocka_unit_test(list_of_texts),
		cmocka_unit_test(forget_dry),
		cmocka_unit_test(forget),
		cmocka_unit_test(export),
		cmocka_unit_test(outbox),
		cmocka_unit_test(channel),
		cmocka_unit_test(audit),
		cmocka_unit_test(due),
		cmocka_unit_test(missing),
		cmocka_unit_test(missing_of_one),

		cmocka_unit_test(check),
		cmocka_unit_test(picture),
		cmocka_unit_test(backup),
		cmocka_unit_test(rehearse),
		cmocka_unit_test(open_by_hand),
		cmocka_unit_test(text_by_hand),
		cmocka_unit_test(text_refused),
		cmocka_unit_test(serve),
	};

	return cmocka_run_group_tests(tests, settle_in, put_away);
}
