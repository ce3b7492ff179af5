#include "handlers/flow/flow_check.h"

#include "handlers/answer/answer.h"
#include "handlers/flow/clock_check.h"
#include "handlers/time/when.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Where something in a flow file stands. */
struct spot {
	const char *file;
	int line, col, width;
};

static struct spot spot_at(const struct flow *flow, int line, int col, const char *word)
{
	return (struct spot){flow->file, line, col, (int)utf8_count(word)};
}

static struct spot spot_state(const struct flow *flow, size_t i)
{
	return spot_at(flow, flow->states[i].line, flow->states[i].col, flow->states[i].name);
}

static struct spot spot_tell(const struct flow *flow, const struct tell *t)
{
	return spot_at(flow, t->line, t->col, t->template);
}

#define FAULT_AT(f, s, ...) fault_add(f, (s).file, (s).line, (s).col, (s).width, __VA_ARGS__)

/* ---- paths: state by state, as bits ---- */

static uint32_t reached(const struct flow *flow)
{
	uint32_t there = 1u << flow->open.to, before = 0;
	while (there != before) {
		before = there;
		for (size_t i = 0; i < flow->codes_n; i++) {
			const struct code *c = &flow->codes[i];
			if (c->to >= 0 && ((c->from | c->from_skipping) & there) != 0)
				there |= 1u << c->to;
		}
	}
	return there;
}

/* The states from which a path leads into one of `there`, those included. */
static uint32_t leading_to(const struct flow *flow, uint32_t there)
{
	uint32_t before = 0;
	while (there != before) {
		before = there;
		for (size_t i = 0; i < flow->codes_n; i++) {
			const struct code *c = &flow->codes[i];
			if (c->to >= 0 && (there & 1u << c->to) != 0)
				there |= c->from | c->from_skipping;
		}
	}
	return there;
}

static bool is_left(const struct flow *flow, size_t state)
{
	for (size_t i = 0; i < flow->codes_n; i++) {
		const struct code *c = &flow->codes[i];
		if (c->to >= 0 && (size_t)c->to != state && ((c->from | c->from_skipping) & 1u << state) != 0)
			return true;
	}
	return false;
}

static uint32_t ending(const struct flow *flow)
{
	uint32_t ends = 0;
	for (size_t i = 0; i < flow->states_n; i++)
		if (flow->states[i].ends)
			ends |= 1u << i;
	return ends;
}

static void check_state(const struct flow *flow, size_t i, uint32_t reach, uint32_t ends, uint32_t ending_well,
			struct faults *f)
{
	const char *name = flow->states[i].name;
	if ((reach & 1u << i) == 0)
		FAULT_AT(f, spot_state(flow, i), "no path reaches `%s`; let a code go `to: %s`, or leave the state out",
			 name, name);
	if ((ends & 1u << i) != 0)
		return;
	if (!is_left(flow, i))
		FAULT_AT(f, spot_state(flow, i), "no path leaves `%s`; let a code go `from: [%s]`, or say `ends: yes`",
			 name, name);
	else if ((ends & reach) != 0 && (ending_well & 1u << i) == 0)
		FAULT_AT(f, spot_state(flow, i),
			 "no path leads from `%s` to a state that ends; let a code close the ticket", name);
}

static void check_ended(const struct flow *flow, const struct code *c, uint32_t ends, struct faults *f)
{
	uint32_t wrong = (c->from | c->from_skipping) & ends;
	if (wrong != 0)
		FAULT_AT(f, spot_at(flow, c->line, c->col, c->name),
			 "`%s` is sent from `%s`, where a ticket has ended; leave "
			 "that state out",
			 c->name, flow->states[__builtin_ctz(wrong)].name);
}

static void check_paths(const struct flow *flow, struct faults *f)
{
	if (flow->codes_n == 0 || flow->states_n == 0)
		return; /* missing altogether: that is a fault already */
	uint32_t ends = ending(flow), well = leading_to(flow, ends);
	uint32_t reach = flow->open.to >= 0 ? reached(flow) : UINT32_MAX;
	if (ends == 0)
		FAULT_AT(f, spot_state(flow, 0), "no state of this flow ends; give its last one `ends: yes`");
	for (size_t i = 0; i < flow->states_n; i++)
		check_state(flow, i, reach, ends, well, f);
	for (size_t i = 0; i < flow->codes_n; i++)
		check_ended(flow, &flow->codes[i], ends, f);
}

/* ---- leads ---- */

static bool takes_lead(const struct flow *flow)
{
	for (size_t i = 0; i < flow->codes_n; i++)
		for (size_t k = 0; k < flow->codes[i].takes_n; k++)
			if (flow->codes[i].takes[k].kind == TAKE_LEAD)
				return true;
	return false;
}

static void check_lead_of(const struct flow *flow, const struct code *c, struct faults *f)
{
	static const char *const why =
		"no code of this flow takes a lead, so nobody is ever `lead_engineer`; name a role instead, "
		"or let a code take one that `is: lead`";
	if ((c->by & BY_LEAD) != 0)
		FAULT_AT(f, spot_at(flow, c->by_line, c->by_col, "["), "%s", why);
	for (size_t i = 0; i < c->tells_n; i++)
		if (c->tells[i].to == TO_LEAD)
			FAULT_AT(f, spot_tell(flow, &c->tells[i]), "%s", why);
	for (size_t i = 0; i < c->stated_n; i++)
		if (c->stated[i].to == TO_LEAD)
			FAULT_AT(f, spot_tell(flow, &c->stated[i]), "%s", why);
}

/* When a ticket opens, it has no engineer, nobody was told of it, and the opening names nobody. */
static void check_opening(const struct flow *flow, struct faults *f)
{
	for (size_t i = 0; i < flow->open.tells_n; i++) {
		const struct tell *t = &flow->open.tells[i];
		if (t->to == TO_LEAD || t->to == TO_FORMER || t->to == TO_TOLD || t->to == TO_PERSON ||
		    t->to == TO_ASKER)
			FAULT_AT(f, spot_tell(flow, t),
				 "nobody is `%s` yet when a ticket opens; tell a role or the customer instead",
				 audience_names[t->to]);
	}
}

/* ---- corrections */

static void check_pair(const struct flow *flow, enum does there, const char *what, enum does missing,
		       const char *without, const char *key, struct faults *f)
{
	const struct code *c = flow_does(flow, there);
	if (c != NULL && flow_does(flow, missing) == NULL)
		FAULT_AT(f, spot_at(flow, c->line, c->col, c->name),
			 "`%s` %s corrections, and no code %s them; add one that `does: %s`", c->name, what, without,
			 key);
}

/* Who asks must be answered, and who answers be asked. */
static void check_corrections(const struct flow *flow, struct faults *f)
{
	check_pair(flow, DOES_CLAIM, "asks for", DOES_APPROVE, "approves", "approve", f);
	check_pair(flow, DOES_CLAIM, "asks for", DOES_REFUSE, "refuses", "refuse", f);
	check_pair(flow, DOES_APPROVE, "approves", DOES_CLAIM, "asks for", "claim", f);
	check_pair(flow, DOES_REFUSE, "refuses", DOES_CLAIM, "asks for", "claim", f);
}

void flow_check(const struct flow *flow, struct faults *f)
{
	check_paths(flow, f);
	check_opening(flow, f);
	clocks_check(flow, f);
	check_corrections(flow, f);
	if (takes_lead(flow))
		return;
	for (size_t i = 0; i < flow->codes_n; i++)
		check_lead_of(flow, &flow->codes[i], f);
}

/* ---- words ---- */

struct word {
	const char *s;
	const struct flow *flow;
	const struct code *code;
	size_t i;    /* which of the code's */
	size_t rank; /* in the order they were read */
};

static int word_order(const void *a, const void *b)
{
	const struct word *x = a, *y = b;
	int order = strcmp(x->s, y->s);
	return order != 0 ? order : (x->rank > y->rank) - (x->rank < y->rank);
}

static size_t gather_words(const struct flows *set, struct word *all)
{
	size_t n = 0;
	for (size_t i = 0; i < set->n; i++)
		for (size_t k = 0; k < set->all[i]->codes_n; k++) {
			const struct code *c = &set->all[i]->codes[k];
			for (size_t w = 0; w < c->words_n; w++) {
				if (all != NULL)
					all[n] = (struct word){c->words[w], set->all[i], c, w, n};
				n++;
			}
		}
	return n;
}

static void alike_fault(const struct word *first, const struct word *again, struct faults *f)
{
	struct spot at =
		spot_at(again->flow, again->code->word_line[again->i], again->code->word_col[again->i], again->s);
	if (first->code == again->code)
		FAULT_AT(f, at,
			 "`%s` stands for this code already; full-width and half-width, large and small letters read "
			 "alike: leave one out",
			 again->s);
	else
		FAULT_AT(f, at, "`%s` reads like the word of `%s` (%s:%d); give one of the two another word", again->s,
			 first->code->name, first->flow->file, first->code->word_line[first->i]);
}

/* A text's digits are a ticket's number before anything else; that no code looks like a time is seen to where the lexicon
 * is known. */
static void check_readable(const struct word *w, struct faults *f)
{
	struct spot at = spot_at(w->flow, w->code->word_line[w->i], w->code->word_col[w->i], w->s);
	size_t n = strlen(w->s);
	if (n >= 5 && strspn(w->s, "0123456789") == n)
		FAULT_AT(f, at, "`%s` reads like a ticket number; give the code a word, or at most four digits", w->s);
}

static void check_words(const struct flows *set, struct faults *f)
{
	size_t n = gather_words(set, NULL);
	struct word *all = calloc(n + 1, sizeof(*all));
	if (all == NULL) {
		fault_add(f, "flows", 0, 0, 1,
			  "there is not enough memory to compare the codes; free some and try again");
		return;
	}
	gather_words(set, all);
	for (size_t i = 0; i < n; i++)
		check_readable(&all[i], f);
	qsort(all, n, sizeof(*all), word_order);
	size_t first = 0;
	for (size_t i = 1; i < n; i++) {
		if (strcmp(all[first].s, all[i].s) == 0)
			alike_fault(&all[first], &all[i], f);
		else
			first = i;
	}
	free(all);
}

static void check_names(const struct flows *set, struct faults *f)
{
	for (size_t i = 0; i < set->n; i++) {
		const struct flow *first = flows_find(set, set->all[i]->name);
		if (first != set->all[i] && first->name[0] != '\0')
			FAULT_AT(f, spot_at(set->all[i], set->all[i]->line, set->all[i]->col, first->name),
				 "there is a flow `%s` already, in %s; give this one another name", first->name,
				 first->file);
	}
}

/* ---- templates ---- */

struct check {
	const struct flows *set;
	const struct wording *w;
	struct faults *f;
	size_t begin; /* faults before this one are not ours */
};

/* A template may be used by several codes and flows; its fault is told once. */
static bool told(const struct check *ck, const char *file, int line, int col)
{
	for (size_t i = ck->begin; i < ck->f->n; i++) {
		const struct fault *one = &ck->f->all[i];
		if (one->file != NULL && one->line == line && one->col == col && strcmp(one->file, file) == 0)
			return true;
	}
	return false;
}

/* The flow's own places: what its codes take as words. */
static size_t own_places(const struct flow *flow, const char **names, size_t n, size_t max)
{
	for (size_t i = 0; i < flow->codes_n; i++)
		for (size_t k = 0; k < flow->codes[i].takes_n && n < max; k++)
			if (flow->codes[i].takes[k].kind == TAKE_WORDS)
				names[n++] = flow->codes[i].takes[k].name;
	return n;
}

#define NAMES_MAX (CODES_MAX * TAKES_MAX + 128)

static const char *near_place(const struct flow *flow, const char *wrong)
{
	const char *names[NAMES_MAX];
	size_t n = 0;
	while (n < NAMES_MAX && place_names[n] != NULL) {
		names[n] = place_names[n];
		n++;
	}
	return fault_nearest(wrong, names, own_places(flow, names, n, NAMES_MAX));
}

static int place_width(const struct place *p)
{
	char as_written[64];
	return p->max > 0 ? snprintf(as_written, sizeof(as_written), "{%s:%d}", p->name, p->max)
			  : (int)strlen(p->name) + 2;
}

static void unknown_place(const struct check *ck, const struct flow *flow, const struct template *t,
			  const struct place *p)
{
	const char *near = near_place(flow, p->name);
	if (told(ck, template_file(t), p->line, p->col))
		return;
	if (near != NULL)
		fault_add(ck->f, template_file(t), p->line, p->col, place_width(p),
			  "nothing fills the place `{%s}`; did you "
			  "mean `{%s}`?",
			  p->name, near);
	else
		fault_add(ck->f, template_file(t), p->line, p->col, place_width(p),
			  "nothing fills the place `{%s}`; leave it "
			  "out, or write `{{` for a bracket",
			  p->name);
}

/* False if the flow fills a place with nothing; the widest is where a maximum would help. */
static bool check_places(const struct check *ck, const struct flow *flow, const struct template *t,
			 const struct place **widest)
{
	int most = 0;
	bool known = true;
	*widest = NULL;
	for (size_t i = 0; i < template_places(t); i++) {
		const struct place *p = template_place(t, i);
		int max = answer_place_max((void *)flow, p->name);
		if (max <= 0) {
			unknown_place(ck, flow, t, p);
			known = false;
		}
		if (p->max > 0 && p->max < max)
			max = p->max;
		if (max > most) {
			most = max;
			*widest = p;
		}
	}
	return known;
}

static void check_template(const struct check *ck, const struct flow *flow, const struct template *t)
{
	const struct place *widest;
	if (!check_places(ck, flow, t, &widest))
		return;
	int need = segments_worst(template_worst(t, answer_place_max, (void *)flow));
	if (need <= template_segments(t))
		return;
	int line = widest != NULL ? widest->line : 1, col = widest != NULL ? widest->col : 1;
	if (!told(ck, template_file(t), line, col))
		fault_add(ck->f, template_file(t), line, col, widest != NULL ? place_width(widest) : 1,
			  "this can become %d segments, it may cost %d; shorten it, give a place a maximum like "
			  "{%s:40}, or raise "
			  "@segments",
			  need, template_segments(t), widest != NULL ? widest->name : "fault");
}

static const char *near_template(const struct check *ck, const char *wrong)
{
	const char *near = NULL;
	for (int l = 0; l < LANGS && near == NULL; l++) {
		const struct template *t;
		int best = 3; /* as near as fault_nearest() would have it, without gathering the names */
		for (size_t i = 0; (t = wording_at(ck->w, (enum lang)l, i)) != NULL; i++) {
			int far = edit_distance(wrong, template_name(t), best);
			if (far < best) {
				best = far;
				near = template_name(t);
			}
		}
	}
	return near;
}

static void missing_template(const struct check *ck, struct spot at, const char *name, bool zh, bool en)
{
	const char *near = near_template(ck, name);
	if (zh || en)
		FAULT_AT(ck->f, at, "the template `%s` is there in one language only; write %s/%s.txt too", name,
			 lang_name(zh ? EN : ZH), name);
	else if (near != NULL)
		FAULT_AT(ck->f, at, "there is no template `%s`; did you mean `%s`?", name, near);
	else
		FAULT_AT(ck->f, at, "there is no template `%s`; write zh/%s.txt and en/%s.txt", name, name, name);
}

static void check_use(const struct check *ck, const struct flow *flow, struct spot at, const char *name)
{
	if (name[0] == '\0')
		return; /* a fault already, or opening, which answers nobody */
	const struct template *zh = wording_find(ck->w, ZH, name), *en = wording_find(ck->w, EN, name);
	if (zh == NULL || en == NULL)
		missing_template(ck, at, name, zh != NULL, en != NULL);
	if (zh != NULL)
		check_template(ck, flow, zh);
	if (en != NULL)
		check_template(ck, flow, en);
}

static void check_code_uses(const struct check *ck, const struct flow *flow, const struct code *c)
{
	check_use(ck, flow, spot_at(flow, c->answer_line, c->answer_col, c->answer), c->answer);
	for (size_t i = 0; i < c->tells_n; i++)
		check_use(ck, flow, spot_tell(flow, &c->tells[i]), c->tells[i].template);
	for (size_t i = 0; i < c->stated_n; i++)
		check_use(ck, flow, spot_tell(flow, &c->stated[i]), c->stated[i].template);
}

static void check_tell_uses(const struct check *ck, const struct flow *flow, const struct tell *tells, size_t n)
{
	for (size_t i = 0; i < n; i++)
		check_use(ck, flow, spot_tell(flow, &tells[i]), tells[i].template);
}

static void check_clock_uses(const struct check *ck, const struct flow *flow, const struct clock_kind *c)
{
	for (size_t i = 0; i < c->steps_n; i++)
		check_tell_uses(ck, flow, c->steps[i].tells, c->steps[i].tells_n);
}

/* A template that the program itself uses has no line in a flow: its own file is named. */
static void check_fixed(const struct check *ck, const char *name)
{
	const struct template *any = wording_at(ck->w, ZH, 0);
	char file[1200] = "zh/";
	const char *slash = any != NULL ? strrchr(template_file(any), '/') : NULL;
	if (slash != NULL)
		snprintf(file, sizeof(file), "%.*s/", (int)(slash - template_file(any)), template_file(any));
	size_t n = strlen(file);
	snprintf(file + n, sizeof(file) - n, "%s.txt", name);
	struct spot at = {file, 0, 0, 1};
	const struct template *zh = wording_find(ck->w, ZH, name), *en = wording_find(ck->w, EN, name);
	if (zh == NULL || en == NULL)
		FAULT_AT(ck->f, at, "the program says this message, and it is missing in %s; write it",
			 zh != NULL   ? "English (en)"
			 : en != NULL ? "Chinese (zh)"
				      : "both languages");
	for (size_t i = 0; i < ck->set->n; i++) {
		if (zh != NULL)
			check_template(ck, ck->set->all[i], zh);
		if (en != NULL)
			check_template(ck, ck->set->all[i], en);
	}
}

void flows_check(const struct flows *set, const struct wording *w, struct faults *f)
{
	check_names(set, f);
	check_words(set, f);
	struct check ck = {set, w, f, f->n};
	for (size_t i = 0; w != NULL && i < set->n; i++) {
		check_code_uses(&ck, set->all[i], &set->all[i]->open);
		for (size_t k = 0; k < set->all[i]->codes_n; k++)
			check_code_uses(&ck, set->all[i], &set->all[i]->codes[k]);
		for (size_t k = 0; k < set->all[i]->clocks_n; k++)
			check_clock_uses(&ck, set->all[i], &set->all[i]->clocks[k]);
		for (size_t k = 0; k < set->all[i]->dailies_n; k++)
			check_tell_uses(&ck, set->all[i], set->all[i]->dailies[k].tells,
					set->all[i]->dailies[k].tells_n);
	}
	for (size_t i = 0; w != NULL && fixed_templates[i] != NULL; i++)
		check_fixed(&ck, fixed_templates[i]);
}

/* ---- people ---- */

static bool somebody(const struct roster *r, enum role role, int64_t station)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct person *p = &r->people[i];
		if ((p->roles & ROLE_BIT(role)) != 0 && (station == 0 || p->station == 0 || p->station == station))
			return true;
	}
	return false;
}

static void check_role(const struct roster *r, int role, struct spot at, struct faults *f)
{
	if (f && !somebody(r, (enum role)role, 0))
		FAULT_AT(f, at, "nobody has the role `%s`; import people with it, or leave it out", role_names[role]);
}

static void check_code_people(const struct flow *flow, const struct code *c, const struct roster *r, struct faults *f)
{
	for (int role = 0; role < ROLES; role++)
		if ((c->by & ROLE_BIT(role)) != 0)
			check_role(r, role, spot_at(flow, c->by_line, c->by_col, "["), f);
	for (size_t i = 0; i < c->tells_n; i++)
		if ((int)c->tells[i].to < ROLES)
			check_role(r, (int)c->tells[i].to, spot_tell(flow, &c->tells[i]), f);
	for (size_t i = 0; i < c->stated_n; i++)
		if ((int)c->stated[i].to < ROLES)
			check_role(r, (int)c->stated[i].to, spot_tell(flow, &c->stated[i]), f);
}

static void check_tell_people(const struct flow *flow, const struct tell *tells, size_t n, const struct roster *r,
			      struct faults *f)
{
	for (size_t i = 0; i < n; i++)
		if ((int)tells[i].to < ROLES)
			check_role(r, (int)tells[i].to, spot_tell(flow, &tells[i]), f);
}

static bool is_region(const struct roster *r, const char *region)
{
	char folded[16];
	for (size_t i = 0; i < r->stations_n; i++)
		if (fold_small(folded, sizeof(folded), r->stations[i].region) && strcmp(folded, region) == 0)
			return true;
	return false;
}

/* Stations may yet be imported for a line: that it holds for none is a warning. */
static void check_regions(const struct flow *flow, const struct clock_kind *c, const struct roster *r, struct faults *f)
{
	const char **names = f != NULL ? calloc(r->stations_n + 1, sizeof(*names)) : NULL;
	if (names == NULL)
		return;
	for (size_t i = 0; i < r->stations_n; i++)
		names[i] = r->stations[i].region;
	for (size_t i = 0; i < c->dues_n && r->stations_n > 0; i++) {
		const struct due_rule *d = &c->dues[i];
		if (d->region[0] == '\0' || is_region(r, d->region))
			continue;
		const char *near = fault_nearest(d->region, names, r->stations_n);
		struct spot at = spot_at(flow, d->line, d->col, "{");
		if (near != NULL)
			FAULT_AT(f, at, "no station is in region `%s`; did you mean `%s`?", d->region, near);
		else
			FAULT_AT(f, at,
				 "no station is in region `%s`, so this line holds for none; import one, or mend the "
				 "region",
				 d->region);
	}
	free(names);
}

static void check_clock_people(const struct flow *flow, const struct clock_kind *c, const struct roster *r,
			       struct faults *f)
{
	for (size_t i = 0; i < c->steps_n; i++)
		check_tell_people(flow, c->steps[i].tells, c->steps[i].tells_n, r, f);
}

/* Where a flow speaks of station heads: where opening tells them, else the first code that does; false if nowhere. */
static bool head_spot(const struct flow *flow, struct spot *at)
{
	const struct code *c = &flow->open;
	for (size_t k = 0; k <= flow->codes_n; c = &flow->codes[k++]) {
		for (size_t i = 0; i < c->tells_n; i++) {
			if (c->tells[i].to == (enum audience)STATION_HEAD) {
				*at = spot_tell(flow, &c->tells[i]);
				return true;
			}
		}
		if ((c->by & ROLE_BIT(STATION_HEAD)) != 0) {
			*at = spot_at(flow, c->by_line, c->by_col, "[");
			return true;
		}
	}
	return false;
}

static void check_heads(const struct flow *flow, const struct roster *r, struct faults *f)
{
	struct spot at;
	if (!somebody(r, STATION_HEAD, 0) || !head_spot(flow, &at))
		return;
	for (size_t i = 0; i < r->stations_n; i++)
		if (!somebody(r, STATION_HEAD, r->stations[i].id))
			FAULT_AT(f, at,
				 "the station `%s` has no station_head, so nobody there would be told; import one",
				 r->stations[i].name);
}

static bool corrects(const struct code *c)
{
	return c->does == DOES_CLAIM || c->does == DOES_APPROVE || c->does == DOES_REFUSE;
}

void flows_check_people(const struct flows *set, const struct roster *r, struct faults *f, struct faults *warnings)
{
	if (r->n == 0)
		return;
	for (size_t i = 0; i < set->n; i++) {
		const struct flow *flow = set->all[i];
		check_code_people(flow, &flow->open, r, f);
		for (size_t k = 0; k < flow->codes_n; k++)
			check_code_people(flow, &flow->codes[k], r, corrects(&flow->codes[k]) ? warnings : f);
		for (size_t k = 0; k < flow->clocks_n; k++)
			check_clock_people(flow, &flow->clocks[k], r, warnings);
		for (size_t k = 0; k < flow->clocks_n; k++)
			check_regions(flow, &flow->clocks[k], r, warnings);
		for (size_t k = 0; k < flow->dailies_n; k++)
			check_tell_people(flow, flow->dailies[k].tells, flow->dailies[k].tells_n, r, warnings);
		check_heads(flow, r, f);
	}
}
