/* Looking at the folded text; past its end there are NULs. For reading alone: handlers/span and handlers/read. */
#ifndef FOLDED_TEXT_H
#define FOLDED_TEXT_H

#include "handlers/span/span.h"

/* The length of the longest word of that list at i, or that ends at i. */
size_t word_at(const struct spans *c, enum lexeme list, size_t i);
size_t word_before(const struct spans *c, enum lexeme list, size_t i);
/* The first, if it has that value; else 0. */
size_t word_of(const struct spans *c, enum lexeme list, int value, size_t i);
/* Where what stands behind the first code's word begins. */
size_t words_begin(const struct spans *c);
/* Folded byte i is not the first of a word in letters. */
bool words_inside(const struct spans *c, size_t i);
/* Where a word of the list begins, from i up to `end`; `end` if there is none. Longer words that are guarded against
 * do not count. */
size_t words_find(const struct spans *c, enum lexeme list, size_t i, size_t end);
/* One stands anywhere behind the code. */
bool words_say(const struct spans *c, enum lexeme list);
/* One stands from i on that is not denied: `fixed`, but not `not fixed`. */
bool words_say_undenied(const struct spans *c, enum lexeme list, size_t i);
/* Takes the words that mean nothing by themselves from both ends of s[n]: what is left may be a name. */
void strip_fillers(const struct spans *c, const char *s, size_t n, char out[NAME_BYTES]);
bool only_fillers(const struct spans *c, const struct span *t);
/* Without words it is nothing: a reason, a result. */
bool code_needs_words(const struct code *c);
/* It makes a ticket wait for a reason that must be said, and its word is one by which people also bid one another to wait. */
bool code_bids(const struct spans *c, const struct code *code);
/* The engineer sets out, or the time of arrival is all it is about: a lone time behind it is that of the arrival. */
bool code_promises(const struct code *c);
/* What somebody else did is agreed to or refused, or what one did oneself is undone. */
bool code_decides(const struct code *c);
char byte_at(const struct spans *c, size_t i);
size_t digits_at(const struct spans *c, size_t i);
size_t numeral_at(const struct spans *c, size_t i); /* one in words: `eighty`; of `twenty five` there are two */
bool text_at(const struct spans *c, size_t i, const char *word);
bool glued_at(const struct spans *c, size_t i); /* a letter, digit or character stands at i */
size_t past_marks(const struct spans *c, size_t i);
size_t past_blanks(const struct spans *c, size_t i);
size_t before_blanks(const struct spans *c, size_t i); /* where the blanks right before i begin */
/* The end of the clause at i: a mark, or a blank where words have none between them. */
size_t end_of_clause(const struct spans *c, size_t i);
size_t next_at(const struct spans *c, size_t i); /* behind the character at i */
bool is_blank_or_mark(char c);
bool is_digit(char c);
/* Of a script that has blanks between words: a letter, or a letter or digit, stands at i, or right before i. */
bool is_letter_at(const struct spans *c, size_t i);
bool is_letter_before(const struct spans *c, size_t i);
bool is_alnum_at(const struct spans *c, size_t i);
bool is_alnum_before(const struct spans *c, size_t i);
/* A character of a script that has none, as Chinese, stands at i, or right before i. */
bool is_unspaced_at(const struct spans *c, size_t i);
bool is_unspaced_before(const struct spans *c, size_t i);
/* The word is written in letters, or ends in one. */
bool is_letters(const char *word);
bool ends_in_letter(const char *word);

#endif
