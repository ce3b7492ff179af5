#include "gateway/api/route/api_route.h"

#include "gateway/board/argument.h"
#include "gateway/wire/json_writer.h"
#include "handlers/people/roster_roles.h"

/* The code by which they name a deputy; NULL: none of theirs does. */
static const struct code *naming_code(const struct api_ask *ask, const struct person *p)
{
	const struct flows *all = &ask->w->rules->flows;

	if (!(p->roles & roster_with_deputy(&ask->w->roster)))
		return NULL;
	for (size_t i = 0; i < all->n; i++)
		for (size_t k = 0; k < all->all[i]->codes_n; k++) {
			const struct code *c = &all->all[i]->codes[k];

			if (c->does == DOES_DEPUTY && c->by & p->roles)
				return c;
		}
	return NULL;
}

/* Who stands in for them now; NULL: nobody. */
static const struct person *deputy_of(const struct api_ask *ask, const struct person *p)
{
	const struct person *acting = roster_acting(&ask->w->roster, p, ask->request->now);

	return acting->id != p->id ? acting : NULL;
}

/* Deputies have to know for whom they stand in. */
static bool may_see(const struct api_ask *ask, const struct person *p)
{
	const struct person *asker = &ask->access.person, *deputy = deputy_of(ask, p);

	return access_sees_all(&ask->access) || asker->roles & ROLE_BIT(ADMINISTRATOR) || p->id == asker->id ||
	       (deputy && deputy->id == asker->id);
}

static void put_code(struct json_writer *j, const struct code *c, enum lang l)
{
	json_open_object(j, "names_by");
	json_put_string(j, "code", c->name);
	json_put_string(j, "word", c->word.in[l]);
	json_open_list(j, "arguments");
	for (size_t i = 0; i < c->takes_n; i++)
		argument_put(j, &c->takes[i].is, c->takes[i].must == MUST, &c->takes[i].example, l);
	json_close_list(j);
	json_close_object(j);
}

static void put(struct json_writer *j, const struct api_ask *ask, const struct person *p, const struct code *c)
{
	const struct station *s = roster_station(&ask->w->roster, p->station);
	const struct person *deputy = deputy_of(ask, p);

	json_add_object(j);
	json_put_id(j, "id", p->id);
	json_put_string(j, "name", p->name);
	json_put_string(j, "number", p->number);
	json_put_string_or_null(j, "station", s ? s->name : NULL);
	json_put_string_or_null(j, "deputy", deputy ? deputy->name : NULL);
	json_put_string_or_null(j, "deputy_number", deputy ? deputy->number : NULL);
	json_put_time_or_null(j, "deputy_until", deputy ? p->deputy_until : 0);
	put_code(j, c, ask->exchange->lang);
	json_close_object(j);
}

/* Who may have a deputy, and who it is. */
bool route_deputies(struct api_ask *ask)
{
	const struct roster *all = &ask->w->roster;
	struct json_writer j;

	if (!api_language(ask))
		return false;
	j = json_begin();
	json_open_list(&j, "items");
	for (size_t i = 0; i < all->n; i++) {
		const struct code *c = may_see(ask, &all->people[i]) ? naming_code(ask, &all->people[i]) : NULL;

		if (c)
			put(&j, ask, &all->people[i], c);
	}
	json_close_list(&j);
	json_put_null(&j, "next");
	return api_answer(ask, json_end(&j));
}
