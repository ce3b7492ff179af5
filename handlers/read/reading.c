#include "handlers/read/reading.h"

#include <string.h>

#include "handlers/read/doubt_words.h"
#include "handlers/read/near_codes.h"
#include "handlers/read/settle_choice.h"
#include "handlers/read/settle_codes.h"
#include "handlers/read/settle_doubt.h"
#include "handlers/read/settle_people.h"
#include "handlers/read/settle_stranger.h"
#include "handlers/read/settle_times.h"
#include "handlers/read/settle_values.h"
#include "handlers/read/settle_words.h"
#include "handlers/read/told/own_signature.h"
#include "handlers/span/code_word.h"
#include "handlers/span/folded_text.h"
#include "handlers/span/spans.h"
#include "handlers/span/text_head.h"

#define WORDS_BYTES 8192
#define RUN_DIGITS (NUMBER_DIGITS + 4) /* a number, and a time it has run into */

static size_t run_of(const struct fold *f, size_t i)
{
	size_t n = 0;
	while (i + n < f->len && f->s[i + n] >= '0' && f->s[i + n] <= '9')
		n++;
	return n;
}

size_t reading_numbers(const struct fold *f, int64_t *out, size_t max)
{
	size_t n = 0;
	for (size_t i = 0; i < f->len && n < max;) {
		size_t d = run_of(f, i);
		int64_t number = 0;
		/* The whole run, and what a time of up to four digits may have run into. */
		for (size_t k = 0; d <= RUN_DIGITS && k < d && k < NUMBER_DIGITS && n < max; k++) {
			number = number * 10 + (f->s[i + k] - '0');
			if (k + 5 >= d && ticket_number_ok(number))
				out[n++] = number;
		}
		i += d > 0 ? d : 1;
	}
	return n;
}

/* What the code takes says what is looked for in the text. */
static void want(struct spans *c, const struct code *code)
{
	c->wants_people = code_brings(code, BRINGS_ANYONE);
	c->wants_place = code_brings(code, BRINGS_PLACE | BRINGS_STATION);
	c->wants_value = code_brings(code, BRINGS_VALUE);
	c->wants_proof = code_brings(code, BRINGS_PROOF);
	c->wants_node = code_brings(code, BRINGS_NODE) ? c->head.flow : NULL;
	c->tense = code_brings(code, BRINGS_PAST) ? BEHIND : AHEAD;
}

/* `send Li Lei, depart 3pm`: behind a clause that means a code of theirs, one that they may not send is none. */
static bool is_not_theirs(struct spans *c)
{
	return c->head.code && c->head.more && !c->input->may(c->input->ctx, c->head.code) && near_codes_before(c);
}

/* Whoever copies an example of it does little harm: it stamps nothing, ends nothing and is of no visit. */
static bool is_harmless(const struct code *code, const struct flow *flow)
{
	return code->does == DOES_MOVE && code->stamps == 0 && code->visit == VISIT_NONE && code->to >= 0 &&
	       !flow->states[code->to].ends;
}

/* `wait until the pump arrives` means something else than the code, but begins with its word: the code may have been
 * meant, and is named if it is harmless, without an example that would make up what is missing. `arrive toll gate` must not teach how to arrive. */
static void begin_with_phrase(const struct spans *c, struct reading *r)
{
	if (!c->head.denied || !is_harmless(c->head.denied, c->head.flow) || c->head.at != past_marks(c, 0) ||
	    !c->input->may(c->input->ctx, c->head.denied))
		return;
	r->near[r->near_n++] = c->head.denied;
	r->flow = c->head.flow;
	r->unusable = r->time_said = true;
}

/* `7 injectors from Shanghai`: a digit that counts parts, and may be the code that waits for such. */
static void begin_with_parts(const struct spans *c, struct reading *r)
{
	const struct code *code = c->head.denied;
	size_t i = code ? past_blanks(c, past_code_digit(c, c->head.at, code)) : 0;
	const uint32_t *from = c->f->from;

	if (i == 0 || !is_harmless(code, c->head.flow) || !code_needs_words(code) ||
	    !c->input->may(c->input->ctx, code) || word_at(c, LEX_THING, i) == 0)
		return;
	r->near[r->near_n++] = code;
	r->flow = c->head.flow;
	text_addn(&r->words, c->input->original + from[i], from[c->f->len] - from[i]);
}

/* `cancel, sent by mistake`: what is to be taken back may be a text of before. */
static void undo_instead(const struct spans *c, struct reading *r)
{
	r->near[0] = flow_does(c->head.flow, DOES_UNDO);
	r->near_n = r->near[0] ? 1 : 0;
	r->flow = c->head.flow;
}

static void find_near(struct spans *c, struct reading *r)
{
	near_codes_find(c, r);
	r->time_said |= r->near_n > 0 && settle_says_time(c);
	r->unusable |= r->near_n > 0 && r->words.len == 0 && settle_says_words(c);
}

/* What else was said, and what is in doubt about all of it. */
static void settle_rest(struct spans *c, struct reading *r)
{
	if (words_only_how_long(c, r)) {
		text_clear(&r->words);
		r->unusable = true;
	}
	settle_left_out(c, r);
	settle_doubt(c, r);
	if (r->doubt == DOUBT_NONE)
		settle_clause(c, r);
	r->time_said =
		code_brings(c->head.code, BRINGS_TIME) && (r->codes_n > 1 || r->times_n > 0 || settle_says_time(c));
	r->unusable |= r->codes_n > 1 || (r->words.len == 0 && settle_says_words(c));
}

void reading_read(struct reading *r, const struct reading_input *input)
{
	struct time_memo memo = {0};
	struct spans c;
	size_t begin;
	memset(r, 0, sizeof(*r));
	r->words = text_new(WORDS_BYTES);
	r->besides = text_new(WORDS_BYTES);
	r->unheard = text_new(WORDS_BYTES);
	r->left_out_words = text_new(WORDS_BYTES);
	r->left_out_text = text_new(WORDS_BYTES);
	c.memo = &memo;
	spans_begin(&c, input);
	text_head_read(&c);
	if (is_not_theirs(&c))
		memset(&c.head, 0, sizeof(c.head));
	if (!c.head.code) {
		settle_doubt(&c, r);
		if (r->doubt == DOUBT_NONE)
			find_near(&c, r);
		else if (r->doubt == DOUBT_NO_CODE)
			begin_with_phrase(&c, r);
		else if (r->doubt == DOUBT_COUNTED)
			begin_with_parts(&c, r);
		else if (r->doubt == DOUBT_MISTAKE)
			undo_instead(&c, r);
		return;
	}
	want(&c, c.head.code);
	signature_cut(&c);
	/* With the people that a code wants, digits read otherwise that a name is run into. */
	memo = (struct time_memo){0};
	begin = spans_cut(&c, c.head.at + c.head.len);
	settle_codes(&c, r);
	settle_number(&c, r);
	settle_times(&c, r);
	settle_nodes(&c, r);
	settle_choice(&c, r);
	settle_people(&c, r);
	settle_values(&c, r);
	if (c.wants_people)
		settle_stranger(&c, r);
	settle_words(&c, r, begin);
	settle_rest(&c, r);
}

bool reading_is_value(const struct reading_input *input, const struct value *v)
{
	struct time_memo memo = {0};
	struct spans c;
	int64_t value;
	size_t n;
	memset(&c.head, 0, sizeof(c.head));
	c.memo = &memo;
	spans_begin(&c, input);
	n = v->kind->find ? v->kind->find(&c, v, 0, 0, c.f->len, &value) : 0;
	return n > 0 && past_marks(&c, n) == c.f->len;
}

/* ---- another number than what is asked ---- */

/* That label or unit at i, in whichever language. */
static size_t called_at(const struct spans *c, const struct label *called, size_t i)
{
	char folded[LABEL_BYTES];
	for (int l = 0; l < called->n; l++) {
		if (fold_small(folded, sizeof(folded), called->in[l]) && *folded && text_at(c, i, folded))
			return strlen(folded);
	}
	return 0;
}

/* `amount 2k`: what stands with them is a number all the same. */
static bool is_called_so(const struct spans *c, const struct value *v, size_t at)
{
	size_t label = called_at(c, &v->label, at), end = at + run_of(c->f, at);
	if (label > 0 && is_digit(byte_at(c, past_marks(c, at + label))))
		return true;
	for (int i = 0; end > at && i < 2 && !is_blank_or_mark(byte_at(c, end)); i++) {
		end = next_at(c, end);
		if (called_at(c, &v->unit, end) > 0)
			return true;
	}
	return false;
}

static bool is_one_of(const int64_t *these, size_t n, int64_t value)
{
	for (size_t i = 0; i < n; i++) {
		if (these[i] == value)
			return true;
	}
	return false;
}

bool reading_says_other(const struct reading_input *input, const struct value *v, const int64_t *these, size_t n)
{
	struct time_memo memo = {0};
	struct spans c;
	bool other = false;
	memset(&c.head, 0, sizeof(c.head));
	c.memo = &memo;
	spans_begin(&c, input);
	for (size_t at = 0, len; at < c.f->len && !other; at += len) {
		bool glued = is_letter_before(&c, at) || (at > 0 && is_digit(byte_at(&c, at - 1)));
		int64_t value;
		len = glued ? 0 : v->kind->find(&c, v, at, at, c.f->len, &value);
		other = len > 0 ? !is_one_of(these, n, value) : !glued && is_called_so(&c, v, at);
		len = len > 0 ? len : next_at(&c, at) - at;
	}
	return other;
}

void reading_free(struct reading *r)
{
	text_free(&r->words);
	text_free(&r->besides);
	text_free(&r->unheard);
	text_free(&r->left_out_words);
	text_free(&r->left_out_text);
}
