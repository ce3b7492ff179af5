#include "gateway/board/board_row.h"

#include "gateway/command/workspace.h"
#include "handlers/clock/pressing_clock.h"
#include "handlers/model/expected_code.h"

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

void board_next_put(struct json_writer *j, const struct board *b, const struct ticket *t)
{
	const struct code *code = expected_code(t);
	bool late;
	int clock = pressing_clock(t, b->now, &late);
	const struct clock_kind *k = clock >= 0 ? &t->flow->clocks[clock] : NULL;

	board_time_put(j, "due", k ? t->clocks[clock].due : 0);
	json_put_bool(j, "late", late);
	board_text_put(j, "clock", k ? k->name : "");
	board_text_put(j, "clock_label", k ? k->label.in[b->lang] : "");
	board_text_put(j, "next_code", code ? code->name : "");
	board_text_put(j, "next_word", code ? code->word.in[b->lang] : "");
}

void board_titles_put(struct json_writer *j, const struct board *b, const struct ticket *t)
{
	json_put_string(j, "flow_title", t->flow->title.in[b->lang]);
	json_put_string(j, "state_title", t->state >= 0 ? t->flow->states[t->state].label.in[b->lang] : "?");
}

void board_row_put(struct json_writer *j, const struct board *b, const struct ticket *t)
{
	json_put_id(j, "ticket", t->number);
	json_put_string(j, "flow", t->flow->name);
	json_put_string(j, "state", t->state >= 0 ? t->flow->states[t->state].name : "?");
	json_put_bool(j, "down", t->down);
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
	board_next_put(j, b, t);
	board_titles_put(j, b, t);
}
