#include "templates/lexicon/lexicon.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "templates/text/array.h"

struct entry {
	char word[LEXICON_WORD];
	uint8_t len, list, lang;
	int16_t value;
};

/* A word is found by its beginning: two letters, of which the second may be missing, or the low bits of the last two
 * bytes of another character. */
#define BUCKETS 2048
#define ENDINGS 1024
/* A set of numbers, a bit for each. */
#define SET(n) ((n) / 64)

struct lexicon {
	struct entry *all; /* by bucket, then by list, the longest first */
	size_t n, cap;
	uint16_t begins[BUCKETS + 1];
	uint64_t first[LEXEMES][SET(BUCKETS)]; /* the buckets in which a list has words: most questions end here */
	uint64_t last[LEXEMES][SET(ENDINGS)];  /* the same by how they end */
	uint64_t times[SET(BUCKETS)];          /* the buckets of words that begin a time */
	uint16_t *by_list;                     /* indexes into all */
	uint16_t list_begins[LEXEMES + 1];
};

static bool is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

static size_t bucket_of(const char *s, size_t n)
{
	unsigned char a = (unsigned char)s[0], b = n > 1 ? (unsigned char)s[1] : 0, c = n > 2 ? (unsigned char)s[2] : 0;

	if (is_letter(s[0]))
		return 32 * (size_t)(a - 'a') + (n > 1 && is_letter(s[1]) ? (size_t)(b - 'a' + 1) : 0);
	if (a < 0x80)
		return 896 + (a & 127);
	return 1024 + ((size_t)(b & 15) << 6 | (c & 63));
}

static size_t ending_of(const char *s, size_t n)
{
	return ((size_t)(s[n - 1] & 63) | (n > 1 ? (size_t)(s[n - 2] & 15) << 6 : 0)) % ENDINGS;
}

static void set_add(uint64_t *set, size_t i)
{
	set[i / 64] |= UINT64_C(1) << i % 64;
}

static bool set_has(const uint64_t *set, size_t i)
{
	return set[i / 64] >> i % 64 & 1;
}

struct lexicon *lexicon_new(void)
{
	return calloc(1, sizeof(struct lexicon));
}

bool lexicon_add(struct lexicon *l, enum lang lang, enum lexeme list, const char *folded, int value, bool *first)
{
	size_t len = strlen(folded);
	struct entry *e;

	*first = true;
	for (size_t i = 0; i < l->n; i++) {
		if (l->all[i].list != list || strcmp(l->all[i].word, folded) != 0)
			continue;
		*first = l->all[i].lang != lang;
		return true;
	}
	if (l->n + 1 == UINT16_MAX)
		return false;
	e = array_room(l->all, l->n, &l->cap, sizeof(*e));
	if (!e)
		return false;
	l->all = e;
	e = &l->all[l->n++];
	*e = (struct entry){.len = (uint8_t)len, .list = (uint8_t)list, .lang = (uint8_t)lang, .value = (int16_t)value};
	memcpy(e->word, folded, len);
	return true;
}

static int by_bucket(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	size_t bx = bucket_of(x->word, x->len), by = bucket_of(y->word, y->len);

	if (bx != by)
		return bx < by ? -1 : 1;
	if (x->list != y->list)
		return x->list - y->list;
	return x->len != y->len ? y->len - x->len : strcmp(x->word, y->word);
}

/* True if a time can begin with a word of this list. */
static bool begins_time(int list)
{
	static const enum lexeme lists[] = {LEX_DIGIT,       LEX_TEN,       LEX_COUNTED,    LEX_DAY,      LEX_DAY_STEM,
					    LEX_EVENING_DAY, LEX_WEEK,      LEX_WHICH_WEEK, LEX_WEEKDAY,  LEX_MONTH,
					    LEX_PART,        LEX_WEAK_PART, LEX_SHORT_OF,   LEX_FRACTION, LEX_ZONE,
					    LEX_SPAN_PREFIX, LEX_HALF};

	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		if ((int)lists[i] == list)
			return true;
	}
	return false;
}

static void index_ends(struct lexicon *l)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct entry *e = &l->all[i];
		size_t bucket = bucket_of(e->word, e->len), ending = ending_of(e->word, e->len);

		set_add(l->first[e->list], bucket);
		set_add(l->last[e->list], ending);
		/* Before a single byte there may be any other. */
		for (size_t k = 0; e->len == 1 && k < ENDINGS / 64; k++)
			set_add(l->last[e->list], (ending & 63) | k << 6);
		if (begins_time(e->list))
			set_add(l->times, bucket);
	}
}

bool lexicon_seal(struct lexicon *l)
{
	size_t at = 0, n = 0;

	l->by_list = calloc(l->n + 1, sizeof(*l->by_list));
	if (!l->by_list)
		return false;
	if (l->n > 0)
		qsort(l->all, l->n, sizeof(*l->all), by_bucket);
	index_ends(l);
	for (size_t b = 0; b <= BUCKETS; b++) {
		while (at < l->n && bucket_of(l->all[at].word, l->all[at].len) < b)
			at++;
		l->begins[b] = (uint16_t)at;
	}
	for (int list = 0; list < LEXEMES; list++) {
		l->list_begins[list] = (uint16_t)n;
		for (size_t i = 0; i < l->n; i++) {
			if (l->all[i].list == list)
				l->by_list[n++] = (uint16_t)i;
		}
	}
	l->list_begins[LEXEMES] = (uint16_t)n;
	return true;
}

void lexicon_free(struct lexicon *l)
{
	if (!l)
		return;
	free(l->all);
	free(l->by_list);
	free(l);
}

/* True if s begins with the word, and not with a longer one in letters. */
static bool begins(const struct entry *e, const char *s, size_t n)
{
	return e->len <= n && memcmp(e->word, s, e->len) == 0 &&
	       !(is_letter(e->word[e->len - 1]) && e->len < n && is_letter(s[e->len]));
}

size_t lexicon_at(const struct lexicon *l, enum lexeme list, const char *s, size_t n, int *value)
{
	size_t b;
	const struct entry *e, *end;

	if (n == 0)
		return 0;
	b = bucket_of(s, n);
	if (!set_has(l->first[list], b))
		return 0;
	e = &l->all[l->begins[b]];
	end = &l->all[l->begins[b + 1]];
	for (; e < end && e->list <= list; e++) {
		if (e->list != list || !begins(e, s, n))
			continue;
		if (value)
			*value = e->value;
		return e->len;
	}
	return 0;
}

bool lexicon_begins_time(const struct lexicon *l, const char *s, size_t n)
{
	return n > 0 && set_has(l->times, bucket_of(s, n));
}

size_t lexicon_before(const struct lexicon *l, enum lexeme list, const char *s, size_t n)
{
	size_t found = 0;

	if (n == 0 || !set_has(l->last[list], ending_of(s, n)))
		return 0;
	for (size_t i = l->list_begins[list]; i < l->list_begins[list + 1]; i++) {
		const struct entry *e = &l->all[l->by_list[i]];

		if (e->len <= found || e->len > n || memcmp(e->word, s + n - e->len, e->len) != 0)
			continue;
		if (is_letter(e->word[0]) && n > e->len && is_letter(s[n - e->len - 1]))
			continue;
		found = e->len;
	}
	return found;
}

const char *lexicon_word(const struct lexicon *l, enum lexeme list, size_t i, int *value)
{
	const struct entry *e;

	if (i >= (size_t)(l->list_begins[list + 1] - l->list_begins[list]))
		return NULL;
	e = &l->all[l->by_list[l->list_begins[list] + i]];
	if (value)
		*value = e->value;
	return e->word;
}
