#include "handlers/condition/subjects.h"

#include "handlers/condition/fault_kind.h"
#include "templates/file/yaml_get.h"
#include "templates/text/fold.h"
#include "templates/text/text.h"

#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define THOUSAND 1000

/* ---- the machine is down; the text takes the ticket from its lead, or from another customer ---- */

static bool down(const struct condition_of *of, const struct term *t, struct operand *out)
{
	(void)t;
	out->least = of->ticket->down;
	return true;
}

static bool taken(const struct condition_of *of, const struct term *t, struct operand *out)
{
	const struct ticket *was = of->before, *is = of->ticket;
	(void)t;
	out->least = was && ((was->lead != 0 && was->lead != is->lead) ||
			     (was->customer != 0 && was->customer != is->customer));
	return true;
}

/* ---- where it stood before the text ---- */

static bool read_from(const struct operand_reader *r, const struct yaml *y, struct operand *out)
{
	const char *names[STATES_MAX];
	for (size_t i = 0; i < r->flow->states_n; i++)
		names[i] = r->flow->states[i].name;
	return operand_read_name(r, y, "state", names, r->flow->states_n, out);
}

static bool from(const struct condition_of *of, const struct term *t, struct operand *out)
{
	(void)t;
	out->least = of->before ? of->before->state : -1;
	return of->before != NULL;
}

/* ---- the customer's class ---- */

static bool read_class(const struct operand_reader *r, const struct yaml *y, struct operand *out)
{
	static const char *const names[] = {"A", "B", "C", "D"};
	return operand_read_name(r, y, "class", names, COUNT(names), out);
}

static bool class(const struct condition_of *of, const struct term *t, struct operand *out)
{
	(void)t;
	out->least = of->ticket->customer_class - 'A';
	return out->least >= 0;
}

/* ---- from the station to the machine ---- */

static bool read_km(const struct operand_reader *r, const struct yaml *y, struct operand *out)
{
	return operand_read_range(r, y, operand_number,
				  "a distance; write `over 100`, `up to 100` or `over 100 up to 200`", out);
}

static bool km(const struct condition_of *of, const struct term *t, struct operand *out)
{
	double metres = of->ticket->km * THOUSAND - 1e-6;
	(void)t;
	if (of->ticket->km < 0)
		return false;
	/* Rounded up: whatever is more than a bound is over it. */
	out->least = (int64_t)metres + (metres > (double)(int64_t)metres);
	return true;
}

/* ---- the station's region ---- */

static bool read_region(const struct operand_reader *r, const struct yaml *y, struct operand *out)
{
	char typed[64];
	*out = (struct operand){.least = 0, .most = 0};
	if (!yaml_text(y, typed, sizeof(typed), r->f))
		return false;
	text_copy(out->typed, sizeof(out->typed), typed);
	if (fold_small(out->word, sizeof(out->word), typed) && *out->word)
		return true;
	yaml_fault(r->f, y, "a region is a short name, as in stations.csv; write one");
	return false;
}

static bool region(const struct condition_of *of, const struct term *t, struct operand *out)
{
	const struct station *s = roster_station(of->roster, of->ticket->station);
	(void)t;
	return s && fold_small(out->word, sizeof(out->word), s->region);
}

/* ---- an argument of the text ---- */

static bool read_argument(const struct operand_reader *r, const struct yaml *y, struct operand *out)
{
	return r->is->kind->operand(r, y, out);
}

static bool argument(const struct condition_of *of, const struct term *t, struct operand *out)
{
	return of->given && given_value(of->given, t->take, &out->least);
}

/* ---- a field of the ticket ---- */

static bool field(const struct condition_of *of, const struct term *t, struct operand *out)
{
	const struct flow *f = of->ticket->flow;
	if (!field_value(&t->field->is, of->ticket->fields[t->field - f->fields], &out->least))
		strcpy(out->word, OPERAND_NONE);
	return true;
}

/* ---- the kind of fault ---- */

static bool read_fault(const struct operand_reader *r, const struct yaml *y, struct operand *out)
{
	const char *names[KINDS_MAX];
	for (size_t i = 0; i < r->flow->kinds_n; i++)
		names[i] = r->flow->kinds[i].name;
	return operand_read_name(r, y, "kind of fault", names, r->flow->kinds_n, out);
}

static bool fault(const struct condition_of *of, const struct term *t, struct operand *out)
{
	(void)t;
	out->least = fault_kind_find(of->ticket->flow, of->ticket->fault);
	return out->least >= 0;
}

/* ---- the table ---- */

static const struct subject subjects[] = {
	{"down", false, true, operand_read_yes, down},
	{"taken", true, true, operand_read_yes, taken},
	{"from", true, false, read_from, from},
	{"class", false, false, read_class, class},
	{"km", false, false, read_km, km},
	{"region", false, false, read_region, region},
	{SUBJECT_ARGUMENT, true, false, read_argument, argument},
	{SUBJECT_FIELD, false, false, operand_read_field, field},
	{"fault", false, false, read_fault, fault},
};

const struct subject *subjects_at(size_t i)
{
	return i < COUNT(subjects) ? &subjects[i] : NULL;
}

const struct subject *subjects_find(const char *name)
{
	for (size_t i = 0; i < COUNT(subjects); i++) {
		if (strcmp(subjects[i].name, name) == 0)
			return &subjects[i];
	}
	return NULL;
}
