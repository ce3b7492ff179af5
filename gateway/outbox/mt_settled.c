#include "gateway/outbox/mt_settled.h"

#include <stdlib.h>

#include "templates/text/array.h"

bool mt_settled_sent(struct mt_settled *s, int64_t id)
{
	return mt_ids_add(&s->sent, id);
}

bool mt_settled_expired(struct mt_settled *s, int64_t id)
{
	return mt_ids_add(&s->expired, id);
}

bool mt_settled_sending(struct mt_settled *s, int64_t id)
{
	s->hurried = true;
	return mt_ids_add(&s->sending, id);
}

bool mt_settled_change(struct mt_settled *s, const struct settled_change *c)
{
	struct settled_change *all = array_room(s->changes, s->changes_n, &s->changes_cap, sizeof(*all));

	if (!all)
		return false;
	s->changes = all;
	all[s->changes_n++] = *c;
	s->hurried |= c->kind == SETTLED_MOVED;
	return true;
}

void mt_settled_show(struct mt_settled *s, struct settled *out)
{
	out->sent = s->sent.all;
	out->sent_n = s->sent.n;
	out->expired = s->expired.all;
	out->expired_n = s->expired.n;
	out->sending = s->sending.all;
	out->sending_n = s->sending.n;
	out->overtaken = &s->overtaken;
	out->changes = s->changes;
	out->changes_n = s->changes_n;
}

void mt_settled_clear(struct mt_settled *s)
{
	s->sent.n = s->expired.n = s->sending.n = s->changes_n = 0;
	s->hurried = s->overtaken = false;
}

void mt_settled_free(struct mt_settled *s)
{
	mt_ids_free(&s->sent);
	mt_ids_free(&s->expired);
	mt_ids_free(&s->sending);
	free(s->changes);
	*s = (struct mt_settled){0};
}
