#include "gateway/wire/wire_out.h"

#include <openssl/evp.h>
#include <stdlib.h>

#include "db/ledger/digest.h"
#include "gateway/wire/json_writer.h"
#include "handlers/clock/clocks.h"
#include "handlers/clock/lacking_nodes.h"
#include "handlers/model/ticket.h"
#include "templates/text/hex.h"
#include "templates/text/utf8.h"
#include "templates/wording/fill.h"

#define REJECTED_KEPT 4096 /* bytes */
#define SHA256_BYTES 32

/* ---- what leaves with a text ---- */

char *wire_params(const struct params *p)
{
	struct json_writer j = json_begin();

	for (size_t i = 0; i < p->n; i++)
		json_put_string(&j, p->all[i].name, p->all[i].value);
	return json_end(&j);
}

char *wire_mt(const struct outbox_mt *p)
{
	struct json_writer j = json_begin();

	json_put_string(&j, "id", p->uuid);
	json_put_string(&j, "to", p->number);
	json_put_string(&j, "text", p->text);
	json_put_string(&j, "encoding", p->encoding);
	json_put_number(&j, "segments", p->segments);
	json_put_id_or_null(&j, "ticket", p->ticket);
	json_put_string(&j, "template", p->template);
	/* A damaged row goes out without them. */
	json_put_raw(&j, "params", p->params && json_is_flat(p->params) ? p->params : "{}");
	json_put_time(&j, "created_at", p->created);
	json_put_time(&j, "expires_at", p->expires);
	return json_end(&j);
}

char *wire_event(const struct ledger_row *r)
{
	struct json_writer j = json_begin();

	json_put_number(&j, "seq", r->seq);
	json_put_string(&j, "hash", r->hash);
	json_put_id(&j, "ticket", r->ticket);
	json_put_string(&j, "code", r->code);
	/* A person's id, as the ledger has it: names stay inside. */
	if (r->by != 0)
		json_put_id(&j, "by", r->by);
	else
		json_put_string(&j, "by", "desk");
	json_put_time(&j, "at", r->at);
	return json_end(&j);
}

static void put_nodes(struct json_writer *j, const struct ticket *t)
{
	json_open_object(j, "nodes");
	for (size_t i = 0; i < t->flow->nodes_n; i++)
		if (t->nodes[i].how == NODE_STAMPED)
			json_put_time(j, t->flow->nodes[i].name, t->nodes[i].at);
	json_close_object(j);
}

/* Nodes whose time is over and whose text has not come; left out where there are none. */
static void put_missing(struct json_writer *j, const struct ticket *t, int64_t now)
{
	uint32_t nodes = lacking_nodes(t, now);

	if (!nodes)
		return;
	json_open_list(j, "missing");
	for (size_t i = 0; i < t->flow->nodes_n; i++)
		if (nodes & 1u << i)
			json_add_string(j, t->flow->nodes[i].name);
	json_close_list(j);
}

static void put_field(struct json_writer *j, const struct value *is, int64_t value, const char *text)
{
	if (is->kind->brings & BRINGS_TIME)
		json_put_time(j, is->name, value);
	else if (text && is->kind->digits)
		json_put_raw(j, is->name, text);
	else if (text)
		json_put_string(j, is->name, text);
}

/* Left out where the ticket keeps nothing. */
static void put_fields(struct json_writer *j, const struct ticket *t, const char *const fields[FIELDS_MAX])
{
	bool any = false;

	for (size_t i = 0; i < t->flow->fields_n; i++) {
		const struct value *is = &t->flow->fields[i].is;
		int64_t value;

		if (!field_value(is, t->fields[i], &value) || (!fields[i] && !(is->kind->brings & BRINGS_TIME)))
			continue;
		if (!any)
			json_open_object(j, "fields");
		put_field(j, is, value, fields[i]);
		any = true;
	}
	if (any)
		json_close_object(j);
}

char *wire_ticket(const struct ticket *t, const char *const fields[FIELDS_MAX], int64_t now)
{
	struct json_writer j = json_begin();

	json_put_id(&j, "ticket", t->number);
	json_put_string(&j, "flow", t->flow->name);
	json_put_string(&j, "state", t->state >= 0 ? t->flow->states[t->state].name : "");
	json_put_string(&j, "machine", t->serial);
	json_put_string(&j, "customer", t->customer_name);
	json_put_string(&j, "station", t->station_name);
	put_nodes(&j, t);
	put_fields(&j, t, fields);
	put_missing(&j, t, now);
	return json_end(&j);
}

char *wire_status(bool online, int64_t since)
{
	struct json_writer j = json_begin();

	json_put_string(&j, "state", online ? "online" : "offline");
	json_put_time(&j, "since", since);
	json_put_string(&j, "version", VERSION);
	return json_end(&j);
}

/* ---- replies ---- */

char *wire_ok(const char *id, int64_t ticket)
{
	struct json_writer j = json_begin();

	json_put_string(&j, "id", id);
	json_put_bool(&j, "ok", true);
	if (ticket != 0)
		json_put_id(&j, "ticket", ticket);
	return json_end(&j);
}

char *wire_error(const char *id, const char *error)
{
	struct json_writer j = json_begin();

	if (*id)
		json_put_string(&j, "id", id);
	else
		json_put_null(&j, "id"); /* it could not be read, and so cannot be given back */
	json_put_string(&j, "error", error);
	return json_end(&j);
}

static void put_base64(struct json_writer *j, const void *data, size_t n)
{
	unsigned char encoded[4 * ((REJECTED_KEPT + 2) / 3) + 1];

	EVP_EncodeBlock(encoded, data, (int)n);
	json_put_string(j, "payload", (const char *)encoded);
	json_put_string(j, "encoding", "base64");
}

char *wire_rejected(const char *reason, const void *payload, size_t n)
{
	size_t kept = n < REJECTED_KEPT ? n : REJECTED_KEPT;
	struct json_writer j = json_begin();
	unsigned char hash[SHA256_BYTES];
	char hex[HEX_BYTES(SHA256_BYTES)], *json;
	bool hashed = digest_of(payload, n, hash);

	hex_write(hash, sizeof(hash), hex);
	json_put_string(&j, "reason", reason);
	if (utf8_valid(payload, n))
		json_put_bytes(&j, "payload", payload, utf8_whole(payload, kept));
	else
		put_base64(&j, payload, kept);
	json_put_number(&j, "length", (int64_t)n);
	json_put_string(&j, "sha256", hex);
	json = json_end(&j);
	if (hashed)
		return json;
	free(json);
	return NULL;
}

/* ---- what others send us ---- */

char *wire_mo(const char *id, const char *from, const char *text, int64_t sent)
{
	struct json_writer j = json_begin();

	json_put_string(&j, "id", id);
	json_put_string(&j, "from", from);
	json_put_string(&j, "text", text);
	if (sent != 0)
		json_put_time(&j, "sent_at", sent);
	return json_end(&j);
}

char *wire_open(const char *id, const char *flow, const char *machine, bool down, const char *fault)
{
	return wire_open_with(id, flow, machine, down, fault, NULL, 0);
}

static void put_if(struct json_writer *j, const char *name, const char *value)
{
	if (value && *value)
		json_put_string(j, name, value);
}

char *wire_open_row(const struct wire_opening *o)
{
	struct json_writer j = json_begin();

	json_put_string(&j, "id", o->id);
	json_put_string(&j, "flow", o->flow);
	put_if(&j, "key", o->key);
	json_put_string(&j, "fault", o->fault);
	json_put_bool(&j, "down", o->down);
	put_if(&j, "machine", o->machine);
	put_if(&j, "customer", o->customer);
	put_if(&j, "station", o->station);
	if (o->fields_n > 0)
		json_open_object(&j, "fields");
	for (size_t i = 0; i < o->fields_n; i++)
		json_put_string(&j, o->fields[i].name, o->fields[i].value);
	if (o->fields_n > 0)
		json_close_object(&j);
	return json_end(&j);
}

char *wire_open_with(const char *id, const char *flow, const char *machine, bool down, const char *fault,
		     const struct wire_field *fields, size_t n)
{
	return wire_open_row(&(const struct wire_opening){.id = id,
							  .flow = flow,
							  .machine = machine,
							  .down = down,
							  .fault = fault,
							  .fields = fields,
							  .fields_n = n});
}
