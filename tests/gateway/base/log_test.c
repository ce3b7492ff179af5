/* The log: a line for each message, with its time and level, or with the level alone where the journal adds the
 * rest. */
#include "gateway/base/log.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "handlers/time/when.h"

static char file[] = "/tmp/log_test.XXXXXX";
static int kept, to;

static int begin(void **state)
{
	(void)state;
	strcpy(file, "/tmp/log_test.XXXXXX");
	to = mkstemp(file);
	kept = dup(STDERR_FILENO);
	unsetenv("JOURNAL_STREAM");
	log_use_zone("Asia/Shanghai");
	return to < 0 || kept < 0 ? -1 : 0;
}

static int end(void **state)
{
	(void)state;
	unsetenv("JOURNAL_STREAM");
	close(to);
	close(kept);
	return unlink(file);
}

static const char *written(void (*log)(const char *fmt, ...), const char *said)
{
	static char line[8192];
	ssize_t n;

	assert_int_equal(ftruncate(to, 0), 0);
	lseek(to, 0, SEEK_SET);
	dup2(to, STDERR_FILENO);
	log("%s", said);
	dup2(kept, STDERR_FILENO);
	n = pread(to, line, sizeof(line) - 1, 0);
	assert_true(n > 0);
	line[n] = '\0';
	return line;
}

static void a_line_bears_its_time_and_level(void **state)
{
	static const struct {
		void (*log)(const char *fmt, ...);
		const char *ends;
	} all[] = {{log_info, "+08:00 all is well\n"},
		   {log_warn, "+08:00 warning: all is well\n"},
		   {log_error, "+08:00 error: all is well\n"}};

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		const char *line = written(all[i].log, "all is well");
		const char *tail = strstr(line, "+08:00");

		assert_true(tail && line[4] == '-' && line[10] == 'T');
		assert_string_equal(tail, all[i].ends);
	}
}

/* What a phone sent can begin no line of its own, and no line is without end. */
static void a_message_is_one_line(void **state)
{
	static char much[4000];
	const char *line;

	(void)state;
	line = written(log_warn, "one\ntwo\r\x1b[31mthree\t4");
	assert_non_null(strstr(line, "warning: one two  [31mthree 4\n"));
	memset(much, 'x', sizeof(much) - 1);
	line = written(log_warn, much);
	assert_int_equal(strlen(line), 2047);
	assert_int_equal(line[2046], '\n');
}

static void the_journal_adds_time_and_level_itself(void **state)
{
	static const char *const elsewhere[] = {"", "x", "12", "12:", "12:x", "1:1"};
	struct stat st;
	char stream[64];

	(void)state;
	assert_int_equal(fstat(to, &st), 0);
	snprintf(stream, sizeof(stream), "%llu:%llu", (unsigned long long)st.st_dev, (unsigned long long)st.st_ino);
	setenv("JOURNAL_STREAM", stream, 1);
	assert_string_equal(written(log_info, "all is well"), "<6>all is well\n");
	assert_string_equal(written(log_warn, "all is well"), "<4>all is well\n");
	assert_string_equal(written(log_error, "all is well"), "<3>all is well\n");
	/* A child may inherit the name and write elsewhere. */
	strcat(stream, "0");
	setenv("JOURNAL_STREAM", stream, 1);
	assert_non_null(strstr(written(log_info, "all is well"), "+08:00 all"));
	for (size_t i = 0; i < sizeof(elsewhere) / sizeof(*elsewhere); i++) {
		setenv("JOURNAL_STREAM", elsewhere[i], 1);
		assert_non_null(strstr(written(log_info, "all is well"), "+08:00 all"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_line_bears_its_time_and_level, begin, end),
		cmocka_unit_test_setup_teardown(a_message_is_one_line, begin, end),
		cmocka_unit_test_setup_teardown(the_journal_adds_time_and_level_itself, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
