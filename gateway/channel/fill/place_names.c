#include "gateway/channel/fill/place_names.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/wire/json_tree.h"
#include "handlers/time/when_write.h"
#include "templates/text/number.h"
#include "templates/text/units.h"

static void put_number(int64_t v, struct text *out)
{
	char digits[DECIMAL_BYTES];

	text_add(out, number_write(v, digits));
}

static void put(const char *s, struct text *out)
{
	text_add(out, s ? s : "");
}

/* ---- of a text ---- */

static void put_to(const struct place_values *v, const char *rest, struct text *out)
{
	(void)rest;
	put(v->mt->number, out);
}

/* A short number, or a word, has no `+`. It is a number in JSON too, and so without a zero before it. */
static void put_digits(const struct place_values *v, const char *rest, struct text *out)
{
	(void)rest;
	put(v->mt->number + (v->mt->number[0] == '+'), out);
}

static void put_text(const struct place_values *v, const char *rest, struct text *out)
{
	(void)rest;
	put(v->mt->text, out);
}

static void put_id(const struct place_values *v, const char *rest, struct text *out)
{
	(void)rest;
	put(v->mt->uuid, out);
}

static void put_segments(const struct place_values *v, const char *rest, struct text *out)
{
	(void)rest;
	put_number(v->mt->segments, out);
}

static void put_encoding(const struct place_values *v, const char *rest, struct text *out)
{
	(void)rest;
	put(v->mt->encoding, out);
}

static void put_coding(const struct place_values *v, const char *rest, struct text *out)
{
	(void)rest;
	put_number(strcmp(v->mt->encoding, "gsm7") == 0 ? 0 : 2, out);
}

static void put_ticket(const struct place_values *v, const char *rest, struct text *out)
{
	(void)rest;
	put_number(v->mt->ticket, out);
}

static void put_template(const struct place_values *v, const char *rest, struct text *out)
{
	(void)rest;
	put(v->mt->template, out);
}

static void put_template_code(const struct place_values *v, const char *rest, struct text *out)
{
	(void)rest;
	put(v->template_code, out);
}

/* A name has neither `~` nor `/` in it, so that it is a token of a JSON pointer as it stands. */
static void put_param(const struct place_values *v, const char *rest, struct text *out)
{
	const char *params = v->mt->params ? v->mt->params : "{}";
	char pointer[128] = "/", why[128];
	bool again;
	struct json_tree *tree = json_tree_read(params, strlen(params), &again, why, sizeof(why));

	strncat(pointer, rest, sizeof(pointer) - 2);
	if (tree)
		json_node_text(json_node_at(json_tree_root(tree), pointer), out);
	out->full = out->full || (!tree && again);
	json_tree_free(tree);
}

static void put_params(const struct place_values *v, const char *rest, struct text *out)
{
	(void)rest;
	put(v->mt->params && *v->mt->params ? v->mt->params : "{}", out);
}

static void put_time_of(int64_t at, struct text *out)
{
	char written[40];

	when_rfc3339(at, written);
	text_add(out, written);
}

static void put_created(const struct place_values *v, const char *rest, struct text *out)
{
	(void)rest;
	put_time_of(v->mt->created, out);
}

static void put_expires(const struct place_values *v, const char *rest, struct text *out)
{
	(void)rest;
	put_time_of(v->mt->expires, out);
}

/* Rounded up: a text that is still worth sending is worth a unit. */
static void put_valid(const struct place_values *v, int64_t unit, struct text *out)
{
	int64_t left = v->mt->expires - v->now;

	put_number(left > unit ? (left + unit - 1) / unit : 1, out);
}

static void put_valid_minutes(const struct place_values *v, const char *rest, struct text *out)
{
	(void)rest;
	put_valid(v, MINUTE_MS, out);
}

static void put_valid_seconds(const struct place_values *v, const char *rest, struct text *out)
{
	(void)rest;
	put_valid(v, SECOND_MS, out);
}

static void put_channel(const struct place_values *v, const char *rest, struct text *out)
{
	(void)rest;
	put(v->channel, out);
}

static void put_secret(const struct place_values *v, const char *rest, struct text *out)
{
	(void)v;
	put(rest, out);
}

/* ---- of a request ---- */

static void put_time(const struct place_values *v, const char *rest, struct text *out)
{
	(void)rest;
	if (v->time)
		put(v->time, out);
	else
		put_number(v->now / SECOND_MS, out);
}

static void put_time_ms(const struct place_values *v, const char *rest, struct text *out)
{
	(void)rest;
	put_number(v->now, out);
}

static void put_method(const struct place_values *v, const char *rest, struct text *out)
{
	(void)rest;
	put(v->method, out);
}

static void put_url(const struct place_values *v, const char *rest, struct text *out)
{
	(void)rest;
	put(v->url, out);
}

static void put_path(const struct place_values *v, const char *rest, struct text *out)
{
	(void)rest;
	put(v->path, out);
}

static void put_query(const struct place_values *v, const char *rest, struct text *out)
{
	(void)rest;
	put(v->query, out);
}

static void put_body(const struct place_values *v, const char *rest, struct text *out)
{
	(void)rest;
	if (v->body)
		text_addn(out, v->body, v->body_n);
}

static void put_header(const struct place_values *v, const char *rest, struct text *out)
{
	if (v->header)
		put(v->header(v->ctx, rest), out);
}

#define TEXT_AND_SIGNED (PLACES_OF_TEXT | PLACES_OF_REQUEST)
#define SIGNED (PLACES_OF_REQUEST | PLACES_OF_CALLBACK)
#define ALL (TEXT_AND_SIGNED | SIGNED)

const struct place_name place_names[] = {
	{"to", TEXT_AND_SIGNED, false, put_to},
	{"to.digits", TEXT_AND_SIGNED, true, put_digits},
	{"text", TEXT_AND_SIGNED, false, put_text},
	{"id", TEXT_AND_SIGNED, false, put_id},
	{"segments", TEXT_AND_SIGNED, true, put_segments},
	{"encoding", TEXT_AND_SIGNED, false, put_encoding},
	{"coding", TEXT_AND_SIGNED, true, put_coding},
	{"ticket", TEXT_AND_SIGNED, true, put_ticket},
	{"template", TEXT_AND_SIGNED, false, put_template},
	{"template.code", TEXT_AND_SIGNED, false, put_template_code},
	{"param.", TEXT_AND_SIGNED, false, put_param},
	{"params", TEXT_AND_SIGNED, false, put_params},
	{"created_at", TEXT_AND_SIGNED, false, put_created},
	{"expires_at", TEXT_AND_SIGNED, false, put_expires},
	{"valid_minutes", TEXT_AND_SIGNED, true, put_valid_minutes},
	{"valid_seconds", TEXT_AND_SIGNED, true, put_valid_seconds},
	{"time", ALL, true, put_time},
	{"time_ms", TEXT_AND_SIGNED, true, put_time_ms},
	{"channel", TEXT_AND_SIGNED, false, put_channel},
	{"secret.", ALL, false, put_secret},
	{"method", SIGNED, false, put_method},
	{"url", PLACES_OF_REQUEST, false, put_url},
	{"path", SIGNED, false, put_path},
	{"query", SIGNED, false, put_query},
	{"body", SIGNED, false, put_body},
	{"header.", PLACES_OF_CALLBACK, false, put_header},
};
const size_t place_names_n = sizeof(place_names) / sizeof(*place_names);
