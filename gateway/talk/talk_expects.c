#include "gateway/talk/talk_expects.h"

#include <string.h>

#include "gateway/talk/talk_words.h"

void talk_read_expect(struct talk_reader *r, char *rest)
{
	char *colon;
	struct step *s;
	char *text;

	rest = talk_trim(rest);
	if (strcmp(rest, "...") == 0 || strcmp(rest, "…") == 0) {
		talk_reader_add(r, STEP_REST);
		return;
	}
	if (strcmp(rest, "nobody") == 0) {
		talk_reader_add(r, STEP_NOBODY);
		return;
	}
	colon = strchr(rest, ':');
	if (!colon || colon == rest || !*talk_skip_blanks(colon + 1)) {
		talk_reader_fault(r,
				  "write `> NAME: text`, `> NAME: ~ pattern`, `> ...` for any others, or `> nobody`");
		return;
	}
	*colon = '\0';
	s = talk_reader_add(r, STEP_EXPECT);
	if (!s)
		return;
	text = talk_trim(colon + 1);
	s->pattern = *text == '~';
	talk_reader_keep(r, &s->name, talk_trim(rest));
	talk_reader_keep(r, &s->text, s->pattern ? talk_trim(text + 1) : text);
}

/* ticket [A]: STATE */
void talk_read_ticket(struct talk_reader *r, char *head, char *state)
{
	char *name = talk_next_word(&head);
	struct step *s;

	if (*talk_trim(head) || !*state) {
		talk_reader_fault(r, "write `ticket: STATE`, or `ticket A: STATE` for the ticket opened `as A`");
		return;
	}
	s = talk_reader_add(r, STEP_TICKET);
	if (!s)
		return;
	if (*name)
		talk_reader_keep(r, &s->ticket, name);
	talk_reader_keep(r, &s->text, state);
}

/* opened by A: FLOW as B, or opened by A: - */
void talk_read_opened(struct talk_reader *r, char *head, char *value)
{
	char *by = talk_after_word(head, "by"), *name = by ? talk_next_word(&by) : "";
	char *flow = talk_next_word(&value), *as = talk_after_word(talk_skip_blanks(value), "as");
	bool none = strcmp(flow, "-") == 0;
	struct step *s;

	if (!*name || *talk_trim(by) || !*flow || (!none && (!as || !talk_is_label(as, strlen(as)))) ||
	    (none && *talk_trim(value))) {
		talk_reader_fault(r, "write `opened by A: FLOW as B`, or `opened by A: -` where A opened nothing more");
		return;
	}
	s = talk_reader_add(r, STEP_OPENED);
	if (!s)
		return;
	talk_reader_keep(r, &s->by, name);
	if (none)
		return;
	talk_reader_keep(r, &s->flow, flow);
	talk_reader_keep(r, &s->ticket, as);
}

/* [A] NAME: TIME, `missed` if a node may be, what a field keeps that is no time, or `-` */
static void read_moment(struct talk_reader *r, enum step_kind kind, char *head, char *value)
{
	const char *what = kind == STEP_NODE ? "node" : "field";
	char *first = talk_next_word(&head), *second = talk_next_word(&head);
	struct talk_time t = {0};
	const char *end = talk_time_read(value, &t);
	bool timed = end && !*end, word = strcmp(value, "-") == 0 || strcmp(value, "missed") == 0;
	struct step *s;

	if (!*first || *talk_trim(head)) {
		talk_reader_fault(r, "write `%s NAME: 13:40`, or `%s A NAME: 13:40` for the ticket opened `as A`", what,
				  what);
		return;
	}
	/* What a field keeps may be anything, and only its flow says what. */
	if (kind == STEP_NODE && !timed && !word) {
		talk_reader_fault(r, "`%s` is no time; write 13:40, or 11-22 13:40, `missed`, or `-` for none", value);
		return;
	}
	s = talk_reader_add(r, kind);
	if (!s)
		return;
	s->timed = timed;
	s->time = t;
	talk_reader_keep(r, &s->name, *second ? second : first);
	if (*second)
		talk_reader_keep(r, &s->ticket, first);
	talk_reader_keep(r, &s->text, value);
}

void talk_read_node(struct talk_reader *r, char *head, char *value)
{
	read_moment(r, STEP_NODE, head, value);
}

void talk_read_field(struct talk_reader *r, char *head, char *value)
{
	read_moment(r, STEP_FIELD, head, value);
}

/* clock [A] NAME: met, late, void, pauses, `-`, runs, or `runs until 18:00` */
void talk_read_clock(struct talk_reader *r, char *head, char *value)
{
	char *first = talk_next_word(&head), *second = talk_next_word(&head),
	     *until = talk_after_word(value, "runs until");
	struct talk_time t = {0};
	bool known = until != NULL;
	const char *end;
	struct step *s;

	if (!*first || *talk_trim(head)) {
		talk_reader_fault(r, "write `clock NAME: met`, or `clock A NAME: met` for the ticket opened `as A`");
		return;
	}
	for (size_t i = 0; talk_clocks[i]; i++)
		known = known || strcmp(value, talk_clocks[i]) == 0;
	end = until ? talk_time_read(until, &t) : "";
	if (!known || !end || *end) {
		talk_reader_fault(
			r,
			"`%s` is not how a clock stands; write met, late, void, pauses, runs, `runs until 18:00`, or "
			"`-` where it asks nothing",
			value);
		return;
	}
	s = talk_reader_add(r, STEP_CLOCK);
	if (!s)
		return;
	s->timed = until != NULL;
	s->time = t;
	talk_reader_keep(r, &s->name, *second ? second : first);
	if (*second)
		talk_reader_keep(r, &s->ticket, first);
	talk_reader_keep(r, &s->text, until ? "runs" : value);
}
