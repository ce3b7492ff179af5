#include "gateway/talk/talk_read.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/talk/talk_expects.h"
#include "gateway/talk/talk_sends.h"
#include "gateway/talk/talk_words.h"
#include "templates/text/text.h"
#include "templates/text/utf8.h"

static void read_colon(struct talk_reader *r, char *s)
{
	char *colon = strchr(s, ':');
	char *text, *ticket, *opened, *node, *field, *clock;

	if (!colon) {
		talk_reader_fault(r,
				  "this is no line of a talk; lines read `NAME: text`, `> NAME: text`, `at 09:00`, "
				  "`use DIR`, `again`, `ticket: STATE`, `opened by A: FLOW as B`, `node NAME: 13:40`, "
				  "`field NAME: 13:40` or `clock NAME: met`, and remarks begin with `#`");
		return;
	}
	for (char *at = s; at < colon; at++) {
		if (*at == '@' && at > s && talk_is_blank(at[-1])) {
			talk_read_text_at(r, s, at);
			return;
		}
	}
	*colon = '\0';
	text = talk_trim(colon + 1);
	ticket = talk_after_word(s, "ticket");
	opened = talk_after_word(s, "opened");
	node = talk_after_word(s, "node");
	field = talk_after_word(s, "field");
	clock = talk_after_word(s, "clock");
	if (ticket)
		talk_read_ticket(r, ticket, text);
	else if (opened)
		talk_read_opened(r, opened, text);
	else if (node)
		talk_read_node(r, node, text);
	else if (field)
		talk_read_field(r, field, text);
	else if (clock)
		talk_read_clock(r, clock, text);
	else
		talk_read_text(r, talk_trim(s), text, NULL);
}

static void read_line(struct talk_reader *r, char *s)
{
	char *rest;

	talk_cut_remark(s);
	s = talk_trim(s);
	if (!*s)
		return;
	if (*s == '>')
		talk_read_expect(r, s + 1);
	else if (strcmp(s, "again") == 0)
		talk_reader_add(r, STEP_AGAIN);
	else if ((rest = talk_after_word(s, "use")))
		talk_read_use(r, rest);
	else if ((rest = talk_after_word(s, "at")))
		talk_read_at(r, rest);
	else
		read_colon(r, s);
}

/* What is expected must have been sent before. */
static void check_order(struct talk_reader *r)
{
	bool sent = false;

	for (size_t i = 0; i < r->talk->n; i++) {
		const struct step *s = &r->talk->steps[i];
		bool expects = s->kind == STEP_EXPECT || s->kind == STEP_REST || s->kind == STEP_NOBODY;

		sent = sent || s->kind == STEP_AT || s->kind == STEP_OPEN || s->kind == STEP_TEXT ||
		       s->kind == STEP_AGAIN;
		if (!expects || sent)
			continue;
		r->line = s->line;
		talk_reader_fault(r, "nothing was sent yet that this could expect; put it below a line that sends");
	}
}

static void read_lines(struct talk_reader *r, FILE *in)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t got;

	while ((got = getline(&line, &cap, in)) >= 0) {
		size_t n = (size_t)got;
		char *s = line;

		r->line++;
		while (n > 0 && (s[n - 1] == '\n' || s[n - 1] == '\r'))
			s[--n] = '\0';
		if (r->line == 1 && n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0) {
			s += 3;
			n -= 3;
		}
		if (utf8_valid(s, n))
			read_line(r, s);
		else
			talk_reader_fault(r, "this line is not UTF-8; save the talk as UTF-8");
	}
	free(line);
}

bool talk_read(struct talk *t, const char *file, struct faults *f)
{
	FILE *in;
	struct talk_reader r;

	*t = (struct talk){.file = file};
	in = fopen(file, "re");
	if (!in)
		return false;
	r = (struct talk_reader){.talk = t, .faults = f, .good = true};
	read_lines(&r, in);
	/* Out of memory, getline() stops without an error of the file. */
	if (!feof(in)) {
		r.line = 0;
		talk_reader_fault(&r, "cannot be read: %s", strerror(errno));
	}
	fclose(in);
	check_order(&r);
	return r.good;
}
