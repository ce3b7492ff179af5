#include "templates/lexicon/lexicon_read.h"

#include "templates/lexicon/lexicon_lists.h"
#include "templates/lexicon/lexicon_table.h"

#include "templates/file/yaml_get.h"
#include "templates/file/yaml_open.h"
#include "templates/text/fold.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct lexicon_reader {
	struct lexicon *l;
	struct faults *f;
	enum lang lang;
	bool failed; /* memory ran out */
};

static void read_word(struct lexicon_reader *r, const struct yaml *n, enum lexeme list, int value)
{
	char typed[256], folded[LEXICON_WORD];
	bool first = true;

	if (!yaml_text(n, typed, sizeof(typed), r->f))
		return;
	if (!fold_small(folded, sizeof(folded), typed))
		yaml_fault(r->f, n, "this word is too long; at most %d bytes can be read", LEXICON_WORD - 1);
	else if (folded[0] == '\0')
		yaml_fault(r->f, n, "nobody can type this word; write letters, digits or other characters");
	else if (!lexicon_add(r->l, r->lang, list, folded, value, &first))
		r->failed = true;
	else if (!first)
		yaml_fault(r->f, n, "`%s` is already in this list; leave one out", typed);
}

static void read_words(struct lexicon_reader *r, const struct yaml *n, enum lexeme list, int value)
{
	if (!yaml_is_list(n, "[..., ...]", r->f))
		return;
	for (size_t i = 0; i < yaml_count(n); i++)
		read_word(r, yaml_item(n, i), list, value);
}

/* The number that an entry's key is; false, with a fault, if it is none that may stand here. */
static bool read_number(struct lexicon_reader *r, const struct yaml *n, const struct list_kind *k, int *value)
{
	char *end;
	long v = strtol(n->key, &end, 10);

	*value = (int)v;
	if (end != n->key && *end == '\0' && v >= k->low && v <= k->high)
		return true;
	yaml_fault_key(r->f, n, "`%s` must be a whole number from %d to %d", n->key, k->low, k->high);
	return false;
}

static void read_list(struct lexicon_reader *r, const struct yaml *n, enum lexeme list)
{
	const struct list_kind *k = &list_kinds[list];

	if (k->shape == LIST_WORDS) {
		read_words(r, n, list, 0);
		return;
	}
	if (!yaml_is_map(n, k->shape == LIST_NUMBERS ? "{1: [..., ...]}" : "{morning: [..., ...]}", r->f))
		return;
	for (size_t i = 0; i < n->n; i++) {
		const struct yaml *entry = &n->items[i];
		int value = k->shape == LIST_PARTS
				    ? yaml_key_of(entry, "part of the day", part_names, PART_NAMES, r->f) + 1
				    : 0;

		if (k->shape == LIST_NUMBERS && !read_number(r, entry, k, &value))
			continue;
		read_words(r, entry, list, value);
	}
}

static bool read_file(struct lexicon_reader *r, const char *dir)
{
	char file[PATH_MAX];
	const char *names[LEXEMES];
	struct yaml *root;

	snprintf(file, sizeof(file), "%s/%s/lexicon.yaml", dir, lang_name(r->lang));
	root = yaml_open(file, r->f);
	if (!root)
		return false;
	for (int i = 0; i < LEXEMES; i++)
		names[i] = list_kinds[i].name;
	for (size_t i = 0; i < root->n; i++) {
		int list = yaml_key_of(&root->items[i], "list of words", names, LEXEMES, r->f);

		if (list < 0 || strcmp(names[list], root->items[i].key) != 0)
			continue;
		read_list(r, &root->items[i], (enum lexeme)list);
	}
	yaml_close(root);
	return true;
}

struct lexicon *lexicon_load(const char *dir, struct faults *f)
{
	struct lexicon_reader r = {.l = lexicon_new(), .f = f};
	bool read = r.l != NULL;

	/* Those behind one that is missing are read too, for their faults. */
	for (r.lang = 0; r.l && r.lang < langs_n; r.lang++)
		read = read_file(&r, dir) && read;
	if (read && !r.failed && lexicon_seal(r.l))
		return r.l;
	if (!r.l || read)
		fault_add(f, dir, 0, 0, 1, "there is not enough memory to read the lexicons; free some and try again");
	lexicon_free(r.l);
	return NULL;
}
