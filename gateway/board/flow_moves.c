#include "gateway/board/flow_moves.h"

#include <stdio.h>

#include "gateway/board/sender_list.h"

/* `owner`, or `owner.station_head`. */
static void add_field(struct json_writer *j, const struct flow *f, const struct field_people *who,
		      const struct roles *roles)
{
	char said[FLOW_NAME + ROLE_BYTES + 2];
	const char *field = f->fields[who->field].is.name;

	if (who->role < 0)
		json_add_string(j, field);
	else if (snprintf(said, sizeof(said), "%s.%s", field, role_name(roles, who->role)) > 0)
		json_add_string(j, said);
}

static void put_by(struct json_writer *j, const struct flow *f, const struct code *c, const struct roles *roles)
{
	json_open_list(j, "by");
	sender_list_add(j, roles, c->by);
	for (size_t i = 0; i < c->by_fields_n; i++)
		add_field(j, f, &c->by_fields[i], roles);
	json_close_list(j);
}

static void put_skipped(struct json_writer *j, const struct flow *f, uint32_t nodes)
{
	json_open_list(j, "misses");
	for (size_t i = 0; i < f->nodes_n; i++)
		if (nodes >> i & 1u)
			json_add_string(j, f->nodes[i].name);
	json_close_list(j);
}

static void put_move(struct json_writer *j, const struct flow *f, const struct code *c, int from, bool skipping,
		     const struct roles *roles)
{
	json_add_object(j);
	json_put_string(j, "code", c->name);
	json_open_object(j, "word");
	for (enum lang l = 0; l < langs_n; l++)
		if (*c->word.in[l])
			json_put_string(j, lang_name(l), c->word.in[l]);
	json_close_object(j);
	json_put_string(j, "from", f->states[from].name);
	json_put_string(j, "to", f->states[c->to < 0 ? from : c->to].name);
	put_by(j, f, c, roles);
	put_skipped(j, f, skipping ? c->skips[from] : 0);
	json_close_object(j);
}

void flow_moves_put(struct json_writer *j, const struct flow *f, const struct roles *roles)
{
	json_put_string_or_null(j, "start", f->open.to >= 0 ? f->states[f->open.to].name : "");
	json_open_list(j, "moves");
	for (size_t i = 0; i < f->codes_n; i++) {
		const struct code *c = &f->codes[i];

		for (int from = 0; from < (int)f->states_n; from++) {
			bool skipping = false;

			if (c->does != DOES_CLAIM && code_fits(c, from, &skipping))
				put_move(j, f, c, from, skipping, roles);
		}
	}
	json_close_list(j);
}
