/* Routes to channels without a file. */
#include "gateway/channel/routed_channels.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "templates/text/text.h"
#include "tests/gateway/channel/channel_bed.h"
#include "tests/langs.h"

static int begin(void **state)
{
	(void)state;
	bed_open();
	bed_add("kannel.yaml", "channel: kannel\nkind: http\nsend: {url: https://h/}\n");
	return 0;
}

static int end(void **state)
{
	(void)state;
	bed_close();
	return 0;
}

static struct channels *load(void)
{
	struct faults f = {0};
	struct channels *c = bed_load_all(&f);

	faults_print(&f, stderr);
	assert_non_null(c);
	faults_free(&f);
	return c;
}

static void route(const char *channel)
{
	bed_setup.routes[bed_setup.routes_n] = (struct setup_route){.role = -1, .lang = EN, .line = 7, .col = 9};
	text_copy(bed_setup.routes[bed_setup.routes_n++].channel, CHANNEL_BYTES, channel);
}

static void a_route_to_a_channel_without_a_file_is_a_warning_where_others_have_one(void **state)
{
	struct channels *c = load();
	const struct channels none = {.n = 0};
	struct faults f = {0};

	(void)state;
	bed_setup.routes_n = 0;
	route("kannel");
	route("kanel");
	route("abroad");
	routed_channels_warn(&bed_setup, c, &f);
	assert_int_equal(f.n, 2);
	assert_string_equal(f.all[0].what,
			    "no file has a channel `kanel`, so its texts go by the broker; did you mean `kannel`?");
	assert_int_equal(f.all[0].line, 7);
	assert_int_equal(f.all[0].col, 9);
	assert_non_null(strstr(f.all[1].what, "write a file of `kind: mqtt` if that is meant"));
	routed_channels_warn(&bed_setup, &none, &f);
	routed_channels_warn(&bed_setup, NULL, &f);
	assert_int_equal(f.n, 2);
	faults_free(&f);
	channels_release(c);
}

static void a_slip_in_the_usual_channel_is_a_warning_for_all_would_go_by_the_broker(void **state)
{
	struct setup other = bed_setup;
	struct channels *c = load();
	struct faults f = {0};

	(void)state;
	other.routes_n = 0;
	other.default_line = 23;
	other.default_col = 18;
	routed_channels_warn(&other, c, &f);
	assert_int_equal(f.n, 0); /* `sms`, which is the broker's */
	text_copy(other.default_channel, sizeof(other.default_channel), "kannell");
	routed_channels_warn(&other, c, &f);
	assert_int_equal(f.n, 1);
	assert_int_equal(f.all[0].line, 23);
	assert_non_null(strstr(f.all[0].what, "did you mean `kannel`?"));
	faults_free(&f);
	channels_release(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_route_to_a_channel_without_a_file_is_a_warning_where_others_have_one),
		cmocka_unit_test(a_slip_in_the_usual_channel_is_a_warning_for_all_would_go_by_the_broker),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
