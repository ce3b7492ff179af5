#include "gateway/api/route/api_route.h"

#include "gateway/wire/json_writer.h"
#include "handlers/people/roster.h"

char *route_me_json(const struct api_ask *ask)
{
	const struct person *p = &ask->access.person;
	const struct roles *roles = &ask->w->rules->roles;
	const struct station *s = roster_station(&ask->w->roster, p->station);
	struct json_writer j = json_begin();

	json_put_string(&j, "person", p->number);
	json_put_string(&j, "name", p->name);
	json_open_list(&j, "roles");
	for (int r = 0; r < roles_count(roles); r++)
		if (p->roles & ROLE_BIT(r))
			json_add_string(&j, role_name(roles, r));
	json_close_list(&j);
	json_put_string_or_null(&j, "station", s ? s->name : NULL);
	json_put_string(&j, "language", lang_name(p->lang));
	return json_end(&j);
}

/* Who the token is. */
bool route_me(struct api_ask *ask)
{
	return api_answer(ask, route_me_json(ask));
}
