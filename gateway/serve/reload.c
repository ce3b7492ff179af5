#include "gateway/serve/reload.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/store/roster_rows.h"
#include "db/store/store.h"
#include "db/store/tickets_found.h"
#include "gateway/base/log.h"
#include "gateway/base/wall_clock.h"
#include "gateway/channel/channel.h"
#include "gateway/config/rulebook_load.h"
#include "gateway/config/setup.h"
#include "gateway/import/people_warnings.h"
#include "gateway/state/fields_held.h"
#include "handlers/calendar/calendar.h"
#include "handlers/calendar/calendars.h"
#include "handlers/check/people_check.h"
#include "handlers/model/audience.h"
#include "handlers/model/flow.h"
#include "handlers/people/roster.h"
#include "handlers/time/when.h"
#include "templates/file/fault.h"
#include "templates/text/text.h"

#define SAID_BYTES (16 * 1024) /* of the faults in an answer; the log has all */
#define NAMED_MAX 5            /* tickets named in an error */

static void name_tickets(struct store *s, const char *flow, const char *state, const char *lacks, const char *file,
			 struct faults *f)
{
	int64_t numbers[NAMED_MAX];
	size_t n = tickets_in_state(s, flow, state, numbers, NAMED_MAX);
	struct text list = text_new(256);

	for (size_t i = 0; i < n && i < NAMED_MAX; i++)
		text_addf(&list, " %" PRId64, numbers[i]);
	if (n > NAMED_MAX)
		text_addf(&list, " and %zu more", n - NAMED_MAX);
	fault_add(f, file, 0, 0, 0, "%s, but these tickets are in state %s of flow %s:%s; bring them on first", lacks,
		  state, flow, text_str(&list));
	text_free(&list);
}

/* Every open ticket must stand somewhere in the new flows too. */
static bool tickets_stand(struct gateway *g, const struct flows *next, const char *file, struct faults *faults)
{
	char states[STATES_MAX][FLOW_NAME];
	bool stand = true;

	for (size_t i = 0; i < g->rules->flows.n; i++) {
		const char *name = g->rules->flows.all[i]->name;
		const struct flow *f = flows_find(next, name);
		size_t n = tickets_states(g->store, name, states, STATES_MAX);

		for (size_t j = 0; j < n; j++) {
			if (f && flow_state(f, states[j]) >= 0)
				continue;
			name_tickets(g->store, name, states[j], f ? "the new flow lacks the state" : "the flow is gone",
				     file, faults);
			stand = false;
		}
	}
	return stand && !store_failed(g->store);
}

/* Nor may they hold what the new flows no longer have, or call something else. */
static bool fields_stand(struct gateway *g, const struct flows *next, struct faults *faults)
{
	size_t before = faults->n;

	fields_held_check(g->store, next, faults);
	return faults->n == before && !store_failed(g->store);
}

/* As `check` does: openings that nobody hears of, a station without a head, a calendar for a station that there is
 * not, a role that people have and the configuration no longer names. The roster in hand may be older than the
 * store. */
static bool check_people(struct gateway *g, const struct rulebook *rules, const char *config_file, struct faults *f,
			 struct faults *warnings)
{
	struct roster now = {0};

	if (!people_roster(g->store, &now))
		return false;
	people_check(&rules->flows, &now, f, warnings);
	calendars_check_people(rules->calendars, &now, f);
	people_roles_check(g->store, config_file, f);
	roster_free(&now);
	return !store_failed(g->store);
}

/* With the roles of the rules to come, by which people are read meanwhile. */
static bool people_fill(struct gateway *g, const struct rulebook *next, const char *config_file, struct faults *faults)
{
	size_t before = faults->n;
	bool ok;

	people_roles(g->store, &next->roles);
	ok = check_people(g, next, config_file, faults, NULL) && faults->n == before;
	people_roles(g->store, &g->rules->roles);
	return ok;
}

/* The pages ask for what else `http` says each time. */
static void warn_of_what_stays(const struct setup *now, const struct setup *next)
{
	if (strcmp(now->database, next->database) != 0 ||
	    memcmp(&now->broker, &next->broker, sizeof(now->broker)) != 0 ||
	    strcmp(now->http.host, next->http.host) != 0 || now->http.port != next->http.port)
		log_warn("changes to `database`, `broker` and `listen` of `http` count only from the next start on");
}

/* People and flows in hand hold places in the list. */
static bool same_languages(const struct setup *now, const struct setup *next, struct faults *f)
{
	size_t same = 0;

	while (same < now->languages_n && same < next->languages_n &&
	       strcmp(now->languages[same], next->languages[same]) == 0)
		same++;
	if (same == now->languages_n && same == next->languages_n)
		return true;
	fault_add(f, next->file, next->languages_line, next->languages_col, 1,
		  "the list of languages has changed; restart fieldgate to change languages");
	return false;
}

/* NULL, and no channels, if anything is wrong. */
static struct rulebook *read_all(const struct setup *now, const char *config_file, struct setup *s,
				 struct channels **channels, struct faults *faults)
{
	struct rulebook *r = NULL;

	*channels = NULL;
	if (setup_load(s, config_file, faults) && faults->n == 0 && same_languages(now, s, faults))
		r = rulebook_load(s, faults);
	if (r)
		*channels = channels_load(s, r->wording, faults);
	if (*channels)
		return r;
	rulebook_release(r);
	return NULL;
}

static void take_over(struct gateway *g, struct setup *next, struct channels *channels, struct reloaded *kept)
{
	log_use_zone(next->time_zone);
	g->setup = next;
	g->channels = channels;
	free(kept->setup);
	*kept = (struct reloaded){next, channels};
}

bool reload(struct gateway *g, const char *config_file, struct reloaded *kept, struct channels **before,
	    struct faults *faults)
{
	struct setup *next = calloc(1, sizeof(*next));
	struct channels *channels = NULL;
	struct rulebook *rules = next ? read_all(g->setup, config_file, next, &channels, faults) : NULL;

	if (!rules) {
		faults_print(faults, stderr);
		log_error("nothing was loaded again: mend what is said above; the old rules stay");
		goto keep;
	}
	if (!tickets_stand(g, &rules->flows, config_file, faults) || !fields_stand(g, &rules->flows, faults) ||
	    !people_fill(g, rules, config_file, faults) || !fields_held_note(g->store, &rules->flows)) {
		faults_print(faults, stderr);
		log_error("nothing was loaded again; the old rules stay");
		goto keep;
	}
	warn_of_what_stays(g->setup, next);
	gateway_rule(g, rules);
	rulebook_release(rules);
	*before = kept->channels;
	take_over(g, next, channels, kept);
	log_info("configuration, flows, templates, channels and calendars are loaded again");
	return true;
keep:
	rulebook_release(rules);
	channels_release(channels);
	free(next);
	return false;
}

void reload_forget(struct reloaded *kept)
{
	channels_release(kept->channels);
	free(kept->setup);
	*kept = (struct reloaded){0};
}

char *reload_said(const struct faults *f)
{
	struct text all = text_new(SAID_BYTES);
	char *said;

	for (size_t i = 0; f->all && i < f->n; i++) {
		const struct fault *one = &f->all[i];

		text_addf(&all, "%s%s:%d:%d: %s", i ? "\n" : "", one->file ? one->file : "", one->line, one->col,
			  one->what ? one->what : "out of memory");
	}
	said = strdup(all.len ? text_str(&all) : "the store failed, or memory ran out; the log says which");
	text_free(&all);
	return said;
}

typedef void log_fn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

static void log_each(const struct faults *faults, log_fn *log)
{
	for (size_t i = 0; i < faults->n; i++) {
		const struct fault *one = &faults->all[i];

		log("%s:%d: %s", one->file ? one->file : "", one->line, one->what ? one->what : "out of memory");
	}
}

/* A small company lacks many roles for ever: that is one line, lest nobody reads the others. */
static void log_people(const struct gateway *g, const struct faults *warnings)
{
	if (warnings->n > 1)
		log_warn("%zu warnings of roles, stations and regions; `fieldgate -c %s check` lists them", warnings->n,
			 g->setup->file);
	else
		log_each(warnings, log_warn);
}

void reload_warn(struct gateway *g)
{
	struct faults faults = {0}, warnings = {0}, people = {0};

	check_people(g, g->rules, g->setup->file, &faults, &people);
	calendars_check_years(g->rules->calendars, clock_now(), &warnings);
	log_each(&faults, log_error);
	log_people(g, &people);
	log_each(&warnings, log_warn);
	faults_free(&faults);
	faults_free(&warnings);
	faults_free(&people);
}
