#include "handlers/model/audience.h"

static const char *const no_roles[AUDIENCES - TO_LEAD] = {
	"lead_engineer", "former_engineer",     "customer",        "everyone_told", "named_person",
	"asker",         "former_station_head", "former_customer", "asked",
};

size_t audience_names(const struct roles *r, const char *out[AUDIENCES])
{
	size_t n = role_names(r, out);

	for (size_t i = 0; i < AUDIENCES - TO_LEAD; i++)
		out[n++] = no_roles[i];
	return n;
}

int audience_at(const struct roles *r, int index)
{
	int n = roles_count(r);

	return index < n ? index : TO_LEAD + index - n;
}

const char *audience_name(const struct roles *r, int audience)
{
	return audience < TO_LEAD ? role_name(r, audience) : no_roles[audience - TO_LEAD];
}
