#include "gateway/config/rulebook_load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "handlers/calendar/calendars_load.h"
#include "handlers/check/asked_words.h"
#include "handlers/check/flow_check.h"
#include "handlers/flow/flow_read.h"
#include "handlers/flow/opens_read.h"
#include "handlers/span/reader.h"
#include "templates/text/spelling.h"
#include "templates/wording/wording.h"

/* An installation's own have their titles where they are named. */
static void check_titles(const struct setup *s, enum lang l, const struct role_titles *titles, struct faults *f)
{
	const char *names[ROLES_MAX];
	size_t n = role_names(NULL, names);
	char file[PATH_BYTES + LANG_BYTES + 16];

	snprintf(file, sizeof(file), "%s/%s/words.yaml", s->templates, lang_name(l));
	for (size_t i = 0; i < titles->n; i++) {
		const char *name = titles->all[i].name, *near = spelling_nearest(name, names, n);
		int line = titles->all[i].line, col = titles->all[i].col;

		if (role_find(NULL, name) >= 0)
			continue;
		if (near)
			fault_add(f, file, line, col, (int)strlen(name),
				  "the program has no role `%s`; did you mean `%s`?", name, near);
		else
			fault_add(f, file, line, col, (int)strlen(name),
				  "the program has no role `%s`; leave it out, or name it in `roles` of the "
				  "configuration",
				  name);
	}
}

static void load(struct rulebook *r, const struct setup *s, struct faults *f)
{
	bool has_zone = locale_open(&r->locale, s->time_zone, s->date_order);

	r->roles = s->roles;
	for (size_t i = 0; i < s->flows_n; i++)
		flow_load(&r->flows, s->flows[i], f);
	opens_settle(&r->flows, f);
	if (s->templates[0])
		r->wording = wording_load(s->templates, f);
	for (enum lang l = 0; r->wording && l < langs_n; l++)
		check_titles(s, l, &wording_own(r->wording, l)->roles, f);
	if (r->wording)
		r->reader = reader_load(s->templates, &r->flows, f);
	flows_check(&r->flows, r->wording, f);
	if (r->reader)
		asked_words_check(r->reader, r->wording, f);
	r->calendars = calendars_load(s->file, s->time_zone, f);
	/* That there is such a zone, the configuration's reader has seen. */
	if (!has_zone && s->time_zone[0])
		fault_add(f, s->file, 0, 0, 0,
			  "the time zone could not be read; where tzdata is installed, memory ran out: free some and "
			  "try again");
}

struct rulebook *rulebook_load(const struct setup *s, struct faults *f)
{
	struct rulebook *r = rulebook_new();
	size_t before = f->n;

	if (!r) {
		fault_add(f, s->file, 0, 0, 0, "out of memory; free some and try again");
		return NULL;
	}
	load(r, s, f);
	/* What is missing altogether was a fault of the configuration, and may have been told there. */
	if (f->n == before && r->wording && r->reader && r->flows.n > 0 && r->calendars && r->locale.zone)
		return r;
	rulebook_release(r);
	return NULL;
}
