#include "handlers/answer/answer.h"

#include "handlers/answer/places.h"
#include "handlers/time/when.h"
#include "templates/text/number.h"
#include "templates/wording/fill.h"
#include "templates/wording/segments.h"
#include "templates/wording/template.h"
#include "templates/wording/wording.h"

#include <stdlib.h>
#include <string.h>

#define MESSAGE_BYTES 4096

const char *const fixed_templates[] = {
	/* one a line */
	"caught_up",
	"caught_up.answer",
	"filled.answer",
	"forwarded.staff",
	"forwarded.answer",
	"undone",
	"refused.unread",
	"refused.near",
	"refused.alone",
	"refused.not_done",
	"refused.unclear",
	"refused.missing",
	"refused.number",
	"refused.which",
	"refused.none",
	"refused.state",
	"refused.not_yours",
	"refused.role",
	"refused.who",
	"refused.stranger",
	"refused.not_engineer",
	"refused.two_people",
	"refused.same_lead",
	"refused.past",
	"refused.two_times",
	"refused.claim",
	"refused.undo",
	"refused.undo_other",
	"refused.undo_opened",
	"refused.undo_late",
	"withdrawn",
	"withdrawn.answer",
	"refused.hour",
	"refused.not_over",
	"refused.place",
	"refused.many",
	"refused.time",
	"refused.order",
	"deputy.ended",
	"refused.open_node",
	"refused.two_nodes",
	"refused.window",
	"refused.waiting",
	"refused.same_time",
	"refused.own",
	"refused.no_claim",
	"refused.turn",
	"refused.digits",
	"refused.changed",
	"refused.beside",
	"refused.which_node",
	"refused.crossed",
	"reminders",
	"refused.flow",
	"refused.deputy",
	"refused.one_person",
	"refused.late",
	"refused.two_values",
	"refused.bounds",
	"refused.opening",
	"refused.last",
	"refused.told",
	"forwarded.last",
	"forwarded.told",
	"deputy.over",
	"refused.gaps",
	"channel.test",
	"undelivered.customer",
	"undelivered.staff",
	"opted_out.answer",
	"opted_out.staff",
	"opted_in.answer",
	"refused.opt_out",
	"refused.machine",
	"opened.unheard",
	"said",
	"refused.two_tickets",
	NULL,
};

bool answer_names(const struct saying *s, enum lang l, const char *template, const char *place)
{
	const struct template *t = wording_find(s->ctx->rules->wording, l, template);
	for (size_t i = 0; t && i < template_places(t); i++) {
		if (strcmp(template_place(t, i)->name, place) == 0)
			return true;
	}
	return false;
}

static bool say(struct effects *e, const struct saying *s, const struct person *to, const char *number,
		const char *channel, bool answer, const char *name)
{
	const struct template *t = wording_find(s->ctx->rules->wording, to->lang, name);
	struct text out = text_new(MESSAGE_BYTES);
	struct saying own = *s;
	struct message *m;
	/* Room is kept for the sender's answer. Of a crowd that is to be told, the last may be left out. */
	if (t && !answer && e->messages_n >= MESSAGES_MAX - 1) {
		text_free(&out);
		return false;
	}
	if (!t || e->messages_n == MESSAGES_MAX) {
		e->failed = true;
		return false;
	}
	own.to = to;
	m = &e->messages[e->messages_n];
	*m = (struct message){.person = to->id,
			      .answer = answer,
			      .always = template_always(t),
			      .ticket = s->ticket ? s->ticket->number : 0,
			      .lang = to->lang,
			      .expires = s->now + template_expires_ms(t)};
	text_copy(m->number, sizeof(m->number), number);
	text_copy(m->channel, sizeof(m->channel), channel);
	text_copy(m->template, sizeof(m->template), name);
	if (!template_fill(t, place_fill, &own, &out, &m->params) || !(m->text = strdup(text_str(&out)))) {
		params_free(&m->params);
		text_free(&out);
		e->failed = true;
		return false;
	}
	text_free(&out);
	m->segments = segments_of(m->text);
	e->messages_n++;
	return true;
}

bool answer_say(struct effects *e, const struct saying *s, const struct person *to, const char *template)
{
	return say(e, s, to, to->number, to->channel, false, template);
}

bool answer_sender(struct effects *e, const struct saying *s, const char *template)
{
	return say(e, s, s->mo->sender, s->mo->number, s->mo->channel, true, template);
}

char *answer_written(struct effects *e, const struct saying *s, const char *template)
{
	struct message *m;
	if (!answer_sender(e, s, template))
		return NULL;
	m = &e->messages[--e->messages_n];
	params_free(&m->params);
	return m->text;
}
