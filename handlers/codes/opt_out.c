#include "handlers/codes/opt_out.h"

#include <string.h>

#include "handlers/decision/candidates.h"
#include "handlers/decision/opt_words.h"
#include "handlers/people/roster_roles.h"
#include "templates/text/number.h"

#define NUMBERS_BYTES 160

/* The sender's open tickets, of all flows. */
static size_t find_open(struct decision *d)
{
	const struct flows *all = &d->ctx->rules->flows;
	size_t n = 0;
	for (size_t i = 0; i < all->n && n < FITS_MAX; i++)
		n += candidates_among(d->ctx, d->m->sender, all->all[i], NULL, flow_open_states(all->all[i]),
				      d->m->came, d->others + n, FITS_MAX - n);
	return n;
}

static bool is_told(const struct effects *e, const struct person *p)
{
	for (size_t i = 0; i < e->messages_n; i++) {
		if (e->messages[i].person == p->id)
			return true;
	}
	return false;
}

static void add_number(const struct decision *d, enum lang l, int64_t number, struct text *out)
{
	char digits[DECIMAL_BYTES];
	saying_comma(&d->s, l, out);
	text_add(out, number_write(number, digits));
}

/* Of all their tickets that this head has to do with, and that are not about the head. */
static void tell_head(struct decision *d, const struct person *head, size_t n)
{
	struct text numbers = text_new(NUMBERS_BYTES);
	if (is_told(d->e, head))
		return;
	for (size_t k = 0; k < n; k++) {
		if (roster_serves(d->ctx->roster, head, STATION_HEAD, d->others[k].station, d->m->came) &&
		    !ticket_is_about(&d->others[k], head, d->ctx->roster, d->m->came))
			add_number(d, head->lang, d->others[k].number, &numbers);
	}
	d->s.list = text_str(&numbers);
	if (numbers.len)
		answer_say(d->e, &d->s, head, "opted_out.staff");
	d->s.list = NULL;
	text_free(&numbers);
}

/* They would go on telling the customer by text what nobody reads. */
static void tell_heads(struct decision *d)
{
	const struct roster *r = d->ctx->roster;
	const struct person *p;
	size_t n = find_open(d);
	for (size_t k = 0; k < n; k++) {
		size_t i = 0;
		d->s.ticket = &d->others[k];
		while ((p = roster_next(r, STATION_HEAD, d->others[k].station, &i)))
			tell_head(d, roster_acting(r, p, d->m->came), n);
	}
	d->s.ticket = NULL;
}

bool decide_opt(struct decision *d)
{
	const struct world *w = d->ctx->world;
	const struct person *p = d->m->sender;
	enum opt opt = p->roles == 0 && !d->m->gaps ? opt_words_read(d->ctx->rules->reader, d->m->folded) : OPT_NONE;
	bool is_out = opt != OPT_NONE && w->opted_out(w->ctx, d->m->number);
	if (opt == OPT_NONE || (opt == OPT_IN && !is_out))
		return false;
	d->e->outcome = NOTED;
	/* Said again it does nothing, and is answered no more often than what does nothing. */
	d->e->opts_out = opt == OPT_OUT && !is_out;
	d->e->opts_in = opt == OPT_IN;
	/* Texts go to a person's first number alone. */
	if (d->e->opts_out && strcmp(d->m->number, p->number) == 0)
		tell_heads(d);
	answer_sender(d->e, &d->s, opt == OPT_OUT ? "opted_out.answer" : "opted_in.answer");
	return true;
}

bool decide_opt_of_staff(struct decision *d)
{
	if (d->m->sender->roles == 0 || opt_words_read(d->ctx->rules->reader, d->m->folded) != OPT_OUT)
		return false;
	d->wish.help = true;
	decision_refuse(d, "refused.opt_out", NULL);
	return true;
}
