#include "db/sqlite/tables/person_row.h"
#include "templates/wording/lang.h"

void row_read_person(struct query *q, struct person *out)
{
	char word[8];
	size_t n;

	*out = (struct person){
		.id = sql_get_int(q, 0),
		.roles = roles_read(&q->store->roles, sql_bytes(q, 6, &n)),
		.customer = sql_get_int(q, 7) != 0,
		.station = sql_get_int(q, 9),
		.sales_manager = sql_get_int(q, 10),
		.deputy = sql_get_int(q, 11),
		.deputy_until = sql_get_int(q, 12),
	};
	sql_get(q, 1, out->name, sizeof(out->name));
	sql_get(q, 2, out->folded, sizeof(out->folded));
	sql_get(q, 3, out->number, sizeof(out->number));
	sql_get(q, 4, out->channel, sizeof(out->channel));
	sql_get(q, 5, word, sizeof(word));
	if (!lang_read(word, &out->lang))
		out->lang = LANG_FIRST;
	sql_get(q, 8, word, sizeof(word));
	out->class = word[0];
}
