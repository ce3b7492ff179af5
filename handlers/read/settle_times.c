/* Which times are meant, and as what. */
#include "handlers/read/settle_times.h"

#include <string.h>

#include "handlers/read/owner/absent.h"
#include "handlers/read/owner/time_owner.h"
#include "handlers/read/settle_codes.h"
#include "handlers/span/folded_text.h"
#include "handlers/span/time_span.h"
#include "handlers/time/when_named_day.h"
#include "templates/text/units.h"

#define HALF_DAY_MS (12 * 60 * MINUTE_MS)
#define TWO_HOURS_MS (2 * 60 * MINUTE_MS)
#define END_OF_WORK_MS (18 * 60 * MINUTE_MS)
#define CARRIED_DAYS 60 /* halves of days, at most */

/* ---- what happened ---- */

static bool happened(const struct spans *c, const struct span *t)
{
	return behind_of(c, t).kind != WHEN_NONE;
}

/* `10 min ago` is words, as every span is. */
static bool is_stated(const struct spans *c, const struct span *t)
{
	return happened(c, t) && behind_of(c, t).kind != WHEN_SPAN;
}

#define PLACE_WORDS 5
#define PLACE_BYTES 60

/* `arrived Wang's site 13:30`, `arrived at the quarry 13:30`: between being there and the time stands where. */
static bool is_behind_place(const struct spans *c, const struct code *code, const struct span *t)
{
	size_t begin = past_marks(c, words_begin(c)), end = t->at, words = 1, n = 0;
	bool digits = false;

	if (code->visit != VISIT_ARRIVES || code_brings(code, BRINGS_WORDS) || glued_at(c, t->at + t->len))
		return false;
	while (end > begin && (c->f->s[end - 1] == ' ' || (n = word_before(c, LEX_TO_TIME, end)) > 0))
		end -= c->f->s[end - 1] == ' ' ? 1 : n;
	if (end <= begin || end - begin > PLACE_BYTES)
		return false;
	for (size_t i = begin; i < end; i++) {
		if (c->f->s[i] != ' ' && c->f->s[i] != '-' && is_blank_or_mark(c->f->s[i]))
			return false;
		words += c->f->s[i] == ' ';
	}
	if (words <= PLACE_WORDS && word_before(c, LEX_SITE, end) > 0)
		return true;
	/* EC210-0042 */
	for (n = 0; n < end - begin &&
		    (is_letter_before(c, end - n) || is_digit(c->f->s[end - n - 1]) || c->f->s[end - n - 1] == '-');
	     n++)
		digits = digits || c->f->s[end - n - 1] == '-';
	return words == 1 && digits && n == end - begin && is_digit(c->f->s[end - 1]);
}

/* `arrived, this afternoon on to 10019`: what goes on behind a part of the day still to come is not when he arrived. */
static bool is_to_come(const struct spans *c, const struct span *t)
{
	size_t end = t->at + t->len;

	return t->when.kind == WHEN_HALFDAY && lies_ahead(c, t) && is_unspaced_at(c, end) &&
	       word_at(c, LEX_ARRIVAL_BEHIND, end) == 0 && word_at(c, LEX_DONE_BEHIND, end) == 0;
}

/* Glued to an hour alone, words tell what was done; of `9:50 pump changed`, glued or not, and of an hour glued to
 * `fixed` it is when; what lies ahead is no claim but a reason. */
static bool says_when(const struct spans *c, const struct code *code, const struct span *t)
{
	bool digits = !t->when.bare && !t->when.dated && memchr(c->f->s + t->at, ':', t->len);

	if ((!t->direct && !is_behind_place(c, code, t)) || (code->does != DOES_MOVE && code->does != DOES_ASSIGN) ||
	    !is_stated(c, t) || is_to_come(c, t))
		return false;
	if (code_brings(code, BRINGS_DIGITS) && t->when.bare)
		return false; /* a serial number, or an amount */
	if (!code_brings(code, BRINGS_WORDS))
		return true;
	/* Four digits, nobody else's, that could be a past hour are hardly a measure: `repaired 0905 hose changed`. */
	digits = digits || (t->when.bare && t->len == 4);
	return (digits || !glued_at(c, t->at + t->len) || word_at(c, LEX_DONE_BEHIND, t->at + t->len) > 0) &&
	       behind_of(c, t).at <= c->input->moment + MINUTE_MS && !lies_ahead(c, t);
}

static void set_first_time(const struct spans *c, struct reading *r, const struct span *t)
{
	r->codes[0].timed = true;
	r->codes[0].when_at = t->at;
	r->codes[0].when = behind_of(c, t);
}

/* The digits that were sent with a question. */
static bool may_be_proof(const struct code *code, const struct span *t)
{
	return code_brings(code, BRINGS_PROOF) && t->when.bare && t->len == 4;
}

/* `approve 10008 arrive 10:05`: which of its times is meant. Glued to more, as to `not before`, it is a remark. */
static bool is_of_node(const struct spans *c, const struct code *code, struct span *t)
{
	if (code->does != DOES_APPROVE || t == c->all || t[-1].kind != SPAN_NODE || !happened(c, t) ||
	    may_be_proof(code, t) || to_time(c, t[-1].at + t[-1].len) != t->at || glued_at(c, t->at + t->len))
		return false;
	t->of_node = true;
	t->node = t[-1].node;
	t->when = behind_of(c, t);
	return true;
}

static void add_time(struct reading *r, const struct code *code, const struct span *t)
{
	if (r->times_n < TIMES_IN_TEXT)
		r->times[r->times_n++] = (struct read_time){.at = t->at,
							    .direct = t->direct,
							    .arrival = t->marked && !code_promises(code),
							    .when = t->when};
}

/* `8:30 depart, 9:50 there`: between the departure that was told and now, this is no promise. */
static bool was_reached(const struct spans *c, const struct span *t)
{
	struct when behind = behind_of(c, t);

	return c->head.timed && t->when.kind == WHEN_CLOCK && behind.kind == WHEN_CLOCK &&
	       behind.at >= c->head.behind.at && behind.at <= c->input->moment;
}

/* As an argument, or as when it happened. */
static bool take_lone_time(const struct spans *c, struct reading *r, const struct code *code, const struct span *t)
{
	if (code_brings(code, BRINGS_TIME) || (code_brings(code, BRINGS_PAST) && t->when.kind != WHEN_HALFDAY)) {
		add_time(r, code, t);
		return true;
	}
	if (r->codes[0].timed || !says_when(c, code, t))
		return false;
	set_first_time(c, r, t);
	return true;
}

/* `not 16:30`: neither a time nor words, with what denies it. What only says how long he is held up stays a reason. */
static bool take_out(const struct spans *c, const struct code *code, struct span *t)
{
	size_t blank = before_blanks(c, t->at), end = past_blanks(c, t->at + t->len), before, behind;

	before = word_before(c, LEX_NO_TIME_BEFORE, blank);
	behind = no_time_at(c, end);
	if (!t->denied || t->when.kind != WHEN_CLOCK || before + behind == 0 ||
	    (code->does != DOES_CLAIM && !code_promises(code)))
		return false;
	end = behind > 0 ? end + behind : t->at + t->len;
	t->at = before > 0 ? blank - before : t->at;
	t->len = end - t->at;
	t->kind = SPAN_MARK;
	return true;
}

/* `approve 13:15`: of which time it is meant. Glued to more, as to `not before`, it is a remark. */
static bool is_decided(const struct spans *c, struct reading *r, const struct code *code, struct span *t)
{
	if (code->does != DOES_APPROVE || t->denied || t->when.kind != WHEN_CLOCK || (t->when.bare && !t->direct) ||
	    r->decided.kind != WHEN_NONE || may_be_proof(code, t) || !happened(c, t) || glued_at(c, t->at + t->len))
		return false;
	r->decided = behind_of(c, t);
	t->kind = SPAN_MARK;
	return true;
}

/* `reassign Han Mei tomorrow 9:00`; but `Li Lei off this afternoon` is why. */
static bool is_when_to_go(const struct spans *c, const struct code *code, const struct span *t)
{
	size_t end = t->at + t->len;

	if (code->does != DOES_MOVE || !code_brings(code, BRINGS_LEAD) || code_brings(code, BRINGS_TIME) || t->denied ||
	    (t->when.kind != WHEN_CLOCK && !(t->when.kind == WHEN_HALFDAY && t->when.dated)) || t->past)
		return false;
	end += word_at(c, LEX_GOING, end);
	return !glued_at(c, end);
}

static void settle_lone_time(const struct spans *c, struct reading *r, const struct code *code, struct span *t)
{
	if (is_of_node(c, code, t) || is_decided(c, r, code, t))
		return;
	if (is_when_to_go(c, code, t))
		r->untaken_time = t->when;
	if (take_out(c, code, t))
		return;
	if (!t->denied && !(code->visit == VISIT_DEPARTS && was_reached(c, t)) && take_lone_time(c, r, code, t))
		return;
	t->kind = SPAN_WORD;
}

static bool of_a_code(const struct reading *r, const struct span *t)
{
	for (size_t i = 0; i < r->codes_n; i++) {
		if (r->codes[i].timed && r->codes[i].when_at == t->at)
			return true;
	}
	return false;
}

/* Of several codes the first one's time, too, says when it happened. */
static void settle_first_time(const struct spans *c, struct reading *r)
{
	const struct span *t = c->n > 1 && c->all[0].kind == SPAN_NUMBER ? &c->all[1] : &c->all[0];

	if (c->n > 0 && t->kind == SPAN_TIME && !c->head.timed && happened(c, t))
		set_first_time(c, r, t);
}

/* 2530 may be an amount. */
static bool may_be_value(const struct spans *c, const struct code *code, const struct span *t)
{
	return code_brings(code, BRINGS_VALUE) && digits_at(c, t->at) == t->len;
}

/* 25:00 counts as a time where one may stand, so that it is refused; elsewhere it is a word. */
static void settle_wrong(struct spans *c, struct reading *r)
{
	const struct code *code = lone_code(r);

	for (size_t i = 0; i < c->n; i++) {
		struct span *t = &c->all[i];
		bool here;

		if (t->kind != SPAN_WRONG)
			continue;
		t->kind = SPAN_WORD;
		here = code && (code_brings(code, BRINGS_TIME | BRINGS_PAST) ||
				(t->direct && code->does == DOES_MOVE && !code_brings(code, BRINGS_WORDS) &&
				 !may_be_value(c, code, t)));
		if (r->wrong_len > 0 || !(code ? here : of_a_code(r, t) || i == 0))
			continue;
		r->wrong_at = t->at;
		r->wrong_len = t->len;
	}
}

/* A time before a code that takes one, and is not about setting out: `5pm dispatch Li Lei`. */
static void settle_time_before(const struct spans *c, struct reading *r)
{
	const struct code *code = lone_code(r);
	const struct text_head *h = &c->head;

	if (!code || !h->timed || code->visit != VISIT_NONE || !code_brings(code, BRINGS_TIME) ||
	    !time_is_ahead(c, &h->behind, &h->ahead) || h->ahead.kind == WHEN_NONE)
		return;
	r->times[r->times_n++] = (struct read_time){.at = h->time_at, .direct = true, .when = h->ahead};
}

/* The same clock time half a day earlier, where the half was not said, else a day. */
static int64_t earlier(const struct when *w)
{
	const int64_t noon = when_day(w->at, 0) + HALF_DAY_MS, before = when_day(w->at, -1);

	if (!w->half && w->at >= noon)
		return w->at - HALF_DAY_MS;
	return before + (w->at - when_day(w->at, 0)) + (w->half ? 0 : HALF_DAY_MS);
}

/* `last night 8pm depart, 11:00 arrive`: a time without a day of its own is the first such behind the one before,
 * which has named its day. */
static void carry_day(struct reading *r)
{
	for (size_t i = 1; i < r->codes_n; i++) {
		const struct read_code *before = &r->codes[i - 1];
		struct when *w = &r->codes[i].when;

		if (!before->timed || !before->when.dated || !r->codes[i].timed || w->kind != WHEN_CLOCK || w->dated)
			continue;
		for (int days = 0; days < CARRIED_DAYS && earlier(w) >= before->when.at; days++)
			w->at = earlier(w);
		w->dated = true;
	}
}

/* Half past five with six right behind it: of two hours written as one, the later counts, as of `5:30 to 6:00`. */
static void join_two_hours(struct spans *c, const struct code *code)
{
	for (size_t i = 0; code_promises(code) && i + 1 < c->n; i++) {
		struct span *t = &c->all[i], *next = t + 1;
		int64_t later = next->when.at - t->when.at;

		if (t->kind != SPAN_TIME || next->kind != SPAN_TIME || t->at + t->len != next->at ||
		    is_digit(c->f->s[next->at - 1]) || t->denied || next->denied || t->when.kind != WHEN_CLOCK ||
		    next->when.kind != WHEN_CLOCK || !lies_ahead(c, t) || later <= 0 || later > TWO_HOURS_MS)
			continue;
		next->marked |= t->marked;
		next->direct = t->direct;
		t->kind = SPAN_MARK;
	}
}

#define OTHERS_TRIED 8 /* of more times than these nobody could choose one */

/* `delay ferry sails 5pm`: no arrival of the sender's. */
static void disown_others(struct spans *c, const struct code *code)
{
	size_t tried = 0;

	for (size_t i = 0; code_promises(code) && i < c->n && tried < OTHERS_TRIED; i++) {
		struct span *t = &c->all[i];

		if (t->kind != SPAN_TIME || t->denied)
			continue;
		t->others = t->denied = time_is_anothers(c, t);
		tried++;
	}
}

/* `8:40 departed, 10:15 there, 12:50 fixed`: behind the code's own time more stand there that are over. */
static bool promises_none(const struct spans *c, const struct reading *r)
{
	for (size_t i = 0; r->codes[0].timed && r->times_n == 0 && i < c->n; i++) {
		struct span t = c->all[i];

		if (t.when.kind == WHEN_CLOCK && t.at != r->codes[0].when_at && !lies_ahead(c, &t))
			return true;
	}
	return false;
}

/* `delay, no idea when they open` */
static bool is_unknown(const struct spans *c, const struct reading *r)
{
	return r->times_n == 0 && words_say(c, LEX_UNKNOWN_WHEN);
}

void settle_times(struct spans *c, struct reading *r)
{
	const struct code *code = lone_code(r);
	bool absent = false;

	if (code) {
		disown_others(c, code);
		join_two_hours(c, code);
		absent = deny_absent(c, code);
	}
	settle_time_before(c, r);
	if (!code)
		settle_first_time(c, r);
	carry_day(r);
	for (size_t i = 0; i < c->n; i++) {
		struct span *t = &c->all[i];

		if (t->kind != SPAN_TIME)
			continue;
		if (code)
			settle_lone_time(c, r, code, t);
		else if (!of_a_code(r, t))
			t->kind = SPAN_WORD;
	}
	settle_wrong(c, r);
	r->no_promise = absent || (code && code_promises(code) && (promises_none(c, r) || is_unknown(c, r)));
	if (code && r->times_n == 0)
		settle_hint(c, r, code);
}

/* ---- what may be meant, where none is plain ---- */

/* `should be there around 5`, ~5: what stands before an hour leads to an arrival. */
static bool leads_to_arrival(const struct spans *c, size_t i)
{
	i = before_blanks(c, i);
	if (i > 0 && c->f->s[i - 1] == '~')
		return true;
	return i > 0 && is_letter_before(c, i) && word_before(c, LEX_NO_TIME_BEFORE, i) == 0 && /* back by 6 */
	       (word_before(c, LEX_ARRIVAL_BEFORE, i) > 0 || word_before(c, LEX_TIME_LEAD, i) > 0);
}

/* `delay 17-30` with another sign for the colon, where the digits can be nothing else of the day: that time, 0 if it is
 * none. */
static int64_t dashed_clock(const struct spans *c, size_t i)
{
	char clock[] = "00:00";
	struct when w;

	if (digits_at(c, i) != 2 || byte_at(c, i + 2) != '-' || digits_at(c, i + 3) != 2 || byte_at(c, i + 5) == '-' ||
	    (i > 0 && is_digit(c->f->s[i - 1])) || memcmp(c->f->s + i, "13", 2) < 0)
		return 0;
	memcpy(clock, c->f->s + i, 2);
	memcpy(clock + 3, c->f->s + i + 3, 2);
	w = when_read(c->words, clock, 5, c->input->moment, AHEAD);
	return w.kind == WHEN_CLOCK && w.len == 5 && !w.next ? w.at : 0;
}

/* The hour at byte i, as that of the sender's arrival; 0: it is none. */
static int64_t arrival_hour(const struct spans *c, size_t i)
{
	int64_t dashed = dashed_clock(c, i);
	struct when hour;

	if (dashed || !leads_to_arrival(c, i))
		return dashed;
	hour = lone_hour(c, i);
	return hour.at && !hour_is_anothers(c, i, i + hour.len) ? hour.at : 0;
}

/* `deputy Li Lei until Monday`: the end of that day's work. */
static int64_t day_end(const struct spans *c, size_t i)
{
	int64_t day, moment = c->input->moment;

	if (when_named_day(c->words, c->f->s + i, c->f->len - i, moment, &day) == 0)
		return 0;
	return when_day(moment, (int)(day - when_today(moment))) + END_OF_WORK_MS;
}

void settle_hint(const struct spans *c, struct reading *r, const struct code *code)
{
	for (size_t k = 0; k < c->n && r->hinted == 0 && code_brings(code, BRINGS_TIME); k++) {
		const struct span *t = &c->all[k];
		bool words = t->kind == SPAN_WORD || (t->kind == SPAN_CODE && t->digits);
		size_t end = t->at + t->len;

		for (size_t i = t->at; words && i < end && r->hinted == 0; i = next_at(c, i)) {
			if (i > t->at && is_letter_before(c, i))
				continue;
			if (code_promises(code))
				r->hinted = arrival_hour(c, i);
			else if (code->does == DOES_DEPUTY)
				r->hinted = day_end(c, i);
		}
	}
}

/* ---- which nodes a correction is about ---- */

/* Joined to the node before by nothing but marks and `and`, or by its time. */
static bool goes_on(const struct spans *c, size_t i)
{
	const struct span *t = &c->all[i];
	if (t->kind == SPAN_TIME && t->of_node)
		return true;
	if (t->kind != SPAN_WORD)
		return t->kind == SPAN_NODE;
	return only_fillers(c, t) && i + 1 < c->n && t[1].kind == SPAN_NODE;
}

static bool has_time(const struct spans *c, size_t i)
{
	return i + 1 < c->n && c->all[i].kind == SPAN_NODE && c->all[i + 1].kind == SPAN_TIME;
}

/* Where what is meant begins: where a correction is asked for, the first node with a time directly behind it, else the
 * first; where it is decided on, directly behind the code, for the words may well speak of another. */
static size_t node_meant(const struct spans *c, bool past)
{
	size_t first = c->n;
	for (size_t i = c->n; i-- > 0;) {
		const struct span *t = &c->all[i];
		if (t->kind == SPAN_NODE && (past || t->direct) &&
		    !(first < c->n && has_time(c, first) && !has_time(c, i)))
			first = i;
	}
	return first;
}

void settle_nodes(struct spans *c, struct reading *r)
{
	size_t from = node_meant(c, c->tense == BEHIND), to;
	while (from < c->n && from > 0 && goes_on(c, from - 1))
		from--;
	for (to = from; to < c->n && goes_on(c, to); to++) {
		/* What joins two of them is neither's word. */
		if (c->all[to].kind == SPAN_WORD)
			c->all[to] = (struct span){.kind = SPAN_NODE,
						   .at = c->all[to].at,
						   .len = c->all[to].len,
						   .node = c->all[to + 1].node};
		if (c->all[to].kind == SPAN_TIME)
			r->node_when[c->all[to].node] = c->all[to].when;
		r->nodes |= 1u << c->all[to].node;
	}
	for (size_t i = 0; i < c->n; i++) {
		/* A second node with its own time is asked back. */
		if (c->tense == BEHIND && i >= to && has_time(c, i))
			r->nodes |= 1u << c->all[i].node;
		else if ((i < from || i >= to) && (c->all[i].kind == SPAN_NODE || c->all[i].of_node))
			c->all[i].kind = SPAN_WORD;
	}
}
