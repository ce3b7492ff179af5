/* What checks the answers of all other tests can itself say no. */
#include "tests/gateway/api/api_document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define JSON "application/json"
#define PROBLEM "application/problem+json"
#define REFUSED "{\"type\":\"about:blank\",\"title\":\"t\",\"status\":404,\"detail\":\"d\"}"
#define ME "{\"person\":\"+8613800000001\",\"name\":\"n\",\"roles\":[\"agent\"],\"station\":null,\"language\":\"en\"}"

static void lacks(const struct api_answer *a, const char *words)
{
	const char *said = api_document_lacks(api_document(), a);

	if (!words)
		assert_string_equal(said ? said : "nothing", "nothing");
	else if (!said || !strstr(said, words))
		fail_msg("%s %s: `%s` instead of `%s`", a->method, a->path, said ? said : "nothing", words);
}

static void an_answer_is_of_the_document_or_it_is_said_what_is_not(void **state)
{
	static const struct {
		struct api_answer answer;
		const char *words;
	} all[] = {
		{{"GET", "/v1/me", 200, JSON, ME}, NULL},
		{{"GET", "/v1/me?x=1", 200, JSON "; charset=utf-8", ME}, NULL},
		{{"HEAD", "/v1/me", 200, JSON, ""}, NULL},
		{{"GET", "/v1/me", 200, "text/plain", ME}, "text/plain"},
		{{"GET", "/v1/me", 200, JSON, "{"}, "no JSON"},
		{{"GET", "/v1/me", 200, JSON, "{\"name\":\"n\",\"name\":\"n\"}"}, "no JSON"},
		{{"GET", "/v1/me", 200, JSON, "{}"}, "lacks `person`"},
		{{"GET", "/v1/me", 200, JSON, "[]"}, "is no \"object\""},
		{{"GET", "/v1/me", 204, "", ""}, "204, which is not documented"},
		{{"GET", "/v1/me", 404, PROBLEM, REFUSED}, "404, which is not documented"},
		{{"GET", "/v1/tickets/7", 404, PROBLEM, REFUSED}, NULL},
		{{"GET", "/v1/tickets/7", 404, JSON, REFUSED}, JSON},
		{{"GET", "/v1/tickets/7", 404, PROBLEM, "{\"x\":1}"}, "lacks `type`"},
		{{"GET", "/v1/none", 404, PROBLEM, REFUSED}, NULL},
		{{"GET", "/v1/none", 200, JSON, "{}"}, "no such path"},
		{{"PATCH", "/v1/me", 405, PROBLEM, REFUSED}, NULL},
		{{"PATCH", "/v1/me", 404, PROBLEM, REFUSED}, "no such method"},
		{{"PATCH", "/v1/me", 403, PROBLEM, REFUSED}, "no such method"},
		{{"PATCH", "/phones/v1/plays", 403, PROBLEM, REFUSED}, NULL},
		{{"GET", "/phones/v1/none", 403, PROBLEM, REFUSED}, NULL},
		{{"DELETE", "/v1/session", 204, "", ""}, NULL},
		{{"DELETE", "/v1/session", 204, JSON, "{}"}, "has a body"},
		{{"POST", "/v1/texts", 200, JSON, "{\"outcome\":\"done\",\"ticket\":\"10008\"}"}, NULL},
		{{"POST", "/v1/texts", 200, JSON, "{\"outcome\":\"done\",\"ticket\":\"x\"}"}, "/ticket: `x` is not"},
		{{"POST", "/v1/texts", 200, JSON, "{\"outcome\":\"done\",\"more\":1}"}, "`more` is in no document"},
		{{"GET", "/v1/unknown", 200, JSON, "{\"items\":[{\"number\":\"1\"},{}],\"next\":null}"},
		 "/items/1: lacks"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		lacks(&all[i].answer, all[i].words);
}

static void a_schema_holds_or_it_is_said_where_it_does_not(void **state)
{
	static const struct {
		const char *schema, *value, *words;
	} all[] = {
		{"{\"type\":[\"string\",\"null\"]}", "null", NULL},
		{"{\"type\":\"integer\"}", "1.5", "is no"},
		{"{\"type\":\"number\"}", "1", NULL},
		{"{\"enum\":[\"a\",2]}", "2", NULL},
		{"{\"enum\":[\"a\",2]}", "\"b\"", "enum"},
		{"{\"const\":1}", "2", "const"},
		{"{\"minLength\":2,\"maxLength\":3}", "\"\xc3\xa9\xc3\xa9\xc3\xa9\"", NULL},
		{"{\"maxLength\":3}", "\"abcd\"", "4 characters"},
		{"{\"minimum\":1,\"maximum\":2}", "3", "too large"},
		{"{\"minimum\":1}", "0", "too small"},
		{"{\"format\":\"date-time\"}", "\"2026-11-30T07:00:00+08:00\"", NULL},
		{"{\"format\":\"date-time\"}", "\"2026-11-30T07:00:00\"", "is not"},
		{"{\"format\":\"colour\"}", "\"red\"", "not known"},
		{"{\"items\":{\"type\":\"string\"}}", "[\"a\",1]", "/1: is no"},
		{"{\"additionalProperties\":{\"type\":\"string\"}}", "{\"a\":1}", "/a: is no"},
		{"{\"allOf\":[{\"minimum\":1},{\"maximum\":2}]}", "3", "too large"},
		{"{\"anyOf\":[{\"minimum\":1},{\"maximum\":2}]}", "0", NULL},
		{"{\"oneOf\":[{\"minimum\":1},{\"maximum\":2}]}", "1", "2 of its choices"},
		{"{\"$ref\":\"#/components/schemas/None\"}", "1", "nothing is at"},
		{"{\"multipleOf\":2}", "1", "not known"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		json_t *schema = json_loads(all[i].schema, 0, NULL);
		json_t *value = json_loads(all[i].value, JSON_DECODE_ANY, NULL);
		const char *said = api_document_schema(api_document(), schema, value);

		assert_true(schema && value);
		if (!all[i].words && said)
			fail_msg("%s: %s", all[i].schema, said);
		if (all[i].words && (!said || !strstr(said, all[i].words)))
			fail_msg("%s of %s: %s", all[i].value, all[i].schema, said ? said : "nothing");
		json_decref(schema);
		json_decref(value);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answer_is_of_the_document_or_it_is_said_what_is_not),
		cmocka_unit_test(a_schema_holds_or_it_is_said_where_it_does_not),
	};

	assert_non_null(api_document());
	return cmocka_run_group_tests(tests, NULL, NULL);
}
