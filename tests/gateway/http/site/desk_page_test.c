/* The desk's files, as a browser gets them: the ones that were built into this test, whichever these are. */
#include "gateway/http/site/desk_page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "gateway/base/wall_clock.h"
#include "gateway/http/page_file.h"
#include "gateway/http/web.h"
#include "tests/gateway/http.h"
#include "tests/gateway/peer.h"

static struct http_answer a;

struct desk {
	struct peer_site site;
	struct metrics *m;
	struct web *w;
};

static void begin(struct desk *d)
{
	static struct setup s;
	struct rulebook *rules = rulebook_new();
	char why[PATH_BYTES + 256];

	assert_non_null(rules);
	d->site = (struct peer_site){.protocol = 5, .http = peer_free_port()};
	peer_make(&d->site);
	d->m = metrics_new(clock_now());
	s = (struct setup){.http = {.host = "127.0.0.1", .port = d->site.http}};
	snprintf(s.database, sizeof(s.database), "%s", d->site.database);
	snprintf(s.file, sizeof(s.file), "%s", d->site.config);
	if (!web_start(&d->w, &s, d->m, NULL, NULL, rules, why, sizeof(why)))
		peer_die("%s", why);
	rulebook_release(rules);
}

static void end(struct desk *d)
{
	web_stop(d->w);
	metrics_free(d->m);
	peer_clear(&d->site);
}

static bool has_head(const char *name, const char *value)
{
	char line[512];

	snprintf(line, sizeof(line), "\r\n%s: %s\r\n", name, value);
	return strstr(a.head, line);
}

/* A GET with one header of its own. */
static int ask_with(const struct desk *d, const char *path, const char *header)
{
	char request[1024];

	snprintf(request, sizeof(request), "GET %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n%s\r\n\r\n", path,
		 header);
	http_raw(d->site.http, request, strlen(request), &a);
	return a.status;
}

static void is_strict(void)
{
	assert_true(has_head("Content-Security-Policy",
			     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
			     "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; "
			     "frame-ancestors 'none'"));
	assert_true(has_head("X-Content-Type-Options", "nosniff"));
	assert_true(has_head("Referrer-Policy", "no-referrer"));
	assert_true(has_head("Cross-Origin-Opener-Policy", "same-origin"));
}

static void is_file(const struct page_file *f)
{
	assert_int_equal(a.status, 200);
	assert_true(has_head("Content-Type", f->type));
	assert_true(has_head("Content-Encoding", "gzip") == f->gzip);
	assert_memory_equal(a.body, f->bytes, f->length);
	is_strict();
}

static void the_first_page_is_the_index(void **state)
{
	const struct page_file *index = page_files;
	struct desk d;

	(void)state;
	begin(&d);
	while (index->path && strcmp(index->path, "index.html") != 0)
		index++;
	assert_non_null(index->path);
	http_get(d.site.http, "/", &a);
	is_file(index);
	assert_true(has_head("Cache-Control", "no-cache"));
	http_ask(d.site.http, "HEAD", "/", &a);
	assert_int_equal(a.status, 200);
	assert_string_equal(a.body, "");
	is_strict();
	http_ask(d.site.http, "POST", "/", &a);
	assert_int_equal(a.status, 405);
	assert_true(has_head("Allow", "GET, HEAD"));
	end(&d);
}

static void each_file_is_there_by_its_name(void **state)
{
	char path[256], header[64];
	struct desk d;

	(void)state;
	begin(&d);
	for (const struct page_file *f = page_files; f->path; f++) {
		snprintf(path, sizeof(path), "/desk/%s", f->path);
		http_get(d.site.http, path, &a);
		is_file(f);
		snprintf(header, sizeof(header), "\"%s\"", f->etag);
		assert_true(has_head("ETag", header));
		snprintf(header, sizeof(header), "If-None-Match: W/\"0\", W/\"%s\"", f->etag);
		assert_int_equal(ask_with(&d, path, header), 304);
		assert_string_equal(a.body, "");
		is_strict();
		snprintf(header, sizeof(header), "If-None-Match: \"x%s\"", f->etag);
		assert_int_equal(ask_with(&d, path, header), 200);
	}
	end(&d);
}

static void who_takes_no_gzip_is_told(void **state)
{
	static const char *const never[] = {"Accept-Encoding: identity", "Accept-Encoding: gzip;q=0, br",
					    "Accept-Encoding: gzipped"};
	static const char *const fine[] = {"Accept-Encoding: br, gzip", "Accept-Encoding: *", "Accept: x",
					   "Accept-Encoding: GZIP;q=0.5, br;q=0"};
	char path[256];
	struct desk d;

	(void)state;
	begin(&d);
	for (const struct page_file *f = page_files; f->path; f++) {
		snprintf(path, sizeof(path), "/desk/%s", f->path);
		for (size_t i = 0; i < sizeof(never) / sizeof(*never); i++)
			assert_int_equal(ask_with(&d, path, never[i]), f->gzip ? 406 : 200);
		for (size_t i = 0; i < sizeof(fine) / sizeof(*fine); i++)
			assert_int_equal(ask_with(&d, path, fine[i]), 200);
	}
	end(&d);
}

static void no_other_path_is_there(void **state)
{
	static const char *const paths[] = {"/desk/",
					    "/desk/none.js",
					    "/desk",
					    "/index.html",
					    "/desk/../fieldgate.yaml",
					    "/desk/%2e%2e/x",
					    "//desk/index.html",
					    "/desk/index.html/"};
	struct desk d;

	(void)state;
	begin(&d);
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++)
		assert_int_equal(http_get(d.site.http, paths[i], &a), 404);
	end(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_page_is_the_index),
		cmocka_unit_test(each_file_is_there_by_its_name),
		cmocka_unit_test(who_takes_no_gzip_is_told),
		cmocka_unit_test(no_other_path_is_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
