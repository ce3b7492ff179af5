#include "handlers/codes/deputy.h"

#include "handlers/answer/tell.h"
#include "handlers/decision/arguments.h"
#include "handlers/people/roster_roles.h"

/* For whom a deputy is named: the sender, or the one head they stand in for themselves; NULL if there is no such
 * one. */
static const struct person *head_meant(const struct decision *d)
{
	const struct person *sender = d->m->sender;
	size_t i = 0;
	const struct person *head;
	if (sender->roles & ROLE_BIT(STATION_HEAD))
		return sender;
	head = roster_next_head(d->ctx->roster, sender, d->m->came, &i);
	return roster_next_head(d->ctx->roster, sender, d->m->came, &i) ? NULL : head;
}

void decide_deputy(struct decision *d)
{
	struct arguments a;
	const struct person *head = head_meant(d);
	const char *template;
	if (!head) {
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
	if (d->e->deputy)
		tell_codes(d->e, &d->s, &d->before, a.person);
	template = d->e->deputy ? d->codes[0]->answer : "deputy.ended";
	if (head->id != d->m->sender->id && head->id != d->e->deputy)
		answer_say(d->e, &d->s, head, template);
	answer_sender(d->e, &d->s, template);
}
