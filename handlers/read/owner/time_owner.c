/* A time behind a delay or a departure is the sender's arrival only if nothing else in its clause lays claim to it. The
 * words that do stand in the lexicons. */
#include "handlers/read/owner/time_owner.h"

#include "handlers/span/folded_text.h"
#include "handlers/span/name_span.h"
#include "handlers/span/time_span.h"
#include "templates/text/letter.h"

#include <string.h>

#define NAME_BACK 48 /* bytes before a time, in which a name is looked for */

enum other { NOBODY_ELSE, OTHER_PERSON, OTHER_THING };
/* `leaving`; `arrives`, of which nobody writes of himself; `from`, at the beginning of a clause that names a place */
enum deed { NO_DEED, DEED, DEED_OF_OTHERS, DEED_BEGINS };
enum deed_behind { NOTHING_BEHIND, ENDS_CLAUSE, DEED_BEHIND }; /* one that means it only as the end of its clause */

static size_t blanks_begin(const struct spans *c, size_t i)
{
	while (i > words_begin(c) && c->f->s[i - 1] == ' ')
		i--;
	return i;
}

/* Where the clause begins that ends at i: behind a mark, the code or another time. Where words have no blanks between
 * them, a blank begins one, too. */
static size_t clause_begin(const struct spans *c, size_t i)
{
	size_t from = words_begin(c), begin = i;
	bool unspaced = is_unspaced_before(c, blanks_begin(c, i));

	for (size_t k = 0; k < c->n; k++) {
		const struct span *t = &c->all[k];

		if (t->at + t->len <= i && t->at + t->len > from && (t->when.kind != WHEN_NONE || t->number != 0))
			from = t->at + t->len;
	}
	while (begin > from && c->f->s[begin - 1] == ' ')
		begin--;
	while (begin > from && (c->f->s[begin - 1] == ' ' ? !unspaced : !is_blank_or_mark(c->f->s[begin - 1])))
		begin--;
	return begin;
}

/* ---- somebody else, or something ---- */

/* The name that ends at i is of somebody else on the list of people; returns its length. */
static size_t name_before(const struct spans *c, size_t i)
{
	size_t from = words_begin(c);

	from = i > from + NAME_BACK ? i - NAME_BACK : from;
	while (from < i && ((unsigned char)c->f->s[from] & 0xC0) == 0x80)
		from++;
	for (; from < i; from = next_at(c, from)) {
		struct span t = {.at = from};

		if (!is_blank_or_mark(c->f->s[from]) && !words_inside(c, from) && span_person(c, &t) &&
		    t.at + t.len == i)
			return t.who.who[0] == c->input->sender ? 0 : t.len;
	}
	return 0;
}

/* Master Wang, little Li: whoever that is. */
static size_t called_before(const struct spans *c, size_t i)
{
	size_t title = word_before(c, LEX_HONORIFIC, i), name = word_before(c, LEX_SURNAME, i - title);
	size_t nick = title == 0 && name > 0 ? word_before(c, LEX_NICK, i - name) : 0;

	return name > 0 && (title > 0 || nick > 0) ? title + name + nick : 0;
}

/* Nothing in folded bytes a to b is part of a name. */
static bool may_be_name(const struct spans *c, size_t a, size_t b)
{
	for (size_t i = a; i < b; i = next_at(c, i)) {
		if (word_at(c, LEX_NO_NAME, i) > 0 || word_at(c, LEX_IN_NO_NAME, i) > 0)
			return false;
	}
	return true;
}

#define NAME_CHARS 3 /* of a name in a language without blanks */

static bool begins_as_name(const struct spans *c, size_t i)
{
	return word_at(c, LEX_SURNAME, i) > 0 && word_at(c, LEX_NICK, i) == 0 && word_at(c, LEX_OBJECT_LEAD, i) == 0;
}

#define NAME_WORDS 2 /* of one in letters */

/* Words that were typed with a capital and small letters, but not as those that begin a sentence are. */
static bool is_capital_name(const struct spans *c, size_t from, size_t i)
{
	size_t before = blanks_begin(c, from);
	int words = 0;

	if (before > 0 && strchr(".!?", c->f->s[before - 1]))
		return false;
	for (from = past_blanks(c, from); from < i; from = past_blanks(c, from), words++) {
		const char *typed = c->input->original + c->f->from[from];

		if (!is_letter_at(c, from) || !letters_begin_name(typed, strlen(typed)))
			return false;
		while (from < i && is_letter_at(c, from))
			from = next_at(c, from);
	}
	return words > 0 && words <= NAME_WORDS;
}

/* A clause that is a name that nobody on the list has, maybe with what such people are called before it: its length up
 * to i, 0 if it is none. */
static size_t stranger_before(const struct spans *c, size_t i)
{
	size_t begin = past_blanks(c, clause_begin(c, i)), from = begin + word_at(c, LEX_OTHERS, begin), k = from;
	struct span t = {.at = from};
	int chars = 0;

	if (from >= i || span_person(c, &t))
		return 0;
	if (is_letter_before(c, i))
		return is_capital_name(c, from, i) ? i - begin : 0;
	for (; k < i && chars <= NAME_CHARS; k = next_at(c, k))
		chars++;
	/* With a blank behind it, two characters are rather a reason. */
	if (k < i || chars > NAME_CHARS || chars < (byte_at(c, i) == ' ' ? NAME_CHARS : 2))
		return 0;
	return begins_as_name(c, from) && may_be_name(c, from, i) ? i - begin : 0;
}

/* Who or what else ends at i; *len is how long that is. */
static enum other other_before(const struct spans *c, size_t i, size_t *len)
{
	int which = OTHER_PERSON;
	size_t n = name_before(c, i);

	n = n > 0 ? n : called_before(c, i);
	*len = word_before(c, LEX_OTHERS, i);
	if (n > *len)
		*len = n;
	else if (*len > 0)
		lexicon_at(c->words, LEX_OTHERS, c->f->s + i - *len, *len, &which);
	return *len > 0 ? (enum other)which : NOBODY_ELSE;
}

/* `with Han Mei`, `fetching parts`: what stands before them makes them no subject of their own. */
static bool is_object(const struct spans *c, size_t i, size_t begin)
{
	size_t before = blanks_begin(c, i), n;

	while ((n = word_before(c, LEX_ARTICLE, before)) > 0 && before > begin)
		before = blanks_begin(c, before - n);
	if (word_before(c, LEX_OBJECT_LEAD, before) > 0)
		return true;
	for (size_t k = begin; k < i && is_unspaced_before(c, i); k = next_at(c, k)) {
		if (word_at(c, LEX_OBJECT_LEAD, k) > 0)
			return true;
	}
	return false;
}

/* What may stand between a subject and its time, from i back: `will be here at`. Returns where it begins. */
static size_t before_links(const struct spans *c, size_t i, bool *does)
{
	size_t n = 1, verb;

	for (i = blanks_begin(c, i); n > 0 && i > words_begin(c); i = blanks_begin(c, i - n)) {
		n = word_before(c, LEX_OTHERS_LINK, i);
		verb = word_before(c, LEX_OTHERS_DO, i);
		*does = *does || verb > 0;
		n = verb > n ? verb : n;
	}
	return i;
}

static size_t past_links(const struct spans *c, size_t i)
{
	size_t n;

	while ((n = word_at(c, LEX_OTHERS_LINK, past_blanks(c, i))) > 0)
		i = past_blanks(c, i) + n;
	return i;
}

/* What may be the name of somebody whom the list of people has not, at i: its length, of a name of three characters. */
static size_t unknown_at(const struct spans *c, size_t i)
{
	size_t end = i;

	for (int k = 0; k < NAME_CHARS; k++)
		end = next_at(c, end);
	return begins_as_name(c, i) && may_be_name(c, i, end) ? end - i : 0;
}

/* Somebody else who is named, titled, or called by what they do, or a thing that comes from somewhere, at i: how long that
 * is; 0 if there is none. `named`: there is no doubt that it is a name. */
static size_t subject_at(const struct spans *c, size_t i, bool *named)
{
	struct span t = {.at = i};
	size_t nick = word_at(c, LEX_NICK, i), name = word_at(c, LEX_SURNAME, i + nick), title;
	int which = 0;

	*named = i < c->f->len && span_person(c, &t);
	if (*named)
		return t.who.who[0] == c->input->sender ? 0 : t.len;
	title = name > 0 ? word_at(c, LEX_HONORIFIC, i + nick + name) : 0;
	*named = name > 0 && (nick > 0 || title > 0) && word_at(c, LEX_NO_NAME, i + nick) == 0;
	if (*named)
		return nick + name + title;
	name = i < c->f->len ? lexicon_at(c->words, LEX_OTHERS, c->f->s + i, c->f->len - i, &which) : 0;
	if (which == (int)OTHER_THING)
		return word_at(c, LEX_FROM, i + name) > 0 ? name : 0;
	return which == (int)OTHER_PERSON ? name : unknown_at(c, i);
}

/* `ask Han Mei to`, `the mechanic`: where the first who is named in a clause stands. */
static size_t past_subject_leads(const struct spans *c, size_t i)
{
	size_t n;

	i = past_blanks(c, i);
	while ((n = word_at(c, LEX_ARTICLE, i)) > 0 || (n = word_at(c, LEX_ERRAND, i)) > 0)
		i = past_blanks(c, i + n);
	return i;
}

/* `Han Mei drives the parts over 5pm`: who begins the clause comes, whatever they do before. Where no companions are
 * awaited, `Han Mei ... arrives at 5` needs no more. */
static bool is_of_subject(const struct spans *c, size_t at, size_t end, bool marked)
{
	size_t begin = past_blanks(c, clause_begin(c, at)), first = past_subject_leads(c, begin), n, i;
	bool does = false, named, more;

	if (first >= at || (n = subject_at(c, first, &named)) == 0 || first + n >= at)
		return false;
	i = before_links(c, at, &does);
	/* with Han Mei and me; customer wants it moved to */
	if (word_before(c, LEX_SELF, i) > 0 || word_before(c, LEX_MOVED, blanks_begin(c, at)) > 0)
		return false;
	more = i > first + n;
	if (is_unspaced_before(c, i))
		return does ? more || first > begin
			    : more && named && !c->wants_people && is_unspaced_at(c, end) &&
				       word_at(c, LEX_OTHERS_DO, past_links(c, end)) > 0;
	first = past_blanks(c, first + n);
	i = past_blanks(c, past_links(c, first));
	return !marked && i < at && (word_at(c, LEX_OTHERS_DO, first) > 0 || word_at(c, LEX_OTHERS_DO, i) > 0);
}

/* `parts arrive 5pm`, `ferry 5pm`. With whom somebody sets out needs a verb of his own: `depart Han Mei 16:30`. */
static bool is_of_somebody(const struct spans *c, size_t at, size_t end, bool needs_verb)
{
	size_t begin = clause_begin(c, at), len, i;
	bool does = word_at(c, LEX_OTHERS_DO, past_blanks(c, past_links(c, end))) > 0, apart;
	enum other who;

	i = before_links(c, at, &does);
	who = i > words_begin(c) ? other_before(c, i, &len) : NOBODY_ELSE;
	if (who == NOBODY_ELSE && does && i > words_begin(c) && (len = stranger_before(c, i)) > 0)
		who = OTHER_PERSON;
	if (who == NOBODY_ELSE || ((needs_verb || (who == OTHER_PERSON && c->wants_people)) && !does))
		return false;
	/* Without blanks between words, one between the two shows that they may be clauses of their own. */
	apart = is_unspaced_before(c, i) && c->f->s[i] == ' ';
	if (apart && (!does || (who == OTHER_PERSON && c->wants_people) || i - len > clause_begin(c, i)))
		return false;
	return !is_object(c, i - len, apart ? clause_begin(c, i) : begin);
}

/* `16:00 customer arrives`: who is on the list of people may come along. */
static bool is_of_somebody_behind(const struct spans *c, size_t end)
{
	size_t i = past_blanks(c, end), n = i < c->f->len ? word_at(c, LEX_OTHERS, i) : 0, does;

	if (n == 0)
		return false;
	i = past_blanks(c, past_links(c, i + n));
	does = i < c->f->len ? word_at(c, LEX_OTHERS_DO, i) : 0;
	i += does;
	/* `5pm customer closes at 6` has a time of its own for that. */
	return does > 0 && !glued_at(c, i) && (byte_at(c, i) != ' ' || is_unspaced_at(c, past_blanks(c, i)));
}

/* ---- another deed ---- */

/* `leaving Korla at 5pm`, `from Korla 5pm`, `Han Mei arrives 5pm`, but `leaving now there 5pm`. */
static bool is_of_deed_before(const struct spans *c, size_t at, size_t end, bool marked)
{
	size_t begin = clause_begin(c, at), first = past_blanks(c, begin);

	if (marked || word_at(c, LEX_ARRIVAL_BEHIND, past_blanks(c, end)) > 0)
		return false;
	for (size_t i = begin; i < at; i = next_at(c, i)) {
		int which = NO_DEED;
		size_t n = words_inside(c, i) ? 0 : lexicon_at(c->words, LEX_DEED_BEFORE, c->f->s + i, at - i, &which);

		if (n == 0 || word_at(c, LEX_NO_CONTRARY, i) > n)
			continue;
		/* `from 3pm to 5pm` names no place */
		if (which == DEED_BEGINS ? i == first && past_blanks(c, i + n) < at : which == DEED || i > first)
			return true;
	}
	return false;
}

/* `5pm from Korla`, in a language that has the verb, set out, at the end. */
static bool is_left_then(const struct spans *c, size_t i)
{
	size_t end = i + word_at(c, LEX_FROM, i);

	if (end == i || is_letter_at(c, i))
		return false;
	while (glued_at(c, end))
		end = next_at(c, end);
	return word_before(c, LEX_DEED_END, end) > 0;
}

/* `5pm back home`. Where words have no blanks between them, only what is glued to the time is said of it. */
static bool is_of_deed_behind(const struct spans *c, size_t end, bool marked)
{
	size_t i = past_blanks(c, end), n;
	int which = NOTHING_BEHIND;

	if (is_left_then(c, past_blanks(c, past_links(c, end))))
		return true;
	if (i > end && is_unspaced_at(c, i))
		return false;
	/* `from` is such a word itself, and a link as well. */
	if (i >= c->f->len || lexicon_at(c->words, LEX_DEED_BEHIND, c->f->s + i, c->f->len - i, NULL) == 0)
		i = past_blanks(c, past_links(c, i));
	if (i >= c->f->len || (marked && is_letter_at(c, i)))
		return false;
	n = lexicon_at(c->words, LEX_DEED_BEHIND, c->f->s + i, c->f->len - i, &which);
	/* 17:30 from 16:30 */
	return n > 0 && word_at(c, LEX_NO_CONTRARY, i) <= n && !is_digit(byte_at(c, past_blanks(c, i + n))) &&
	       (which == DEED_BEHIND || !glued_at(c, i + n));
}

bool hour_is_anothers(const struct spans *c, size_t i, size_t end)
{
	bool marked = word_before(c, LEX_ARRIVAL_BEFORE, blanks_begin(c, i)) > 0;

	return is_of_somebody(c, i, end, false) || is_of_subject(c, i, end, marked) ||
	       is_of_deed_before(c, i, end, marked) || is_of_deed_behind(c, end, marked);
}

bool time_is_anothers(const struct spans *c, const struct span *t)
{
	size_t end = t->at + t->len;

	if (t->when.kind == WHEN_SPAN)
		return !t->past && is_of_somebody(c, t->at, end, !t->when.later);
	if (is_of_somebody(c, t->at, end, false) || is_of_somebody_behind(c, end) ||
	    is_of_subject(c, t->at, end, t->marked))
		return true;
	/* `depart, left yard 13:30, there 16:30` tells when that was. */
	if (c->head.code->visit == VISIT_DEPARTS && !lies_ahead(c, t))
		return false;
	return is_of_deed_before(c, t->at, end, t->marked) || is_of_deed_behind(c, end, t->marked);
}
