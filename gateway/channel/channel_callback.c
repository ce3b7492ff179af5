#include "gateway/channel/channel_callback.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/channel/callback/callback_keys.h"
#include "gateway/channel/callback/callback_params.h"
#include "gateway/channel/callback/callback_payload.h"
#include "gateway/channel/callback/callback_source.h"

#define RAW_MAX (64 * 1024) /* of what is kept, where it is no text and no report */

/* What is read with. */
struct reading {
	const struct channel_callback *c;
	enum input_kind kind;
	const struct callback_request *r;
	struct callback_taken *out;
	bool full; /* memory ran out */
};

/* ---- refusals ---- */

/* `keep`: it came from who may call. */
static void __attribute__((format(printf, 4, 5)))
refuse(struct callback_taken *out, int status, bool keep, const char *fmt, ...)
{
	va_list args;

	out->status = status;
	out->keep = keep;
	va_start(args, fmt);
	vsnprintf(out->why, sizeof(out->why), fmt, args);
	va_end(args);
}

static void begin(struct callback_taken *out, const struct channel_callback *c)
{
	*out = (struct callback_taken){
		.status = 200, .answer_status = 200, .answer_type = "text/plain", .answer_body = ""};
	if (!c)
		return;
	out->answer_status = c->answer_status;
	out->answer_type = c->answer_type;
	out->answer_body = c->answer_body;
}

/* ---- texts and reports ---- */

static void take_one(struct reading *g, const struct callback_source *s, const char *raw, size_t n)
{
	struct callback_input *one = &g->out->inputs[g->out->n];
	bool again = false, nothing = false;

	if (!value_match_holds(&g->c->only, callback_source_find, s, &again)) {
		g->full = g->full || again;
		return;
	}
	if (!callback_payload(g->c, g->kind, s, raw, n < RAW_MAX ? n : RAW_MAX, one, &nothing))
		g->full = true;
	if (g->full || nothing)
		free(one->payload);
	else
		g->out->n++;
}

static bool room_for(struct reading *g, size_t n)
{
	g->out->inputs = calloc(n + 1, sizeof(*g->out->inputs));
	g->full = !g->out->inputs;
	return !g->full;
}

/* ---- where the values are ---- */

/* Of a form a GET has its values in the query; but where a signature leaves that out, anybody who has heard a signed body
 * could write there what they like. */
static bool is_by_query(const struct reading *g)
{
	const struct signature *s = &g->c->proof.signature;

	if (g->c->from == FROM_QUERY)
		return true;
	return strcmp(g->r->method, "GET") == 0 && (!s->secret || place_text_has(&s->over, "query"));
}

static void read_params(struct reading *g)
{
	bool by_query = is_by_query(g);
	const char *raw = by_query ? g->r->query : g->r->body;
	size_t n = by_query ? strlen(g->r->query) : g->r->n;
	struct callback_params params = {0};
	struct callback_source source = {.params = &params};

	if (!callback_params_read(&params, raw, n))
		g->full = true;
	else if (room_for(g, 1))
		take_one(g, &source, raw, n);
	callback_params_free(&params);
}

static void read_elements(struct reading *g, const struct json_node *list)
{
	size_t n;

	if (!json_node_list(list, &n)) {
		refuse(g->out, 400, true, "there is no array at `%s`", g->c->each);
		return;
	}
	if (n > CALLBACK_INPUTS_MAX) {
		refuse(g->out, 413, true, "at most %d at a time are taken, and these are %zu; send fewer",
		       CALLBACK_INPUTS_MAX, n);
		return;
	}
	if (!room_for(g, n))
		return;
	for (size_t i = 0; i < n && !g->full; i++) {
		const struct json_node *one = json_node_item(list, i);
		struct callback_source source = {.node = one};
		char *raw = json_node_write(one);

		if (raw)
			take_one(g, &source, raw, strlen(raw));
		else
			g->full = true;
		free(raw);
	}
}

static void read_json(struct reading *g)
{
	char why[256];
	struct json_tree *tree = json_tree_read(g->r->body, g->r->n, &g->full, why, sizeof(why));
	struct callback_source source = {0};

	if (!tree) {
		refuse(g->out, 400, true, "%s", why);
		return;
	}
	source.node = json_tree_root(tree);
	if (g->c->has_each)
		read_elements(g, json_node_at(source.node, g->c->each));
	else if (room_for(g, 1))
		take_one(g, &source, g->r->body, g->r->n);
	json_tree_free(tree);
}

/* ---- all of it ---- */

/* False: it may not call, or there is nothing to call. */
static bool may_call(const struct channel *c, const struct channel_callback *keys, enum input_kind kind,
		     const struct callback_request *r, struct callback_taken *out)
{
	const char *lacks;

	if (!keys) {
		refuse(out, 404, false, "the channel `%s` has no callback for %s", c->name,
		       kind == IN_DLR ? "delivery reports" : "texts");
		return false;
	}
	if (strcmp(r->method, "GET") != 0 && strcmp(r->method, "POST") != 0) {
		refuse(out, 405, false, "call with GET or POST");
		return false;
	}
	lacks = channel_proof_lacks(&keys->proof, c, kind, r);
	if (lacks)
		refuse(out, 403, false, "%s", lacks);
	return !lacks;
}

bool callback_read(const struct channel *c, enum input_kind kind, const struct callback_request *r,
		   struct callback_taken *out)
{
	const struct channel_callback *keys = kind == IN_DLR ? c->dlr : c->mo;
	struct reading g = {.c = keys, .kind = kind, .r = r, .out = out};

	begin(out, keys);
	if (!may_call(c, keys, kind, r, out))
		return true;
	if (keys->from == FROM_JSON)
		read_json(&g);
	else
		read_params(&g);
	if (!g.full)
		return true;
	callback_taken_free(out);
	return false;
}

void callback_taken_free(struct callback_taken *t)
{
	for (size_t i = 0; i < t->n; i++)
		free(t->inputs[i].payload);
	free(t->inputs);
	t->inputs = NULL;
	t->n = 0;
}
