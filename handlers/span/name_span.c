/* People, stations and nodes in a text. */
#include "handlers/span/name_span.h"

#include <ctype.h>
#include <string.h>

#include "handlers/span/folded_text.h"

/* ---- people ---- */

/* The next of the people whose name begins with the character at i. Names are looked for at many places of a text, and
 * few begin so. */
static const struct person *begins_alike(const struct spans *c, size_t i, size_t *next)
{
	return roster_begins(c->input->roster, c->f->s + i, next_at(c, i) - i, next);
}

/* The bytes at i that are this name if no blank counts, 0 if they are not. */
static size_t without_blanks(const struct spans *c, size_t i, const char *name)
{
	size_t at = i;
	for (; *name; name++) {
		while (i > at && byte_at(c, i) == ' ')
			i++;
		if (*name != ' ' && byte_at(c, i++) != *name)
			return 0;
	}
	return is_alnum_before(c, i) && is_alnum_at(c, i) ? 0 : i - at;
}

/* `TomBaker` is Tom Baker, and a name in characters is itself with a blank in it. */
static bool run_together(const struct spans *c, struct span *t)
{
	const struct person *p;
	size_t next = 0;
	t->who.n = t->len = 0;
	while ((p = begins_alike(c, t->at, &next)) != NULL) {
		size_t n = without_blanks(c, t->at, p->folded);
		if (n == 0 || n < t->len || utf8_count(p->folded) < 2)
			continue;
		t->who.n = n > t->len ? 0 : t->who.n;
		t->len = n;
		if (t->who.n < NAMESAKES)
			t->who.who[t->who.n++] = p;
	}
	return t->who.n > 0;
}

/* Of another station nobody is called by a surname alone. */
static bool at_stations_apart(const struct person *a, const struct person *b)
{
	return a && a->station && b->station && a->station != b->station;
}

/* `little` in Little Han, where nothing more is glued to it that could be a name; 0 if nothing is. */
static size_t nick_at(const struct spans *c, size_t i)
{
	static const enum lexeme behind[] = {LEX_FILLER, LEX_HONORIFIC,        LEX_ALONG, LEX_PERSON_DOES,
					     LEX_AND,    LEX_NO_PERSON_BEHIND, LEX_GOING};
	size_t nick = word_at(c, LEX_NICK, i), n = nick > 0 ? word_at(c, LEX_SURNAME, i + nick) : 0, end = i + nick + n;
	bool whole = !glued_at(c, end) || is_digit(byte_at(c, end));

	for (size_t k = 0; k < sizeof(behind) / sizeof(*behind) && !whole; k++)
		whole = word_at(c, behind[k], end) > 0;
	return n > 0 && whole && word_at(c, LEX_NICK, i + nick) == 0 ? nick : 0;
}

/* Master Han, Engineer Li: a surname and what people are called by. Whoever of that name works as an engineer beside
 * the sender may be meant. */
static bool titled(const struct spans *c, struct span *t)
{
	size_t nick = nick_at(c, t->at), at = t->at + nick;
	size_t n = word_at(c, LEX_SURNAME, at), title = n > 0 ? word_at(c, LEX_HONORIFIC, at + n) : 0;
	const struct roster *r = c->input->roster;
	t->who.n = 0;
	title += nick;
	for (size_t i = 0; title > 0 && i < r->n && t->who.n < NAMESAKES; i++) {
		const struct person *p = &r->people[i];
		if ((p->roles & ROLE_BIT(ENGINEER)) && strncmp(p->folded, c->f->s + at, n) == 0 &&
		    !at_stations_apart(c->input->sender, p) && !(nick > 0 && p == c->input->sender))
			t->who.who[t->who.n++] = p;
	}
	t->len = n + title;
	return t->who.n > 0;
}

/* Where the clause at i ends: at a mark or a digit, and in a language without blanks at a blank. */
static size_t clause_end(const struct spans *c, size_t i)
{
	bool latin = is_letter_at(c, past_blanks(c, i));
	while (i < c->f->len && !is_digit(c->f->s[i]) &&
	       (!is_blank_or_mark(c->f->s[i]) || (latin && c->f->s[i] == ' ')))
		i++;
	return i;
}

/* `ask Li to bring parts`, `Li stays in the office`: of a companion it must not be said that they do something else. */
static bool stays_away(const struct spans *c, size_t begin, size_t behind, size_t end)
{
	size_t to = clause_end(c, behind);
	char rest[NAME_BYTES];
	if (!c->head.code || !code_brings(c->head.code, BRINGS_PEOPLE))
		return false;
	/* Li is helping me and sends the papers */
	if (word_at(c, LEX_STAYS_AWAY, end) > word_at(c, LEX_ALONG, end) && word_at(c, LEX_ALONG, end) > 0)
		return true;
	for (size_t i = behind; i < to; i = next_at(c, i)) {
		if (word_at(c, LEX_ALONG, i) > 0)
			return false;
	}
	if (word_before(c, LEX_WITH, begin) == 0 && words_find(c, LEX_MEETS, behind, to) < to)
		return true;
	strip_fillers(c, c->f->s + behind, to - behind, rest);
	return word_at(c, LEX_STAYS_AWAY, end) > 0 || word_at(c, LEX_NO_COMPANION, end) > word_at(c, LEX_GOING, end) ||
	       (*rest && word_before(c, LEX_ERRAND, begin) > 0);
}

/* `Han Mei`, a blank, and `the car broke down on the way`, in characters: of the one named alone it is a reason, told to
 * whoever goes. */
static bool is_remark_behind(const struct spans *c, const struct span *t)
{
	size_t end = past_blanks(c, t->at + t->len), denial = word_at(c, LEX_NO_PERSON_BEHIND, end);
	struct span other = {.kind = SPAN_WORD};

	if (!c->head.code || end == t->at + t->len || !is_unspaced_at(c, end) ||
	    word_at(c, LEX_REMARK, end) <= denial || !code_brings(c->head.code, BRINGS_LEAD))
		return false;
	for (size_t i = end; i < c->f->len; i = next_at(c, i)) {
		if (roster_names_at(c->input->roster, c->f->s + i, c->f->len - i, other.who.who, NAMESAKES,
				    &other.len) > 0)
			return false;
	}
	for (size_t i = 0; i < c->n; i++) {
		if (c->all[i].kind == SPAN_PERSON)
			return false;
	}
	return true;
}

/* `Tom Baker has no time`, `not Li`: not whom the text wants. */
static bool is_denied(const struct spans *c, const struct span *t)
{
	size_t end = past_blanks(c, t->at + t->len), begin = before_blanks(c, t->at);
	return (word_at(c, LEX_NO_PERSON_BEHIND, end) > 0 && !is_remark_behind(c, t)) ||
	       word_before(c, LEX_NO_PERSON_BEFORE, begin) > 0 || stays_away(c, begin, t->at + t->len, end);
}

/* Letters of a name that no other case changes. */
#define STEM_BYTES 4

/* The word s[n] is this word of a name, or this word with the ending of another case. */
static bool is_form_of(const struct spans *c, const char *s, size_t n, const char *word, size_t len)
{
	const char *pair;
	if (n == len && memcmp(s, word, n) == 0)
		return true;
	if (n < STEM_BYTES || len < STEM_BYTES || memcmp(s, word, STEM_BYTES) != 0)
		return false;
	for (size_t k = 0; (pair = lexicon_word(c->words, LEX_NAME_ENDING, k, NULL)) != NULL; k++) {
		const char *plain = strchr(pair, ':');
		size_t here = plain ? (size_t)(plain - pair) : n, there = plain ? strlen(plain + 1) : 0;
		if (n >= here + STEM_BYTES && n - here + there == len && memcmp(s, word, n - here) == 0 &&
		    memcmp(s + n - here, pair, here) == 0 && strcmp(word + n - here, plain + 1) == 0)
			return true;
	}
	return false;
}

/* The bytes at i that are this name in any case, 0 if they are not. */
static size_t in_other_case(const struct spans *c, size_t i, const char *name)
{
	size_t at = i;
	for (; *name; name += *name == ' ') {
		char word[NAME_BYTES];
		size_t n = 0, len = strcspn(name, " ");
		if (at > i && byte_at(c, at++) != ' ')
			return 0;
		while (is_letter_at(c, at + n))
			n = next_at(c, at + n) - at;
		memcpy(word, name, len);
		word[len] = '\0';
		if (!is_form_of(c, c->f->s + at, n, word, len))
			return 0;
		at += n;
		name += len;
	}
	return at - i;
}

/* `с Анной Лебедевой`, `Ивану Петрову`: names in another case. */
static bool declined(const struct spans *c, struct span *t)
{
	const struct person *p;
	size_t next = 0;
	t->who.n = t->len = 0;
	if (!is_letter_at(c, t->at) || is_letter_before(c, t->at))
		return false;
	while ((p = begins_alike(c, t->at, &next)) != NULL) {
		size_t n = in_other_case(c, t->at, p->folded);
		if (n == 0 || n < t->len)
			continue;
		t->who.n = n > t->len ? 0 : t->who.n;
		t->len = n;
		if (t->who.n < NAMESAKES)
			t->who.who[t->who.n++] = p;
	}
	return t->who.n > 0;
}

bool names_engineer_in_part(const struct spans *c, size_t i)
{
	const struct roster *r = c->input->roster;
	size_t n = 0;

	if (!is_letter_at(c, i) || is_letter_before(c, i))
		return false;
	while (is_letter_at(c, i + n))
		n = next_at(c, i + n) - i;
	for (size_t k = 0; k < r->n; k++) {
		const char *name = r->people[k].folded;
		size_t len;

		for (; (r->people[k].roles & ROLE_BIT(ENGINEER)) && *name; name += len + (name[len] == ' ')) {
			char word[NAME_BYTES];

			len = strcspn(name, " ");
			memcpy(word, name, len);
			word[len] = '\0';
			if (len > 1 && is_form_of(c, c->f->s + i, n, word, len))
				return true;
		}
	}
	return false;
}

bool span_person(const struct spans *c, struct span *t)
{
	const struct roster *r = c->input->roster;
	t->who.n = roster_names_at(r, c->f->s + t->at, c->f->len - t->at, t->who.who, NAMESAKES, &t->len);
	t->kind = SPAN_PERSON;
	if (t->who.n == 0 && !run_together(c, t) && !titled(c, t) && !declined(c, t))
		return false;
	t->denied = is_denied(c, t);
	return true;
}

/* ---- stations ---- */

/* A station by its name, with or without the word for station at its end. */
bool span_station(const struct spans *c, struct span *t)
{
	t->len = 0;
	for (size_t i = 0; i < c->input->roster->stations_n; i++) {
		const struct station *s = &c->input->roster->stations[i];
		size_t n = strlen(s->folded), cut = lexicon_before(c->words, LEX_STATION, s->folded, n);
		bool latin = n > 0 && (is_digit(s->folded[n - 1]) || ends_in_letter(s->folded));
		if (n > t->len && text_at(c, t->at, s->folded) && !(latin && is_alnum_at(c, t->at + n)))
			t->len = n, t->station = s;
		if (cut > 0 && n > cut + 3 && n - cut > t->len && c->f->len - t->at >= n - cut &&
		    memcmp(c->f->s + t->at, s->folded, n - cut) == 0)
			t->len = n - cut, t->station = s;
	}
	t->kind = SPAN_STATION;
	return t->len > 0;
}

/* ---- nodes ---- */

static void longer_node(const struct spans *c, struct span *t, const char *name, int node)
{
	size_t n = strlen(name), end = t->at + n;
	if (n > t->len && text_at(c, t->at, name) && !(ends_in_letter(name) && is_letter_at(c, end))) {
		t->len = n;
		t->node = node;
	}
}

/* The node that a code's word may stand for: `arrive` for arrived. Of several that it stamps, the one of its own
 * name. */
static int node_of_code(const struct flow *f, const struct code *c)
{
	for (int i = 0; i < (int)f->nodes_n; i++) {
		if (c->stamps == 1u << i)
			return i;
		for (int l = 0; l < langs_n && (c->stamps & 1u << i); l++) {
			if (strcmp(c->word.in[l], f->nodes[i].label.in[l]) == 0)
				return i;
		}
	}
	return -1;
}

/* A node by its name, its label in any language, or the word of the code that stamps it; no digit codes. */
bool span_node(const struct spans *c, struct span *t)
{
	const struct flow *f = c->wants_node;
	t->len = 0;
	for (size_t i = 0; f && i < f->nodes_n; i++) {
		longer_node(c, t, f->nodes[i].name, (int)i);
		for (int l = 0; l < f->nodes[i].label.n; l++)
			longer_node(c, t, f->nodes[i].folded[l], (int)i);
	}
	for (size_t i = 0; f && i < f->codes_n; i++) {
		int node = node_of_code(f, &f->codes[i]);
		for (size_t w = 0; node >= 0 && w < f->codes[i].words_n; w++) {
			if (!is_digit(f->codes[i].words[w][0]))
				longer_node(c, t, f->codes[i].words[w], node);
		}
	}
	t->kind = SPAN_NODE;
	return t->len > 0;
}
