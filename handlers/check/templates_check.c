#include "handlers/check/templates_check.h"

#include "handlers/answer/answer.h"
#include "handlers/answer/places.h"
#include "handlers/check/fault_spot.h"
#include "handlers/check/unused_templates.h"
#include "templates/text/spelling.h"
#include "templates/wording/lang.h"
#include "templates/wording/segments.h"
#include "templates/wording/template.h"
#include "templates/wording/wording.h"

#include <stdio.h>
#include <string.h>

struct check {
	const struct flows *set;
	const struct wording *w;
	struct faults *f;
	struct faults *warnings; /* NULL: none are asked for */
	size_t begin;            /* the faults before this one are of other checks */
	struct used_templates *used;
};

/* Several codes and flows may use a template; its fault is told once. */
static bool stands_in(const struct faults *f, size_t begin, const char *file, int line, int col)
{
	for (size_t i = begin; i < f->n; i++) {
		const struct fault *one = &f->all[i];
		if (one->file != NULL && one->line == line && one->col == col && strcmp(one->file, file) == 0)
			return true;
	}
	return false;
}

static bool told(const struct check *ck, const char *file, int line, int col)
{
	return stands_in(ck->f, ck->begin, file, line, col);
}

/* Adds the flow's own places: its fields, and what its codes take. */
static size_t own_places(const struct flow *flow, const char **names, size_t n, size_t max)
{
	for (size_t i = 0; i < flow->fields_n && n < max; i++)
		names[n++] = flow->fields[i].is.name;
	for (size_t i = 0; i < flow->codes_n; i++)
		for (size_t k = 0; k < flow->codes[i].takes_n && n < max; k++)
			if (flow->codes[i].takes[k].is.kind->max > 0)
				names[n++] = flow->codes[i].takes[k].is.name;
	return n;
}

#define NAMES_MAX (CODES_MAX * TAKES_MAX + 128)

static const char *near_place(const struct flow *flow, const char *wrong)
{
	const char *names[NAMES_MAX];
	size_t n = 0;
	while (n < NAMES_MAX && place_name(n) != NULL) {
		names[n] = place_name(n);
		n++;
	}
	return spelling_nearest(wrong, names, own_places(flow, names, n, NAMES_MAX));
}

static int place_width(const struct place *p)
{
	char as_written[64];
	return p->max > 0 ? snprintf(as_written, sizeof(as_written), "{%s:%d}", p->name, p->max)
			  : (int)strlen(p->name) + 2;
}

/* Of all flows, as a template may speak of any. */
static const char *near_code(const struct flows *set, const char *wrong)
{
	const char *names[FLOWS_MAX * CODES_MAX];
	size_t n = 0;
	for (size_t i = 0; i < set->n; i++)
		for (size_t k = 0; k < set->all[i]->codes_n; k++)
			names[n++] = set->all[i]->codes[k].name;
	return spelling_nearest(wrong, names, n);
}

/* A slip is a fault; a code that the flows do without is not, as the place is then empty. Returns false for a slip. */
static bool unknown_code(const struct check *ck, const struct template *t, const struct place *p)
{
	const char *code = p->name + sizeof(PLACE_CODE) - 1, *near = near_code(ck->set, code);
	if (near != NULL && strcmp(near, code) == 0)
		return false; /* a code without a word, which is a fault already */
	if (near != NULL && !told(ck, template_file(t), p->line, p->col))
		fault_add(ck->f, template_file(t), p->line, p->col, place_width(p),
			  "no flow has a code `%s`, whose word would stand here; did you mean `{" PLACE_CODE "%s}`?",
			  code, near);
	if (near == NULL && ck->warnings != NULL && !stands_in(ck->warnings, 0, template_file(t), p->line, p->col))
		fault_add(ck->warnings, template_file(t), p->line, p->col, place_width(p),
			  "no flow has a code `%s`, so nothing stands here; name one that there is, or leave it out",
			  code);
	return near == NULL;
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

static bool has_fields(const struct flows *set)
{
	size_t n = 0;
	for (size_t i = 0; i < set->n; i++)
		n += set->all[i]->fields_n;
	return n > 0;
}

/* Flows that keep nothing may use templates that tell what others keep, as `[, arrival {eta}]`: then it is not said. */
static bool may_be_empty(const struct check *ck, const struct flow *flow, const struct template *t,
			 const struct place *p)
{
	if (!p->optional || has_fields(ck->set) || near_place(flow, p->name) != NULL)
		return false;
	if (ck->warnings != NULL && !stands_in(ck->warnings, 0, template_file(t), p->line, p->col))
		fault_add(ck->warnings, template_file(t), p->line, p->col, place_width(p),
			  "no flow keeps `%s`, so what is in these brackets is never said; leave it out, or let a "
			  "flow keep it",
			  p->name);
	return true;
}

/* False if nothing in this flow fills a place. *widest becomes the place that takes most: there a maximum would
 * help. */
static bool check_places(const struct check *ck, struct place_scope *in, const struct template *t,
			 const struct place **widest)
{
	int most = 0;
	bool known = true;
	*widest = NULL;
	for (size_t i = 0; i < template_places(t); i++) {
		const struct place *p = template_place(t, i);
		int max = place_max(in, p->name);
		if (max <= 0 && p->code) {
			known = unknown_code(ck, t, p) && known;
		} else if (max <= 0 && !may_be_empty(ck, in->flow, t, p)) {
			unknown_place(ck, in->flow, t, p);
			known = false;
		}
		if (p->max > 0 && p->max < max)
			max = p->max;
		if (max > most && !p->code) {
			most = max;
			*widest = p;
		}
	}
	return known;
}

static void check_template(const struct check *ck, const struct flow *flow, enum lang l, const struct template *t)
{
	struct place_scope in = {ck->set, flow, l};
	const struct place *widest;
	int need, line, col;
	if (!check_places(ck, &in, t, &widest))
		return;
	need = segments_worst(template_worst(t, place_max, &in));
	if (need <= template_segments(t))
		return;
	line = widest != NULL ? widest->line : 1;
	col = widest != NULL ? widest->col : 1;
	if (!told(ck, template_file(t), line, col))
		fault_add(ck->f, template_file(t), line, col, widest != NULL ? place_width(widest) : 1,
			  "this can take %d segments, and the limit is %d; shorten it, give a place a maximum like "
			  "{%s:40}, or raise "
			  "@segments",
			  need, template_segments(t), widest != NULL ? widest->name : "fault");
}

static const char *near_template(const struct check *ck, const char *wrong)
{
	const char *near = NULL;
	for (int l = 0; l < langs_n && near == NULL; l++) {
		const struct template *t;
		int best = 3; /* the distance of spelling_nearest(), which would need all names in an array */
		for (size_t i = 0; (t = wording_at(ck->w, (enum lang)l, i)) != NULL; i++) {
			int far = spelling_distance(wrong, template_name(t), best);
			if (far < best) {
				best = far;
				near = template_name(t);
			}
		}
	}
	return near;
}

/* Not in any language. That some lack it, the wording's reader has told. */
static bool is_nowhere(const struct check *ck, const char *name)
{
	for (enum lang l = 0; l < langs_n; l++) {
		if (wording_find(ck->w, l, name) != NULL)
			return false;
	}
	return true;
}

/* Its file in each language, as "zh/NAME.txt and en/NAME.txt". */
static void all_files(const char *name, struct text *out)
{
	for (int l = 0; l < langs_n; l++)
		text_addf(out, "%s%s/%s.txt", l == 0 ? "" : l + 1 == langs_n ? " and " : ", ", lang_names[l], name);
}

static void missing_template(const struct check *ck, struct spot at, const char *name)
{
	const char *near = near_template(ck, name);
	struct text files = text_new(1024);
	all_files(name, &files);
	if (near != NULL)
		FAULT_AT(ck->f, at, "there is no template `%s`; did you mean `%s`?", name, near);
	else
		FAULT_AT(ck->f, at, "there is no template `%s`; write %s", name, text_str(&files));
	text_free(&files);
}

static void check_in_all(const struct check *ck, const struct flow *flow, const char *name)
{
	for (enum lang l = 0; l < langs_n; l++) {
		const struct template *t = wording_find(ck->w, l, name);
		if (t != NULL)
			check_template(ck, flow, l, t);
	}
}

static void check_use(const struct check *ck, const struct flow *flow, struct spot at, const char *name)
{
	if (name[0] == '\0')
		return; /* that is a fault already, or opening, which answers nobody */
	used_templates_add(ck->used, name);
	if (is_nowhere(ck, name))
		missing_template(ck, at, name);
	check_in_all(ck, flow, name);
}

static const struct place *find_place(const struct template *t, const char *name)
{
	for (size_t i = 0; i < template_places(t); i++) {
		if (strcmp(template_place(t, i)->name, name) == 0)
			return template_place(t, i);
	}
	return NULL;
}

static bool has_place(const struct template *t, const char *name)
{
	return find_place(t, name) != NULL;
}

/* Whoever has mistyped a number sees it in the answer. */
static void check_echo(const struct check *ck, const struct flow *flow, const struct code *c)
{
	for (size_t i = 0; i < c->takes_n; i++) {
		const struct take *k = &c->takes[i];
		for (enum lang l = 0; k->is.kind->echoed && l < langs_n; l++) {
			const struct template *t = wording_find(ck->w, l, c->answer);
			if (!t || has_place(t, k->is.name))
				continue;
			FAULT_AT(ck->f, spot_at(flow, k->line, k->col, k->is.name),
				 "`%s` is a %s, and the answer does not say it back, so that no slip would be seen; "
				 "write {%s} into %s",
				 k->is.name, k->is.kind->name, k->is.name, template_file(t));
		}
	}
}

/* Whoever decides on a correction must be told the digits where it must have them; where not, outside of brackets their
 * place would be empty. */
static void check_question(const struct check *ck, const struct flow *flow, const struct code *c,
			   const struct tell *tell)
{
	bool decides = tell->to < ROLES_MAX && flow_deciders(flow) & ROLE_BIT(tell->to);
	for (enum lang l = 0; l < langs_n; l++) {
		const struct template *t = wording_find(ck->w, l, tell->template);
		const struct place *p = t ? find_place(t, "claim_digits") : NULL;
		if (t && c->confirms && decides && !p)
			FAULT_AT(ck->f, spot_tell(flow, tell),
				 "a decision must have the digits, and this does not say them; write {claim_digits} "
				 "into %s",
				 template_file(t));
		else if (p && !p->optional && !(c->confirms && decides))
			FAULT_AT(ck->f, spot_tell(flow, tell),
				 "who is told here decides on nothing with digits, so {claim_digits} in %s is empty; "
				 "write [ {claim_digits}], or leave it out",
				 template_file(t));
	}
}

static void check_questions(const struct check *ck, const struct flow *flow, const struct code *c)
{
	for (size_t i = 0; i < c->tells_n; i++)
		check_question(ck, flow, c, &c->tells[i]);
	for (size_t i = 0; i < c->stated_n; i++)
		check_question(ck, flow, c, &c->stated[i]);
	if (!c->confirms)
		return;
	check_use(ck, flow, spot_at(flow, c->line, c->col, c->name), CONFIRM_ANEW);
	for (enum lang l = 0; l < langs_n; l++) {
		const struct template *t = wording_find(ck->w, l, CONFIRM_ANEW);
		if (t && !has_place(t, "claim_digits"))
			FAULT_AT(ck->f, ((struct spot){template_file(t), 1, 1, 1}),
				 "this tells which digits count now, and does not say them; write {claim_digits}");
	}
}

static void check_code_uses(const struct check *ck, const struct flow *flow, const struct code *c)
{
	check_use(ck, flow, spot_at(flow, c->answer_line, c->answer_col, c->answer), c->answer);
	check_echo(ck, flow, c);
	for (size_t i = 0; i < c->tells_n; i++)
		check_use(ck, flow, spot_tell(flow, &c->tells[i]), c->tells[i].template);
	for (size_t i = 0; i < c->stated_n; i++)
		check_use(ck, flow, spot_tell(flow, &c->stated[i]), c->stated[i].template);
	if (c->does == DOES_CLAIM)
		check_questions(ck, flow, c);
}

static void check_tell_uses(const struct check *ck, const struct flow *flow, const struct tell *tells, size_t n)
{
	for (size_t i = 0; i < n; i++)
		check_use(ck, flow, spot_tell(flow, &tells[i]), tells[i].template);
}

/* Whoever has lost the question, or was asked about too many to get all, has its digits from the reminder alone. */
static void check_reminder(const struct check *ck, const struct flow *flow, const struct clock_kind *c,
			   const struct tell *tell)
{
	bool confirms = false;
	for (size_t i = 0; i < flow->chains_n; i++)
		confirms |= flow->chains[i].confirms && flow->chains[i].in >= 0 && c->during & 1u << flow->chains[i].in;
	for (enum lang l = 0; confirms && tell->to == TO_ASKED && l < langs_n; l++) {
		const struct template *t = wording_find(ck->w, l, tell->template);
		if (t && !has_place(t, "digits"))
			FAULT_AT(ck->f, spot_tell(flow, tell),
				 "a signature must have the digits, and this asks for it without them; write [ "
				 "{digits}] into %s",
				 template_file(t));
	}
}

static void check_clock_uses(const struct check *ck, const struct flow *flow, const struct clock_kind *c)
{
	for (size_t i = 0; i < c->steps_n; i++) {
		check_tell_uses(ck, flow, c->steps[i].tells, c->steps[i].tells_n);
		for (size_t k = 0; k < c->steps[i].tells_n; k++)
			check_reminder(ck, flow, c, &c->steps[i].tells[k]);
	}
}

/* Whoever must send the digits must be told them. */
static void check_digits(const struct check *ck, const struct flow *flow, const struct chain_kind *c)
{
	for (enum lang l = 0; c->confirms && l < langs_n; l++) {
		const struct template *t = wording_find(ck->w, l, c->say);
		if (t && !has_place(t, "digits"))
			FAULT_AT(ck->f, spot_at(flow, c->say_line, c->say_col, c->say),
				 "a signature must have the digits, and the question does not say them; write {digits} "
				 "into %s",
				 template_file(t));
	}
}

/* Outside of brackets a reader would see that something is missing there. */
static void check_no_digits(const struct check *ck, const struct flow *flow, const struct chain_kind *c)
{
	for (enum lang l = 0; !c->confirms && l < langs_n; l++) {
		const struct template *t = wording_find(ck->w, l, c->say);
		for (size_t i = 0; t && i < template_places(t); i++) {
			const struct place *p = template_place(t, i);
			if (strcmp(p->name, "digits") == 0 && !p->optional)
				FAULT_AT(ck->f, spot_at(flow, c->say_line, c->say_col, c->say),
					 "this chain asks for no digits, so {digits} in %s is empty; write `confirm: "
					 "code` "
					 "into the chain, or leave {digits} out",
					 template_file(t));
		}
	}
}

static void check_chain_uses(const struct check *ck, const struct flow *flow, const struct chain_kind *c)
{
	check_use(ck, flow, spot_at(flow, c->say_line, c->say_col, c->say), c->say);
	check_digits(ck, flow, c);
	check_no_digits(ck, flow, c);
	check_tell_uses(ck, flow, c->then.tells, c->then.tells_n);
}

static void check_list_uses(const struct check *ck, const struct flow *flow, const struct list_kind *k)
{
	check_use(ck, flow, spot_at(flow, k->line_line, k->line_col, k->line), k->line);
	check_tell_uses(ck, flow, k->tells, k->tells_n);
}

/* No line of a flow names a template that the program itself uses: the fault is in its own file. */
static void missing_fixed(const struct check *ck, const char *name)
{
	const struct template *any = wording_at(ck->w, LANG_FIRST, 0);
	const char *slash = any != NULL ? strrchr(template_file(any), '/') : NULL;
	struct text files = text_new(1024);
	char file[1200];
	if (slash != NULL)
		snprintf(file, sizeof(file), "%.*s/%s.txt", (int)(slash - template_file(any)), template_file(any),
			 name);
	else
		snprintf(file, sizeof(file), "%s/%s.txt", lang_name(LANG_FIRST), name);
	all_files(name, &files);
	FAULT_AT(ck->f, ((struct spot){file, 0, 0, 1}), "the program sends this message, and it is missing; write %s",
		 text_str(&files));
	text_free(&files);
}

static void check_fixed(const struct check *ck, const char *name)
{
	used_templates_add(ck->used, name);
	if (is_nowhere(ck, name))
		missing_fixed(ck, name);
	for (size_t i = 0; i < ck->set->n; i++)
		check_in_all(ck, ck->set->all[i], name);
}

void templates_check(const struct flows *set, const struct wording *w, struct faults *f, struct faults *warnings)
{
	struct used_templates used = {0};
	struct check ck = {set, w, f, warnings, f->n, &used};
	for (size_t i = 0; i < set->n; i++) {
		check_code_uses(&ck, set->all[i], &set->all[i]->open);
		for (size_t k = 0; k < set->all[i]->codes_n; k++)
			check_code_uses(&ck, set->all[i], &set->all[i]->codes[k]);
		for (size_t k = 0; k < set->all[i]->chains_n; k++)
			check_chain_uses(&ck, set->all[i], &set->all[i]->chains[k]);
		for (size_t k = 0; k < set->all[i]->clocks_n; k++)
			check_clock_uses(&ck, set->all[i], &set->all[i]->clocks[k]);
		for (size_t k = 0; k < set->all[i]->lists_n; k++)
			check_list_uses(&ck, set->all[i], &set->all[i]->lists[k]);
	}
	for (size_t i = 0; fixed_templates[i] != NULL; i++)
		check_fixed(&ck, fixed_templates[i]);
	if (warnings != NULL)
		unused_templates_warn(&used, w, warnings);
	used_templates_free(&used);
}
