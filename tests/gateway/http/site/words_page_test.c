/* What the desk says, as a browser asks for it: without a token, in each language. */
#include "gateway/http/site/words_page.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "gateway/base/wall_clock.h"
#include "gateway/http/web.h"
#include "templates/wording/wording.h"
#include "tests/gateway/aide.h"
#include "tests/gateway/http.h"
#include "tests/gateway/peer.h"

static struct http_answer a;

struct desk {
	struct peer_site site;
	struct metrics *m;
	struct web *w;
	struct setup s;
	char dir[512]; /* of templates, a dealer's own; "": those that are shipped */
};

static struct rulebook *rules_of(const struct desk *d)
{
	struct rulebook *rules = rulebook_new();
	struct faults f = {0};

	assert_non_null(rules);
	rules->wording = wording_load(*d->dir ? d->dir : "templates", &f);
	assert_non_null(rules->wording);
	faults_free(&f);
	return rules;
}

static void begin(struct desk *d)
{
	struct rulebook *rules = rules_of(d);
	char why[PATH_BYTES + 256];

	d->site = (struct peer_site){.protocol = 5, .http = peer_free_port()};
	peer_make(&d->site);
	d->m = metrics_new(clock_now());
	d->s = (struct setup){.http = {.host = "127.0.0.1", .port = d->site.http}};
	snprintf(d->s.database, sizeof(d->s.database), "%s", d->site.database);
	snprintf(d->s.file, sizeof(d->s.file), "%s", d->site.config);
	if (!web_start(&d->w, &d->s, d->m, NULL, NULL, rules, why, sizeof(why)))
		peer_die("%s", why);
	rulebook_release(rules);
}

static void end(struct desk *d)
{
	web_stop(d->w);
	metrics_free(d->m);
	peer_clear(&d->site);
}

static void says(const char *key, const char *text)
{
	json_t *o = json_loads(a.body, 0, NULL);

	assert_non_null(o);
	if (text)
		assert_string_equal(json_string_value(json_object_get(o, key)), text);
	else
		assert_null(json_object_get(o, key));
	json_decref(o);
}

/* All that the file of that language says. */
static void says_as_file(const struct desk *d, const char *language)
{
	struct rulebook *rules = rules_of(d);
	const struct page_words *w;
	enum lang l;

	assert_true(lang_read(language, &l));
	w = wording_pages(rules->wording, l);
	assert_true(w->n > 1);
	for (size_t i = 0; i < w->n; i++)
		says(w->all[i].key, w->all[i].text);
	rulebook_release(rules);
}

static void the_languages_are_those_that_are_listed(void **state)
{
	static struct desk d;

	(void)state;
	begin(&d);
	assert_int_equal(http_get(d.site.http, "/desk/words", &a), 200);
	assert_string_equal(a.body, "{\"languages\":[\"zh\",\"en\"],\"first\":\"zh\"}");
	assert_non_null(strstr(a.head, "Content-Type: application/json"));
	assert_int_equal(http_get(d.site.http, "/desk/words/en", &a), 200);
	says("product", "Fieldgate");
	says_as_file(&d, "en");
	assert_int_equal(http_get(d.site.http, "/desk/words/zh", &a), 200);
	says_as_file(&d, "zh");
	assert_int_equal(http_get(d.site.http, "/desk/words/xx", &a), 404);
	assert_int_equal(http_get(d.site.http, "/desk/words/", &a), 404);
	assert_int_equal(http_get(d.site.http, "/desk/words/../zh", &a), 404);
	http_ask(d.site.http, "POST", "/desk/words/zh", &a);
	assert_int_equal(a.status, 405);
	end(&d);
}

static void what_a_language_lacks_is_said_in_the_first(void **state)
{
	static struct desk d;
	struct rulebook *rules;
	char request[512], *etag;

	(void)state;
	aide_folder(d.dir, sizeof(d.dir));
	aide_write(d.dir, "zh/pages.yaml", "a: 甲\nb: 乙 <b>\"{n}\"</b>\n");
	aide_write(d.dir, "en/pages.yaml", "a: A\nown: own\n");
	begin(&d);
	http_get(d.site.http, "/desk/words/en", &a);
	says("a", "A");
	says("b", "乙 <b>\"{n}\"</b>");
	says("own", "own");
	etag = strstr(a.head, "ETag: ");
	assert_non_null(etag);
	snprintf(request, sizeof(request),
		 "GET /desk/words/en HTTP/1.1\r\nHost: a\r\nConnection: close\r\nIf-None-Match: %.*s\r\n\r\n",
		 (int)strcspn(etag + 6, "\r"), etag + 6);
	http_raw(d.site.http, request, strlen(request), &a);
	assert_int_equal(a.status, 304);
	assert_string_equal(a.body, "");
	aide_write(d.dir, "en/pages.yaml", "a: B\n"); /* and the files are read again */
	rules = rules_of(&d);
	web_renew(d.w, &d.s, NULL, rules);
	rulebook_release(rules);
	http_raw(d.site.http, request, strlen(request), &a);
	assert_int_equal(a.status, 200);
	says("a", "B");
	says("own", NULL);
	end(&d);
	aide_remove(d.dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_languages_are_those_that_are_listed),
		cmocka_unit_test(what_a_language_lacks_is_said_in_the_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
