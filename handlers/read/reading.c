#include "handlers/read/reading.h"

#include "handlers/model/ticket_number.h"
#include "handlers/read/cut.h"
#include "templates/text/fold.h"
#include "templates/text/text.h"
#include "templates/text/utf8.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static bool takes(const struct code *c, enum take_kind k)
{
	for (size_t i = 0; i < c->takes_n; i++) {
		if (c->takes[i].kind == k)
			return true;
	}
	return false;
}

static bool takes_people(const struct code *c)
{
	return takes(c, TAKE_LEAD) || takes(c, TAKE_PERSON) || takes(c, TAKE_PEOPLE);
}

static const struct code *lone(const struct reading *r)
{
	return r->codes_n == 1 ? r->codes[0].code : NULL;
}

/* ---- codes and the number ---- */

static bool only_codes(const struct cut *c)
{
	for (size_t i = 0; i < c->n; i++) {
		enum token_kind k = c->all[i].kind;
		if (k != T_CODE && k != T_NUMBER && k != T_TIME && k != T_WRONG)
			return false;
	}
	return c->n < TEXT_TOKENS;
}

/* A further code counts with a time directly behind it, or where there is nothing but codes, numbers and times. */
static void settle_codes(struct cut *c, struct reading *r)
{
	bool only = only_codes(c), moves = r->codes[0].code->does == DOES_MOVE;
	for (size_t i = 0; i < c->n; i++) {
		struct token *t = &c->all[i];
		if (t->kind != T_CODE)
			continue;
		if ((t->timed || only) && moves && t->code->does == DOES_MOVE && r->codes_n < CODES_IN_TEXT)
			r->codes[r->codes_n++] = (struct read_code){.code = t->code,
								    .timed = t->timed,
								    .at = t->at,
								    .when_at = t->when_at,
								    .when = cut_time(c, t->when_at, BEHIND)};
		else
			t->kind = T_WORD;
	}
}

static void settle_number(struct cut *c, struct reading *r)
{
	bool direct = false;
	for (size_t i = 0; i < c->n; i++) {
		struct token *t = &c->all[i];
		if (t->kind != T_NUMBER)
			continue;
		if (r->number == 0) {
			r->number = t->number;
			direct = t->direct;
		} else if (r->number != t->number) {
			t->kind = T_WORD;
			/* Behind a number in its place, another may well be among the words. */
			if (!direct || !takes(r->codes[0].code, TAKE_WORDS))
				r->number_too = t->number;
		}
	}
	r->number_bad = r->number != 0 && !ticket_number_ok(r->number);
}

/* ---- times ---- */

static bool happened(const struct cut *c, const struct token *t)
{
	return cut_time(c, t->at, BEHIND).kind != WHEN_NONE;
}

/* `10点让客户重启` is what was done, `9:50 换泵` when; what lies ahead is no claim but a reason. */
static bool says_when(const struct cut *c, const struct code *code, const struct token *t)
{
	if (!t->direct || (code->does != DOES_MOVE && code->does != DOES_ASSIGN) || !happened(c, t))
		return false;
	if (takes(code, TAKE_PLACE) && t->when.bare)
		return false; /* a serial number may be digits alone */
	if (!takes(code, TAKE_WORDS))
		return true;
	bool digits = !t->when.bare && !t->when.dated && memchr(c->f->s + t->at, ':', t->len);
	return (digits || !cut_glued(c->f, t->at + t->len)) && cut_time(c, t->at, BEHIND).at <= c->moment + 60000;
}

static void set_first_time(const struct cut *c, struct reading *r, const struct token *t)
{
	r->codes[0].timed = true;
	r->codes[0].when_at = t->at;
	r->codes[0].when = cut_time(c, t->at, BEHIND);
}

/* `同意 10008 到达 10:05`: which of its times is meant. Glued to more it is a remark: `10:05才到`. */
static bool is_of_node(const struct cut *c, const struct code *code, struct token *t)
{
	if (code->does != DOES_APPROVE || t == c->all || t[-1].kind != T_NODE || !happened(c, t) ||
	    cut_to_time(c, t[-1].at + t[-1].len) != t->at || cut_glued(c->f, t->at + t->len))
		return false;
	t->of_node = true;
	t->node = t[-1].node;
	t->when = cut_time(c, t->at, BEHIND);
	return true;
}

static void settle_lone_time(struct cut *c, struct reading *r, const struct code *code, struct token *t)
{
	if (is_of_node(c, code, t))
		return;
	if (takes(code, TAKE_TIME) || (takes(code, TAKE_PAST) && t->when.kind != WHEN_HALFDAY)) {
		if (r->times_n < TIMES_IN_TEXT)
			r->times[r->times_n++] = (struct read_time){.at = t->at, .direct = t->direct, .when = t->when};
	} else if (!r->codes[0].timed && says_when(c, code, t)) {
		set_first_time(c, r, t);
	} else {
		t->kind = T_WORD;
	}
}

static bool of_a_code(const struct reading *r, const struct token *t)
{
	for (size_t i = 0; i < r->codes_n; i++) {
		if (r->codes[i].timed && r->codes[i].when_at == t->at)
			return true;
	}
	return false;
}

/* Of several codes the first one's time, too, says when it happened. */
static void settle_first_time(struct cut *c, struct reading *r)
{
	const struct token *t = c->n > 1 && c->all[0].kind == T_NUMBER ? &c->all[1] : &c->all[0];
	if (c->n > 0 && t->kind == T_TIME && happened(c, t))
		set_first_time(c, r, t);
}

static void settle_times(struct cut *c, struct reading *r)
{
	const struct code *code = lone(r);
	if (!code)
		settle_first_time(c, r);
	for (size_t i = 0; i < c->n; i++) {
		struct token *t = &c->all[i];
		if (t->kind != T_TIME)
			continue;
		if (code)
			settle_lone_time(c, r, code, t);
		else if (!of_a_code(r, t))
			t->kind = T_WORD;
	}
}

/* 25:00 counts as a time where one may stand, so that it is refused; elsewhere it is a word. */
static void settle_wrong(struct cut *c, struct reading *r)
{
	const struct code *code = lone(r);
	for (size_t i = 0; i < c->n; i++) {
		struct token *t = &c->all[i];
		if (t->kind != T_WRONG)
			continue;
		t->kind = T_WORD;
		bool here = code && (takes(code, TAKE_TIME) || takes(code, TAKE_PAST) ||
				     (t->direct && code->does == DOES_MOVE && !takes(code, TAKE_WORDS)));
		if (r->wrong_len > 0 || !(code ? here : of_a_code(r, t) || i == 0))
			continue;
		r->wrong_at = t->at;
		r->wrong_len = t->len;
	}
}

static int rank(const struct read_time *t)
{
	return t->when.kind == WHEN_CLOCK ? 2 : t->when.kind == WHEN_HALFDAY ? 1 : 0;
}

/* 10点 到 11点: what happened has one time, and which of these it is nobody can tell. */
static bool is_range(const struct cut *c, const struct read_time *a, const struct read_time *b)
{
	static const char *const words[] = {"到", "至", "-", "~", "to", "till", "until", NULL};
	size_t i = a->at + a->when.len;
	i += cut_begins(c->f, i, " ");
	for (size_t w = 0; words[w]; w++) {
		size_t j = i + strlen(words[w]);
		if (cut_begins(c->f, i, words[w]) && j + cut_begins(c->f, j, " ") == b->at)
			return true;
	}
	return false;
}

/* Of several times in a text that takes one, a clock time is meant before a part of the day, that before a span, and
 * the others are words. Where that leaves two, or a span stands in the time's place, it is asked back. */
static void choose_time(struct cut *c, struct reading *r)
{
	size_t best = 0, same = 0;
	for (size_t i = 1; i < r->times_n; i++) {
		if (rank(&r->times[i]) > rank(&r->times[best]))
			best = i;
	}
	for (size_t i = 0; i < r->times_n; i++) {
		if (rank(&r->times[i]) == rank(&r->times[best]) && r->times[i].when.at != r->times[best].when.at)
			same++;
	}
	/* Behind its node a time that lies behind is the one meant; what else is said of times is the reason. */
	if (c->side == BEHIND && r->times_n > 1 && is_range(c, &r->times[0], &r->times[1]))
		return;
	if (c->side == BEHIND && r->times_n > 0 && r->times[0].direct)
		best = same = 0;
	if (r->times_n < 2 || same > 0 || (r->times[0].direct && best != 0))
		return;
	r->times[0] = r->times[best];
	r->times_n = 1;
	for (size_t i = 0; i < c->n; i++) {
		if (c->all[i].kind == T_TIME && c->all[i].at != r->times[0].at)
			c->all[i].kind = T_WORD;
	}
}

/* ---- words ---- */

static void add_token(struct reading *r, const char *s, size_t n)
{
	if (n < 2 || n >= SERIAL_BYTES || r->tokens_n == TOKENS_IN_TEXT)
		return;
	memcpy(r->tokens[r->tokens_n], s, n);
	r->tokens[r->tokens_n++][n] = '\0';
}

/* What may be a serial number: each word, and the letters and digits in it, as in `序列号EC210-0042`. */
static void settle_tokens(struct cut *c, struct reading *r)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct token *t = &c->all[i];
		const char *s = c->f->s + t->at;
		size_t from = 0, n;
		if (t->kind != T_WORD)
			continue;
		if (cut_digits(c->f, t->at) == t->len && t->len < sizeof(r->digits[0]) &&
		    r->digits_n < TOKENS_IN_TEXT) {
			memcpy(r->digits[r->digits_n], s, t->len);
			r->digits[r->digits_n++][t->len] = '\0';
		}
		while (from < t->len && !isalnum((unsigned char)s[from]))
			from++;
		for (n = 0; from + n < t->len && (isalnum((unsigned char)s[from + n]) || strchr("-_", s[from + n]));)
			n++;
		add_token(r, s, t->len);
		if (n < t->len)
			add_token(r, s + from, n);
	}
}

struct span {
	size_t a, b;
};

/* Beside a time, `预计`, `改为`, `到达` belong to it and not to the words. */
static void trim_beside_time(const struct fold *f, struct span *s, bool before, bool behind)
{
	static const char *const leads[] = {"预计", "大约", "大概", "改为", "改到", "改成", NULL};
	static const char *const trails[] = {"到达", "左右", "到", NULL};
	for (size_t i = 0; behind && leads[i]; i++) {
		size_t n = strlen(leads[i]);
		if (s->b - s->a >= n && memcmp(f->s + s->b - n, leads[i], n) == 0)
			s->b -= n;
	}
	for (size_t i = 0; before && trails[i]; i++) {
		size_t n = strlen(trails[i]);
		if (s->b - s->a >= n && cut_begins(f, s->a, trails[i]) && (s->a + n == s->b || !cut_glued(f, s->a + n)))
			s->a += n;
	}
}

static void trim_marks(const struct fold *f, struct span *s)
{
	while (s->a < s->b && is_blank_or_mark(f->s[s->a]) && !strchr("([\"'<#", f->s[s->a]))
		s->a++;
	while (s->b > s->a && is_blank_or_mark(f->s[s->b - 1]) && !strchr(")]\"'>?!%", f->s[s->b - 1]))
		s->b--;
}

/* The original from folded byte a to b, without the marks at its ends; `before` and `behind` are the tokens beside. */
static void add_span(const struct cut *c, struct reading *r, const char *original, struct span s,
		     const struct token *before, const struct token *behind)
{
	char rest[NAME_BYTES];
	bool after = before && before->kind == T_TIME, ahead = behind && behind->kind == T_TIME;
	trim_marks(c->f, &s);
	if (after || ahead) {
		trim_beside_time(c->f, &s, after, ahead);
		trim_marks(c->f, &s);
	}
	if (s.a >= s.b)
		return;
	if ((after || ahead) && s.b - s.a < sizeof(rest)) {
		strip_fillers(c->f->s + s.a, s.b - s.a, rest);
		if (!*rest)
			return;
	}
	if (r->words.len > 0)
		text_add(&r->words, " ");
	text_addn(&r->words, original + c->f->from[s.a], c->f->from[s.b] - c->f->from[s.a]);
}

/* A word that makes the text more than its codes and what they take. */
static bool says_more(const struct cut *c, const struct reading *r, const struct token *t)
{
	char rest[NAME_BYTES];
	enum does does = r->codes[0].code->does;
	if (t->kind == T_STATION)
		return !c->wants_place && !c->wants_people;
	if (t->kind != T_WORD)
		return false;
	if (does != DOES_LIST && does != DOES_HELP)
		return true;
	strip_fillers(c->f->s + t->at, t->len, rest); /* 我的工单 */
	return *rest != '\0' || t->len >= sizeof(rest);
}

/* Of several codes, words that none of them takes; fillers say nothing that could be lost. */
static bool unread_words(const struct cut *c, const struct reading *r)
{
	char rest[NAME_BYTES];
	for (size_t i = 0; i < r->codes_n; i++) {
		if (r->codes_n < 2 || takes(r->codes[i].code, TAKE_WORDS))
			return false;
	}
	for (size_t i = 0; i < c->n; i++) {
		const struct token *t = &c->all[i];
		if (t->kind != T_WORD)
			continue;
		strip_fillers(c->f->s + t->at, t->len, rest);
		if (*rest || t->len >= sizeof(rest))
			return true;
	}
	return false;
}

static void settle_words(struct cut *c, struct reading *r, const char *original, size_t begin)
{
	const struct token *before = NULL;
	size_t from = begin;
	r->clean = c->n < TEXT_TOKENS;
	r->untaken = unread_words(c, r);
	for (size_t i = 0; i < c->n; i++) {
		const struct token *t = &c->all[i];
		if (says_more(c, r, t))
			r->clean = false;
		if (t->kind == T_WORD || t->kind == T_INTRO)
			continue;
		add_span(c, r, original, (struct span){from, t->at}, before, t);
		from = t->at + t->len;
		before = t;
	}
	add_span(c, r, original, (struct span){from, c->f->len}, before, NULL);
}

/* ---- the door ---- */

#define RUN_DIGITS (NUMBER_DIGITS + 4) /* a number, and a time it has run into */

size_t reading_numbers(const struct fold *f, int64_t *out, size_t max)
{
	size_t n = 0;
	for (size_t i = 0; i < f->len && n < max;) {
		size_t d = cut_digits(f, i);
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

/* Emoji and other signs, also the old phones' own, and what joins them. */
static size_t skip_signs(const struct fold *f, size_t i)
{
	uint32_t cp;
	while (i < f->len) {
		size_t n = utf8_next(f->s + i, f->len - i, &cp);
		bool sign = (cp >= 0x2000 && cp < 0x2C00) || (cp >= 0x3000 && cp < 0x3040) ||
			    (cp >= 0xE000 && cp < 0xF900) || (cp >= 0xFE00 && cp < 0xFE10) || cp == 0xFFFD ||
			    (cp >= 0x1F000 && cp < 0x1FB00);
		if (!sign && !is_blank_or_mark(f->s[i]))
			break;
		i += n;
	}
	return i;
}

#define SIGNATURE_BYTES 60

/* The code that the text begins with: stray marks and a signature in brackets mean nothing; a lone `?` is one. */
static const struct code *first_code(const struct flows *flows, const struct fold *f, size_t *i, size_t *len,
				     const struct flow **flow)
{
	*i = 0;
	const struct code *code = cut_code(flows, f, 0, len, flow);
	if (code)
		return code;
	*i = skip_signs(f, 0);
	code = cut_code(flows, f, *i, len, flow);
	const char *end = f->len > 0 && f->s[0] == '[' ? memchr(f->s, ']', f->len) : NULL;
	if (code || !end || end - f->s > SIGNATURE_BYTES)
		return code;
	size_t behind = skip_signs(f, (size_t)(end - f->s));
	code = cut_code(flows, f, behind, len, flow);
	if (code)
		*i = behind;
	return code;
}

void reading_read(struct reading *r, const struct flows *flows, const struct roster *roster, const char *original,
		  const struct fold *f, const int64_t *mine, size_t mine_n, int64_t moment)
{
	struct cut c;
	size_t len = 0, i;
	memset(r, 0, sizeof(*r));
	r->words = text_new(8192);
	const struct code *code = first_code(flows, f, &i, &len, &r->flow);
	if (!code) {
		find_near(r, flows, f, i);
		return;
	}
	c.flows = flows;
	c.roster = roster;
	c.f = f;
	c.mine = mine;
	c.mine_n = mine_n;
	c.moment = moment;
	c.n = 0;
	c.wants_people = takes_people(code);
	c.wants_place = takes(code, TAKE_PLACE);
	c.wants_node = takes(code, TAKE_NODE) ? r->flow : NULL;
	c.side = takes(code, TAKE_PAST) ? BEHIND : AHEAD;
	r->codes[r->codes_n++] = (struct read_code){.code = code, .at = i};
	size_t begin = cut_text(&c, i + len);
	settle_codes(&c, r);
	settle_number(&c, r);
	settle_times(&c, r);
	settle_wrong(&c, r);
	settle_nodes(&c, r);
	choose_time(&c, r);
	settle_people(&c, r);
	if (c.wants_people)
		settle_stranger(&c, r, original);
	settle_tokens(&c, r);
	settle_words(&c, r, original, begin);
}

void reading_free(struct reading *r)
{
	text_free(&r->words);
}
