#include "gateway/config/roles_read.h"

#include <string.h>

#include "handlers/model/audience.h"
#include "handlers/model/label.h"
#include "templates/file/yaml_get.h"
#include "templates/text/text.h"

static const char *const own_keys[] = {"deputy", NULL};

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

static void read_own(struct setup_reader *r, const struct yaml *n, struct own_role *own)
{
	const struct yaml *deputy;
	struct label title;

	*own = (struct own_role){.line = n->key_line, .col = n->key_col};
	read_name(r, n, own->name);
	label_read(n, &title, own_keys, r->f);
	if (n->kind != YAML_MAP)
		return;
	for (enum lang l = 0; l < langs_n; l++)
		text_copy(own->title[l], ROLE_TITLE_BYTES, title.in[l]);
	deputy = yaml_get(n, "deputy");
	if (deputy)
		yaml_yes(deputy, &own->deputy, r->f);
}

void roles_of_its_own_read(struct setup_reader *r, const struct yaml *map)
{
	struct roles *to = &r->s->roles;

	if (!yaml_is_map(map, "{ROLE: {LANGUAGE: TITLE}}", r->f))
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
