#include "handlers/answer/text_places.h"

#include "handlers/time/when.h"

#include <inttypes.h>

static void say_word(const struct saying *s, enum lang l, struct text *out)
{
	for (size_t i = 0; i < s->codes_n; i++) {
		saying_comma(s, l, out);
		text_add(out, s->codes[i]->word.in[l]);
	}
}

/* So that it is seen which process a text was taken for. */
static void say_process(const struct saying *s, enum lang l, struct text *out)
{
	if (s->several && s->ticket)
		text_add(out, s->ticket->flow->title.in[l]);
}

static void say_desk(const struct saying *s, enum lang l, struct text *out)
{
	saying_own(s, l, WORD_DESK, "", out);
}

static void say_sender(const struct saying *s, enum lang l, struct text *out)
{
	if (s->mo && s->mo->sender == &the_desk)
		say_desk(s, l, out);
	else if (s->mo && s->mo->sender)
		text_add(out, s->mo->sender->name);
}

static uint32_t with_deputy(const struct saying *s, const struct person *p)
{
	return p ? p->roles & roles_with_deputy(&s->ctx->rules->roles) : 0;
}

/* The roles for which the sender may name a deputy, or, where the sender is only a deputy, the person whose they are. */
static void say_role(const struct saying *s, enum lang l, struct text *out)
{
	const struct roles *all = &s->ctx->rules->roles;
	uint32_t roles = with_deputy(s, s->mo ? s->mo->sender : NULL);
	roles = roles ? roles : with_deputy(s, s->who);
	if (roles & ROLE_BIT(STATION_HEAD))
		saying_own(s, l, WORD_STATION_HEAD, "", out);
	for (size_t i = 0; i < all->own_n; i++) {
		if (roles & ROLE_BIT(ROLES + i)) {
			saying_comma(s, l, out);
			text_add(out, all->own[i].title[l]);
		}
	}
}

static void say_sender_phone(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	if (s->mo && s->mo->sender && s->mo->sender != &the_desk)
		text_add(out, s->mo->number);
}

static void say_words(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	text_add(out, s->words ? s->words : "");
}

static void say_besides(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	text_add(out, s->besides ? s->besides : "");
}

static void say_until(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	saying_when(s, s->until, out);
}

static void say_claim(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	saying_when(s, s->claim, out);
}

static void say_noted(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	saying_when(s, s->noted, out);
}

static void say_passed(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	saying_when(s, s->passed, out);
}

static void say_person(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	text_add(out, s->who ? s->who->name : "");
}

static void say_list(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	text_add(out, s->list ? s->list : "");
}

static void say_count(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	if (s->count > 0)
		text_addf(out, "%zu", s->count);
}

static void say_what(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	text_add(out, s->what ? s->what : "");
}

static void say_example(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	text_add(out, s->example ? s->example : "");
}

static void say_next(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	if (s->next)
		text_addf(out, "%" PRId64 " %s", s->next->number, s->next->serial);
}

static void say_now(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	saying_when(s, s->now, out);
}

static void say_from(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	saying_when(s, s->since, out);
}

static void say_node(const struct saying *s, enum lang l, struct text *out)
{
	for (size_t i = 0; s->flow && i < s->flow->nodes_n; i++) {
		if (s->nodes & 1u << i)
			text_addf(out, "%s%s", out->len > 0 ? " " : "", s->flow->nodes[i].label.in[l]);
	}
}

/* `arrived 09:30 (was 11:30)`: the time that is stated, and the node's time until someone approves it. */
static void say_claims(const struct saying *s, enum lang l, struct text *out)
{
	for (size_t i = 0; s->stated && i < s->stated->flow->nodes_n; i++) {
		char time[24], was[24];
		const struct node *n = &s->stated->nodes[i];
		if (!(s->nodes & 1u << i))
			continue;
		when_write(s->stated->claims[i], s->now, time);
		when_write(n->at, s->now, was);
		saying_comma(s, l, out);
		text_addf(out, "%s %s", s->stated->flow->nodes[i].label.in[l], time);
		saying_own(s, l, n->how == NODE_STAMPED ? WORD_WAS : WORD_WAS_MISSED, was, out);
	}
}

static void say_load(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	if (s->load > 0)
		text_addf(out, "%zu", s->load);
}

const struct place_kind text_places[] = {
	{"word", 40, say_word},
	{"process", 20, say_process},
	{"sender", 24, say_sender},
	{"sender_phone", 16, say_sender_phone},
	{"role", 40, say_role},
	{"words", 100, say_words},
	{"free_text", 200, say_words},
	{"besides", 100, say_besides},
	{"until", 16, say_until},
	{"claim", 16, say_claim},
	{"person", 24, say_person},
	{"list", 700, say_list},
	{"count", 5, say_count},
	{"what", 40, say_what},
	{"example", 80, say_example},
	{"next", 40, say_next},
	{"now", 16, say_now},
	{"from", 16, say_from},
	{"node", 60, say_node},
	{"claims", 120, say_claims},
	{"load", 4, say_load},
	{"passed", 16, say_passed},
	{"desk", 24, say_desk},
	{"noted", 16, say_noted},
	{NULL, 0, NULL},
};
