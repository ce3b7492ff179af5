#include "gateway/command/given_fields.h"

#include <string.h>

#include "templates/text/text.h"

bool given_fields_add(struct given_fields *g, char *word)
{
	char *value = strchr(word, '=');
	struct wire_field *f = &g->all[g->n];

	if (!value || value == word || !value[1] || g->n == FIELDS_MAX)
		return false;
	*value = '\0';
	if (!text_copy(f->name, sizeof(f->name), word))
		return false;
	f->value = value + 1;
	g->n++;
	return true;
}
