#include "gateway/rehearse/sent_texts.h"

#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/command/workspace.h"
#include "templates/text/text.h"

void sent_texts_clear(struct sent_texts *t)
{
	for (size_t i = 0; i < t->n; i++)
		outbox_row_free(&t->rows[i]);
	free(t->desk);
	t->n = 0;
	t->desk = NULL;
	t->waived = false;
	t->line = 0;
	memset(t->named, 0, sizeof(t->named));
}

void sent_texts_add(struct sent_texts *t, struct store *s, int64_t inbox)
{
	size_t before = t->n;

	t->n += outbox_of_input(s, inbox, t->rows + t->n, SENT_TEXTS_MAX - t->n);
	for (size_t i = before; i < t->n; i++) {
		if (t->rows[i].person)
			workspace_name(s, t->rows[i].person, t->names[i], NAME_BYTES);
		else
			text_copy(t->names[i], NAME_BYTES, t->rows[i].number);
		t->named[i] = !sent_text_goes(t, i); /* no line can name it */
	}
}

bool sent_text_goes(const struct sent_texts *t, size_t i)
{
	return t->rows[i].state != DELIVERY_REJECTED;
}

void sent_texts_fill(struct sent_texts *t, struct store *s, int64_t inbox, char *desk, int line)
{
	sent_texts_clear(t);
	t->desk = desk;
	t->line = line;
	if (inbox)
		sent_texts_add(t, s, inbox);
}

/* A text that is expected. */
struct wanted {
	const char *text; /* exact; NULL: the pattern */
	regex_t pattern;
};

/* REG_NEWLINE is not set: a line break is a character like any other. */
static bool want(struct wanted *w, const char *text, bool pattern, char *why, size_t size)
{
	int code;
	char reason[128];

	w->text = pattern ? NULL : text;
	code = pattern ? regcomp(&w->pattern, text, REG_EXTENDED | REG_NOSUB) : 0;
	if (code == 0)
		return true;
	regerror(code, &w->pattern, reason, sizeof(reason));
	snprintf(why, size, "`%.200s` is no extended regular expression: %s; mend it", text, reason);
	return false;
}

static bool fits(const struct wanted *w, const char *text)
{
	return w->text ? strcmp(w->text, text) == 0 : regexec(&w->pattern, text, 0, NULL, 0) == 0;
}

static void want_no_more(struct wanted *w)
{
	if (!w->text)
		regfree(&w->pattern);
}

static bool goes_to(const struct sent_texts *t, size_t i, const struct caller *who)
{
	const struct outbox_row *row = &t->rows[i];

	if (!sent_text_goes(t, i))
		return false;
	return who->by_number ? strcmp(row->number, who->number) == 0 : row->person == who->who.id;
}

static void explain_theirs(const struct sent_texts *t, const struct caller *who, struct text *out)
{
	for (size_t i = 0; i < t->n; i++) {
		if (!goes_to(t, i, who))
			continue;
		text_addf(out, "%s `%s`",
			  out->len ? " and" : "another text went there:", t->rows[i].text ? t->rows[i].text : "");
	}
}

static void explain_others(const struct sent_texts *t, struct text *out)
{
	size_t went = 0;

	for (size_t i = 0; i < t->n; i++)
		if (sent_text_goes(t, i))
			text_addf(out, "%s%s", went++ ? ", " : "nothing went there; texts went to ", t->names[i]);
	if (went == 0)
		text_add(out, "nothing went there, nor to anybody");
}

/* What did go out, for whoever expected something else. */
static void explain(const struct sent_texts *t, const struct caller *who, char *why, size_t size)
{
	struct text out = text_new(size - 1);

	explain_theirs(t, who, &out);
	if (out.len == 0)
		explain_others(t, &out);
	text_copy(why, size, text_str(&out));
	text_free(&out);
}

bool sent_texts_name(struct sent_texts *t, const struct caller *who, const char *text, bool pattern, char *why,
		     size_t size)
{
	struct wanted w;
	bool found = false;

	if (!want(&w, text, pattern, why, size))
		return false;
	for (size_t i = 0; i < t->n; i++) {
		if (!goes_to(t, i, who) || !t->rows[i].text || !fits(&w, t->rows[i].text))
			continue;
		t->named[i] = true;
		found = true;
	}
	want_no_more(&w);
	if (!found)
		explain(t, who, why, size);
	return found;
}

bool sent_texts_name_desk(const struct sent_texts *t, const char *text, bool pattern, char *why, size_t size)
{
	struct wanted w;
	bool found;

	if (!want(&w, text, pattern, why, size))
		return false;
	found = t->desk && fits(&w, t->desk);
	want_no_more(&w);
	if (!found && t->desk)
		snprintf(why, size, "the desk got another answer: `%s`", t->desk);
	else if (!found)
		snprintf(why, size, "the desk was not answered: the last text was not its own");
	return found;
}

size_t sent_texts_unnamed(const struct sent_texts *t, size_t from)
{
	for (size_t i = from; i < t->n && !t->waived; i++)
		if (!t->named[i])
			return i;
	return SENT_TEXTS_MAX;
}
