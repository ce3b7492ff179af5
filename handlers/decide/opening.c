#include "handlers/decide/opening.h"

#include "handlers/answer/event.h"
#include "handlers/answer/repeat_failure.h"
#include "handlers/answer/tell.h"
#include "handlers/model/ticket_move.h"
#include "templates/text/spelling.h"

#include <stdio.h>
#include <string.h>

#define SAID_SHOWN 65 /* cut at a whole character */

static const char *nearest(const struct flow *f, const char *name)
{
	const char *names[FIELDS_MAX];
	for (size_t i = 0; i < f->fields_n; i++)
		names[i] = f->fields[i].is.name;
	return spelling_nearest(name, names, f->fields_n);
}

static bool refuse_name(const struct flow *f, const char *name, char *why, size_t size)
{
	const char *near = nearest(f, name);
	if (near)
		snprintf(why, size, "the flow \"%s\" has no field \"%.32s\"; did you mean \"%s\"?", f->name, name,
			 near);
	else
		snprintf(why, size, "the flow \"%s\" has no field \"%.32s\"; leave it out", f->name, name);
	return false;
}

static bool refuse_value(const struct value *is, const char *said, char *why, size_t size)
{
	size_t n = (size_t)snprintf(why, size, "\"%s\": \"%.64s\" is not %s", is->name, said, is->kind->shape);
	if (is->most && n < size)
		n += (size_t)snprintf(why + n, size - n, ", within the `min` and `max` of its field");
	for (size_t i = 0; i < is->choices_n && n < size; i++)
		n += (size_t)snprintf(why + n, size - n, "%s%s", i ? ", " : ": ", is->choices[i].name);
	return false;
}

bool opening_field(const struct context *ctx, struct opening *o, const char *name, const char *said, char *why,
		   size_t size)
{
	int i = flow_field(o->flow, name);
	const struct value *is;
	int64_t value;
	if (i < 0)
		return refuse_name(o->flow, name, why, size);
	is = &o->flow->fields[i].is;
	if (!is->kind->read_plain) {
		o->said[i] = *said ? said : NULL;
		return true;
	}
	if (!is->kind->read_plain(ctx, is, said, &value))
		return refuse_value(is, said, why, size);
	o->told[i] = field_kept(is, value);
	return true;
}

void opening_field_wrong(const struct row_words *words, const struct flow *f, const char *name, const char *said,
			 struct text *out)
{
	const bool known = flow_field(f, name) >= 0;
	const char *near = known ? NULL : nearest(f, name);
	char shown[SAID_SHOWN];
	const char *const values[] = {name, known ? shown : near, NULL};
	text_copy(shown, sizeof(shown), said);
	row_words_say(words, known ? WRONG_FIELD_VALUE : near ? WRONG_FIELD_NEAR : WRONG_FIELD, values, out);
}

/* What a ticket keeps of words is the text that says them. */
static void keep_words(const struct opening *o, struct move *m, struct effects *e)
{
	for (size_t i = 0; i < o->flow->fields_n; i++) {
		if (!o->said[i])
			continue;
		m->told[i] = o->text;
		effects_keep_words(e, o->flow->fields[i].is.name, o->said[i]);
	}
}

void decide_open(const struct context *ctx, const struct opening *o, struct effects *e)
{
	struct ticket blank, *t = &e->ticket;
	struct saying s = {.ctx = ctx, .ticket = t, .flow = o->flow, .now = o->came, .said = o->said, .mo = o->mo};
	struct move m;
	ticket_blank(&blank, o->flow, o->number);
	*t = blank;
	t->opened = o->came;
	t->machine = o->machine ? o->machine->id : 0;
	t->customer = o->customer ? o->customer->id : 0;
	t->station = o->station ? o->station->id : 0;
	t->customer_manager = o->customer ? o->customer->sales_manager : 0;
	t->customer_class = o->customer ? o->customer->class : 0;
	t->km = o->machine ? o->machine->km : -1;
	t->down = o->down;
	t->parent = o->parent;
	text_copy(t->fault, sizeof(t->fault), o->fault);
	text_copy(t->site, sizeof(t->site), o->site);
	text_copy(t->serial, sizeof(t->serial), o->machine ? o->machine->serial : o->serial);
	text_copy(t->model, sizeof(t->model), o->machine ? o->machine->model : "");
	text_copy(t->place, sizeof(t->place), o->machine ? o->machine->place : "");
	text_copy(t->customer_name, sizeof(t->customer_name), o->customer ? o->customer->name : o->customer_words);
	text_copy(t->customer_number, sizeof(t->customer_number), o->customer ? o->customer->number : "");
	text_copy(t->station_name, sizeof(t->station_name), o->station ? o->station->name : o->station_words);
	m = (struct move){.code = &o->flow->open, .at = o->came};
	memcpy(m.told, o->told, sizeof(m.told));
	keep_words(o, &m, e);
	ticket_move(t, &m);
	repeat_failure_find(ctx, t);
	event_add(ctx, e, &blank, t, o->flow->open.name, o->by, o->came);
	e->outcome = DONE;
	tell_opening(e, &s);
}

void decide_open_again(const struct context *ctx, const struct opening *o, const struct ticket *before,
		       struct effects *e)
{
	struct ticket *t = &e->ticket;
	struct move m = {.code = &o->flow->open, .at = o->came};
	bool changes = false;
	e->outcome = DONE;
	if (before->state < 0 || o->flow->states[before->state].ends)
		return;
	*t = *before;
	memcpy(m.told, o->told, sizeof(m.told));
	keep_words(o, &m, e);
	for (size_t i = 0; i < o->flow->fields_n; i++) {
		changes = changes || (m.told[i] != 0 && m.told[i] != t->fields[i]);
		t->fields[i] = m.told[i] != 0 ? m.told[i] : t->fields[i];
	}
	if (!changes)
		return;
	t->last_text = t->last_by = t->last_at = 0;
	event_add(ctx, e, before, t, CODE_IMPORT, o->by, o->came);
}
