#include "gateway/channel/callback/callback_payload.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/outbox/outbox_tries.h"
#include "gateway/channel/callback/text_charset.h"
#include "gateway/wire/json_writer.h"
#include "templates/text/hex.h"

#define PART_MAX 65535

/* What is being made. */
struct making {
	const struct channel_callback *c;
	const struct callback_source *s;
	struct callback_input *out;
	struct json_writer json;
	bool full; /* memory ran out */
	bool nothing;
};

static void __attribute__((format(printf, 2, 3))) refuse(struct making *m, const char *fmt, ...)
{
	va_list args;

	if (m->out->refused[0])
		return;
	va_start(args, fmt);
	vsnprintf(m->out->refused, sizeof(m->out->refused), fmt, args);
	va_end(args);
}

/* ---- values ---- */

/* Well-formed UTF-8 without NULs, whatever came; empty if nothing did. To be freed with text_free(). */
static struct text value_of(struct making *m, const struct value_names *names, const char *charset)
{
	struct text raw = text_new(VALUE_BYTES), clean = text_new(3 * VALUE_BYTES);

	value_names_find(names, m->s, &raw);
	text_charset_add(charset, text_str(&raw), raw.len, &clean);
	m->full = m->full || raw.full || clean.full;
	text_free(&raw);
	return clean;
}

static struct text plain_of(struct making *m, const struct value_names *names)
{
	return value_of(m, names, text_charsets[0]);
}

static void put_value(struct making *m, const char *key, const struct value_names *names)
{
	struct text value = plain_of(m, names);

	if (value.len > 0)
		json_put_bytes(&m->json, key, text_str(&value), value.len);
	text_free(&value);
}

static void put_time(struct making *m, const char *key)
{
	int64_t at = callback_time_find(&m->c->fields.at, m->s);

	if (at)
		json_put_time(&m->json, key, at);
}

/* ---- texts ---- */

static const char *charset_of(struct making *m)
{
	struct text named = plain_of(m, &m->c->charset_named);
	const char *charset = named.len > 0 ? text_charset_find(text_str(&named)) : m->c->charset;

	text_free(&named);
	return charset ? charset : text_charsets[0];
}

/* SHA-256 of all values, each with its length before it, so that they cannot run together. */
static void put_key(struct making *m)
{
	struct text all = text_new(VALUE_BYTES * 4);
	unsigned char digest[CRYPTO_BYTES_MAX];
	char digits[HEX_BYTES(CRYPTO_BYTES_MAX)];
	size_t n;

	for (size_t i = 0; i < m->c->key.n; i++) {
		struct text value = text_new(VALUE_BYTES);

		callback_source_find(m->s, m->c->key.all[i], &value);
		text_addf(&all, "%zu:", value.len);
		text_addn(&all, text_str(&value), value.len);
		m->full = m->full || value.full;
		text_free(&value);
	}
	n = crypto_sha256(text_str(&all), all.len, digest);
	hex_write(digest, n, digits);
	m->full = m->full || all.full || n == 0;
	json_put_string(&m->json, "id", digits);
	text_free(&all);
}

static void put_id_of_text(struct making *m)
{
	struct text id = plain_of(m, &m->c->fields.id);

	if (id.len > 0)
		json_put_bytes(&m->json, "id", text_str(&id), id.len);
	else if (m->c->key.n > 0)
		put_key(m);
	else
		refuse(m, "it has no id by which a repeat could be told");
	text_free(&id);
}

static bool whole_number(const char *s, int64_t most, int64_t *out)
{
	size_t n = strlen(s);

	if (n == 0 || n > 9 || strspn(s, "0123456789") != n)
		return false;
	*out = strtol(s, NULL, 10);
	return *out <= most;
}

/* A carrier's own words for what its parts have in common become a number. */
static int64_t ref_of(const char *s)
{
	unsigned char digest[CRYPTO_BYTES_MAX];
	int64_t ref;

	if (whole_number(s, PART_MAX, &ref))
		return ref;
	return crypto_sha256(s, strlen(s), digest) ? digest[0] << 8 | digest[1] : 0;
}

static void put_part(struct making *m)
{
	struct text ref = plain_of(m, &m->c->fields.part_ref), number = plain_of(m, &m->c->fields.part_number);
	struct text total = plain_of(m, &m->c->fields.part_total);
	int64_t of = 0, nth = 0;
	bool said = total.len > 0 && strcmp(text_str(&total), "0") != 0 && strcmp(text_str(&total), "1") != 0;

	if (said &&
	    (!whole_number(text_str(&total), INT64_MAX, &of) || !whole_number(text_str(&number), INT64_MAX, &nth))) {
		refuse(m, "it is a part of a long text, but which one, and of how many, are no numbers");
	} else if (said) {
		json_open_object(&m->json, "part");
		json_put_number(&m->json, "ref", ref_of(text_str(&ref)));
		json_put_number(&m->json, "number", nth);
		json_put_number(&m->json, "total", of);
		json_close_object(&m->json);
	}
	text_free(&ref);
	text_free(&number);
	text_free(&total);
}

static void make_text(struct making *m)
{
	struct text from = plain_of(m, &m->c->fields.from);
	struct text text = value_of(m, &m->c->fields.text, charset_of(m));

	put_id_of_text(m);
	if (from.len == 0)
		refuse(m, "it does not say who sent it: `%s` is missing or empty",
		       m->c->fields.from.n ? m->c->fields.from.all[0] : "from");
	json_put_bytes(&m->json, "from", text_str(&from), from.len);
	put_value(m, "to", &m->c->fields.to);
	json_put_bytes(&m->json, "text", text_str(&text), text.len);
	put_time(m, "sent_at");
	put_part(m);
	text_free(&from);
	text_free(&text);
}

/* ---- reports ---- */

static void put_ids_of_report(struct making *m)
{
	struct text id = plain_of(m, &m->c->fields.id), theirs = plain_of(m, &m->c->fields.carrier_id);
	char cut[CARRIER_ID]; /* as carrier_answer_read() cuts it */

	text_copy(cut, sizeof(cut), text_str(&theirs));
	if (id.len > 0)
		json_put_bytes(&m->json, "id", text_str(&id), id.len);
	if (theirs.len > 0)
		json_put_string(&m->json, "carrier_id", cut);
	if (id.len == 0 && theirs.len == 0)
		refuse(m, "it does not say which text it is about");
	text_free(&id);
	text_free(&theirs);
}

static void make_report(struct making *m)
{
	struct text status = plain_of(m, &m->c->fields.status);
	const struct channel_word *word = channel_words_find(&m->c->words, text_str(&status));

	m->nothing = word && word->nothing;
	put_ids_of_report(m);
	if (!word)
		refuse(m, "its status `%.100s` is not among the `words` of the channel's file; add it there",
		       text_str(&status));
	else if (!word->nothing)
		json_put_string(&m->json, "status", delivery_name(word->meaning));
	/* Of what went well, carriers say `000` or `ACK`. */
	if (word && word->meaning != DELIVERY_ACCEPTED && word->meaning != DELIVERY_DELIVERED)
		put_value(m, "error", &m->c->fields.error);
	put_time(m, "at");
	text_free(&status);
}

/* ---- either ---- */

bool callback_payload(const struct channel_callback *c, enum input_kind kind, const struct callback_source *s,
		      const char *raw, size_t raw_n, struct callback_input *out, bool *nothing)
{
	struct making m = {.c = c, .s = s, .out = out, .json = json_begin()};

	*out = (struct callback_input){0};
	if (kind == IN_DLR)
		make_report(&m);
	else
		make_text(&m);
	out->payload = json_end(&m.json);
	*nothing = m.nothing;
	if (out->refused[0]) {
		free(out->payload);
		out->payload = strndup(raw, raw_n);
	}
	if (!out->payload || m.full)
		return false;
	out->n = out->refused[0] ? raw_n : strlen(out->payload);
	return true;
}
