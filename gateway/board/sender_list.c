#include "gateway/board/sender_list.h"

#include "handlers/model/flow.h"

void sender_list_add(struct json_writer *j, const struct roles *roles, uint64_t by)
{
	for (int i = 0; i < roles_count(roles); i++)
		if (by & ROLE_BIT(i))
			json_add_string(j, role_name(roles, i));
	if (by & BY_LEAD)
		json_add_string(j, "lead");
	if (by & BY_THE_CUSTOMER)
		json_add_string(j, "customer");
	if (by & BY_STAFF)
		json_add_string(j, "staff");
	if (by & BY_ANYONE)
		json_add_string(j, "anyone");
}
