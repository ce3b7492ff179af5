#include "tests/handlers/text_rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <regex.h>
#include <cmocka.h>

#include "handlers/time/when_write.h"
#include "templates/wording/lang.h"
#include "tests/handlers/fake_example.h"
#include "tests/handlers/told_whole.h"

#define COLUMNS 5

/* The states of all tickets as the text would leave them. */
static void say_states(struct fake *f, const struct effects *e, char out[100])
{
	*out = '\0';
	for (size_t i = 0; i < f->tickets_n; i++) {
		const struct ticket *t = &f->tickets[i];

		if (e->ticket.number == t->number)
			t = &e->ticket;
		snprintf(out + strlen(out), 100 - strlen(out), "%s%s", i ? "/" : "", f->repair->states[t->state].name);
	}
}

static void add_line(struct text *lines, const char *text)
{
	for (; *text; text++) {
		bool blank = *text == ' ' && lines->len > 0 && lines->s[lines->len - 1] == ' ';

		if (!blank)
			text_addn(lines, *text == '\n' ? " " : text, 1);
	}
	text_add(lines, "\n");
}

/* The answer, what others were told, and the times stated, as headquarters hears of them. */
static void say_lines(struct fake *f, const char *who, const struct effects *e, struct text *lines)
{
	const struct person *sender = fake_person(f, who);

	for (size_t i = 0; i < e->messages_n; i++) {
		const struct message *m = &e->messages[i];
		const struct person *p = roster_person(&f->roster, m->person);

		if (!m->answer && m->person != sender->id)
			text_addf(lines, "%s ← ", p ? p->name : "?");
		add_line(lines, m->text);
	}
	for (size_t i = 0; e->ticket.number && i < f->repair->nodes_n; i++) {
		char time[24];

		if (!e->ticket.claims[i])
			continue;
		when_write(e->ticket.claims[i], f->now, time);
		text_addf(lines, "%s %s ", f->repair->nodes[i].label.in[LANG_FIRST], time);
	}
}

static bool matches(const char *pattern, const char *lines)
{
	regex_t re;
	bool found;

	assert_int_equal(regcomp(&re, pattern, REG_EXTENDED | REG_NOSUB | REG_NEWLINE), 0);
	found = regexec(&re, lines, 0, NULL, 0) == 0;
	regfree(&re);
	return found;
}

/* Example and all: what a refusal shows must not be refused. */
static bool holds(char *const column[COLUMNS], text_rows_start *start_of)
{
	struct fake *f = start_of(column[0]);
	struct effects e;
	struct text lines = text_new(20000);
	char states[100];
	bool ok;

	fake_decide(f, column[1], 0, column[2], &e);
	say_states(f, &e, states);
	say_lines(f, column[1], &e, &lines);
	ok = !e.failed && (strcmp(column[3], "-") == 0 || strcmp(column[3], states) == 0) &&
	     (strcmp(column[4], "-") == 0 || matches(column[4], text_str(&lines))) &&
	     (e.outcome != REFUSED || fake_example_works(f, column[1], &e)) && told_whole(f, column[1], column[2]);
	if (!ok)
		print_error("%s, %s: %s\n  is %s, not %s; %s\n%s\n", column[0], column[1], column[2], states, column[3],
			    column[4], text_str(&lines));
	text_free(&lines);
	effects_free(&e);
	return ok;
}

size_t text_rows_wrong(const char *path, text_rows_start *start_of, size_t *n)
{
	char line[4000];
	size_t wrong = 0;
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	for (*n = 0; fgets(line, sizeof(line), file);) {
		char *column[COLUMNS], *rest = line;
		size_t k = 0;

		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '#')
			continue;
		while (k < COLUMNS && (column[k] = strsep(&rest, "\t")) != NULL)
			k++;
		assert_int_equal(k, COLUMNS);
		wrong += holds(column, start_of) ? 0 : 1;
		++*n;
	}
	fclose(file);
	return wrong;
}
