#include "gateway/phones/phone_talk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/store/roster_rows.h"
#include "gateway/command/caller.h"
#include "gateway/wire/wire_in.h"
#include "handlers/time/when.h"
#include "templates/text/text.h"
#include "templates/text/units.h"

#define TALK_MOST (4 * 1024 * 1024)
#define NAMED_MOST 100 /* texts because of one line; a rehearsal keeps no more than some of many */
#define SPECIAL ".[]()*+?{}|^$\\#"
#define SIGNS_OF_NAMES ":@#>\"{}"

static const char head[] =
	"# Played on the phones. The people are those of the installation: before `fieldgate rehearse`, write its "
	"files\n"
	"# into a folder `people` beside this talk:\n"
	"#\n"
	"#     mkdir people\n"
	"#     for kind in stations people customers machines; do fieldgate export $kind >people/$kind.csv; done\n"
	"#\n"
	"use people\n";

/* ---- names ---- */

/* Lines of a talk that begin so are no texts of somebody. */
static bool is_reserved(const char *name)
{
	static const char *const words[] = {"use", "at", "again", "ticket", "opened", "node", "field", "clock", "desk"};
	size_t n = strcspn(name, " ");

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strlen(words[i]) == n && strncmp(words[i], name, n) == 0)
			return true;
	return false;
}

static bool is_disguised(const char *number)
{
	return strncmp(number, DISGUISE, strlen(DISGUISE)) == 0;
}

/* How the talk names them: by name where nobody else has it, else by number; NULL: it cannot. */
static const char *name_of(struct phone_play *p, const struct played *t)
{
	struct gateway *g = &p->stage.gateway;
	struct caller who;
	char why[WHY_BYTES];

	if (t->person && !strpbrk(t->name, SIGNS_OF_NAMES) && !is_reserved(t->name) &&
	    caller_find(&g->roster, g->store, p->setup.country, t->name, &who, why, sizeof(why)) &&
	    who.who.id == t->person)
		return t->name;
	return is_disguised(t->number) ? NULL : t->number;
}

/* ---- texts ---- */

/* Whether it stands for itself behind `> NAME:`. */
static bool is_plain(const char *s)
{
	size_t n = strlen(s);

	return n && *s != '~' && *s != ' ' && s[n - 1] != ' ' && !strpbrk(s, "\n\r\t#{}") && !strstr(s, DISGUISE) &&
	       !strstr(s, DISGUISE + 1);
}

/* Bytes of a number that nobody has, which stands here; 0: none does. */
static size_t disguise_at(const char *s)
{
	size_t sign = *s == '+', n = strlen(DISGUISE) - 1, digits;

	if (strncmp(s + sign, DISGUISE + 1, n) != 0)
		return 0;
	digits = strspn(s + sign, "0123456789");
	return digits == n + 10 ? sign + digits : 0;
}

/* An extended regular expression of the whole. */
static void add_pattern(struct text *out, const char *s)
{
	text_add(out, "~ ^");
	while (*s) {
		size_t number = disguise_at(s);

		if (number)
			text_add(out, "[+]?[0-9]+");
		else if (strchr("\n\r\t", *s))
			text_add(out, ".");
		else if (*s == '\\' || *s == '^')
			text_addf(out, "\\%c", *s);
		else if (strchr(SPECIAL " ", *s) && (*s != ' ' || !s[1]))
			text_addf(out, "[%c]", *s);
		else
			text_addn(out, s, 1);
		s += number ? number : 1;
	}
	text_add(out, "$");
}

static void add_got(struct text *out, struct phone_play *p, const struct played *t)
{
	const char *name = name_of(p, t);

	if (*t->error)
		return; /* which no line can name */
	if (!name || !*t->text) {
		text_add(out, "  > ...\n");
		return;
	}
	text_addf(out, "  > %s: ", name);
	if (is_plain(t->text))
		text_add(out, t->text);
	else
		add_pattern(out, t->text);
	text_add(out, "\n");
}

/* What came of the line before, up to the next that is played. */
static size_t add_caused(struct text *out, struct phone_play *p, size_t from, bool waits)
{
	size_t n = 0;

	while (from + n < p->n && p->all[from + n].kind == PLAYED_GOT)
		n++;
	if (n > NAMED_MOST)
		text_add(out, "  > ...\n");
	for (size_t i = 0; n <= NAMED_MOST && i < n; i++)
		add_got(out, p, &p->all[from + i]);
	if (!n && !waits)
		text_add(out, "  > nobody\n");
	return n;
}

/* What somebody wrote. What a talk would take for a sign of its own stands in braces; `one`: it is to be one word, before
 * others. */
static void add_words(struct text *out, const char *s, bool one)
{
	char before = ' ';

	for (; *s; before = *s++) {
		bool remark = *s == '#' && strchr(" \t", before);

		if (*s == '\n')
			text_add(out, "{/}");
		else if (one && strchr(" \t", *s))
			text_add(out, "{~}");
		else if (one && *s == '"')
			text_add(out, "{'}");
		else if (remark || *s == '{')
			text_addf(out, "{%c}", *s);
		else
			text_addn(out, s, 1);
	}
}

static void add_text(struct text *out, struct phone_play *p, const struct played *t)
{
	const char *name = name_of(p, t);

	if (!name)
		text_add(out, "# No talk can name who sends the next line: give them a name that nobody else has.\n");
	text_addf(out, "%s: ", name ? name : t->name);
	add_words(out, t->text, false);
	text_add(out, "\n");
}

static void add_opening(struct text *out, const struct played *t)
{
	struct wire_open o;
	char why[WHY_BYTES];

	if (!wire_read_open(t->text, strlen(t->text), &o, why, sizeof(why)))
		return;
	text_addf(out, "desk: open %s ", o.flow);
	add_words(out, *o.machine ? o.machine : "-", true);
	for (size_t i = 0; i < o.fields_n; i++) {
		text_addf(out, " --field %s=", o.fields[i].name);
		add_words(out, o.fields[i].value, true);
	}
	text_add(out, o.down ? " down \"" : " \"");
	add_words(out, o.fault, false);
	text_add(out, "\"\n");
	wire_open_free(&o);
}

static void add_clock(struct text *out, const struct played *t)
{
	char at[24];

	when_local(t->at, at);
	text_addf(out, "at %s\n", at);
}

char *phone_talk_write(struct phone_play *p)
{
	struct text out = text_new(TALK_MOST);
	char *talk;

	text_add(&out, head);
	for (size_t i = 0; i < p->n;) {
		const struct played *t = &p->all[i++];

		if (t->kind == PLAYED_CLOCK)
			add_clock(&out, t);
		else if (t->kind == PLAYED_OPEN)
			add_opening(&out, t);
		else
			add_text(&out, p, t);
		i += add_caused(&out, p, i, t->kind == PLAYED_CLOCK);
	}
	talk = out.full ? NULL : strdup(text_str(&out));
	text_free(&out);
	return talk;
}

void phone_talk_name(const struct phone_play *p, char *out, size_t size)
{
	char at[24];

	when_local(p->begun, at);
	at[10] = '\0';
	snprintf(out, size, "play-%s-%.4s.talk", at, p->id);
}
