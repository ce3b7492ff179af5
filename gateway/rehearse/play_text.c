#include "gateway/rehearse/play_text.h"

#include <stdlib.h>
#include <string.h>

#include "gateway/command/given_fields.h"
#include "gateway/rehearse/play_clock.h"
#include "gateway/wire/wire_out.h"
#include "templates/text/text.h"

static void print_send(struct rehearsal *r, const char *who, const char *words)
{
	rehearsal_print_clock(r);
	fprintf(r->out, "%s → ", who);
	rehearsal_print_words(r, words);
}

static void print_sent(struct rehearsal *r)
{
	if (r->sent_texts.desk) {
		fputs("         desk ← ", r->out);
		rehearsal_print_words(r, r->sent_texts.desk);
	}
	for (size_t i = 0; i < r->sent_texts.n; i++) {
		fprintf(r->out, "         %s ← ", r->sent_texts.names[i]);
		if (!sent_text_goes(&r->sent_texts, i))
			fprintf(r->out, "(not sent: %s) ", r->sent_texts.rows[i].error);
		rehearsal_print_words(r, r->sent_texts.rows[i].text ? r->sent_texts.rows[i].text : "");
	}
	fflush(r->out);
}

static void keep_ticket(struct rehearsal *r, const struct step *s, const struct input *in)
{
	if (in->ticket)
		r->last = in->ticket;
	if (s->ticket)
		rehearsal_name(r, s, in->ticket);
}

/* What the desk is told of its own input; NULL for others. The caller frees it. */
static char *desk_answer(const struct input *in)
{
	char number[32];

	if (!in->by_hand)
		return NULL;
	if (in->kind != IN_OPEN || in->answer)
		return in->answer ? strdup(in->answer) : NULL;
	snprintf(number, sizeof(number), "%lld", (long long)in->ticket);
	return strdup(number);
}

static void take_results(struct rehearsal *r, const struct step *s, const struct input *in)
{
	keep_ticket(r, s, in);
	/* What comes again under its key sends nothing new; its row is the first one's. */
	sent_texts_fill(&r->sent_texts, r->stage.gateway.store, in->again ? 0 : in->row, desk_answer(in), s->line);
	print_sent(r);
	if (in->kind == IN_OPEN && !in->ticket)
		rehearsal_fault(r, s->line, "no ticket was opened: %s", in->answer ? in->answer : "it was not taken");
	else if (strcmp(in->outcome, "rejected") == 0)
		fprintf(r->out, "         rejected: %s\n", in->answer ? in->answer : "");
}

/* Sends one input; the payload is freed. */
static void send_input(struct rehearsal *r, const struct step *s, enum input_kind kind, char *payload, bool by_hand)
{
	struct batch b = {0};

	if (!payload) {
		rehearsal_fault(r, s->line, "out of memory");
		r->code = VERB_BROKEN;
		return;
	}
	if (stage_put(&r->stage, kind, payload, by_hand, &b))
		take_results(r, s, &b.all[0]);
	else
		rehearsal_store_fault(r);
	batch_free(&b);
}

/* What an opening says besides. The words are its own, and the fields are borrowed from them. */
struct opening_words {
	struct given_fields fields;
	char *words[FIELDS_MAX];
};

/* False, and said so, where it is not NAME=VALUE. */
static bool give_field(struct rehearsal *r, const struct step *s, struct opening_words *g, const char *at, size_t n)
{
	char *raw = strndup(at, n), *word = raw && g->fields.n < FIELDS_MAX ? rehearsal_fill_in(r, raw) : NULL;

	free(raw);
	if (word && given_fields_add(&g->fields, word)) {
		g->words[g->fields.n - 1] = word;
		return true;
	}
	free(word);
	rehearsal_fault(r, s->line, "a field is given as `--field NAME=VALUE`, at most %d times", FIELDS_MAX);
	return false;
}

static bool give_fields(struct rehearsal *r, const struct step *s, struct opening_words *g)
{
	for (const char *at = s->fields; at && *at;) {
		size_t n = strcspn(at, "\n");

		if (!give_field(r, s, g, at, n))
			return false;
		at += n + (at[n] == '\n');
	}
	return true;
}

static void send_opening(struct rehearsal *r, const struct step *s, const char *serial, const char *words,
			 const struct given_fields *given)
{
	char id[STAGE_ID];

	stage_next_id(&r->stage, id);
	rehearsal_print_clock(r);
	fprintf(r->out, "desk → open %s %s", s->flow, *serial ? serial : "-");
	for (size_t i = 0; i < given->n; i++)
		fprintf(r->out, " --field %s=%s", given->all[i].name, given->all[i].value);
	fputs(s->down ? " down " : " ", r->out);
	rehearsal_print_words(r, words);
	send_input(r, s, IN_OPEN, wire_open_with(id, s->flow, serial, s->down, words, given->all, given->n), true);
}

void play_open(struct rehearsal *r, const struct step *s)
{
	char *words = rehearsal_fill_in(r, s->text), *serial = rehearsal_fill_in(r, s->serial);
	struct opening_words g = {0};

	if (words && serial && give_fields(r, s, &g))
		send_opening(r, s, serial, words, &g.fields);
	while (g.fields.n > 0)
		free(g.words[--g.fields.n]);
	free(serial);
	free(words);
}

static void send_words(struct rehearsal *r, const struct step *s, const char *from, const char *words, bool by_desk)
{
	char id[STAGE_ID];
	int64_t sent;
	char *payload;

	if (!play_sent_at(r, s, &sent))
		return;
	stage_next_id(&r->stage, id);
	payload = wire_mo(id, from, words, sent);
	free(r->last_payload);
	free(r->last_words);
	r->last_payload = payload ? strdup(payload) : NULL;
	r->last_words = strdup(words);
	r->last_by_desk = by_desk;
	send_input(r, s, IN_MO, payload, by_desk);
}

void play_text(struct rehearsal *r, const struct step *s)
{
	struct caller who;
	bool desk = strcmp(s->name, "desk") == 0;
	char *words;

	if (!desk && !rehearsal_caller(r, s->name, &who))
		return;
	words = rehearsal_fill_in(r, s->text);
	if (!words)
		return;
	print_send(r, s->name, words);
	send_words(r, s, desk ? "desk" : who.number, words, desk);
	free(words);
}

void play_again(struct rehearsal *r, const struct step *s)
{
	if (!r->last_payload || !r->last_words) {
		rehearsal_fault(r, s->line, "there is no text yet to repeat; put `again` below one");
		return;
	}
	print_send(r, "again", r->last_words);
	send_input(r, s, IN_MO, strdup(r->last_payload), r->last_by_desk);
}
