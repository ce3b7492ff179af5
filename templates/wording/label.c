#include "templates/wording/label.h"

#include <string.h>

#include "templates/file/yaml_get.h"
#include "templates/text/fold.h"
#include "templates/text/spelling.h"
#include "templates/text/text.h"

#define KEYS_MAX (LANGS_MAX + 8)

static void refuse_missing(const struct yaml *n, struct faults *f)
{
	const char *lacks[LANGS_MAX];
	struct text names = text_new(256), mend = text_new(256);
	int missing = 0;

	for (int l = 0; l < langs_n; l++)
		if (!yaml_get(n, lang_names[l]))
			lacks[missing++] = lang_names[l];
	for (int i = 0; i < missing; i++) {
		text_addf(&names, "%s`%s`", i == 0 ? "" : i + 1 == missing ? " and " : ", ", lacks[i]);
		text_addf(&mend, "%s%s: ...", i > 0 ? ", " : "", lacks[i]);
	}
	if (missing > 0)
		yaml_fault_key(f, n, "%s %s missing; add `%s`", text_str(&names), missing == 1 ? "is" : "are",
			       text_str(&mend));
	text_free(&names);
	text_free(&mend);
}

/* One that is listed, or among the other keys that may stand here. */
static size_t known_keys(const char *const *others, const char *keys[KEYS_MAX])
{
	size_t n = 0;

	for (; others && *others && n + LANGS_MAX < KEYS_MAX; others++)
		keys[n++] = *others;
	for (int l = 0; l < langs_n; l++)
		keys[n++] = lang_names[l];
	return n;
}

static bool is_known(const char *key, const char *const *keys, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(key, keys[i]) == 0)
			return true;
	return false;
}

/* `end` is no language where `ends` may stand. */
static bool is_slip(const char *key, const char *const *others)
{
	for (; others && *others; others++)
		if (spelling_distance(key, *others, 1) <= 1)
			return true;
	return false;
}

bool label_is_unlisted(const struct yaml *n, const char *const *others)
{
	enum lang listed;

	return n->key && lang_may_be(n->key) && !lang_read(n->key, &listed) && !is_slip(n->key, others);
}

/* It is only compared with what people write: what does not fit, nobody is told. */
static void add_unlisted(const struct yaml *n, struct label *l)
{
	if (n->kind == YAML_SCALAR && n->text[0] && l->n < LANGS_MAX && text_copy(l->in[l->n], LABEL_BYTES, n->text))
		l->n++;
}

bool label_read(const struct yaml *n, struct label *l, const char *const *others, struct faults *f)
{
	const char *keys[KEYS_MAX];
	size_t keys_n = known_keys(others, keys);
	bool good = true;

	*l = (struct label){.n = langs_n};
	if (n->kind != YAML_MAP) {
		yaml_fault(f, n, "a text for each of these is expected here; write %s", lang_shape());
		return false;
	}
	refuse_missing(n, f);
	for (int i = 0; i < langs_n; i++) {
		const struct yaml *one = yaml_get(n, lang_names[i]);

		good = one && yaml_text(one, l->in[i], LABEL_BYTES, f) && good;
	}
	for (size_t i = 0; i < n->n; i++) {
		if (label_is_unlisted(&n->items[i], others))
			add_unlisted(&n->items[i], l);
		else if (n->items[i].key && !is_known(n->items[i].key, keys, keys_n))
			yaml_key_of(&n->items[i], NULL, keys, keys_n, f);
	}
	return good;
}

/* ---- words that people may text ---- */

bool label_word(const struct yaml *n, char *folded, size_t size, struct faults *f)
{
	char typed[256];

	if (!yaml_text(n, typed, sizeof(typed), f))
		return false;
	if (!fold_small(folded, size, typed)) {
		yaml_fault(f, n, "this word is too long; at most %zu bytes can be read", size - 1);
		return false;
	}
	if (folded[0] == '\0') {
		yaml_fault(f, n, "nobody can type this word; write letters, digits or other characters");
		return false;
	}
	return true;
}

/* The words of one language. */
static bool language_words(const struct yaml *n, bool (*add)(const struct yaml *word, void *to), void *to,
			   struct faults *f)
{
	if (n->key == NULL || !lang_may_be(n->key)) {
		yaml_fault_key(f, n, "this is no language; write a word, or {LANGUAGE: [WORD, ...]}");
		return true;
	}
	if (!yaml_is_list(n, "[WORD, ...]", f))
		return true;
	for (size_t i = 0; i < yaml_count(n); i++)
		if (!add(yaml_item(n, i), to))
			return false;
	return true;
}

void label_each_word(const struct yaml *list, bool (*add)(const struct yaml *word, void *to), void *to,
		     struct faults *f)
{
	for (size_t i = 0; i < yaml_count(list); i++) {
		const struct yaml *item = yaml_item(list, i);
		bool more = true;

		if (item->kind != YAML_MAP)
			more = add(item, to);
		for (size_t k = 0; item->kind == YAML_MAP && k < item->n && more; k++)
			more = language_words(&item->items[k], add, to, f);
		if (!more)
			return;
	}
}
