#include "gateway/views/channel_list.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "db/outbox/outbox_hand.h"
#include "gateway/base/columns.h"
#include "gateway/channel/channel.h"
#include "gateway/table/table.h"
#include "templates/text/text.h"

#define CHANNELS_SHOWN 128
#define AT_ONCE 256
#define COUNTED 100000    /* texts of a state, */
#define COUNTED_SOON 2048 /* and where somebody else waits meanwhile */

struct listed {
	char name[CHANNEL_BYTES];
	size_t waiting, unknown;
};

struct channel_list {
	struct listed all[CHANNELS_SHOWN];
	size_t n;
};

/* NULL: there are too many. */
static struct listed *find(struct channel_list *l, const char *name)
{
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->all[i].name, name) == 0)
			return &l->all[i];
	if (l->n == CHANNELS_SHOWN)
		return NULL;
	l->all[l->n] = (struct listed){.waiting = 0};
	text_copy(l->all[l->n].name, CHANNEL_BYTES, name);
	return &l->all[l->n++];
}

static bool count(struct channel_list *l, struct store *s, enum delivery state, size_t most)
{
	struct outbox_line *some = calloc(AT_ONCE, sizeof(*some));
	struct outbox_place place = {.id = 0};
	size_t n, all = 0;

	if (!some)
		return false;
	while (all < most && (n = outbox_list(s, state, &place, some, AT_ONCE)) > 0) {
		for (size_t i = 0; i < n; i++) {
			struct listed *one = find(l, some[i].channel);

			if (one && state == DELIVERY_UNKNOWN)
				one->unknown++;
			else if (one)
				one->waiting++;
		}
		all += n;
	}
	free(some);
	return !store_failed(s);
}

static const char *kind_of(const struct channel *c)
{
	return !c ? "mqtt, no file" : c->kind == CHANNEL_HTTP ? c->send ? "http" : "http, in alone" : "mqtt";
}

static void add_row(struct columns *rows, const struct workspace *w, const struct listed *one)
{
	const struct channel *c = channels_find(w->channels, one->name);
	char waiting[24], unknown[24];

	snprintf(waiting, sizeof(waiting), "%zu", one->waiting);
	snprintf(unknown, sizeof(unknown), "%zu", one->unknown);
	columns_add(rows, (const char *const[]){one->name, kind_of(c), c && *c->then ? c->then : "-", waiting, unknown,
						strcmp(one->name, w->setup.default_channel) == 0 ? "the default" : ""});
}

/* Those that files, the configuration and texts name. */
static bool fill(struct channel_list *l, const struct workspace *w, size_t most)
{
	for (size_t i = 0; w->channels && i < w->channels->n; i++)
		find(l, w->channels->all[i].name);
	find(l, w->setup.default_channel);
	for (size_t i = 0; i < w->setup.routes_n; i++)
		find(l, w->setup.routes[i].channel);
	return count(l, w->store, DELIVERY_SENDING, most) && count(l, w->store, DELIVERY_READY, most) &&
	       count(l, w->store, DELIVERY_UNKNOWN, most);
}

bool channel_list_print(const struct workspace *w, FILE *out)
{
	struct channel_list *l = calloc(1, sizeof(*l));
	struct columns rows = {.width = 6};
	bool good;

	if (!l)
		return false;
	errno = 0;
	good = fill(l, w, COUNTED);
	columns_add(&rows, (const char *const[]){"channel", "kind", "then", "waits", "unknown", ""});
	for (size_t i = 0; i < l->n; i++)
		add_row(&rows, w, &l->all[i]);
	good = good && errno != ENOMEM;
	free(l);
	columns_print(&rows, out);
	return good;
}

bool channel_list_json(const struct workspace *w, FILE *out)
{
	static const char *const names[] = {"channel", "kind", "then", "waiting", "unknown", "default", NULL};
	struct channel_list *l = calloc(1, sizeof(*l));
	struct table t;
	bool good = l && fill(l, w, COUNTED_SOON);

	table_begin(&t, TABLE_JSON, names, out);
	for (size_t i = 0; good && i < l->n; i++) {
		const struct channel *c = channels_find(w->channels, l->all[i].name);

		table_put_text(&t, l->all[i].name);
		table_put_text(&t, c && c->kind == CHANNEL_HTTP ? "http" : "mqtt");
		table_put_text(&t, c ? c->then : "");
		table_put_number(&t, (int64_t)l->all[i].waiting);
		table_put_number(&t, (int64_t)l->all[i].unknown);
		table_put_flag(&t, strcmp(l->all[i].name, w->setup.default_channel) == 0, "default");
	}
	free(l);
	return table_end(&t) && good;
}
