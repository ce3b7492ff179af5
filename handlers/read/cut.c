#include "handlers/read/cut.h"

#include "handlers/model/ticket_number.h"
#include "handlers/people/roster_names.h"
#include "templates/file/fault.h"
#include "templates/text/fold.h"
#include "templates/text/utf8.h"
#include "templates/wording/lang.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Words that announce people. */
static const char *const intros[] = {"同行", "随行", "陪同", "同去", "with", "accompanied by", NULL};
/* Words that mean nothing by themselves; left out when a name is looked for. */
static const char *const fillers[] = {
	"预计", "大约",   "大概",  "左右", "工程师",   "安排",   "前往",     "到达", "时间", "人员",
	"工单", "单号",   "改为",  "改到", "改成",     "约",     "到",       "去",   "请",   "让",
	"由",   "给",     "和",    "与",   "跟",       "及",     "转",       "了",   "已",   "在",
	"的",   "至",     "eta",   "at",   "by",       "about",  "around",   "and",  "to",   "the",
	"no",   "ticket", "until", "till", "from",     "for",    "engineer", "now",  "一起", "一同",
	"一道", "同去",   "等人",  "谢谢", "together", "please", "thanks",   NULL,
};
/* Before these, `到达` is no code: an arrival that is expected. */
static const char *const expecting[] = {"预计", "预期", "估计", "大约", "大概", "约", "将", "能", NULL};

bool is_blank_or_mark(char c)
{
	return c == ' ' || (ispunct((unsigned char)c) && c != '+');
}

bool is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

char cut_byte(const struct fold *f, size_t i)
{
	return i < f->len ? f->s[i] : '\0';
}

size_t cut_marks(const struct fold *f, size_t i)
{
	/* A plus before a digit begins a number; elsewhere it joins, as & does. */
	while (i < f->len && (is_blank_or_mark(f->s[i]) || (f->s[i] == '+' && !is_digit(cut_byte(f, i + 1)))))
		i++;
	return i;
}

size_t cut_digits(const struct fold *f, size_t i)
{
	size_t n = 0;
	while (is_digit(cut_byte(f, i + n)))
		n++;
	return n;
}

bool cut_begins(const struct fold *f, size_t i, const char *word)
{
	size_t n = strlen(word);
	return f->len >= i && f->len - i >= n && memcmp(f->s + i, word, n) == 0;
}

static bool ends_with(const struct fold *f, size_t i, const char *word)
{
	size_t n = strlen(word);
	return i >= n && memcmp(f->s + i - n, word, n) == 0;
}

bool cut_glued(const struct fold *f, size_t i)
{
	char next = cut_byte(f, i);
	return next != '\0' && !is_blank_or_mark(next);
}

/* ---- codes ---- */

/* A digit code ends at a blank, a mark or the end; but `1:30`, `1.5` and `1-2` are times, numbers and dates. */
static bool digit_code_ends(const struct fold *f, size_t i)
{
	char c = cut_byte(f, i);
	if (c == '\0' || c == ' ')
		return true;
	if (!ispunct((unsigned char)c))
		return false;
	if (!strchr(":.-/", c))
		return true;
	size_t n = cut_digits(f, i + 1);
	if (n == 0 || n > 2)
		return true;
	/* `1。16：30`, a full stop before a time. */
	return c == '.' && (cut_begins(f, i + 1 + n, ":") || cut_begins(f, i + 1 + n, "点"));
}

bool cut_word_ends(const struct fold *f, size_t i, const char *word)
{
	char last = word[strlen(word) - 1];
	if (is_letter(last))
		return !is_letter(cut_byte(f, i));
	if (is_digit(last))
		return digit_code_ends(f, i);
	return true;
}

const struct code *cut_code(const struct flows *flows, const struct fold *f, size_t i, size_t *len,
			    const struct flow **flow)
{
	const struct code *found = NULL;
	char first = cut_byte(f, i);
	*len = 0;
	for (size_t a = 0; a < flows->n; a++) {
		for (size_t b = 0; b < flows->all[a]->codes_n; b++) {
			const struct code *c = &flows->all[a]->codes[b];
			for (size_t w = 0; w < c->words_n; w++) {
				if (c->words[w][0] != first)
					continue;
				size_t n = strlen(c->words[w]);
				if (n <= *len || !cut_begins(f, i, c->words[w]) ||
				    !cut_word_ends(f, i + n, c->words[w]))
					continue;
				found = c;
				*len = n;
				*flow = flows->all[a];
			}
		}
	}
	return found;
}

/* ---- times ---- */

static bool code_or_name_at(const struct cut *c, size_t i)
{
	const struct flow *flow;
	const struct person *who[1];
	size_t len;
	return cut_code(c->flows, c->f, i, &len, &flow) ||
	       (c->wants_people && roster_names_at(c->roster, c->f->s + i, c->f->len - i, who, 1, &len) > 0);
}

/* `cf0830dd0850`, `1630ann`: digits that a code or a name is run into. */
static struct when time_run_into_word(const struct cut *c, size_t i, enum when_side side)
{
	struct when none = {.kind = WHEN_NONE};
	size_t n = cut_digits(c->f, i);
	if ((cut_byte(c->f, i + n) == ':' || cut_byte(c->f, i + n) == '.') && cut_digits(c->f, i + n + 1) > 0)
		n += 1 + cut_digits(c->f, i + n + 1);
	if (n < 3 || !is_letter(cut_byte(c->f, i + n)) || !code_or_name_at(c, i + n))
		return none;
	struct when w = when_read(c->f->s + i, n, c->moment, side);
	return w.len == n ? w : none;
}

struct when cut_time(const struct cut *c, size_t i, enum when_side side)
{
	struct when none = {.kind = WHEN_NONE};
	if (i >= c->f->len)
		return none;
	struct when w = when_read(c->f->s + i, c->f->len - i, c->moment, side);
	if (w.kind == WHEN_NONE && w.wrong == 0)
		return time_run_into_word(c, i, side);
	if (w.bare && cut_byte(c->f, i + w.len) == '-')
		return none; /* `210-0042` is a serial number */
	return w;
}

size_t cut_to_time(const struct cut *c, size_t i)
{
	static const char *const words[] = {"at ", "于", "在", NULL};
	i = cut_marks(c->f, i);
	for (size_t w = 0; words[w]; w++) {
		size_t j = cut_marks(c->f, i + strlen(words[w]));
		if (cut_begins(c->f, i, words[w]) && cut_time(c, j, BEHIND).kind != WHEN_NONE)
			return j;
	}
	return i;
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

static int64_t digits_value(const struct cut *c, size_t i, size_t n)
{
	int64_t number = 0;
	for (size_t k = 0; k < n; k++)
		number = number * 10 + (c->f->s[i + k] - '0');
	return number;
}

/* `出发1001910:30`: a number of the sender's with its time run into it. Returns the number's digits, or 0. All the digits
 * together come first: a long number may begin as a short one does. */
static size_t number_run_into_time(const struct cut *c, size_t i, size_t n)
{
	if (n <= 9 && is_mine(c, digits_value(c, i, n)))
		return 0;
	for (size_t len = n < 10 ? n - 1 : 9; n > 5 && len >= 5; len--) {
		if (is_mine(c, digits_value(c, i, len)) && cut_time(c, i + len, AHEAD).kind != WHEN_NONE)
			return len;
	}
	return 0;
}

/* Digits are a ticket's number directly behind the code, or where they are the number of a ticket of the sender's. */
static bool number_token(const struct cut *c, struct token *t)
{
	size_t n = cut_digits(c->f, t->at), run = t->direct ? number_run_into_time(c, t->at, n) : 0;
	if (run > 0)
		n = run;
	if (n < 5 || n > 9)
		return false;
	int64_t number = digits_value(c, t->at, n);
	bool ok = ticket_number_ok(number);
	/* `10000小时` behind a code is what it says, unless it happens to be a number that holds. */
	if (!is_mine(c, number) && (!t->direct || (!ok && cut_glued(c->f, t->at + n))))
		return false;
	t->kind = T_NUMBER;
	t->len = n;
	t->number = number;
	return true;
}

#define PHONE_MIN 9
#define PHONE_MAX 15

/* A full number, in one run or parted by single blanks or dashes, with or without + or the trunk's zeros. */
static bool phone_token(const struct cut *c, struct token *t)
{
	char digits[PHONE_MAX];
	size_t n = 0, i = t->at + (cut_byte(c->f, t->at) == '+' ? 1 : 0);
	const struct person *p = NULL;
	if (!c->wants_people || !is_digit(cut_byte(c->f, i)) || (t->at > 0 && is_digit(c->f->s[t->at - 1])))
		return false;
	while (cut_byte(c->f, i) == '0' && n == 0)
		i++;
	while (n < PHONE_MAX && is_digit(cut_byte(c->f, i))) {
		digits[n++] = c->f->s[i++];
		bool parted = (cut_byte(c->f, i) == ' ' || cut_byte(c->f, i) == '-') && is_digit(cut_byte(c->f, i + 1));
		if (is_digit(cut_byte(c->f, i)))
			continue;
		p = n >= PHONE_MIN ? roster_numbered(c->roster, digits, n) : NULL;
		if (p || !parted)
			break;
		i++;
	}
	if (!p)
		return false;
	t->kind = T_PERSON;
	t->len = i - t->at;
	t->who.who[0] = p;
	t->who.n = 1;
	return true;
}

static bool time_token(const struct cut *c, struct token *t)
{
	struct when w = cut_time(c, t->at, c->side);
	if (w.kind == WHEN_NONE)
		w = cut_time(c, t->at, c->side == AHEAD ? BEHIND : AHEAD);
	if (w.kind == WHEN_NONE && w.wrong == 0)
		return false;
	t->kind = w.kind == WHEN_NONE ? T_WRONG : T_TIME;
	t->len = w.kind == WHEN_NONE ? w.wrong : w.len;
	t->when = w;
	return true;
}

static void longer_node(const struct cut *c, struct token *t, const char *name, int node)
{
	size_t n = strlen(name);
	if (n > t->len && cut_begins(c->f, t->at, name) && cut_word_ends(c->f, t->at + n, name)) {
		t->len = n;
		t->node = node;
	}
}

/* The node that a code's word may stand for: `arrive` for arrived. Of several that it stamps, the one of its own name. */
static int node_of_code(const struct flow *f, const struct code *c)
{
	for (int i = 0; i < (int)f->nodes_n; i++) {
		if (c->stamps == 1u << i)
			return i;
		for (int l = 0; l < LANGS && (c->stamps & 1u << i); l++) {
			if (strcmp(c->word.in[l], f->nodes[i].label.in[l]) == 0)
				return i;
		}
	}
	return -1;
}

/* A node by its name, its label in any language, or the word of the code that stamps it; no digit codes. */
static bool node_token(const struct cut *c, struct token *t)
{
	const struct flow *f = c->wants_node;
	t->len = 0;
	for (size_t i = 0; f && i < f->nodes_n; i++) {
		longer_node(c, t, f->nodes[i].name, (int)i);
		for (int l = 0; l < LANGS; l++)
			longer_node(c, t, f->nodes[i].folded[l], (int)i);
	}
	for (size_t i = 0; f && i < f->codes_n; i++) {
		int node = node_of_code(f, &f->codes[i]);
		for (size_t w = 0; node >= 0 && w < f->codes[i].words_n; w++) {
			if (!is_digit(f->codes[i].words[w][0]))
				longer_node(c, t, f->codes[i].words[w], node);
		}
	}
	t->kind = T_NODE;
	return t->len > 0;
}

static bool code_token(const struct cut *c, struct token *t)
{
	const struct flow *flow;
	size_t len;
	const struct code *code = cut_code(c->flows, c->f, t->at, &len, &flow);
	if (!code || len == 0 || ispunct((unsigned char)c->f->s[t->at]))
		return false;
	for (size_t i = 0; expecting[i]; i++) {
		if (ends_with(c->f, t->at, expecting[i]))
			return false;
	}
	t->kind = T_CODE;
	t->code = code;
	t->len = len;
	t->when_at = cut_to_time(c, t->at + len);
	struct when w = cut_time(c, t->when_at, BEHIND);
	t->timed = w.kind == WHEN_CLOCK || w.kind == WHEN_SPAN || w.wrong > 0;
	return true;
}

/* The bytes at i that are this name if no blank counts, 0 if they are not. */
static size_t without_blanks(const struct fold *f, size_t i, const char *name)
{
	size_t at = i;
	for (; *name; name++) {
		while (i > at && cut_byte(f, i) == ' ')
			i++;
		if (*name != ' ' && cut_byte(f, i++) != *name)
			return 0;
	}
	return isalnum((unsigned char)f->s[i - 1]) && isalnum((unsigned char)cut_byte(f, i)) ? 0 : i - at;
}

/* `TomBaker` is Tom Baker, and `李 雷` 李雷. */
static bool run_together(const struct cut *c, struct token *t)
{
	t->who.n = t->len = 0;
	for (size_t i = 0; i < c->roster->n; i++) {
		const struct person *p = &c->roster->people[i];
		size_t n = p->folded[0] == c->f->s[t->at] ? without_blanks(c->f, t->at, p->folded) : 0;
		if (n == 0 || n < t->len || utf8_count(p->folded) < 2)
			continue;
		t->who.n = n > t->len ? 0 : t->who.n;
		t->len = n;
		if (t->who.n < NAMESAKES)
			t->who.who[t->who.n++] = p;
	}
	return t->who.n > 0;
}

static bool person_token(const struct cut *c, struct token *t)
{
	if (!c->wants_people)
		return false;
	t->who.n = roster_names_at(c->roster, c->f->s + t->at, c->f->len - t->at, t->who.who, NAMESAKES, &t->len);
	t->kind = T_PERSON;
	return t->who.n > 0 || run_together(c, t);
}

/* A station by its name, with or without the word for station at its end. */
static bool station_token(const struct cut *c, struct token *t)
{
	static const char suffix[] = "站";
	t->len = 0;
	for (size_t i = 0; (c->wants_place || c->wants_people) && i < c->roster->stations_n; i++) {
		const struct station *s = &c->roster->stations[i];
		size_t n = strlen(s->folded), cut = sizeof(suffix) - 1;
		bool latin = n > 0 && isalnum((unsigned char)s->folded[n - 1]);
		if (n > t->len && cut_begins(c->f, t->at, s->folded) &&
		    !(latin && isalnum((unsigned char)cut_byte(c->f, t->at + n))))
			t->len = n, t->station = s;
		if (n > cut + 3 && strcmp(s->folded + n - cut, suffix) == 0 && n - cut > t->len &&
		    c->f->len - t->at >= n - cut && memcmp(c->f->s + t->at, s->folded, n - cut) == 0)
			t->len = n - cut, t->station = s;
	}
	t->kind = T_STATION;
	return t->len > 0;
}

static bool intro_token(const struct cut *c, struct token *t)
{
	for (size_t i = 0; c->wants_people && intros[i]; i++) {
		size_t n = strlen(intros[i]);
		if (cut_begins(c->f, t->at, intros[i]) &&
		    !(is_letter(intros[i][0]) && is_letter(cut_byte(c->f, t->at + n)))) {
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
	for (;;) {
		char next = cut_byte(c->f, t->at + t->len);
		bool joint = (next == '-' || next == '_') && isalnum((unsigned char)cut_byte(c->f, t->at + t->len + 1));
		if (!isalnum((unsigned char)next) && !joint)
			return;
		t->len++;
	}
}

/* Letters or digits behind letters belong to one word; only codes may follow digits at once. */
static bool same_run(const struct cut *c, const struct token *t)
{
	char before = t->at > 0 ? c->f->s[t->at - 1] : ' ';
	return is_letter(before) && isalnum((unsigned char)c->f->s[t->at]) && c->n > 0 &&
	       c->all[c->n - 1].kind == T_WORD;
}

static void token_at(struct cut *c, size_t i, bool direct)
{
	struct token t = {.at = i, .direct = direct};
	if (same_run(c, &t) ||
	    !(phone_token(c, &t) || number_token(c, &t) || time_token(c, &t) || node_token(c, &t) ||
	      code_token(c, &t) || person_token(c, &t) || station_token(c, &t) || intro_token(c, &t)))
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
	size_t begin = i;
	for (size_t w = 0; words[w];) {
		if (!cut_begins(f, i, words[w])) {
			w++;
			continue;
		}
		i = cut_marks(f, i + strlen(words[w]));
		if (cut_digits(f, i) >= 5)
			return i;
		if (!cut_begins(f, i, "no") && !cut_begins(f, i, "号"))
			return begin;
		w = 0;
	}
	return begin;
}

size_t cut_text(struct cut *c, size_t i)
{
	bool direct = true;
	size_t begin = skip_number_words(c->f, cut_marks(c->f, i));
	for (i = cut_to_time(c, begin); i < c->f->len && c->n < TEXT_TOKENS;) {
		token_at(c, i, direct);
		const struct token *t = &c->all[c->n - 1];
		i = t->at + t->len;
		/* What follows a code, or a code and its number or node, is directly behind it. */
		direct = t->kind == T_CODE || ((t->kind == T_NUMBER || t->kind == T_NODE) && t->direct);
		i = direct ? cut_to_time(c, i) : cut_marks(c->f, i);
	}
	return begin;
}

static bool strip_one(const char **s, size_t *n, const char *filler)
{
	size_t len = strlen(filler);
	bool latin = is_letter(filler[0]);
	if (*n < len)
		return false;
	if (memcmp(*s, filler, len) == 0 && (!latin || *n == len || (*s)[len] == ' ')) {
		*s += len, *n -= len;
	} else if (memcmp(*s + *n - len, filler, len) == 0 && (!latin || *n == len || (*s)[*n - len - 1] == ' ')) {
		*n -= len;
	} else {
		return false;
	}
	return true;
}

void strip_fillers(const char *s, size_t n, char out[NAME_BYTES])
{
	for (bool again = true; again && n > 0;) {
		again = false;
		while (n > 0 && is_blank_or_mark(*s))
			s++, n--;
		while (n > 0 && is_blank_or_mark(s[n - 1]))
			n--;
		for (size_t i = 0; fillers[i] && !again; i++)
			again = strip_one(&s, &n, fillers[i]);
	}
	if (n >= NAME_BYTES)
		n = 0;
	memcpy(out, s, n);
	out[n] = '\0';
}
