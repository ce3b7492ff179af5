#include "gateway/outbox/mt_ids.h"

#include <stdlib.h>

#include "templates/text/array.h"

bool mt_ids_add(struct mt_ids *list, int64_t id)
{
	int64_t *all = array_room(list->all, list->n, &list->cap, sizeof(*all));

	if (!all)
		return false;
	list->all = all;
	all[list->n++] = id;
	return true;
}

void mt_ids_free(struct mt_ids *list)
{
	free(list->all);
	*list = (struct mt_ids){0};
}
