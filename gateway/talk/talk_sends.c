#include "gateway/talk/talk_sends.h"

#include <string.h>

#include "gateway/talk/talk_words.h"
#include "templates/text/text.h"

#define TALK_FIELDS_BYTES 4096

void talk_read_use(struct talk_reader *r, char *dir)
{
	struct step *s;

	if (!*dir) {
		talk_reader_fault(r, "`use` needs the folder of the CSV files behind it, such as `use sample`");
		return;
	}
	s = talk_reader_add(r, STEP_USE);
	if (s)
		talk_reader_keep(r, &s->name, dir);
}

void talk_read_at(struct talk_reader *r, const char *when)
{
	struct talk_time t;
	const char *end = talk_time_read(when, &t);
	struct step *s;

	if (!end || *end) {
		talk_reader_fault(r, "`%s` is no time; write `at 2026-11-21 09:00`, or `at 09:12` for a later time",
				  when);
		return;
	}
	s = talk_reader_add(r, STEP_AT);
	if (s)
		s->time = t;
}

/* What follows the fault of an opening: nothing, or `as A`. */
static void read_as(struct talk_reader *r, struct step *s, char *rest)
{
	char *name;

	rest = talk_trim(rest);
	if (!*rest)
		return;
	name = talk_after_word(rest, "as");
	if (!name || !talk_is_label(name, strlen(name))) {
		talk_reader_fault(r, "behind the fault only `as A` may stand, A being the ticket's name in this talk");
		return;
	}
	talk_reader_keep(r, &s->ticket, name);
}

/* Each `--field NAME=VALUE` that the rest begins with. */
static void read_fields(struct talk_reader *r, struct step *s, char **rest)
{
	struct text all = text_new(TALK_FIELDS_BYTES);
	char *behind;

	while ((behind = talk_after_word(talk_skip_blanks(*rest), "--field")) != NULL) {
		*rest = behind;
		text_addf(&all, "%s%s", all.len ? "\n" : "", talk_next_word(rest));
	}
	if (all.len > 0)
		talk_reader_keep(r, &s->fields, text_str(&all));
	text_free(&all);
}

/* FLOW SERIAL [--field NAME=VALUE]... [down] "FAULT" [as A] */
static void read_open(struct talk_reader *r, char *rest)
{
	struct step *s = talk_reader_add(r, STEP_OPEN);
	char *quote = strchr(rest, '"'), *last = strrchr(rest, '"');
	char *flow, *serial, *down;

	if (!s)
		return;
	if (!quote || quote == last) {
		talk_reader_fault(r, "the fault needs double quotes: desk: open FLOW SERIAL [down] \"FAULT\" [as A]");
		return;
	}
	*quote = *last = '\0';
	flow = talk_next_word(&rest);
	serial = talk_next_word(&rest);
	read_fields(r, s, &rest);
	down = talk_trim(rest);
	if (!*flow || !*serial || (*down && strcmp(down, "down") != 0)) {
		talk_reader_fault(
			r,
			"an opening reads: desk: open FLOW SERIAL [--field NAME=VALUE] [down] \"FAULT\" [as A], with "
			"`-` for an unknown serial");
		return;
	}
	s->down = *down != '\0';
	talk_reader_keep(r, &s->flow, flow);
	talk_reader_keep(r, &s->serial, strcmp(serial, "-") == 0 ? "" : serial);
	talk_reader_keep(r, &s->text, quote + 1);
	read_as(r, s, last + 1);
}

void talk_read_text(struct talk_reader *r, const char *who, char *text, const struct talk_time *t)
{
	char *opening = strcmp(who, "desk") == 0 ? talk_after_word(text, "open") : NULL;
	struct step *s;

	if (!*who || !*text) {
		talk_reader_fault(r,
				  "write `NAME: text`, with a name or a number before the colon and words behind it");
		return;
	}
	if (opening) {
		read_open(r, opening);
		return;
	}
	s = talk_reader_add(r, STEP_TEXT);
	if (!s)
		return;
	talk_reader_keep(r, &s->name, who);
	talk_reader_keep(r, &s->text, text);
	if (t) {
		s->timed = true;
		s->time = *t;
	}
}

/* NAME @13:40: text */
void talk_read_text_at(struct talk_reader *r, char *s, char *at)
{
	struct talk_time t;
	const char *end;

	*at = '\0';
	end = talk_time_read(talk_skip_blanks(at + 1), &t);
	while (end && talk_is_blank(*end))
		end++;
	if (!end || *end != ':')
		talk_reader_fault(r, "write `NAME @13:40: text`, or `NAME @2026-11-20 23:50: text`");
	else
		talk_read_text(r, talk_trim(s), talk_trim(at + (end + 1 - at)), &t);
}
