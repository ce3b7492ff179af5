#include "gateway/release/mt_settled.h"

#include <stdlib.h>

#include "templates/text/array.h"
#include "templates/text/text.h"

static bool ids_add(struct mt_ids *list, int64_t id)
{
	int64_t *all = array_room(list->all, list->n, &list->cap, sizeof(*all));

	if (!all)
		return false;
	list->all = all;
	all[list->n++] = id;
	return true;
}

bool mt_settled_sent(struct mt_settled *s, int64_t id)
{
	return ids_add(&s->sent, id);
}

bool mt_settled_expired(struct mt_settled *s, int64_t id)
{
	return ids_add(&s->expired, id);
}

bool mt_settled_ended(struct mt_settled *s, int64_t id, enum delivery state, const char *why)
{
	struct settled_end *all = array_room(s->ended, s->ended_n, &s->ended_cap, sizeof(*all));

	if (!all)
		return false;
	s->ended = all;
	all[s->ended_n] = (struct settled_end){.id = id, .state = state};
	text_copy(all[s->ended_n++].why, sizeof(all->why), why);
	return true;
}

void mt_settled_show(const struct mt_settled *s, struct settled *out)
{
	out->sent = s->sent.all;
	out->sent_n = s->sent.n;
	out->expired = s->expired.all;
	out->expired_n = s->expired.n;
	out->ended = s->ended;
	out->ended_n = s->ended_n;
}

void mt_settled_kept(struct mt_settled *s, struct mt_rows *rows)
{
	for (size_t i = 0; i < s->sent.n; i++)
		mt_rows_remove(rows, s->sent.all[i]);
	for (size_t i = 0; i < s->expired.n; i++)
		mt_rows_remove(rows, s->expired.all[i]);
	for (size_t i = 0; i < s->ended_n; i++)
		mt_rows_remove(rows, s->ended[i].id);
	s->sent.n = s->expired.n = s->ended_n = 0;
}

void mt_settled_free(struct mt_settled *s)
{
	free(s->sent.all);
	free(s->expired.all);
	free(s->ended);
	*s = (struct mt_settled){0};
}
