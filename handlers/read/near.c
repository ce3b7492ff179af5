/* Texts without a code: which codes may have been meant. They are asked back, never done. */
#include "handlers/read/near.h"

#include <string.h>

#include "handlers/read/means.h"
#include "handlers/read/settle_words.h"
#include "handlers/span/code_denied.h"
#include "handlers/span/code_word.h"
#include "handlers/span/digit_span.h"
#include "handlers/span/folded.h"
#include "handlers/span/reader.h"
#include "handlers/span/spans.h"
#include "handlers/span/time_span.h"
#include "templates/text/fold.h"
#include "templates/text/spelling.h"
#include "templates/text/utf8.h"

#define STEM 4 /* letters that show a word in another form: departs, repair */

/* In this order: a word further on with digits behind it, as `明早 出发 16:30`; one key off with the same first
 * character; one key off; a word further on. */
enum nearness { NEAR_ARGUED, NEAR_ALIKE, NEAR_OFF, NEAR_LATER, NEARNESSES };

struct search {
	struct spans *c;
	struct reading *r;
	size_t at;  /* where the text proper begins */
	size_t end; /* behind what resembles the first code found that the sender may send */
	bool ended;
	bool worded;             /* words of a meaning of their own stand there */
	const struct code *code; /* that code */
};

static bool near_latin(const struct spans *c, size_t i, const char *word)
{
	char head[WORD_BYTES + 8];
	size_t n = 0, len = strlen(word);

	while (is_letter(byte_at(c, i + n)) && n < sizeof(head) - 1)
		head[n] = c->f->s[i + n], n++;
	head[n] = '\0';
	return (len >= STEM && n >= STEM && strncmp(head, word, n < len ? n : len) == 0) ||
	       spelling_distance(head, word, 1) <= 1;
}

/* One key off at the beginning: as many characters as the word has, one more, one less. */
static bool near_at(const struct spans *c, size_t i, const char *word)
{
	size_t count = utf8_count(word), len = 0;
	char head[WORD_BYTES + 8];

	if (count < 2 || is_letter(word[0]))
		return count >= 2 && is_letter(byte_at(c, i)) && near_latin(c, i, word);
	for (size_t k = 1; k <= count + 1 && i + len < c->f->len; k++) {
		size_t step = next_at(c, i + len) - (i + len);

		if (len + step >= sizeof(head))
			break;
		memcpy(head + len, c->f->s + i + len, step);
		len += step;
		head[len] = '\0';
		if (k + 1 >= count && (k > 1 || count > 2) && spelling_distance(head, word, 1) <= 1)
			return true;
	}
	return false;
}

/* `11630`, `210019`, `3换泵`: a digit code run into what should stand behind it. */
static bool run_into(const struct spans *c, size_t i, const char *word, const struct flow *flow)
{
	size_t n = strlen(word), digits = digits_at(c, i), end = i + n;
	struct span t = {.at = end, .direct = true};
	struct span whole;
	struct when w;

	if (!text_at(c, i, word))
		return false;
	if (digits == n) /* 3根螺栓 */
		return (unsigned char)byte_at(c, end) >= 0x80 && word_at(c, LEX_COUNTER, end) == 0 &&
		       code_denied(c, i, n, c->head.code, flow) == DOUBT_NONE;
	whole = (struct span){.at = i, .direct = true};
	if (time_at(c, i, AHEAD).kind != WHEN_NONE || (span_number(c, &whole) && ticket_number_ok(whole.number)))
		return false;
	w = time_at(c, end, AHEAD);
	return (w.kind == WHEN_CLOCK && w.len >= 3) || (span_number(c, &t) && ticket_number_ok(t.number));
}

/* The word further on, where it stands by itself and is not denied; `c->f->len` if there is none. */
static size_t further_on(const struct spans *c, size_t i, const char *word, bool argued)
{
	size_t n = strlen(word);

	if (utf8_count(word) < 2 || (is_letter(word[0]) && n < STEM))
		return c->f->len;
	for (; i < c->f->len; i = next_at(c, i)) {
		if (!text_at(c, i, word) || (is_letter(word[n - 1]) && is_letter(byte_at(c, i + n))))
			continue;
		if (!argued)
			return i;
		for (size_t k = i + n; k < c->f->len; k++) {
			if (is_digit(c->f->s[k]))
				return i;
		}
	}
	return c->f->len;
}

static void add(struct search *s, const struct flow *f, const struct code *code, size_t end)
{
	struct reading *r = s->r;
	bool there = false;

	for (size_t i = 0; i < r->near_n; i++)
		there = there || r->near[i] == code;
	if (!there && r->near_n < NEAR_IN_TEXT)
		r->near[r->near_n++] = code;
	r->flow = f;
	if (s->ended || !s->c->of->may(s->c->of->ctx, code))
		return;
	s->ended = true;
	s->end = end;
	s->code = code;
}

/* Lists and help are answers to what is said every day: 好的 is no slip of 我的. */
static bool slips(const struct code *code, const char *word)
{
	return code->does != DOES_LIST || is_letter(word[0]);
}

static size_t slip_end(const struct spans *c, size_t i, const char *word)
{
	size_t count = utf8_count(word);

	if (is_letter(byte_at(c, i))) {
		while (is_letter(byte_at(c, i)))
			i++;
		return i;
	}
	for (; count > 0; count--)
		i = next_at(c, i);
	return i;
}

static void try_word(struct search *s, const struct flow *f, const struct code *code, const char *word,
		     enum nearness how)
{
	struct spans *c = s->c;
	size_t first = next_at(c, s->at) - s->at, at;

	if (how == NEAR_ARGUED || how == NEAR_LATER) {
		at = further_on(c, s->at, word, how == NEAR_ARGUED);
		if (at < c->f->len)
			add(s, f, code, at + strlen(word));
		return;
	}
	if (s->worded || (how == NEAR_ALIKE && strncmp(c->f->s + s->at, word, first) != 0))
		return;
	c->head.code = code;
	if (is_digit(word[0]) ? run_into(c, s->at, word, f) : slips(code, word) && near_at(c, s->at, word))
		add(s, f, code, slip_end(c, s->at, word));
	c->head.code = NULL;
}

/* Something up to its first code says that it is not so, or not yet. */
static bool denies(const struct spans *c, size_t i)
{
	const struct code *code;
	const struct flow *flow;
	size_t len;

	for (; i < c->f->len; i = next_at(c, i)) {
		if (i > 0 && is_letter(c->f->s[i]) && is_letter(c->f->s[i - 1]))
			continue;
		code = is_digit(c->f->s[i]) ? NULL : code_at(c, i, &len, &flow);
		/* 马上出发 16:30 may well be sent again when it is so; what has no time would be done at once. */
		if (code)
			return code_denied(c, i, len, code, flow) != DOUBT_NONE ||
			       (code->does == DOES_MOVE && !code_takes(code, TAKE_TIME) && code_denied_before(c, i));
		if (word_at(c, LEX_CONTRARY_CLAUSE, i) > 0)
			return true;
	}
	return false;
}

/* 修好了: what says how is none of the words. */
static size_t past_degree(const struct spans *c, size_t i)
{
	size_t n = word_at(c, LEX_DEGREE, i);

	return n > 0 && !glued_at(c, i + n) ? i + n : i;
}

/* A delay's span is added to what was promised. */
static bool is_shift(const struct code *code, const struct when *w)
{
	return w->kind == WHEN_SPAN && !w->later && code_promises(code) && code->to < 0;
}

/* What else the text says is read as if the code that it resembles stood there, for the example. */
static void complete(struct search *s)
{
	struct spans *c = s->c;
	size_t begin;

	c->head.code = s->code;
	c->wants_people = code_takes(s->code, TAKE_LEAD) || code_takes(s->code, TAKE_PERSON);
	begin = spans_cut(c, past_degree(c, s->end));
	s->r->codes[0].code = s->code;
	if (code_takes(s->code, TAKE_WORDS))
		settle_words(c, s->r, begin);
	for (size_t i = 0; i < c->n; i++) {
		const struct span *t = &c->all[i];

		if (t->kind == SPAN_TIME && !t->denied && t->when.kind != WHEN_HALFDAY && s->r->times_n < TIMES_IN_TEXT)
			s->r->times[s->r->times_n++] =
				(struct read_time){.at = t->at, .when = t->when, .shift = is_shift(s->code, &t->when)};
		if (t->kind == SPAN_PERSON && !t->denied && s->r->people_n < PEOPLE_IN_TEXT)
			s->r->people[s->r->people_n++] = t->who;
	}
}

/* 修好了 for 修复. What tells of a time ahead has not happened: `on site in 20 min`. */
static bool by_meaning(struct search *s)
{
	const struct flows *flows = reader_flows(s->c->of->reader);
	const struct flow *flow = NULL;
	const char *word = means_find(s->c, past_marks(s->c, 0), &s->end);
	const struct code *code;
	size_t len, end = s->end;

	if (!word)
		return false;
	code = reader_code(s->c->of->reader, word, strlen(word), flows->all[0], &len, &flow);
	if (!code || len != strlen(word))
		return false;
	for (size_t i = end; !code_takes(code, TAKE_TIME) && i < s->c->f->len; i = next_at(s->c, i)) {
		if (time_at(s->c, i, AHEAD).kind == WHEN_SPAN)
			return false;
	}
	add(s, flow, code, end);
	return s->ended;
}

void near_find(struct spans *c, struct reading *r)
{
	const struct flows *flows = reader_flows(c->of->reader);
	struct search s = {.c = c, .r = r, .at = c->head.at};

	while (s.at < c->f->len && is_blank_or_mark(c->f->s[s.at]))
		s.at++;
	if (by_meaning(&s)) {
		complete(&s);
		return;
	}
	if (s.at == c->f->len || denies(c, s.at))
		return;
	s.worded = means_begins(c, s.at);
	for (int how = 0; how < NEARNESSES; how++) {
		for (size_t a = 0; a < flows->n; a++) {
			for (size_t b = 0; b < flows->all[a]->codes_n; b++) {
				const struct code *code = &flows->all[a]->codes[b];

				for (size_t w = 0; w < code->words_n; w++)
					try_word(&s, flows->all[a], code, code->words[w], (enum nearness)how);
			}
		}
	}
	if (s.ended)
		complete(&s);
}
