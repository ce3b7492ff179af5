#include "handlers/model/change_word.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "handlers/people/people.h"
#include "templates/text/number.h"
#include "templates/text/text.h"

/* ---- writing ---- */

void pen_word(struct pen *p, const char *name, const char *of, const char *value)
{
	const char *const parts[] = {p->n ? " " : "", name, of ? "." : "", of ? of : "", "=", value};
	size_t at = p->n;

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		size_t n = strlen(parts[i]);

		if (n >= CHANGE_BYTES - at) {
			p->full = true;
			p->out[p->n] = '\0';
			return;
		}
		memcpy(p->out + at, parts[i], n + 1);
		at += n;
	}
	p->n = at;
}

static void pen_number(struct pen *p, const char *name, const char *of, int64_t before, int64_t after)
{
	char value[DECIMAL_BYTES];

	if (before != after)
		pen_word(p, name, of, number_write(after, value));
}

/* ---- numbers of a ticket ---- */

#define MEMBER(m) offsetof(struct ticket, m), sizeof(((struct ticket *)0)->m)

static int64_t number_of(const struct ticket *t, const struct word *w, size_t i)
{
	const char *at = (const char *)t + w->at + i * w->bytes;
	int64_t wide;
	int narrow;

	if (w->bytes == sizeof(bool))
		return *(const bool *)at;
	if (w->bytes == sizeof(narrow)) {
		memcpy(&narrow, at, sizeof(narrow));
		return narrow;
	}
	memcpy(&wide, at, sizeof(wide));
	return wide;
}

static void number_put(struct ticket *t, const struct word *w, size_t i, int64_t v)
{
	char *at = (char *)t + w->at + i * w->bytes;
	int narrow = (int)v;

	if (w->bytes == sizeof(bool))
		*(bool *)at = v != 0;
	else if (w->bytes == sizeof(narrow))
		memcpy(at, &narrow, sizeof(narrow));
	else
		memcpy(at, &v, sizeof(v));
}

static void write_number(struct pen *p, const struct word *w, const struct ticket *a, const struct ticket *b)
{
	pen_number(p, w->name, NULL, number_of(a, w, 0), number_of(b, w, 0));
}

static bool whole(const char *value, int64_t *v)
{
	const char *end = number_read(value, v);

	return end && !*end;
}

static bool read_number(const struct word *w, struct ticket *t, const char *of, const char *value)
{
	int64_t v;

	(void)of;
	if (!whole(value, &v))
		return false;
	number_put(t, w, 0, v);
	return true;
}

static void write_of_nodes(struct pen *p, const struct word *w, const struct ticket *a, const struct ticket *b)
{
	for (size_t i = 0; i < b->flow->nodes_n; i++)
		pen_number(p, w->name, b->flow->nodes[i].name, number_of(a, w, i), number_of(b, w, i));
}

static bool read_of_node(const struct word *w, struct ticket *t, const char *of, const char *value)
{
	int i = flow_node(t->flow, of);
	int64_t v;

	if (!whole(value, &v))
		return false;
	if (i >= 0)
		number_put(t, w, (size_t)i, v);
	return true;
}

/* ---- what is more than a number ---- */

static void write_state(struct pen *p, const struct word *w, const struct ticket *a, const struct ticket *b)
{
	if (a->state != b->state)
		pen_word(p, w->name, NULL, b->state >= 0 ? b->flow->states[b->state].name : "-");
}

static bool read_state(const struct word *w, struct ticket *t, const char *of, const char *value)
{
	(void)w;
	(void)of;
	t->state = flow_state(t->flow, value);
	t->lost = t->state < 0 && strcmp(value, "-") != 0;
	return true;
}

static const char missed[] = "missed@";

static void write_nodes(struct pen *p, const struct word *w, const struct ticket *a, const struct ticket *b)
{
	for (size_t i = 0; i < b->flow->nodes_n; i++) {
		const struct node *x = &a->nodes[i], *y = &b->nodes[i];
		char value[sizeof(missed) + DECIMAL_BYTES] = "-", digits[DECIMAL_BYTES];

		if (x->how == y->how && (y->how == NODE_OPEN || x->at == y->at))
			continue;
		if (y->how != NODE_OPEN) {
			strcpy(value, y->how == NODE_MISSED ? missed : "");
			strcat(value, number_write(y->at, digits));
		}
		pen_word(p, w->name, b->flow->nodes[i].name, value);
	}
}

static bool read_node(const struct word *w, struct ticket *t, const char *of, const char *value)
{
	struct node n = {.how = NODE_OPEN};
	int i = flow_node(t->flow, of);

	(void)w;
	if (!text_same(value, "-")) {
		bool was_missed = strncmp(value, missed, sizeof(missed) - 1) == 0;

		n.how = was_missed ? NODE_MISSED : NODE_STAMPED;
		if (!whole(was_missed ? value + sizeof(missed) - 1 : value, &n.at))
			return false;
	}
	if (i >= 0)
		t->nodes[i] = n;
	return true;
}

static void write_opens(struct pen *p, const struct word *w, const struct ticket *a, const struct ticket *b)
{
	for (size_t i = 0; i < b->flow->opened_n; i++)
		pen_number(p, w->name, b->flow->opened[i], a->opens[i], b->opens[i]);
}

static bool read_opens(const struct word *w, struct ticket *t, const char *of, const char *value)
{
	int64_t v;

	(void)w;
	if (!whole(value, &v))
		return false;
	for (size_t i = 0; i < t->flow->opened_n; i++)
		if (text_same(t->flow->opened[i], of))
			t->opens[i] = v;
	return true;
}

static bool same_companions(const struct ticket *a, const struct ticket *b)
{
	return a->companions_n == b->companions_n &&
	       (!a->companions_n ||
		memcmp(a->companions, b->companions, a->companions_n * sizeof(*a->companions)) == 0);
}

static void write_companions(struct pen *p, const struct word *w, const struct ticket *a, const struct ticket *b)
{
	char all[COMPANIONS_MAX * 21 + 2] = "-";
	size_t n = 0;

	if (same_companions(a, b))
		return;
	for (size_t i = 0; i < b->companions_n; i++)
		n += (size_t)snprintf(all + n, sizeof(all) - n, "%s%" PRId64, i ? "," : "", b->companions[i]);
	pen_word(p, w->name, NULL, all);
}

static bool read_companions(const struct word *w, struct ticket *t, const char *of, const char *value)
{
	(void)w;
	(void)of;
	t->companions_n = 0;
	if (text_same(value, "-"))
		return true;
	for (;;) {
		int64_t id;
		const char *end = number_read(value, &id);

		if (!end || t->companions_n == COMPANIONS_MAX)
			return false;
		t->companions[t->companions_n++] = id;
		if (*end == '\0')
			return true;
		if (*end != ',')
			return false;
		value = end + 1;
	}
}

/* ---- fields ---- */

static const char nothing[] = "-";

static void write_field(struct pen *p, const struct word *w, const struct field *f, int64_t kept)
{
	char written[LEDGER_VALUE_BYTES];
	int64_t value;

	strcpy(written, nothing);
	if (field_value(&f->is, kept, &value))
		f->is.kind->write(&f->is, value, written);
	pen_word(p, w->name, f->is.name, written);
}

static void write_fields(struct pen *p, const struct word *w, const struct ticket *a, const struct ticket *b)
{
	for (size_t i = 0; i < b->flow->fields_n; i++) {
		const struct field *f = &b->flow->fields[i];

		if (a->fields[i] == b->fields[i])
			continue;
		if (f->is.kind->write)
			write_field(p, w, f, b->fields[i]);
		else
			pen_number(p, w->name, f->is.name, a->fields[i], b->fields[i]);
	}
}

static bool put_number(struct ticket *t, int field, const char *value)
{
	int64_t v;

	if (!whole(value, &v))
		return false;
	if (field >= 0)
		t->fields[field] = v;
	return true;
}

/* What its kind cannot read was written when the flow had it as another kind, or had another choice: it keeps nothing. */
static bool read_field(const struct word *w, struct ticket *t, const char *of, const char *value)
{
	int field = flow_field(t->flow, of);
	const struct value *is = field >= 0 ? &t->flow->fields[field].is : NULL;
	int64_t v;

	(void)w;
	if (!is || !*value)
		return *value != '\0';
	if (!is->kind->parse)
		t->fields[field] = whole(value, &v) ? v : 0;
	else
		t->fields[field] = is->kind->parse(is, value, &v) ? field_kept(is, v) : 0;
	return true;
}

/* Before there were fields the words said themselves what they are of: times, all of them. */
static int old_field(const struct ticket *t, const char *name)
{
	int field = flow_field(t->flow, name);

	return field >= 0 && t->flow->fields[field].is.kind->brings & BRINGS_TIME ? field : -1;
}

static bool read_old_field(const struct word *w, struct ticket *t, const char *of, const char *value)
{
	(void)of;
	return put_number(t, old_field(t, w->name), value);
}

/* Whatever the flow called a time that was not planned. */
static bool read_old_promise(const struct word *w, struct ticket *t, const char *of, const char *value)
{
	int field = old_field(t, w->name);

	(void)of;
	for (size_t i = 0; i < t->flow->fields_n && field < 0; i++)
		if (!t->flow->fields[i].followed && t->flow->fields[i].promise)
			field = (int)i;
	return put_number(t, field, value);
}

/* ---- chains ---- */

/* Else all of b's chain is new. */
static bool same_chain(const struct ticket *a, const struct ticket *b)
{
	return a->chain == b->chain;
}

static void write_chain(struct pen *p, const struct word *w, const struct ticket *a, const struct ticket *b)
{
	if (!same_chain(a, b))
		pen_word(p, w->name, NULL, b->chain ? b->flow->chains[b->chain - 1].name : nothing);
}

/* A chain begins with nobody asked and nothing signed. */
static bool read_chain(const struct word *w, struct ticket *t, const char *of, const char *value)
{
	(void)w;
	(void)of;
	t->chain = t->turn = 0;
	memset(t->signatures, 0, sizeof(t->signatures));
	for (size_t i = 0; i < t->flow->chains_n; i++)
		if (text_same(t->flow->chains[i].name, value))
			t->chain = (int)i + 1;
	return true;
}

/* The place of who is called so among those whom the ticket's chain asks, from 1; 0 if it asks nobody of that name. */
static int ask_named(const struct ticket *t, const char *name)
{
	const struct chain_kind *c = t->chain ? &t->flow->chains[t->chain - 1] : NULL;

	for (size_t i = 0; c && i < c->asks_n; i++)
		if (text_same(c->asks[i].name, name))
			return (int)i + 1;
	return 0;
}

static void write_turn(struct pen *p, const struct word *w, const struct ticket *a, const struct ticket *b)
{
	int was = same_chain(a, b) ? a->turn : 0;

	if (was != b->turn)
		pen_word(p, w->name, NULL, b->turn ? b->flow->chains[b->chain - 1].asks[b->turn - 1].name : nothing);
}

static bool read_turn(const struct word *w, struct ticket *t, const char *of, const char *value)
{
	(void)w;
	(void)of;
	t->turn = ask_named(t, value);
	return true;
}

void signer_write(const struct signer *s, char *value)
{
	if (!s->by)
		strcpy(value, nothing);
	else if (s->whom)
		snprintf(value, 2 * DECIMAL_BYTES, "%" PRId64 "/%" PRId64, s->by, s->whom);
	else
		snprintf(value, 2 * DECIMAL_BYTES, "%" PRId64, s->by);
}

static void write_signatures(struct pen *p, const struct word *w, const struct ticket *a, const struct ticket *b)
{
	const struct chain_kind *c = b->chain ? &b->flow->chains[b->chain - 1] : NULL;

	for (size_t i = 0; c && i < c->asks_n; i++) {
		const struct signer *now = &b->signatures[i];
		const struct signer was = same_chain(a, b) ? a->signatures[i] : (struct signer){0};
		char value[2 * DECIMAL_BYTES];

		if (was.by == now->by && was.whom == now->whom)
			continue;
		signer_write(now, value);
		pen_word(p, w->name, c->asks[i].name, value);
	}
}

static bool read_signature(const struct word *w, struct ticket *t, const char *of, const char *value)
{
	struct signer s = {0};
	const char *end;
	int at = ask_named(t, of);

	(void)w;
	if (!text_same(value, nothing)) {
		end = number_read(value, &s.by);
		if (!end || (*end && (*end != '/' || !whole(end + 1, &s.whom))))
			return false;
	}
	if (at)
		t->signatures[at - 1] = s;
	return true;
}

/* ---- what moves nothing ---- */

static bool pass_number(const struct word *w, struct ticket *t, const char *of, const char *value)
{
	int64_t v;

	(void)w;
	(void)t;
	(void)of;
	return whole(value, &v);
}

static bool pass_any(const struct word *w, struct ticket *t, const char *of, const char *value)
{
	(void)w;
	(void)t;
	(void)of;
	(void)value;
	return true;
}

/* ---- the words ---- */

const struct word change_words[] = {
	{WORD_STATE, false, 0, 0, write_state, read_state}, /* `-`: one that the flow no longer has */
	{WORD_NODE, true, 0, 0, write_nodes, read_node},    /* a time, `missed@` and a time, or `-`: taken back */
	{WORD_CLAIM, true, MEMBER(claims[0]), write_of_nodes, read_of_node}, /* a stated time that waits; 0: none */
	{"asker", true, MEMBER(askers[0]), write_of_nodes, read_of_node},    /* who stated it */
	{"corrected", true, MEMBER(corrected[0]), write_of_nodes, read_of_node},
	{"claim_set", false, MEMBER(claim_set), write_number, read_number}, /* of digits that a decision must have */
	{WORD_CLAIM_WRONG, false, MEMBER(claim_wrong), write_number, read_number}, /* how often others came */
	{"machine", false, MEMBER(machine), write_number, read_number},
	{"customer", false, MEMBER(customer), write_number, read_number},
	{"station", false, MEMBER(station), write_number, read_number},
	{"lead", false, MEMBER(lead), write_number, read_number},
	{"former", false, MEMBER(former), write_number, read_number},
	{WORD_COMPANIONS, false, 0, 0, write_companions, read_companions}, /* ids with commas between, or `-` */
	{WORD_FIELD, true, 0, 0, write_fields, read_field},
	{WORD_CHAIN, false, 0, 0, write_chain, read_chain},     /* that asks people; nobody has signed in it yet */
	{WORD_TURN, false, 0, 0, write_turn, read_turn},        /* who is asked now, or `-` */
	{"set", false, MEMBER(set), write_number, read_number}, /* of digits that a signature must have */
	{WORD_WRONG, false, MEMBER(wrong), write_number, read_number}, /* how often others came */
	{"signed", true, 0, 0, write_signatures,
	 read_signature},                               /* who did, and behind `/` in whose stead; `-`: nobody */
	{"planned", false, 0, 0, NULL, read_old_field}, /* until schema version 4 */
	{"eta", false, 0, 0, NULL, read_old_promise},   /* until then too */
	{"visit", false, MEMBER(visit), write_number, read_number},
	{"phase", false, MEMBER(phase), write_number, read_number}, /* enum visit_phase */
	{"down", false, MEMBER(down), write_number, read_number},
	{"again", false, MEMBER(again), write_number, read_number},
	{"again_at", false, MEMBER(again_at), write_number, read_number},
	{"parent", false, MEMBER(parent), write_number, read_number}, /* the ticket that opened it */
	{"opens", true, 0, 0, write_opens, read_opens}, /* when a ticket of that flow is to be opened; 0: no longer */
	{WORD_STATED, false, 0, 0, NULL, pass_number},
	{WORD_SIGNED_LAST, true, 0, 0, NULL, pass_any}, /* as `signed`, in the chain that another follows at once */
	{WORD_MET, true, 0, 0, NULL, pass_any},
	{WORD_LATE, true, 0, 0, NULL, pass_any},
	{WORD_SET, true, 0, 0, NULL, pass_any}, /* of the machine */
};
const size_t change_words_n = sizeof(change_words) / sizeof(*change_words);
