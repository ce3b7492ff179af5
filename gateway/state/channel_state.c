#include "gateway/state/channel_state.h"

#include <stdlib.h>
#include <string.h>

#include "templates/text/array.h"
#include "templates/text/text.h"

struct one {
	char name[CHANNEL_BYTES], by[CHANNEL_BYTES]; /* by "": it is not down */
	bool probe;
	size_t put;
};

struct channel_states {
	struct one *all;
	size_t n, cap;
	bool missed; /* no memory to note where a text was put in */
};

struct channel_states *channel_states_new(void)
{
	return calloc(1, sizeof(struct channel_states));
}

void channel_states_free(struct channel_states *s)
{
	if (s)
		free(s->all);
	free(s);
}

/* NULL: it is not known. */
static struct one *find(struct channel_states *s, const char *channel)
{
	for (size_t i = 0; s && i < s->n; i++)
		if (strcmp(s->all[i].name, channel) == 0)
			return &s->all[i];
	return NULL;
}

/* NULL: out of memory. */
static struct one *find_or_add(struct channel_states *s, const char *channel)
{
	struct one *found = find(s, channel), *all;

	if (found)
		return found;
	all = array_room(s->all, s->n, &s->cap, sizeof(*all));
	if (!all)
		return NULL;
	s->all = all;
	all[s->n] = (struct one){.put = 0};
	text_copy(all[s->n].name, CHANNEL_BYTES, channel);
	return &all[s->n++];
}

const char *channel_way(const struct gateway *g, const char *channel)
{
	const struct one *o = find(g->channel_states, channel);

	return o && *o->by && !o->probe ? o->by : channel;
}

void channel_put(const struct gateway *g, const char *channel)
{
	struct one *o = g->channel_states ? find_or_add(g->channel_states, channel) : NULL;

	if (o) {
		o->put++;
		o->probe = false;
	} else if (g->channel_states) {
		g->channel_states->missed = true;
	}
}

void channel_states_down(struct channel_states *s, const char *channel, const char *by)
{
	struct one *o = s ? find_or_add(s, channel) : NULL;

	if (!o)
		return; /* its texts are moved once they are put in */
	if (by && strcmp(o->by, by) == 0)
		return;
	text_copy(o->by, CHANNEL_BYTES, by ? by : "");
	o->probe = false;
}

void channel_states_probe(struct channel_states *s, const char *channel)
{
	struct one *o = find(s, channel);

	if (o)
		o->probe = true;
}

bool channel_states_next(struct channel_states *s, char channel[CHANNEL_BYTES], size_t *texts, bool *missed)
{
	*missed = s->missed;
	s->missed = false;
	for (size_t i = 0; i < s->n; i++) {
		if (!s->all[i].put)
			continue;
		*texts = s->all[i].put;
		s->all[i].put = 0;
		text_copy(channel, CHANNEL_BYTES, s->all[i].name);
		return true;
	}
	return false;
}
