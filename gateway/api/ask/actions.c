#include "gateway/api/ask/actions.h"

#include "gateway/board/argument.h"
#include "handlers/decision/permission.h"

/* Lists and help are no actions: who asks over HTTP has them otherwise. */
static bool is_action(const struct code *c)
{
	return c->does != DOES_LIST && c->does != DOES_HELP;
}

/* From where it stands; what no state is said for may be sent in each. */
static bool stands_so(const struct code *c, const struct ticket *t)
{
	uint32_t from = c->from | c->from_skipping;

	return from == 0 || (t->state >= 0 && from & 1u << t->state);
}

static bool may(const struct actions *a, const struct code *c)
{
	struct context ctx = {.rules = a->w->rules, .roster = a->access->roster};

	return permission_on_ticket(&ctx, &a->access->person, c, a->ticket, a->access->now);
}

static bool must(const struct take *k, const struct ticket *t)
{
	return k->must == MUST || (k->must == MUST_FIRST && t->lead == 0);
}

static void put_code(struct json_writer *j, const struct code *c, const struct ticket *t, enum lang l)
{
	json_add_object(j);
	json_put_string(j, "code", c->name);
	json_put_string(j, "word", c->word.in[l]);
	json_open_list(j, "arguments");
	for (size_t i = 0; i < c->takes_n; i++)
		argument_put(j, &c->takes[i].is, must(&c->takes[i], t), &c->takes[i].example, l);
	json_close_list(j);
	json_close_object(j);
}

void actions_put(struct json_writer *j, const struct actions *a)
{
	const struct flow *f = a->ticket->flow;

	json_open_list(j, "actions");
	for (size_t i = 0; i < f->codes_n; i++)
		if (is_action(&f->codes[i]) && stands_so(&f->codes[i], a->ticket) && may(a, &f->codes[i]))
			put_code(j, &f->codes[i], a->ticket, a->lang);
	json_close_list(j);
}
