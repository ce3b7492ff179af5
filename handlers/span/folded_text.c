/* Looking at the folded text. */
#include "handlers/span/folded_text.h"

#include <ctype.h>
#include <string.h>

#include "templates/text/letter.h"

bool is_blank_or_mark(char c)
{
	return c == ' ' || (ispunct((unsigned char)c) && c != '+');
}

bool is_letter_at(const struct spans *c, size_t i)
{
	return i < c->f->len && letter_at(c->f->s + i, c->f->len - i);
}

bool is_letter_before(const struct spans *c, size_t i)
{
	return letter_ends(c->f->s, i);
}

bool is_alnum_at(const struct spans *c, size_t i)
{
	return is_digit(byte_at(c, i)) || is_letter_at(c, i);
}

bool is_alnum_before(const struct spans *c, size_t i)
{
	return i > 0 && (is_digit(c->f->s[i - 1]) || is_letter_before(c, i));
}

bool is_unspaced_at(const struct spans *c, size_t i)
{
	return (unsigned char)byte_at(c, i) >= 0x80 && !is_letter_at(c, i);
}

bool is_unspaced_before(const struct spans *c, size_t i)
{
	return i > 0 && (unsigned char)c->f->s[i - 1] >= 0x80 && !is_letter_before(c, i);
}

bool is_letters(const char *word)
{
	return letter_at(word, strlen(word));
}

bool ends_in_letter(const char *word)
{
	return letter_ends(word, strlen(word));
}

bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

char byte_at(const struct spans *c, size_t i)
{
	return i < c->f->len ? c->f->s[i] : '\0';
}

size_t past_blanks(const struct spans *c, size_t i)
{
	while (byte_at(c, i) == ' ')
		i++;
	return i;
}

size_t past_marks(const struct spans *c, size_t i)
{
	/* A plus before a digit begins a number; elsewhere it joins, as & does. */
	while (i < c->f->len && (is_blank_or_mark(c->f->s[i]) || (c->f->s[i] == '+' && !is_digit(byte_at(c, i + 1)))))
		i++;
	return i;
}

size_t before_blanks(const struct spans *c, size_t i)
{
	while (i > 0 && c->f->s[i - 1] == ' ')
		i--;
	return i;
}

size_t end_of_clause(const struct spans *c, size_t i)
{
	bool letters = is_letter_at(c, i);

	while (i < c->f->len && ((letters && c->f->s[i] == ' ') || !is_blank_or_mark(c->f->s[i])))
		i = next_at(c, i);
	return i;
}

size_t numeral_at(const struct spans *c, size_t i)
{
	static const enum lexeme lists[] = {LEX_DIGIT, LEX_TEN, LEX_HUNDRED, LEX_COUNTED, LEX_MORE};
	size_t n = 0;

	for (size_t k = 0; k < sizeof(lists) / sizeof(*lists) && n == 0; k++)
		n = word_at(c, lists[k], i);
	return n;
}

size_t digits_at(const struct spans *c, size_t i)
{
	size_t n = 0;
	while (is_digit(byte_at(c, i + n)))
		n++;
	return n;
}

bool text_at(const struct spans *c, size_t i, const char *word)
{
	size_t n = strlen(word);
	return c->f->len >= i && c->f->len - i >= n && memcmp(c->f->s + i, word, n) == 0;
}

bool glued_at(const struct spans *c, size_t i)
{
	char next = byte_at(c, i);
	return next != '\0' && !is_blank_or_mark(next);
}

size_t next_at(const struct spans *c, size_t i)
{
	uint32_t cp;
	return i < c->f->len ? i + utf8_next(c->f->s + i, c->f->len - i, &cp) : i;
}

size_t word_at(const struct spans *c, enum lexeme list, size_t i)
{
	return i < c->f->len ? lexicon_at(c->words, list, c->f->s + i, c->f->len - i, NULL) : 0;
}

size_t word_of(const struct spans *c, enum lexeme list, int value, size_t i)
{
	int which = 0;
	size_t n = i < c->f->len ? lexicon_at(c->words, list, c->f->s + i, c->f->len - i, &which) : 0;

	return which == value ? n : 0;
}

size_t word_before(const struct spans *c, enum lexeme list, size_t i)
{
	return lexicon_before(c->words, list, c->f->s, i);
}

/* One filler less at either end; a word in letters must be a whole one. */
static bool strip_one(const struct spans *c, const char **s, size_t *n)
{
	size_t len = lexicon_at(c->words, LEX_FILLER, *s, *n, NULL);
	if (len > 0 && !(letter_ends(*s, len) && len < *n && (*s)[len] != ' '))
		*s += len;
	else if ((len = lexicon_before(c->words, LEX_FILLER, *s, *n)) == 0 ||
		 (letter_at(*s + *n - len, len) && len < *n && (*s)[*n - len - 1] != ' '))
		return false;
	*n -= len;
	return true;
}

void strip_fillers(const struct spans *c, const char *s, size_t n, char out[NAME_BYTES])
{
	for (bool again = true; again && n > 0;) {
		while (n > 0 && is_blank_or_mark(*s))
			s++, n--;
		while (n > 0 && is_blank_or_mark(s[n - 1]))
			n--;
		again = n > 0 && strip_one(c, &s, &n);
	}
	if (n >= NAME_BYTES)
		n = 0;
	memcpy(out, s, n);
	out[n] = '\0';
}

bool only_fillers(const struct spans *c, const struct span *t)
{
	char rest[NAME_BYTES];
	strip_fillers(c, c->f->s + t->at, t->len, rest);
	return t->kind == SPAN_WORD && !*rest && t->len < sizeof(rest);
}

bool code_needs_words(const struct code *c)
{
	for (size_t i = 0; i < c->takes_n; i++) {
		if ((c->takes[i].is.kind->brings & BRINGS_WORDS) && c->takes[i].must == MUST)
			return true;
	}
	return false;
}

bool code_bids(const struct spans *c, const struct code *code)
{
	for (size_t i = 0; i < code->words_n; i++) {
		size_t n = strlen(code->words[i]);

		if (lexicon_at(c->words, LEX_BIDDING, code->words[i], n, NULL) == n)
			return code->does == DOES_MOVE && code_needs_words(code);
	}
	return false;
}

bool code_promises(const struct code *c)
{
	return c->does == DOES_MOVE && code_brings(c, BRINGS_TIME) && (c->visit == VISIT_DEPARTS || c->to < 0);
}

bool code_decides(const struct code *c)
{
	return c->does == DOES_APPROVE || c->does == DOES_REFUSE || c->does == DOES_SIGN || c->does == DOES_DECLINE ||
	       c->does == DOES_UNDO;
}

size_t words_begin(const struct spans *c)
{
	return c->head.at + c->head.len;
}

bool words_inside(const struct spans *c, size_t i)
{
	return i > 0 && is_letter_at(c, i) && is_letter_before(c, i);
}

size_t words_find(const struct spans *c, enum lexeme list, size_t i, size_t end)
{
	for (; i < end; i = next_at(c, i)) {
		size_t n = words_inside(c, i) ? 0 : word_at(c, list, i);

		if (n > 0 && word_at(c, LEX_NO_CONTRARY, i) <= n)
			return i;
	}
	return end;
}

bool words_say(const struct spans *c, enum lexeme list)
{
	return words_find(c, list, words_begin(c), c->f->len) < c->f->len;
}

bool words_say_undenied(const struct spans *c, enum lexeme list, size_t i)
{
	size_t end = c->f->len;

	i = words_find(c, list, i, end);
	for (; i < end; i = words_find(c, list, next_at(c, i), end)) {
		size_t before = before_blanks(c, i);

		if (word_before(c, LEX_DENIAL, before) == 0)
			return true;
	}
	return false;
}
