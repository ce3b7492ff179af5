#include "gateway/channel/channel.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/channel/channel_read.h"
#include "gateway/channel/fill/channel_secrets.h"
#include "gateway/channel/fill/channel_send.h"
#include "templates/file/yaml_get.h"
#include "templates/file/yaml_open.h"

/* ---- together ---- */

/* The files, while they are read: all[i] is of roots[i]. */
struct loading {
	struct channels *channels;
	struct yaml *roots[CHANNEL_FILES_MAX];
	const struct setup *s;
	struct faults *f;
};

static void check_names(const struct loading *l)
{
	for (size_t i = 0; i < l->channels->n; i++) {
		const struct channel *c = &l->channels->all[i], *other = channels_find(l->channels, c->name);

		if (c->name[0] && other != c)
			yaml_fault(l->f, yaml_get(l->roots[i], "channel"),
				   "%s is a channel of this name too; give one of them another", other->file);
	}
}

/* By `then` from one to the next: whether that comes back to it. */
static bool in_a_ring(const struct loading *l, const struct channel *from)
{
	const struct channel *c = channels_find(l->channels, from->then);

	for (size_t i = 0; c && c != from && i < l->channels->n; i++)
		c = c->then[0] ? channels_find(l->channels, c->then) : NULL;
	return c == from;
}

static void check_then(const struct loading *l, size_t i)
{
	const struct channel *c = &l->channels->all[i];
	const struct yaml *n = yaml_get(l->roots[i], "then");
	const char *names[CHANNEL_FILES_MAX + 1];
	size_t count = 0;

	if (!n || !c->then[0])
		return;
	if (strcmp(c->then, c->name) == 0) {
		yaml_fault(l->f, n,
			   "a channel that is down cannot stand in for itself; name another, or leave this out");
		return;
	}
	for (size_t j = 0; j < l->channels->n; j++)
		if (j != i)
			names[count++] = l->channels->all[j].name;
	if (!channels_find(l->channels, l->s->default_channel))
		names[count++] = l->s->default_channel;
	if (yaml_one_of(n, "channel", names, count, l->f) >= 0 && in_a_ring(l, c))
		yaml_fault(l->f, n, "this leads back to %s in a ring; leave `then` out at one of them", c->name);
}

/* ---- loading ---- */

static void load_file(struct loading *l, const char *file, const struct wording *w)
{
	struct yaml *root = yaml_open(file, l->f);
	size_t i = l->channels->n;

	if (!root)
		return;
	l->roots[i] = root;
	l->channels->n++;
	channel_read(&l->channels->all[i], root, l->s, w, l->f);
}

static void load_all(struct loading *l, const struct wording *w)
{
	for (size_t i = 0; i < l->s->channels_n; i++)
		load_file(l, l->s->channels[i], w);
	check_names(l);
	for (size_t i = 0; i < l->channels->n; i++)
		check_then(l, i);
	for (size_t i = 0; i < l->channels->n; i++)
		yaml_close(l->roots[i]);
}

struct channels *channels_load(const struct setup *s, const struct wording *w, struct faults *f)
{
	struct loading l = {.channels = calloc(1, sizeof(*l.channels)), .s = s, .f = f};
	size_t before = f->n;

	if (l.channels) {
		l.channels->holders = 1;
		l.channels->all = calloc(s->channels_n + 1, sizeof(*l.channels->all));
	}
	if (l.channels && l.channels->all)
		load_all(&l, w);
	else
		fault_add(f, s->file, 0, 0, 0, "out of memory; free some and try again");
	if (f->n == before)
		return l.channels;
	channels_release(l.channels);
	return NULL;
}

/* ---- holding ---- */

struct channels *channels_hold(struct channels *c)
{
	if (c)
		atomic_fetch_add(&c->holders, 1);
	return c;
}

void channels_release(struct channels *c)
{
	if (!c || atomic_fetch_sub(&c->holders, 1) > 1)
		return;
	for (size_t i = 0; c->all && i < c->n; i++)
		channel_drop(&c->all[i]);
	free(c->all);
	free(c);
}

/* ---- asking ---- */

const struct channel *channels_find(const struct channels *c, const char *name)
{
	for (size_t i = 0; c && i < c->n; i++)
		if (strcmp(c->all[i].name, name) == 0)
			return &c->all[i];
	return NULL;
}

void channels_warn(const struct channels *c, struct faults *warnings)
{
	for (size_t i = 0; c && i < c->n; i++) {
		const struct channel_send *s = c->all[i].send;

		if (s && s->shown)
			fault_add(warnings, c->all[i].file, s->line, s->col, 1,
				  "a secret leaves this computer unencrypted here; use https:// if the carrier has it");
	}
}

void channel_hide_secrets(struct channel *c)
{
	if (c->secrets)
		channel_secrets_hide(c->secrets);
}
