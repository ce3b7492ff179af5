#include "db/sqlite/messages/delivery_sql.h"

void delivery_bind(struct query *q, enum delivery state, int64_t at)
{
	bool unsettled = state == DELIVERY_SENDING || state == DELIVERY_UNKNOWN;

	sql_text(q, unsettled ? delivery_name(state) : NULL);
	sql_id(q, delivery_is_lost(state) ? at : 0);
}
