#include "handlers/condition/condition_holds.h"

#include "handlers/condition/subjects.h"

#include <string.h>

static bool is_in(const struct operand *value, const struct operand *in)
{
	return value->least >= in->least && value->least <= in->most && strcmp(value->word, in->word) == 0;
}

static bool term_holds(const struct term *t, const struct condition_of *of)
{
	struct operand value;
	value.least = 0;
	value.word[0] = '\0';
	if (!t->subject->value(of, t, &value))
		return false;
	for (size_t i = 0; i < t->n; i++) {
		if (is_in(&value, &t->in[i]))
			return true;
	}
	return false;
}

bool condition_holds(const struct condition *c, const struct condition_of *of)
{
	for (size_t i = 0; c && i < c->n; i++) {
		if (!term_holds(&c->terms[i], of))
			return false;
	}
	return true;
}
