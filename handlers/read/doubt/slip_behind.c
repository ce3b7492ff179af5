#include "handlers/read/doubt/slip_behind.h"

#include "handlers/span/code_denied.h"
#include "handlers/span/folded_text.h"

#define SLIP_WORDS 8

struct slip {
	size_t end;   /* behind the word for it; 0: there is none */
	size_t after; /* behind what stands beside that, too */
	bool at_end;
};

static struct slip slip_at(const struct spans *c, size_t i, bool reason)
{
	struct slip s = {.end = 0};

	for (int k = 0; k < SLIP_WORDS && i < c->f->len; k++) {
		int which = 0;
		size_t n = lexicon_at(c->words, LEX_MISTAKEN, c->f->s + i, c->f->len - i, &which);

		if (n == 0 || words_inside(c, i + n) || (reason && which == SLIP_OR_REASON))
			break;
		if (which != SLIP_BESIDE)
			s.end = i + n;
		s.at_end |= which == SLIP_AT_END;
		i = s.after = past_marks(c, i + n);
	}
	return s;
}

/* What is done with words alone may well be done for such a reason: a part was sent by mistake. */
static bool may_be_taken_back(const struct code *code, const struct flow *flow)
{
	if (code->does == DOES_MOVE)
		return !code_needs_words(code) || (code->to >= 0 && flow->states[code->to].ends);
	return code->does == DOES_DEPUTY || code->does == DOES_APPROVE || code->does == DOES_SIGN ||
	       code->does == DOES_ASSIGN || code->does == DOES_REOPEN;
}

/* It was found as something that a code takes, whatever it came to be. */
static bool is_taken(const struct spans *c, const struct span *t)
{
	return t->kind != SPAN_WORD || t->when.kind != WHEN_NONE || t->code || t->who.n > 0 || only_fillers(c, t);
}

/* What the slip stands before begins at i: a person or a time, `dispatch by mistake Tom Baker 3pm`. */
static bool is_argument(const struct spans *c, size_t i)
{
	for (size_t k = 0; k < c->n; k++) {
		if (c->all[k].at == i)
			return c->all[k].when.kind != WHEN_NONE || c->all[k].who.n > 0 || c->all[k].kind == SPAN_NUMBER;
	}
	return false;
}

static bool ends_clause(const struct spans *c, const struct slip *s)
{
	size_t i = s->end;

	if (s->after >= c->f->len || is_argument(c, past_marks(c, i)))
		return true;
	if (byte_at(c, i) == ' ' && is_letter_before(c, i))
		i = past_blanks(c, i);
	return !glued_at(c, i);
}

/* Behind a mark; behind a blank in a language without blanks. */
static bool begins_clause(const struct spans *c, size_t i)
{
	size_t end = before_blanks(c, i);

	return end > 0 && (is_blank_or_mark(c->f->s[end - 1]) || (end < i && is_unspaced_at(c, i)));
}

bool slip_behind(const struct spans *c, const struct code *code, const struct flow *flow)
{
	bool direct = true, reason = code_needs_words(code);

	if (!may_be_taken_back(code, flow))
		return false;
	for (size_t i = 0; i < c->n; i++) {
		const struct span *t = &c->all[i];
		const struct slip s = slip_at(c, t->at, reason);
		bool last = s.after >= c->f->len;

		if (s.end > 0 && direct && (reason ? last : ends_clause(c, &s)))
			return true;
		if (s.end > 0 && last && (s.at_end || begins_clause(c, t->at)))
			return true;
		direct = direct && is_taken(c, t);
	}
	return false;
}

/* What says of such a code, in a clause of its own, that it is not so. */
static bool is_denial(const struct spans *c, const struct code *code, const struct span *t)
{
	const size_t i = t->at;
	bool deed = code->stamps != 0 && !code_brings(code, BRINGS_TIME), work = deed && code->visit != VISIT_ARRIVES;
	/* Where he has arrived, nobody may be. */
	const struct {
		enum lexeme list;
		bool here;
	} lists[] = {
		{LEX_PUT_OFF, true},  {LEX_CONTRARY, code->does != DOES_MOVE},
		{LEX_FAILED, work},   {LEX_NOT_GONE, code->visit == VISIT_DEPARTS},
		{LEX_PARTIAL, work},  {LEX_NOT_THERE, code->visit == VISIT_ARRIVES},
		{LEX_NOT_DONE, deed},
	};

	for (size_t k = 0; k < sizeof(lists) / sizeof(*lists); k++) {
		size_t n = lists[k].here ? word_at(c, lists[k].list, i) : 0, end = i + n;

		if (n == 0 || word_at(c, LEX_NO_CONTRARY, i) > n)
			continue;
		if (past_marks(c, end) >= c->f->len)
			return true;
		/* Of another code's word with more behind it nobody can tell. */
		if (!t->code && !glued_at(c, end) && (!is_letter_before(c, end) || byte_at(c, end) != ' '))
			return true;
	}
	return false;
}

/* `depart 17:00 Han Mei cannot come any more`, glued to a name: said of someone else, who does not come along. */
static bool is_of_companion(const struct spans *c, const struct code *code, size_t i)
{
	const struct span *t = i > 0 ? &c->all[i - 1] : NULL;

	return t && t->denied && t->who.n > 0 && t->who.who[0] != c->input->sender && t->at + t->len == c->all[i].at &&
	       code_brings(code, BRINGS_PEOPLE) && !code_brings(code, BRINGS_LEAD);
}

bool denied_behind(const struct spans *c, const struct code *code)
{
	bool move = code->does == DOES_MOVE || code->does == DOES_APPROVE || code->does == DOES_DEPUTY;

	for (size_t i = 0; move && !code_needs_words(code) && i < c->n; i++) {
		const struct span *t = &c->all[i];

		/* What stands right behind the code is found with it. */
		if (i > 0 && t->kind == SPAN_WORD && !is_of_companion(c, code, i) && is_denial(c, code, t))
			return true;
		/* What is said behind another ticket is said of that one: `repaired 10008, then 10019 later`. With nobody:
		 * it is not said of the code either. */
		if (!is_taken(c, t) || t->kind == SPAN_OWNED || t->kind == SPAN_WITH ||
		    (i > 0 && t->kind == SPAN_NUMBER))
			return false;
	}
	return false;
}
