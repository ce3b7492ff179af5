#include "gateway/wire/wire.h"

#include "gateway/wire/json_arena.h"
#include "gateway/wire/json_writer.h"
#include "handlers/time/when.h"
#include "templates/text/text.h"

#include <errno.h>
#include <jansson.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REJECTED_KEPT 4096

/* ---- reading ---- */

struct reader {
	struct json_arena scratch; /* all of root lies there */
	json_t *root;
	char *why;
	size_t size;
	bool failed;
};

__attribute__((format(printf, 2, 3))) static bool wrong(struct reader *r, const char *fmt, ...)
{
	va_list ap;
	if (!r->failed) {
		va_start(ap, fmt);
		vsnprintf(r->why, r->size, fmt, ap);
		va_end(ap);
	}
	r->failed = true;
	return false;
}

__attribute__((constructor)) static void keep_reader_in_scratch(void)
{
	json_set_alloc_funcs(json_arena_take, json_arena_give);
}

static bool load(struct reader *r, const char *payload, size_t n)
{
	json_error_t error;
	if (setjmp(r->scratch.short_of_memory)) // NOLINT(cert-err52-cpp)
		return wrong(r, "out of memory; send it again");
	json_arena_begin(&r->scratch);
	r->root = json_loadb(payload, n, JSON_REJECT_DUPLICATES, &error);
	json_arena_rest();
	return r->root ? true
		       : wrong(r, "the payload is not JSON: %s at line %d, column %d", error.text, error.line,
			       error.column);
}

/* `why` is kept in the reader and written through there. */
// NOLINTNEXTLINE(readability-non-const-parameter)
static bool read_root(struct reader *r, const char *payload, size_t n, char *why, size_t size)
{
	*r = (struct reader){.why = why, .size = size};
	if (!utf8_valid(payload, n))
		return wrong(r, "the payload is not UTF-8 text without NULs; send JSON in UTF-8");
	if (!load(r, payload, n))
		return false;
	if (!json_is_object(r->root))
		return wrong(r, "the payload must be a JSON object such as {\"id\": …}");
	return true;
}

/* A string of 1 to size-1 bytes; absent is an error only if `must`. NULL, which some senders write for absent, is absent. */
static bool read_string(struct reader *r, const char *key, bool must, char *out, size_t size)
{
	const json_t *v = json_object_get(r->root, key);
	out[0] = '\0';
	if (!v || json_is_null(v))
		return must ? wrong(r, "\"%s\" is missing; it is required", key) : true;
	if (!json_is_string(v))
		return wrong(r, "\"%s\" must be a string", key);
	const char *s = json_string_value(v);
	if (must && !*s)
		return wrong(r, "\"%s\" is empty", key);
	if (strlen(s) >= size)
		return wrong(r, "\"%s\" is too long: at most %zu bytes", key, size - 1);
	strcpy(out, s);
	return true;
}

static bool read_text(struct reader *r, const char *key, size_t most, char **out)
{
	const json_t *v = json_object_get(r->root, key);
	if (!v)
		return wrong(r, "\"%s\" is missing; it is required", key);
	if (!json_is_string(v))
		return wrong(r, "\"%s\" must be a string", key);
	size_t n = utf8_count(json_string_value(v));
	if (n > most)
		return wrong(r, "\"%s\" has %zu characters; at most %zu are taken", key, n, most);
	*out = strdup(json_string_value(v));
	return *out ? true : wrong(r, "out of memory; send it again");
}

/* Words of any length, for nothing that a caller says may refuse an opening. */
static bool read_words(struct reader *r, const char *key, char **out)
{
	const json_t *v = json_object_get(r->root, key);
	if (v && !json_is_null(v) && !json_is_string(v))
		return wrong(r, "\"%s\" must be a string", key);
	*out = strdup(json_is_string(v) ? json_string_value(v) : "");
	return *out ? true : wrong(r, "out of memory; send it again");
}

/* A time that cannot be read counts as not said: no carrier's clock is worth a text. Between day and hour a blank may stand
 * for the T, as RFC 3339 allows. */
static bool read_time(struct reader *r, const char *key, int64_t *out)
{
	const json_t *v = json_object_get(r->root, key);
	char s[64];
	*out = 0;
	if (!v || json_is_null(v))
		return true;
	if (!json_is_string(v))
		return wrong(r, "\"%s\" must be a string, a time such as 2026-11-21T09:00:00+08:00", key);
	bool whole = text_copy(s, sizeof(s), json_string_value(v));
	if (strlen(s) > 10 && s[10] == ' ')
		s[10] = 'T';
	if (!whole || !when_rfc3339_read(s, out))
		*out = 0;
	return true;
}

static bool read_number(struct reader *r, const json_t *o, const char *key, json_int_t low, json_int_t high,
			json_int_t *out)
{
	const json_t *v = json_object_get(o, key);
	if (!json_is_integer(v) || json_integer_value(v) < low || json_integer_value(v) > high)
		return wrong(r, "\"part\".\"%s\" must be a whole number from %lld to %lld", key, (long long)low,
			     (long long)high);
	*out = json_integer_value(v);
	return true;
}

static bool read_part(struct reader *r, struct wire_mo *out)
{
	const json_t *part = json_object_get(r->root, "part");
	json_int_t ref = 0, number = 0, total = 0;
	if (!part || json_is_null(part))
		return true;
	if (!json_is_object(part))
		return wrong(r, "\"part\" must be an object {\"ref\", \"number\", \"total\"}");
	if (!read_number(r, part, "ref", 0, 65535, &ref) || !read_number(r, part, "total", 1, 20, &total) ||
	    !read_number(r, part, "number", 1, total, &number))
		return false;
	out->parted = total > 1;
	out->ref = ref;
	out->number = (int)number;
	out->total = (int)total;
	return true;
}

static bool done(struct reader *r)
{
	json_arena_free(&r->scratch);
	return !r->failed;
}

bool wire_read_mo(const char *payload, size_t n, struct wire_mo *out, char *why, size_t size)
{
	struct reader r;
	memset(out, 0, sizeof(*out));
	if (read_root(&r, payload, n, why, size)) {
		read_string(&r, "id", true, out->id, sizeof(out->id));
		read_string(&r, "from", true, out->from, sizeof(out->from));
		read_string(&r, "to", false, out->to, sizeof(out->to));
		read_text(&r, "text", WIRE_TEXT_CHARS, &out->text);
		read_time(&r, "sent_at", &out->sent);
		read_part(&r, out);
	}
	if (done(&r))
		return true;
	free(out->text);
	out->text = NULL;
	return false;
}

static bool is_status(const char *s)
{
	static const char *const all[] = {"accepted", "delivered", "failed", "expired", "rejected"};
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		if (strcmp(s, all[i]) == 0)
			return true;
	}
	return false;
}

bool wire_read_dlr(const char *payload, size_t n, struct wire_dlr *out, char *why, size_t size)
{
	struct reader r;
	memset(out, 0, sizeof(*out));
	if (read_root(&r, payload, n, why, size)) {
		const json_t *error = json_object_get(r.root, "error");
		read_string(&r, "id", true, out->id, sizeof(out->id));
		read_string(&r, "status", true, out->status, sizeof(out->status));
		if (!r.failed && !is_status(out->status))
			wrong(&r, "\"status\" must be accepted, delivered, failed, expired or rejected");
		/* Carriers give their codes as words or as numbers, and long ones are cut: the report counts all the same. */
		if (json_is_string(error))
			text_copy(out->error, sizeof(out->error), json_string_value(error));
		else if (json_is_integer(error))
			snprintf(out->error, sizeof(out->error), "%" JSON_INTEGER_FORMAT, json_integer_value(error));
		else if (error && !json_is_null(error))
			wrong(&r, "\"error\" must be a string");
		read_time(&r, "at", &out->at);
	}
	return done(&r);
}

static bool read_bool(struct reader *r, const char *key, bool *out)
{
	const json_t *v = json_object_get(r->root, key);
	*out = json_is_true(v);
	return !v || json_is_boolean(v) || json_is_null(v) ? true : wrong(r, "\"%s\" must be true or false", key);
}

bool wire_read_open(const char *payload, size_t n, struct wire_open *out, char *why, size_t size)
{
	struct reader r;
	memset(out, 0, sizeof(*out));
	if (read_root(&r, payload, n, why, size)) {
		read_string(&r, "id", true, out->id, sizeof(out->id));
		read_string(&r, "flow", true, out->flow, sizeof(out->flow));
		read_text(&r, "fault", SIZE_MAX, &out->fault);
		if (!r.failed && !*out->fault)
			wrong(&r, "\"fault\" is empty; say what is wrong with the machine");
		read_words(&r, "machine", &out->machine);
		read_words(&r, "customer", &out->customer);
		read_words(&r, "station", &out->station);
		read_words(&r, "site", &out->site);
		read_words(&r, "reported_by", &out->reported_by);
		read_bool(&r, "down", &out->down);
	}
	if (done(&r))
		return true;
	wire_open_free(out);
	return false;
}

void wire_open_free(struct wire_open *o)
{
	free(o->fault);
	free(o->machine);
	free(o->customer);
	free(o->station);
	free(o->site);
	free(o->reported_by);
	o->fault = o->machine = o->customer = o->station = o->site = o->reported_by = NULL;
}

/* ---- writing ---- */

/* Something could not be put in for want of memory: then nothing is written, for half a message would be a wrong one. */
static _Thread_local bool lost;

static json_t *begin(void)
{
	lost = false;
	return json_object();
}

static void put_new(json_t *o, const char *key, json_t *value)
{
	if (json_object_set_new(o, key, value) != 0)
		lost = true;
}

/* json_dumps() leaves out a key that it has no room for, and goes on: only errno tells. */
static char *dump(json_t *o)
{
	int before = errno;
	errno = 0;
	char *s = o && !lost ? json_dumps(o, JSON_COMPACT) : NULL;
	if (errno == ENOMEM) {
		free(s);
		s = NULL;
	} else {
		errno = before;
	}
	json_decref(o);
	return s;
}

/* Bytes that are no UTF-8 are replaced: what says so must not be lost for it. */
static json_t *string(const char *s)
{
	json_t *v = json_string(s);
	if (v || !s || utf8_valid(s, strlen(s)))
		return v;
	struct text mended = text_new(3 * strlen(s));
	text_cut_lines(&mended, s, SIZE_MAX);
	v = mended.full ? NULL : json_string(text_str(&mended));
	text_free(&mended);
	return v;
}

static void put(json_t *o, const char *key, const char *value)
{
	put_new(o, key, string(value));
}

static void put_time(json_t *o, const char *key, int64_t at)
{
	char s[40];
	when_rfc3339(at, s);
	put(o, key, s);
}

char *wire_mo(const char *id, const char *from, const char *text, int64_t sent)
{
	json_t *o = begin();
	put(o, "id", id);
	put(o, "from", from);
	put(o, "text", text);
	if (sent != 0)
		put_time(o, "sent_at", sent);
	return dump(o);
}

char *wire_open(const char *id, const char *flow, const char *machine, bool down, const char *fault)
{
	json_t *o = begin();
	put(o, "id", id);
	put(o, "flow", flow);
	put(o, "fault", fault);
	put_new(o, "down", json_boolean(down));
	if (machine && *machine)
		put(o, "machine", machine);
	return dump(o);
}

char *wire_mt(const struct outbox_mt *p)
{
	struct json_writer j = json_begin();
	char segments[DIGITS_BYTES];
	json_put_string(&j, "id", p->uuid);
	json_put_string(&j, "to", p->number);
	json_put_string(&j, "text", p->text ? p->text : "");
	json_put_string(&j, "encoding", p->encoding);
	json_put_raw(&j, "segments", text_digits(p->segments, segments));
	if (p->ticket != 0)
		json_put_id(&j, "ticket", p->ticket);
	else
		json_put_raw(&j, "ticket", "null");
	json_put_string(&j, "template", p->template);
	/* A row that was damaged goes out without. */
	json_put_raw(&j, "params", p->params && json_is_flat(p->params) ? p->params : "{}");
	json_put_time(&j, "created_at", p->created);
	json_put_time(&j, "expires_at", p->expires);
	return json_end(&j);
}

static char *nodes_of(const struct ticket *t)
{
	struct json_writer j = json_begin();
	for (size_t i = 0; i < t->flow->nodes_n; i++) {
		if (t->nodes[i].how == NODE_STAMPED)
			json_put_time(&j, t->flow->nodes[i].name, t->nodes[i].at);
	}
	return json_end(&j);
}

/* ["departed","arrived"]; the names of nodes need no escaping. */
static char *missing_of(const struct ticket *t, uint32_t nodes)
{
	struct text all = text_new(NODES_MAX * (FLOW_NAME + 3) + 2);
	text_add(&all, "[");
	for (size_t i = 0; i < t->flow->nodes_n; i++) {
		if (nodes & 1u << i)
			text_addf(&all, "%s\"%s\"", all.len > 1 ? "," : "", t->flow->nodes[i].name);
	}
	text_add(&all, "]");
	if (!all.full)
		return all.s;
	text_free(&all);
	return NULL;
}

static bool put_missing(struct json_writer *j, const struct ticket *t, int64_t now)
{
	uint32_t nodes = clocks_lacking(t, now);
	char *missing = nodes ? missing_of(t, nodes) : NULL;
	if (missing)
		json_put_raw(j, "missing", missing);
	free(missing);
	return !nodes || missing;
}

char *wire_ticket(const struct ticket *t, int64_t now)
{
	char *nodes = nodes_of(t);
	if (!nodes)
		return NULL;
	struct json_writer j = json_begin();
	json_put_id(&j, "ticket", t->number);
	json_put_string(&j, "flow", t->flow->name);
	json_put_string(&j, "state", t->state >= 0 ? t->flow->states[t->state].name : "");
	json_put_string(&j, "machine", t->serial);
	json_put_string(&j, "customer", t->customer_name);
	json_put_string(&j, "station", t->station_name);
	json_put_raw(&j, "nodes", nodes);
	free(nodes);
	bool whole = put_missing(&j, t, now);
	char *json = json_end(&j);
	if (whole)
		return json;
	free(json);
	return NULL;
}

char *wire_event(const struct ledger_row *r)
{
	struct json_writer j = json_begin();
	char seq[DIGITS_BYTES];
	json_put_raw(&j, "seq", text_digits(r->seq, seq));
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

char *wire_status(bool online, int64_t since)
{
	json_t *o = begin();
	put(o, "state", online ? "online" : "offline");
	put_time(o, "since", since);
	put(o, "version", VERSION);
	return dump(o);
}

char *wire_ok(const char *id, int64_t ticket)
{
	struct json_writer j = json_begin();
	json_put_string(&j, "id", id);
	json_put_raw(&j, "ok", "true");
	if (ticket != 0)
		json_put_id(&j, "ticket", ticket);
	return json_end(&j);
}

char *wire_error(const char *id, const char *error)
{
	json_t *o = begin();
	/* An id that could not be read cannot be given back. */
	put_new(o, "id", *id ? json_string(id) : json_null());
	put(o, "error", error);
	return dump(o);
}

static char *base64(const void *data, size_t n)
{
	char *out = malloc(4 * ((n + 2) / 3) + 1);
	if (out)
		EVP_EncodeBlock((unsigned char *)out, data, (int)n);
	return out;
}

static size_t kept_whole_characters(const char *s, size_t n)
{
	while (n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80)
		n--;
	return n;
}

char *wire_rejected(const char *reason, const void *payload, size_t n)
{
	unsigned char hash[EVP_MAX_MD_SIZE];
	char hex[2 * 32 + 1], *encoded;
	size_t kept = n < REJECTED_KEPT ? n : REJECTED_KEPT;
	json_t *o = begin();
	put(o, "reason", reason);
	if (utf8_valid(payload, n)) {
		kept = n > kept ? kept_whole_characters(payload, kept) : kept;
		put_new(o, "payload", json_stringn(payload, kept));
	} else {
		encoded = base64(payload, kept);
		put(o, "payload", encoded);
		put(o, "encoding", "base64");
		free(encoded);
	}
	put_new(o, "length", json_integer((json_int_t)n));
	if (EVP_Digest(payload, n, hash, NULL, EVP_sha256(), NULL)) {
		for (int i = 0; i < 32; i++)
			snprintf(hex + 2 * i, 3, "%02x", hash[i]);
		put(o, "sha256", hex);
	} else {
		lost = true;
	}
	return dump(o);
}

char *wire_params(const struct params *p)
{
	struct json_writer j = json_begin();
	for (size_t i = 0; i < p->n; i++)
		json_put_string(&j, p->all[i].name, p->all[i].value);
	return json_end(&j);
}
