#include "handlers/people/roster_names.h"
#include "handlers/read/cut.h"
#include "templates/text/spelling.h"
#include "templates/text/text.h"
#include "templates/text/utf8.h"

#include <string.h>

/* Whom a text names, and who is named that nobody is called. */

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

static bool among(const struct read_person *p, const struct person *who)
{
	for (size_t i = 0; i < p->n; i++) {
		if (p->who[i] == who)
			return true;
	}
	return false;
}

/* A name and the number of its bearer, or a name twice, are one person. */
static void add_person(struct reading *r, const struct read_person *p)
{
	for (size_t i = 0; i < r->people_n; i++) {
		struct read_person *there = &r->people[i];
		if (p->n == 1 && among(there, p->who[0])) {
			*there = *p;
			return;
		}
		if (there->n == 1 && among(p, there->who[0]))
			return;
	}
	if (r->people_n < PEOPLE_IN_TEXT)
		r->people[r->people_n++] = *p;
	else
		r->people_more = true;
}

void settle_people(const struct cut *c, struct reading *r)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct token *t = &c->all[i];
		if (t->kind == T_STATION && !r->station)
			r->station = t->station;
		if (t->kind != T_PERSON)
			continue;
		struct read_person p = t->who;
		if (p.n > 1 && i + 1 < c->n && c->all[i + 1].kind == T_STATION)
			keep_of_station(&p, c->all[i + 1].station);
		else if (p.n > 1 && i > 0 && c->all[i - 1].kind == T_STATION)
			keep_of_station(&p, c->all[i - 1].station);
		add_person(r, &p);
	}
}

/* ---- nodes ---- */

/* Joined to the node before by nothing but marks and 和, or by its time. */
static bool goes_on(const struct cut *c, size_t i)
{
	char rest[NAME_BYTES];
	const struct token *t = &c->all[i];
	if (t->kind == T_TIME && t->of_node)
		return true;
	if (t->kind != T_WORD || t->len >= sizeof(rest))
		return t->kind == T_NODE;
	strip_fillers(c->f->s + t->at, t->len, rest);
	return !*rest && i + 1 < c->n && t[1].kind == T_NODE;
}

static bool has_time(const struct cut *c, size_t i)
{
	return i + 1 < c->n && c->all[i].kind == T_NODE && c->all[i + 1].kind == T_TIME;
}

/* Where what is meant begins: where a correction is asked for, the first node with a time directly behind it, else the
 * first; where it is decided on, directly behind the code, for the words may well speak of another. */
static size_t node_meant(const struct cut *c, bool past)
{
	size_t first = c->n;
	for (size_t i = c->n; i-- > 0;) {
		const struct token *t = &c->all[i];
		if (t->kind == T_NODE && (past || t->direct) &&
		    !(first < c->n && has_time(c, first) && !has_time(c, i)))
			first = i;
	}
	return first;
}

void settle_nodes(struct cut *c, struct reading *r)
{
	size_t from = node_meant(c, c->side == BEHIND), to;
	while (from < c->n && from > 0 && goes_on(c, from - 1))
		from--;
	for (to = from; to < c->n && goes_on(c, to); to++) {
		/* What joins two of them is neither's word. */
		if (c->all[to].kind == T_WORD)
			c->all[to] = (struct token){.kind = T_NODE,
						    .at = c->all[to].at,
						    .len = c->all[to].len,
						    .node = c->all[to + 1].node};
		if (c->all[to].kind == T_TIME)
			r->node_when[c->all[to].node] = c->all[to].when;
		r->nodes |= 1u << c->all[to].node;
	}
	for (size_t i = 0; i < c->n; i++) {
		/* A second node with its own time is asked back. */
		if (c->side == BEHIND && i >= to && has_time(c, i))
			r->nodes |= 1u << c->all[i].node;
		else if ((i < from || i >= to) && (c->all[i].kind == T_NODE || c->all[i].of_node))
			c->all[i].kind = T_WORD;
	}
}

/* ---- strangers ---- */

static bool only_fillers(const struct cut *c, const struct token *t)
{
	char rest[NAME_BYTES];
	strip_fillers(c->f->s + t->at, t->len, rest);
	return t->kind == T_WORD && !*rest && t->len < sizeof(rest);
}

/* The person is one of those whom 同行 announces. */
static bool among_announced(const struct cut *c, size_t i)
{
	while (i > 0 && i < TEXT_TOKENS &&
	       (c->all[i].kind == T_PERSON || c->all[i].kind == T_STATION || only_fillers(c, &c->all[i])))
		i--;
	return i < TEXT_TOKENS && c->all[i].kind == T_INTRO;
}

/* 和, 、 or `and` from folded byte a up to b, or where the word at b begins. */
static bool joined(const struct cut *c, size_t a, size_t b, const char *original)
{
	static const char *const joints[] = {"和", "与", "跟", "及", "and ", NULL};
	size_t to = c->f->from[b];
	for (size_t k = 0; joints[k]; k++) {
		const char *hit = strstr(c->f->s + a, joints[k]);
		if (hit && (size_t)(hit - c->f->s) <= b)
			return true;
	}
	for (size_t k = c->f->from[a]; k < to; k++) {
		if (original[k] == '&' || original[k] == '+' || (k + 3 <= to && memcmp(original + k, "、", 3) == 0))
			return true;
	}
	return false;
}

/* Begins as names do: a common surname, or what people are called by. */
static bool like_a_name(const char *s)
{
	static const char firsts[] = "王李张刘陈杨黄赵吴周徐孙朱胡郭林罗郑梁谢宋唐韩冯邓曹彭曾肖董袁潘蒋蔡余杜"
				     "叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范廖贾夏韦付邹孟熊秦邱尹薛闫段雷侯史陶黎贺"
				     "顾毛郝龚邵钱覃戴莫孔汤小老阿买艾";
	for (size_t i = 0; i + 3 < sizeof(firsts); i += 3) {
		if (strncmp(s, firsts + i, 3) == 0)
			return true;
	}
	return false;
}

/* Behind those whom 同行 announces a short word may be one more name, or not: `同行 韩梅 王小二`, but
 * `同行 韩梅，带液压泵`. A name in Latin letters has a capital. */
static bool may_be_name(const struct cut *c, size_t end, const struct token *t, const char *original)
{
	char rest[NAME_BYTES];
	const char *typed = original + c->f->from[t->at];
	bool blanks = t->at > end;
	strip_fillers(c->f->s + t->at, t->len, rest);
	size_t count = utf8_count(rest);
	for (size_t k = end; k < t->at; k++)
		blanks = blanks && c->f->s[k] == ' ';
	if (is_letter(*rest))
		return typed[0] >= 'A' && typed[0] <= 'Z' && is_letter(typed[1]);
	return (unsigned char)*rest >= 0xE0 && (count == 2 || count == 3) && (blanks || like_a_name(rest));
}

/* Someone must stand here: behind 同行, or behind a person and 和, 、 or `and`. */
static bool announced(const struct cut *c, size_t i, const char *original)
{
	size_t k = i;
	while (k > 0 && only_fillers(c, &c->all[k - 1]))
		k--;
	if (k == 0)
		return false;
	const struct token *before = &c->all[k - 1], *t = &c->all[i];
	size_t end = before->at + before->len;
	if (before->kind == T_INTRO)
		return true;
	return before->kind == T_PERSON &&
	       (joined(c, end, t->at, original) || (among_announced(c, k - 1) && may_be_name(c, end, t, original)));
}

/* What was typed for the folded name, which stands at `at` or soon behind. */
static void as_typed(const struct cut *c, struct reading *r, const char *original, size_t at, const char *name)
{
	const char *hit = strstr(c->f->s + at, name);
	size_t a = hit ? (size_t)(hit - c->f->s) : at, b = a + strlen(name);
	if (!hit) {
		text_copy(r->stranger, sizeof(r->stranger), name);
		return;
	}
	char typed[NAME_BYTES];
	size_t n = c->f->from[b] - c->f->from[a];
	memcpy(typed, original + c->f->from[a], n < sizeof(typed) ? n : sizeof(typed) - 1);
	typed[n < sizeof(typed) ? n : sizeof(typed) - 1] = '\0';
	text_copy(r->stranger, sizeof(r->stranger), typed);
}

/* A Latin name goes on in the next words, if only blanks stand between. */
static void whole_latin(const struct cut *c, size_t i, char name[NAME_BYTES])
{
	for (; is_letter(*name) && i + 1 < c->n; i++) {
		const struct token *t = &c->all[i], *next = t + 1;
		size_t n = strlen(name);
		if (next->kind != T_WORD || !is_letter(c->f->s[next->at]) || next->at != t->at + t->len + 1 ||
		    c->f->s[next->at - 1] != ' ' || only_fillers(c, next) || n + next->len + 2 > NAME_BYTES)
			return;
		name[n] = ' ';
		memcpy(name + n + 1, c->f->s + next->at, next->len);
		name[n + 1 + next->len] = '\0';
	}
}

/* Words that are no name: `同行 无`, and what has no letter at all. */
static bool nobody(const char *name)
{
	static const char *const none[] = {"无", "没有", "没", "none", "nobody", "no one", "无人", "没人", NULL};
	uint32_t cp = 0;
	size_t n = strlen(name);
	bool letters = false;
	for (size_t i = 0; i < n && !letters; i += utf8_next(name + i, n - i, &cp)) {
		uint32_t here;
		utf8_next(name + i, n - i, &here);
		letters = is_letter(name[i]) || (here >= 0xC0 && here < 0x2000) || (here >= 0x2E80 && here < 0xE000) ||
			  here >= 0x20000;
	}
	for (size_t i = 0; none[i]; i++)
		letters &= strcmp(none[i], name) != 0;
	return !letters;
}

/* The person one key off a token, or off it and the next: a Latin name may be two words. */
static const struct person *near_token(const struct cut *c, size_t i, const char *name)
{
	char two[NAME_BYTES];
	const struct person *near = NULL;
	if (is_letter(*name) && i + 1 < c->n && c->all[i + 1].kind == T_WORD) {
		size_t n = c->all[i + 1].at + c->all[i + 1].len - c->all[i].at;
		if (n < sizeof(two)) {
			memcpy(two, c->f->s + c->all[i].at, n);
			two[n] = '\0';
			near = roster_near(c->roster, two);
		}
	}
	return near ? near : roster_near(c->roster, name);
}

/* `ann le`, `李雷明`: a name, and behind it what makes it one key off a longer one. */
static bool longer_name(const struct cut *c, struct reading *r, size_t i, const char *original)
{
	const struct token *t = &c->all[i], *next = t + 1;
	char rest[NAME_BYTES], whole[NAME_BYTES];
	if (t->kind != T_PERSON || i + 1 >= c->n || next->kind != T_WORD)
		return false;
	bool latin = is_letter(c->f->s[next->at]);
	if (!latin && next->at != t->at + t->len)
		return false;
	strip_fillers(c->f->s + next->at, next->len, rest);
	if (!*rest || t->len + 1 + strlen(rest) >= sizeof(whole))
		return false;
	memcpy(whole, c->f->s + t->at, t->len);
	whole[t->len] = '\0';
	strcat(whole, latin ? " " : "");
	strcat(whole, rest);
	for (size_t k = 0; k < c->roster->n; k++) {
		const char *name = c->roster->people[k].folded;
		if (strlen(name) <= t->len || utf8_count(name) + 1 < utf8_count(whole) ||
		    spelling_distance(whole, name, 1) > 1)
			continue;
		r->meant = &c->roster->people[k];
		r->announced = true;
		as_typed(c, r, original, t->at, whole);
		return true;
	}
	return false;
}

/* Digits that are nobody's number, where somebody's is awaited. */
static bool is_number(const struct cut *c, const struct token *t)
{
	return cut_digits(c->f, t->at) >= 9 && cut_digits(c->f, t->at) == t->len;
}

/* Words of a code that takes a person and none such: a name one key off, or one nobody has. */
void settle_stranger(const struct cut *c, struct reading *r, const char *original)
{
	for (size_t i = 0; i < c->n && !r->meant && !r->announced; i++) {
		const struct token *t = &c->all[i];
		char name[NAME_BYTES];
		if (longer_name(c, r, i, original))
			return;
		if (t->kind != T_WORD || (is_digit(c->f->s[t->at]) && !is_number(c, t)))
			continue;
		strip_fillers(c->f->s + t->at, t->len, name);
		if (!*name || (nobody(name) && !is_number(c, t)))
			continue;
		const struct person *near = near_token(c, i, name);
		bool must = announced(c, i, original) || is_number(c, t);
		if (!near && !must && (r->people_n > 0 || *r->stranger))
			continue;
		r->meant = near;
		r->announced = must;
		if (must && !near)
			whole_latin(c, i, name);
		as_typed(c, r, original, t->at, name);
	}
}
