#include "templates/file/yaml_get.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "templates/text/spelling.h"
#include "templates/text/text.h"
#include "templates/text/text_cut.h"

#define CHOICES_BYTES 400

/* ---- faults ---- */

static void __attribute__((format(printf, 6, 0)))
fault_va(struct faults *f, const struct yaml *at, int line, int col, int width, const char *fmt, va_list args)
{
	char *what = NULL;

	if (vasprintf(&what, fmt, args) < 0)
		what = NULL;
	fault_add(f, at->file, line, col, width, "%s",
		  what != NULL ? what : "something is wrong here; look at it again");
	free(what);
}

void yaml_fault(struct faults *f, const struct yaml *at, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	fault_va(f, at, at->line, at->col, at->width, fmt, args);
	va_end(args);
}

void yaml_fault_key(struct faults *f, const struct yaml *at, const char *fmt, ...)
{
	bool keyed = at->key != NULL;
	va_list args;

	va_start(args, fmt);
	fault_va(f, at, keyed ? at->key_line : at->line, keyed ? at->key_col : at->col,
		 keyed ? at->key_width : at->width, fmt, args);
	va_end(args);
}

/* ---- what nodes hold ---- */

const struct yaml *yaml_get(const struct yaml *map, const char *key)
{
	if (map == NULL || map->kind != YAML_MAP)
		return NULL;
	for (size_t i = 0; i < map->n; i++)
		if (map->items[i].key != NULL && strcmp(map->items[i].key, key) == 0)
			return &map->items[i];
	return NULL;
}

const struct yaml *yaml_need(const struct yaml *map, const char *key, const char *mend, struct faults *f)
{
	const struct yaml *n = yaml_get(map, key);

	if (n == NULL)
		yaml_fault_key(f, map, "`%s` is missing; add %s", key, mend);
	return n;
}

bool yaml_is_map(const struct yaml *n, const char *shape, struct faults *f)
{
	if (n->kind == YAML_MAP && n->n > 0)
		return true;
	yaml_fault(f, n, "keys are expected here; write %s", shape);
	return false;
}

void yaml_keys(const struct yaml *map, const char *const *allowed, struct faults *f)
{
	size_t n = 0;

	while (allowed[n] != NULL)
		n++;
	for (size_t i = 0; map->kind == YAML_MAP && i < map->n; i++)
		if (map->items[i].key != NULL)
			yaml_key_of(&map->items[i], NULL, allowed, n, f);
}

static bool one_line(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s < 0x20 || *s == 0x7f)
			return false;
	return true;
}

bool yaml_text(const struct yaml *n, char *out, size_t size, struct faults *f)
{
	out[0] = '\0';
	if (n->kind == YAML_LIST || n->kind == YAML_MAP) {
		yaml_fault(f, n, "one text is expected here; write it without brackets");
		return false;
	}
	if (n->kind == YAML_EMPTY || n->text[0] == '\0') {
		yaml_fault(f, n, "there is nothing here; write the text%s",
			   n->key != NULL ? ", or leave the key out" : "");
		return false;
	}
	if (!one_line(n->text)) {
		yaml_fault(f, n, "this contains a line break, a tab or a control character; write it as one line");
		return false;
	}
	if (strlen(n->text) >= size) {
		yaml_fault(f, n,
			   "this is %zu bytes long, and %zu fit (a character beyond ASCII takes 2 to 4); shorten it",
			   strlen(n->text), size - 1);
		return false;
	}
	return text_copy(out, size, n->text);
}

bool yaml_yes(const struct yaml *n, bool *out, struct faults *f)
{
	bool yes = n->kind == YAML_SCALAR && strcmp(n->text, "yes") == 0;
	bool no = n->kind == YAML_SCALAR && strcmp(n->text, "no") == 0;

	if (!yes && !no)
		yaml_fault(f, n, "this is neither yes nor no; write `yes` or `no`");
	else
		*out = yes;
	return yes || no;
}

bool yaml_number(const struct yaml *n, int min, int max, int *out, struct faults *f)
{
	char digits[12];

	if (n->kind == YAML_SCALAR && n->text[0] != '\0' && strlen(n->text) < sizeof(digits) &&
	    strspn(n->text, "0123456789") == strlen(n->text)) {
		long long value = strtoll(n->text, NULL, 10);

		if (value >= min && value <= max) {
			*out = (int)value;
			return true;
		}
	}
	yaml_fault(f, n, "this is not a whole number from %d to %d; write one", min, max);
	return false;
}

bool yaml_is_list(const struct yaml *n, const char *shape, struct faults *f)
{
	if (yaml_count(n) > 0)
		return true;
	yaml_fault(f, n, "a list is expected here; write %s", shape);
	return false;
}

size_t yaml_count(const struct yaml *n)
{
	return n->kind == YAML_LIST ? n->n : n->kind == YAML_SCALAR && n->text[0] != '\0';
}

const struct yaml *yaml_item(const struct yaml *n, size_t i)
{
	return n->kind == YAML_LIST ? &n->items[i] : n;
}

/* ---- names ---- */

static void add_choices(struct text *t, const char *const *names, size_t n)
{
	if (n > 0)
		text_add(t, n == 1 ? "; the only one is " : "; there are ");
	for (size_t i = 0; i < n; i++)
		text_addf(t, "%s`%s`", i == 0 ? "" : i + 1 == n ? " and " : ", ", names[i]);
}

static int find_name(const char *s, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i], s) == 0)
			return (int)i;
	return -1;
}

/* Without `what` the wrong name is an unknown key. */
static int name_fault(const struct yaml *at, bool key, const char *what, const char *const *names, size_t n,
		      struct faults *f)
{
	const char *wrong = key ? at->key : at->text;
	const char *near = spelling_nearest(wrong, names, n);
	struct text t = text_new(CHOICES_BYTES);

	if (what == NULL)
		text_add(&t, "unknown key `");
	else
		text_addf(&t, "there is no %s `", what);
	text_cut(&t, wrong, 60);
	text_add(&t, "`");
	if (near != NULL)
		text_addf(&t, "; did you mean `%s`?", near);
	else
		add_choices(&t, names, n);
	if (key)
		yaml_fault_key(f, at, "%s%s", text_str(&t), t.full ? "..." : "");
	else
		yaml_fault(f, at, "%s%s", text_str(&t), t.full ? "..." : "");
	text_free(&t);
	return near != NULL ? find_name(near, names, n) : -1;
}

int yaml_one_of(const struct yaml *n, const char *what, const char *const *names, size_t names_n, struct faults *f)
{
	int i;

	if (n->kind != YAML_SCALAR || n->text[0] == '\0') {
		yaml_fault(f, n, "the name of a %s is expected here; write one", what);
		return -1;
	}
	i = find_name(n->text, names, names_n);
	return i >= 0 ? i : name_fault(n, false, what, names, names_n, f);
}

int yaml_key_of(const struct yaml *n, const char *what, const char *const *names, size_t names_n, struct faults *f)
{
	int i;

	if (n->key == NULL)
		return -1; /* it is not a word, and that is a fault already */
	i = find_name(n->key, names, names_n);
	return i >= 0 ? i : name_fault(n, true, what, names, names_n, f);
}
