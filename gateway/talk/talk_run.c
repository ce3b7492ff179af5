#include "gateway/talk/talk_run.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "handlers/time/when.h"
#include "templates/text/text.h"
#include "templates/text/units.h"

#define LINE_BYTES 32768

void talk_run_fault(struct talk_run *st, int line, const char *fmt, ...)
{
	char what[WHY_BYTES * 2], whole[WHY_BYTES * 2];
	va_list args;
	va_start(args, fmt);
	vsnprintf(what, sizeof(what), fmt, args);
	va_end(args);
	text_copy(whole, sizeof(whole), what);
	fault_add(st->faults, st->talk.file, line, 0, 0, "%s", whole);
	if (st->code == VERB_DONE)
		st->code = VERB_FAULTY;
}

void talk_run_store_fault(struct talk_run *st)
{
	talk_run_fault(st, st->step ? st->step->line : 0, "the store failed: %s", store_why(st->gateway.store));
	st->code = VERB_BROKEN;
}

int64_t talk_run_ticket(const struct talk_run *st, const char *name, size_t n)
{
	for (size_t i = 0; i < st->labels_n; i++)
		if (strlen(st->labels[i].name) == n && strncmp(st->labels[i].name, name, n) == 0)
			return st->labels[i].number;
	return 0;
}

/* `{A}`, as names of tickets are written; other braces are the text's own. */
static bool is_label(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!isalnum((unsigned char)s[i]) && s[i] != '_' && s[i] != '-' && (unsigned char)s[i] < 0x80)
			return false;
	return n > 0 && !isdigit((unsigned char)s[0]);
}

char *talk_run_fill_in(struct talk_run *st, const char *s)
{
	struct text out = text_new(LINE_BYTES);
	while (*s) {
		size_t plain = strcspn(s, "{");
		text_addn(&out, s, plain);
		s += plain;
		const char *end = *s ? strchr(s, '}') : NULL;
		int64_t number = end ? talk_run_ticket(st, s + 1, (size_t)(end - s) - 1) : 0;
		if (number) {
			text_addf(&out, "%lld", (long long)number);
			s = end + 1;
		} else if (*s) {
			if (st->step->kind != STEP_OPEN && end && is_label(s + 1, (size_t)(end - s) - 1))
				talk_run_fault(st, st->step->line,
					       "no ticket is called %.*s in this talk; open it with `as %.*s`",
					       (int)(end + 1 - s), s, (int)(end - s) - 1, s + 1);
			text_addn(&out, s++, 1);
		}
	}
	if (out.full)
		talk_run_fault(st, st->step->line, "the line is too long, or memory ran out; shorten it");
	char *filled = out.full ? NULL : strdup(text_str(&out));
	text_free(&out);
	return filled;
}

bool talk_run_caller(struct talk_run *st, const char *name, struct caller *out)
{
	char why[WHY_BYTES];
	char *said = talk_run_fill_in(st, name);
	bool found =
		said && caller_find(&st->roster, st->gateway.store, st->setup->country, said, out, why, sizeof(why));
	if (said && !found && st->roster.n == 0)
		talk_run_fault(st, st->step->line,
			       "nobody is called `%s`, for nobody was imported; begin the talk with `use DIR`", said);
	else if (said && !found)
		talk_run_fault(st, st->step->line, "%s", why);
	free(said);
	return found;
}

const char *talk_run_state(const struct ticket *t)
{
	return t->state < 0 ? "no state that the flow has" : t->flow->states[t->state].name;
}

void talk_run_clock(const struct talk_run *st)
{
	char now[24];
	when_local(st->minute, now);
	/* What stands behind the day and a blank. */
	fprintf(st->out, "%s  ", now + sizeof("2026-11-21"));
}

void talk_run_words(const struct talk_run *st, const char *words)
{
	for (; *words; words++) {
		fputc(*words, st->out);
		if (*words == '\n')
			fputs("           ", st->out);
	}
	fputc('\n', st->out);
}
