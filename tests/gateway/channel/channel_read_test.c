/* The file of a channel: a good one as the program has it afterwards, and every fault that can be in one, at its place. */
#include "gateway/channel/channel.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "tests/gateway/aide.h"
#include "tests/gateway/channel/channel_bed.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char *const good = "channel: kannel\n"
				"kind: http\n"
				"then: sms\n"
				"unknown: resend\n"
				"takes: {segments: 6, segments_per_second: 10, under_way: 3}\n"
				"signature: 【Fieldgate】\n"
				"secrets: {password: password, callback: callback}\n"
				"send:\n"
				"  url: https://127.0.0.1:13013/cgi-bin/sendsms\n"
				"  method: POST\n"
				"  form: {to: \"{to}\"}\n"
				"  headers: {X-A: b}\n"
				"  basic: {user: u, secret: password}\n"
				"  hmac: {secret: password, over: \"{time}{body}\", header: X-Sig, as: hex}\n"
				"  timeout: 10s\n"
				"answers:\n"
				"  - {status: 2xx, body: \"~ ^0\", is: taken, id: /id}\n"
				"  - {status: 503, is: later, alone: yes, why: \"~ (.*)\"}\n"
				"mo:\n"
				"  proof: {path: callback}\n"
				"  from: query\n"
				"  fields: {from: from, text: text, id: id}\n"
				"  charset: UTF-8\n"
				"dlr:\n"
				"  fields: {id: id, status: s}\n"
				"  words: {delivered: [\"1\", DELIVRD], failed: \"2\"}\n"
				"  answer: {status: 200, type: text/plain, body: ok}\n";

/* clang-format off */
static const struct slip {
	const char *from, *to;
	int line, col;
	const char *what;
} slips[] = {
	{"channel: kannel\n", "", 1, 1, "`channel` is missing; add `channel: NAME`"},
	{"channel: kannel", "channel: 短信", 1, 10, "this is not the name of a channel"},
	{"channel:", "chanel:", 1, 1, "unknown key `chanel`; did you mean `channel`?"},
	{"kind: http", "kind: htp", 2, 7, "there is no kind of channel `htp`; did you mean `http`?"},
	{"kind: http", "kind: mqtt", 4, 1, "only a channel with `kind: http` has this"},
	{"then: sms", "then: smz", 3, 7, "there is no channel `smz`; did you mean `sms`?"},
	{"then: sms", "then: kannel", 3, 7, "a channel that is down cannot stand in for itself"},
	{"resend", "retry", 4, 10, "there is no way with what is unknown `retry`"},
	{"segments: 6", "segments: many", 5, 19, "this is not a whole number from 1 to 255"},
	{"under_way: 3", "under_way: 0", 5, 58, "this is not a whole number from 1 to 256"},
	{"under_way: 3", "underway: 3", 5, 47, "did you mean `under_way`?"},
	{"under_way: 3", "approved: []", 5, 57, "a list is expected here; write [TEMPLATE, ...], or {TEMPLATE: CODE, ...}"},
	{"password: password", "password: passwort", 7, 21, "this file cannot be read (No such file or directory)"},
	{"password: password", "Password: password", 7, 11, "this is not the name of a secret"},
	{"password: password", "password: empty", 7, 21, "this file is empty; put the secret there"},
	{"password: password", "password: lines", 7, 21, "write it on one line"},
	{"password: password", "password: long", 7, 21, "longer than 255 bytes"},
	{"password: password", "password: open", 7, 21, "anybody on this computer could read this secret"},
	{"password: password", "password: .", 7, 21, "this is not a file; name one"},
	{"https://127.0.0.1", "ftp://127.0.0.1", 9, 8, "begin it with http:// or https://"},
	{"https://127.0.0.1:13013", "https://", 9, 8, "this URL has no host"},
	{"https://127", "https://u:p@127", 9, 8, "write `basic: {user, secret}`"},
	{"https://127.0.0.1", "https://{to}", 9, 8, "no place may stand in the host"},
	{"sendsms\n", "sendsms?to={two}\n", 9, 8, "there is no place `{two}` here; did you mean `{to}`?"},
	{"sendsms\n", "send sms\n", 9, 8, "write others as %20"},
	{"sendsms\n", "sendsms#x\n", 9, 8, "what stands behind `#` is never sent"},
	{"  url: https://127.0.0.1:13013/cgi-bin/sendsms\n", "", 8, 1, "`url` is missing"},
	{"method: POST", "method: GET", 10, 11, "a GET has no body"},
	{"method: POST", "method: POTS", 10, 11, "did you mean `POST`?"},
	{"method: POST", "json: {a: b}", 10, 3, "a request has one body; leave out `form` or `json`"},
	{"\"{to}\"", "\"{to\"", 11, 14, "a place begins here with `{` and does not end"},
	{"\"{to}\"", "\"{}\"", 11, 14, "there is no place `{}` here"},
	{"\"{to}\"", "\"{body}\"", 11, 14, "there is no place `{body}` here"},
	{"\"{to}\"", "\"{param.}\"", 11, 14, "there is no place `{param.}` here"},
	{"\"{to}\"", "\"{secret.pasword}\"", 11, 14, "there is no secret `pasword`; did you mean `password`?"},
	{"\"{to}\"", "\"{secret.x}\"", 11, 14, "there is no secret `x`; name it with its file under `secrets`"},
	{"\"{to}\"", "{a: b}", 11, 14, "a text is expected here"},
	{"form: {to: \"{to}\"}", "json: {to: \"={text}\"}", 11, 14, "this is neither a number, true, false, null nor a place that is a number"},
	{"form: {to: \"{to}\"}", "json: {to: =01}", 11, 14, "this is neither a number"},
	{"form: {to: \"{to}\"}", "json: {to: }", 11, 10, "there is nothing here; write \"\" for an empty text"},
	{"X-A: b", "X A: b", 12, 13, "this is not the name of a header"},
	{"X-A: b", "Host: b", 12, 13, "this header is made with the request itself"},
	{"X-A: b", "authorization: b", 12, 13, "`basic` and `bearer` make this header"},
	{"{user: u, secret: password}", "{user: u}", 13, 3, "`secret` is missing"},
	{"{user: u,", "{user: \"u:v\",", 13, 17, "the name of a user has no `:` in it"},
	{"  basic: {user: u, secret: password}", "  basic: {user: u, secret: password}\n  bearer: password", 14, 3, "`basic` and `bearer` make the same header"},
	{"over: \"{time}{body}\"", "over: \"{header.X}\"", 14, 34, "there is no place `{header.X}` here"},
	{"over: \"{time}{body}\", ", "", 14, 3, "`over` is missing"},
	{"as: hex", "as: hax", 14, 69, "there is no form of a signature `hax`; did you mean `hex`?"},
	{"as: hex", "hash: md5", 14, 71, "there is no hash `md5`"},
	{"10s", "10", 15, 12, "this is not a span of time; write a number and s, m, h or d, such as 10s, at most 120s"},
	{"10s", "3m", 15, 12, "at most 120s"},
	{"status: 2xx", "status: 299-200", 17, 14, "this is no status of HTTP; write 202, 200-299 or 2xx"},
	{"status: 2xx", "status: 6xx", 17, 14, "this is no status of HTTP"},
	{"~ ^0", "~ (^0", 17, 25, "this is not an extended regular expression"},
	{"is: taken, id", "is: later, id", 17, 44, "only what is `taken` has an id"},
	{"is: taken", "is: token", 17, 37, "there is no outcome `token`; did you mean `taken`?"},
	{"is: taken, ", "", 17, 5, "`is` is missing"},
	{"id: /id", "id: id", 17, 48, "this is not a JSON pointer"},
	{"id: /id", "id: \"~ id\"", 17, 48, "this pattern has no group"},
	{"id: /id", "json: {id: x}", 17, 51, "this is not a JSON pointer"},
	{"is: later, alone", "is: refused, alone", 18, 32, "only what is `later` can be so alone"},
	{"alone: yes", "alone: maybe", 18, 37, "write `yes` or `no`"},
	{"  proof: {path: callback}\n", "", 19, 1, "nothing says how the caller proves itself; add `proof: {path: SECRET}`, or write `proof: none`"},
	{"{path: callback}", "nobody", 20, 10, "write proof: {path: SECRET}, or `proof: none`"},
	{"{path: callback}", "{path: calback}", 20, 17, "did you mean `callback`?"},
	{"{path: callback}", "{addresses: [10.0.0.300]}", 20, 23, "this is not an address"},
	{"{path: callback}", "{addresses: [10.0.0.0/33]}", 20, 23, "this is not an address"},
	{"{path: callback}", "{hmac: {secret: callback, over: \"{body}\", header: X}}", 20, 42, "add {query}"},
	{"{path: callback}", "{hmac: {secret: callback, over: \"{query}\", header: X, time: T}}", 20, 42, "a time that is not signed proves nothing"},
	{"{path: callback}", "{hmac: {secret: callback, over: \"{query}{time}\", header: X}}", 20, 42, "it is not said which header has {time}"},
	{"{path: callback}", "{hmac: {secret: callback, over: \"{query}{to}\", header: X}}", 20, 42, "there is no place `{to}` here"},
	{"{path: callback}", "{hmac: {secret: callback, over: \"{query}\", header: X, within: 300s}}", 20, 64, "it is not said which header has the time"},
	{"  from: query\n", "", 19, 1, "`from` is missing; add `from: query`, form or json"},
	{"from: query", "from: body", 21, 9, "there is no place of values `body`"},
	{"from: query", "from: json", 22, 18, "this is not a JSON pointer"},
	{"from: query", "from: query\n  each: /list", 22, 3, "only JSON has arrays"},
	{"{from: from, text: text, id: id}", "{text: text, id: id}", 22, 3, "`from` is missing"},
	{"{from: from, text: text, id: id}", "{from: from, text: text}", 22, 3, "nothing tells a text that is repeated"},
	{"text: text, id: id}", "text: text, id: id, sent_at: {field: a, form: unixx}}", 22, 70, "there is no form of a time `unixx`; did you mean `unix`?"},
	{"text: text, id: id}", "text: text, id: id, sent_at: {field: a, form: \"%s\", zone: Mars}}", 22, 82, "this computer does not know this time zone"},
	{"text: text, id: id}", "text: text, id: id, sent_at: {field: a, zone: UTC}}", 22, 64, "only a form with `%` needs a zone"},
	{"text: text, id: id}", "text: text, id: id, part: {ref: r, number: n}}", 22, 44, "`total` is missing"},
	{"charset: UTF-8", "charset: UTF8", 23, 12, "did you mean `UTF-8`?"},
	{"{id: id, status: s}", "{id: id}", 25, 3, "`status` is missing"},
	{"{id: id, status: s}", "{status: s}", 25, 3, "nothing says which text a report is about"},
	{"  words: {delivered: [\"1\", DELIVRD], failed: \"2\"}\n", "", 24, 1, "`words` is missing"},
	{"failed: \"2\"", "failed: delivrd", 26, 46, "this word has a meaning already"},
	{"failed: \"2\"", "faild: \"2\"", 26, 38, "did you mean `failed`?"},
	{"answer: {status: 200", "answer: {status: 302", 27, 20, "this is not a whole number from 200 to 299"},
};
/* clang-format on */

static int set_up(void **state)
{
	char path[600], many[300];

	(void)state;
	bed_open();
	aide_write(bed_folder, "empty", "\n");
	aide_write(bed_folder, "lines", "a\nb\n");
	memset(many, 'x', sizeof(many));
	many[sizeof(many) - 1] = '\0';
	aide_write(bed_folder, "long", "%s", many);
	aide_write(bed_folder, "open", "x");
	for (size_t i = 0; i < 4; i++) {
		snprintf(path, sizeof(path), "%s/%s", bed_folder,
			 (const char *[]){"empty", "lines", "long", "open"}[i]);
		assert_int_equal(chmod(path, i == 3 ? 0644 : 0640), 0);
	}
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	bed_close();
	return 0;
}

static char *with(const char *from, const char *to)
{
	const char *at = strstr(good, from);
	char *s = NULL;

	assert_non_null(at);
	assert_true(asprintf(&s, "%.*s%s%s", (int)(at - good), good, to, at + strlen(from)) > 0);
	return s;
}

static void a_good_file(void **state)
{
	const struct channel *c = bed_load(good);

	(void)state;
	assert_string_equal(c->name, "kannel");
	assert_int_equal(c->kind, CHANNEL_HTTP);
	assert_string_equal(c->then, "sms");
	assert_true(c->resends);
	assert_int_equal(c->segments_most, 6);
	assert_int_equal(c->per_second, 10);
	assert_int_equal(c->under_way, 3);
	assert_int_equal(c->timeout_ms, 10000);
	assert_string_equal(c->signature, "【Fieldgate】");
	assert_false(c->approved_only);
	assert_non_null(c->send);
	assert_non_null(c->mo);
	assert_non_null(c->dlr);
	c = bed_load("channel: sms\nkind: mqtt\ntakes: {approved: list}\n");
	assert_int_equal(c->kind, CHANNEL_BROKER);
	assert_false(c->resends);
	assert_int_equal(c->under_way, 8);
	assert_true(c->approved_only);
	assert_string_equal(c->approved[0], "list");
	assert_null(c->send);
	c = bed_load("channel: s\nkind: http\nsend: {url: https://h}\n");
	assert_int_equal(c->timeout_ms, 30000);
	assert_null(c->mo);
}

static bool is_at(const struct fault *f, const struct slip *s)
{
	return f->line == s->line && f->col == s->col && strstr(f->what, s->what);
}

static void faults_at_their_places(void **state)
{
	size_t wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(slips); i++) {
		const struct slip *s = &slips[i];
		char *yaml = with(s->from, s->to);
		struct faults f = {0};
		struct channels *c;
		bool found = false;

		bed_forget();
		bed_add("one.yaml", yaml);
		c = bed_load_all(&f);
		for (size_t j = 0; j < f.n; j++)
			found = found || is_at(&f.all[j], s);
		if (c || !found) {
			faults_print(&f, stderr);
			print_error("`%s`: `%s` is not told at %d:%d\n", s->to, s->what, s->line, s->col);
			wrong++;
		}
		channels_release(c);
		faults_free(&f);
		free(yaml);
	}
	assert_int_equal(wrong, 0);
}

/* One slip is one fault, also where `dlr` is as `mo`. */
static void one_slip_one_fault(void **state)
{
	static const char *const slip[][2] = {{"{path: callback}", "{path: calback}"},
					      {"from: query", "from: quer"},
					      {"charset: UTF-8", "charset: UTF-9"},
					      {"  proof: {path: callback}\n", ""},
					      {"is: taken", "is: token"},
					      {"password: password", "password: open"},
					      {"kind: http", "kind: htp"}};

	(void)state;
	for (size_t i = 0; i < COUNT(slip); i++) {
		char *yaml = with(slip[i][0], slip[i][1]);
		struct faults f = {0};

		bed_forget();
		bed_add("one.yaml", yaml);
		assert_null(bed_load_all(&f));
		if (f.n != 1)
			faults_print(&f, stderr);
		assert_int_equal(f.n, 1);
		faults_free(&f);
		free(yaml);
	}
}

static void faults_together(struct faults *f, size_t n)
{
	assert_null(bed_load_all(f));
	if (f->n != n)
		faults_print(f, stderr);
	assert_int_equal(f->n, n);
}

static void several_files(void **state)
{
	struct faults f = {0};
	struct channels *c;

	(void)state;
	bed_add("a.yaml", "channel: a\nkind: mqtt\nthen: b\n");
	bed_add("b.yaml", "channel: b\nkind: mqtt\nthen: sms\n");
	c = bed_load_all(&f);
	assert_non_null(c);
	assert_string_equal(channels_find(c, "b")->then, "sms");
	assert_null(channels_find(c, "sms"));
	assert_null(channels_find(NULL, "b"));
	assert_ptr_equal(channels_hold(c), c);
	channels_release(c);
	channels_release(c);
	channels_release(NULL);
	bed_add("c.yaml", "channel: b\nkind: mqtt\n");
	faults_together(&f, 1);
	assert_non_null(strstr(f.all[0].what, "b.yaml is a channel of this name too"));
	faults_free(&f);
	f = (struct faults){0};
	bed_forget();
	bed_add("a.yaml", "channel: a\nkind: mqtt\nthen: b\n");
	bed_add("b.yaml", "channel: b\nkind: mqtt\nthen: c\n");
	bed_add("c.yaml", "channel: c\nkind: mqtt\nthen: b\n");
	faults_together(&f, 2);
	assert_non_null(strstr(f.all[0].what, "this leads back to b in a ring"));
	faults_free(&f);
}

static void none_at_all(void **state)
{
	struct faults f = {0};
	struct channels *c = bed_load_all(&f);

	(void)state;
	assert_non_null(c);
	assert_int_equal(c->n, 0);
	channels_release(c);
}

static size_t warnings_of(const char *yaml)
{
	struct faults w = {0}, f = {0};
	struct channels *c;
	size_t n;

	bed_forget();
	bed_add("one.yaml", yaml);
	c = bed_load_all(&f);
	assert_non_null(c);
	channels_warn(c, &w);
	n = w.n;
	faults_free(&w);
	channels_release(c);
	return n;
}

#define HEAD "channel: c\nkind: http\nsecrets: {p: password}\n"
static void a_secret_in_the_clear(void **state)
{
	(void)state;
	assert_int_equal(warnings_of(HEAD "send: {url: http://carrier.example/, query: {p: \"{secret.p}\"}}\n"), 1);
	assert_int_equal(warnings_of(HEAD "send: {url: http://carrier.example/, bearer: p}\n"), 1);
	assert_int_equal(warnings_of(HEAD "send: {url: https://carrier.example/, bearer: p}\n"), 0);
	assert_int_equal(warnings_of(HEAD "send: {url: http://127.0.0.1:1/, bearer: p}\n"), 0);
	assert_int_equal(warnings_of(HEAD "send: {url: \"http://[::1]:1/\", bearer: p}\n"), 0);
	assert_int_equal(warnings_of(HEAD "send: {url: http://127.0.0.1.carrier.example/, bearer: p}\n"), 1);
	assert_int_equal(warnings_of(HEAD "send: {url: http://localhost.carrier.example/, bearer: p}\n"), 1);
	assert_int_equal(warnings_of(HEAD "send: {url: http://carrier.example/,\n"
					  "  hmac: {secret: p, over: \"{body}{secret.p}\", header: X}}\n"),
			 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_good_file, set_up, tear_down),
		cmocka_unit_test_setup_teardown(faults_at_their_places, set_up, tear_down),
		cmocka_unit_test_setup_teardown(one_slip_one_fault, set_up, tear_down),
		cmocka_unit_test_setup_teardown(several_files, set_up, tear_down),
		cmocka_unit_test_setup_teardown(none_at_all, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_secret_in_the_clear, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
