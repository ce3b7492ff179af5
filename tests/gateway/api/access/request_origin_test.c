#include "gateway/api/access/request_origin.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

#include "gateway/api/access/cookie.h"

/* Names and values in turn, NULL at the end. */
static const char *find(void *ctx, const char *name)
{
	const char *const *all = ctx;

	for (size_t i = 0; all[i]; i += 2)
		if (strcasecmp(all[i], name) == 0)
			return all[i + 1];
	return NULL;
}

static struct api_request request(const char *method, const char *address, const char *const *headers)
{
	return (struct api_request){.method = method, .address = address, .header = find, .ctx = (void *)headers};
}

static struct request_origin read(const struct setup_proxy *p, const char *address, const char *const *headers)
{
	const struct api_request r = request("GET", address, headers);

	return request_origin_read(p, &r);
}

#define HEADERS(...) ((const char *const[]){__VA_ARGS__, NULL})

static const struct setup_proxy none, proxy = {"127.0.0.1", "X-Forwarded-For", "X-Forwarded-Proto"};

static void only_what_never_left_this_computer_is_local(void **state)
{
	(void)state;
	assert_true(read(&none, "127.0.0.1", HEADERS("Host", "localhost:8088")).local);
	assert_true(read(&none, "127.0.0.1", HEADERS("Host", "127.0.0.1")).local);
	assert_true(read(&none, "::1", HEADERS("Host", "[::1]:8088", "Origin", "http://[::1]:8088")).local);
	assert_false(read(&none, "10.0.0.1", HEADERS("Host", "localhost:8088")).local);
	assert_false(read(&none, "127.0.0.1", HEADERS("Accept", "x")).local);
	assert_false(read(&none, "127.0.0.1", HEADERS("Host", "desk.example")).local);
	assert_false(read(&none, "127.0.0.1", HEADERS("Host", "localhost.example")).local);
	assert_false(read(&none, "127.0.0.1", HEADERS("Host", "127.0.0.1", "X-Real-IP", "10.0.0.9")).local);
	assert_false(read(&none, "127.0.0.1", HEADERS("Host", "127.0.0.1", "Forwarded", "for=x")).local);
	assert_false(read(&none, "127.0.0.1", HEADERS("Host", "127.0.0.1", "Origin", "https://desk.example")).local);
	assert_false(read(&none, "127.0.0.1", HEADERS("Host", "127.0.0.1", "Origin", "null")).local);
}

static void the_headers_of_the_named_proxy_alone_count(void **state)
{
	struct request_origin o = read(&proxy, "127.0.0.1",
				       HEADERS("X-Forwarded-For", "1.1.1.1, 10.0.0.9", "X-Forwarded-Proto", "https"));

	(void)state;
	assert_true(o.secure && !o.local);
	assert_string_equal(o.address, "10.0.0.9");
	o = read(&proxy, "127.0.0.1", HEADERS("X-Forwarded-For", "10.0.0.9", "X-Forwarded-Proto", "https,http"));
	assert_false(o.secure || o.local);
	o = read(&proxy, "10.0.0.8", HEADERS("X-Forwarded-For", "10.0.0.9", "X-Forwarded-Proto", "https"));
	assert_false(o.secure || o.local);
	assert_string_equal(o.address, "10.0.0.8");
	o = read(&none, "127.0.0.1", HEADERS("X-Forwarded-For", "10.0.0.9", "X-Forwarded-Proto", "https"));
	assert_false(o.secure || o.local);
	assert_string_equal(o.address, "127.0.0.1");
	/* It names no address: then it is the proxy's. */
	o = read(&proxy, "127.0.0.1", HEADERS("X-Forwarded-For", "unknown", "X-Forwarded-Proto", "https"));
	assert_string_equal(o.address, "127.0.0.1");
	/* A program beside the proxy. */
	assert_true(read(&proxy, "127.0.0.1", HEADERS("Host", "127.0.0.1:8088")).local);
}

/* ---- cookies ---- */

static void a_page_of_another_site_is_known(void **state)
{
	const struct {
		const char *method;
		const char *const *headers;
		bool own;
	} rows[] = {
		{"GET", HEADERS("Sec-Fetch-Site", "same-origin"), true},
		{"GET", HEADERS("Sec-Fetch-Site", "none"), true},
		{"GET", HEADERS("Accept", "x"), true},
		{"GET", HEADERS("Sec-Fetch-Site", "same-site"), false},
		{"GET", HEADERS("Sec-Fetch-Site", "cross-site"), false},
		{"POST", HEADERS("Content-Type", "application/json"), true},
		{"POST", HEADERS("Content-Type", "Application/JSON; charset=utf-8"), true},
		{"POST", HEADERS("Content-Type", "application/json", "Sec-Fetch-Site", "cross-site"), false},
		{"POST", HEADERS("Content-Type", "application/jsonp"), false},
		{"POST", HEADERS("Content-Type", "text/plain"), false},
		{"POST", HEADERS("Content-Type", "application/x-www-form-urlencoded"), false},
		{"DELETE", HEADERS("Accept", "x"), false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct api_request r = request(rows[i].method, "127.0.0.1", rows[i].headers);

		assert_int_equal(cookie_is_own_page(&r), rows[i].own);
	}
}

static void a_cookie_is_found_among_others(void **state)
{
	const struct request_origin here = {.local = true}, away = {.secure = true};
	const struct api_request r =
		request("GET", "", HEADERS("Cookie", "xfieldgate=no; fieldgate=fg_1 ; __Host-fieldgate=fg_2"));
	const struct api_request empty = request("GET", "", HEADERS("Cookie", "fieldgatex=1; fieldgate"));
	char out[TOKEN_BYTES], set[COOKIE_BYTES];

	(void)state;
	assert_true(cookie_read(&r, &here, out));
	assert_string_equal(out, "fg_1");
	assert_true(cookie_read(&r, &away, out));
	assert_string_equal(out, "fg_2");
	assert_false(cookie_read(&empty, &here, out));
	cookie_write(&away, "fg_2", set);
	assert_string_equal(set, "__Host-fieldgate=fg_2; Path=/; HttpOnly; SameSite=Strict; Secure");
	cookie_write(&here, NULL, set);
	assert_string_equal(set, "fieldgate=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_what_never_left_this_computer_is_local),
		cmocka_unit_test(the_headers_of_the_named_proxy_alone_count),
		cmocka_unit_test(a_page_of_another_site_is_known),
		cmocka_unit_test(a_cookie_is_found_among_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
