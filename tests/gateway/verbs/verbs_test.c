/* The command line: how verbs, options and arguments are read, what is said of those that are wrong, and what the verbs
 * that look print. All in one installation, each test with tickets of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/aide.h"
#include "tests/gateway/peer.h"
#include "tests/gateway/verbs/said.h"

#define HEAD "+8613800000001"
#define ENGINEER "+8613800000011"
#define AGENT "+8613800000041"

static struct peer_site site;

static int install(void **state)
{
	(void)state;
	peer_make(&site);
	return 0;
}

static int leave(void **state)
{
	(void)state;
	peer_clear(&site);
	return 0;
}

/* Runs the program beside its configuration: it must exit with `code` and say this. */
#define SAYS(code, what, ...) \
	said_by(site.dir, (code), (what), (const char *const[]){aide_program(), __VA_ARGS__, NULL})

/* Through a shell, for what is about streams. */
static void shell(int code, const char *what, const char *rest)
{
	char line[1024];

	snprintf(line, sizeof(line), "%.500s %.400s", aide_program(), rest);
	said_by(site.dir, code, what, (const char *const[]){"/bin/sh", "-c", line, NULL});
}

static void opened(char number[32])
{
	SAYS(0, "→ 阿里木", "open", "repair", "EC210-0042", "down", "发动机", "无法启动");
	snprintf(number, 32, "%.*s", (int)strcspn(said, "\n"), said);
}

/* ---- reading the line ---- */

static void help_lists_the_verbs_and_explains_each(void **state)
{
	static const char *const verbs[] = {"serve",  "check",   "rehearse", "init",   "import",  "open",
					    "list",   "show",    "text",     "backup", "audit",   "help",
					    "outbox", "channel", "export",   "due",    "missing", "forget"};
	static char by_help[sizeof(said)];
	char usage[64];

	(void)state;
	for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++) {
		snprintf(usage, sizeof(usage), "\n  %-9s ", verbs[i]);
		SAYS(0, usage, "help");
		snprintf(usage, sizeof(usage), "usage: fieldgate [-c FILE] %s", verbs[i]);
		SAYS(0, usage, "help", verbs[i]);
		memcpy(by_help, said, sizeof(said));
		SAYS(0, usage, verbs[i], "--help");
		assert_string_equal(said, by_help);
		SAYS(0, by_help, verbs[i], "-h", "whatever");
	}
	SAYS(0, "usage: fieldgate", "--help");
	SAYS(0, "usage: fieldgate", "-h");
	SAYS(2, "did you mean `show`?", "help", "shw");
	SAYS(2, "`fieldgate help` lists them", "help", "whatever");
}

static void it_names_its_version(void **state)
{
	(void)state;
	SAYS(0, "fieldgate 1.", "--version");
	SAYS(0, "fieldgate 1.", "-V");
}

static void what_is_no_verb_or_option_is_named(void **state)
{
	(void)state;
	said_by(site.dir, 2, "no verb was named", (const char *const[]){aide_program(), NULL});
	SAYS(2, "there is no option `--all`", "--all", "list");
	SAYS(2, "there is no verb `lst`; did you mean `list`?", "lst");
	SAYS(2, "there is no verb `whatever`; `fieldgate help` lists them", "whatever");
	SAYS(2, "`list` takes no option `--al`; did you mean `--all`?", "list", "--al");
	SAYS(2, "`backup` takes no option `--whatever`; usage:", "backup", "--whatever");
	SAYS(2, "`--all` takes no value", "list", "--all=1");
	SAYS(2, "`--head` needs a value behind it", "audit", "--head");
	SAYS(2, "`show` needs more arguments; usage: fieldgate [-c FILE] show TICKET", "show");
	SAYS(2, "does not know what to do with `two`", "backup", "one", "two");
	SAYS(2, "argument 2 is not UTF-8", "list", "\xb3\xf6");
}

static void the_configuration_is_named_before_the_verb_or_behind_it(void **state)
{
	char joined[620];

	(void)state;
	snprintf(joined, sizeof(joined), "-c%s", site.config);
	SAYS(0, "all well", "check");
	SAYS(0, "all well", "-c", site.config, "check");
	SAYS(0, "all well", "check", "-c", site.config);
	SAYS(0, "all well", joined, "check");
	SAYS(2, "-c needs the name", "check", "-c");
	SAYS(2, "-c needs the name", "-c");
	SAYS(2, "-c needs the name", "-c", "", "check");
	SAYS(3, "elsewhere.yaml: No such file", "-c", "elsewhere.yaml", "check");
}

/* A text may begin with a dash, or hold one that looks like an option. */
static void words_of_a_text_are_no_options(void **state)
{
	(void)state;
	SAYS(0, "派工(4)", "text", HEAD, "帮助");
	SAYS(1, "没看懂", "text", HEAD, "-c", "-x");
	SAYS(1, "没看懂", "text", "--", HEAD, "--all");
}

static void output_that_goes_nowhere_is_no_success(void **state)
{
	(void)state;
	shell(3, "standard output cannot be written", "help >/dev/full");
	shell(3, "standard output cannot be written", "list >/dev/full");
}

/* ---- what looks ---- */

static void a_flow_is_drawn(void **state)
{
	(void)state;
	SAYS(0, "digraph \"repair\"", "check", "--dot");
	assert_non_null(strstr(said, "opening -> \"reported\""));
	assert_non_null(strstr(said, "\"en_route\" -> \"on_site\" [label=\"到达\\narrive\"]"));
	assert_non_null(strstr(
		said, "\"dispatched\" -> \"on_site\" [label=\"到达\\narrive\\nmisses departed\", style=dashed]"));
	assert_non_null(strstr(said, "peripheries=2"));
	SAYS(0, "digraph \"repair\"", "check", "--dot", "repair");
	SAYS(1, "there is no flow `repare`; did you mean `repair`?", "check", "--dot", "repare");
	SAYS(1, "there is no flow `whatever`; there is `repair`", "check", "--dot", "whatever");
	SAYS(2, "a flow is named only behind `--dot`", "check", "repair");
}

static void the_ledger_is_audited_against_a_hash_that_was_kept(void **state)
{
	char number[32], head[80] = "", upper[80];

	(void)state;
	opened(number);
	SAYS(0, "the ledger holds: ", "audit");
	assert_int_equal(sscanf(strstr(said, "head "), "head %64s", head), 1);
	opened(number);
	SAYS(0, "the ledger holds", "audit", "--head", head);
	for (size_t i = 0; i < sizeof(head); i++)
		upper[i] = (char)(head[i] >= 'a' ? head[i] - 32 : head[i]);
	SAYS(0, "the ledger holds", "audit", "--head", upper);
	head[0] = head[0] == '0' ? '1' : '0';
	SAYS(1, "missing", "audit", "--head", head);
	SAYS(2, "`0abc` is no hash", "audit", "--head=0abc");
	SAYS(2, "is no hash", "audit", "--head", "whatever");
}

static void a_ticket_is_shown_with_all_that_happened(void **state)
{
	char number[32], text[128];

	(void)state;
	opened(number);
	SAYS(0, "派工已记录", "text", HEAD, "派工", number, "2小时", "李雷");
	snprintf(text, sizeof(text), "到达%s", number);
	SAYS(0, "到达已记录", "text", ENGINEER, text);
	snprintf(text, sizeof(text), "未修复%s 等配件", number);
	SAYS(0, "", "text", ENGINEER, text);
	snprintf(text, sizeof(text), "出发%s 2小时 同行 韩梅", number);
	SAYS(0, "出发已记录", "text", ENGINEER, text);
	SAYS(1, "", "text", ENGINEER, "派工", number, "2小时", "李雷");

	SAYS(0, "state      en_route", "show", number);
	assert_non_null(strstr(said, "down       the machine stands still"));
	assert_non_null(strstr(said, "engineer   李雷"));
	assert_non_null(strstr(said, "with       韩梅"));
	assert_non_null(strstr(said, "visit      2"));
	assert_non_null(strstr(said, "departed missed"));
	assert_non_null(strstr(said, "engineer 李雷"));
	assert_non_null(strstr(said, "refused"));
	SAYS(0, "state=en_route", "show", "--raw", number);
	SAYS(1, "未处理", "text", ENGINEER, "撤销"); /* the last text was refused, and did nothing */
	SAYS(0, "撤", "text", ENGINEER, "撤销", number);
	SAYS(0, "state      left", "show", number);
	SAYS(0, number, "list");
	SAYS(1, "there is no ticket 999999", "show", "999999");
	SAYS(2, "`+1x` is no ticket number", "show", "+1x");
	SAYS(2, "`0` is no ticket number", "show", "0");
	SAYS(2, "is no ticket number", "show", "99999999999999999999");
}

static void show_says_that_a_note_was_written_and_what_it_said_of_the_machine(void **state)
{
	char number[32];

	(void)state;
	opened(number);
	SAYS(0, "补充已记录", "text", AGENT, "补充", number, "先电话联系");
	SAYS(0, "补充已记录", "text", AGENT, "补充", number, "恢复，能走了");
	SAYS(0, "补充已记录（停机）", "text", AGENT, "补充", number, "停机，又坏了");
	SAYS(0, "a note was written\n", "show", number);
	assert_non_null(strstr(said, "a note was written, the machine runs again\n"));
	assert_non_null(strstr(said, "a note was written, the machine stands still\n"));
	assert_non_null(strstr(said, "down       the machine stands still"));
}

static void a_machines_second_open_ticket_is_pointed_out(void **state)
{
	char first[32], note[128];

	(void)state;
	SAYS(0, "\n→ ", "open", "repair", "A40-0009", "异响");
	assert_null(strstr(said, "note:"));
	snprintf(first, sizeof(first), "%.*s", (int)strcspn(said, "\n"), said);
	snprintf(note, sizeof(note), "fieldgate: note: a40-0009 has an open ticket already: %s; ", first);
	SAYS(0, note, "open", "repair", "a40-0009", "又响了");
	assert_true(said[strspn(said, "0123456789")] == '\n'); /* the number comes first all the same */
}

static void what_is_said_by_hand_is_answered_there(void **state)
{
	static char long_text[9000];

	(void)state;
	memset(long_text, 'x', 2001);
	SAYS(0, "nobody has this number", "text", "+8613712345678", "你好");
	SAYS(0, "+8613712345678", "list", "--unknown");
	SAYS(2, "are two lists", "list", "--unknown", "--all");
	SAYS(1, "it was not taken: \"text\" has 2001 characters", "text", HEAD, long_text);
	SAYS(1, "", "text", "没有这个人", "你好");
	SAYS(2, "the fault is missing", "open", "repair", "-", " ");
	SAYS(2, "the fault is missing", "open", "repair", "-", "down", " ");
	SAYS(1, "there is no flow `repare`", "open", "repare", "-", "异响");
	SAYS(0, "\n→ ", "open", "repair", "-", "异响");
}

/* The id of the first text that `outbox` or `list --failed` lists. */
static void first_listed(char id[16])
{
	const char *line = strchr(said, '\n');

	assert_non_null(line);
	snprintf(id, 16, "%.*s", (int)strspn(line + 1, "0123456789"), line + 1);
	assert_true(*id);
}

/* How many events the ledger has, which holds. */
static long ledger_events(void)
{
	SAYS(0, "the ledger holds: ", "audit");
	return strtol(strstr(said, "holds: ") + strlen("holds: "), NULL, 10);
}

static void the_outbox_is_listed_and_explained_and_a_text_dropped_or_sent_again(void **state)
{
	long before;
	char number[32], id[16];

	(void)state;
	opened(number);
	SAYS(0, "last reason", "outbox");
	assert_non_null(strstr(said, "ready"));
	assert_non_null(strstr(said, "(+86138****0001)"));
	assert_null(strstr(said, "+8613800000001"));
	first_listed(id);
	SAYS(0, "state     ready since", "outbox", id);
	assert_non_null(strstr(said, "\nwords\n  "));
	assert_non_null(strstr(said, "none is noted"));
	before = ledger_events();
	SAYS(0, "is dropped", "outbox", "drop", id);
	SAYS(0, "state     rejected since", "outbox", id);
	assert_non_null(strstr(said, ": dropped by hand, by "));
	SAYS(0, "dropped by hand", "list", "--failed");
	SAYS(1, "only a text that waits can be dropped", "outbox", "drop", id);
	SAYS(0, "goes again\nno gateway is running", "outbox", "resend", id);
	assert_int_equal(ledger_events(), before + 2);
	SAYS(0, "state     ready since", "outbox", id);
	assert_non_null(strstr(said, "resent"));
	SAYS(1, "there is no text `999999`", "outbox", "999999");
	SAYS(1, "there is no text `x`", "outbox", "resend", "x");
	SAYS(2, "`--json` is for the list", "outbox", "--json", id);
	SAYS(2, "`--json` is for the list", "channel", "--json", "test", "sms", "+8613700000077");
	SAYS(2, "`resend` needs the id of a text behind it", "outbox", "resend");
	SAYS(2, "there is no `sned` of a text; write `resend` or `drop`", "outbox", "sned", id);
	SAYS(2, "`--unknown` and `--failed` are two lists", "list", "--failed", "--unknown");
}

static void what_went_to_somebody_who_opted_out_is_listed_and_not_sent_again(void **state)
{
	char number[32], id[16];

	(void)state;
	opened(number);
	SAYS(0, "已退订", "text", "王建国", "退订");
	SAYS(0, "→ 王建国 (+8613900000001): (not sent: the receiver has opted out) ", "text", HEAD, "派工", number,
	     "14:00", "李雷");
	SAYS(0, "the receiver has opted out", "list", "--failed");
	first_listed(id);
	SAYS(1, "the receiver has opted out; once they have opted in again", "outbox", "resend", id);
	SAYS(0, "已恢复", "text", "王建国", "恢复");
	SAYS(0, "goes again", "outbox", "resend", id);
}

static void a_backup_never_takes_another_files_place(void **state)
{
	(void)state;
	SAYS(0, "backed up ", "backup", "copy.db");
	SAYS(3, "copy.db exists already: name a new file", "backup", "copy.db");
	SAYS(3, "nowhere/copy.db.part cannot be made", "backup", "nowhere/copy.db");
	aide_write(site.dir, "half.db.part", "%s", "");
	SAYS(3, "another backup is running, or one was broken off", "backup", "half.db");
	aide_change(site.dir, "fieldgate.yaml", "fieldgate.db", "copy.db");
	SAYS(0, "the ledger holds", "audit");
	aide_change(site.dir, "fieldgate.yaml", "copy.db", "fieldgate.db");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(help_lists_the_verbs_and_explains_each),
		cmocka_unit_test(it_names_its_version),
		cmocka_unit_test(what_is_no_verb_or_option_is_named),
		cmocka_unit_test(the_configuration_is_named_before_the_verb_or_behind_it),
		cmocka_unit_test(words_of_a_text_are_no_options),
		cmocka_unit_test(output_that_goes_nowhere_is_no_success),
		cmocka_unit_test(a_flow_is_drawn),
		cmocka_unit_test(the_ledger_is_audited_against_a_hash_that_was_kept),
		cmocka_unit_test(a_ticket_is_shown_with_all_that_happened),
		cmocka_unit_test(show_says_that_a_note_was_written_and_what_it_said_of_the_machine),
		cmocka_unit_test(a_machines_second_open_ticket_is_pointed_out),
		cmocka_unit_test(what_is_said_by_hand_is_answered_there),
		cmocka_unit_test(the_outbox_is_listed_and_explained_and_a_text_dropped_or_sent_again),
		cmocka_unit_test(what_went_to_somebody_who_opted_out_is_listed_and_not_sent_again),
		cmocka_unit_test(a_backup_never_takes_another_files_place),
	};

	return cmocka_run_group_tests(tests, install, leave);
}
