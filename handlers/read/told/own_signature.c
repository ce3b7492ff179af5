/* The sender's own name at the end of a text. */
#include "handlers/read/told/own_signature.h"

#include <string.h>

#include "handlers/span/folded_text.h"

static bool ends_with(const struct spans *c, size_t end, const char *name, size_t n)
{
	return n > 0 && n <= end && memcmp(c->f->s + end - n, name, n) == 0;
}

/* Nobody else is called by the first word of this name. */
static bool is_alone(const struct spans *c, const char *name, size_t first)
{
	const struct roster *all = c->input->roster;

	for (size_t i = 0; i < all->n; i++) {
		const char *other = all->people[i].folded;

		if (strcmp(other, name) != 0 && strncmp(other, name, first) == 0 &&
		    (other[first] == ' ' || other[first] == '\0'))
			return false;
	}
	return true;
}

/* Where the sender's name, or the first word of one in letters, begins that ends at `end`; `end` if none does. */
static size_t own_name_begin(const struct spans *c, size_t end)
{
	const char *name = c->input->sender ? c->input->sender->folded : "";
	size_t whole = strlen(name), first = strcspn(name, " ");

	if (ends_with(c, end, name, whole))
		return end - whole;
	if (first > 1 && ends_in_letter(name) && ends_with(c, end, name, first) && is_alone(c, name, first))
		return end - first;
	return end;
}

/* A mark that ends a clause, or a new line, stands before i: `new pump. Tom`, `new pump - Tom`, but `with Tom`. */
static bool begins_line(const struct spans *c, size_t from, size_t i)
{
	while (i > from && c->f->s[i - 1] == ' ') {
		/* One blank stands for all of them: `\r\n`, and a blank before a new line. */
		if (memchr(c->input->original + c->f->from[i - 1], '\n', c->f->from[i] - c->f->from[i - 1]))
			return true;
		i--;
	}
	if (i <= from || !strchr(",.;!-~", c->f->s[i - 1]))
		return false;
	return c->f->s[i - 1] != '-' || !is_letter_before(c, i - 1);
}

/* Behind such a code the sender's own name may say who is meant. */
static bool may_be_meant(const struct spans *c, const struct code *code)
{
	const struct person *p = c->input->sender;

	return code_brings(code, BRINGS_PERSON) ||
	       (code_brings(code, BRINGS_LEAD) && (!p || (p->roles & ROLE_BIT(ENGINEER)) != 0));
}

void signature_cut(struct spans *c)
{
	size_t from = c->head.at + c->head.len, end = c->f->len, begin;
	bool reports = false;

	if (may_be_meant(c, c->head.code))
		return;
	while (end > from && is_blank_or_mark(c->f->s[end - 1]))
		end--;
	begin = own_name_begin(c, end);
	if (begin == end) {
		/* `Li Lei reporting`: in characters, a blank before it will do, but not behind words: `it was Li Lei's
		 * report`. */
		end -= word_before(c, LEX_SIGNED, end);
		while (end > from && c->f->s[end - 1] == ' ')
			end--;
		begin = own_name_begin(c, end);
		reports = begin < end && is_unspaced_at(c, begin) && begin > from && c->f->s[begin - 1] == ' ' &&
			  !code_brings(c->head.code, BRINGS_WORDS);
	}
	if (begin == end || begin <= from || !(reports || begins_line(c, from, begin)))
		return;
	while (begin > from && (c->f->s[begin - 1] == ' ' || c->f->s[begin - 1] == '-' || c->f->s[begin - 1] == '~'))
		begin--;
	c->text.len = begin;
}
