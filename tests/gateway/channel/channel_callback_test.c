/* What carriers call back with: every shape, every proof, and what is no text. */
#include "gateway/channel/channel_callback.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

#include "gateway/wire/wire_in.h"
#include "tests/gateway/channel/channel_bed.h"

#define NOW INT64_C(1795222800000) /* 2026-11-21T01:00:00Z */
#define HEAD "channel: c\nkind: http\nsecrets: {callback: callback, key: key}\n"

static struct callback_taken got;

static int set_up(void **state)
{
	(void)state;
	bed_open();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	callback_taken_free(&got);
	bed_close();
	return 0;
}

/* Headers as "Name: value" with a NULL behind. */
static const char *find_header(void *ctx, const char *name)
{
	const char *const *all = ctx;
	size_t n = strlen(name);

	for (; all && *all; all++)
		if (strncasecmp(*all, name, n) == 0 && (*all)[n] == ':')
			return *all + n + 2;
	return NULL;
}

static void call_with(const struct channel *c, enum input_kind kind, struct callback_request r, const char *body)
{
	callback_taken_free(&got);
	r.method = r.method ? r.method : body ? "POST" : "GET";
	r.secret = r.secret ? r.secret : "";
	r.query = r.query ? r.query : "";
	r.address = r.address ? r.address : "127.0.0.1";
	r.body = body ? body : "";
	r.n = strlen(r.body);
	r.header = find_header;
	r.now = NOW;
	assert_true(callback_read(c, kind, &r, &got));
}

static void query(const struct channel *c, enum input_kind kind, const char *s)
{
	call_with(c, kind, (struct callback_request){.query = s}, NULL);
}

static void body(const struct channel *c, enum input_kind kind, const char *s)
{
	call_with(c, kind, (struct callback_request){0}, s);
}

static void says(size_t i, const char *payload)
{
	assert_int_equal(got.status, 200);
	assert_true(i < got.n);
	assert_string_equal(got.inputs[i].refused, "");
	assert_string_equal(got.inputs[i].payload, payload);
	assert_int_equal(got.inputs[i].n, strlen(payload));
}

static void keeps(const char *raw, const char *why)
{
	assert_int_equal(got.status, 200);
	assert_int_equal(got.n, 1);
	assert_string_equal(got.inputs[0].payload, raw);
	assert_int_equal(got.inputs[0].n, strlen(raw));
	assert_non_null(strstr(got.inputs[0].refused, why));
}

/* ---- shapes ---- */

static void a_query(void **state)
{
	const struct channel *c = bed_load(HEAD "mo:\n  proof: none\n  from: query\n  fields: {from: p, to: P, text: "
						"b, id: I, sent_at: {field: T, form: unix}}\n"
						"  answer: {status: 202, type: text/html, body: fine}\n");

	(void)state;
	query(c, IN_MO, "p=%2B8613800000011&P=10086&b=%e5%87%ba%E5%8F%91+16%3a30%0A&I=4f-1&T=1795222740&x&=&%zz=1");
	says(0, "{\"id\":\"4f-1\",\"from\":\"+8613800000011\",\"to\":\"10086\",\"text\":\"出发 16:30\\n\","
		"\"sent_at\":\"2026-11-21T08:59:00+08:00\"}");
	assert_int_equal(got.answer_status, 202);
	assert_string_equal(got.answer_type, "text/html");
	assert_string_equal(got.answer_body, "fine");
	/* Bad bytes and NULs cost no text. */
	query(c, IN_MO, "p=1&b=a%00b%ff%f0%9fz%&I=2&T=soon");
	says(0, "{\"id\":\"2\",\"from\":\"1\",\"text\":\"ab\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz%\"}");
	query(c, IN_MO, "b=x&I=3");
	keeps("b=x&I=3", "it does not say who sent it: `p` is missing");
	query(c, IN_MO, "p=1&b=x");
	keeps("p=1&b=x", "no id by which a repeat could be told");
	query(c, IN_MO, "");
	keeps("", "no id");
	query(c, IN_DLR, "");
	assert_int_equal(got.status, 404);
	assert_false(got.keep);
}

static void a_form(void **state)
{
	const struct channel *c = bed_load(
		HEAD "mo:\n  proof: none\n  from: form\n  charset: {field: cs}\n  only: {type: [mo, \"~ ^text\"]}\n"
		     "  key: [from, at]\n  fields: {from: [sender, from], text: text, id: id,\n"
		     "    sent_at: {field: at, form: \"%Y-%m-%d %H:%M:%S\", zone: UTC}}\n");
	char first[128];

	(void)state;
	body(c, IN_MO, "type=mo&from=1&text=caf%E9&cs=iso-8859-1&at=2026-11-21+01:00:00&id=7");
	says(0, "{\"id\":\"7\",\"from\":\"1\",\"text\":\"café\",\"sent_at\":\"2026-11-21T09:00:00+08:00\"}");
	body(c, IN_MO, "type=text2&from=1&text=%51%FA%53%D1%D8%3D&cs=UTF16-BE&id=8&sender=2");
	says(0, "{\"id\":\"8\",\"from\":\"2\",\"text\":\"出发\xF4\x8D\xA0\xBD\"}");
	body(c, IN_MO, "type=mo&from=1&text=%C4%E3&cs=gbk&id=9");
	says(0, "{\"id\":\"9\",\"from\":\"1\",\"text\":\"你\"}");
	body(c, IN_MO, "type=mo&from=1&text=%E4%BD%A0&cs=nonsense&id=9");
	says(0, "{\"id\":\"9\",\"from\":\"1\",\"text\":\"你\"}");
	body(c, IN_MO, "type=ping");
	assert_int_equal(got.status, 200);
	assert_int_equal(got.n, 0);
	/* A GET has its values in the query. */
	query(c, IN_MO, "type=mo&from=1&text=x&id=9");
	says(0, "{\"id\":\"9\",\"from\":\"1\",\"text\":\"x\"}");
	/* A key of its own: values that only run together alike are others. */
	body(c, IN_MO, "type=mo&from=12&at=3&text=x");
	memcpy(first, got.inputs[0].payload, 80);
	assert_int_equal(strspn(first + 7, "0123456789abcdef"), 64);
	body(c, IN_MO, "type=mo&from=12&at=3&text=other");
	assert_memory_equal(first, got.inputs[0].payload, 72);
	body(c, IN_MO, "type=mo&from=1&at=23&text=x");
	assert_memory_not_equal(first, got.inputs[0].payload, 72);
}

static void json(void **state)
{
	const struct channel *c = bed_load(HEAD "mo:\n  proof: none\n  from: json\n  only: {/event: \"sms:received\"}\n"
						"  fields: {from: /payload/sender, text: /payload/message, id: "
						"/payload/messageId, sent_at: /payload/receivedAt}\n");

	(void)state;
	body(c, IN_MO,
	     "{\"event\":\"sms:received\",\"payload\":{\"sender\":\"6505551212\",\"message\":\"\\ud83d\\ude00 "
	     "\\ud83d\","
	     "\"messageId\":17,\"receivedAt\":\"2026-11-21T08:00:11.000+07:00\",\"big\":1e3}}");
	says(0, "{\"id\":\"17\",\"from\":\"6505551212\",\"text\":\"😀 "
		"\xF4\x8D\xA0\xBD\",\"sent_at\":\"2026-11-21T09:00:11+08:00\"}");
	body(c, IN_MO, "{\"event\":\"sms:sent\"}");
	assert_int_equal(got.n, 0);
	body(c, IN_MO, "[1]");
	assert_int_equal(got.n, 0);
	body(c, IN_MO, "{\"event\":");
	assert_int_equal(got.status, 400);
	assert_true(got.keep);
	assert_non_null(strstr(got.why, "not JSON"));
	query(c, IN_MO, "event=sms:received");
	assert_int_equal(got.status, 400);
}

static void an_array(void **state)
{
	const struct channel *c =
		bed_load(HEAD "mo: {proof: none, from: json, each: /list, only: {/t: \"1\"},\n"
			      "  fields: {from: /f, text: /x, id: /i, part: {ref: /r, number: /n, total: /o}}}\n");
	char *many = malloc(4000), *at = many;

	(void)state;
	body(c, IN_MO,
	     "{\"list\":[{\"t\":1,\"f\":\"a\",\"x\":\"b\",\"i\":1,\"r\":70000,\"n\":2,\"o\":3},{\"t\":2},"
	     "{\"t\":1,\"f\":\"a\",\"x\":\"b\",\"i\":2,\"r\":7,\"n\":\"1\",\"o\":\"1\"},"
	     "{\"t\":1,\"f\":\"a\",\"x\":\"b\",\"i\":3,\"r\":7,\"n\":\"two\",\"o\":2},7]}");
	assert_int_equal(got.n, 3);
	says(0, "{\"id\":\"1\",\"from\":\"a\",\"text\":\"b\",\"part\":{\"ref\":9823,\"number\":2,\"total\":3}}");
	says(1, "{\"id\":\"2\",\"from\":\"a\",\"text\":\"b\"}");
	assert_non_null(strstr(got.inputs[2].refused, "are no numbers"));
	assert_string_equal(got.inputs[2].payload,
			    "{\"t\":1,\"f\":\"a\",\"x\":\"b\",\"i\":3,\"r\":7,\"n\":\"two\",\"o\":2}");
	body(c, IN_MO, "{\"list\":{}}");
	assert_int_equal(got.status, 400);
	body(c, IN_MO, "{\"list\":[]}");
	assert_int_equal(got.status, 200);
	assert_int_equal(got.n, 0);
	at += sprintf(at, "{\"list\":[{\"t\":1,\"f\":\"a\",\"x\":\"b\",\"i\":1}");
	for (int i = 0; i < CALLBACK_INPUTS_MAX; i++)
		at += sprintf(at, ",{}");
	sprintf(at, "]}");
	body(c, IN_MO, many);
	assert_int_equal(got.status, 413);
	assert_true(got.keep);
	at[-1] = ' ', at[-2] = ' ', at[-3] = ' ';
	body(c, IN_MO, many);
	assert_int_equal(got.status, 200);
	free(many);
}

/* What the wire reads from it is what was meant. */
static void the_wire_reads_it(void **state)
{
	const struct channel *c =
		bed_load(HEAD "mo: {proof: none, from: form, fields: {from: f, text: t, id: i,\n"
			      "  sent_at: {field: s, form: unix_ms}, part: {ref: r, number: n, total: o}}}\n");
	static struct wire_mo mo;
	char why[256];

	(void)state;
	body(c, IN_MO, "f=00861&t=%22%7d%2c%5c%0a%E2%80%A8&i=%22&s=1795222740500&r=AB&n=1&o=2");
	assert_true(wire_read_mo(got.inputs[0].payload, got.inputs[0].n, &mo, why, sizeof(why)));
	assert_string_equal(mo.id, "\"");
	assert_string_equal(mo.from, "00861");
	assert_string_equal(mo.text, "\"},\\\n\xE2\x80\xA8");
	assert_int_equal(mo.sent, 1795222740500);
	assert_true(mo.parted);
	assert_in_range(mo.ref, 0, 65535);
	free(mo.text);
}

static void reports(void **state)
{
	const struct channel *c = bed_load(
		HEAD
		"mo: {proof: none, from: query, fields: {from: f, text: t, id: i}, answer: {body: ACK}}\n"
		"dlr:\n  fields: {id: id, carrier_id: msgid, status: status, error: err, at: {field: at, form: unix}}\n"
		"  words: {delivered: [\"1\", DELIVRD], failed: \"2\", accepted: [\"8\"], nothing: BUFFRD}\n");

	(void)state;
	query(c, IN_DLR, "id=0b1c&status=1&err=000&at=1795222740");
	says(0, "{\"id\":\"0b1c\",\"status\":\"delivered\",\"at\":\"2026-11-21T08:59:00+08:00\"}");
	assert_string_equal(got.answer_body, "ACK");
	query(c, IN_DLR, "msgid=0A%2F1&status=delivrd");
	says(0, "{\"carrier_id\":\"0A/1\",\"status\":\"delivered\"}");
	query(c, IN_DLR, "id=0b1c&status=2&err=absent+subscriber");
	says(0, "{\"id\":\"0b1c\",\"status\":\"failed\",\"error\":\"absent subscriber\"}");
	query(c, IN_DLR, "id=0b1c&status=buffrd");
	assert_int_equal(got.status, 200);
	assert_int_equal(got.n, 0);
	query(c, IN_DLR, "id=0b1c&status=99");
	keeps("id=0b1c&status=99", "its status `99` is not among the `words`");
	query(c, IN_DLR, "status=1");
	keeps("status=1", "which text it is about");
	query(c, IN_DLR, "id=1");
	keeps("id=1", "its status ``");
}

/* ---- proofs ---- */

static void refused(int status, const char *why)
{
	assert_int_equal(got.status, status);
	assert_int_equal(got.n, 0);
	assert_false(got.keep);
	assert_non_null(strstr(got.why, why));
}

static void allowed(void)
{
	if (got.status != 200)
		fail_msg("%d %s", got.status, got.why);
	assert_int_equal(got.n, 1);
}

#define FIELDS "from: query, fields: {from: f, text: t, id: i}}\n"
#define GOOD "f=1&t=x&i=2"

static void by_path_and_address(void **state)
{
	const struct channel *c = bed_load(
		HEAD "mo: {proof: {path: callback, addresses: [127.0.0.1, 10.0.0.0/9, \"2001:db8::/33\"]}, " FIELDS);
	static const struct {
		const char *address;
		bool may;
	} all[] = {{"127.0.0.1", true},   {"::ffff:127.0.0.1", true}, {"127.0.0.2", false},        {"10.127.0.1", true},
		   {"10.128.0.1", false}, {"2001:db8:7fff::1", true}, {"2001:db8:8000::1", false}, {"unix", false}};

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		call_with(c, IN_MO,
			  (struct callback_request){.query = GOOD, .secret = "cb-7", .address = all[i].address}, NULL);
		if (all[i].may)
			allowed();
		else
			refused(403, "address");
	}
	call_with(c, IN_MO, (struct callback_request){.query = GOOD, .secret = "cb-8"}, NULL);
	refused(403, "behind the channel's name");
	query(c, IN_MO, GOOD);
	refused(403, "behind the channel's name");
	call_with(c, IN_MO, (struct callback_request){.query = GOOD, .secret = "cb-7", .method = "PUT"}, NULL);
	refused(405, "GET or POST");
}

static void with_header(const struct channel *c, const char *header)
{
	const char *all[] = {"Host: h", header, NULL};

	call_with(c, IN_MO, (struct callback_request){.query = GOOD, .ctx = all}, NULL);
}

static void by_headers(void **state)
{
	const struct channel *c = bed_load(HEAD "mo: {proof: {basic: {user: u, secret: callback}}, " FIELDS);

	(void)state;
	with_header(c, "authorization: basic dTpjYi03"); /* u:cb-7 */
	allowed();
	with_header(c, "Authorization: Basic dTpjYi04");
	refused(403, "password");
	with_header(c, "Authorization: Basic dTpjYi0");
	refused(403, "password");
	with_header(c, "Authorization: Bearer cb-7");
	refused(403, "password");
	with_header(c, NULL);
	refused(403, "password");
	c = bed_load(HEAD "mo: {proof: {bearer: callback, header: {name: X-Key, secret: key}}, " FIELDS);
	with_header(c, "Authorization: Bearer cb-7");
	refused(403, "header");
	call_with(c, IN_MO,
		  (struct callback_request){.query = GOOD,
					    .ctx = (const char *[]){"Authorization: Bearer cb-7", "x-key: k3y", NULL}},
		  NULL);
	allowed();
}

/* As SMS Gateway for Android signs: the body and the time behind it. Reckoned with openssl dgst -hmac k3y. */
static void by_signature(void **state)
{
	const struct channel *c = bed_load(HEAD "mo:\n  proof: {hmac: {secret: key, over: \"{body}{time}\", header: "
						"X-Signature, time: X-Timestamp, within: 300s}}\n"
						"  from: form\n  fields: {from: f, text: t, id: i}\n");
	static const struct {
		const char *signature, *time;
		const char *refused;
	} all[] = {
		{"X-Signature: c95508de9561fcf94cc5ebaab12db58325817d7b2895eb12c8b99b6934c6c5c3",
		 "X-Timestamp: 1795222800", NULL},
		{"X-Signature: C95508DE9561FCF94CC5EBAAB12DB58325817D7B2895EB12C8B99B6934C6C5C3",
		 "X-Timestamp: 1795222800", NULL},
		{"X-Signature: ebfca4b248dd0c01d509d9218d44551c80fd5e3b9a5c31c02d4a2f0370eb887e",
		 "X-Timestamp: 1795222799500", NULL},
		{"X-Signature: 9d9e7296627de8c83c0cd07b0d806ab2ff39432a158ede50325e0a0c649af1e5",
		 "X-Timestamp: 1795222499", "too far from now"},
		{"X-Signature: c95508de9561fcf94cc5ebaab12db58325817d7b2895eb12c8b99b6934c6c5c3",
		 "X-Timestamp: 1795222801", "signature"},
		{"X-Signature: 00", "X-Timestamp: 1795222800", "signature"},
		{"X-Other: 00", "X-Timestamp: 1795222800", "signature"},
		{"X-Signature: c95508de9561fcf94cc5ebaab12db58325817d7b2895eb12c8b99b6934c6c5c3", "X-Other: 1",
		 "too far from now"},
		{"X-Signature: c95508de9561fcf94cc5ebaab12db58325817d7b2895eb12c8b99b6934c6c5c3", "X-Timestamp: nan",
		 "too far from now"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		call_with(c, IN_MO,
			  (struct callback_request){.ctx = (const char *[]){all[i].signature, all[i].time, NULL}},
			  GOOD);
		if (all[i].refused)
			refused(403, all[i].refused);
		else
			allowed();
	}
	/* A body that was overheard, and another text in the query, which nobody signed. */
	call_with(c, IN_MO,
		  (struct callback_request){.method = "GET",
					    .query = "f=2&t=other&i=9",
					    .ctx = (const char *[]){all[0].signature, all[0].time, NULL}},
		  GOOD);
	says(0, "{\"id\":\"2\",\"from\":\"1\",\"text\":\"x\"}");
}

static void by_signature_of_a_path(void **state)
{
	const struct channel *c =
		bed_load(HEAD "mo: {proof: {path: callback, hmac: {secret: key, as: base64, hash: sha512,\n"
			      "  over: \"{method} {path}?{query} {header.X-Id}\", header: X-Signature}}, " FIELDS);

	(void)state;
	call_with(c, IN_MO,
		  (struct callback_request){.query = GOOD,
					    .secret = "cb-7",
					    .ctx = (const char *[]){"X-Signature: "
								    "zrhVueZfqNxGWYFMq5gqmCPrgX1liLHbUbrtL1Dt8G9MNjKFpT"
								    "Gr+kN9rwptC5IEPxqnnnZlZJyYtxRSvLdHDA==",
								    "X-Id: 9", NULL}},
		  NULL);
	allowed();
	call_with(c, IN_MO,
		  (struct callback_request){.query = GOOD "0",
					    .secret = "cb-7",
					    .ctx = (const char *[]){"X-Signature: "
								    "zrhVueZfqNxGWYFMq5gqmCPrgX1liLHbUbrtL1Dt8G9MNjKFpT"
								    "Gr+kN9rwptC5IEPxqnnnZlZJyYtxRSvLdHDA==",
								    "X-Id: 9", NULL}},
		  NULL);
	refused(403, "signature");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_query, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_form, set_up, tear_down),
		cmocka_unit_test_setup_teardown(json, set_up, tear_down),
		cmocka_unit_test_setup_teardown(an_array, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_wire_reads_it, set_up, tear_down),
		cmocka_unit_test_setup_teardown(reports, set_up, tear_down),
		cmocka_unit_test_setup_teardown(by_path_and_address, set_up, tear_down),
		cmocka_unit_test_setup_teardown(by_headers, set_up, tear_down),
		cmocka_unit_test_setup_teardown(by_signature, set_up, tear_down),
		cmocka_unit_test_setup_teardown(by_signature_of_a_path, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
