#include "tests/handlers/told_whole.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "handlers/decision/permission.h"
#include "handlers/people/roster_names.h"
#include "handlers/read/reading.h"
#include "handlers/span/reader.h"
#include "handlers/time/when.h"
#include "templates/lexicon/lexicon.h"
#include "templates/text/fold.h"
#include "templates/text/letter.h"
#include "templates/text/utf8.h"

#define BYTES_MAX 2000
#define HEARD_CHARS 12 /* of what is told, which a text must have even where it is cut */
#define COUNT(a) (sizeof(a) / sizeof(*(a)))

/* One text, as it was read. */
struct checked {
	struct fake *f;
	const char *who, *text;
	struct fold fold;
	struct reading r;
	struct reading_input input;
	int64_t mine[NUMBERS_IN_TEXT];
	bool told[BYTES_MAX]; /* of the folded text */
};

static bool may_send(void *ctx, const struct code *code)
{
	const struct checked *c = ctx;

	return permission_ever(&c->f->ctx, fake_person(c->f, c->who), code, c->f->now);
}

static void read_text(struct checked *c)
{
	const struct person *p = fake_person(c->f, c->who);
	int64_t numbers[NUMBERS_IN_TEXT];
	size_t n, kept = 0;

	assert_true(fold_make(&c->fold, c->text, strlen(c->text)));
	n = reading_numbers(&c->fold, numbers, NUMBERS_IN_TEXT);
	for (size_t i = 0; i < n; i++) {
		const struct ticket *t = fake_ticket(c->f, numbers[i]);

		if (t && ticket_has_to_do(t, p, &c->f->roster, c->f->now))
			c->mine[kept++] = numbers[i];
	}
	c->input = (struct reading_input){.reader = c->f->rules->reader,
					  .roster = &c->f->roster,
					  .sender = p,
					  .may = may_send,
					  .ctx = c,
					  .original = c->text,
					  .f = &c->fold,
					  .mine = c->mine,
					  .mine_n = kept,
					  .moment = c->f->now};
	reading_read(&c->r, &c->input);
}

/* ---- what is told ---- */

static bool is_mark(char ch)
{
	return ch == ' ' || (ch > 0 && !((ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z')));
}

static size_t alike(const char *a, const char *b)
{
	size_t n = 0;

	while (a[n] && a[n] == b[n])
		n++;
	return n;
}

/* Finds the parts of what is told in the text, in their order. False if it was not typed so. */
static bool mark_told(struct checked *c, const char *words)
{
	struct fold told;
	size_t at = 0;
	bool ok = true;

	assert_true(fold_make(&told, words, strlen(words)));
	for (size_t i = 0; i < told.len && ok;) {
		size_t best = 0, where = 0;

		if (is_mark(told.s[i])) {
			i++;
			continue;
		}
		for (size_t k = at; k < c->fold.len; k++) {
			size_t n = alike(told.s + i, c->fold.s + k);

			if (n > best) {
				best = n;
				where = k;
			}
		}
		ok = best > 0;
		memset(c->told + where, true, best);
		at = where + best;
		i += best;
	}
	fold_free(&told);
	return ok;
}

/* ---- what is taken ---- */

/* Words of the lexicons that belong to what is taken, or say nothing by themselves; */
static const enum lexeme known[] = {
	LEX_COURTESY,    LEX_TICKET,         LEX_TICKET_TAIL,    LEX_SITE,           LEX_ARRIVED_LEAD,
	LEX_TO_TIME,     LEX_TIME_LEAD,      LEX_TIME_TRAIL,     LEX_ARRIVAL_BEFORE, LEX_ARRIVAL_BEHIND,
	LEX_GOING,       LEX_LATE,           LEX_EARLY,          LEX_WITH,           LEX_AND,
	LEX_ALONG,       LEX_TAKES,          LEX_COMPANY,        LEX_SELF,           LEX_MATE,
	LEX_HONORIFIC,   LEX_NO_TIME_BEFORE, LEX_NO_TIME_BEHIND, LEX_OF_LAST,        LEX_WORDS_LEAD,
	LEX_REASON_LEAD, LEX_FROM,           LEX_ALTERNATIVE,    LEX_MISTAKEN,       LEX_STATION,
	LEX_UNTIL,       LEX_SURNAME,        LEX_HEAD,           LEX_LATE_BEHIND,    LEX_CHANGED,
	LEX_PLACEHOLDER, LEX_THAN_PROMISED,  LEX_NO_DEPUTY,      LEX_DAY_HINT,       LEX_COUNTED,
	LEX_OCLOCK,      LEX_HOUR_MARK,      LEX_HOUR_WORD};
/* and those that do only in the clause of something that is taken. */
static const enum lexeme beside_taken[] = {LEX_OPENER, LEX_FILLER};

enum step { STEP_NONE, STEP_WORD, STEP_BESIDE, STEP_TAKEN };

/* A code's word, also one with blanks in it. */
static size_t code_length(const struct checked *c, const char *s, size_t n)
{
	char word[60];
	size_t kept = 0, end = 0, len, blanks = 0;
	const struct flow *flow;

	while (end < n && kept + 1 < sizeof(word)) {
		if (s[end] != ' ')
			word[kept++] = s[end];
		end++;
	}
	if (!reader_code(c->input.reader, word, kept, NULL, &len, &flow))
		return reader_code(c->input.reader, s, n, NULL, &len, &flow) ? len : 0;
	for (end = 0; end - blanks < len; end++)
		blanks += s[end] == ' ';
	return end;
}

/* A station by its name, or without the word for one. */
static size_t station_length(const struct checked *c, const char *s, size_t n)
{
	size_t best = 0;

	for (size_t k = 0; k < c->f->roster.stations_n; k++) {
		const char *name = c->f->roster.stations[k].folded;
		size_t len = strlen(name), tail = lexicon_before(reader_words(c->input.reader), LEX_STATION, name, len);

		for (size_t cut = 0; cut <= tail; cut += tail > 0 ? tail : 1)
			best = len - cut <= n && len - cut > best && memcmp(s, name, len - cut) == 0 ? len - cut : best;
	}
	return best;
}

/* A node by its label, in whatever language. */
static size_t node_length(const struct checked *c, const char *s, size_t n)
{
	const struct flows *flows = &c->f->rules->flows;
	size_t best = 0;

	for (size_t k = 0; k < flows->n && c->r.nodes; k++) {
		for (size_t i = 0; i < flows->all[k]->nodes_n; i++) {
			const struct node_kind *node = &flows->all[k]->nodes[i];

			for (int l = 0; l < node->label.n; l++) {
				size_t len = strlen(node->folded[l]);

				best = len <= n && len > best && memcmp(s, node->folded[l], len) == 0 ? len : best;
			}
		}
	}
	return best;
}

#define STEM_BYTES 6 /* of a name, that no other case changes */

/* A word of the name of somebody who was read, in whatever case. */
static size_t name_length(const struct checked *c, const char *s, size_t n)
{
	size_t end = 0;

	while (end < n && letter_at(s + end, n - end))
		end += (unsigned char)s[end] < 0x80 ? 1 : 2;
	for (size_t i = 0; i < c->r.people_n; i++) {
		for (const char *name = c->r.people[i].who[0]->folded; name; name = strchr(name, ' ')) {
			name += *name == ' ' ? 1 : 0;
			if (strcspn(name, " ") >= STEM_BYTES && end >= STEM_BYTES && memcmp(s, name, STEM_BYTES) == 0)
				return end;
		}
	}
	return 0;
}

/* A mark or a new line stands before i; or a blank, where the code's words cannot go on behind it. */
static bool begins_signature(const struct checked *c, size_t i)
{
	size_t end = i;
	bool words = false;

	while (end > 0 && c->fold.s[end - 1] == ' ')
		end--;
	for (size_t k = 0; k < c->r.codes_n; k++)
		words = words || code_brings(c->r.codes[k].code, BRINGS_WORDS);
	return (end > 0 && is_mark(c->fold.s[end - 1])) || (end < i && !words && (unsigned char)c->fold.s[i] >= 0xE0) ||
	       (end < i && memchr(c->text + c->fold.from[end], '\n', c->fold.from[i] - c->fold.from[end]));
}

/* The sender's own name or its first word, maybe with `reporting`, and nothing behind it: who signed. */
static size_t signature_length(const struct checked *c, const char *s, size_t n)
{
	const char *name = c->input.sender->folded;
	size_t len = strlen(name), end;

	if (len > n || memcmp(s, name, len) != 0)
		len = strcspn(name, " ");
	if (len > n || memcmp(s, name, len) != 0 || !begins_signature(c, (size_t)(s - c->fold.s)))
		return 0;
	for (end = len; end < n && s[end] == ' ';)
		end++;
	end += lexicon_at(reader_words(c->input.reader), LEX_SIGNED, s + end, n - end, NULL);
	len = end;
	while (end < n && is_mark(s[end]))
		end++;
	return s + end == c->fold.s + c->fold.len ? len : 0;
}

/* Where he set out, before the code. */
static size_t origin_length(const struct checked *c, const char *s, size_t n)
{
	size_t at = (size_t)(s - c->fold.s), i = lexicon_at(reader_words(c->input.reader), LEX_FROM, s, n, NULL);

	for (; i > 0 && i < n; i++) {
		if (!c->told[at + i] && code_length(c, s + i, n - i) > 0)
			return i;
	}
	return 0;
}

static size_t longer(size_t a, size_t b)
{
	return a > b ? a : b;
}

static size_t longest_word(const struct lexicon *l, const enum lexeme *lists, size_t lists_n, const char *s, size_t n)
{
	size_t best = 0;

	for (size_t k = 0; k < lists_n; k++)
		best = longer(best, lexicon_at(l, lists[k], s, n, NULL));
	return best;
}

/* `17:00, no, 18:00`: what denies the time before it, in a clause of its own. */
static size_t aside_length(const struct checked *c, size_t i)
{
	size_t n = lexicon_at(reader_words(c->input.reader), LEX_DENIAL, c->fold.s + i, c->fold.len - i, NULL);

	return i > 0 && n > 0 && c->fold.s[i - 1] == ',' && c->fold.s[i + n] == ',' ? n : 0;
}

/* What may be taken at i, before `end`: the longest of its kinds; *step says which. */
static size_t taken_at(const struct checked *c, size_t i, size_t end, enum step *step)
{
	const char *s = c->fold.s + i;
	size_t n = end - i, best = 0, len;
	const struct lexicon *words = reader_words(c->input.reader);
	const struct person *who[4];

	*step = STEP_TAKEN;
	while (best < n && s[best] >= '0' && s[best] <= '9')
		best++;
	if (best > 0 && best < n) { /* of a delay in short */
		size_t at = best + (s[best] == ' ');

		len = lexicon_at(words, LEX_MINUTE_MARK, s + at, n - at, NULL);
		best = len > 0 ? at + len : best;
	}
	best = longer(best, when_read(words, s, n, c->f->now, AHEAD).len);
	best = longer(best, when_read(words, s, n, c->f->now, BEHIND).len);
	best = longer(best, when_day_length(words, s, n));
	best = longer(best, code_length(c, s, n));
	if (roster_names_at(&c->f->roster, s, n, who, 4, &len) > 0)
		best = longer(best, len);
	best = longer(best, name_length(c, s, n));
	best = longer(best, signature_length(c, s, n));
	best = longer(best, station_length(c, s, n));
	best = longer(best, origin_length(c, s, n));
	best = longer(best, node_length(c, s, n));
	best = longer(best, lexicon_at(words, LEX_DONE_BEHIND, s, n, NULL)); /* once more */
	len = longer(longest_word(words, known, COUNT(known), s, n), aside_length(c, i));
	if (len > best) {
		best = len;
		*step = STEP_WORD;
	}
	len = longest_word(words, beside_taken, COUNT(beside_taken), s, n);
	if (len > best) {
		best = len;
		*step = STEP_BESIDE;
	}
	return best;
}

/* A sign that says nothing by itself, or a mark: its length at i. */
static size_t sign_at(const struct checked *c, size_t i)
{
	uint32_t cp;
	size_t n = utf8_next(c->fold.s + i, c->fold.len - i, &cp);

	if (is_mark(c->fold.s[i]))
		return 1;
	return (cp >= 0x2000 && cp < 0x3040) || (cp >= 0xE000 && cp < 0xF900) || cp >= 0xFE00 ? n : 0;
}

static bool ends_clause(const struct checked *c, size_t i)
{
	return i >= c->fold.len || strchr(",;.!?():", c->fold.s[i]);
}

/* A mark, or a blank between words that need none, stands at i or before it. */
static bool parts_clauses(const struct checked *c, size_t a, size_t b)
{
	for (size_t i = a; i < b; i++) {
		if (ends_clause(c, i) || (c->fold.s[i] == ' ' && ((i > 0 && (unsigned char)c->fold.s[i - 1] >= 0xE0) ||
								  (unsigned char)c->fold.s[i + 1] >= 0xE0)))
			return true;
	}
	return false;
}

/* What a clause, or the part of one that is not told, is made of. */
struct made_of {
	bool taken, word, beside;
};

static bool clause_is_taken(const struct made_of *m, bool whole)
{
	return m->taken || (!m->beside && (whole || !m->word));
}

/* Folded bytes a..b are not told: all of it must be known, and words alone must be whole clauses. */
static bool is_taken(const struct checked *c, size_t a, size_t b)
{
	struct made_of m = {false, false, false};
	bool whole = a == 0;

	for (size_t i = a; i < b;) {
		enum step step = STEP_NONE;
		size_t n = sign_at(c, i);

		if (c->fold.s[i] == '[' ||
		    lexicon_at(reader_words(c->input.reader), LEX_TRAILER, c->fold.s + i, c->fold.len - i, NULL) > 0)
			return true;
		if (n > 0 && parts_clauses(c, i, i + n)) {
			if (!clause_is_taken(&m, true))
				return false;
			m = (struct made_of){false, false, false};
			whole = true;
		}
		n = n > 0 ? n : taken_at(c, i, b, &step);
		if (n == 0)
			return false;
		m.taken = m.taken || step == STEP_TAKEN;
		m.beside = m.beside || step == STEP_BESIDE;
		m.word = m.word || step == STEP_WORD;
		i += n;
	}
	return clause_is_taken(&m, whole && b == c->fold.len);
}

/* Both sides of i belong to one word. */
static bool within_word(const struct checked *c, size_t i)
{
	return letter_ends(c->fold.s, i) && letter_at(c->fold.s + i, c->fold.len - i);
}

/* `18:00 night shift`: folded bytes a..b end with a part of the day, and before it stands a time that is whole without it.
 * Where more is told right behind, it belongs to that. */
static bool ends_in_idle_part(const struct checked *c, size_t a, size_t b)
{
	const struct lexicon *words = reader_words(c->input.reader);
	const char *s = c->fold.s;
	size_t part, end;

	while (b > a && s[b - 1] == ' ')
		b--;
	part = lexicon_before(words, LEX_PART, s + a, b - a);
	for (end = b - part; end > a && s[end - 1] == ' ';)
		end--;
	/* `9am tomorrow morning` is one time. */
	if (part == 0 || end + part == b || lexicon_before(words, LEX_DAY, s + a, end - a) > 0)
		return false;
	for (size_t k = a; k < end; k++) {
		struct when w = when_read(words, s + k, end - k, c->f->now, AHEAD);

		if (w.kind == WHEN_CLOCK && w.len == end - k && w.half)
			return true;
	}
	return false;
}

static bool rest_is_taken(struct checked *c)
{
	for (size_t i = 0, end; i < c->fold.len; i = end) {
		for (end = i + 1; end < c->fold.len && c->told[end] == c->told[i];)
			end++;
		if (end < c->fold.len && within_word(c, end)) {
			print_error("%s: %s: cut within a word at `%s`\n", c->who, c->text, c->fold.s + end);
			return false;
		}
		if (!c->told[i] && (!is_taken(c, i, end) || (end < c->fold.len && ends_in_idle_part(c, i, end)))) {
			print_error("%s: %s: lost `%.*s`; told: %s / %s\n", c->who, c->text, (int)(end - i),
				    c->fold.s + i, text_str(&c->r.words), text_str(&c->r.besides));
			return false;
		}
	}
	return true;
}

/* ---- who hears it ---- */

static bool is_heard(const struct effects *e, const char *words)
{
	size_t n = 0;

	for (int k = 0; k < HEARD_CHARS && words[n]; k++) {
		do
			n++;
		while (((unsigned char)words[n] & 0xC0) == 0x80);
	}
	for (size_t i = 0; i < e->messages_n; i++) {
		for (const char *s = e->messages[i].text; *s; s++) {
			if (strncmp(s, words, n) == 0)
				return true;
		}
	}
	return n == 0;
}

static bool is_told(struct checked *c, const struct effects *e, const char *words)
{
	if (!mark_told(c, words)) {
		print_error("%s: %s: `%s` was not typed so\n", c->who, c->text, words);
		return false;
	}
	/* That there is a deputy no more is done. */
	if (is_heard(e, words) ||
	    lexicon_at(reader_words(c->input.reader), LEX_NO_DEPUTY, words, strlen(words), NULL) == strlen(words))
		return true;
	print_error("%s: %s: nobody hears `%s`\n", c->who, c->text, words);
	return false;
}

bool told_whole(struct fake *f, const char *who, const char *text)
{
	struct checked *c = calloc(1, sizeof(*c));
	struct effects e;
	bool ok = true;

	assert_non_null(c);
	*c = (struct checked){.f = f, .who = who, .text = text};
	fake_decide(f, who, 0, text, &e);
	if (e.outcome == DONE && strlen(text) < BYTES_MAX / 3) {
		read_text(c);
		ok = c->r.codes_n == 0 ||
		     (is_told(c, &e, text_str(&c->r.besides)) && is_told(c, &e, text_str(&c->r.unheard)) &&
		      is_told(c, &e, text_str(&c->r.words)) && is_told(c, &e, text_str(&c->r.left_out_text)) &&
		      rest_is_taken(c));
		reading_free(&c->r);
		fold_free(&c->fold);
	}
	effects_free(&e);
	free(c);
	return ok;
}

bool told_remark(struct fake *f, const char *who, const char *text, const char *remark)
{
	struct effects e;
	bool heard;

	fake_decide(f, who, 0, text, &e);
	heard = e.outcome != DONE;
	for (size_t i = 0; i < e.messages_n && !heard; i++)
		heard = strstr(e.messages[i].text, remark) != NULL;
	if (!heard)
		print_error("%s: %s: nobody hears `%s`\n", who, text, remark);
	effects_free(&e);
	return heard;
}
