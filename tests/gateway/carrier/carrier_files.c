#include "tests/gateway/carrier/carrier_files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "gateway/channel/channel_answer.h"
#include "gateway/channel/channel_request.h"
#include "templates/text/text.h"

struct channel_send {
	struct carrier_file f;
};
struct channels *carrier_files_load(const struct carrier_file *files)
{
	struct channels *c = calloc(1, sizeof(*c));
	c->holders = 1;
	while (files[c->n].name)
		c->n++;
	c->all = calloc(c->n, sizeof(*c->all));
	for (size_t i = 0; i < c->n; i++) {
		const struct carrier_file *f = &files[i];
		struct channel *h = &c->all[i];
		text_copy(h->name, sizeof(h->name), f->name);
		h->kind = CHANNEL_HTTP;
		h->resends = f->resends;
		h->segments_most = f->segments;
		h->per_second = f->per_second;
		h->under_way = f->under_way ? f->under_way : 8;
		h->timeout_ms = 30000;
		if (f->approved) {
			h->approved_only = true;
			h->approved = calloc(1, sizeof(*h->approved));
			text_copy(h->approved[0], TEMPLATE_NAME, f->approved);
			h->approved_n = 1;
		}
		h->send = calloc(1, sizeof(*h->send));
		h->send->f = *f;
	}
	return c;
}
struct channels *channels_hold(struct channels *c)
{
	if (c)
		c->holders++;
	return c;
}
void channels_release(struct channels *c)
{
	if (!c || --c->holders)
		return;
	for (size_t i = 0; i < c->n; i++) {
		free(c->all[i].approved);
		free(c->all[i].send);
	}
	free(c->all);
	free(c);
}
const struct channel *channels_find(const struct channels *c, const char *name)
{
	for (size_t i = 0; c && i < c->n; i++)
		if (!strcmp(c->all[i].name, name))
			return &c->all[i];
	return NULL;
}
bool carrier_request_fill(const struct channel *c, const struct outbox_mt *mt, int64_t now, struct carrier_request *out,
			  bool *again, char *why, size_t size)
{
	const struct carrier_file *f = &c->send->f;
	(void)now, (void)again, (void)why, (void)size;
	*out = (struct carrier_request){0};
	out->method = strdup(f->post ? "POST" : "GET");
	if (asprintf(&out->url, "http%s://%s:%d/send%s%s", f->tls ? "s" : "", f->host ? f->host : "127.0.0.1", f->port,
		     f->post ? "" : "?id=", f->post ? "" : mt->uuid) < 0)
		abort();
	if (f->post) {
		if (asprintf(&out->body, "id=%s", mt->uuid) < 0)
			abort();
		out->body_n = strlen(out->body);
		out->headers = calloc(1, sizeof(char *));
		out->headers[out->headers_n++] = strdup("Content-Type: application/x-www-form-urlencoded");
	}
	return true;
}
void carrier_request_free(struct carrier_request *r)
{
	free(r->method);
	free(r->url);
	free(r->body);
	for (size_t i = 0; i < r->headers_n; i++)
		free(r->headers[i]);
	free(r->headers);
}
void carrier_answer_read(const struct channel *c, int status, const char *retry_after, const char *body, size_t n,
			 int64_t now, struct carrier_answer *out)
{
	(void)c, (void)now;
	*out = (struct carrier_answer){.outcome = TRANSPORT_UNKNOWN};
	if (status == 200 && n > 3 && !memcmp(body, "OK ", 3)) {
		out->outcome = TRANSPORT_TAKEN;
		size_t k = 0;
		while (3 + k < n && body[3 + k] > ' ' && k < 100) {
			out->carrier_id[k] = body[3 + k];
			k++;
		}
	} else if (status == 429 || status == 503) {
		out->outcome = TRANSPORT_LATER;
		out->wait_ms = retry_after ? 1000 * atoi(retry_after) : 0;
	} else if (status >= 500) {
		out->outcome = TRANSPORT_LATER;
		out->alone = true;
	} else if (status >= 400)
		out->outcome = TRANSPORT_REFUSED;
}
