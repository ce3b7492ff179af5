#include "gateway/talk/talk_words.h"

#include <string.h>

bool talk_is_blank(char c)
{
	return c == ' ' || c == '\t';
}

char *talk_skip_blanks(char *s)
{
	while (talk_is_blank(*s))
		s++;
	return s;
}

char *talk_trim(char *s)
{
	size_t n;

	s = talk_skip_blanks(s);
	n = strlen(s);
	while (n > 0 && talk_is_blank(s[n - 1]))
		n--;
	s[n] = '\0';
	return s;
}

void talk_cut_remark(char *s)
{
	bool quoted = false;

	for (size_t i = 0; s[i]; i++) {
		if (s[i] == '"')
			quoted = !quoted && strchr(s + i + 1, '"');
		if (s[i] == '#' && !quoted && (i == 0 || talk_is_blank(s[i - 1]))) {
			s[i] = '\0';
			return;
		}
	}
}

char *talk_next_word(char **s)
{
	char *word = talk_skip_blanks(*s);
	char *end = word + strcspn(word, " \t");

	*s = *end ? end + 1 : end;
	*end = '\0';
	return word;
}

char *talk_after_word(char *s, const char *word)
{
	size_t n = strlen(word);

	if (strncmp(s, word, n) != 0 || (s[n] && !talk_is_blank(s[n])))
		return NULL;
	return talk_trim(s + n);
}
