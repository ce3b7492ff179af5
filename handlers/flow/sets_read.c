#include "handlers/flow/sets_read.h"

#include <string.h>

#include "templates/file/yaml_get.h"
#include "templates/text/text.h"

/* In the order of enum machine_part. */
static const char *const part_names[MACHINE_PARTS] = {"hours", "station", "customer", "warranty_until"};
static const char *const part_shapes[MACHINE_PARTS] = {
	"a field that is a number",
	"a field that is a station, `ticket` for the ticket's, or `none`",
	"`ticket` for the ticket's, or `none`",
	"a field that is a date, or `none`",
};

/* Whether a field of that kind can say what the part is set to. */
static bool can_say(enum machine_part part, const struct value *is)
{
	if (part == PART_HOURS)
		return is->kind->digits;
	if (part == PART_STATION)
		return (is->kind->brings & BRINGS_STATION) != 0;
	return part == PART_WARRANTY && is->kind->day;
}

static bool read_from(struct flow_reader *r, const char *typed, struct machine_set *set)
{
	set->field = flow_field(r->flow, typed);
	if (set->field >= 0) {
		set->from = SET_FIELD;
		return can_say(set->part, &r->flow->fields[set->field].is);
	}
	set->from = strcmp(typed, "none") == 0 ? SET_NONE : SET_TICKET;
	if (set->from == SET_NONE)
		return set->part != PART_HOURS;
	return strcmp(typed, "ticket") == 0 && (set->part == PART_STATION || set->part == PART_CUSTOMER);
}

static void read_set(struct flow_reader *r, const struct yaml *n, struct code *c)
{
	struct machine_set *set = &c->sets[c->sets_n];
	int part = yaml_key_of(n, "part of a machine that can be set", part_names, MACHINE_PARTS, r->f);
	char typed[PLACE_NAME];

	if (part < 0 || !yaml_text(n, typed, sizeof(typed), r->f))
		return;
	set->part = (enum machine_part)part;
	if (read_from(r, typed, set))
		c->sets_n++;
	else
		yaml_fault(r->f, n, "`%s` cannot be set to this; write %s", part_names[part], part_shapes[part]);
}

void sets_read(struct flow_reader *r, const struct yaml *y, struct code *c)
{
	const struct yaml *sets = yaml_get(y, "sets");

	if (!sets || !yaml_is_map(sets, "{hours: FIELD}, or leave the key out", r->f))
		return;
	c->sets_line = sets->key_line;
	c->sets_col = sets->key_col;
	if (c->does != DOES_MOVE) {
		yaml_fault_key(r->f, sets, "only a code that does `move` sets something of the machine; leave it out");
		return;
	}
	for (size_t i = 0; i < sets->n && c->sets_n < MACHINE_PARTS; i++)
		read_set(r, &sets->items[i], c);
}
