#include "handlers/read/told/told_part.h"

#include <string.h>

#include "handlers/span/folded_text.h"

#define PIECES_MAX (2 * SPANS_MAX + 1)

/* Words between what is taken, and what is taken. */
struct piece {
	size_t a, b;
	enum takes_span taken;
	bool said;  /* words that say something */
	bool apart; /* a blank that begins another clause parts it from the piece behind */
};

/* A clause without a time: whether the one before ends in one with nothing said since, and whether the next begins with one. */
struct near_times {
	bool behind, ahead;
};

/* A clause, as pieces: words are first and last, and every other; they may be empty. */
struct clause {
	struct piece all[PIECES_MAX];
	size_t n;
};

/* ---- cutting ---- */

/* A mark at i that ends a clause, and not one within 3.5 or 1,000. */
static bool ends_clause(const struct spans *c, size_t i)
{
	char ch = byte_at(c, i);

	if (ch == '\0' || !strchr(",;.!?)", ch))
		return false;
	return !(strchr(",.", ch) && i > 0 && is_digit(c->f->s[i - 1]) && is_digit(byte_at(c, i + 1)));
}

static void trim(const struct spans *c, size_t *a, size_t *b)
{
	while (*a < *b && is_blank_or_mark(c->f->s[*a]) && !strchr("([\"'<#", c->f->s[*a]))
		++*a;
	while (*b > *a && is_blank_or_mark(c->f->s[*b - 1]) && !strchr(")]\"'>?!%", c->f->s[*b - 1]))
		--*b;
}

static void add_piece(struct clause *k, size_t a, size_t b, enum takes_span taken)
{
	k->all[k->n++] = (struct piece){.a = a, .b = b, .taken = taken};
}

/* The clause from i on; *span is the next span that it may hold. Returns where it ends. */
static size_t cut_clause(const struct told_of *of, size_t i, size_t end, size_t *span, struct clause *k)
{
	const struct spans *c = of->recorded->spans;
	size_t begin = i;

	k->n = 0;
	while (i < end) {
		const struct span *t;

		while (*span < c->n && (of->taken[*span] == NOT_TAKEN || c->all[*span].at < i))
			++*span;
		t = *span < c->n ? &c->all[*span] : NULL;
		if (t && t->at == i) {
			add_piece(k, begin, i, NOT_TAKEN);
			add_piece(k, t->at, t->at + t->len, of->taken[*span]);
			i = begin = t->at + t->len;
			if (of->taken[*span] == TAKEN_CODE)
				break;
			continue;
		}
		if (byte_at(c, i) == '(' && i > begin)
			break;
		i = next_at(c, i);
		if (ends_clause(c, i - 1))
			break;
	}
	add_piece(k, begin, i > end ? end : i, NOT_TAKEN);
	return i;
}

/* ---- what is said ---- */

/* In a script that has no blanks between words, one parts clauses, but not from a word or a name in letters. */
static bool parts(const struct spans *c, size_t blank)
{
	size_t before = before_blanks(c, blank), behind = past_blanks(c, blank);

	if (is_letter_before(c, before) || is_letter_at(c, behind))
		return false;
	return is_unspaced_before(c, before) || is_unspaced_at(c, behind);
}

/* What says nothing beside a time belongs to it, up to the blank that parts it from the rest. */
static void cut_beside_time(const struct told_of *of, struct clause *k, size_t i)
{
	const struct spans *c = of->recorded->spans;
	struct piece *p = &k->all[i];
	size_t at;

	if (i + 1 < k->n && k->all[i + 1].taken == TAKEN_TIME) {
		for (at = p->b; at > p->a && c->f->s[at - 1] != ' ';)
			at--;
		if (at > p->a && parts(c, at - 1) && says_time(of->recorded, at, p->b, BEFORE_TIME)) {
			p->b = at - 1;
			p->apart = true;
		}
	}
	if (i > 0 && k->all[i - 1].taken == TAKEN_TIME) {
		for (at = p->a; at < p->b && c->f->s[at] != ' ';)
			at++;
		if (at < p->b && parts(c, at) && marks_time(of->recorded, p->a, at)) {
			p->a = at;
			p[-1].apart = true;
		}
	}
}

static bool is_taken_as(const struct clause *k, size_t i, enum takes_span taken)
{
	return i < k->n && k->all[i].taken == taken;
}

/* Words behind a time that stand before one that is denied speak of that one: `16:20 later than 15:00 as planned`. */
static bool beside_time(const struct clause *k, size_t i)
{
	return is_taken_as(k, i + 1, TAKEN_TIME) ||
	       (i > 0 && is_taken_as(k, i - 1, TAKEN_TIME) && !is_taken_as(k, i + 1, TAKEN_DENIED));
}

/* `5 or`, `between 5 and` before 5:30, of which the later counts: how long that is, at the end of folded bytes a..b. */
static size_t first_of_two(const struct spans *c, size_t a, size_t b)
{
	const char *text = c->f->s + a;
	size_t n = b - a, link = lexicon_before(c->words, LEX_ALTERNATIVE, text, n), end;

	link = link > 0 ? link : lexicon_before(c->words, LEX_AND, text, n);
	end = link > 0 ? n - link : 0;
	while (end > 0 && text[end - 1] == ' ')
		end--;
	link = end;
	while (end > 0 && is_digit(text[end - 1]) && link - end < 2)
		end--;
	return end < link && (end == 0 || !glued_at(c, a + end - 1)) ? n - end : 0;
}

static bool belongs_to_time(const struct told_of *of, const struct clause *k, size_t i, const struct told_part *s,
			    const struct near_times *near)
{
	bool before = is_taken_as(k, i + 1, TAKEN_TIME), behind = i > 0 && is_taken_as(k, i - 1, TAKEN_TIME);

	return ((before || near->ahead) && says_time(of->recorded, s->a, s->b, BEFORE_TIME)) ||
	       (behind && says_time(of->recorded, s->a, s->b, BEHIND_TIME)) ||
	       (near->behind && says_time(of->recorded, s->a, s->b, NEAR_TIME));
}

static bool is_said(const struct told_of *of, const struct clause *k, size_t i, const struct near_times *near)
{
	const struct spans *c = of->recorded->spans;
	struct told_part s = {k->all[i].a, k->all[i].b};
	bool beside = beside_time(k, i) || near->behind || near->ahead;

	trim(c, &s.a, &s.b);
	if (s.a >= s.b)
		return false;
	if (is_taken_as(k, i + 1, TAKEN_TIME))
		s.b -= first_of_two(c, s.a, s.b);
	if (beside && belongs_to_time(of, k, i, &s, near))
		return false;
	if (!of->passed_on && !beside && !(i > 0 && is_taken_as(k, i - 1, TAKEN_DENIED)))
		return true;
	/* `I was there` may be the reason why. */
	return code_needs_words(c->head.code) || !says_nothing(of->recorded, s.a, s.b);
}

/* ---- where it is cut ---- */

/* The end of the words without a blank. */
static size_t before_blank(const struct spans *c, const struct piece *words)
{
	return words->b > words->a && c->f->s[words->b - 1] == ' ' ? words->b - 1 : words->b;
}

/* Glued, or in one clause. */
static bool hangs_on(const struct spans *c, const struct piece *words, const struct piece *taken, bool ahead)
{
	size_t blank = ahead ? before_blank(c, words) : taken->b;
	bool apart = ahead ? words->apart : taken->apart;

	return !apart && !(byte_at(c, blank) == ' ' && parts(c, blank));
}

/* What leads to a time, at the end of folded bytes a..b; 0 if it may end a word or a statement of its own, as in `parts
 * arrived late`. */
static size_t lead_before(const struct spans *c, size_t a, size_t b, bool at_time)
{
	size_t n = lexicon_before(c->words, LEX_TIME_LEAD, c->f->s + a, b - a);
	size_t own = lexicon_before(c->words, LEX_LATE, c->f->s + a, b - a);
	size_t early = lexicon_before(c->words, LEX_EARLY, c->f->s + a, b - a), two = first_of_two(c, a, b);
	bool one = n > 0 && is_unspaced_at(c, b - n) && next_at(c, b - n) == b &&
		   (!at_time || word_at(c, LEX_RANGE, b - n) == 0);

	if (two > n)
		return two;

	own = early > own ? early : own;
	if (n <= own || one || lexicon_before(c->words, LEX_DEED_BEFORE, c->f->s + a, b - a) > n ||
	    lexicon_across(c->words, c->f->s, c->f->len, b - n))
		return 0;
	return n;
}

/* Words before a time that counts: without what leads to it, or with the time that they hang on. */
static size_t end_before_time(const struct told_of *of, const struct piece *words, const struct piece *time)
{
	const struct spans *c = of->recorded->spans;
	size_t a = words->a, b = words->b, n;

	trim(c, &a, &b);
	if (!hangs_on(c, words, time, true))
		return b;
	/* `the customer wants me at 5pm` */
	if (word_before(c, LEX_DEMAND, b) > 0 && word_before(c, LEX_DEMAND, b) < b - a)
		return time->b;
	if (is_unspaced_before(c, b) && lexicon_before(c->words, LEX_TIME_LEAD, c->f->s + a, b - a) > 0 &&
	    lead_before(c, a, b, true) == 0)
		return time->b;
	for (bool first = true; (n = lead_before(c, a, b, first)) > 0 && n < b - a; first = false) {
		b -= n;
		trim(c, &a, &b);
	}
	/* `machine still running 3pm`: what seemed to lead to it was what is said. */
	return says_nothing(of->recorded, a, b) ? time->b : b;
}

/* `with Han Mei and a trainee`, characters glued to a name: from the first who is named, or what is glued to it. */
static size_t begin_of_names(const struct told_of *of, const struct clause *k, size_t i)
{
	const struct spans *c = of->recorded->spans;
	size_t from = k->all[i - 1].a, lead;

	for (i -= 1; i >= 2 && k->all[i - 2].taken == TAKEN_NAME && !k->all[i - 1].said; i -= 2)
		from = k->all[i - 2].a;
	lead = past_marks(c, k->all[i - 1].a);
	if (word_at(c, LEX_WITH, lead) > 0 || word_at(c, LEX_COMPANY, lead) > 0 || word_at(c, LEX_TAKES, lead) > 0 ||
	    is_unspaced_before(c, from))
		return lead < from ? lead : from;
	return from;
}

/* No name stands before the i-th piece. */
static bool is_first_name(const struct told_of *of, const struct piece *name)
{
	const struct spans *c = of->recorded->spans;

	for (size_t i = 0; i < c->n && c->all[i].at < name->a; i++) {
		if (of->taken[i] == TAKEN_NAME)
			return false;
	}
	return true;
}

/* Whether words hang on a name beside them: glued to it, or said of who comes along, or of a place that is named again. */
static bool is_of_name(const struct told_of *of, const struct piece *name, size_t at, bool ahead)
{
	const struct spans *c = of->recorded->spans;
	bool blank = byte_at(c, at) == ' ';

	if (!blank && !glued_at(c, at))
		return false;
	if (!of->passed_on)
		return !is_first_name(of, name) || (!blank && ahead && is_unspaced_before(c, at));
	return !blank || code_brings(c->head.code, BRINGS_PEOPLE);
}

/* Behind what words hang on, as far as the clause goes on without a blank. */
static size_t past_glued(const struct told_of *of, const struct clause *k, size_t i)
{
	const struct piece *p = &k->all[i];

	if (i + 1 >= k->n || p[1].b <= p[1].a || !is_unspaced_at(of->recorded->spans, p->b) ||
	    (is_taken_as(k, i + 2, TAKEN_TIME) && marks_time(of->recorded, p[1].a, p[1].b)))
		return p->b;
	return p[1].b;
}

static size_t begin_of(const struct told_of *of, const struct clause *k, size_t i)
{
	const struct spans *c = of->recorded->spans;
	const struct piece *p = &k->all[i], *taken = i > 0 ? p - 1 : NULL;
	size_t before;

	if (!taken || !hangs_on(c, p, taken, false))
		return p->a;
	if (taken->taken == TAKEN_DENIED)
		return taken->a;
	if (taken->taken == TAKEN_NAME)
		return is_of_name(of, taken, taken->b, false) ? begin_of_names(of, k, i) : p->a;
	if (taken->taken != TAKEN_TIME || !is_unspaced_at(c, p->a))
		return p->a;
	/* `the customer 9:00 on` */
	before = past_marks(c, p[-2].a);
	if (before < taken->a && glued_at(c, taken->a - 1) && !marks_time(of->recorded, before, taken->a))
		return before;
	return word_at(c, LEX_TIME_TRAIL, p->a) > 0 || word_at(c, LEX_ARRIVAL_BEHIND, p->a) > 0 ? taken->a : p->a;
}

static size_t end_of(const struct told_of *of, const struct clause *k, size_t i)
{
	const struct spans *c = of->recorded->spans;
	const struct piece *p = &k->all[i], *taken = i + 1 < k->n ? p + 1 : NULL;
	size_t end;

	if (!taken)
		return p->b;
	if (taken->taken == TAKEN_TIME) {
		end = end_before_time(of, p, taken);
		return end == taken->b ? past_glued(of, k, i + 1) : end;
	}
	if (!hangs_on(c, p, taken, true))
		return p->b;
	if (taken->taken == TAKEN_DENIED ||
	    (taken->taken == TAKEN_NAME && is_of_name(of, taken, before_blank(c, p), true)))
		return past_glued(of, k, i + 1);
	return p->b;
}

/* The next words that say something hang on what is taken between, as those before it do: where they stand, 0 if none do. */
static size_t goes_on(const struct spans *c, const struct clause *k, size_t i)
{
	for (; i + 2 < k->n; i += 2) {
		const struct piece *p = &k->all[i];

		if (p[1].taken == TAKEN_CODE || !hangs_on(c, p, p + 1, true) || !hangs_on(c, p + 2, p + 1, false))
			return 0;
		if (p[2].said)
			return i + 2;
	}
	return 0;
}

static size_t add_clause_parts(const struct told_of *of, const struct clause *k, struct told_part *out, size_t max)
{
	const struct spans *c = of->recorded->spans;
	size_t n = 0;

	for (size_t i = 0; i < k->n && n < max; i += 2) {
		struct told_part *part = &out[n];
		size_t last = i, next;

		if (!k->all[i].said)
			continue;
		while ((next = goes_on(c, k, last)) > 0)
			last = next;
		part->a = begin_of(of, k, i);
		part->b = end_of(of, k, last);
		trim(c, &part->a, &part->b);
		/* Both hang on the same name. */
		if (n > 0 && part->a < out[n - 1].b)
			out[n - 1].b = part->b > out[n - 1].b ? part->b : out[n - 1].b;
		else
			n += part->a < part->b ? 1 : 0;
		i = last;
	}
	return n;
}

/* A time that counts is the first thing behind i. */
static bool time_follows(const struct told_of *of, size_t i, size_t span)
{
	const struct spans *c = of->recorded->spans;

	i = past_marks(c, i);
	while (span < c->n && (of->taken[span] == NOT_TAKEN || c->all[span].at < i))
		span++;
	return span < c->n && of->taken[span] == TAKEN_TIME && c->all[span].at == i;
}

size_t told_parts(const struct told_of *of, size_t from, size_t end, struct told_part *out, size_t max)
{
	struct clause k;
	size_t span = 0, n = 0, next;
	bool behind = false; /* a time, with nothing said since */

	for (size_t i = from; i < end && n < max; i = next) {
		struct near_times near;

		next = cut_clause(of, i, end, &span, &k);
		near.behind = k.n == 1 && behind;
		near.ahead = k.n == 1 && time_follows(of, next, span);
		for (size_t p = 0; p < k.n; p += 2)
			cut_beside_time(of, &k, p);
		for (size_t p = 0; p < k.n; p += 2)
			k.all[p].said = is_said(of, &k, p, &near);
		n += add_clause_parts(of, &k, out + n, max - n);
		behind =
			k.n > 1 ? k.all[k.n - 2].taken == TAKEN_TIME && !k.all[k.n - 1].said : behind && !k.all[0].said;
	}
	return n;
}
