/* A text as a request: every value escaped where it stands, and who we are. */
#include "gateway/channel/channel_request.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "gateway/channel/channel_limits.h"
#include "tests/gateway/channel/channel_bed.h"

#define NOW INT64_C(1795222800123) /* 2026-11-21T01:00:00.123Z */
#define HEAD "channel: c\nkind: http\nsecrets: {password: password, key: key}\n"

static struct outbox_mt mt;
static struct carrier_request got;
static char why[256];
static bool again;

static int set_up(void **state)
{
	(void)state;
	bed_open();
	mt = (struct outbox_mt){.id = 7,
				.created = NOW - 1123,
				.expires = NOW + 90001,
				.ticket = 10008,
				.uuid = "0b1c2d3e-0000-4000-8000-000000000001",
				.channel = "c",
				.number = "+8613800000011",
				.template = "dispatched.engineer",
				.encoding = "ucs2",
				.segments = 2,
				.text = "工单10008 a&b",
				.params = "{\"eta\":\"16:30 \\\"x\\\"\",\"km\":\"7\"}"};
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	carrier_request_free(&got);
	bed_close();
	return 0;
}

static void fill_by(const struct channel *c)
{
	carrier_request_free(&got);
	if (!carrier_request_fill(c, &mt, NOW, &got, &again, why, sizeof(why)))
		fail_msg("%s", why);
}

static void fill(const char *yaml)
{
	fill_by(bed_load(yaml));
}

static const char *header(const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < got.headers_n; i++)
		if (strncmp(got.headers[i], name, n) == 0 && got.headers[i][n] == ':')
			return got.headers[i] + n + 2;
	return NULL;
}

static void a_query(void **state)
{
	(void)state;
	fill(HEAD "send:\n  url: http://127.0.0.1:13013/cgi-bin/sendsms?v=1\n"
		  "  query: {password: \"{secret.password}\", to: \"{to}\", text: \"{text}\", coding: \"{coding}\",\n"
		  "    dlr-url: \"http://h/dlr/c?id={id}&status=%d\"}\n");
	assert_string_equal(got.method, "GET");
	assert_string_equal(got.url,
			    "http://127.0.0.1:13013/cgi-bin/sendsms?v=1&password=s3cr%3Dt%26&to=%2B8613800000011"
			    "&text=%E5%B7%A5%E5%8D%9510008%20a%26b&coding=2&dlr-url=http%3A%2F%2Fh%2Fdlr%2Fc%3Fid%3D"
			    "0b1c2d3e-0000-4000-8000-000000000001%26status%3D%25d");
	assert_null(got.body);
	assert_int_equal(got.headers_n, 0);
}

/* One more letter before it each time, so that each place of a character falls on every border. */
static void a_long_text_is_escaped_whole(void **state)
{
	char text[300], wanted[900];

	(void)state;
	mt.text = text;
	for (size_t before = 0; before < 16; before++) {
		size_t n = before, m = (size_t)snprintf(wanted, sizeof(wanted), "http://h/?text=");

		memset(text, 'x', before);
		memset(wanted + m, 'x', before);
		m += before;
		for (size_t i = 0; i < 10; i++) {
			n += (size_t)snprintf(text + n, sizeof(text) - n, "工单 ~&_");
			m += (size_t)snprintf(wanted + m, sizeof(wanted) - m, "%%E5%%B7%%A5%%E5%%8D%%95%%20~%%26_");
		}
		fill(HEAD "send: {url: http://h/, query: {text: \"{text}\"}}\n");
		assert_string_equal(got.url, wanted);
		n = (size_t)(strchr(wanted, '=') + 1 - wanted);
		fill(HEAD "send: {url: http://h/, form: {text: \"{text}\"}}\n");
		assert_int_equal(got.body_n, m - n + 5 - 2 * 10);
	}
}

static void a_form(void **state)
{
	(void)state;
	fill(HEAD
	     "send: {url: \"https://h/a/{to.digits}\", form: {t: \"{text}\", n: [\"{segments}\", b c], e: \"\"}}\n");
	assert_string_equal(got.method, "POST");
	assert_string_equal(got.url, "https://h/a/8613800000011");
	assert_string_equal(got.body, "t=%E5%B7%A5%E5%8D%9510008+a%26b&n=2&n=b+c&e=");
	assert_int_equal(got.body_n, strlen(got.body));
	assert_string_equal(header("Content-Type"), "application/x-www-form-urlencoded");
}

static void json(void **state)
{
	(void)state;
	fill(HEAD "send:\n  url: https://h/m\n  json: {message: {\"te\\\"xt\": \"{text}\", n: =1, s: \"={segments}\", "
		  "b: =true,\n"
		  "    z: =null, f: =-1.5, e: ==x, t: \"={ticket}\", v: \"{valid_minutes}/{valid_seconds}\"}, to: "
		  "[\"{to}\"], l: [],\n"
		  "    p: \"{params}\", eta: \"{param.eta}\", none: \"{param.none}\", at: \"{created_at}\", q: "
		  "\"{{x}}\"}\n");
	assert_string_equal(got.body,
			    "{\"message\":{\"te\\\"xt\":\"工单10008 "
			    "a&b\",\"n\":1,\"s\":2,\"b\":true,\"z\":null,\"f\":-1.5,\"e\":\"=x\","
			    "\"t\":10008,\"v\":\"2/91\"},\"to\":[\"+8613800000011\"],\"l\":[],"
			    "\"p\":\"{\\\"eta\\\":\\\"16:30 "
			    "\\\\\\\"x\\\\\\\"\\\",\\\"km\\\":\\\"7\\\"}\",\"eta\":\"16:30 \\\"x\\\"\",\"none\":\"\","
			    "\"at\":\"2026-11-21T08:59:59+08:00\",\"q\":\"{x}\"}");
	assert_string_equal(header("Content-Type"), "application/json");
}

static void who_we_are(void **state)
{
	(void)state;
	fill(HEAD "send: {url: https://h/, basic: {user: Aladdin, secret: password}}\n");
	assert_string_equal(header("Authorization"), "Basic QWxhZGRpbjpzM2NyPXQm");
	fill(HEAD "send: {url: https://h/, bearer: key, headers: {X-Sent: \"{time}.{time_ms}\"}}\n");
	assert_string_equal(header("Authorization"), "Bearer k3y");
	assert_string_equal(header("X-Sent"), "1795222800.1795222800123");
}

/* Reckoned with openssl dgst -hmac k3y. */
static void a_signature(void **state)
{
	(void)state;
	fill(HEAD "send:\n  url: https://h:8443/a/b?x=1\n  method: PUT\n  json: [=1]\n"
		  "  hmac: {secret: key, over: \"{method}\\n{path}\\n{query}\\n{time}\\n{body}\", header: X-Sig, "
		  "prefix: \"v1=\"}\n");
	assert_string_equal(header("X-Sig"), "v1=8dc739e188c54ffe2fe2aab5d36077dfb1a60abedd3a78292b1ee1d9dfdcd333");
	fill(HEAD "send:\n  url: https://h\n  form: {a: b}\n"
		  "  hmac: {secret: key, over: \"{path}{body}\", header: X-Sig, as: base64, hash: sha1}\n");
	assert_string_equal(header("X-Sig"), "QvGxIZoCJ29I1RAt9n8kfJpzDaU=");
}

/* None of it may end the string, the parameter or the line that it stands in. */
static void nothing_breaks_out(void **state)
{
	static char nasty[] = "\"}, \"to\": \"+1\\\r\nX-Evil: 1\r\n\r\n&to=+2%26;#\t\x01\x7f😀'<>{to}";

	(void)state;
	mt.text = nasty;
	fill(HEAD "send: {url: \"https://h/{text}\", query: {t: \"{text}\"}, json: {t: \"{text}\"}, headers: {X-T: "
		  "\"{text}\"}}\n");
	assert_null(strpbrk(got.url + 8, "\"\\\r\n\t;#'<>{} "));
	assert_int_equal(strcspn(got.url, "&"), strlen(got.url));
	assert_string_equal(
		got.body,
		"{\"t\":\"\\\"}, \\\"to\\\": \\\"+1\\\\\\u000d\\u000aX-Evil: 1\\u000d\\u000a\\u000d\\u000a&to=+2%26;#"
		"\\u0009\\u0001\\u007f😀'<>{to}\"}");
	assert_string_equal(header("X-T"), "\"}, \"to\": \"+1\\X-Evil: 1&to=+2%26;#😀'<>{to}");
	fill(HEAD "send: {url: https://h/, form: {t: \"{text}\", u: x}}\n");
	assert_null(strpbrk(got.body, "\"\\\r\n\t;#'<>{} "));
	assert_string_equal(strrchr(got.body, '&'), "&u=x");
	assert_ptr_equal(strchr(got.body, '&'), strrchr(got.body, '&'));
}

/* A receiver that is a word, and half a character, in JSON. */
static void no_number_and_no_utf8(void **state)
{
	static char half[] = "a\xF0\x9F z";

	(void)state;
	snprintf(mt.number, sizeof(mt.number), "%s", "BANK\"");
	mt.text = half;
	fill(HEAD "send: {url: https://h/, json: {to: \"={to.digits}\", t: \"{text}\"}}\n");
	assert_string_equal(got.body, "{\"to\":\"BANK\\\"\",\"t\":\"a\xEF\xBF\xBD\xEF\xBF\xBD z\"}");
}

static bool has(const char *what)
{
	bool found = strstr(got.url, what) || strstr(got.body, what);

	for (size_t i = 0; i < got.headers_n; i++)
		found = found || strstr(got.headers[i], what);
	return found;
}

static void hidden_secrets_are_nowhere_in_it(void **state)
{
	struct faults f = {0};
	struct channels *c;

	(void)state;
	bed_add("one.yaml", HEAD "send:\n  url: https://h/{secret.password}/send\n"
				 "  basic: {user: fieldgate, secret: password}\n"
				 "  json: {to: \"{to}\", password: \"{secret.password}\"}\n");
	c = bed_load_all(&f);
	assert_non_null(c);
	fill_by(&c->all[0]);
	assert_true(has("s3cr%3Dt%26"));
	assert_true(has("s3cr=t&"));
	assert_true(has("Basic ZmllbGRnYXRlOnMzY3I9dCY=")); /* fieldgate:s3cr=t& */
	channel_hide_secrets(&c->all[0]);
	fill_by(&c->all[0]);
	assert_false(has("s3cr"));
	assert_false(has("ZmllbGRnYXRlOnMzY3I9dCY="));
	assert_true(has("/HIDDEN/send"));
	assert_true(has("\"HIDDEN\""));
	channels_release(c);
}

static void what_it_takes(void **state)
{
	const struct channel *c;

	(void)state;
	c = bed_load(HEAD "takes: {segments: 1, approved: [dispatched.engineer]}\nsignature: 【Fieldgate】\n"
			  "send: {url: https://h/}\n");
	assert_int_equal(channel_segments(NULL, "a"), 1);
	assert_int_equal(channel_segments(c, "a"), 1);
	/* 60 and the signature's 11 are more than the 70 of one segment. */
	mt.text = (char[]){"012345678901234567890123456789012345678901234567890123456789"};
	assert_int_equal(channel_segments(NULL, mt.text), 1);
	assert_int_equal(channel_segments(c, mt.text), 2);
	assert_false(carrier_request_fill(c, &mt, NOW, &got, &again, why, sizeof(why)));
	assert_string_equal(why, "2 segments, and c takes 1");
	assert_false(again);
	snprintf(mt.template, sizeof(mt.template), "help");
	assert_false(carrier_request_fill(c, &mt, NOW, &got, &again, why, sizeof(why)));
	assert_string_equal(why, "the template help is not among those approved on c");
	/* The carrier fills in its own wording, which it calls by a code. */
	snprintf(mt.template, sizeof(mt.template), "dispatched.engineer");
	fill(HEAD "takes: {approved: {list: SMS_1, dispatched.engineer: SMS_2}}\n"
		  "send: {url: https://h/, form: {c: \"{template.code}\", p: \"{params}\"}}\n");
	assert_string_equal(got.body, "c=SMS_2&p=%7B%22eta%22%3A%2216%3A30+%5C%22x%5C%22%22%2C%22km%22%3A%227%22%7D");
	c = bed_load(HEAD "mo: {proof: none, from: query, fields: {from: f, text: t, id: i}}\n");
	carrier_request_free(&got);
	assert_false(carrier_request_fill(c, &mt, NOW, &got, &again, why, sizeof(why)));
	assert_non_null(strstr(why, "nothing goes out by c"));
	assert_true(channel_takes(NULL, &mt, why, sizeof(why)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_query, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_long_text_is_escaped_whole, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_form, set_up, tear_down),
		cmocka_unit_test_setup_teardown(json, set_up, tear_down),
		cmocka_unit_test_setup_teardown(who_we_are, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_signature, set_up, tear_down),
		cmocka_unit_test_setup_teardown(nothing_breaks_out, set_up, tear_down),
		cmocka_unit_test_setup_teardown(no_number_and_no_utf8, set_up, tear_down),
		cmocka_unit_test_setup_teardown(hidden_secrets_are_nowhere_in_it, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_it_takes, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
