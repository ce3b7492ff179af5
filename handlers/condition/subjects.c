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
	if (fold_small(out->word, REGION_BYTES, typed) && *out->word)
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

/* ---- a share of the tickets, or of a schedule's machines ---- */

#define WHOLE (100 * THOUSAND)

static bool read_drawn(const struct operand_reader *r, const struct yaml *y, struct operand *out)
{
	char typed[32];
	size_t n;
	int64_t share;
	if (!yaml_text(y, typed, sizeof(typed), r->f))
		return false;
	n = strlen(typed);
	*out = (struct operand){.least = 0};
	if (n > 1 && typed[n - 1] == '%') {
		typed[n - 1] = '\0';
		if (operand_number(typed, &share) && share > 0 && share < WHOLE) {
			out->most = share - 1;
			return true;
		}
	}
	yaml_fault(r->f, y, "this is not a share; write one of more than 0%% and less than 100%%, as `10%%`");
	return false;
}

/* The same for the same two numbers at any time, and like a die's throw for others. */
static uint64_t throw(uint64_t a, uint64_t b)
{
	uint64_t h = a * 0x9e3779b97f4a7c15u ^ (b + 1) * 0xbf58476d1ce4e5b9u;
	h = (h ^ h >> 30) * 0xbf58476d1ce4e5b9u;
	h = (h ^ h >> 27) * 0x94d049bb133111ebu;
	return h ^ h >> 31;
}

/* A ticket's own draw, which nobody can know before it is opened. A machine draws anew for each occasion. */
static bool drawn(const struct condition_of *of, const struct term *t, struct operand *out)
{
	const struct ticket *k = of->ticket;
	uint64_t draw = of->machine ? throw((uint64_t)k->machine, (uint64_t)of->machine->occasion)
				    : throw((uint64_t)k->number, (uint64_t)k->opened);
	(void)t;
	out->least = (int64_t)(draw % WHOLE);
	return true;
}

/* ---- a machine that may be due ---- */

static bool read_hours(const struct operand_reader *r, const struct yaml *y, struct operand *out)
{
	return operand_read_range(r, y, operand_signed,
				  "a number of hours; write `up to 50`, `over 2000` or `from 0 up to 50`", out);
}

static bool read_days(const struct operand_reader *r, const struct yaml *y, struct operand *out)
{
	return operand_read_range(r, y, operand_signed,
				  "a number of days; write `up to 14`, `over 30` or `from 0 up to 31`", out);
}

static bool is_known(const struct condition_of *of, enum machine_fact fact, struct operand *out)
{
	out->least = of->machine ? of->machine->is[fact] : FACT_UNKNOWN;
	return out->least != FACT_UNKNOWN;
}

static bool hours(const struct condition_of *of, const struct term *t, struct operand *out)
{
	(void)t;
	return is_known(of, FACT_HOURS, out);
}

static bool hours_left(const struct condition_of *of, const struct term *t, struct operand *out)
{
	(void)t;
	return is_known(of, FACT_HOURS_LEFT, out);
}

static bool days_left(const struct condition_of *of, const struct term *t, struct operand *out)
{
	(void)t;
	return is_known(of, FACT_DAYS_LEFT, out);
}

static bool warranty_days(const struct condition_of *of, const struct term *t, struct operand *out)
{
	(void)t;
	return is_known(of, FACT_WARRANTY_DAYS, out);
}

static bool read_words(const struct operand_reader *r, const struct yaml *y, const char *mend, struct operand *out)
{
	char typed[128];
	*out = (struct operand){.least = 0, .most = 0};
	if (!yaml_text(y, typed, sizeof(typed), r->f))
		return false;
	if (fold_small(out->word, sizeof(out->word), typed) && *out->word)
		return true;
	yaml_fault(r->f, y, "%s", mend);
	return false;
}

static bool read_model(const struct operand_reader *r, const struct yaml *y, struct operand *out)
{
	return read_words(r, y, "a model is known by how it begins, at most 47 bytes; write that, as `EC210`", out);
}

/* The operand with which the machine's model begins. */
static bool model(const struct condition_of *of, const struct term *t, struct operand *out)
{
	char folded[NAME_BYTES];
	if (!fold_small(folded, sizeof(folded), of->ticket->model))
		return false;
	for (size_t i = 0; i < t->n; i++) {
		if (strncmp(folded, t->in[i].word, strlen(t->in[i].word)) == 0) {
			strcpy(out->word, t->in[i].word);
			return true;
		}
	}
	return false;
}

static bool read_station(const struct operand_reader *r, const struct yaml *y, struct operand *out)
{
	return read_words(r, y, "this name is too long; ask for the `region` of the station instead", out);
}

static bool station(const struct condition_of *of, const struct term *t, struct operand *out)
{
	const struct station *s = roster_station(of->roster, of->ticket->station);
	(void)t;
	return s && fold_small(out->word, sizeof(out->word), s->name);
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
	{"down", ASKED_TICKET, true, operand_read_yes, down},
	{"taken", ASKED_TEXT, true, operand_read_yes, taken},
	{"from", ASKED_TEXT, false, read_from, from},
	{"class", ASKED_ANY, false, read_class, class},
	{"km", ASKED_ANY, false, read_km, km},
	{"region", ASKED_ANY, false, read_region, region},
	{"hours", ASKED_MACHINE, false, read_hours, hours},
	{"hours_left", ASKED_MACHINE, false, read_hours, hours_left},
	{"days_left", ASKED_MACHINE, false, read_days, days_left},
	{"warranty_days", ASKED_MACHINE, false, read_days, warranty_days},
	{"model", ASKED_MACHINE, false, read_model, model},
	{"station", ASKED_MACHINE, false, read_station, station},
	{"drawn", ASKED_ANY, false, read_drawn, drawn},
	{SUBJECT_ARGUMENT, ASKED_TEXT, false, read_argument, argument},
	{SUBJECT_FIELD, ASKED_TICKET, false, operand_read_field, field},
	{"fault", ASKED_TICKET, false, read_fault, fault},
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
