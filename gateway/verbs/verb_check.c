#include <stdio.h>
#include <stdlib.h>

#include "db/store/open.h"
#include "db/store/place.h"
#include "db/store/roster_rows.h"
#include "db/store/store.h"
#include "db/store/tickets_found.h"
#include "gateway/base/wall_clock.h"
#include "gateway/channel/channel.h"
#include "gateway/channel/routed_channels.h"
#include "gateway/command/workspace.h"
#include "gateway/config/rulebook_load.h"
#include "gateway/import/people_warnings.h"
#include "gateway/state/fields_held.h"
#include "gateway/views/flow_graph.h"
#include "handlers/calendar/calendars.h"
#include "handlers/check/flow_check.h"
#include "handlers/check/people_check.h"
#include "templates/text/units.h"
#include "templates/wording/wording.h"

static int run(const struct call *c);

const struct verb verb_check = {
	.name = "check",
	.usage = "[--dot [FLOW]]",
	.brief = "reads configuration, flows, templates, channels and calendars, and prints every fault",
	.help = "Every fault is named by file, line and column, with how to mend it. Where there is a database,\n"
		"it is checked too that somebody hears of each ticket that is opened, and that every open ticket\n"
		"is in a flow and a state that are still there, and holds only fields that are. A warning, as of a\n"
		"role that nobody has, or of open tickets that are those of somebody who has left, is no fault.\n"
		"\n"
		"  --dot [FLOW]  draws the flow, or all flows, in Graphviz' language instead:\n"
		"                fieldgate check --dot repair | dot -Tsvg >repair.svg\n",
	.options = {{.name = "--dot"}},
	.most = 1,
	.run = run,
};

/* Tickets in a state that the flow no longer has could never be moved again. */
static void check_states(struct store *s, const struct flow *flow, struct faults *f)
{
	char states[STATES_MAX][FLOW_NAME];
	size_t n = tickets_states(s, flow->name, states, STATES_MAX);

	for (size_t i = 0; i < n; i++) {
		int64_t first = 0;
		size_t tickets;

		if (flow_state(flow, states[i]) >= 0)
			continue;
		tickets = tickets_in_state(s, flow->name, states[i], &first, 1);
		fault_add(f, flow->file, 0, 0, 0,
			  "there is no state `%s`, but %zu open tickets stand in it, %lld first; keep the state until "
			  "they are moved",
			  states[i], tickets, (long long)first);
	}
}

/* Nor could those of a flow that is not named any more: a reload refuses that too. */
static void check_flows(struct store *s, const struct setup *setup, const struct flows *flows, struct faults *f)
{
	char names[FLOWS_MAX][FLOW_NAME];
	size_t n = tickets_flows(s, names, FLOWS_MAX);

	for (size_t i = 0; i < n; i++)
		if (!flows_find(flows, names[i]))
			fault_add(f, setup->file, 0, 0, 0,
				  "there is no flow `%s`, but open tickets are in it; keep its file until they have "
				  "ended",
				  names[i]);
}

/* What the database has with people, flows and calendars that hold. */
static void check_against_rules(struct store *store, const struct setup *s, const struct rulebook *r, struct faults *f,
				struct faults *warnings)
{
	struct roster roster = {0};

	if (!people_roster(store, &roster))
		return;
	people_check(&r->flows, &roster, f, warnings);
	calendars_check_people(r->calendars, &roster, f);
	people_warnings_all(store, &roster, s->database, warnings);
	roster_free(&roster);
	fields_held_check(store, &r->flows, f);
	for (size_t i = 0; i < r->flows.n; i++)
		check_states(store, r->flows.all[i], f);
	check_flows(store, s, &r->flows, f);
}

/* `r` is NULL where the files have faults: a role that people have and that is no more may be their cause, and is told
 * all the same. */
static int check_database(const struct setup *s, const struct rulebook *r, struct faults *f, struct faults *warnings)
{
	char why[WHY_BYTES] = "";
	struct store *store;
	int code = VERB_DONE;

	if (!store_is_there(s->database))
		return VERB_DONE;
	store = store_open_reading(s->database, why, sizeof(why));
	if (!store) {
		verb_error("%s", why);
		return VERB_BROKEN;
	}
	people_roles(store, &s->roles);
	people_roles_check(store, s->file, f);
	if (r && !store_failed(store))
		check_against_rules(store, s, r, f, warnings);
	if (store_failed(store)) {
		verb_error("the database cannot be read: %s", store_why(store));
		code = VERB_BROKEN;
	}
	store_close(store);
	return code;
}

static void warn(const struct setup *s, const struct rulebook *r, const struct channels *c, struct faults *warnings)
{
	if (!*s->country)
		fault_add(warnings, s->file, s->country_line, 0, 0,
			  "a number that comes or is written without + is nobody's; write your country's code, as 44");
	channels_warn(c, warnings);
	routed_channels_warn(s, c, warnings);
	flows_warn(&r->flows, r->wording, warnings);
	wording_warn(r->wording, warnings);
	calendars_check_years(r->calendars, clock_now(), warnings);
	faults_print_warnings(warnings, stderr);
	faults_free(warnings);
}

static int report(const struct setup *s, const struct rulebook *r, const struct faults *f, int code)
{
	faults_print(f, stderr);
	if (f->n > 0)
		printf("%zu fault%s\n", f->n, f->n == 1 ? "" : "s");
	else if (code == VERB_DONE)
		printf("all well: %s, %zu flow%s\n", s->file, r->flows.n, r->flows.n == 1 ? "" : "s");
	return f->n > 0 ? VERB_FAULTY : code;
}

static int check(const char *file)
{
	static struct setup setup;
	struct rulebook *rules = NULL;
	struct channels *channels = NULL;
	struct faults faults = {0}, warnings = {0};
	int code = VERB_DONE;
	bool sound = false;

	/* What the configuration names is looked at even where something else in it is wrong. */
	if (setup_load(&setup, file, &faults)) {
		langs_use(setup.languages, setup.languages_n);
		sound = faults.n == 0;
		rules = rulebook_load(&setup, &faults);
		channels = channels_load(&setup, rules ? rules->wording : NULL, &faults);
	}
	if (rules || sound)
		code = check_database(&setup, rules, &faults, &warnings);
	if (rules)
		warn(&setup, rules, channels, &warnings);
	code = report(&setup, rules, &faults, rules ? code : VERB_FAULTY);
	rulebook_release(rules);
	channels_release(channels);
	faults_free(&faults);
	return code;
}

static int draw(const struct call *c)
{
	static struct workspace w;
	int code = workspace_open(&w, c, WORKSPACE_RULES);
	const struct flow *one = NULL;

	if (code == VERB_DONE && c->n > 0) {
		one = workspace_flow(&w, c->args[0]);
		code = one ? VERB_DONE : VERB_FAULTY;
	}
	if (one)
		flow_graph_print(one, stdout);
	for (size_t i = 0; code == VERB_DONE && !one && i < w.rules->flows.n; i++)
		flow_graph_print(w.rules->flows.all[i], stdout);
	workspace_close(&w);
	return code;
}

static int run(const struct call *c)
{
	const char *file;

	if (c->options[0])
		return draw(c);
	if (c->n > 0)
		return verb_misused(&verb_check, "a flow is named only behind `--dot`");
	file = workspace_config(c);
	return file ? check(file) : VERB_BROKEN;
}
