#include "templates/lexicon/lexicon.h"

#include "templates/lexicon/lexicon_table.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "templates/text/letter.h"

struct entry {
	char word[LEXICON_WORD];
	uint8_t len, list, lang;
	int16_t value;
	uint16_t before; /* the one added before it to its bucket, from 1; of no use once all are sorted */
};

/* Of letters the first two, of which the second may be missing, and of other characters of two bytes the first alone; of
 * longer ones the low bits of the last two bytes. */
#define BUCKETS 3072
#define ENDINGS 1024
/* A set of numbers, as bits of words of 64. */
#define SET(n) ((n) / 64)

struct lexicon {
	struct entry *all; /* by bucket, in it by list, the longest first */
	size_t n, cap;
	uint16_t begins[BUCKETS + 1];
	uint16_t newest[BUCKETS];              /* in all while words are added, from 1 */
	uint64_t first[LEXEMES][SET(BUCKETS)]; /* the buckets in which a list has words: most questions end here */
	uint64_t last[LEXEMES][SET(ENDINGS)];  /* likewise how they end */
	uint64_t times[SET(BUCKETS)];          /* the buckets of words that begin a time */
	uint16_t *by_list;                     /* indexes into all; in a list by the last byte of each word */
	uint16_t list_begins[LEXEMES + 1];
};

static bool is_ascii_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

static size_t bucket_of(const char *s, size_t n)
{
	unsigned char a = (unsigned char)s[0], b = n > 1 ? (unsigned char)s[1] : 0, c = n > 2 ? (unsigned char)s[2] : 0;

	if (is_ascii_letter(s[0]))
		return 32 * (size_t)(a - 'a') + (n > 1 && is_ascii_letter(s[1]) ? (size_t)(b - 'a' + 1) : 0);
	if (a < 0x80)
		return 896 + (a & 127);
	if (a < 0xE0) /* two bytes */
		return 2048 + ((size_t)(b & 31) << 5 |
			       (letter_is_two(s, n) && n > 3 && letter_is_two(s + 2, n - 2) ? s[3] & 31 : 0));
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
	uint16_t *newest = &l->newest[bucket_of(folded, len)];
	struct entry *e;

	*first = true;
	for (size_t i = *newest; i > 0; i = l->all[i - 1].before) {
		if (l->all[i - 1].list != list || strcmp(l->all[i - 1].word, folded) != 0)
			continue;
		*first = l->all[i - 1].lang != lang;
		return true;
	}
	if (l->n == l->cap) {
		size_t cap = l->cap ? l->cap * 2 : 512;
		struct entry *all = cap < UINT16_MAX ? realloc(l->all, cap * sizeof(*all)) : NULL;

		if (!all)
			return false;
		l->all = all;
		l->cap = cap;
	}
	e = &l->all[l->n++];
	*e = (struct entry){.len = (uint8_t)len,
			    .list = (uint8_t)list,
			    .lang = (uint8_t)lang,
			    .value = (int16_t)value,
			    .before = *newest};
	memcpy(e->word, folded, len);
	*newest = (uint16_t)l->n;
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

/* What may stand at the beginning of a time. */
static bool begins_time(int list)
{
	static const enum lexeme lists[] = {
		LEX_DIGIT,    LEX_TEN,        LEX_COUNTED,    LEX_DAY,       LEX_DAY_STEM,    LEX_EVENING_DAY,
		LEX_WEEK,     LEX_WHICH_WEEK, LEX_WEEKDAY,    LEX_MONTH,     LEX_PART,        LEX_WEAK_PART,
		LEX_SHORT_OF, LEX_FRACTION,   LEX_ZONE,       LEX_FAR_ZONE,  LEX_SPAN_PREFIX, LEX_HALF,
		LEX_AT_HOUR,  LEX_HALF_HOUR,  LEX_WHOLE_SPAN, LEX_UNIT_FIRST};

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
		/* Behind a single byte any may stand. */
		for (size_t k = 0; e->len == 1 && k < ENDINGS / 64; k++)
			set_add(l->last[e->list], (ending & 63) | k << 6);
		if (begins_time(e->list))
			set_add(l->times, bucket);
	}
}

static unsigned char last_byte(const struct entry *e)
{
	return (unsigned char)e->word[e->len - 1];
}

/* Puts the words of each list together, in it by their last byte: a counting sort by that, then one by list. `order` has room
 * for all. */
static void index_lists(struct lexicon *l, uint16_t *order)
{
	size_t at[UCHAR_MAX + 2] = {0}, next[LEXEMES + 1] = {0};

	for (size_t i = 0; i < l->n; i++) {
		at[last_byte(&l->all[i]) + 1]++;
		next[l->all[i].list + 1]++;
	}
	for (size_t i = 1; i <= UCHAR_MAX; i++)
		at[i] += at[i - 1];
	for (size_t i = 1; i <= LEXEMES; i++)
		next[i] += next[i - 1];
	for (size_t i = 0; i <= LEXEMES; i++)
		l->list_begins[i] = (uint16_t)next[i];
	for (size_t i = 0; i < l->n; i++)
		order[at[last_byte(&l->all[i])]++] = (uint16_t)i;
	for (size_t i = 0; i < l->n; i++)
		l->by_list[next[l->all[order[i]].list]++] = order[i];
}

bool lexicon_seal(struct lexicon *l)
{
	uint16_t *order = calloc(l->n + 1, sizeof(*order));
	size_t at = 0;

	l->by_list = calloc(l->n + 1, sizeof(*l->by_list));
	if (!l->by_list || !order) {
		free(order);
		return false;
	}
	if (l->n > 0)
		qsort(l->all, l->n, sizeof(*l->all), by_bucket);
	index_ends(l);
	for (size_t b = 0; b <= BUCKETS; b++) {
		while (at < l->n && bucket_of(l->all[at].word, l->all[at].len) < b)
			at++;
		l->begins[b] = (uint16_t)at;
	}
	index_lists(l, order);
	free(order);
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

/* The word stands at s, and is not the beginning of a longer one in letters. */
static bool stands(const struct entry *e, const char *s, size_t n)
{
	return e->len <= n && memcmp(e->word, s, e->len) == 0 &&
	       !(letter_ends(e->word, e->len) && letter_at(s + e->len, n - e->len));
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
		if (e->list != list || !stands(e, s, n))
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

static const struct entry *of_list(const struct lexicon *l, size_t i)
{
	return &l->all[l->by_list[i]];
}

/* The first in `by_list`, of this list, that ends in this byte or a higher one; the end of the list if there is none. */
static size_t first_ending(const struct lexicon *l, enum lexeme list, unsigned char byte)
{
	size_t low = l->list_begins[list], high = l->list_begins[list + 1];

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (last_byte(of_list(l, middle)) < byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t lexicon_before(const struct lexicon *l, enum lexeme list, const char *s, size_t n)
{
	unsigned char byte;
	size_t found = 0;

	if (n == 0 || !set_has(l->last[list], ending_of(s, n)))
		return 0;
	byte = (unsigned char)s[n - 1];
	for (size_t i = first_ending(l, list, byte); i < l->list_begins[list + 1]; i++) {
		const struct entry *e = of_list(l, i);

		if (last_byte(e) != byte)
			break;
		if (e->len <= found || e->len > n || memcmp(e->word, s + n - e->len, e->len) != 0)
			continue;
		if (letter_at(e->word, e->len) && letter_ends(s, n - e->len))
			continue;
		found = e->len;
	}
	return found;
}

#define ACROSS_BYTES 15 /* of five characters */

bool lexicon_across(const struct lexicon *l, const char *s, size_t n, size_t at)
{
	size_t begin = at > ACROSS_BYTES ? at - ACROSS_BYTES : 0;

	for (size_t i = begin; i < at && at < n; i++) {
		size_t b = (unsigned char)s[i] < 0xE0 ? BUCKETS : bucket_of(s + i, n - i);

		for (size_t k = l->begins[b]; b < BUCKETS && k < l->begins[b + 1]; k++) {
			if (i + l->all[k].len > at && stands(&l->all[k], s + i, n - i))
				return true;
		}
	}
	return false;
}

const char *lexicon_word(const struct lexicon *l, enum lexeme list, size_t i, int *value)
{
	const struct entry *e;

	if (i >= (size_t)(l->list_begins[list + 1] - l->list_begins[list]))
		return NULL;
	e = of_list(l, l->list_begins[list] + i);
	if (value)
		*value = e->value;
	return e->word;
}
