#include "gateway/channel/callback/value_names.h"

#include <stdlib.h>
#include <string.h>

#include "gateway/channel/text_match.h"
#include "templates/file/yaml_get.h"

void value_names_read(struct value_names *v, const struct yaml *n, bool pointers, struct faults *f)
{
	char typed[POINTER_BYTES];

	if (!yaml_is_list(n,
			  pointers ? "a JSON pointer, as /text, or a list of them"
				   : "the name of a parameter, or a list of them",
			  f))
		return;
	v->all = calloc(yaml_count(n), sizeof(*v->all));
	for (size_t i = 0; v->all && i < yaml_count(n); i++) {
		const struct yaml *one = yaml_item(n, i);

		if (!yaml_text(one, typed, sizeof(typed), f) || (pointers && !pointer_read(one, typed, false, f)))
			continue;
		v->all[v->n] = strdup(typed);
		v->n += v->all[v->n] != NULL;
	}
	if (!v->all)
		yaml_fault(f, n, "out of memory; free some and try again");
}

void value_names_free(struct value_names *v)
{
	for (size_t i = 0; i < v->n; i++)
		free(v->all[i]);
	free(v->all);
	*v = (struct value_names){0};
}

bool value_names_find(const struct value_names *v, const struct callback_source *s, struct text *out)
{
	size_t before = out->len;

	for (size_t i = 0; i < v->n && out->len == before; i++)
		callback_source_find(s, v->all[i], out);
	return out->len > before;
}
