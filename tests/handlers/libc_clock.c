#include "tests/handlers/libc_clock.h"
#include "tests/here.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "handlers/time/when.h"

void libc_zone(const char *name)
{
	assert_int_equal(setenv("TZ", name, 1), 0);
	tzset();
	assert_true(here_zone(name));
}

struct tm libc_tm(int64_t at)
{
	time_t t = (time_t)(at / 1000);
	struct tm tm;

	assert_non_null(localtime_r(&t, &tm));
	return tm;
}

int64_t libc_local(int64_t at)
{
	return at + libc_tm(at).tm_gmtoff * INT64_C(1000);
}

int64_t at_local(const char *local)
{
	int64_t found = 0;

	if (!when_local_read(local, &found))
		fail_msg("no such time: %s", local);
	return found;
}

void assert_local(int64_t found, const char *local)
{
	char written[24] = "never";

	if (found >= 0)
		when_local(found, written);
	assert_string_equal(written, local);
}
