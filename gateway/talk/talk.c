#include "gateway/talk/talk.h"

#include <ctype.h>
#include <stdlib.h>

#include "templates/text/array.h"

const char *const talk_clocks[] = {"-", "met", "late", "void", "runs", "pauses", NULL};

struct step *talk_add(struct talk *t, enum step_kind kind, int line)
{
	struct step *steps = array_room(t->steps, t->n, &t->cap, sizeof(*steps));

	if (!steps)
		return NULL;
	t->steps = steps;
	steps[t->n] = (struct step){.kind = kind, .line = line};
	return &steps[t->n++];
}

void talk_free(struct talk *t)
{
	for (size_t i = 0; i < t->n; i++) {
		free(t->steps[i].name);
		free(t->steps[i].ticket);
		free(t->steps[i].text);
		free(t->steps[i].by);
		free(t->steps[i].flow);
		free(t->steps[i].fields);
		free(t->steps[i].serial);
	}
	free(t->steps);
	*t = (struct talk){0};
}

bool talk_is_label(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!isalnum((unsigned char)s[i]) && s[i] != '_' && s[i] != '-' && (unsigned char)s[i] < 0x80)
			return false;
	return n > 0 && !isdigit((unsigned char)s[0]);
}
