#include "handlers/codes/deputy.h"

#include "handlers/answer/tell.h"
#include "handlers/decision/arguments.h"
#include "handlers/people/roster_roles.h"

void decide_deputy(struct decision *d)
{
	struct arguments a;
	const struct person *head = d->m->sender, *former = roster_acting(d->ctx->roster, head, d->m->came);
	const char *template;
	if (!(head->roles & ROLE_BIT(STATION_HEAD))) {
		d->wish.code = NULL;
		decision_refuse(d, "refused.role", NULL);
		return;
	}
	if (!arguments_read(d, d->codes[0], NULL, false, &a))
		return;
	d->e->new_deputy = true;
	d->e->deputy_of = head->id;
	d->e->deputy = a.person->id == head->id ? 0 : a.person->id; /* naming the head ends it */
	d->e->deputy_until = a.time;
	d->e->outcome = DONE;
	d->s.who = a.person;
	d->s.until = a.time;
	if (former->id != head->id && former->id != d->e->deputy)
		answer_say(d->e, &d->s, former, "deputy.over");
	if (d->e->deputy)
		tell_codes(d->e, &d->s, &d->before, a.person);
	template = d->e->deputy ? d->codes[0]->answer : "deputy.ended";
	answer_sender(d->e, &d->s, template);
}
