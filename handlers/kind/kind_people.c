/* Any number of people, who come along. */
#include "handlers/kind/kinds.h"
#include "handlers/kind/person_take.h"
#include "handlers/model/ticket_move.h"

static bool read(struct decision *d, const struct taking *t, struct arguments *a)
{
	(void)t;
	for (size_t i = 0; i < d->r.people_n; i++) {
		const struct person *p = person_of(d, &d->r.people[i], false);
		bool there;
		if (!p)
			return false;
		there = p->id == d->m->sender->id;
		for (size_t j = 0; j < a->companions_n && !there; j++)
			there = a->companions[j] == p->id;
		if (there)
			continue;
		if (a->companions_n == COMPANIONS_MAX)
			return decision_refuse(d, "refused.many", p->name);
		a->companions[a->companions_n++] = p->id;
	}
	d->wish.person = NULL;
	if (d->r.people_more)
		return decision_refuse(d, "refused.many", "");
	return d->r.stranger[0] && (d->r.meant || d->r.announced) ? person_refuse_stranger(d) : true;
}

static void keep(const struct take *k, const struct arguments *a, struct move *m)
{
	(void)k;
	m->companions = a->companions;
	m->companions_n = a->companions_n;
	m->set_companions = true;
}

const struct value_kind kind_people = {
	.name = "people",
	.brings = BRINGS_PEOPLE,
	.read = read,
	.example = person_example,
	.keep = keep,
};
