/* Routes to channels without a file, and secrets that are not shown. */
#include "gateway/channel/routed_channels.h"

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

#include "gateway/channel/channel_request.h"
#include "templates/text/text.h"

static char dir[] = "/tmp/routed_channels_test.XXXXXX";
static struct setup setup = {.file = "fieldgate.yaml", .default_channel = "sms"};

static void put(const char *name, const char *content, mode_t mode)
{
	char path[200];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(content, f);
	fclose(f);
	assert_int_equal(chmod(path, mode), 0);
}

static int begin(void **state)
{
	(void)state;
	assert_non_null(mkdtemp(dir));
	put("secret", "s e&cret\n", 0600);
	put("kannel.yaml",
	    "channel: kannel\nkind: http\nsecrets: {password: secret}\nsend:\n  method: POST\n"
	    "  url: http://127.0.0.1:1/{secret.password}/send\n  basic: {user: fieldgate, secret: password}\n"
	    "  json: {to: \"{to}\", text: \"{text}\", password: \"{secret.password}\"}\n"
	    "answers: [{status: 200, is: taken}]\n",
	    0644);
	snprintf(setup.channels[0], sizeof(setup.channels[0]), "%s/kannel.yaml", dir);
	setup.channels_n = 1;
	return 0;
}

static int end(void **state)
{
	char path[200];

	(void)state;
	snprintf(path, sizeof(path), "%s/secret", dir);
	unlink(path);
	unlink(setup.channels[0]);
	return rmdir(dir);
}

static struct channels *load(void)
{
	struct faults f = {0};
	struct channels *c = channels_load(&setup, NULL, &f);

	faults_print(&f, stderr);
	assert_non_null(c);
	faults_free(&f);
	return c;
}

static void route(const char *channel)
{
	setup.routes[setup.routes_n] = (struct setup_route){.role = -1, .lang = EN, .line = 7, .col = 9};
	text_copy(setup.routes[setup.routes_n++].channel, CHANNEL_BYTES, channel);
}

static void a_route_to_a_channel_without_a_file_is_a_warning_where_others_have_one(void **state)
{
	struct channels *c = load();
	const struct channels none = {.n = 0};
	struct faults f = {0};

	(void)state;
	setup.routes_n = 0;
	route("kannel");
	route("kanel");
	route("abroad");
	routed_channels_warn(&setup, c, &f);
	assert_int_equal(f.n, 2);
	assert_string_equal(f.all[0].what,
			    "no file has a channel `kanel`, so its texts go by the broker; did you mean `kannel`?");
	assert_int_equal(f.all[0].line, 7);
	assert_int_equal(f.all[0].col, 9);
	assert_non_null(strstr(f.all[1].what, "write a file of `kind: mqtt` if that is meant"));
	routed_channels_warn(&setup, &none, &f);
	routed_channels_warn(&setup, NULL, &f);
	assert_int_equal(f.n, 2);
	faults_free(&f);
	channels_release(c);
}

static void a_slip_in_the_usual_channel_is_a_warning_for_all_would_go_by_the_broker(void **state)
{
	struct setup other = setup;
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

static void fill(const struct channel *c, struct carrier_request *r)
{
	char words[] = "hello";
	struct outbox_mt mt = {.number = "+8613800000001", .text = words, .params = words, .segments = 1};
	char why[100] = "";
	bool again;

	if (!carrier_request_fill(c, &mt, 0, r, &again, why, sizeof(why)))
		fail_msg("%s", why);
}

static bool has(const struct carrier_request *r, const char *what)
{
	bool found = strstr(r->url, what) || strstr(r->body, what);

	for (size_t i = 0; i < r->headers_n; i++)
		found = found || strstr(r->headers[i], what);
	return found;
}

static void hidden_secrets_are_nowhere_in_a_request(void **state)
{
	struct channels *c = load();
	struct carrier_request r;

	(void)state;
	fill(&c->all[0], &r);
	assert_true(has(&r, "e%26cret"));
	assert_true(has(&r, "s e&cret"));
	assert_true(has(&r, "Basic ZmllbGRnYXRlOnMgZSZjcmV0")); /* fieldgate:s e&cret */
	carrier_request_free(&r);
	channel_hide_secrets(&c->all[0]);
	fill(&c->all[0], &r);
	assert_false(has(&r, "cret"));
	assert_false(has(&r, "ZmllbGRnYXRlOnMgZSZjcmV0"));
	assert_true(has(&r, "/HIDDEN/send"));
	assert_true(has(&r, "\"HIDDEN\""));
	carrier_request_free(&r);
	channels_release(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_route_to_a_channel_without_a_file_is_a_warning_where_others_have_one),
		cmocka_unit_test(a_slip_in_the_usual_channel_is_a_warning_for_all_would_go_by_the_broker),
		cmocka_unit_test(hidden_secrets_are_nowhere_in_a_request),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
