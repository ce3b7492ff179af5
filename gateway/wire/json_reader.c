#include "gateway/wire/json_reader.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/wire/json_halves.h"
#include "gateway/wire/json_load.h"
#include "gateway/wire/json_number.h"
#include "handlers/time/when.h"
#include "templates/text/halves.h"
#include "templates/text/text.h"
#include "templates/text/utf8.h"

/* ---- the object ---- */

bool json_read_wrong(struct json_reader *r, const char *fmt, ...)
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

static bool load(struct json_reader *r, const char *payload, size_t n)
{
	bool again;

	r->object = json_load(&r->arena, payload, n, JSON_REJECT_DUPLICATES, "the payload", &again, r->why, r->size);
	r->failed = !r->object;
	return r->object;
}

static bool load_mended(struct json_reader *r, const char *payload, size_t n)
{
	char *mended;
	size_t mended_n;
	bool good;

	if (!json_halves(payload, n, &mended, &mended_n))
		return json_read_wrong(r, "out of memory; send it again");
	good = mended ? load(r, mended, mended_n) : load(r, payload, n);
	free(mended);
	return good;
}

/* `why` is kept in the reader and written through there. */
// NOLINTNEXTLINE(readability-non-const-parameter)
bool json_read_begin(struct json_reader *r, const char *payload, size_t n, char *why, size_t size)
{
	*r = (struct json_reader){.why = why, .size = size};
	if (!utf8_valid(payload, n))
		return json_read_wrong(r, "the payload is not UTF-8 text without NULs; send JSON in UTF-8");
	if (!load_mended(r, payload, n))
		return false;
	if (!json_is_object(r->object))
		return json_read_wrong(r, "the payload must be a JSON object such as {\"id\": …}");
	return true;
}

bool json_read_end(struct json_reader *r)
{
	json_arena_free(&r->arena);
	return !r->failed;
}

/* ---- its members ---- */

static bool is_absent(const json_t *v)
{
	return !v || json_is_null(v);
}

static bool no_string(struct json_reader *r, const char *key)
{
	return json_read_wrong(r, "\"%s\" must be a string", key);
}

static bool is_missing(struct json_reader *r, const char *key)
{
	return json_read_wrong(r, "\"%s\" is missing; it is required", key);
}

static bool copy(struct json_reader *r, const char *s, char **out)
{
	*out = strdup(s);
	return *out ? true : json_read_wrong(r, "out of memory; send it again");
}

bool json_read_string(struct json_reader *r, const char *key, bool must, char *out, size_t size)
{
	const json_t *v = json_object_get(r->object, key);
	const char *s = json_string_value(v);

	out[0] = '\0';
	if (is_absent(v))
		return must ? is_missing(r, key) : true;
	if (!s)
		return no_string(r, key);
	if (must && !*s)
		return json_read_wrong(r, "\"%s\" is empty", key);
	if (strlen(s) >= size)
		return json_read_wrong(r, "\"%s\" is too long: at most %zu bytes", key, size - 1);
	strcpy(out, s);
	halves_join(out);
	return true;
}

bool json_read_text(struct json_reader *r, const char *key, size_t most, char **out)
{
	const json_t *v = json_object_get(r->object, key);
	const char *s = json_string_value(v);
	size_t n;

	if (!v)
		return is_missing(r, key);
	if (!s)
		return no_string(r, key);
	n = utf8_count(s);
	if (n > most)
		return json_read_wrong(r, "\"%s\" has %zu characters; at most %zu are taken", key, n, most);
	return copy(r, s, out);
}

bool json_read_words(struct json_reader *r, const char *key, char **out)
{
	const json_t *v = json_object_get(r->object, key);

	if (!is_absent(v) && !json_is_string(v))
		return no_string(r, key);
	if (!copy(r, json_is_string(v) ? json_string_value(v) : "", out))
		return false;
	halves_join(*out);
	return true;
}

/* Long ones are cut: what they stand with counts all the same. */
bool json_read_code(struct json_reader *r, const char *key, char *out, size_t size)
{
	const json_t *v = json_object_get(r->object, key);

	out[0] = '\0';
	if (is_absent(v))
		return true;
	if (json_is_string(v))
		text_copy(out, size, json_string_value(v));
	else if (json_is_integer(v))
		snprintf(out, size, "%" JSON_INTEGER_FORMAT, json_integer_value(v));
	else
		return no_string(r, key);
	return true;
}

bool json_read_time(struct json_reader *r, const char *key, int64_t *out)
{
	const json_t *v = json_object_get(r->object, key);
	char s[64];
	bool whole;

	*out = 0;
	if (is_absent(v))
		return true;
	if (!json_is_string(v))
		return json_read_wrong(r, "\"%s\" must be a string, a time such as 2026-11-21T09:00:00+08:00", key);
	whole = text_copy(s, sizeof(s), json_string_value(v));
	if (strlen(s) > 10 && s[10] == ' ') /* RFC 3339 allows that */
		s[10] = 'T';
	if (!whole || !when_rfc3339_read(s, out))
		*out = 0;
	return true;
}

bool json_read_bool(struct json_reader *r, const char *key, bool *out)
{
	const json_t *v = json_object_get(r->object, key);

	*out = json_is_true(v);
	return is_absent(v) || json_is_boolean(v) ? true : json_read_wrong(r, "\"%s\" must be true or false", key);
}

static bool copy_value(struct json_reader *r, const char *name, const json_t *v, char **out)
{
	char digits[JSON_NUMBER_BYTES];

	if (json_is_string(v))
		return copy(r, json_string_value(v), out);
	if (!json_number_write(v, digits))
		return json_read_wrong(r, "\"%.32s\" must be a string or a number", name);
	return copy(r, digits, out);
}

bool json_read_fields(struct json_reader *r, const char *key, struct wire_field *out, size_t max, size_t *n)
{
	json_t *all, *v;
	const char *name;

	*n = 0;
	if (!json_read_has(r, key, "{NAME: value}"))
		return !r->failed;
	all = json_object_get(r->object, key);
	json_object_foreach(all, name, v)
	{
		struct wire_field *f = &out[*n];

		if (is_absent(v))
			continue;
		if (*n == max)
			return json_read_wrong(r, "\"%s\" has more than %zu values; leave some out", key, max);
		if (!text_copy(f->name, sizeof(f->name), name))
			return json_read_wrong(r, "there is no field \"%.64s\"; leave it out", name);
		if (!copy_value(r, name, v, &f->value))
			return false;
		halves_join(f->value);
		++*n;
	}
	return true;
}

bool json_read_has(struct json_reader *r, const char *key, const char *shape)
{
	const json_t *v = json_object_get(r->object, key);

	if (is_absent(v))
		return false;
	return json_is_object(v) || json_read_wrong(r, "\"%s\" must be an object %s", key, shape);
}

bool json_read_number(struct json_reader *r, const char *object, const char *key, int64_t low, int64_t high,
		      int64_t *out)
{
	const json_t *v = json_object_get(json_object_get(r->object, object), key);

	if (!json_is_integer(v) || json_integer_value(v) < low || json_integer_value(v) > high)
		return json_read_wrong(r, "\"%s\".\"%s\" must be a whole number from %" PRId64 " to %" PRId64, object,
				       key, low, high);
	*out = json_integer_value(v);
	return true;
}
