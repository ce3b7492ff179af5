#include "handlers/people/mo.h"

const struct person the_desk = {.name = "desk", .folded = "desk", .lang = LANG_FIRST, .roles = ROLE_BIT(AGENT)};

int64_t mo_moment(const struct mo *m)
{
	return m->sent != 0 && m->sent <= m->came + MO_AHEAD_MS ? m->sent : m->came;
}
