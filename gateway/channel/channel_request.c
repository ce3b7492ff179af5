#include "gateway/channel/channel_request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "gateway/channel/channel_limits.h"
#include "gateway/channel/fill/channel_send.h"

#define URL_MAX (32 * 1024) /* 2,000 characters of Chinese, each nine bytes there */
#define BODY_MAX (256 * 1024)
#define HEADER_MAX (16 * 1024)
#define HEADERS_OF_OURS 3 /* Content-Type, Authorization and the signature's */

/* What a request is made with. */
struct filling {
	const struct channel_send *send;
	struct place_values values;
	struct carrier_request *out;
	bool full; /* something did not fit, or memory ran out */
};

/* The text's own memory, or NULL. */
static char *kept(struct filling *f, struct text *t)
{
	char *s = t->full ? NULL : strndup(text_str(t), t->len);

	f->full = f->full || !s;
	text_free(t);
	return s;
}

static void fill_url(struct filling *f)
{
	struct text url = text_new(URL_MAX);

	place_text_fill(&f->send->url, &f->values, &url);
	if (f->send->query.n > 0) {
		text_add(&url, f->send->asks ? "&" : "?");
		place_text_fill(&f->send->query, &f->values, &url);
	}
	f->out->url = kept(f, &url);
}

static void fill_body(struct filling *f)
{
	struct text body = text_new(BODY_MAX);

	if (!f->send->body_type)
		return;
	place_text_fill(&f->send->body, &f->values, &body);
	f->out->body_n = body.len;
	f->out->body = kept(f, &body);
}

/* ---- headers ---- */

/* `Name: ` in a text to which the value is added. */
static struct text header_begin(const char *name)
{
	struct text t = text_new(HEADER_MAX);

	text_addf(&t, "%s: ", name);
	return t;
}

static void header_end(struct filling *f, struct text *t)
{
	char *s = kept(f, t);

	if (s)
		f->out->headers[f->out->headers_n++] = s;
}

static void fill_type(struct filling *f)
{
	struct text t;

	if (!f->send->body_type)
		return;
	for (size_t i = 0; i < f->send->headers_n; i++)
		if (strcasecmp(f->send->headers[i].name, "Content-Type") == 0)
			return;
	t = header_begin("Content-Type");
	text_add(&t, f->send->body_type);
	header_end(f, &t);
}

static void fill_authorization(struct filling *f)
{
	struct text t, plain;

	if (!f->send->password && !f->send->bearer)
		return;
	t = header_begin("Authorization");
	if (f->send->bearer) {
		text_addf(&t, "Bearer %s", f->send->bearer);
	} else {
		plain = text_new(HEADER_MAX);
		text_addf(&plain, "%s:%s", f->send->user, f->send->password);
		text_add(&t, "Basic ");
		crypto_base64_add(text_str(&plain), plain.len, &t);
		f->full = f->full || plain.full;
		text_free(&plain);
	}
	header_end(f, &t);
}

/* ---- the signature ---- */

/* The path and the query of the URL, apart. */
static void part_url(const char *url, struct text *path, struct text *query)
{
	const char *host = strstr(url, "://"), *asks;
	const char *at = host ? host + 3 + strcspn(host + 3, "/?") : url;

	asks = strchr(at, '?');
	text_addn(path, at, asks ? (size_t)(asks - at) : strlen(at));
	if (path->len == 0)
		text_add(path, "/");
	if (asks)
		text_add(query, asks + 1);
}

/* Of what the request is by now. */
static void fill_signature(struct filling *f)
{
	struct text path = text_new(URL_MAX), query = text_new(URL_MAX), t;

	if (!f->send->signature.secret || f->full)
		return;
	part_url(f->out->url, &path, &query);
	f->values.method = f->out->method;
	f->values.url = f->out->url;
	f->values.path = text_str(&path);
	f->values.query = text_str(&query);
	f->values.body = f->out->body;
	f->values.body_n = f->out->body_n;
	t = header_begin(f->send->signature.header);
	f->full = f->full || path.full || query.full || !signature_add(&f->send->signature, &f->values, &t);
	header_end(f, &t);
	text_free(&path);
	text_free(&query);
}

/* ---- all of it ---- */

static void fill(struct filling *f)
{
	f->out->method = strdup(f->send->method);
	f->out->headers = calloc(f->send->headers_n + HEADERS_OF_OURS, sizeof(*f->out->headers));
	f->full = !f->out->method || !f->out->headers;
	if (f->full)
		return;
	fill_url(f);
	fill_body(f);
	fill_type(f);
	fill_authorization(f);
	for (size_t i = 0; i < f->send->headers_n; i++) {
		struct text t = header_begin(f->send->headers[i].name);

		place_text_fill(&f->send->headers[i].value, &f->values, &t);
		header_end(f, &t);
	}
	fill_signature(f);
}

bool carrier_request_fill(const struct channel *c, const struct outbox_mt *mt, int64_t now, struct carrier_request *out,
			  bool *again, char *why, size_t size)
{
	struct filling f = {.send = c->send, .values = {.mt = mt, .channel = c->name, .now = now}, .out = out};

	*out = (struct carrier_request){0};
	*again = false;
	f.values.template_code = channel_template_code(c, mt->template);
	if (!c->send) {
		snprintf(why, size, "nothing goes out by %s; its file has no `send`", c->name);
		return false;
	}
	if (!channel_takes(c, mt, why, size))
		return false;
	fill(&f);
	*again = f.full;
	if (f.full)
		snprintf(why, size, "out of memory, or a request that is too long");
	return !f.full;
}

void carrier_request_free(struct carrier_request *r)
{
	for (size_t i = 0; i < r->headers_n; i++)
		free(r->headers[i]);
	free(r->headers);
	free(r->method);
	free(r->url);
	free(r->body);
	*r = (struct carrier_request){0};
}
