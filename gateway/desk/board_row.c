#include "gateway/desk/board_row.h"

#include "gateway/command/workspace.h"
#include "gateway/desk/next_step.h"
#include "templates/text/units.h"

void board_text_put(struct json_writer *j, const char *key, const char *s)
{
	if (s && *s)
		json_put_string(j, key, s);
	else
		json_put_null(j, key);
}

void board_time_put(struct json_writer *j, const char *key, int64_t at)
{
	if (at)
		json_put_time(j, key, at);
	else
		json_put_null(j, key);
}

/* Whoever works here is in memory. */
void board_person_put(struct json_writer *j, const struct board *b, const char *key, int64_t person)
{
	const struct person *p = person ? roster_person(b->roster, person) : NULL;
	char name[NAME_BYTES] = "";

	if (person && !p)
		workspace_name(b->store, person, name, sizeof(name));
	board_text_put(j, key, p ? p->name : name);
}

static void put_next(struct json_writer *j, const struct board *b, const struct next_step *n)
{
	json_open_object(j, "next");
	board_text_put(j, "code", n->code ? n->code->name : "");
	board_text_put(j, "word", n->code ? n->code->word.in[b->lang] : "");
	board_text_put(j, "clock", n->clock ? n->clock->name : "");
	board_text_put(j, "label", n->clock ? n->clock->label.in[b->lang] : "");
	board_time_put(j, "due", n->due);
	if (n->due)
		json_put_number(j, "seconds_left", (n->due - b->now) / SECOND_MS);
	else
		json_put_null(j, "seconds_left");
	json_close_object(j);
}

void board_next_put(struct json_writer *j, const struct board *b, const struct ticket *t)
{
	const struct next_step n = next_step(t, b->now);

	put_next(j, b, &n);
}

static void put_state(struct json_writer *j, const struct board *b, const struct ticket *t)
{
	const struct state *s = t->state >= 0 ? &t->flow->states[t->state] : NULL;

	json_put_string(j, "state", s ? s->name : "?");
	json_put_string(j, "state_title", s ? s->label.in[b->lang] : "?");
}

void board_row_put(struct json_writer *j, const struct board *b, const struct ticket *t)
{
	const struct next_step n = next_step(t, b->now);

	json_put_id(j, "ticket", t->number);
	json_put_string(j, "flow", t->flow->name);
	json_put_string(j, "flow_title", t->flow->title.in[b->lang]);
	put_state(j, b, t);
	json_put_bool(j, "down", t->down);
	json_put_bool(j, "late", n.late);
	json_put_time(j, "opened", t->opened);
	board_text_put(j, "machine", t->serial);
	board_text_put(j, "customer", t->customer_name);
	board_text_put(j, "station", t->station_name);
	board_person_put(j, b, "engineer", t->lead);
	if (t->parent)
		json_put_id(j, "parent", t->parent);
	else
		json_put_null(j, "parent");
	board_text_put(j, "fault", t->fault);
	put_next(j, b, &n);
}
