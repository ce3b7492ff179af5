/* Talks that are played: a check that cannot fail proves nothing, so here they fail, each at the line that is wrong. Runs
 * where the sources are. */
#include "gateway/rehearse/player.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "gateway/command/verb.h"
#include "gateway/config/rulebook_load.h"
#include "gateway/config/setup.h"
#include "handlers/answer/rulebook.h"

#define CONFIG "scripts/sample/fieldgate.yaml"
#define BEGIN "use sample\nat 2026-11-21 09:00\n"                                     /* 1 and 2 */
#define OPENED BEGIN "desk: open repair EC210-0042 down \"无法启动\" as A\n  > ...\n" /* to 4 */
#define DISPATCH "at 09:05\n阿里木: 派工 {A} 14:00 李雷\n"                            /* to 6 */
#define DISPATCHED OPENED DISPATCH "  > ...\n"                                        /* to 7 */

struct bench {
	struct setup setup;
	struct rulebook *rules;
	struct faults faults;
	char file[32];
	char *out;
};

static int play_bytes(struct bench *b, const char *talk, size_t n)
{
	size_t size;
	FILE *to = fopen(b->file, "w");
	assert_non_null(to);
	assert_int_equal(fwrite(talk, 1, n, to), n);
	assert_int_equal(fclose(to), 0);
	faults_free(&b->faults);
	free(b->out);
	FILE *out = open_memstream(&b->out, &size);
	assert_non_null(out);
	int code = player_play(b->file, &b->setup, b->rules, out, &b->faults);
	assert_int_equal(fclose(out), 0);
	return code;
}

static void print_all(const struct bench *b)
{
	for (size_t i = 0; i < b->faults.n; i++)
		print_message("  %d: %s\n", b->faults.all[i].line, b->faults.all[i].what);
}

static void holds(struct bench *b, const char *talk)
{
	int code = play_bytes(b, talk, strlen(talk));
	print_all(b);
	assert_int_equal(b->faults.n, 0);
	assert_int_equal(code, VERB_DONE);
}

static void fails_at(struct bench *b, int line, const char *says, const char *talk)
{
	int code = play_bytes(b, talk, strlen(talk));
	bool found = false;
	for (size_t i = 0; i < b->faults.n; i++)
		found = found || (b->faults.all[i].line == line && strstr(b->faults.all[i].what, says));
	if (!found) {
		print_all(b);
		fail_msg("no fault of line %d says `%s`", line, says);
	}
	assert_int_equal(code, VERB_FAULTY);
}

static int open_bench(void **state)
{
	static struct bench b = {.file = "/tmp/talk_test_XXXXXX"};
	setlocale(LC_CTYPE, "C.UTF-8");
	int fd = mkstemp(b.file);
	if (fd < 0 || !setup_load(&b.setup, CONFIG, &b.faults) || !(b.rules = rulebook_load(&b.setup, &b.faults))) {
		faults_print(&b.faults, stderr);
		return -1;
	}
	close(fd);
	*state = &b;
	return 0;
}

static int close_bench(void **state)
{
	struct bench *b = *state;
	rulebook_release(b->rules);
	faults_free(&b->faults);
	free(b->out);
	return unlink(b->file);
}

static void what_was_sent_holds(void **state)
{
	struct bench *b = *state;
	holds(b, OPENED DISPATCH
	      "  > 阿里木: ~ 李雷\n\t> 王建国: ~ 14:00  # a remark\n"
	      "> 李雷: ~ {A}.*EC210-0042(.|x){1,}无法启动\n  > +8613800000011: ~ ^工单{A}\n"
	      "  ticket: dispatched\n  ticket A: dispatched\n  node dispatched: 09:05\n"
	      "  node A reported: 11-21 09:00\n  node A reported: 2026-11-21 09:00\n  node departed: -\n");
	assert_non_null(strstr(b->out, "09:05  阿里木 → 派工"));
	assert_non_null(strstr(b->out, ": dispatched\n"));
}

static void lines_may_end_as_they_like(void **state)
{
	struct bench *b = *state;
	holds(b, "\xEF\xBB\xBF# a talk\r\nuse sample\r\n\r\nat 2026-11-21 09:00\r\n13911112222: hi\r\n> nobody");
	fails_at(b, 2, "not UTF-8", "# fine\n\xFF\n");
}

static void too_little_was_expected(void **state)
{
	struct bench *b = *state;
	fails_at(b, 6, "no `>` line names what 李雷 got", OPENED DISPATCH "  > 阿里木: ~ .\n  > 王建国: ~ .\n");
	assert_int_equal(b->faults.n, 1);
	/* The next send too ends what a line may expect. */
	fails_at(b, 3, "no `>` line names what 钱伟 got",
		 BEGIN "desk: open repair EC210-0042 \"x\"\n> 阿里木: ~ x\nat 09:01\n阿里木: 9\n> ...\n");
	fails_at(b, 7, "somebody was told: 王建国 got", OPENED DISPATCH "  > nobody\n");
}

static void too_much_was_expected(void **state)
{
	struct bench *b = *state;
	fails_at(b, 8, "nothing went there; texts went to 王建国", DISPATCHED "> 钱伟: ~ .\n");
	fails_at(b, 8, "another text went there: `工单", DISPATCHED "> 李雷: ~ 不会有\n");
	fails_at(b, 8, "another text went there", DISPATCHED "> 李雷: 工单\n");
	fails_at(b, 8, "nobody is called `李蕾`", DISPATCHED "> 李蕾: ~ .\n");
	fails_at(b, 8, "no extended regular expression", DISPATCHED "> 李雷: ~ (\n");
	fails_at(b, 8, "the desk was not answered", DISPATCHED "> desk: ~ .\n");
	/* Texts of an earlier send are gone, and the clock sends none. */
	fails_at(b, 9, "nothing went there", DISPATCHED "at 10:00\n> 李雷: ~ .\n");
	fails_at(b, 1, "nothing was sent yet", "> nobody\n");
}

static void a_ticket_stands_elsewhere(void **state)
{
	struct bench *b = *state;
	fails_at(b, 8, "is not reported but dispatched", DISPATCHED "ticket: reported\n");
	fails_at(b, 8, "did you mean `dispatched`?", DISPATCHED "ticket A: dispached\n");
	fails_at(b, 8, "no ticket B", DISPATCHED "ticket B: dispatched\n");
	fails_at(b, 8, "is not 09:06 but 2026-11-21 09:05", DISPATCHED "node dispatched: 09:06\n");
	fails_at(b, 8, "is not 11-22 09:05", DISPATCHED "node dispatched: 11-22 09:05\n");
	fails_at(b, 8, "is not missed but open", DISPATCHED "node A departed: missed\n");
	fails_at(b, 8, "field eta of ticket 10008 is not 09:06 but empty", DISPATCHED "field A eta: 09:06\n");
	fails_at(b, 8, "is not - but 2026-11-21", DISPATCHED "field planned: -\n");
	fails_at(b, 8, "there is no field `plannd`; did you mean `planned`?", DISPATCHED "field plannd: -\n");
	fails_at(b, 8, "did you mean `departed`?", DISPATCHED "node departd: -\n");
	fails_at(b, 3, "no ticket was touched yet", BEGIN "ticket: reported\n");
}

static void a_clock_stands_elsewhere(void **state)
{
	struct bench *b = *state;
	holds(b,
	      OPENED "clock answer: runs\nclock A answer: runs until 10:00\nclock feedback: -\nclock planned: -\n"
		     "at 10:00\nclock answer: runs\nat 10:01\nclock answer: late\n"
		     "阿里木: 派工 {A} 11:00 李雷\n> ...\nclock answer: late\nclock planned: runs until 11-21 11:00\n"
		     "desk: 取消 {A} 不修了\n> ...\nclock planned: void\nclock arrival: void\n");
	fails_at(b, 5, "stands at `runs`, due 2026-11-21 10:00", OPENED "clock answer: met\n");
	fails_at(b, 5, "stands at `runs`, due 2026-11-21 10:00", OPENED "clock answer: runs until 10:01\n");
	fails_at(b, 5, "stands at `-`, due no time", OPENED "clock planned: runs\n");
	fails_at(b, 8, "stands at `met`, due 2026-11-21 10:00", DISPATCHED "clock A answer: late\n");
	fails_at(b, 5, "did you mean `arrival`?", OPENED "clock arival: runs\n");
	fails_at(b, 5, "no ticket B", OPENED "clock B answer: runs\n");
	fails_at(b, 5, "is not how a clock stands", OPENED "clock answer: soon\n");
	fails_at(b, 5, "is not how a clock stands", OPENED "clock answer: runs until noon\n");
	fails_at(b, 5, "write `clock NAME: met`", OPENED "clock A answer now: met\n");
}

static void time_goes_on(void **state)
{
	struct bench *b = *state;
	fails_at(b, 1, "names the day", "at 09:00\n");
	fails_at(b, 2, "earlier than the talk's clock", "at 2026-11-21 09:00\nat 2026-11-21 08:59\n");
	fails_at(b, 1, "no such time", "at 2026-02-30 09:00\n");
	fails_at(b, 1, "no time yet", "10086: hi\n");
	/* A time past is the next day's; one far ahead is the day before's. */
	holds(b, DISPATCHED "at 00:10\n李雷 @23:50: 出发 {A} 00:40\n> ...\nnode departed: 11-21 23:50\n"
			    "at 00:40\n李雷 @2026-11-22 00:35: 到达 {A}\n> ...\nnode arrived: 11-22 00:35\n");
}

static void a_repeated_text_does_nothing(void **state)
{
	struct bench *b = *state;
	holds(b, DISPATCHED "again\n> nobody\nticket: dispatched\n");
	fails_at(b, 8, "another text went there", DISPATCHED "> 阿里木: ~ 未处理\nagain\n");
	fails_at(b, 5, "no text yet to repeat", OPENED "again\n> nobody\n");
}

static void the_desk_is_answered_where_it_asks(void **state)
{
	struct bench *b = *state;
	holds(b, DISPATCHED "desk: 取消 {A} 客户取消\n> desk: ~ {A}\n> ...\nticket A: cancelled\n");
	fails_at(b, 3, "no ticket was opened", BEGIN "desk: open repar - \"x\"\n");
	fails_at(b, 5, "a ticket A in this talk already", OPENED "desk: open repair - \"x\" as A\n");
}

static void names_are_needed(void **state)
{
	struct bench *b = *state;
	fails_at(b, 2, "begin the talk with `use DIR`", "at 2026-11-21 09:00\n阿里木: 9\n");
	fails_at(b, 3, "did you mean `阿里木`?", BEGIN "阿里: 9\n");
	fails_at(b, 1, "no folder `nowhere`", "use nowhere\n");
}

static void what_looks_wrong_and_is_not_is_played(void **state)
{
	struct bench *b = *state;

	holds(b, OPENED "desk: open repair - \"x\" as b-2_三\n> …\nticket b-2_三: reported\n"
			"node A reported: 2026-11-21T09:00\nnode A reported: 2026-11-21  09:00\n"
			"阿里木 @08:50 : 9\n> ...\n");
	fails_at(b, 3, "nobody is called `阿里木@home`", BEGIN "阿里木@home: x\n");
}

static void remarks_end_a_line(void **state)
{
	struct bench *b = *state;
	holds(b, BEGIN "desk: open repair - \"漏油 # 左侧#3\" as A # quoted, and not\n> 钱伟: ~ 漏油 # 左\n> ...\n");
	assert_non_null(strstr(b->out, "漏油 # 左侧#3\n"));
	assert_null(strstr(b->out, "quoted"));
	fails_at(b, 5, "no ticket is called {B} in this talk", OPENED "阿里木: 派工 {B} 14:00 李雷\n  > ...\n");
	fails_at(b, 6, "no ticket is called {B} in this talk", OPENED "阿里木: 我的\n  > 阿里木: ~ {A}|{B}\n");
	holds(b, BEGIN "desk: open repair - \"{B} {fault}\" as A\n> 钱伟: ~ [{]B} [{]fault}\n> ...\n");
}

static void a_talk_that_is_not_there_is_the_environment(void **state)
{
	struct bench *b = *state;
	faults_free(&b->faults);
	assert_int_equal(player_play("/nowhere/a.talk", &b->setup, b->rules, stderr, &b->faults), VERB_BROKEN);
	assert_int_equal(b->faults.n, 1);
}

static void the_date_is_printed_where_a_day_changes(void **state)
{
	struct bench *b = *state;
	const char *first, *second;

	holds(b, DISPATCHED "at 2026-11-22 08:00\n李雷: 10008 出发 10:00\n  > ...\n");
	first = strstr(b->out, "\n2026-11-21\n09:00  desk");
	second = strstr(b->out, "\n2026-11-22\n");
	assert_non_null(first);
	assert_non_null(second);
	assert_true(first < second);
	assert_null(strstr(first + 1, "\n2026-11-21\n"));
	assert_null(strstr(second + 1, "\n2026-11-22\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_sent_holds),
		cmocka_unit_test(lines_may_end_as_they_like),
		cmocka_unit_test(too_little_was_expected),
		cmocka_unit_test(too_much_was_expected),
		cmocka_unit_test(a_ticket_stands_elsewhere),
		cmocka_unit_test(a_clock_stands_elsewhere),
		cmocka_unit_test(time_goes_on),
		cmocka_unit_test(a_repeated_text_does_nothing),
		cmocka_unit_test(the_desk_is_answered_where_it_asks),
		cmocka_unit_test(names_are_needed),
		cmocka_unit_test(what_looks_wrong_and_is_not_is_played),
		cmocka_unit_test(remarks_end_a_line),
		cmocka_unit_test(the_date_is_printed_where_a_day_changes),
		cmocka_unit_test(a_talk_that_is_not_there_is_the_environment),
	};
	return cmocka_run_group_tests(tests, open_bench, close_bench);
}
