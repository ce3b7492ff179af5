/* Names that are nobody's, where somebody should be named. */
#include "handlers/read/settle_stranger.h"

#include <string.h>

#include "handlers/read/settle_people.h"
#include "handlers/span/folded_text.h"
#include "templates/text/letter.h"
#include "templates/text/spelling.h"

/* The person is one of those whom `with` announces. */
static bool among_announced(const struct spans *c, size_t i)
{
	while (i > 0 && i < SPANS_MAX &&
	       (c->all[i].kind == SPAN_PERSON || c->all[i].kind == SPAN_STATION || only_fillers(c, &c->all[i])))
		i--;
	return i < SPANS_MAX && c->all[i].kind == SPAN_WITH;
}

/* Begins as names do: a common surname, or what people are called by. */
static bool like_a_name(const struct spans *c, const char *s)
{
	return lexicon_at(c->words, LEX_SURNAME, s, strlen(s), NULL) > 0;
}

/* Behind those whom `with` announces a short word may be one more name, or not: `with Han Mei Wang Xi`, but
 * `with Han Mei, hoses`. A name in Latin letters has a capital. */
static bool may_be_name(const struct spans *c, size_t end, const struct span *t)
{
	char rest[NAME_BYTES];
	const char *typed = c->input->original + c->f->from[t->at];
	bool blanks = t->at > end;
	size_t count;

	strip_fillers(c, c->f->s + t->at, t->len, rest);
	count = utf8_count(rest);
	for (size_t k = end; k < t->at; k++)
		blanks = blanks && c->f->s[k] == ' ';
	if (is_letters(rest))
		return letters_begin_name(typed, strlen(typed));
	return (unsigned char)*rest >= 0xE0 && (count == 2 || count == 3) && (blanks || like_a_name(c, rest));
}

/* Someone must stand here: behind `with`, or behind a person and `and` or a mark that stands for it. */
static bool announced(const struct spans *c, size_t i)
{
	size_t k = i;
	const struct span *before, *t;
	size_t end;

	while (k > 0 && only_fillers(c, &c->all[k - 1]))
		k--;
	if (k == 0)
		return false;
	before = &c->all[k - 1];
	t = &c->all[i];
	end = before->at + before->len;
	if (before->kind == SPAN_WITH)
		return true;
	return before->kind == SPAN_PERSON &&
	       (names_joined(c, end, t->at) || (among_announced(c, k - 1) && may_be_name(c, end, t)));
}

/* What was typed for the folded name, which stands at `at` or soon behind. */
static void as_typed(const struct spans *c, struct reading *r, size_t at, const char *name)
{
	const char *hit = memmem(c->f->s + at, c->f->len - at, name, strlen(name));
	size_t a = hit ? (size_t)(hit - c->f->s) : at, b = a + strlen(name);
	char typed[NAME_BYTES];
	size_t n;

	if (!hit) {
		text_copy(r->stranger, sizeof(r->stranger), name);
		return;
	}
	n = c->f->from[b] - c->f->from[a];
	memcpy(typed, c->input->original + c->f->from[a], n < sizeof(typed) ? n : sizeof(typed) - 1);
	typed[n < sizeof(typed) ? n : sizeof(typed) - 1] = '\0';
	text_copy(r->stranger, sizeof(r->stranger), typed);
}

/* A Latin name goes on in the next words, if only blanks stand between. */
static void whole_latin(const struct spans *c, size_t i, char name[NAME_BYTES])
{
	for (; is_letters(name) && i + 1 < c->n; i++) {
		const struct span *t = &c->all[i], *next = t + 1;
		size_t n = strlen(name);

		if (next->kind != SPAN_WORD || !is_letter_at(c, next->at) || next->at != t->at + t->len + 1 ||
		    c->f->s[next->at - 1] != ' ' || only_fillers(c, next) || n + next->len + 2 > NAME_BYTES)
			return;
		name[n] = ' ';
		memcpy(name + n + 1, c->f->s + next->at, next->len);
		name[n + 1 + next->len] = '\0';
	}
}

/* `nobody`, `the new pump`: how much of s[n], from its beginning on, is nobody, or something that is taken along. */
static size_t nobody_at(const struct spans *c, const char *s, size_t n)
{
	size_t i = lexicon_at(c->words, LEX_NOBODY, s, n, NULL), len;

	if (i > 0)
		return i;
	while ((len = lexicon_at(c->words, LEX_ARTICLE, s + i, n - i, NULL)) > 0) {
		i += len;
		while (i < n && s[i] == ' ')
			i++;
	}
	len = lexicon_at(c->words, LEX_THING, s + i, n - i, NULL);
	return len > 0 ? i + len : 0;
}

/* Words that are no name: `with nobody`, `customer away today`, and what has no letter at all. */
static bool nobody(const struct spans *c, const char *name)
{
	uint32_t cp = 0;
	size_t n = strlen(name);
	bool letters = false;

	for (size_t i = 0; i < n && !letters; i += utf8_next(name + i, n - i, &cp)) {
		uint32_t here;

		utf8_next(name + i, n - i, &here);
		letters = letter_at(name + i, n - i) || (here >= 0xC0 && here < 0x2000) ||
			  (here >= 0x2E80 && here < 0xE000) || here >= 0x20000;
	}
	return !letters || nobody_at(c, name, n) == n ||
	       (!is_letters(name) && lexicon_at(c->words, LEX_OTHER_PARTY, name, n, NULL) > 0);
}

/* The person one key off a token, or off it and the next: a Latin name may be two words. */
static const struct person *near_token(const struct spans *c, size_t i, const char *name)
{
	char two[NAME_BYTES];
	const struct person *near = NULL;

	if (is_letters(name) && i + 1 < c->n && c->all[i + 1].kind == SPAN_WORD) {
		size_t n = c->all[i + 1].at + c->all[i + 1].len - c->all[i].at;

		if (n < sizeof(two)) {
			memcpy(two, c->f->s + c->all[i].at, n);
			two[n] = '\0';
			near = roster_near(c->input->roster, two);
		}
	}
	return near ? near : roster_near(c->input->roster, name);
}

/* `ann le`, or glued where words have no blanks: a name, and behind it what makes it one key off a longer one. */
static bool longer_name(const struct spans *c, struct reading *r, size_t i)
{
	const struct span *t = &c->all[i], *next = t + 1;
	char rest[NAME_BYTES], whole[NAME_BYTES];
	bool latin;

	if (t->kind != SPAN_PERSON || i + 1 >= c->n || next->kind != SPAN_WORD)
		return false;
	latin = is_letter_at(c, next->at);
	if (!latin && next->at != t->at + t->len)
		return false;
	strip_fillers(c, c->f->s + next->at, next->len, rest);
	if (!*rest || t->len + 1 + strlen(rest) >= sizeof(whole))
		return false;
	memcpy(whole, c->f->s + t->at, t->len);
	whole[t->len] = '\0';
	strcat(whole, latin ? " " : "");
	strcat(whole, rest);
	for (size_t k = 0; k < c->input->roster->n; k++) {
		const char *name = c->input->roster->people[k].folded;

		if (strlen(name) <= t->len || utf8_count(name) + 1 < utf8_count(whole) ||
		    spelling_distance(whole, name, 1) > 1)
			continue;
		r->meant = &c->input->roster->people[k];
		r->announced = true;
		as_typed(c, r, t->at, whole);
		return true;
	}
	return false;
}

/* One more character than a name that somebody has, its last one again or another, and it says nothing by itself. */
static bool one_more(const struct spans *c, struct reading *r, size_t i)
{
	const struct span *t = &c->all[i], *next = t + 1;
	char rest[NAME_BYTES], whole[NAME_BYTES];
	size_t end = t->at + t->len, last;

	if (t->kind != SPAN_PERSON || t->by_number || t->who.n != 1 || i + 1 >= c->n || next->kind != SPAN_WORD ||
	    next->at != end || (i + 2 < c->n && c->all[i + 2].kind == SPAN_PERSON) ||
	    (unsigned char)c->f->s[end] < 0xE0 || !text_at(c, t->at, t->who.who[0]->folded))
		return false;
	strip_fillers(c, c->f->s + next->at, next->len, rest);
	last = next_at(c, next->at) - next->at;
	if (strlen(rest) != last || memcmp(rest, c->f->s + end, last) != 0 || last + t->len >= sizeof(whole))
		return false;
	if (memcmp(rest, c->f->s + end - last, last) != 0 &&
	    (!code_brings(c->head.code, BRINGS_LEAD) || word_at(c, LEX_PERSON_DOES, end) > 0 ||
	     word_at(c, LEX_HONORIFIC, end) > 0))
		return false;
	memcpy(whole, c->f->s + t->at, t->len + last);
	whole[t->len + last] = '\0';
	r->meant = t->who.who[0];
	r->announced = true;
	as_typed(c, r, t->at, whole);
	return true;
}

/* `hm` glued to a word for coming along: letters that should stand for somebody. */
static bool comes_along(const struct spans *c, const struct span *t)
{
	size_t n = 0;
	int letters = 0;

	for (; is_letter_at(c, t->at + n); letters++)
		n = next_at(c, t->at + n) - t->at;
	return (letters == 2 || letters == 3) &&
	       (word_at(c, LEX_WITH, t->at + n) > 0 || word_at(c, LEX_ALONG, t->at + n) > 0);
}

/* `customer Wang 13900000001`, `call me on ...`: the number of somebody who need not be known. */
static bool of_other_party(const struct spans *c, const struct span *t)
{
	size_t from = t->at, begin = c->head.at + c->head.len;

	while (from > begin && (c->f->s[from - 1] == ' ' || !is_blank_or_mark(c->f->s[from - 1])))
		from--;
	for (; from < t->at; from = next_at(c, from)) {
		bool inside = from > begin && is_letter_at(c, from) && is_letter_before(c, from);

		if (!inside && word_at(c, LEX_OTHER_PARTY, from) > 0)
			return true;
	}
	return false;
}

/* Digits that are nobody's number, where somebody's is awaited. */
static bool is_number(const struct spans *c, const struct span *t)
{
	size_t plus = c->f->s[t->at] == '+' ? 1 : 0, n = digits_at(c, t->at + plus);

	return n >= 9 && n + plus == t->len && !of_other_party(c, t);
}

/* A nickname, `apprentice`, or both together: no name, and so no slip of one. Who else comes along is passed on as it
 * was said. */
static bool is_nameless(const struct spans *c, const char *name)
{
	size_t n = strlen(name), mate = lexicon_at(c->words, LEX_MATE, name, n, NULL);
	size_t nick = lexicon_at(c->words, LEX_NICK, name + mate, n - mate, NULL);

	if (!code_brings(c->head.code, BRINGS_PEOPLE) || !code_brings(c->head.code, BRINGS_BESIDES))
		return false;
	if (nick > 0)
		nick += lexicon_at(c->words, LEX_SURNAME, name + mate + nick, n - mate - nick, NULL);
	return mate + nick > 0 && mate + nick == n;
}

static size_t characters(const struct spans *c, size_t a, size_t b)
{
	size_t n = 0;

	for (; a < b; a = next_at(c, a))
		n++;
	return n;
}

/* Where the words in letters begin among which the i-th span stands: the first says of them all what they are. */
static size_t run_begin(const struct spans *c, size_t i)
{
	const struct span *t = &c->all[i];

	for (; i > 0 && is_letter_at(c, t->at) && t[-1].kind == SPAN_WORD && t[-1].at + t[-1].len + 1 == t->at; i--)
		t--;
	return t->at;
}

/* `with two seal kits` */
static bool is_counted(const struct spans *c, size_t i)
{
	size_t begin = run_begin(c, i), n = word_at(c, LEX_COUNTED, begin);

	return n >= NUMBER_LETTERS && is_letter_at(c, begin) && byte_at(c, begin + n) == ' ';
}

/* `with the bearing puller`: behind an article, a word in small letters is a thing, or somebody who is not named. */
static bool has_article(const struct spans *c, size_t i)
{
	size_t begin = run_begin(c, i), n, at;
	const char *typed;

	n = word_at(c, LEX_AND, begin);
	begin = n > 0 ? past_blanks(c, begin + n) : begin;
	for (at = begin; (n = word_at(c, LEX_ARTICLE, at)) > 0;)
		at = past_blanks(c, at + n);
	typed = c->input->original + c->f->from[at];
	return at > begin && is_letter_at(c, at) && !letters_begin_name(typed, strlen(typed));
}

/* `the part came by bus`: a thing, and what it does. */
static bool thing_does(const struct spans *c, size_t begin)
{
	size_t at = begin, n;

	while ((n = word_at(c, LEX_ARTICLE, at)) > 0)
		at = past_blanks(c, at + n);
	n = word_at(c, LEX_THING, at);
	return n > 0 && byte_at(c, at + n) == ' ' && is_letter_at(c, past_blanks(c, at + n));
}

/* `the customer this morning without power`, in characters: a part of the day stands within what is said. */
static bool goes_on(const struct spans *c, size_t i)
{
	const struct span *t = &c->all[i];

	return i > 1 && is_unspaced_at(c, t->at) && t[-1].kind == SPAN_WORD && t[-1].when.kind == WHEN_HALFDAY &&
	       t[-1].at + t[-1].len == t->at && t[-2].kind == SPAN_WORD && t[-2].at + t[-2].len == t[-1].at;
}

/* `in the morning no power` says what the power does, and `night shift` is one thing. */
static size_t past_part(const struct spans *c, size_t begin, size_t end)
{
	size_t n = word_at(c, LEX_REMARK, begin) == 0 ? word_at(c, LEX_PART, begin) : 0;

	return n > 0 && past_blanks(c, begin + n) <= end ? past_blanks(c, begin + n) : begin;
}

/* `mind the ice`, behind an order: it tells whoever goes what to do, and names nobody. */
static bool is_remark(const struct spans *c, size_t i)
{
	const struct span *t = &c->all[i];
	size_t begin, n, end = t->at + t->len;

	if (!code_brings(c->head.code, BRINGS_LEAD) || !code_brings(c->head.code, BRINGS_BESIDES))
		return false;
	begin = goes_on(c, i) ? t[-2].at : past_part(c, run_begin(c, i), t->at);
	n = word_at(c, LEX_ERRAND, begin);
	if (n > 0 && word_at(c, LEX_REMARK, begin) <= n)
		return word_at(c, LEX_OTHER_PARTY, past_blanks(c, begin + n)) > 0 ||
		       word_at(c, LEX_REMARK, past_blanks(c, begin + n)) > 0;
	while ((n = word_at(c, LEX_FILLER, begin)) > 0 && word_at(c, LEX_REMARK, begin) == 0 && begin + n < end)
		begin = past_blanks(c, begin + n);
	n = word_at(c, LEX_REMARK, begin);
	if (is_letter_at(c, begin))
		return (n > 0 && !words_inside(c, begin + n)) || thing_does(c, begin);
	if (n > 0 && (characters(c, begin, begin + n) > 1 || characters(c, begin, end) > 2))
		return true;
	return characters(c, begin, end) > 3 && words_find(c, LEX_IN_NO_NAME, begin, end) < end;
}

/* Words of a code that takes a person and none such: a name one key off, or one nobody has. */
void settle_stranger(const struct spans *c, struct reading *r)
{
	for (size_t i = 0; i < c->n && !r->meant && !r->announced; i++) {
		const struct span *t = &c->all[i];
		char name[NAME_BYTES];
		const struct person *near;
		bool must;

		if (longer_name(c, r, i) || one_more(c, r, i))
			return;
		/* `16:00, customer changed to afternoon`: a time that did not count is no name. */
		if (t->kind != SPAN_WORD || t->when.kind == WHEN_HALFDAY ||
		    (is_digit(c->f->s[t->at]) && !is_number(c, t)))
			continue;
		strip_fillers(c, c->f->s + t->at, t->len, name);
		/* with the special tool */
		if (nobody_at(c, c->f->s + t->at, c->f->len - t->at) > t->len || is_counted(c, i) || has_article(c, i))
			continue;
		if (!*name || (nobody(c, name) && !is_number(c, t)) || is_nameless(c, name))
			continue;
		near = near_token(c, i, name);
		if (near && near == r->unwanted)
			continue;
		must = announced(c, i) || is_number(c, t) || comes_along(c, t);
		if (!near && !must && is_remark(c, i))
			continue;
		/* A highway is no slip of a name that begins like it, where people may be left out. */
		if (near && !must && !is_letters(name) && code_brings(c->head.code, BRINGS_PEOPLE))
			near = NULL;
		if (!near && !must && (r->people_n > 0 || r->unwanted || *r->stranger))
			continue;
		r->meant = near;
		r->announced = must;
		r->by_number = is_number(c, t);
		if (must && !near)
			whole_latin(c, i, name);
		as_typed(c, r, t->at, name);
	}
}
