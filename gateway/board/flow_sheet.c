#include "gateway/board/flow_sheet.h"

#include "gateway/board/argument.h"

static void put_labels(struct json_writer *j, const char *key, const struct label *l)
{
	json_open_object(j, key);
	for (enum lang i = 0; i < langs_n; i++)
		if (*l->in[i])
			json_put_string(j, lang_name(i), l->in[i]);
	json_close_object(j);
}

static void put_named(struct json_writer *j, const char *name, const char *key, const struct label *l)
{
	json_add_object(j);
	json_put_string(j, "name", name);
	put_labels(j, key, l);
}

static void put_field(struct json_writer *j, const struct value *is)
{
	put_named(j, is->name, "label", &is->label);
	json_put_string(j, "kind", is->kind->name);
	put_labels(j, "unit", &is->unit);
	json_open_list(j, "choices");
	for (size_t i = 0; i < is->choices_n; i++) {
		put_named(j, is->choices[i].name, "label", &is->choices[i].label);
		json_close_object(j);
	}
	json_close_list(j);
	json_close_object(j);
}

/* A promise is made later, unless the flow's own word for opening asks for it. */
static bool may_be_told(const struct field *f, const struct take *k)
{
	return k || !f->promise;
}

/* What the flow's own word asks for must be there as it says; anything else that a ticket keeps may be. */
static void put_opening(struct json_writer *j, const struct flow *f, enum lang l)
{
	json_open_object(j, "opening");
	json_open_list(j, "arguments");
	for (size_t i = 0; i < f->fields_n; i++) {
		const struct field *field = &f->fields[i];
		const struct take *k = code_tells(&f->open, (int)i);

		if (may_be_told(field, k))
			argument_put(j, &field->is, k && k->must == MUST, k ? &k->example : &field->example, l);
	}
	json_close_list(j);
	json_close_object(j);
}

static void put_states(struct json_writer *j, const struct flow *f)
{
	json_open_list(j, "states");
	for (size_t i = 0; i < f->states_n; i++) {
		put_named(j, f->states[i].name, "label", &f->states[i].label);
		json_put_bool(j, "ends", f->states[i].ends);
		json_close_object(j);
	}
	json_close_list(j);
}

void flow_sheet_put(struct json_writer *j, const struct flow *f, bool opens, enum lang l)
{
	json_put_string(j, "name", f->name);
	put_labels(j, "title", &f->title);
	put_states(j, f);
	json_open_list(j, "nodes");
	for (size_t i = 0; i < f->nodes_n; i++) {
		put_named(j, f->nodes[i].name, "label", &f->nodes[i].label);
		json_close_object(j);
	}
	json_close_list(j);
	json_open_list(j, "codes");
	for (size_t i = 0; i < f->codes_n; i++) {
		put_named(j, f->codes[i].name, "word", &f->codes[i].word);
		json_close_object(j);
	}
	json_close_list(j);
	json_open_list(j, "fields");
	for (size_t i = 0; i < f->fields_n; i++)
		put_field(j, &f->fields[i].is);
	json_close_list(j);
	if (opens)
		put_opening(j, f, l);
	else
		json_put_null(j, "opening");
}
