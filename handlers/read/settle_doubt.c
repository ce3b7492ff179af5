/* The rules for each doubt, in one table: what finds it, and an example. What a word means to a rule stands in the
 * lexicons, with what must not be mistaken for it. */
#include "handlers/read/settle_doubt.h"

#include <string.h>

#include "handlers/read/doubt/far_off.h"
#include "handlers/read/doubt/still_wrong.h"
#include "handlers/read/doubt_orders.h"
#include "handlers/read/doubt_words.h"
#include "handlers/read/told/code_lead.h"
#include "handlers/span/code_word.h"
#include "handlers/span/folded_text.h"
#include "handlers/span/time_span.h"

/* ---- found with the code, in handlers/span/text_head.c ---- */

static bool is_contrary(const struct spans *c, const struct reading *r)
{
	return r->codes_n == 0 && c->head.doubt == DOUBT_CONTRARY;
}

static bool is_counted(const struct spans *c, const struct reading *r)
{
	return r->codes_n == 0 && c->head.doubt == DOUBT_COUNTED;
}

static bool is_other_object(const struct spans *c, const struct reading *r)
{
	return r->codes_n == 0 && c->head.doubt == DOUBT_OBJECT;
}

/* Lists and help stand alone, and no time stands before what moves nothing. */
static bool is_no_code(const struct spans *c, const struct reading *r)
{
	enum does does;

	if (r->codes_n == 0)
		return c->head.doubt == DOUBT_NO_CODE;
	does = r->codes[0].code->does;
	if (c->head.at > 0 && does == DOES_MOVE && words_say(c, LEX_ADVERT))
		return true;
	return ((does == DOES_LIST || does == DOES_HELP) && !r->clean) || (c->head.timed && does != DOES_MOVE);
}

/* ---- times ---- */

/* A time of day ahead that stands in its place, or is said to be an arrival's; a span that says it counts from now. */
static bool says_ahead(const struct spans *c, const struct span *t)
{
	struct when w = time_at(c, t->at, AHEAD);
	size_t end = t->at + w.len, before = before_blanks(c, t->at);
	/* Glued to a word, 16:30 and 1630 say when, as they would if it lay behind; 4 o'clock begins a remark. */
	bool digits = w.bare ? w.len == 4 : !w.dated && memchr(c->f->s + t->at, ':', w.len);
	bool direct = t->direct && (digits || !glued_at(c, end));

	if (w.kind == WHEN_NONE)
		return false;
	if (word_before(c, LEX_AHEAD, before) > 0)
		return true;
	if (w.kind == WHEN_SPAN)
		return direct && w.later;
	return lies_ahead(c, t) && (direct || t->marked);
}

/* `repaired tomorrow` */
static bool is_day_ahead(const struct spans *c)
{
	const struct span *t = &c->all[c->n > 0 && c->all[0].kind == SPAN_NUMBER ? 1 : 0];
	int day = 0;

	return c->n > 0 && t < c->all + c->n && t->kind == SPAN_WORD && t->direct &&
	       lexicon_at(c->words, LEX_DAY, c->f->s + t->at, t->len, &day) == t->len && day > 0;
}

/* `delay tomorrow with parts, 10:00`: where words may stand, a day before a time that names none may be its own. */
static bool is_day_before(const struct spans *c, const struct reading *r)
{
	const struct when *w = &r->times[0].when;
	int day = 0;

	if (r->codes_n != 1 || !code_brings(r->codes[0].code, BRINGS_TIME) || r->times_n != 1 ||
	    w->kind != WHEN_CLOCK || w->dated)
		return false;
	for (size_t i = 0; i < c->n && c->all[i].at < r->times[0].at; i++) {
		const struct span *t = &c->all[i];

		if (t->kind == SPAN_WORD && lexicon_at(c->words, LEX_DAY, c->f->s + t->at, t->len, &day) > 0 && day > 0)
			return true;
	}
	return false;
}

/* `repaired, 17:00 back at the station` */
static bool is_way_home(const struct spans *c, const struct span *t)
{
	return word_at(c, LEX_HOME, past_blanks(c, t->at + t->when.len)) > 0;
}

static bool is_planned(const struct spans *c, const struct reading *r)
{
	const struct code *code = r->codes_n > 0 ? r->codes[0].code : NULL;
	const struct text_head *h = &c->head;

	if (!code || code->does != DOES_MOVE)
		return false;
	if (h->timed && time_is_ahead(c, &h->behind, &h->ahead) &&
	    (code->visit != VISIT_NONE || !code_brings(code, BRINGS_TIME)))
		return true;
	if (r->codes_n > 1 || !tells_bare_deed(code))
		return false;
	if (is_day_ahead(c))
		return true;
	for (size_t i = 0; i < c->n; i++) {
		struct span t = c->all[i];
		/* One that is taken for when it happened is refused as such. */
		bool stated = r->codes[0].timed && r->codes[0].when_at == t.at && !t.marked;

		if (t.when.kind != WHEN_NONE && !stated && !is_way_home(c, &t) && says_ahead(c, &t))
			return true;
	}
	return false;
}

/* `repaired 70%`: all of it is not done. */
static bool is_part(const struct spans *c, const struct reading *r)
{
	const struct span *t = &c->all[c->n > 0 && c->all[0].kind == SPAN_NUMBER ? 1 : 0];

	return r->codes_n == 1 && tells_bare_deed(r->codes[0].code) && t < c->all + c->n && t->kind == SPAN_OWNED &&
	       t->direct && digits_at(c, t->at) < 3 && c->f->s[t->at + t->len - 1] == '%' &&
	       !glued_at(c, t->at + t->len) && word_at(c, LEX_PERCENT_OF, past_blanks(c, t->at + t->len)) == 0;
}

static bool is_range(const struct spans *c, const struct reading *r)
{
	(void)c;
	for (size_t i = 0; i < r->codes_n; i++) {
		if (r->codes[i].timed && r->codes[i].when.range)
			return true;
	}
	return false;
}

static bool is_hourless(const struct spans *c, const struct reading *r)
{
	(void)c;
	for (size_t i = 0; i < r->codes_n; i++) {
		if (r->codes[i].timed && r->codes[i].when.kind == WHEN_HALFDAY)
			return true;
	}
	return false;
}

/* Of several codes, each has its time; one more between them is somebody's. */
static bool is_unowned(const struct spans *c, const struct reading *r)
{
	size_t last = r->codes_n > 1 ? r->codes[r->codes_n - 1].at : 0;

	for (size_t i = 0; i < c->n && c->all[i].at < last; i++) {
		if (c->all[i].kind == SPAN_WORD && c->all[i].when.kind == WHEN_CLOCK)
			return true;
	}
	return false;
}

/* Three or four digits, as a time without a sign is written. */
static bool is_clock_like(const struct spans *c, size_t i)
{
	size_t n = 0;

	while (is_digit(byte_at(c, i + n)))
		n++;
	return n == 3 || n == 4;
}

/* Another code's word that does not count, with a time right behind it, or an arrival that is said to be over: the text
 * tells what has happened, and the first time is no promise. */
static bool is_denied_past(const struct spans *c, const struct reading *r)
{
	const struct flow *flow;
	size_t len;

	for (size_t i = 0; i < c->n && r->codes_n == 1 && code_promises(c->head.code); i++) {
		const struct span *t = &c->all[i];
		bool further = t->kind == SPAN_WORD && t->at > c->head.at;
		const struct code *code = further ? code_at(c, t->at, &len, &flow) : NULL;

		if (code && code != c->head.code && flow == c->head.flow && code->does == DOES_MOVE && code->to >= 0 &&
		    (is_clock_like(c, to_time(c, t->at + len)) ||
		     (code->visit == VISIT_ARRIVES && code_is_said_done(c, i))))
			return true;
	}
	return false;
}

/* A promise among codes that tell what has happened would be lost. */
static bool is_lost_promise(const struct spans *c, const struct reading *r)
{
	(void)c;
	for (size_t i = 0; r->codes_n > 1 && i < r->codes_n; i++) {
		if (code_promises(r->codes[i].code) && r->codes[i].code->to < 0)
			return true;
	}
	return false;
}

/* Who sets out promises anew: of what he is half an hour late, nobody can tell. */
static bool is_shift(const struct spans *c, const struct reading *r)
{
	(void)c;
	return r->codes_n == 1 && r->codes[0].code->to >= 0 && r->times_n == 1 && r->times[0].shift != 0;
}

static bool is_timed(const struct spans *c, const struct reading *r)
{
	(void)c;
	return r->untaken_time.kind != WHEN_NONE;
}

#define DAY_AND_TIME 96

/* The length of 11-23, 22.11.2026 at folded byte k, which need be no date; 0 if nothing like it stands there by itself. */
static size_t date_length(const struct spans *c, size_t k)
{
	size_t n = digits_at(c, k);
	bool signs = false;

	if (n == 0 || (k > 0 && !is_blank_or_mark(c->f->s[k - 1])))
		return 0;
	while (byte_at(c, k + n) != '\0' && strchr("-./", byte_at(c, k + n)) && digits_at(c, k + n + 1) > 0) {
		n += 1 + digits_at(c, k + n + 1);
		signs = true;
	}
	return signs ? n : 0;
}

/* The day at folded byte k is another than that of the time w. The number of a site is no day. */
static bool other_day_at(const struct spans *c, size_t k, const struct read_time *w)
{
	char whole[DAY_AND_TIME];
	size_t day = when_day_length(c->words, c->f->s + k, c->f->len - k), n = day > 0 ? day : date_length(c, k);
	struct when there;

	if (n == 0 || (is_digit(c->f->s[k]) && glued_at(c, k + n)) || n + w->when.len + 2 > sizeof(whole))
		return false;
	memcpy(whole, c->f->s + k, n);
	whole[n] = ' ';
	memcpy(whole + n + 1, c->f->s + w->at, w->when.len);
	there = when_read(c->words, whole, n + 1 + w->when.len, c->input->moment, AHEAD);
	return there.kind == WHEN_CLOCK && there.len == n + 1 + w->when.len && there.at != w->when.at;
}

/* `tomorrow back home`: the day of the way home. */
static bool is_day_home(const struct spans *c, size_t k)
{
	size_t n = when_day_length(c->words, c->f->s + k, c->f->len - k);

	return n > 0 && word_at(c, LEX_HOME, past_blanks(c, k + n)) > 0;
}

/* `Tom Baker, tomorrow away`: right behind a person who does not go, a day is theirs. */
static bool is_of_another(const struct spans *c, size_t i)
{
	const struct span *before = i > 0 ? &c->all[i - 1] : NULL;

	return code_brings(c->head.code, BRINGS_LEAD) && before && before->kind == SPAN_WORD && before->denied &&
	       before->who.n > 0 && past_blanks(c, before->at + before->len) == c->all[i].at;
}

/* `dispatch 14:00 Han Mei tomorrow`: behind a code that takes no words, a day is said of its time. */
static bool is_other_day(const struct spans *c, const struct reading *r)
{
	const struct read_time *w = &r->times[0];
	const struct code *code = r->codes_n == 1 ? r->codes[0].code : NULL;

	if (!code || !code_brings(code, BRINGS_TIME) || code_brings(code, BRINGS_WORDS) || r->times_n != 1 ||
	    w->when.kind != WHEN_CLOCK || w->when.dated)
		return false;
	for (size_t i = 0; i < c->n; i++) {
		const struct span *t = &c->all[i];

		/* `the 4th` is a day, `the 4th site` none, and no day either where the two are glued. */
		if (t->kind == SPAN_OWNED && other_day_at(c, t->at, w) &&
		    word_at(c, LEX_SITE, past_blanks(c, t->at + t->len)) == 0)
			return true;
		if (t->kind != SPAN_WORD || is_of_another(c, i))
			continue;
		if (t->when.kind == WHEN_HALFDAY && t->when.dated && !t->denied &&
		    when_today(t->when.at) != when_today(w->when.at))
			return true;
		for (size_t k = t->at; k < t->at + t->len; k = next_at(c, k)) {
			bool inside = k > 0 && is_letter_before(c, k) && is_letter_at(c, k);

			if (!inside && t->when.kind == WHEN_NONE && other_day_at(c, k, w) && !is_day_home(c, k))
				return true;
		}
	}
	return false;
}

/* ---- places and digits ---- */

static bool is_far(const struct spans *c, const struct reading *r)
{
	if (r->codes_n != 1 || r->codes[0].code->visit != VISIT_ARRIVES)
		return false;
	for (size_t i = 0; i < c->n; i++) {
		if (c->all[i].kind == SPAN_OWNED && c->all[i].far)
			return true;
	}
	return is_far_off(c);
}

/* A lone digit right behind the code: a code of its own, an hour, or a slip. */
static bool is_stray(const struct spans *c, const struct reading *r)
{
	const struct flow *flow;
	size_t i = 0, len;
	size_t end;
	bool alone;

	if (r->codes_n != 1 || r->codes[0].code->does != DOES_MOVE)
		return false;
	while (i < c->n && c->all[i].kind == SPAN_NUMBER)
		i++;
	if (i == c->n || c->all[i].kind != SPAN_WORD || !c->all[i].direct ||
	    digits_at(c, c->all[i].at) != c->all[i].len)
		return false;
	end = c->all[i].at + c->all[i].len;
	if (code_brings(r->codes[0].code, BRINGS_TIME) && !(byte_at(c, end) == ')' && c->f->s[c->all[i].at - 1] == '('))
		return false;
	alone = past_blanks(c, end) == c->f->len || (byte_at(c, end) != ' ' && is_blank_or_mark(byte_at(c, end)));
	return alone && code_at(c, c->all[i].at, &len, &flow) != NULL && len == c->all[i].len;
}

/* ---- people and stations ---- */

static bool is_choice(const struct spans *c, const struct reading *r)
{
	(void)c;
	return r->codes_n > 0 && code_brings(r->codes[0].code, BRINGS_PLACE) && r->station_choice;
}

/* `dispatch Han Mei 9:00, go once the parts are there`: behind who goes and when, it tells what to wait for. */
static bool is_told_to_wait(const struct spans *c, const struct reading *r, size_t i)
{
	bool named = false;

	for (size_t k = 0; k < c->n && c->all[k].at < i; k++)
		named = named || c->all[k].kind == SPAN_PERSON;
	return named && r->times_n == 1 && r->times[0].at < i && word_at(c, LEX_GO_AFTER, i) > 0;
}

static bool is_conditional(const struct spans *c, const struct reading *r)
{
	size_t begin = c->head.at + c->head.len;

	if (r->codes_n == 0 ||
	    (!code_brings(r->codes[0].code, BRINGS_LEAD) && !code_brings(r->codes[0].code, BRINGS_PERSON)))
		return false;
	for (size_t i = begin; i < c->f->len; i = next_at(c, i)) {
		bool inside = i > begin && is_letter_at(c, i) && is_letter_before(c, i);

		if (!inside && word_at(c, LEX_CONDITION, i) > 0 && !is_told_to_wait(c, r, i))
			return true;
	}
	return false;
}

static bool is_label(const struct code *code, const char *folded)
{
	for (size_t i = 0; i < code->takes_n; i++) {
		for (int l = 0; l < code->takes[i].is.label.n; l++) {
			if (text_same(code->takes[i].folded[l], folded))
				return true;
		}
	}
	return false;
}

static bool is_blank_form(const struct spans *c, const struct reading *r)
{
	char folded[LABEL_BYTES];

	if (r->codes_n != 1 || r->words.len == 0 || !fold_small(folded, sizeof(folded), text_str(&r->words)))
		return false;
	if (lexicon_at(c->words, LEX_PLACEHOLDER, folded, strlen(folded), NULL) == strlen(folded))
		return code_brings(r->codes[0].code, BRINGS_WORDS);
	return is_label(r->codes[0].code, folded) && code_brings(r->codes[0].code, BRINGS_WORDS);
}

/* ---- the table ---- */

static const struct {
	enum doubt doubt;
	bool (*holds)(const struct spans *c, const struct reading *r);
	bool words; /* the code's own words say it, which does not count where they are free */
} rules[] = {
	{DOUBT_CONTRARY, is_contrary, false},     /* repaired not yet; arrived, half an hour to go; approve? */
	{DOUBT_MISTAKE, words_mistaken, false},   /* cancel, sent by mistake; arrived 13:20 wrong ticket */
	{DOUBT_NO_CODE, words_everyday, false},   /* close the gate when you leave; left policy on seat */
	{DOUBT_ASKED, words_ask_time, true},      /* depart 16:30? */
	{DOUBT_CONTRARY, words_ask, true},        /* wait for the customer? */
	{DOUBT_CONTRARY, words_unreached, true},  /* close nobody answered */
	{DOUBT_NOT_OVER, words_not_over, true},   /* close customer says still not fixed */
	{DOUBT_CONTRARY, words_contradict, true}, /* repaired failed; left, all fixed; depart not yet 16:30 */
	{DOUBT_CONTRARY, words_stay, true},       /* left customer here, can't leave */
	{DOUBT_CONTRARY, words_handed, true},     /* repaired handed over to Han Mei */
	{DOUBT_CONTRARY, order_taken_back, true}, /* cancel customer says do not cancel */
	{DOUBT_CONTRARY, order_undecided, true},  /* cancel not decided; reopen no longer needed */
	{DOUBT_CONTRARY, order_unsettled, true},  /* phone they ask to send someone */
	{DOUBT_CONTRARY, order_objected, true},   /* approve time is wrong */
	{DOUBT_CONTRARY, words_elsewhere, true},  /* repaired hose changed, 10019 not done */
	{DOUBT_COUNTED, is_counted, false},       /* 3 o'clock there; 7 km to go */
	{DOUBT_OBJECT, is_other_object, false},   /* cancel the dispatch; cancel Li Lei */
	{DOUBT_OBJECT, words_replaced, true},     /* cancel moved to tomorrow 9:00 */
	{DOUBT_ALONE, list_has_more, false},      /* list all tickets of Han Mei */
	{DOUBT_NO_CODE, is_no_code, false},       /* arrived at toll gate; left to do; help! machine down */
	{DOUBT_PLANNED, is_planned, false},       /* 16:30 depart; repaired tomorrow morning; arrive expected 17:30 */
	{DOUBT_PLANNED, words_leaving, false},    /* depart 16:30 meet up */
	{DOUBT_CONTRARY, is_part, true},          /* repaired 70% */
	{DOUBT_CONTRARY, is_still_wrong, true},   /* repaired but still leaking */
	{DOUBT_CONTRARY, is_wrong_again, true},   /* repaired stalled again */
	{DOUBT_RANGE, is_range, false},           /* depart 8:30 arrive 9:00-9:30 */
	{DOUBT_HOUR, is_hourless, false},         /* this morning arrived, repaired */
	{DOUBT_RANGE, is_unowned, false},         /* depart 0830 there 9:50 repaired 13:20 */
	{DOUBT_PROMISE, is_lost_promise, false},  /* depart 0800 delay 0830 */
	{DOUBT_PROMISE, is_denied_past, false},   /* depart 0830 not arrive 0950 */
	{DOUBT_DAY, is_other_day, false},         /* dispatch 14:00 Han Mei tomorrow */
	{DOUBT_DAY, is_day_before, false},        /* delay tomorrow with parts, 10:00 */
	{DOUBT_CHOICE, is_choice, false},         /* assign Korla or Urumqi */
	{DOUBT_CHOICE, order_of_either, false},   /* deputy Li Lei or Han Mei */
	{DOUBT_CONDITION, words_unsure, true},    /* delay tow truck 6pm, no idea when I get there */
	{DOUBT_CONDITION, is_conditional, false}, /* dispatch Li Lei or else Han Mei 15:00 */
	{DOUBT_TIMED, is_timed, false},           /* reassign Han Mei tomorrow 9:00 */
	{DOUBT_SHIFT, is_shift, false},           /* depart half an hour late */
	{DOUBT_PLACE, is_far, false},             /* arrived Korla, still 80 km */
	{DOUBT_PLACE, words_on_the_way, false},   /* arrived Turfan, overnight stop; arrived at hotel */
	{DOUBT_STRAY, is_stray, false},           /* arrive 3 */
	{DOUBT_BLANK_FORM, is_blank_form, false}, /* repaired 10008 what was done */
};

void settle_doubt(const struct spans *c, struct reading *r)
{
	bool free = r->codes_n == 1 && r->codes[0].code->free;

	r->doubt = DOUBT_NONE;
	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules) && r->doubt == DOUBT_NONE; i++) {
		if (!(free && rules[i].words) && rules[i].holds(c, r))
			r->doubt = rules[i].doubt;
	}
}
