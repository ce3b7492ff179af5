#include "gateway/rehearse/rehearsal.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/command/indented.h"
#include "handlers/time/when.h"
#include "templates/text/text.h"
#include "templates/text/units.h"

#define LINE_BYTES 32768

void rehearsal_fault(struct rehearsal *r, int line, const char *fmt, ...)
{
	char what[WHY_BYTES * 2], whole[WHY_BYTES * 2];
	va_list args;

	va_start(args, fmt);
	vsnprintf(what, sizeof(what), fmt, args);
	va_end(args);
	text_copy(whole, sizeof(whole), what);
	fault_add(r->faults, r->talk.file, line, 0, 0, "%s", whole);
	if (r->code == VERB_DONE)
		r->code = VERB_FAULTY;
}

void rehearsal_store_fault(struct rehearsal *r)
{
	rehearsal_fault(r, r->step ? r->step->line : 0, "the store failed: %s", store_why(r->stage.gateway.store));
	r->code = VERB_BROKEN;
}

int64_t rehearsal_ticket(const struct rehearsal *r, const char *name, size_t n)
{
	for (size_t i = 0; i < r->labels_n; i++)
		if (strlen(r->labels[i].name) == n && strncmp(r->labels[i].name, name, n) == 0)
			return r->labels[i].number;
	return 0;
}

void rehearsal_name(struct rehearsal *r, const struct step *s, int64_t number)
{
	if (rehearsal_ticket(r, s->ticket, strlen(s->ticket)))
		rehearsal_fault(r, s->line, "there is a ticket %s in this talk already; call this one otherwise",
				s->ticket);
	else if (r->labels_n == LABELS_MAX)
		rehearsal_fault(r, s->line, "a talk names %d tickets at most; leave this one without a name",
				LABELS_MAX);
	else
		r->labels[r->labels_n++] = (struct ticket_label){.name = s->ticket, .number = number};
}

/* What the sign in braces stands for, as `{#}` does for `#`; 0: it is none. */
static char sign_at(const char *s)
{
	static const struct {
		char sign, is;
	} signs[] = {{'#', '#'}, {'{', '{'}, {'\'', '"'}, {'~', ' '}, {'/', '\n'}};

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs) && s[1] && s[2] == '}'; i++)
		if (s[1] == signs[i].sign)
			return signs[i].is;
	return '\0';
}

/* What stands at this brace is added as it is meant. Returns how many bytes it takes. */
static size_t fill_brace(struct rehearsal *r, const char *s, struct text *out)
{
	const char *end = strchr(s, '}');
	char sign = sign_at(s);
	size_t n = end ? (size_t)(end - s) - 1 : 0;
	int64_t number = end && !sign ? rehearsal_ticket(r, s + 1, n) : 0;

	if (sign) {
		text_addn(out, &sign, 1);
		return strlen("{#}");
	}
	if (number) {
		text_addf(out, "%lld", (long long)number);
		return n + 2;
	}
	if (r->step->kind != STEP_OPEN && talk_is_label(s + 1, n))
		rehearsal_fault(r, r->step->line, "no ticket is called {%.*s} in this talk; open it with `as %.*s`",
				(int)n, s + 1, (int)n, s + 1);
	text_addn(out, s, 1);
	return 1;
}

char *rehearsal_fill_in(struct rehearsal *r, const char *s)
{
	struct text out = text_new(LINE_BYTES);
	char *filled;

	while (*s) {
		size_t plain = strcspn(s, "{");

		text_addn(&out, s, plain);
		s += plain;
		s += *s ? fill_brace(r, s, &out) : 0;
	}
	if (out.full)
		rehearsal_fault(r, r->step->line, "the line is too long, or memory ran out; shorten it");
	filled = out.full ? NULL : strdup(text_str(&out));
	text_free(&out);
	return filled;
}

bool rehearsal_caller(struct rehearsal *r, const char *name, struct caller *out)
{
	char why[WHY_BYTES];
	char *said = rehearsal_fill_in(r, name);
	bool found = said && caller_find(&r->roster, r->stage.gateway.store, r->stage.setup->country, said, out, why,
					 sizeof(why));

	if (said && !found && r->roster.n == 0)
		rehearsal_fault(r, r->step->line,
				"nobody is called `%s`, for nobody was imported; begin the talk with `use DIR`", said);
	else if (said && !found)
		rehearsal_fault(r, r->step->line, "%s", why);
	free(said);
	return found;
}

const char *rehearsal_state(const struct ticket *t)
{
	return t->state < 0 ? "no state that the flow has" : t->flow->states[t->state].name;
}

void rehearsal_print_clock(struct rehearsal *r)
{
	char now[24], *time = now + sizeof(r->day) - 1;

	when_local(r->stage.minute, now);
	*time++ = '\0';
	if (strcmp(now, r->day) != 0)
		fprintf(r->out, "%s\n", now);
	text_copy(r->day, sizeof(r->day), now);
	fprintf(r->out, "%s  ", time);
}

void rehearsal_print_words(const struct rehearsal *r, const char *words)
{
	indented_print(words, "           ", r->out);
}
