/* The words of a talk's line, for this wing alone. Blanks are spaces and tabs. */
#ifndef TALK_WORDS_H
#define TALK_WORDS_H

#include <stdbool.h>

bool talk_is_blank(char c);
char *talk_skip_blanks(char *s);
/* Cuts off the blanks at the end, and returns what is behind those at the beginning. */
char *talk_trim(char *s);
/* Cuts off a remark. A `#` begins one at the start of the line and behind a blank, but not between double quotes; a
 * quote that nothing closes is part of the text. */
void talk_cut_remark(char *s);
/* The next word, cut off with a NUL; *s moves behind it. "" at the end. */
char *talk_next_word(char **s);
/* What stands behind a keyword, trimmed, if s begins with that word; else NULL. */
char *talk_after_word(char *s, const char *word);

#endif
