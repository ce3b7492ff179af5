#include "handlers/reading.h"

#include "templates/fault.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* A folded text is cut from left to right into tokens; what they mean depends on the codes found, and so is settled
 * afterwards. Nothing is looked up here but names. */
enum token_kind { T_WORD, T_CODE, T_NUMBER, T_TIME, T_PERSON, T_STATION, T_INTRO };

struct token {
	enum token_kind kind;
	size_t at, len;
	bool direct;             /* nothing but separators between the code before and this */
	const struct code *code; /* T_CODE */
	bool timed;
	size_t when_at;
	int64_t number;          /* T_NUMBER */
	struct when when;        /* T_TIME */
	struct read_person who;  /* T_PERSON */
	const struct station *station;
};

#define TEXT_TOKENS 96

struct cut { /* the cutting of one text */
	const struct flows *flows;
	const struct roster *roster;
	const struct fold *f;
	const int64_t *mine;
	size_t mine_n;
	int64_t moment;
	bool wants_people, wants_place;
	struct token all[TEXT_TOKENS];
	size_t n;
};

/* Words that announce what follows or mean nothing by themselves; left out when a name is looked for. */
static const char *const intros[] = {"同行", "随行", "陪同", "同去", "with", "accompanied by", NULL};
static const char *const fillers[] = {"预计", "大约", "大概", "左右", "工程师", "安排", "前往", "到达", "时间", "人员", "工单", "单号", "约", "到",
				      "去",   "请",   "让",   "由",   "给",     "和",   "与",   "跟",   "了",   "已",   "在",   "的",   "eta", "at",
				      "by",   "about", "around", "and", "to", "the", "no", "ticket", "until", "till", "from", "for", "engineer", NULL};

static bool is_blank_or_mark(char c)
{
	return c == ' ' || (ispunct((unsigned char)c) && c != '+');
}

static bool is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char at(const struct fold *f, size_t i)
{
	return i < f->len ? f->s[i] : '\0';
}

static size_t skip_marks(const struct fold *f, size_t i)
{
	while (i < f->len && is_blank_or_mark(f->s[i]))
		i++;
	return i;
}

static size_t digits_at(const struct fold *f, size_t i)
{
	size_t n = 0;
	while (is_digit(at(f, i + n)))
		n++;
	return n;
}

static bool begins(const struct fold *f, size_t i, const char *word)
{
	size_t n = strlen(word);
	return f->len - i >= n && memcmp(f->s + i, word, n) == 0;
}

/* A digit code ends at a blank, a mark or the end; but `1:30`, `1.5` and `1-2` are times, numbers and dates. */
static bool digit_code_ends(const struct fold *f, size_t i)
{
	char c = at(f, i);
	if (c == '\0' || c == ' ')
		return true;
	if (!ispunct((unsigned char)c))
		return false;
	if (!strchr(":.-/", c))
		return true;
	size_t n = digits_at(f, i + 1);
	return n == 0 || n > 2;
}

static bool word_ends(const struct fold *f, size_t i, const char *word)
{
	char last = word[strlen(word) - 1];
	if (is_letter(last))
		return !is_letter(at(f, i));
	if (is_digit(last))
		return digit_code_ends(f, i);
	return true;
}

/* The code whose longest word stands at i, and that word's length. */
static const struct code *code_at(const struct flows *flows, const struct fold *f, size_t i, size_t *len, const struct flow **flow)
{
	const struct code *found = NULL;
	*len = 0;
	for (size_t a = 0; a < flows->n; a++) {
		for (size_t b = 0; b < flows->all[a]->codes_n; b++) {
			const struct code *c = &flows->all[a]->codes[b];
			for (size_t w = 0; w < c->words_n; w++) {
				size_t n = strlen(c->words[w]);
				if (n <= *len || !begins(f, i, c->words[w]) || !word_ends(f, i + n, c->words[w]))
					continue;
				found = c;
				*len = n;
				*flow = flows->all[a];
			}
		}
	}
	return found;
}

static struct when time_at(const struct cut *c, size_t i, enum when_side side)
{
	struct when none = {.kind = WHEN_NONE};
	struct when w = when_read(c->f->s + i, c->f->len - i, c->moment, side);
	if (w.kind != WHEN_NONE && w.bare && at(c->f, i + w.len) == '-')
		return none; /* `210-0042` is a serial number */
	return w;
}

/* ---- one token ---- */

static bool is_mine(const struct cut *c, int64_t number)
{
	for (size_t i = 0; i < c->mine_n; i++) {
		if (c->mine[i] == number)
			return true;
	}
	return false;
}

static bool glued(const struct fold *f, size_t i)
{
	char next = at(f, i);
	return next != '\0' && !is_blank_or_mark(next);
}

/* `出发1001910:30`: a number of the sender's with its time run into it. Returns the number's digits, or 0. */
static size_t number_run_into_time(const struct cut *c, size_t i, size_t n)
{
	for (size_t len = 5; len < n && len <= 9; len++) {
		int64_t number = 0;
		for (size_t k = 0; k < len; k++)
			number = number * 10 + (c->f->s[i + k] - '0');
		if (is_mine(c, number) && time_at(c, i + len, AHEAD).kind != WHEN_NONE)
			return len;
	}
	return 0;
}

/* Digits are a ticket's number directly behind the code, or where they are the number of a ticket of the sender's. */
static bool number_token(const struct cut *c, struct token *t)
{
	size_t n = digits_at(c->f, t->at), run = t->direct ? number_run_into_time(c, t->at, n) : 0;
	if (run > 0)
		n = run;
	if (n < 5 || n > 9)
		return false;
	char digits[10] = "";
	memcpy(digits, c->f->s + t->at, n);
	int64_t number = strtoll(digits, NULL, 10);
	bool ok = ticket_number_ok(number);
	/* `10000小时` behind a code is what it says, unless it happens to be a number that holds. */
	if (!is_mine(c, number) && (!t->direct || (!ok && glued(c->f, t->at + n))))
		return false;
	t->kind = T_NUMBER;
	t->len = n;
	t->number = number;
	return true;
}

static bool phone_token(const struct cut *c, struct token *t)
{
	size_t plus = at(c->f, t->at) == '+' ? 1 : 0;
	size_t n = digits_at(c->f, t->at + plus);
	const struct person *p = c->wants_people ? roster_numbered(c->roster, c->f->s + t->at + plus, n) : NULL;
	if (!p)
		return false;
	t->kind = T_PERSON;
	t->len = plus + n;
	t->who.who[0] = p;
	t->who.n = 1;
	return true;
}

static bool time_token(const struct cut *c, struct token *t)
{
	struct when w = time_at(c, t->at, AHEAD);
	if (w.kind == WHEN_NONE)
		w = time_at(c, t->at, BEHIND);
	if (w.kind == WHEN_NONE)
		return false;
	t->kind = T_TIME;
	t->len = w.len;
	t->when = w;
	return true;
}

static bool code_token(const struct cut *c, struct token *t)
{
	const struct flow *flow;
	size_t len;
	const struct code *code = code_at(c->flows, c->f, t->at, &len, &flow);
	if (!code || len == 0 || ispunct((unsigned char)c->f->s[t->at]))
		return false;
	t->kind = T_CODE;
	t->code = code;
	t->len = len;
	t->when_at = skip_marks(c->f, t->at + len);
	struct when w = time_at(c, t->when_at, BEHIND);
	t->timed = w.kind == WHEN_CLOCK || w.kind == WHEN_SPAN;
	return true;
}

static bool person_token(const struct cut *c, struct token *t)
{
	if (!c->wants_people)
		return false;
	t->who.n = roster_names_at(c->roster, c->f->s + t->at, c->f->len - t->at, t->who.who, NAMESAKES, &t->len);
	t->kind = T_PERSON;
	return t->who.n > 0;
}

/* A station by its name, with or without the word for station at its end. */
static bool station_token(const struct cut *c, struct token *t)
{
	static const char suffix[] = "站";
	t->len = 0;
	for (size_t i = 0; (c->wants_place || c->wants_people) && i < c->roster->stations_n; i++) {
		const struct station *s = &c->roster->stations[i];
		size_t n = strlen(s->folded), cut = sizeof suffix - 1;
		if (begins(c->f, t->at, s->folded)) {
			if (n > t->len)
				t->len = n, t->station = s;
		} else if (n > cut + 3 && strcmp(s->folded + n - cut, suffix) == 0 && n - cut > t->len && c->f->len - t->at >= n - cut &&
			   memcmp(c->f->s + t->at, s->folded, n - cut) == 0) {
			t->len = n - cut, t->station = s;
		}
	}
	t->kind = T_STATION;
	return t->len > 0;
}

static bool intro_token(const struct cut *c, struct token *t)
{
	for (size_t i = 0; c->wants_people && intros[i]; i++) {
		size_t n = strlen(intros[i]);
		if (begins(c->f, t->at, intros[i]) && !(is_letter(intros[i][0]) && is_letter(at(c->f, t->at + n)))) {
			t->kind = T_INTRO;
			t->len = n;
			return true;
		}
	}
	return false;
}

/* One Chinese character, or a whole run of letters, digits and hyphens, so that no serial number is cut up. */
static void word_token(const struct cut *c, struct token *t)
{
	uint32_t cp;
	t->kind = T_WORD;
	t->len = utf8_next(c->f->s + t->at, c->f->len - t->at, &cp);
	if (!isalnum((unsigned char)c->f->s[t->at]))
		return;
	while (isalnum((unsigned char)at(c->f, t->at + t->len)) ||
	       (strchr("-_", at(c->f, t->at + t->len)) && isalnum((unsigned char)at(c->f, t->at + t->len + 1))))
		t->len++;
}

static bool same_run(const struct cut *c, const struct token *t)
{
	/* Letters behind letters or digits behind letters belong to one word; only codes may follow digits at once. */
	char before = t->at > 0 ? c->f->s[t->at - 1] : ' ';
	return is_letter(before) && isalnum((unsigned char)c->f->s[t->at]) && c->n > 0 && c->all[c->n - 1].kind == T_WORD;
}

static void token_at(struct cut *c, size_t i, bool direct)
{
	struct token t = {.at = i, .direct = direct};
	if (c->n == TEXT_TOKENS)
		return;
	if (same_run(c, &t) || !(phone_token(c, &t) || number_token(c, &t) || time_token(c, &t) || code_token(c, &t) || person_token(c, &t) ||
				 station_token(c, &t) || intro_token(c, &t)))
		word_token(c, &t);
	struct token *last = c->n > 0 ? &c->all[c->n - 1] : NULL;
	/* Words that touch are one. */
	if (t.kind == T_WORD && last && last->kind == T_WORD && last->at + last->len == t.at)
		last->len += t.len;
	else
		c->all[c->n++] = t;
}

/* `工单`, `单号`, `#`, `no.` may stand between a code and its number. */
static size_t skip_number_words(const struct fold *f, size_t i)
{
	static const char *const words[] = {"工单号", "工单", "单号", "单", "ticket", "no", "号", NULL};
	for (size_t w = 0; words[w];) {
		if (begins(f, i, words[w])) {
			size_t j = skip_marks(f, i + strlen(words[w]));
			if (!is_digit(at(f, j)) && !begins(f, j, "no"))
				return i;
			i = j;
			w = 0;
		} else {
			w++;
		}
	}
	return i;
}

static void cut_rest(struct cut *c, size_t i)
{
	bool direct = true;
	i = skip_number_words(c->f, skip_marks(c->f, i));
	while (i < c->f->len && c->n < TEXT_TOKENS) {
		token_at(c, i, direct);
		const struct token *t = &c->all[c->n - 1];
		i = t->at + t->len;
		/* What follows a code, or a code and its number, is directly behind it. */
		direct = t->kind == T_CODE || (t->kind == T_NUMBER && t->direct);
		i = skip_marks(c->f, i);
	}
}

/* ---- what the tokens mean ---- */

static bool takes(const struct code *c, enum take_kind k)
{
	for (size_t i = 0; i < c->takes_n; i++) {
		if (c->takes[i].kind == k)
			return true;
	}
	return false;
}

static bool takes_people(const struct code *c)
{
	return takes(c, TAKE_LEAD) || takes(c, TAKE_PERSON) || takes(c, TAKE_PEOPLE);
}

static bool only_codes(const struct cut *c)
{
	for (size_t i = 0; i < c->n; i++) {
		if (c->all[i].kind != T_CODE && c->all[i].kind != T_NUMBER && c->all[i].kind != T_TIME)
			return false;
	}
	return true;
}

/* A further code counts with a time directly behind it, or where there is nothing but codes, numbers and times. */
static void settle_codes(struct cut *c, struct reading *r)
{
	bool only = only_codes(c);
	for (size_t i = 0; i < c->n; i++) {
		struct token *t = &c->all[i];
		if (t->kind != T_CODE)
			continue;
		if ((t->timed || only) && r->codes_n < CODES_IN_TEXT && t->code->does == DOES_MOVE && r->codes[0].code->does == DOES_MOVE)
			r->codes[r->codes_n++] = (struct read_code){.code = t->code, .timed = t->timed, .at = t->at, .when_at = t->when_at};
		else
			t->kind = T_WORD;
	}
}

static void settle_number(struct cut *c, struct reading *r)
{
	for (size_t i = 0; i < c->n; i++) {
		struct token *t = &c->all[i];
		if (t->kind != T_NUMBER)
			continue;
		if (r->number == 0)
			r->number = t->number;
		else if (r->number != t->number)
			t->kind = T_WORD;
	}
	r->number_bad = r->number != 0 && !ticket_number_ok(r->number);
}

static const struct code *lone(const struct reading *r)
{
	return r->codes_n == 1 ? r->codes[0].code : NULL;
}

static void settle_times(struct cut *c, struct reading *r)
{
	const struct code *code = lone(r);
	for (size_t i = 0; i < c->n; i++) {
		struct token *t = &c->all[i];
		if (t->kind != T_TIME)
			continue;
		if (code && takes(code, TAKE_TIME)) {
			if (r->times_n < TIMES_IN_TEXT)
				r->times[r->times_n++] = (struct read_time){.at = t->at, .direct = t->direct, .ahead = t->when};
		} else if (code && t->direct && !r->codes[0].timed && code->does == DOES_MOVE &&
			   (!takes(code, TAKE_WORDS) || !glued(c->f, t->at + t->len))) {
			/* `10点让客户重启` is what was done, `9:50 换泵` when. */
			r->codes[0].timed = true;
			r->codes[0].when_at = t->at;
		} else if (code) {
			t->kind = T_WORD;
		}
	}
}

/* Of several times in a text that takes one, a clock time is meant before a span, and the others are words. */
static void choose_time(struct cut *c, struct reading *r)
{
	size_t clocks = 0, clock = 0;
	if (r->times_n < 2)
		return;
	for (size_t i = 0; i < r->times_n; i++) {
		if (r->times[i].ahead.kind != WHEN_SPAN)
			clocks++, clock = i;
	}
	if (r->times[0].direct)
		clock = 0;
	else if (clocks != 1)
		return; /* which is meant is asked back */
	r->times[0] = r->times[clock];
	r->times_n = 1;
	for (size_t i = 0; i < c->n; i++) {
		if (c->all[i].kind == T_TIME && c->all[i].at != r->times[0].at)
			c->all[i].kind = T_WORD;
	}
}

static void keep_of_station(struct read_person *p, const struct station *s)
{
	struct read_person kept = {.n = 0};
	for (size_t i = 0; i < p->n; i++) {
		if (p->who[i]->station == s->id)
			kept.who[kept.n++] = p->who[i];
	}
	if (kept.n > 0)
		*p = kept;
}

static void settle_people(struct cut *c, struct reading *r)
{
	for (size_t i = 0; i < c->n; i++) {
		struct token *t = &c->all[i];
		if (t->kind == T_STATION && !r->station)
			r->station = t->station;
		if (t->kind != T_PERSON || r->people_n == PEOPLE_IN_TEXT)
			continue;
		struct read_person p = t->who;
		if (p.n > 1 && i + 1 < c->n && c->all[i + 1].kind == T_STATION)
			keep_of_station(&p, c->all[i + 1].station);
		else if (p.n > 1 && i > 0 && c->all[i - 1].kind == T_STATION)
			keep_of_station(&p, c->all[i - 1].station);
		r->people[r->people_n++] = p;
	}
}

/* Takes fillers from both ends of a run of words: what is left may be a name. */
static void strip_fillers(const char *s, size_t n, char out[NAME_BYTES])
{
	bool again = true;
	while (again && n > 0) {
		again = false;
		for (size_t i = 0; fillers[i]; i++) {
			size_t len = strlen(fillers[i]);
			bool latin = is_letter(fillers[i][0]);
			if (n >= len && memcmp(s, fillers[i], len) == 0 && (!latin || n == len))
				s += len, n -= len, again = true;
			else if (n >= len && memcmp(s + n - len, fillers[i], len) == 0 && (!latin || n == len))
				n -= len, again = true;
		}
	}
	if (n >= NAME_BYTES)
		n = 0;
	memcpy(out, s, n);
	out[n] = '\0';
}

/* Words of a code that takes a person and none such: a name one key off, or one nobody has. */
static void settle_stranger(struct cut *c, struct reading *r)
{
	for (size_t i = 0; i < c->n && !r->meant; i++) {
		const struct token *t = &c->all[i];
		char name[NAME_BYTES], two[NAME_BYTES];
		bool announced = i > 0 && c->all[i - 1].kind == T_INTRO;
		if (t->kind != T_WORD || is_digit(c->f->s[t->at]))
			continue;
		strip_fillers(c->f->s + t->at, t->len, name);
		if (!*name)
			continue;
		const struct person *near = roster_near(c->roster, name);
		/* A Latin name may be two words. */
		if (!near && is_letter(*name) && i + 1 < c->n && c->all[i + 1].kind == T_WORD) {
			text_copy(two, sizeof two, c->f->s + t->at);
			two[c->all[i + 1].at + c->all[i + 1].len - t->at < sizeof two ? c->all[i + 1].at + c->all[i + 1].len - t->at : 0] = '\0';
			near = roster_near(c->roster, two);
		}
		if (near || announced || r->people_n == 0) {
			r->meant = near;
			text_copy(r->stranger, sizeof r->stranger, name);
		}
	}
}

static void settle_tokens(struct cut *c, struct reading *r)
{
	for (size_t i = 0; i < c->n && r->tokens_n < TOKENS_IN_TEXT; i++) {
		const struct token *t = &c->all[i];
		if (t->kind != T_WORD || t->len >= SERIAL_BYTES || t->len < 2)
			continue;
		memcpy(r->tokens[r->tokens_n], c->f->s + t->at, t->len);
		r->tokens[r->tokens_n++][t->len] = '\0';
	}
}

/* The original from folded byte a to b, without the marks at its ends. */
static void add_span(const struct cut *c, struct reading *r, const char *original, size_t a, size_t b)
{
	while (a < b && is_blank_or_mark(c->f->s[a]) && !strchr("([\"'<#", c->f->s[a]))
		a++;
	while (b > a && is_blank_or_mark(c->f->s[b - 1]) && !strchr(")]\"'>?!%", c->f->s[b - 1]))
		b--;
	if (a >= b)
		return;
	if (r->words.len > 0)
		text_add(&r->words, " ");
	text_addn(&r->words, original + c->f->from[a], c->f->from[b] - c->f->from[a]);
}

static void settle_words(struct cut *c, struct reading *r, const char *original, size_t begin)
{
	bool clean = true;
	size_t from = begin;
	for (size_t i = 0; i < c->n; i++) {
		const struct token *t = &c->all[i];
		if (t->kind == T_WORD || (t->kind == T_STATION && !c->wants_place))
			clean = false;
		if (t->kind == T_WORD || t->kind == T_INTRO || (t->kind == T_STATION && !c->wants_people && !c->wants_place))
			continue;
		add_span(c, r, original, from, t->at);
		from = t->at + t->len;
	}
	add_span(c, r, original, from, c->f->len);
	r->clean = clean;
}

/* ---- texts that begin with no code ---- */

static void add_near(struct reading *r, const struct code *code)
{
	for (size_t i = 0; i < r->near_n; i++) {
		if (r->near[i] == code)
			return;
	}
	if (r->near_n < NEAR_IN_TEXT)
		r->near[r->near_n++] = code;
}

/* One key off at the beginning: as many characters as the word has, one more, one less. */
static bool near_at(const struct fold *f, size_t i, const char *word)
{
	size_t count = utf8_count(word);
	char head[WORD_BYTES + 8];
	uint32_t cp;
	if (count < 2 || (is_letter(word[0]) && !is_letter(at(f, i))))
		return false;
	if (is_letter(word[0])) {
		size_t n = 0;
		while (is_letter(at(f, i + n)) && n < sizeof head - 1)
			head[n] = f->s[i + n], n++;
		head[n] = '\0';
		return edit_distance(head, word, 1) <= 1;
	}
	size_t len = 0;
	for (size_t k = 1; k <= count + 1 && i + len < f->len; k++) {
		size_t step = utf8_next(f->s + i + len, f->len - i - len, &cp);
		if (len + step >= sizeof head)
			break;
		memcpy(head + len, f->s + i + len, step);
		len += step;
		head[len] = '\0';
		if (k + 1 >= count && (k > 1 || count > 2) && edit_distance(head, word, 1) <= 1)
			return true;
	}
	return false;
}

static bool further_on(const struct fold *f, size_t i, const char *word)
{
	if (utf8_count(word) < 2 || (is_letter(word[0]) && strlen(word) < 4))
		return false;
	const char *hit = strstr(f->s + i, word);
	return hit && word_ends(f, (size_t)(hit - f->s) + strlen(word), word);
}

static void find_near(struct reading *r, const struct flows *flows, const struct fold *f, size_t i)
{
	for (int pass = 0; pass < 2; pass++) {
		for (size_t a = 0; a < flows->n; a++) {
			for (size_t b = 0; b < flows->all[a]->codes_n; b++) {
				const struct code *c = &flows->all[a]->codes[b];
				for (size_t w = 0; w < c->words_n; w++) {
					/* `11630`: a digit code run into its argument. */
					bool run = is_digit(c->words[w][0]) && begins(f, i, c->words[w]);
					if (pass == 0 ? run || near_at(f, i, c->words[w]) : further_on(f, i, c->words[w])) {
						add_near(r, c);
						r->flow = flows->all[a];
					}
				}
			}
		}
	}
}

/* ---- the door ---- */

size_t reading_numbers(const struct fold *f, int64_t *out, size_t max)
{
	size_t n = 0;
	for (size_t i = 0; i < f->len && n < max;) {
		size_t d = digits_at(f, i);
		int64_t number = 0;
		/* The whole run, and what a time of up to four digits may have run into. */
		for (size_t k = 0; k < d && k < 9 && n < max; k++) {
			number = number * 10 + (f->s[i + k] - '0');
			if (k + 5 >= d && ticket_number_ok(number))
				out[n++] = number;
		}
		i += d > 0 ? d : 1;
	}
	return n;
}

void reading_read(struct reading *r, const struct flows *flows, const struct roster *roster, const struct person *sender,
		  const char *original, const struct fold *f, const int64_t *mine, size_t mine_n, int64_t moment)
{
	struct cut c = {.flows = flows, .roster = roster, .f = f, .mine = mine, .mine_n = mine_n, .moment = moment};
	size_t len, i = 0;
	(void)sender;
	memset(r, 0, sizeof *r);
	r->words = text_new(8192);
	/* A signature's brackets or a stray mark before the code mean nothing; a lone `?` is one. */
	const struct code *code = code_at(flows, f, 0, &len, &r->flow);
	if (!code) {
		i = skip_marks(f, 0);
		code = code_at(flows, f, i, &len, &r->flow);
	}
	if (!code) {
		find_near(r, flows, f, i);
		return;
	}
	r->codes[r->codes_n++] = (struct read_code){.code = code, .at = i};
	c.wants_people = takes_people(code);
	c.wants_place = takes(code, TAKE_PLACE);
	size_t begin = i + len;
	cut_rest(&c, begin);
	settle_codes(&c, r);
	if (r->codes_n > 1 && c.n > 0) {
		/* Several codes: the first one's time, too, says when it happened. */
		struct token *t = c.all[0].kind == T_NUMBER && c.n > 1 ? &c.all[1] : &c.all[0];
		if (t->kind == T_TIME) {
			r->codes[0].timed = true;
			r->codes[0].when_at = t->at;
		}
	}
	settle_number(&c, r);
	settle_times(&c, r);
	choose_time(&c, r);
	settle_people(&c, r);
	if (c.wants_people)
		settle_stranger(&c, r);
	settle_tokens(&c, r);
	settle_words(&c, r, original, begin);
}

void reading_free(struct reading *r)
{
	text_free(&r->words);
}
