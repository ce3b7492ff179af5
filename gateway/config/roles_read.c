#include "gateway/config/roles_read.h"

#include <string.h>

#include "handlers/model/audience.h"
#include "templates/file/yaml_get.h"
#include "templates/text/text.h"

/* A flow names roles beside other audiences and senders, so none may have a second meaning. */
static bool means_something(const char *name)
{
	const char *names[AUDIENCES];
	size_t n = audience_names(NULL, names);

	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return strcmp(name, "anyone") == 0 || strcmp(name, "staff") == 0;
}

static void read_name(struct setup_reader *r, const struct yaml *n, char out[ROLE_BYTES])
{
	const char *name = n->key ? n->key : "";
	bool plain = name[0] >= 'a' && name[0] <= 'z' &&
		     strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(name);

	if (!plain || strlen(name) >= ROLE_BYTES)
		yaml_fault_key(r->f, n,
			       "a role's name is a small letter, then small letters, digits and `_`, at most %d; what "
			       "people read is its title",
			       ROLE_BYTES - 1);
	else if (role_find(NULL, name) >= 0)
		yaml_fault_key(r->f, n, "`%s` is a role already; leave it out here, or choose another name", name);
	else if (means_something(name))
		yaml_fault_key(r->f, n, "`%s` means something else in flows; choose another name", name);
	text_copy(out, ROLE_BYTES, name);
}

/* What people read, in each language of the configuration; in others it may stand too. */
static void read_title(struct setup_reader *r, const struct yaml *n, struct own_role *own)
{
	const char *keys[LANGS_MAX + 1];
	size_t keys_n = 0;

	for (size_t i = 0; i < r->s->languages_n; i++) {
		const char *name = keys[keys_n++] = r->s->languages[i];
		const struct yaml *one = yaml_get(n, name);

		if (one)
			yaml_text(one, own->title[i], ROLE_TITLE_BYTES, r->f);
		else
			yaml_fault_key(r->f, n, "`%s` is missing; add `%s: ...`", name, name);
	}
	keys[keys_n++] = "deputy";
	for (size_t i = 0; i < n->n; i++)
		if (n->items[i].key && !lang_may_be(n->items[i].key))
			yaml_key_of(&n->items[i], NULL, keys, keys_n, r->f);
}

static void read_own(struct setup_reader *r, const struct yaml *n, struct own_role *own)
{
	const struct yaml *deputy;

	*own = (struct own_role){.line = n->key_line, .col = n->key_col};
	read_name(r, n, own->name);
	if (!yaml_is_map(n, "{LANGUAGE: TITLE, ...}, what people read", r->f))
		return;
	read_title(r, n, own);
	deputy = yaml_get(n, "deputy");
	if (deputy)
		yaml_yes(deputy, &own->deputy, r->f);
}

void roles_of_its_own_read(struct setup_reader *r, const struct yaml *map)
{
	struct roles *to = &r->s->roles;

	if (!yaml_is_map(map, "{crane_boss: {LANGUAGE: TITLE, ...}}", r->f))
		return;
	for (size_t i = 0; i < map->n; i++) {
		struct own_role own;

		if (to->own_n == OWN_ROLES_MAX) {
			yaml_fault_key(r->f, &map->items[i],
				       "there can be %d roles besides those of the program; leave some out",
				       OWN_ROLES_MAX);
			return;
		}
		read_own(r, &map->items[i], &own);
		to->own[to->own_n++] = own;
	}
}
