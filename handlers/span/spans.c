/* The first step: what stands behind the code, cut into spans from left to right. */
#include "handlers/span/spans.h"

#include <ctype.h>
#include <string.h>

#include "handlers/span/code_span.h"
#include "handlers/span/digit_span.h"
#include "handlers/span/folded_text.h"
#include "handlers/span/name_span.h"
#include "handlers/span/reader.h"
#include "handlers/span/time_span.h"

/* ---- what is no part of the text ---- */

#define SIGNATURE_BYTES 60

/* `[China Telecom]` at the end. */
static size_t without_carrier(const struct spans *c, size_t end)
{
	size_t i = end;

	if (i == 0 || c->f->s[i - 1] != ']')
		return end;
	while (i > 0 && c->f->s[i - 1] != '[' && end - i < SIGNATURE_BYTES)
		i--;
	return i > 0 && c->f->s[i - 1] == '[' && word_at(c, LEX_CARRIER, i) > 0 ? i - 1 : end;
}

void spans_begin(struct spans *c, const struct reading_input *input)
{
	c->input = input;
	c->words = reader_words(input->reader);
	c->text = *input->f;
	c->f = &c->text;
	c->wants_people = c->wants_place = c->wants_value = c->wants_proof = false;
	c->wants_node = NULL;
	c->tense = AHEAD;
	c->n = 0;
	c->text.len = without_carrier(c, c->text.len);
	/* `Sent from my iPhone`, and all that stands behind it. */
	for (size_t i = 0; i < c->text.len; i = next_at(c, i)) {
		if (i == 0 || (is_letter_at(c, i) && is_letter_before(c, i)) || word_at(c, LEX_TRAILER, i) == 0)
			continue;
		c->text.len = i;
		break;
	}
	while (c->text.len > 0 && c->f->s[c->text.len - 1] == ' ')
		c->text.len--;
}

/* ---- one span ---- */

/* One character of a script without blanks between words, or a whole run of letters, digits and hyphens, so that no
 * serial number is cut up. */
static void word_span(const struct spans *c, struct span *t)
{
	t->kind = SPAN_WORD;
	t->len = word_at(c, LEX_ARRIVAL_BEFORE, t->at);
	if (t->len > 0 && is_letter_at(c, t->at) && is_digit(byte_at(c, t->at + t->len)))
		return; /* ETA16:30 */
	t->len = next_at(c, t->at) - t->at;
	if (!is_alnum_at(c, t->at))
		return;
	for (;;) {
		char next = byte_at(c, t->at + t->len);
		bool joint = (next == '-' || next == '_') && is_alnum_at(c, t->at + t->len + 1);

		if (!is_alnum_at(c, t->at + t->len) && !joint)
			return;
		t->len = next_at(c, t->at + t->len) - t->at;
	}
}

/* Letters or digits behind letters belong to one word; only codes may follow digits at once. */
static bool same_run(const struct spans *c, const struct span *t)
{
	bool before = is_letter_before(c, t->at);

	if (is_digit(c->f->s[t->at]) && before && word_before(c, LEX_ARRIVAL_BEFORE, t->at) > 0)
		return false;
	return before && is_alnum_at(c, t->at) && c->n > 0 && c->all[c->n - 1].kind == SPAN_WORD;
}

static bool with_span(const struct spans *c, struct span *t)
{
	t->kind = SPAN_WITH;
	t->len = c->wants_people ? word_at(c, LEX_WITH, t->at) : 0;
	return t->len > 0;
}

/* A name or a station; Kashgar station is the station, though somebody be called Kashgar. */
static bool name_or_station(const struct spans *c, struct span *t)
{
	struct span place = *t;
	bool person = c->wants_people && span_person(c, t);

	if ((!c->wants_place && !c->wants_people) || !span_station(c, &place) || (person && place.len <= t->len))
		return person;
	*t = place;
	return true;
}

static bool known(const struct spans *c, struct span *t)
{
	return span_measured(c, t) || span_owned(c, t) || span_phone(c, t) || span_number(c, t) || span_time(c, t) ||
	       span_node(c, t) || span_code(c, t) || name_or_station(c, t) || with_span(c, t);
}

static void add_span(struct spans *c, size_t i, bool direct)
{
	struct span t = {.at = i, .direct = direct};
	struct span *last;

	if (same_run(c, &t) || !known(c, &t)) {
		t = (struct span){.at = i, .direct = direct};
		word_span(c, &t);
	}
	last = c->n > 0 ? &c->all[c->n - 1] : NULL;
	/* Words that touch are one. */
	if (t.kind == SPAN_WORD && last && last->kind == SPAN_WORD && last->at + last->len == t.at)
		last->len += t.len;
	else
		c->all[c->n++] = t;
}

/* `ticket`, `job no`, `#`, `no.` may stand between a code and its number. */
static size_t past_ticket_words(const struct spans *c, size_t begin)
{
	size_t i = begin, n;

	while ((n = word_at(c, LEX_TICKET, i)) > 0) {
		i = past_marks(c, i + n);
		if (digits_at(c, i) >= 5)
			return i;
	}
	return begin;
}

/* `approve 10008 4711 arrived`: the digits that were sent stand between. */
static bool is_proof(const struct spans *c, const struct span *t)
{
	return c->wants_proof && t->len == 4 && digits_at(c, t->at) == 4;
}

static bool stays_direct(const struct spans *c, const struct span *t)
{
	if (t->kind == SPAN_CODE)
		return true;
	/* arrive on site 9:50 */
	return t->direct && (t->kind == SPAN_NUMBER || t->kind == SPAN_NODE || is_proof(c, t) || only_fillers(c, t));
}

size_t spans_cut(struct spans *c, size_t i)
{
	bool direct = true;
	size_t begin = past_ticket_words(c, past_marks(c, i));

	for (i = to_time(c, begin); i < c->f->len && c->n < SPANS_MAX;) {
		const struct span *t;

		add_span(c, i, direct);
		t = &c->all[c->n - 1];
		i = t->at + t->len;
		/* What follows a code, or a code and its number or node, is directly behind it. */
		direct = stays_direct(c, t);
		i = direct ? to_time(c, i) : past_marks(c, i);
	}
	return begin;
}
