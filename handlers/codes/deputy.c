#include "handlers/codes/deputy.h"

#include "handlers/answer/tell.h"
#include "handlers/codes/deputy_over.h"
#include "handlers/decision/arguments.h"
#include "handlers/people/roster.h"

/* Who stood in before and does no longer. One whose time is over would not be named any more if it had been told. */
static void end_former(struct decision *d)
{
	const struct person *head = d->m->sender, *former = roster_person(d->ctx->roster, head->deputy);
	if (former && former->id != head->id && former->id != d->e->deputy)
		deputy_say_over(d->e, &d->s, former);
}

void decide_deputy(struct decision *d)
{
	struct arguments a;
	const struct person *head = d->m->sender;
	const char *template;
	if (!(head->roles & roster_with_deputy(d->ctx->roster))) {
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
	end_former(d);
	if (d->e->deputy)
		tell_codes(d->e, &d->s, &d->before, a.person);
	template = d->e->deputy ? d->codes[0]->answer : "deputy.ended";
	answer_sender(d->e, &d->s, template);
}
