#include "gateway/wire/json_writer.h"

#include <stdlib.h>
#include <string.h>

#include "handlers/time/when.h"
#include "templates/text/number.h"
#include "templates/text/text.h"
#include "templates/text/utf8.h"

#define JSON_MAX (1 << 20)

/* ---- strings ---- */

/* Writes what must not stand in a string as it is, as two characters or six. */
static void escape(struct text *t, unsigned char c)
{
	static const char named[] = "\"\"\\\\\bb\ff\nn\rr\tt";

	for (size_t i = 0; named[i]; i += 2)
		if ((unsigned char)named[i] == c) {
			text_addn(t, (const char[]){'\\', named[i + 1]}, 2);
			return;
		}
	text_addf(t, "\\u%04X", c);
}

/* Eight bytes at once: true if none of them is a control, a quote or a backslash. */
static bool eight_plain(uint64_t bytes)
{
	const uint64_t ones = 0x0101010101010101, high = ones << 7;
	uint64_t quote = bytes ^ ones * '"', back = bytes ^ ones * '\\';

	/* A byte from which too much is taken borrows from the next, so the lowest that is marked is right. */
	return ((((bytes - ones * 0x20) & ~bytes) | ((quote - ones) & ~quote) | ((back - ones) & ~back)) & high) == 0;
}

/* The bytes of s[n] that may stand as they are, from the first on. */
static size_t plain(const char *s, size_t n, bool *ascii)
{
	const uint64_t high = 0x8080808080808080;
	uint64_t all = 0, bytes;
	size_t i = 0;

	for (; n - i >= sizeof(bytes); i += sizeof(bytes)) {
		memcpy(&bytes, s + i, sizeof(bytes));
		if (!eight_plain(bytes))
			break;
		all |= bytes;
	}
	for (; i < n && (unsigned char)s[i] >= 0x20 && s[i] != '"' && s[i] != '\\'; i++)
		all |= (unsigned char)s[i];
	*ascii = (all & high) == 0;
	return i;
}

static void add_whole(struct text *t, const char *s, size_t n, bool ascii)
{
	uint32_t cp;
	size_t size;

	if (ascii || utf8_valid(s, n)) {
		text_addn(t, s, n);
		return;
	}
	for (; n; s += size, n -= size) {
		size = utf8_next(s, n, &cp);
		text_add_char(t, s, size, cp);
	}
}

static void add_string(struct text *t, const char *s, size_t size)
{
	const char *end = s + size;

	text_addn(t, "\"", 1);
	while (s < end) {
		bool ascii;
		size_t n = plain(s, (size_t)(end - s), &ascii);

		add_whole(t, s, n, ascii);
		s += n;
		if (s < end)
			escape(t, (unsigned char)*s++);
	}
	text_addn(t, "\"", 1);
}

/* ---- members ---- */

static void add_comma(struct json_writer *j)
{
	text_addn(&j->t, ",", j->comma);
	j->comma = true;
}

/* Keys are our own and stand as they are, but for the names of a template's places. */
static void add_key(struct json_writer *j, const char *key)
{
	char whole[40];
	size_t n = strlen(key), at = 0;
	bool ascii;

	if (n > sizeof(whole) - 4 || plain(key, n, &ascii) != n || !ascii) {
		add_comma(j);
		add_string(&j->t, key, n);
		text_addn(&j->t, ":", 1);
		return;
	}
	if (j->comma)
		whole[at++] = ',';
	j->comma = true;
	whole[at++] = '"';
	for (size_t i = 0; i < n; i++)
		whole[at++] = key[i];
	whole[at++] = '"';
	whole[at++] = ':';
	text_addn(&j->t, whole, at);
}

void json_put_bytes(struct json_writer *j, const char *key, const char *value, size_t n)
{
	add_key(j, key);
	add_string(&j->t, value, n);
}

void json_put_string(struct json_writer *j, const char *key, const char *value)
{
	value = value ? value : "";
	json_put_bytes(j, key, value, strlen(value));
}

void json_put_raw(struct json_writer *j, const char *key, const char *json)
{
	add_key(j, key);
	text_addn(&j->t, json, strlen(json));
}

void json_put_number(struct json_writer *j, const char *key, int64_t value)
{
	char digits[DECIMAL_BYTES];

	json_put_raw(j, key, number_write(value, digits));
}

void json_put_bool(struct json_writer *j, const char *key, bool value)
{
	json_put_raw(j, key, value ? "true" : "false");
}

void json_put_null(struct json_writer *j, const char *key)
{
	json_put_raw(j, key, "null");
}

void json_put_string_or_null(struct json_writer *j, const char *key, const char *value)
{
	if (value && *value)
		json_put_string(j, key, value);
	else
		json_put_null(j, key);
}

void json_put_id_or_null(struct json_writer *j, const char *key, int64_t id)
{
	if (id)
		json_put_id(j, key, id);
	else
		json_put_null(j, key);
}

void json_put_time_or_null(struct json_writer *j, const char *key, int64_t at)
{
	if (at)
		json_put_time(j, key, at);
	else
		json_put_null(j, key);
}

void json_put_id(struct json_writer *j, const char *key, int64_t id)
{
	char digits[DECIMAL_BYTES];

	json_put_string(j, key, number_write(id, digits));
}

void json_put_time(struct json_writer *j, const char *key, int64_t at)
{
	/* The texts of one input share their times, and writing one costs as much as all the rest of a member. A reload may
	 * bring another zone: what is kept is known by its offset, too. */
	static _Thread_local struct {
		int64_t at, ahead;
		char s[40];
	} before[7]; /* a prime: two times half a day apart do not meet */
	size_t i = (uint64_t)at % 7;
	int64_t ahead = when_ahead(at);

	if (before[i].at != at || before[i].ahead != ahead || !before[i].s[0])
		when_rfc3339(at, before[i].s);
	before[i].at = at;
	before[i].ahead = ahead;
	json_put_string(j, key, before[i].s);
}

/* ---- what lies in another ---- */

static void open_with(struct json_writer *j, const char *key, const char *bracket)
{
	json_put_raw(j, key, bracket);
	j->comma = false;
}

static void close_with(struct json_writer *j, const char *bracket)
{
	text_addn(&j->t, bracket, 1);
	j->comma = true;
}

void json_open_object(struct json_writer *j, const char *key)
{
	open_with(j, key, "{");
}

void json_close_object(struct json_writer *j)
{
	close_with(j, "}");
}

void json_open_list(struct json_writer *j, const char *key)
{
	open_with(j, key, "[");
}

void json_add_bytes(struct json_writer *j, const char *value, size_t n)
{
	add_comma(j);
	add_string(&j->t, value, n);
}

void json_add_string(struct json_writer *j, const char *value)
{
	json_add_bytes(j, value, strlen(value));
}

void json_add_object(struct json_writer *j)
{
	add_comma(j);
	text_addn(&j->t, "{", 1);
	j->comma = false;
}

void json_close_list(struct json_writer *j)
{
	close_with(j, "]");
}

/* ---- the whole ---- */

struct json_writer json_begin(void)
{
	struct json_writer j = {.t = text_new(JSON_MAX)};

	text_addn(&j.t, "{", 1);
	return j;
}

char *json_end(struct json_writer *j)
{
	text_addn(&j->t, "}", 1);
	if (!j->t.full)
		return j->t.s;
	text_free(&j->t);
	return NULL;
}

bool json_drain(struct json_writer *j, FILE *out)
{
	bool good = !j->t.full;

	if (good)
		fputs(text_str(&j->t), out);
	text_clear(&j->t);
	return good;
}

/* ---- looking ---- */

/* Behind the string that begins here; NULL if none does before `end`, where a NUL stands. */
static const char *past_string(const char *s, const char *end)
{
	bool ascii;

	if (*s++ != '"')
		return NULL;
	while (*(s += plain(s, (size_t)(end - s), &ascii)) != '"') {
		if (*s++ != '\\')
			return NULL;
		if (*s == 'u' && strspn(s + 1, "0123456789abcdefABCDEF") < 4)
			return NULL;
		if (!*s || !strchr("\"\\/bfnrtu", *s))
			return NULL;
		s++;
	}
	return s + 1;
}

bool json_is_flat(const char *json)
{
	const char *s = json, *end = json + strlen(json);

	if (!utf8_valid(json, (size_t)(end - json)) || *s++ != '{')
		return false;
	if (strcmp(s, "}") == 0)
		return true;
	do {
		s = past_string(s, end);
		s = s && *s == ':' ? past_string(s + 1, end) : NULL;
	} while (s && *s++ == ',');
	return s && s[-1] == '}' && !*s;
}
