/* What may stand before the code: a signature, the ticket's number, what says nothing by itself, the sender's own
 * name, a clause that says nothing of ours, and one time. */
#include "handlers/span/text_head.h"

#include <string.h>

#include "handlers/span/code_denied.h"
#include "handlers/span/code_word.h"
#include "handlers/span/denied/code_to_come.h"
#include "handlers/span/digit_span.h"
#include "handlers/span/folded_text.h"
#include "handlers/span/head/head_signs.h"
#include "handlers/span/name_span.h"
#include "handlers/span/time_span.h"

#define HEAD_STEPS 40

/* ---- the code ---- */

/* A digit is a code only at the beginning, or behind the ticket's number. */
static bool may_be_code(const struct spans *c, size_t i, bool bare)
{
	return !is_digit(byte_at(c, i)) || bare;
}

/* `2arrived`: the digit of the word that it is glued to. Returns where the word begins. */
static size_t past_own_digit(const struct spans *c, size_t i)
{
	const struct flow *flow;
	size_t next = i + digits_at(c, i), len;
	const struct code *code = next > i && glued_at(c, next) ? code_at(c, next, &len, &flow) : NULL;

	return code && past_code_digit(c, i, code) == next ? next : i;
}

/* `repaired (3) hoses`: what is counted stands at i. */
static bool counts_behind(const struct spans *c, size_t i)
{
	return is_letter_at(c, past_blanks(c, i)) || word_at(c, LEX_COUNTER, i) > 0 || word_at(c, LEX_UNIT, i) > 0;
}

/* In a language without blanks, what only says that it is done may be glued to the word. */
static size_t past_particles(const struct spans *c, size_t i)
{
	size_t n;

	while (is_unspaced_at(c, i) && (n = word_at(c, LEX_WORDS_LEAD, i)) > 0)
		i += n;
	return i;
}

/* `depart depart 16:30`, as dictation writes it, `depart(1)`: where the code's word at i[len], and its repetitions, end. */
static size_t past_again(const struct spans *c, size_t i, size_t len, const struct code *code)
{
	size_t end = i + len, next = past_blanks(c, end), digit;

	digit = byte_at(c, next) == '(' && !is_digit(c->f->s[i]) ? past_code_digit(c, next + 1, code) : 0;
	if (digit > 0 && byte_at(c, digit) == ')' && !counts_behind(c, digit + 1))
		return digit + 1;

	next = past_blanks(c, past_particles(c, end));
	while (!is_digit(c->f->s[i]) && next + len <= c->f->len && memcmp(c->f->s + next, c->f->s + i, len) == 0 &&
	       !words_inside(c, next + len)) {
		end = next + len;
		next = past_blanks(c, past_particles(c, end));
	}
	return end;
}

/* The code at i, or why there is none though its word is there. True if the word is there. */
static bool take_code(struct spans *c, size_t i, bool bare)
{
	struct text_head *h = &c->head;
	const struct flow *flow;
	size_t len;
	const struct code *code;

	i = bare ? past_own_digit(c, i) : i;
	code = may_be_code(c, i, bare) ? code_at(c, i, &len, &flow) : NULL;
	if (!code)
		return false;
	len = past_again(c, i, len, code) - i;
	h->flow = flow;
	h->digits = is_digit(byte_at(c, i));
	h->doubt = code_denied(c, i, len, code, flow);
	if (h->doubt == DOUBT_NONE && code_asked_for(c, i, code))
		h->doubt = DOUBT_CONTRARY;
	if (h->digits && code->does == DOES_UNDO && !digit_takes_back(c, i + len))
		h->doubt = DOUBT_COUNTED;
	if (h->doubt != DOUBT_NONE) {
		h->denied = code;
		return true;
	}
	h->code = code;
	h->at = i;
	h->len = len;
	return true;
}

/* ---- the number ---- */

/* `ticket 10008`, `10008 ticket`: where it ends, 0 if there is none. */
static size_t past_number(const struct spans *c, size_t i, int64_t *number)
{
	size_t n;
	struct span t;

	while ((n = word_at(c, LEX_TICKET, i)) > 0)
		i = past_marks(c, i + n);
	t = (struct span){.at = i, .direct = true};
	n = digits_at(c, i);
	if (n == 0 || (word_at(c, LEX_TICKET_TAIL, past_blanks(c, i + n)) == 0 && span_owned(c, &t)))
		return 0;
	t = (struct span){.at = i, .direct = true};
	if (!span_number(c, &t))
		return 0;
	if (!is_mine(c, t.number) && !ticket_number_ok(t.number))
		return 0;
	*number = t.number;
	i = t.at + t.len;
	n = word_at(c, LEX_TICKET_TAIL, past_blanks(c, i));
	return n > 0 ? past_blanks(c, i) + n : i;
}

/* ---- a time ---- */

/* Digits alone are a time only where a code follows at once. */
static bool leads_to_code(const struct spans *c, size_t i)
{
	const struct flow *flow;
	size_t len, n;

	i = past_marks(c, i);
	while ((n = word_at(c, LEX_OPENER, i)) > 0)
		i = past_marks(c, i + n);
	return i < c->f->len && code_at(c, i, &len, &flow) != NULL && !is_digit(byte_at(c, i));
}

static size_t past_time(struct spans *c, size_t i)
{
	struct text_head *h = &c->head;
	struct when behind, ahead;
	const struct when *w;

	i = to_time(c, i); /* already at 13:35 departed */
	behind = time_at(c, i, BEHIND);
	ahead = time_at(c, i, AHEAD);
	w = behind.kind != WHEN_NONE ? &behind : &ahead;
	/* `morning boss` greets. */
	if (w->kind == WHEN_HALFDAY && !w->dated && word_at(c, LEX_OPENER, i) >= w->len)
		return 0;
	if (h->timed || w->kind == WHEN_NONE || ((w->bare || w->point) && !leads_to_code(c, i + w->len)))
		return 0;
	if (word_at(c, LEX_NO_TIME_BEHIND, past_blanks(c, i + w->len)) > 0)
		return 0;
	h->timed = true;
	h->time_at = i;
	h->behind = behind;
	h->ahead = ahead;
	return i + w->len;
}

/* ---- words ---- */

static size_t past_own_name(const struct spans *c, size_t i)
{
	const struct person *p = c->input->sender;
	size_t n = p && p->folded[0] ? strlen(p->folded) : 0;

	if (n == 0 || !text_at(c, i, p->folded) || (ends_in_letter(p->folded) && is_letter_at(c, i + n)))
		return 0;
	return i + n;
}

/* `reporting, chief Li`: whom the text reports to; but `ask chief Li` and `by chief Li` say who is to go. */
static size_t past_head(const struct spans *c, size_t i)
{
	size_t name = word_at(c, LEX_SURNAME, i), title = name > 0 ? word_at(c, LEX_HEAD, i + name) : 0;

	if (title == 0 || word_before(c, LEX_OPENER, i) == 0 || word_before(c, LEX_ERRAND, i) > 0 ||
	    word_before(c, LEX_FROM, i) > 0 || glued_at(c, i + name + title))
		return 0;
	return i + name + title;
}

/* `driving - dispatch`: a hyphen between blanks is a mark. */
static bool is_dash(const struct spans *c, size_t i)
{
	return i > 0 && c->f->s[i - 1] == ' ' && byte_at(c, i) == '-' && byte_at(c, i + 1) == ' ';
}

/* `Tom Baker dispatch 3pm`, `send Tom Baker, dispatch 3pm`: right before a code that sends somebody, and says when. */
static size_t past_lead(struct spans *c, size_t i)
{
	const struct flow *flow;
	size_t sent = is_unspaced_at(c, i) ? word_at(c, LEX_ERRAND, i) : 0, end, len;
	struct span t = {.at = i + sent};
	const struct code *code;

	if (t.at >= c->f->len || c->head.more || c->head.lead.n > 0 || !span_person(c, &t) || t.denied ||
	    !(t.who.who[0]->roles & ROLE_BIT(ENGINEER)))
		return 0;
	end = past_blanks(c, t.at + t.len);
	/* Who is told, or urged, need not be sent. */
	if (sent > word_at(c, LEX_COURTESY, i) && word_at(c, LEX_GOING, end) == 0)
		return 0;
	end = past_blanks(c, end + (sent > 0 ? word_at(c, LEX_GOING, end) : 0));
	end = byte_at(c, end) == ',' || is_dash(c, end) ? past_blanks(c, end + 1) : end;
	code = end < c->f->len && !is_digit(c->f->s[end]) ? code_at(c, end, &len, &flow) : NULL;
	if (!code || code->does != DOES_MOVE || !code_brings(code, BRINGS_LEAD) || !code_brings(code, BRINGS_TIME))
		return 0;
	c->head.lead = t.who;
	return end;
}

#define ORIGIN_CHARS 8
#define ORIGIN_LETTERS 30

/* One word may be that for `from` and that for `with`: then who is named behind it comes along. */
static bool is_company(const struct spans *c, size_t i, size_t begin)
{
	struct span t = {.at = begin};

	return word_at(c, LEX_COMPANY, i) > 0 && begin < c->f->len && span_person(c, &t) && !t.denied;
}

/* `left the yard and departed`: the code of setting out that follows where someone set out; 0 if none does. */
static size_t departs_behind(const struct spans *c, size_t i)
{
	const struct flow *flow;
	size_t n = word_at(c, LEX_FROM, i), begin = past_blanks(c, i + n), len;
	bool latin = is_letter_at(c, begin);
	int chars = latin ? ORIGIN_LETTERS : ORIGIN_CHARS;

	/* In characters, `planning to` begins like `from`. */
	if (n > 0 && (is_company(c, i, begin) || word_at(c, LEX_CONTRARY_CLAUSE, i) > n))
		return 0;
	i = begin;
	for (int k = 0; n > 0 && k < chars && i < c->f->len; k++, i = next_at(c, i)) {
		const struct when behind = time_at(c, i, BEHIND), ahead = time_at(c, i, AHEAD);
		const struct code *code;

		if (ahead.kind == WHEN_CLOCK && !ahead.bare && time_is_ahead(c, &behind, &ahead)) /* from three on */
			return 0;
		if (latin && (c->f->s[i] == ' ' || (i > begin && is_letter_before(c, i))))
			continue;
		code = code_at(c, i, &len, &flow);
		if (code && k > 0 && code->visit == VISIT_DEPARTS)
			return i;
		if (code || is_blank_or_mark(c->f->s[i]) || word_at(c, LEX_CONTRARY_CLAUSE, i) > 0)
			return 0;
	}
	return 0;
}

/* `from Korla station`, `from the yard`: where someone set out says nothing of what was done, if a code follows. */
static size_t past_origin(const struct spans *c, size_t i)
{
	size_t n = word_at(c, LEX_FROM, i);
	struct span t = {.at = past_blanks(c, i + n)};

	if (n == 0 || t.at >= c->f->len)
		return 0;
	return span_station(c, &t) ? t.at + t.len : departs_behind(c, i);
}

/* `Tom Baker and I`: somebody named before the sender comes along, where a code follows. */
static size_t past_named_first(const struct spans *c, size_t i)
{
	struct span t = {.at = i};
	size_t n, end, self;

	if (i >= c->f->len || !span_person(c, &t) || t.denied)
		return 0;
	end = past_blanks(c, t.at + t.len);
	n = word_at(c, LEX_COMPANY, end);
	end = past_blanks(c, end + n);
	self = past_own_name(c, end);
	self = self > 0 ? self : end + word_at(c, LEX_SELF, end);
	if (n == 0 || self == end || words_inside(c, self))
		return 0;
	end = self;
	while ((n = word_at(c, LEX_ALONG, past_blanks(c, end))) > 0)
		end = past_blanks(c, end) + n;
	return leads_to_code(c, end) ? end : 0;
}

/* `with Tom Baker`, `with a trainee`: who comes along, where a code follows. It needs no mark. */
static size_t past_company(const struct spans *c, size_t i)
{
	size_t end = i, n = word_at(c, LEX_COMPANY, i);

	if (n == 0)
		return past_named_first(c, i);
	while (n > 0) {
		struct span t = {.at = past_blanks(c, end + n)};

		if (t.at >= c->f->len)
			return 0;
		end = span_person(c, &t) && !t.denied ? t.at + t.len : t.at + word_at(c, LEX_MATE, t.at);
		if (end == t.at)
			return 0;
		while ((n = word_at(c, LEX_ALONG, past_blanks(c, end))) > 0)
			end = past_blanks(c, end) + n;
		n = byte_at(c, end) == ',' ? 1 : word_at(c, LEX_COMPANY, past_blanks(c, end));
		end += n > 1 ? past_blanks(c, end) - end : 0;
	}
	return end > i && leads_to_code(c, end) ? end : 0;
}

/* `got the pump depart`: a blank at i ends a clause that says what was fetched or made ready. */
static bool ends_readied(const struct spans *c, size_t begin, size_t i)
{
	size_t n = c->f->s[i] == ' ' ? lexicon_before(c->words, LEX_READIED, c->f->s + begin, i - begin) : 0;

	return n > 0 && word_before(c, LEX_CONTRARY_BEFORE, i - n) == 0 && leads_to_code(c, i);
}

/* A clause up to its mark that holds neither code, number, time nor contrary: where it ends, 0 if it is none. */
static size_t past_clause(const struct spans *c, size_t i)
{
	const struct flow *flow;
	size_t len, begin = i, skip = i;

	for (; i < c->f->len; i = next_at(c, i)) {
		char ch = c->f->s[i];
		bool inside = i > begin && is_letter_at(c, i) && is_letter_before(c, i);

		if (strchr(",.;!:", ch) || is_dash(c, i) || ends_readied(c, begin, i))
			return i > begin ? i + 1 : 0;
		if (is_digit(ch) || ch == '?')
			return 0;
		if (inside)
			continue;
		len = word_at(c, LEX_NO_CONTRARY, i);
		if (len > 0) { /* no signal */
			skip = i + len;
			continue;
		}
		if (i < skip)
			continue;
		if (code_at(c, i, &len, &flow) || word_at(c, LEX_CONTRARY_CLAUSE, i) > 0 ||
		    time_at(c, i, AHEAD).kind != WHEN_NONE || time_at(c, i, BEHIND).kind != WHEN_NONE)
			return 0;
	}
	return 0;
}

static bool ends_said(char mark)
{
	return mark != '\0' && strchr(",;.!:", mark) != NULL;
}

/* `no signal, arrive`: openers that are a clause by themselves, and the first of them more than a courtesy, are said like any
 * other clause. Where its mark ends; 0 if it is none. */
static size_t past_said_opener(const struct spans *c, size_t i, size_t n)
{
	const struct flow *flow;
	size_t end = i + n, next = past_blanks(c, end), len;

	/* `all done` before `repaired` is that once more. */
	if (word_at(c, LEX_COURTESY, i) >= n || word_at(c, LEX_DONE_BEHIND, i) >= n)
		return 0;
	if (ends_said(c->f->s[end - 1]))
		return end;
	if (next > end && is_unspaced_before(c, end))
		return next;
	while (next < c->f->len && !code_at(c, next, &len, &flow) && (n = word_at(c, LEX_OPENER, next)) > 0)
		next = past_blanks(c, next + n);
	return ends_said(byte_at(c, next)) || is_dash(c, next) ? next + 1 : 0;
}

/* `got the parts, depart`: openers that begin a clause of other words are among these. Back from i to where it begins. */
static size_t clause_begin(const struct spans *c, size_t i, size_t from)
{
	size_t begin = i;

	while (begin > from && !strchr(",;.!?:", c->f->s[begin - 1]) &&
	       !(c->f->s[begin - 1] == ' ' && is_unspaced_before(c, begin - 1)))
		begin--;
	return begin;
}

static size_t say_clause(const struct spans *c, struct text_head *h, size_t i, size_t end)
{
	if (end > 0 && !h->more)
		h->clause_at = clause_begin(c, i, h->openers_at);
	if (end > 0)
		h->clause_end = end;
	h->more = h->more || end > 0;
	return end;
}

/* One step on; 0 if what stands at i may not stand before a code. */
static size_t step(struct spans *c, size_t i)
{
	struct text_head *h = &c->head;
	int64_t number = 0;
	size_t next = past_number(c, i, &number);

	if (next > 0) {
		h->number_too = h->number && h->number != number ? number : h->number_too;
		h->number = h->number ? h->number : number;
	} else if ((next = past_time(c, i)) == 0 && (next = past_own_name(c, i)) == 0 &&
		   (next = past_origin(c, i)) == 0) {
		next = past_head(c, i);
		next = next > 0 ? next : past_lead(c, i);
	}
	if (next > 0) {
		h->openers_at = next;
		return next;
	}
	next = word_at(c, LEX_OPENER, i);
	/* In characters, `first` and `in the midst of` begin like an opener, and `once that is done, then` ends like one; the
	 * longest word counts. */
	if (next > 0 && word_at(c, LEX_CONTRARY_BEFORE, i) < next &&
	    word_before(c, LEX_CONTRARY_BEFORE, i + next) <= next)
		return say_clause(c, h, i, past_said_opener(c, i, next)) > 0 ? h->clause_end : i + next;
	next = past_company(c, i);
	return say_clause(c, h, i, next > 0 ? next : past_clause(c, i));
}

static void walk(struct spans *c, size_t i)
{
	struct text_head *h = &c->head;
	bool bare = true;

	h->at = i;
	for (int steps = 0; steps < HEAD_STEPS && i < c->f->len; steps++) {
		int64_t before;
		size_t next = departs_behind(c, i);

		/* `left` is a code, too: `left the yard and departed`. */
		if (next > 0 && word_before(c, LEX_AND, next - 1) > 0)
			i = h->at = next;
		if (take_code(c, i, bare) && (h->code || h->doubt != DOUBT_COUNTED))
			return;
		if (find_code_to_come(c, i))
			return;
		before = h->number;
		next = step(c, i);
		if (next == 0)
			return;
		bare = bare && h->number != before;
		i = h->at = head_past_signs(c, next);
	}
}

/* `Fwd:`, `forwarded:`, `[Fwd]`: another's text. */
static bool is_forwarded(const struct spans *c)
{
	size_t i = head_past_signs(c, 0), n = word_at(c, LEX_FORWARDED, i);
	char end = byte_at(c, past_blanks(c, i + n));

	return n > 0 && (end == ':' || end == ']');
}

void text_head_read(struct spans *c)
{
	size_t behind;

	memset(&c->head, 0, sizeof(c->head));
	if (is_forwarded(c)) {
		c->head.doubt = DOUBT_NO_CODE;
		return;
	}
	/* `?` alone is a code, and would be passed over as a mark. */
	if (c->f->len > 0 && take_code(c, 0, true) && c->head.code)
		return;
	c->head.doubt = DOUBT_NONE;
	walk(c, head_past_signs(c, 0));
	behind = head_past_signature(c);
	if (c->head.code || behind == 0)
		return;
	memset(&c->head, 0, sizeof(c->head));
	walk(c, head_past_signs(c, behind));
}
