#include "gateway/talk/talk.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "templates/text/text.h"
#include "templates/text/utf8.h"

/* The line under way. */
struct reader {
	struct talk *talk;
	struct faults *faults;
	int line;
	bool good;
};

static void wrong(struct reader *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static void wrong(struct reader *r, const char *fmt, ...)
{
	char what[512], whole[512];
	va_list args;
	va_start(args, fmt);
	vsnprintf(what, sizeof(what), fmt, args);
	va_end(args);
	/* What it quotes may have been cut amid a character. */
	text_copy(whole, sizeof(whole), what);
	fault_add(r->faults, r->talk->file, r->line, 0, 0, "%s", whole);
	r->good = false;
}

static char *skip_blanks(char *s)
{
	while (talk_blank(*s))
		s++;
	return s;
}

static char *trim(char *s)
{
	s = skip_blanks(s);
	size_t n = strlen(s);
	while (n > 0 && talk_blank(s[n - 1]))
		n--;
	s[n] = '\0';
	return s;
}

/* A `#` begins a remark at the line's start and behind a blank, but not between double quotes. A quote that nothing
 * closes is one of the text. */
static void cut_remark(char *s)
{
	bool quoted = false;
	for (size_t i = 0; s[i]; i++) {
		if (s[i] == '"')
			quoted = !quoted && strchr(s + i + 1, '"');
		if (s[i] == '#' && !quoted && (i == 0 || talk_blank(s[i - 1]))) {
			s[i] = '\0';
			return;
		}
	}
}

/* The next word, cut off with a NUL; *s moves behind it. "" at the end. */
static char *next_word(char **s)
{
	char *word = skip_blanks(*s);
	char *end = word + strcspn(word, " \t");
	*s = *end ? end + 1 : end;
	*end = '\0';
	return word;
}

/* What stands behind a keyword, if the line begins with it; else NULL. */
static char *after_word(char *s, const char *word)
{
	size_t n = strlen(word);
	if (strncmp(s, word, n) != 0 || (s[n] && !talk_blank(s[n])))
		return NULL;
	return trim(s + n);
}

/* ---- steps */

static struct step *add_step(struct reader *r, enum step_kind kind)
{
	struct talk *t = r->talk;
	if (t->n == t->cap) {
		size_t cap = t->cap ? t->cap * 2 : 64;
		struct step *steps = realloc(t->steps, cap * sizeof(*steps));
		if (!steps) {
			wrong(r, "out of memory");
			return NULL;
		}
		t->steps = steps;
		t->cap = cap;
	}
	t->steps[t->n] = (struct step){.kind = kind, .line = r->line};
	return &t->steps[t->n++];
}

static void keep(struct reader *r, char **to, const char *s)
{
	*to = strdup(s);
	if (!*to)
		wrong(r, "out of memory");
}

const char *const talk_clocks[] = {"-", "met", "late", "void", "runs", "pauses", NULL};

/* ---- lines */

static void read_use(struct reader *r, char *dir)
{
	if (!*dir) {
		wrong(r, "`use` needs the folder of the CSV files behind it, such as `use sample`");
		return;
	}
	struct step *s = add_step(r, STEP_USE);
	if (s)
		keep(r, &s->name, dir);
}

static void read_at(struct reader *r, const char *when)
{
	struct talk_time t;
	const char *end = talk_time(when, &t);
	if (!end || *end) {
		wrong(r, "`%s` is no time; write `at 2026-11-21 09:00`, or `at 09:12` for a later time", when);
		return;
	}
	struct step *s = add_step(r, STEP_AT);
	if (s)
		s->time = t;
}

static bool is_ticket_name(const char *s)
{
	if (!*s || isdigit((unsigned char)*s))
		return false;
	for (; *s; s++)
		if (!isalnum((unsigned char)*s) && *s != '_' && *s != '-' && (unsigned char)*s < 0x80)
			return false;
	return true;
}

/* What follows the fault of an opening: nothing, or `as A`. */
static bool read_as(struct reader *r, struct step *s, char *rest)
{
	rest = trim(rest);
	if (!*rest)
		return true;
	char *name = after_word(rest, "as");
	if (!name || !is_ticket_name(name)) {
		wrong(r, "behind the fault only `as A` may stand, A being the ticket's name in this talk");
		return false;
	}
	keep(r, &s->ticket, name);
	return true;
}

/* FLOW SERIAL [down] "FAULT" [as A] */
static void read_open(struct reader *r, char *rest)
{
	struct step *s = add_step(r, STEP_OPEN);
	char *quote = strchr(rest, '"'), *last = strrchr(rest, '"');
	if (!s)
		return;
	if (!quote || quote == last) {
		wrong(r, "the fault needs double quotes: desk: open FLOW SERIAL [down] \"FAULT\" [as A]");
		return;
	}
	*quote = *last = '\0';
	char *flow = next_word(&rest), *serial = next_word(&rest), *down = trim(rest);
	if (!*flow || !*serial || (*down && strcmp(down, "down") != 0)) {
		wrong(r, "an opening reads: desk: open FLOW SERIAL [down] \"FAULT\" [as A], with `-` for an unknown "
			 "serial");
		return;
	}
	s->down = *down != '\0';
	keep(r, &s->flow, flow);
	keep(r, &s->serial, strcmp(serial, "-") == 0 ? "" : serial);
	keep(r, &s->text, quote + 1);
	read_as(r, s, last + 1);
}

static void read_expect(struct reader *r, char *rest)
{
	rest = trim(rest);
	if (strcmp(rest, "...") == 0 || strcmp(rest, "…") == 0) {
		add_step(r, STEP_REST);
		return;
	}
	if (strcmp(rest, "nobody") == 0) {
		add_step(r, STEP_NOBODY);
		return;
	}
	char *colon = strchr(rest, ':');
	if (!colon || colon == rest || !*skip_blanks(colon + 1)) {
		wrong(r, "write `> NAME: text`, `> NAME: ~ pattern`, `> ...` for any others, or `> nobody`");
		return;
	}
	*colon = '\0';
	struct step *s = add_step(r, STEP_EXPECT);
	if (!s)
		return;
	char *text = trim(colon + 1);
	s->pattern = *text == '~';
	keep(r, &s->name, trim(rest));
	keep(r, &s->text, s->pattern ? trim(text + 1) : text);
}

/* ticket [A]: STATE */
static void read_ticket(struct reader *r, char *head, char *state)
{
	char *name = next_word(&head);
	if (*trim(head) || !*state) {
		wrong(r, "write `ticket: STATE`, or `ticket A: STATE` for the ticket opened `as A`");
		return;
	}
	struct step *s = add_step(r, STEP_TICKET);
	if (!s)
		return;
	if (*name)
		keep(r, &s->ticket, name);
	keep(r, &s->text, state);
}

/* node [A] NAME: TIME, `missed` or `-` */
static void read_node(struct reader *r, char *head, char *value)
{
	char *first = next_word(&head), *second = next_word(&head);
	struct talk_time t = {0};
	bool timed = strcmp(value, "missed") != 0 && strcmp(value, "-") != 0;
	if (!*first || *trim(head)) {
		wrong(r, "write `node NAME: 13:40`, or `node A NAME: 13:40` for the ticket opened `as A`");
		return;
	}
	const char *end = timed ? talk_time(value, &t) : NULL;
	if (timed && (!end || *end)) {
		wrong(r, "`%s` is no time; write 13:40, or 11-22 13:40, `missed`, or `-` for none", value);
		return;
	}
	struct step *s = add_step(r, STEP_NODE);
	if (!s)
		return;
	s->timed = timed;
	s->time = t;
	keep(r, &s->name, *second ? second : first);
	if (*second)
		keep(r, &s->ticket, first);
	keep(r, &s->text, value);
}

/* clock [A] NAME: met, late, void, pauses, `-`, runs, or `runs until 18:00` */
static void read_clock(struct reader *r, char *head, char *value)
{
	char *first = next_word(&head), *second = next_word(&head), *until = after_word(value, "runs until");
	struct talk_time t = {0};
	bool known = until != NULL;
	if (!*first || *trim(head)) {
		wrong(r, "write `clock NAME: met`, or `clock A NAME: met` for the ticket opened `as A`");
		return;
	}
	for (size_t i = 0; talk_clocks[i]; i++)
		known = known || strcmp(value, talk_clocks[i]) == 0;
	const char *end = until ? talk_time(until, &t) : "";
	if (!known || !end || *end) {
		wrong(r,
		      "`%s` is not how a clock stands; write met, late, void, pauses, runs, `runs until 18:00`, or "
		      "`-` where it asks nothing",
		      value);
		return;
	}
	struct step *s = add_step(r, STEP_CLOCK);
	if (!s)
		return;
	s->timed = until != NULL;
	s->time = t;
	keep(r, &s->name, *second ? second : first);
	if (*second)
		keep(r, &s->ticket, first);
	keep(r, &s->text, until ? "runs" : value);
}

static void add_text(struct reader *r, const char *who, char *text, const struct talk_time *t)
{
	char *opening = strcmp(who, "desk") == 0 ? after_word(text, "open") : NULL;
	if (!*who || !*text) {
		wrong(r, "write `NAME: text`, with a name or a number before the colon and words behind it");
		return;
	}
	if (opening) {
		read_open(r, opening);
		return;
	}
	struct step *s = add_step(r, STEP_TEXT);
	if (!s)
		return;
	keep(r, &s->name, who);
	keep(r, &s->text, text);
	if (t) {
		s->timed = true;
		s->time = *t;
	}
}

/* NAME @13:40: text */
static void read_text_sent(struct reader *r, char *s, char *at)
{
	struct talk_time t;
	*at = '\0';
	const char *end = talk_time(skip_blanks(at + 1), &t);
	while (end && talk_blank(*end))
		end++;
	if (!end || *end != ':')
		wrong(r, "write `NAME @13:40: text`, or `NAME @2026-11-20 23:50: text`");
	else
		add_text(r, trim(s), trim(at + (end + 1 - at)), &t);
}

static void read_colon(struct reader *r, char *s)
{
	char *colon = strchr(s, ':');
	if (!colon) {
		wrong(r, "this is no line of a talk; lines read `NAME: text`, `> NAME: text`, `at 09:00`, `use DIR`, "
			 "`again`, "
			 "`ticket: STATE`, `node NAME: 13:40` or `clock NAME: met`, and remarks begin with `#`");
		return;
	}
	for (char *at = s; at < colon; at++) {
		if (*at == '@' && at > s && talk_blank(at[-1])) {
			read_text_sent(r, s, at);
			return;
		}
	}
	*colon = '\0';
	char *text = trim(colon + 1), *ticket = after_word(s, "ticket"), *node = after_word(s, "node");
	char *clock = after_word(s, "clock");
	if (ticket)
		read_ticket(r, ticket, text);
	else if (node)
		read_node(r, node, text);
	else if (clock)
		read_clock(r, clock, text);
	else
		add_text(r, trim(s), text, NULL);
}

static void read_line(struct reader *r, char *s)
{
	char *rest;
	cut_remark(s);
	s = trim(s);
	if (!*s)
		return;
	if (*s == '>')
		read_expect(r, s + 1);
	else if (strcmp(s, "again") == 0)
		add_step(r, STEP_AGAIN);
	else if ((rest = after_word(s, "use")))
		read_use(r, rest);
	else if ((rest = after_word(s, "at")))
		read_at(r, rest);
	else
		read_colon(r, s);
}

/* Expectations speak of what went before. */
static void check_order(struct reader *r)
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
		wrong(r, "nothing was sent yet of which this could speak; put it below a line that sends");
	}
}

static void read_lines(struct reader *r, FILE *in)
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
			wrong(r, "this line is not UTF-8; save the talk as UTF-8");
	}
	free(line);
}

bool talk_read(struct talk *t, const char *file, struct faults *f)
{
	*t = (struct talk){.file = file};
	FILE *in = fopen(file, "re");
	if (!in)
		return false;
	struct reader r = {.talk = t, .faults = f, .good = true};
	read_lines(&r, in);
	/* Out of memory, getline() stops without an error of the file. */
	if (!feof(in)) {
		r.line = 0;
		wrong(&r, "cannot be read: %s", strerror(errno));
	}
	fclose(in);
	check_order(&r);
	return r.good;
}

void talk_free(struct talk *t)
{
	for (size_t i = 0; i < t->n; i++) {
		free(t->steps[i].name);
		free(t->steps[i].ticket);
		free(t->steps[i].text);
		free(t->steps[i].flow);
		free(t->steps[i].serial);
	}
	free(t->steps);
	*t = (struct talk){0};
}
