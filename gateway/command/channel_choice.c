#include "gateway/command/channel_choice.h"

#include <string.h>

#include "gateway/channel/channel.h"
#include "gateway/config/channel_name.h"
#include "templates/text/spelling.h"

static bool is_named(const struct workspace *w, const char *name)
{
	if (channels_find(w->channels, name) || strcmp(w->setup.default_channel, name) == 0)
		return true;
	for (size_t i = 0; i < w->setup.routes_n; i++)
		if (strcmp(w->setup.routes[i].channel, name) == 0)
			return true;
	return false;
}

static const char *nearest(const struct channels *all, const char *name)
{
	const char *names[CHANNEL_FILES_MAX];
	size_t n = 0;

	for (; all && n < all->n; n++)
		names[n] = all->all[n].name;
	return spelling_nearest(name, names, n);
}

enum channel_choice channel_choose(const struct workspace *w, const char *name, const char **near)
{
	const struct channel *c = channels_find(w->channels, name);

	*near = NULL;
	if (!channel_name_ok(name))
		return CHANNEL_NO_NAME;
	if (!is_named(w, name)) {
		*near = nearest(w->channels, name);
		return *near ? CHANNEL_IS_SLIP : CHANNEL_NOT_NAMED;
	}
	return c && c->kind == CHANNEL_HTTP && !c->send ? CHANNEL_IN_ALONE : CHANNEL_CHOSEN;
}
