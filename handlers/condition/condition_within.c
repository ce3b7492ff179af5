#include "handlers/condition/condition_within.h"

#include "handlers/condition/subjects.h"

#include <string.h>

bool condition_same(const struct term *a, const struct term *b)
{
	return a->subject == b->subject && a->take == b->take && a->field == b->field;
}

static const struct term *same_term(const struct condition *c, const struct term *t)
{
	for (size_t i = 0; c && i < c->n; i++) {
		if (condition_same(&c->terms[i], t))
			return &c->terms[i];
	}
	return NULL;
}

static bool is_covered(const struct operand *one, const struct term *wide)
{
	for (size_t i = 0; i < wide->n; i++) {
		const struct operand *in = &wide->in[i];
		if (one->least >= in->least && one->most <= in->most && strcmp(one->word, in->word) == 0)
			return true;
	}
	return false;
}

bool condition_within(const struct condition *narrow, const struct condition *wide)
{
	for (size_t i = 0; wide && i < wide->n; i++) {
		const struct term *t = same_term(narrow, &wide->terms[i]);
		if (!t)
			return false;
		for (size_t k = 0; k < t->n; k++) {
			if (!is_covered(&t->in[k], &wide->terms[i]))
				return false;
		}
	}
	return true;
}

const struct term *condition_term(const struct condition *c, const char *name)
{
	for (size_t i = 0; c && i < c->n; i++) {
		if (strcmp(c->terms[i].subject->name, name) == 0)
			return &c->terms[i];
	}
	return NULL;
}
