#include "gateway/show/hidden/digits_hidden.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "db/messages/question_digits.h"
#include "templates/text/hex.h"

#define DIGITS 4

static bool is_digit(char c)
{
	return isdigit((unsigned char)c);
}

/* A longer number that has these in it is another. */
static void hide(char *words, int digits)
{
	char said[16];

	if (digits < 0)
		return;
	snprintf(said, sizeof(said), "%04d", digits);
	for (char *at = strstr(words, said); at; at = strstr(at + DIGITS, said))
		if ((at == words || !is_digit(at[-1])) && !is_digit(at[DIGITS]))
			memset(at, '*', DIGITS);
}

static bool signs(const struct ticket *t)
{
	return t->turn && t->chain && t->flow->chains[t->chain - 1].confirms;
}

static bool decides(const struct ticket *t)
{
	if (flow_confirms_claims(t->flow))
		for (size_t i = 0; i < t->flow->nodes_n; i++)
			if (t->claims[i])
				return true;
	return false;
}

void digits_hide(struct store *s, const struct ticket *t, int64_t person, char *words)
{
	char secret[HEX_BYTES(32)] = "";

	/* None was made: no question with digits was ever sent, and who reads makes none. */
	if (!words || !person || !store_get(s, QUESTION_DIGITS_KEY, secret, sizeof(secret)) || !*secret)
		return;
	if (signs(t))
		hide(words, question_digits(s, t->number, person, DIGITS_OF_CHAIN, t->set));
	if (decides(t))
		hide(words, question_digits(s, t->number, person, DIGITS_OF_CLAIMS, t->claim_set));
}
