#include "handlers/answer/effects.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "templates/wording/fill.h"

const char *outcome_name(enum outcome o)
{
	static const char *const names[] = {"done", "forwarded", "answered", "refused", "noted", "unknown"};
	return names[o];
}

void effects_begin(struct effects *e)
{
	memset(e, 0, offsetof(struct effects, events));
	e->events_n = e->messages_n = e->said_n = 0;
	memset(&e->ticket, 0, sizeof(*e) - offsetof(struct effects, ticket));
}

void effects_free(struct effects *e)
{
	for (size_t i = 0; i < e->messages_n; i++) {
		params_free(&e->messages[i].params);
		free(e->messages[i].text);
	}
	e->messages_n = 0;
	while (e->said_n > 0)
		free(e->said[--e->said_n].words);
}

void effects_keep_words(struct effects *e, const char *field, const char *words)
{
	char *copy = e->said_n < FIELDS_MAX ? strdup(words) : NULL;
	if (copy)
		e->said[e->said_n++] = (struct said_words){.field = field, .words = copy};
	else
		e->failed = true;
}
