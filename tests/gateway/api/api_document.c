#include "tests/gateway/api/api_document.h"

#include <ctype.h>
#include <regex.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define DEPTH_MOST 64

static char why[1024];

static const char *lacks(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
static const char *lacks(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(why, sizeof(why), fmt, args);
	va_end(args);
	return why;
}

const json_t *api_document(void)
{
	static json_t *document;

	if (!document)
		document = json_load_file("gateway/api/openapi.json", 0, NULL);
	return document;
}

/* ---- schemas ---- */

struct look {
	const json_t *document;
	char at[256]; /* where in the value, for people */
	int depth;
};

static const char *check(struct look *l, const json_t *schema, const json_t *value);

/* What "#/..." points at; what is no reference itself. */
static const json_t *follow(const json_t *document, const json_t *o)
{
	const char *ref = json_string_value(json_object_get(o, "$ref"));
	const json_t *at = document;
	char word[128];

	if (!ref)
		return o;
	for (ref += strspn(ref, "#"); at && *ref == '/'; ref += strlen(word)) {
		ref++;
		snprintf(word, sizeof(word), "%.*s", (int)strcspn(ref, "/"), ref);
		at = json_object_get(at, word);
	}
	return at;
}

static const char *check_ref(struct look *l, const json_t *said, const json_t *value)
{
	json_t *holder = json_pack("{s:s}", "$ref", json_string_value(said));
	const json_t *to = follow(l->document, holder);

	json_decref(holder);
	return to ? check(l, to, value) : lacks("%s: nothing is at %s", l->at, json_string_value(said));
}

static bool is_type(const char *type, const json_t *value)
{
	if (strcmp(type, "number") == 0)
		return json_is_number(value);
	if (strcmp(type, "boolean") == 0)
		return json_is_boolean(value);
	return (strcmp(type, "object") == 0 && json_is_object(value)) ||
	       (strcmp(type, "array") == 0 && json_is_array(value)) ||
	       (strcmp(type, "string") == 0 && json_is_string(value)) ||
	       (strcmp(type, "integer") == 0 && json_is_integer(value)) ||
	       (strcmp(type, "null") == 0 && json_is_null(value));
}

static const char *check_type(struct look *l, const json_t *said, const json_t *value)
{
	char *shown;
	bool fits = json_is_string(said) && is_type(json_string_value(said), value);

	for (size_t i = 0; i < json_array_size(said); i++)
		fits = fits || is_type(json_string_value(json_array_get(said, i)), value);
	if (fits)
		return NULL;
	shown = json_dumps(said, JSON_ENCODE_ANY);
	lacks("%s: is no %s", l->at, shown);
	free(shown);
	return why;
}

static const char *check_enum(struct look *l, const json_t *said, const json_t *value)
{
	for (size_t i = 0; i < json_array_size(said); i++)
		if (json_equal(json_array_get(said, i), value))
			return NULL;
	return lacks("%s: is none of its enum", l->at);
}

static const char *check_const(struct look *l, const json_t *said, const json_t *value)
{
	return json_equal(said, value) ? NULL : lacks("%s: is another value than its const", l->at);
}

static const char *check_pattern(struct look *l, const json_t *said, const json_t *value)
{
	regex_t r;
	bool fits;

	if (!json_is_string(value))
		return NULL;
	if (regcomp(&r, json_string_value(said), REG_EXTENDED | REG_NOSUB) != 0)
		return lacks("%s: %s is no pattern", l->at, json_string_value(said));
	fits = regexec(&r, json_string_value(value), 0, NULL, 0) == 0;
	regfree(&r);
	return fits ? NULL : lacks("%s: `%s` is not %s", l->at, json_string_value(value), json_string_value(said));
}

static size_t count_characters(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += (*s & 0xC0) != 0x80;
	return n;
}

static const char *check_length(struct look *l, const json_t *said, const json_t *value, bool most)
{
	size_t n = json_is_string(value) ? count_characters(json_string_value(value)) : 0;
	size_t limit = (size_t)json_integer_value(said);

	if (!json_is_string(value) || (most ? n <= limit : n >= limit))
		return NULL;
	return lacks("%s: has %zu characters", l->at, n);
}

static const char *check_minLength(struct look *l, const json_t *said, const json_t *value)
{
	return check_length(l, said, value, false);
}

static const char *check_maxLength(struct look *l, const json_t *said, const json_t *value)
{
	return check_length(l, said, value, true);
}

static const char *check_minimum(struct look *l, const json_t *said, const json_t *value)
{
	return !json_is_number(value) || json_number_value(value) >= json_number_value(said)
		       ? NULL
		       : lacks("%s: is too small", l->at);
}

static const char *check_maximum(struct look *l, const json_t *said, const json_t *value)
{
	return !json_is_number(value) || json_number_value(value) <= json_number_value(said)
		       ? NULL
		       : lacks("%s: is too large", l->at);
}

/* RFC 3339 with an offset, as all times on the wire are. */
static const char *check_format(struct look *l, const json_t *said, const json_t *value)
{
	static const char *const shapes[][2] = {
		{"date-time",
		 "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$"},
		{"date", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
		{"uuid", "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"}};
	const char *bad;
	json_t *pattern;

	for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes); i++) {
		if (strcmp(json_string_value(said), shapes[i][0]) != 0)
			continue;
		pattern = json_string(shapes[i][1]);
		bad = check_pattern(l, pattern, value);
		json_decref(pattern);
		return bad;
	}
	return lacks("%s: the format %s is not known here", l->at, json_string_value(said));
}

static const char *check_required(struct look *l, const json_t *said, const json_t *value)
{
	for (size_t i = 0; json_is_object(value) && i < json_array_size(said); i++)
		if (!json_object_get(value, json_string_value(json_array_get(said, i))))
			return lacks("%s: lacks `%s`", l->at, json_string_value(json_array_get(said, i)));
	return NULL;
}

/* `name` of the value, with its place. */
static const char *check_inside(struct look *l, const char *name, const json_t *schema, const json_t *value)
{
	size_t n = strlen(l->at);
	const char *bad;

	snprintf(l->at + n, sizeof(l->at) - n, "/%s", name);
	bad = check(l, schema, value);
	l->at[n] = '\0';
	return bad;
}

static const char *check_items(struct look *l, const json_t *said, const json_t *value)
{
	const char *bad = NULL;
	char name[24];

	for (size_t i = 0; !bad && i < json_array_size(value); i++) {
		snprintf(name, sizeof(name), "%zu", i);
		bad = check_inside(l, name, said, json_array_get(value, i));
	}
	return bad;
}

/* Each member by its own schema, else by that of all others; a schema that is `false` has none. */
static const char *check_members(struct look *l, const json_t *schema, const json_t *value)
{
	const json_t *own = json_object_get(schema, "properties");
	const json_t *others = json_object_get(schema, "additionalProperties"), *one;
	const char *name, *bad = NULL;
	json_t *member;

	json_object_foreach((json_t *)value, name, member)
	{
		one = json_object_get(own, name);
		one = one ? one : others;
		if (json_is_false(one))
			return lacks("%s: `%s` is in no document", l->at, name);
		if (json_is_object(one))
			bad = check_inside(l, name, one, member);
		if (bad)
			return bad;
	}
	return NULL;
}

static const char *check_allOf(struct look *l, const json_t *said, const json_t *value)
{
	const char *bad = NULL;

	for (size_t i = 0; !bad && i < json_array_size(said); i++)
		bad = check(l, json_array_get(said, i), value);
	return bad;
}

static const char *check_some(struct look *l, const json_t *said, const json_t *value, bool only)
{
	size_t n = 0;

	for (size_t i = 0; i < json_array_size(said); i++)
		n += !check(l, json_array_get(said, i), value);
	return n == 1 || (n && !only) ? NULL : lacks("%s: is %zu of its choices", l->at, n);
}

static const char *check_anyOf(struct look *l, const json_t *said, const json_t *value)
{
	return check_some(l, said, value, false);
}

static const char *check_oneOf(struct look *l, const json_t *said, const json_t *value)
{
	return check_some(l, said, value, true);
}

static const char *check_nothing(struct look *l, const json_t *said, const json_t *value)
{
	(void)l;
	(void)said;
	(void)value;
	return NULL;
}

static const struct keyword {
	const char *name;
	const char *(*check)(struct look *l, const json_t *said, const json_t *value);
} keywords[] = {
	{"$ref", check_ref},
	{"type", check_type},
	{"enum", check_enum},
	{"const", check_const},
	{"pattern", check_pattern},
	{"format", check_format},
	{"minLength", check_minLength},
	{"maxLength", check_maxLength},
	{"minimum", check_minimum},
	{"maximum", check_maximum},
	{"required", check_required},
	{"items", check_items},
	{"allOf", check_allOf},
	{"anyOf", check_anyOf},
	{"oneOf", check_oneOf},
	{"properties", check_nothing}, /* these two together */
	{"additionalProperties", check_nothing},
	{"description", check_nothing},
	{"example", check_nothing},
	{"examples", check_nothing},
};

static const struct keyword *keyword_of(const char *name)
{
	for (size_t i = 0; i < sizeof(keywords) / sizeof(*keywords); i++)
		if (strcmp(keywords[i].name, name) == 0)
			return &keywords[i];
	return NULL;
}

static const char *check(struct look *l, const json_t *schema, const json_t *value)
{
	const struct keyword *k;
	const char *name, *bad = NULL;
	json_t *said;

	if (++l->depth > DEPTH_MOST)
		return lacks("%s: the schema goes round", l->at);
	json_object_foreach((json_t *)schema, name, said)
	{
		k = keyword_of(name);
		bad = k ? k->check(l, said, value) : lacks("%s: the keyword `%s` is not known here", l->at, name);
		if (bad)
			return bad;
	}
	if (json_is_object(value))
		bad = check_members(l, schema, value);
	l->depth--;
	return bad;
}

const char *api_document_schema(const json_t *document, const json_t *schema, const json_t *value)
{
	struct look l = {.document = document};

	return check(&l, schema, value);
}

/* ---- answers ---- */

static bool path_fits(const char *template, const char *path)
{
	for (; *template; template ++) {
		if (*template == '{') {
			size_t n = strcspn(path, "/?");

			if (n == 0)
				return false;
			path += n;
			template += strcspn(template, "}");
		} else if (*template != *path++) {
			return false;
		}
	}
	return !*path || *path == '?';
}

/* What the document says of this path, the one without places in it first; NULL: nothing. */
static const json_t *path_of(const json_t *document, const char *path)
{
	const json_t *found = NULL;
	const char *template;
	json_t *one;

	json_object_foreach(json_object_get(document, "paths"), template,
			    one) if (path_fits(template, path) && (!found || !strchr(template, '{'))) found = one;
	return found;
}

/* HEAD is a GET whose body is kept back. Methods are in capitals, and others are none. */
static const json_t *operation_of(const json_t *path, const char *method)
{
	char lower[16] = "";

	if (method[strspn(method, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")])
		return NULL;
	for (size_t i = 0; method[i] && i + 1 < sizeof(lower); i++)
		lower[i] = (char)tolower((unsigned char)method[i]);
	return json_object_get(path, strcmp(lower, "head") == 0 ? "get" : lower);
}

static const char *body_lacks(const json_t *document, const json_t *schema, const char *body)
{
	json_error_t error;
	json_t *value = json_loads(body, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &error);
	const char *bad = value ? api_document_schema(document, schema, value)
				: lacks("is no JSON: %s at %d", error.text, error.position);

	json_decref(value);
	return bad;
}

/* By one entry of `responses`. */
static const char *response_lacks(const json_t *document, const json_t *response, const struct api_answer *a)
{
	const json_t *content = json_object_get(response, "content");
	char type[64];
	const json_t *media;

	snprintf(type, sizeof(type), "%.*s", (int)strcspn(a->type, "; \r\n"), a->type);
	media = json_object_get(content, type);
	if (!content)
		return *a->body ? lacks("has a body, and the document none") : NULL;
	if (!media)
		return lacks("is `%s`, of which the document says nothing", type);
	if (strcasecmp(a->method, "HEAD") == 0 || !strstr(type, "json"))
		return NULL;
	return body_lacks(document, json_object_get(media, "schema"), a->body);
}

/* Who may not play at all is told so whatever they ask of the phones. */
static bool may_not_play(const struct api_answer *a)
{
	return a->status == 403 && strncmp(a->path, "/phones/", strlen("/phones/")) == 0;
}

/* Of a path or a method that is none. */
static const char *refusal_lacks(const json_t *document, const struct api_answer *a, bool is_path)
{
	const json_t *problem =
		json_object_get(json_object_get(json_object_get(document, "components"), "responses"), "Problem");

	if (a->status != (is_path ? 405 : 404) && a->status != 401 && a->status != 413 && a->status != 429 &&
	    a->status != 503 && !may_not_play(a))
		return lacks("answers %d, and the document has no such %s", a->status, is_path ? "method" : "path");
	return response_lacks(document, problem, a);
}

const char *api_document_lacks(const json_t *document, const struct api_answer *a)
{
	const json_t *path = path_of(document, a->path), *operation = operation_of(path, a->method), *response;
	char status[16];

	if (!operation)
		return refusal_lacks(document, a, path != NULL);
	snprintf(status, sizeof(status), "%d", a->status);
	response = follow(document, json_object_get(json_object_get(operation, "responses"), status));
	return response ? response_lacks(document, response, a)
			: lacks("answers %d, which is not documented", a->status);
}
