#include "handlers/codes/note.h"

#include "handlers/answer/event.h"
#include "handlers/answer/tell.h"
#include "handlers/decision/arguments.h"
#include "handlers/decision/ticket_pick.h"
#include "handlers/span/reader.h"
#include "templates/text/fold.h"
#include "templates/text/letter.h"

#include <ctype.h>
#include <string.h>

#define WORDS_BYTES 512 /* of the words, folded: what comes first is among them */

static bool alnum_at(const char *s)
{
	return isdigit((unsigned char)*s) || letter_at(s, strlen(s));
}

static bool alnum_ends(const char *s, size_t n)
{
	return isdigit((unsigned char)s[n - 1]) || letter_ends(s, n);
}

/* How long the label is that the folded words begin with, in any language; 0 if it is none of these. */
static size_t begins_with(const char *s, const struct label *label)
{
	char word[LABEL_BYTES];
	for (int l = 0; l < label->n; l++) {
		size_t n;
		if (!fold_small(word, sizeof(word), label->in[l]) || (n = strlen(word)) == 0)
			continue;
		if (strncmp(s, word, n) == 0 && !(alnum_ends(word, n) && alnum_at(s + n))) /* downtime */
			return n;
	}
	return 0;
}

static bool has(const char *s, const struct label *label)
{
	for (; *s; s++) {
		if (begins_with(s, label) > 0)
			return true;
	}
	return false;
}

/* What a note says of the machine with its first word. */
enum told { TOLD_NOTHING, TOLD_SO, TOLD_UNCLEAR };

/* Where words have no blanks between, that word of n bytes may be part of a longer one, as `down` is of `downhill`,
 * unless the lexicon lists what stands behind it: `down waiting for parts`. */
static enum told goes_on(const struct lexicon *words, const char *s, size_t n, bool letters)
{
	const char *rest = s + n;
	size_t len = strlen(rest), on = lexicon_at(words, LEX_STANDING, rest, len, NULL);
	bool joined = letters ? *rest == ' ' : (unsigned char)*rest >= 0x80 && !alnum_at(rest);

	/* down-time */
	if (lexicon_at(words, LEX_OTHER_PHRASE, s, n + len, NULL) > n ||
	    (letters && rest[0] == '-' && alnum_at(rest + 1)))
		return TOLD_NOTHING;
	if (lexicon_before(words, LEX_ASKING, rest, len) > 0 || lexicon_at(words, LEX_CONTRARY, rest, len, NULL) > on ||
	    lexicon_at(words, LEX_QUESTION, rest, len, NULL) > on)
		return TOLD_UNCLEAR;
	return letters || !joined || on > 0 ? TOLD_SO : TOLD_UNCLEAR;
}

/* Notes in t->down what the words say of the machine. False where they say it and its contrary, or may say something else. */
static bool read_down(const struct decision *d, struct ticket *t)
{
	const struct flow *f = t->flow;
	char s[WORDS_BYTES];
	size_t down, n;
	enum told told;
	fold_small(s, sizeof(s), text_str(&d->r.words));
	down = begins_with(s, &f->down);
	n = down > 0 ? down : begins_with(s, &f->up);
	if (n == 0)
		return true;
	told = goes_on(reader_words(d->ctx->rules->reader), s, n, alnum_ends(s, n));
	if (told == TOLD_NOTHING)
		return true;
	if (told == TOLD_UNCLEAR || has(s + n, down ? &f->up : &f->down))
		return false;
	t->down = down > 0;
	return true;
}

/* Puts the ticket into the effects, its last text left as it was. */
static void keep_noted(struct decision *d, struct ticket *t)
{
	event_add(d->ctx, d->e, &d->before, t, d->codes[0]->name, d->m->sender->id, d->moment);
	d->e->ticket = *t;
	d->e->outcome = NOTED;
	d->s.ticket = &d->e->ticket;
	d->s.words = text_str(&d->r.words);
}

void decide_note(struct decision *d)
{
	const struct code *c = d->codes[0];
	struct arguments a;
	struct ticket t;
	bool skipping;
	if (!pick_ticket(d, c))
		return;
	d->s.ticket = d->wish.ticket = &d->before;
	if (!code_fits(c, d->before.state, &skipping)) {
		pick_refuse_state(d);
		return;
	}
	if (!arguments_read(d, c, &d->before, false, &a))
		return;
	t = d->before;
	if (!read_down(d, &t)) {
		decision_refuse(d, "refused.unclear", NULL);
		return;
	}
	keep_noted(d, &t);
	if (t.down && !d->before.down)
		tell_anew(d->e, &d->s, &d->before);
	else
		tell_codes(d->e, &d->s, &d->before, NULL);
	answer_sender(d->e, &d->s, c->answer);
}
