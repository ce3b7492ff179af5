#include "tests/gateway/api/api_asker.h"

#include <limits.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/aide.h"
#include "tests/gateway/api/api_document.h"

struct http_answer answered;

/* ---- asking ---- */

void asker_begin(struct road *r)
{
	r->site.http = peer_free_port();
	road_begin(r);
}

void asker_token(const struct road *r, const char *person, char out[TOKEN])
{
	char said[1024];

	assert_int_equal(peer_run(&r->site, said, sizeof(said), "token", "add", person, NULL), 0);
	assert_non_null(strstr(said, "fg_"));
	snprintf(out, TOKEN, "%.67s", strstr(said, "fg_"));
}

/* What a header says, "" where there is none. */
static void header_of(const char *name, char *out, size_t size)
{
	const char *at = strcasestr(answered.head, name);

	at = at ? at + strlen(name) : "";
	snprintf(out, size, "%.*s", (int)strcspn(at, "\r\n"), at);
}

void asker_documented(const char *method, const char *path)
{
	char type[128];
	const char *lacks;

	header_of("\r\nContent-Type: ", type, sizeof(type));
	lacks = api_document_lacks(api_document(), &(struct api_answer){.method = method,
									.path = path,
									.status = answered.status,
									.type = type,
									.body = answered.body});
	if (lacks)
		peer_die("%s %s: %d %s: %s", method, path, answered.status, answered.body, lacks);
}

/* `more`: header lines, each with its end. */
int asker_ask(const struct road *r, const char *method, const char *path, const char *token, const char *more,
	      const char *body)
{
	static char request[64 * 1024], whole[1024];
	size_t n = (size_t)snprintf(request, sizeof(request),
				    "%s %s%s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n%s%s%s%s%s"
				    "Content-Length: %zu\r\n\r\n%s",
				    method, *path == '/' ? "" : "/v1/", path, token ? "Authorization: Bearer " : "",
				    token ? token : "", token ? "\r\n" : "",
				    strstr(more, "Accept-Language") ? "" : "Accept-Language: en\r\n", more,
				    strlen(body), body);

	assert_true(n < sizeof(request));
	http_raw(r->site.http, request, n, &answered);
	snprintf(whole, sizeof(whole), "%s%s", *path == '/' ? "" : "/v1/", path);
	asker_documented(method, whole);
	return answered.status;
}

int asker_get(const struct road *r, const char *path, const char *token)
{
	return asker_ask(r, "GET", path, token, "", "");
}

struct taking_up {
	const struct road *r;
	const char *token, *path;
};

static bool is_taken_up(void *ctx)
{
	const struct taking_up *t = ctx;

	return asker_get(t->r, t->path, t->token) == 200;
}

void asker_take_up(const struct road *r, const char *token, const char *flow)
{
	char *here = realpath(".", NULL), file[PATH_MAX], more[PATH_MAX + 64], path[64];
	struct taking_up t = {r, token, path};

	assert_non_null(here);
	snprintf(path, sizeof(path), "flows/%s", flow);
	snprintf(file, sizeof(file), "%s", r->site.dir);
	snprintf(more, sizeof(more), "repair.yaml, %s/handlers/%s.yaml]", here, flow);
	free(here);
	aide_change(file, strrchr(r->site.config, '/') + 1, "repair.yaml]", more);
	assert_int_equal(kill(r->site.gateway, SIGHUP), 0);
	assert_true(peer_until(is_taken_up, &t, PEER_PATIENCE));
}

void asker_import(const struct road *r, const char *row)
{
	char file[600], said[1024];
	FILE *f;

	snprintf(file, sizeof(file), "%s/person.csv", r->site.dir);
	f = fopen(file, "we");
	assert_non_null(f);
	fprintf(f, "name,mobile,roles,station,language\n%s\n", row);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(peer_run(&r->site, said, sizeof(said), "import", "people", file, NULL), 0);
}

void asker_begin_admin(struct road *r, char admin[TOKEN])
{
	asker_begin(r);
	asker_import(r, "Root,13800000099,administrator,,en");
	asker_token(r, "Root", admin);
}

void asker_path(const struct road *r, const char *list, const char *number, char out[64])
{
	char sql[200];

	snprintf(sql, sizeof(sql), "SELECT person FROM mobile WHERE number = '%s'", number);
	snprintf(out, 64, "%s/%lld", list, (long long)road_ask(r, sql));
}

void asker_etag(char out[64])
{
	const char *at = strcasestr(answered.head, "\nETag: \"");

	assert_non_null(at);
	snprintf(out, 64, "%.*s", (int)strcspn(at + 7, "\r\n"), at + 7);
}

json_t *asker_body(void)
{
	json_t *o = json_loads(answered.body, 0, NULL);

	assert_non_null(o);
	return o;
}

size_t asker_items(void)
{
	json_t *o = asker_body();
	size_t n = json_array_size(json_object_get(o, "items"));

	assert_true(json_is_array(json_object_get(o, "items")));
	assert_non_null(json_object_get(o, "next"));
	json_decref(o);
	return n;
}

void asker_value(const char *key, char *out, size_t size)
{
	json_t *o = asker_body();
	const char *s = json_string_value(json_object_get(o, key));

	snprintf(out, size, "%s", s ? s : "");
	json_decref(o);
}

void asker_at(const char *path, char *out, size_t size)
{
	json_t *all = asker_body(), *v = all;
	char part[64];

	while (*path && v) {
		size_t n = strcspn(path, "/");

		snprintf(part, sizeof(part), "%.*s", (int)n, path);
		v = json_is_array(v) ? json_array_get(v, strtoul(part, NULL, 10)) : json_object_get(v, part);
		path += n + (path[n] == '/');
	}
	if (json_is_string(v))
		snprintf(out, size, "%s", json_string_value(v));
	else if (json_is_integer(v))
		snprintf(out, size, "%lld", json_integer_value(v));
	else
		snprintf(out, size, "%s", json_is_true(v) ? "true" : json_is_false(v) ? "false" : "null");
	json_decref(all);
}

void asker_refused(int status, const char *words)
{
	json_t *o = asker_body();

	assert_int_equal(answered.status, status);
	assert_non_null(strcasestr(answered.head, "Content-Type: application/problem+json"));
	assert_int_equal(json_integer_value(json_object_get(o, "status")), status);
	assert_true(json_is_string(json_object_get(o, "type")) && json_is_string(json_object_get(o, "title")));
	assert_non_null(strstr(json_string_value(json_object_get(o, "detail")), words));
	json_decref(o);
}

void asker_done(const struct road *r, const char *token, const char *ticket, const char *words)
{
	char body[512], outcome[32];

	snprintf(body, sizeof(body), "{\"ticket\":\"%s\",\"text\":\"%s\"}", ticket, words);
	assert_int_equal(asker_ask(r, "POST", "texts", token, "", body), 200);
	asker_value("outcome", outcome, sizeof(outcome));
	assert_string_equal(outcome, "done");
}
