#include "templates/wording/role_titles.h"

#include <string.h>

#include "templates/file/yaml_get.h"
#include "templates/text/text.h"

void role_titles_read(const struct yaml *map, struct role_titles *out, struct faults *f)
{
	out->n = 0;
	if (!map || !yaml_is_map(map, "{engineer: \"...\", ...}", f))
		return;
	if (map->n > ROLE_TITLES_MOST) {
		yaml_fault(f, map, "there are at most %d roles; leave out those that the program does not have",
			   ROLE_TITLES_MOST);
		return;
	}
	for (size_t i = 0; i < map->n; i++) {
		const struct yaml *n = &map->items[i];

		if (!n->key || !yaml_text(n, out->all[out->n].title, ROLE_TITLE_MOST, f))
			continue;
		text_copy(out->all[out->n].name, ROLE_TITLE_NAME, n->key);
		out->all[out->n].line = n->key_line;
		out->all[out->n++].col = n->key_col;
	}
}

const char *role_titles_find(const struct role_titles *t, const char *name)
{
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->all[i].name, name) == 0)
			return t->all[i].title;
	return "";
}
