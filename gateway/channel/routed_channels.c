#include "gateway/channel/routed_channels.h"

#include <string.h>

#include "templates/text/spelling.h"
#include "templates/text/text.h"

/* `sure`: only what looks like a slip is told. */
static void warn(const struct setup *s, const struct setup_route *t, const struct channels *c, bool sure,
		 struct faults *warnings)
{
	const char *names[CHANNEL_FILES_MAX], *near;
	int width = (int)strlen(t->channel);
	size_t n = 0;

	if (channels_find(c, t->channel))
		return;
	for (; n < c->n && n < CHANNEL_FILES_MAX; n++)
		names[n] = c->all[n].name;
	near = spelling_nearest(t->channel, names, n);
	if (near)
		fault_add(warnings, s->file, t->line, t->col, width,
			  "no file has a channel `%s`, so its texts go by the broker; did you mean `%s`?", t->channel,
			  near);
	else if (!sure)
		fault_add(warnings, s->file, t->line, t->col, width,
			  "no file has a channel `%s`, so its texts go by the broker; write a file of `kind: mqtt` if "
			  "that is meant",
			  t->channel);
}

void routed_channels_warn(const struct setup *s, const struct channels *c, struct faults *warnings)
{
	struct setup_route usual = {.line = s->default_line, .col = s->default_col};

	if (!c || c->n == 0)
		return;
	for (size_t i = 0; i < s->routes_n; i++)
		warn(s, &s->routes[i], c, false, warnings);
	text_copy(usual.channel, sizeof(usual.channel), s->default_channel);
	warn(s, &usual, c, true, warnings); /* beside files the broker's may well be the usual one */
}
