/* Talks that are badly written: each line that is wrong is named, with how it would be right. */
#include "gateway/talk/talk_read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define BEGIN "use sample\nat 2026-11-21 09:00\n" /* 1 and 2 */

static char file[] = "/tmp/talk_read_test_XXXXXX";
static struct faults faults;

static int make_file(void **state)
{
	int fd = mkstemp(file);

	(void)state;
	return fd < 0 ? -1 : close(fd);
}

static int remove_file(void **state)
{
	(void)state;
	faults_free(&faults);
	return unlink(file);
}

static void fails(const char *talk)
{
	struct talk t;
	FILE *to = fopen(file, "w");

	assert_non_null(to);
	assert_true(fputs(talk, to) >= 0);
	assert_int_equal(fclose(to), 0);
	faults_free(&faults);
	assert_false(talk_read(&t, file, &faults));
	talk_free(&t);
}

static void has_fault(int line, const char *says)
{
	for (size_t i = 0; i < faults.n; i++)
		if (faults.all[i].line == line && strstr(faults.all[i].what, says))
			return;
	for (size_t i = 0; i < faults.n; i++)
		print_message("  %d: %s\n", faults.all[i].line, faults.all[i].what);
	fail_msg("no fault of line %d says `%s`", line, says);
}

static void every_fault_of_form_is_named(void **state)
{
	(void)state;
	fails("bogus\nat 25:00\n> x\n王: \nnode a b c: 1\nticket A:\ndesk: open repair x\nuse\nnode x: 1330\n");
	has_fault(9, "no time");
	assert_int_equal(faults.n, 9);
	for (size_t i = 0; i < faults.n; i++)
		assert_int_equal(faults.all[i].line, i + 1);
}

static void each_line_that_is_none_says_how_it_reads(void **state)
{
	static const struct {
		const char *line, *says;
	} all[] = {
		{"just words", "this is no line of a talk"},
		{"desk: open repair \"x\"", "an opening reads"},
		{"desk: open  \"x\"", "an opening reads"},
		{"desk: open repair - up \"x\"", "an opening reads"},
		{"desk: open repair - x", "the fault needs double quotes"},
		{"desk: open repair - \"x\" as", "only `as A` may stand"},
		{"desk: open repair - \"x\" as 1A", "only `as A` may stand"},
		{"desk: open repair - \"x\" as A!", "only `as A` may stand"},
		{"desk: open repair - \"x\" called A", "only `as A` may stand"},
		{"desk: open repair - \"x\" asA", "only `as A` may stand"},
		{"> 阿里木", "`> NAME: text`"},
		{"> : x", "`> NAME: text`"},
		{"> 阿里木: ", "`> NAME: text`"},
		{": x", "with a name or a number before the colon"},
		{"阿里木:", "and words behind it"},
		{"阿里木 @25:00: x", "write `NAME @13:40: text`"},
		{"阿里木 @13:40", "write `NAME @13:40: text`"},
		{"阿里木 @13:40 x: y", "write `NAME @13:40: text`"},
		{"ticket A B: reported", "write `ticket: STATE`"},
		{"opened by A: order", "write `opened by A: FLOW as B`"},
		{"opened by A: order as 1B", "write `opened by A: FLOW as B`"},
		{"opened by A: order called B", "write `opened by A: FLOW as B`"},
		{"opened by A: - as B", "write `opened by A: FLOW as B`"},
		{"opened by: order as B", "write `opened by A: FLOW as B`"},
		{"opened by A C: order as B", "write `opened by A: FLOW as B`"},
		{"opened A: order as B", "write `opened by A: FLOW as B`"},
		{"node: 13:40", "write `node NAME: 13:40`"},
		{"field: 13:40", "write `field NAME: 13:40`"},
		{"node departed: 9", "is no time"},
		{"node departed: 9:5", "is no time"},
		{"node departed: 9:60", "is no time"},
		{"node departed: 13:40x", "is no time"},
		{"node departed: 11-", "is no time"},
		{"node departed: 11-21", "is no time"},
		{"node departed: 13-21 09:00", "is no time"},
		{"node departed: 00-21 09:00", "is no time"},
		{"node departed: 11-32 09:00", "is no time"},
		{"node departed: 11-00 09:00", "is no time"},
		{"node departed: 2026-11-xx 09:00", "is no time"},
		{"node departed: 2026-11-21x09:00", "is no time"},
		{"node departed: 2026-11-21Tx", "is no time"},
	};
	char talk[256];

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		snprintf(talk, sizeof(talk), "%s%s\n", BEGIN, all[i].line);
		fails(talk);
		has_fault(3, all[i].says);
		assert_int_equal(faults.n, 1);
	}
}

static void a_file_that_is_not_there_is_no_fault_of_form(void **state)
{
	struct talk t;

	(void)state;
	faults_free(&faults);
	assert_false(talk_read(&t, "/nowhere/a.talk", &faults));
	assert_int_equal(faults.n, 0);
	talk_free(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_fault_of_form_is_named),
		cmocka_unit_test(each_line_that_is_none_says_how_it_reads),
		cmocka_unit_test(a_file_that_is_not_there_is_no_fault_of_form),
	};

	return cmocka_run_group_tests(tests, make_file, remove_file);
}
