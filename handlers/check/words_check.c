#include "handlers/check/words_check.h"

#include "handlers/check/fault_spot.h"

#include <stdlib.h>
#include <string.h>

struct word {
	const char *s;
	const struct flow *flow;
	const struct code *code;
	size_t i;    /* which of the code's */
	size_t rank; /* in the order they were read */
};

static int word_order(const void *a, const void *b)
{
	const struct word *x = a, *y = b;
	int order = strcmp(x->s, y->s);
	return order != 0 ? order : (x->rank > y->rank) - (x->rank < y->rank);
}

static size_t gather_code(const struct flow *f, const struct code *c, struct word *all, size_t n)
{
	for (size_t w = 0; w < c->words_n; w++, n++) {
		if (all != NULL)
			all[n] = (struct word){c->words[w], f, c, w, n};
	}
	return n;
}

static size_t gather_words(const struct flows *set, struct word *all)
{
	size_t n = 0;
	for (size_t i = 0; i < set->n; i++) {
		n = gather_code(set->all[i], &set->all[i]->open, all, n);
		for (size_t k = 0; k < set->all[i]->codes_n; k++)
			n = gather_code(set->all[i], &set->all[i]->codes[k], all, n);
	}
	return n;
}

/* They do the same in every flow, and are about none. */
static bool is_common(const struct code *c)
{
	return c->does == DOES_LIST || c->does == DOES_HELP || c->does == DOES_UNDO;
}

/* Approving a time and signing are said alike, and so are refusing one and declining. */
static enum does kind_of(const struct code *c)
{
	return c->does == DOES_APPROVE ? DOES_SIGN : c->does == DOES_REFUSE ? DOES_DECLINE : c->does;
}

/* They are of different flows and do the same, so the ticket decides which is meant, if both say that they share it. */
static bool could_share(const struct word *first, const struct word *again)
{
	return first->flow != again->flow && kind_of(first->code) == kind_of(again->code) &&
	       first->code->does != DOES_OPEN;
}

static bool may_share(const struct word *first, const struct word *again)
{
	return could_share(first, again) && (is_common(first->code) || (first->code->shared && again->code->shared));
}

static void alike_fault(const struct word *first, const struct word *again, struct faults *f)
{
	struct spot at =
		spot_at(again->flow, again->code->word_line[again->i], again->code->word_col[again->i], again->s);
	if (first->code == again->code)
		FAULT_AT(f, at,
			 "`%s` stands for this code already; full-width and half-width, large and small letters read "
			 "alike: leave one out",
			 again->s);
	else if (could_share(first, again))
		FAULT_AT(f, at,
			 "`%s` reads like the word of `%s` (%s:%d), and they are not both shared; give one another "
			 "word, or write `shared: yes` in both",
			 again->s, first->code->name, first->flow->file, first->code->word_line[first->i]);
	else
		FAULT_AT(f, at, "`%s` reads like the word of `%s` (%s:%d); give one of the two another word", again->s,
			 first->code->name, first->flow->file, first->code->word_line[first->i]);
}

/* A text's digits are a ticket's number before anything else. That no code looks like a time is seen to where the lexicons are
 * read. */
static void check_readable(const struct word *w, struct faults *f)
{
	struct spot at = spot_at(w->flow, w->code->word_line[w->i], w->code->word_col[w->i], w->s);
	size_t n = strlen(w->s);
	if (n >= 5 && strspn(w->s, "0123456789") == n)
		FAULT_AT(f, at, "`%s` reads like a ticket number; give the code a word, or at most four digits", w->s);
}

void words_check(const struct flows *set, struct faults *f)
{
	size_t n = gather_words(set, NULL);
	struct word *all = calloc(n + 1, sizeof(*all));
	size_t first;
	if (all == NULL) {
		fault_add(f, "flows", 0, 0, 1,
			  "there is not enough memory to compare the codes; free some and try again");
		return;
	}
	gather_words(set, all);
	for (size_t i = 0; i < n; i++)
		check_readable(&all[i], f);
	qsort(all, n, sizeof(*all), word_order);
	first = 0;
	for (size_t i = 1; i < n; i++) {
		if (strcmp(all[first].s, all[i].s) == 0 && !may_share(&all[first], &all[i]))
			alike_fault(&all[first], &all[i], f);
		else if (strcmp(all[first].s, all[i].s) != 0 || all[first].flow != all[i].flow)
			first = i;
	}
	free(all);
}
