#include "gateway/base/etag.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void if_match_names_it_or_does_not(void **state)
{
	char etag[ETAG_BYTES], other[ETAG_BYTES], said[200];

	(void)state;
	etag_write("{\"a\":1}", etag);
	etag_write("{\"a\":2}", other);
	assert_string_not_equal(etag, other);
	assert_int_equal(strlen(etag), ETAG_BYTES - 1);
	assert_true(etag_is_in(etag, etag));
	assert_true(etag_is_in(" * ", etag));
	assert_false(etag_is_in(other, etag));
	assert_false(etag_is_in("", etag));
	assert_false(etag_is_in("*x", etag));
	strcat(strcat(strcpy(said, other), " , "), etag);
	assert_true(etag_is_in(said, etag));
	strcat(strcpy(said, "W/"), etag);
	assert_false(etag_is_in(said, etag));
	strcat(strcpy(said, etag), "x");
	assert_false(etag_is_in(said, etag));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(if_match_names_it_or_does_not)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
