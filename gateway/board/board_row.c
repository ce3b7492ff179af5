#include "gateway/board/board_row.h"

#include "gateway/command/workspace.h"
#include "handlers/clock/pressing_clock.h"
#include "handlers/model/expected_code.h"

/* Whoever works here is in memory. */
void board_person_put(struct json_writer *j, const struct board *b, const char *key, int64_t person)
{
	const struct person *p = person ? roster_person(b->roster, person) : NULL;
	char name[NAME_BYTES] = "";

	if (person && !p)
		workspace_name(b->store, person, name, sizeof(name));
	json_put_string_or_null(j, key, p ? p->name : name);
}

void board_next_put(struct json_writer *j, const struct board *b, const struct ticket *t)
{
	const struct code *code = expected_code(t);
	bool late;
	int clock = pressing_clock(t, b->now, &late);
	const struct clock_kind *k = clock >= 0 ? &t->flow->clocks[clock] : NULL;

	json_put_time_or_null(j, "due", k ? t->clocks[clock].due : 0);
	json_put_bool(j, "late", late);
	json_put_string_or_null(j, "clock", k ? k->name : "");
	json_put_string_or_null(j, "clock_label", k ? k->label.in[b->lang] : "");
	json_put_string_or_null(j, "next_code", code ? code->name : "");
	json_put_string_or_null(j, "next_word", code ? code->word.in[b->lang] : "");
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
	json_put_string_or_null(j, "machine", t->serial);
	json_put_string_or_null(j, "customer", t->customer_name);
	json_put_string_or_null(j, "station", t->station_name);
	board_person_put(j, b, "engineer", t->lead);
	json_put_id_or_null(j, "parent", t->parent);
	json_put_string_or_null(j, "fault", t->fault);
	board_next_put(j, b, t);
	board_titles_put(j, b, t);
}
