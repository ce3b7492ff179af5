#include "gateway/wire/json_tree.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/wire/json_halves.h"
#include "gateway/wire/json_load.h"
#include "gateway/wire/json_number.h"
#include "templates/text/utf8.h"

#define BAD_ESCAPE "\\ufffd"

struct json_tree {
	struct json_arena arena;
	json_t *root;
};

/* A node is jansson's value, under a name that says no more. */
static const struct json_node *node_of(const json_t *v)
{
	return (const struct json_node *)v;
}

static const json_t *value_of(const struct json_node *n)
{
	return (const json_t *)n;
}

/* ---- what is not well-formed ---- */

/* Copies the escape that s[n] begins with, and says how long it was. A backslash stands in strings alone: elsewhere it is
 * a fault whatever follows it. */
static size_t mend_escape(const char *s, size_t n, struct text *out)
{
	static const char nul[] = "\\u0000";
	size_t taken = n > 1 ? 2 : 1;

	if (n >= sizeof(nul) - 1 && memcmp(s, nul, sizeof(nul) - 1) == 0) {
		text_add(out, BAD_ESCAPE);
		return sizeof(nul) - 1;
	}
	text_addn(out, s, taken);
	return taken;
}

static void mend_bytes(const char *s, size_t n, struct text *out)
{
	size_t taken;

	for (size_t i = 0; i < n; i += taken) {
		uint32_t cp;

		if (s[i] == '\\') {
			taken = mend_escape(s + i, n - i, out);
			continue;
		}
		taken = utf8_next(s + i, n - i, &cp);
		text_add_char(out, s + i, taken, cp ? cp : UTF8_BAD);
	}
}

/* `full` where memory ran out. */
static struct text mended(const char *s, size_t n)
{
	struct text out = text_new(6 * n + 1);
	char *halves = NULL;
	size_t halves_n = 0;

	if (json_halves(s, n, &halves, &halves_n))
		mend_bytes(halves ? halves : s, halves ? halves_n : n, &out);
	else
		out.full = true;
	free(halves);
	return out;
}

/* ---- the tree ---- */

struct json_tree *json_tree_read(const char *bytes, size_t n, bool *again, char *why, size_t size)
{
	struct json_tree *t = calloc(1, sizeof(*t));
	struct text text = mended(bytes, n);

	*again = !t || text.full;
	if (*again)
		snprintf(why, size, "out of memory; send it again");
	else
		t->root = json_load(&t->arena, text_str(&text), text.len, JSON_DECODE_ANY, "this", again, why, size);
	text_free(&text);
	if (t && t->root)
		return t;
	json_tree_free(t);
	return NULL;
}

void json_tree_free(struct json_tree *t)
{
	if (!t)
		return;
	json_arena_free(&t->arena);
	free(t);
}

const struct json_node *json_tree_root(const struct json_tree *t)
{
	return node_of(t->root);
}

/* ---- pointers ---- */

bool json_pointer_ok(const char *pointer)
{
	if (*pointer && *pointer != '/')
		return false;
	for (const char *at = strchr(pointer, '~'); at; at = strchr(at + 1, '~'))
		if (at[1] != '0' && at[1] != '1')
			return false;
	return true;
}

/* The next token of a pointer, with what `~` stands for put in; returns what follows. */
static const char *next_token(const char *s, struct text *token)
{
	text_clear(token);
	for (; *s && *s != '/'; s++) {
		if (*s == '~' && (s[1] == '0' || s[1] == '1'))
			text_add(token, *++s == '0' ? "~" : "/");
		else
			text_addn(token, s, 1);
	}
	return s;
}

static const json_t *element(const json_t *list, const char *token)
{
	size_t n = strlen(token);
	bool number = n > 0 && n < 7 && strspn(token, "0123456789") == n && (n == 1 || token[0] != '0');

	return number ? json_array_get(list, strtoul(token, NULL, 10)) : NULL;
}

const struct json_node *json_node_at(const struct json_node *from, const char *pointer)
{
	const json_t *v = value_of(from);
	struct text token = text_new(strlen(pointer) + 1);

	while (v && *pointer == '/') {
		pointer = next_token(pointer + 1, &token);
		v = json_is_array(v) ? element(v, text_str(&token)) : json_object_get(v, text_str(&token));
	}
	if (token.full)
		v = NULL;
	text_free(&token);
	return node_of(v);
}

/* ---- values ---- */

bool json_node_text(const struct json_node *n, struct text *out)
{
	const json_t *v = value_of(n);
	char number[JSON_NUMBER_BYTES];

	if (json_is_string(v))
		text_addn(out, json_string_value(v), json_string_length(v));
	else if (json_number_write(v, number))
		text_add(out, number);
	else if (json_is_boolean(v))
		text_add(out, json_is_true(v) ? "true" : "false");
	else
		return false;
	return true;
}

bool json_node_null(const struct json_node *n)
{
	return json_is_null(value_of(n));
}

bool json_node_list(const struct json_node *n, size_t *count)
{
	const json_t *v = value_of(n);

	*count = json_array_size(v);
	return json_is_array(v);
}

const struct json_node *json_node_item(const struct json_node *n, size_t i)
{
	return node_of(json_array_get(value_of(n), i));
}

char *json_node_write(const struct json_node *n)
{
	return json_dumps(value_of(n), JSON_COMPACT | JSON_ENCODE_ANY);
}
