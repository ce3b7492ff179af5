#include "gateway/command/workspace.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "db/sqlite/open.h"
#include "db/sqlite/store.h"
#include "db/tables/people_rows.h"
#include "db/tables/roster_rows.h"
#include "templates/text/spelling.h"
#include "templates/text/text.h"
#include "templates/text/units.h"

const char *workspace_config(const struct call *c)
{
	const char *file = c->config ? c->config : setup_default();
	if (!file) {
		verb_error("there is no ./fieldgate.yaml and no /etc/fieldgate/fieldgate.yaml; name a file with -c, or "
			   "make an "
			   "installation with `fieldgate init DIR`");
		return NULL;
	}
	if (access(file, R_OK) != 0) {
		verb_error("%s: %s; name a file that can be read with -c", file, strerror(errno));
		return NULL;
	}
	return file;
}

static int read_setup(struct workspace *o, const struct call *c)
{
	const char *file = workspace_config(c);
	if (!file)
		return VERB_BROKEN;
	struct faults faults = {0};
	bool good = setup_load(&o->setup, file, &faults) && faults.n == 0;
	faults_print(&faults, stderr);
	faults_free(&faults);
	return good ? VERB_DONE : VERB_FAULTY;
}

static int read_rules(struct workspace *o)
{
	struct faults faults = {0};
	o->has_rules = rules_load(&o->rules, &o->setup, &faults);
	faults_print(&faults, stderr);
	faults_free(&faults);
	if (!o->has_rules)
		verb_error("the flows and templates do not hold; `fieldgate check` shows whether they do once mended");
	return o->has_rules ? VERB_DONE : VERB_FAULTY;
}

static int open_store(struct workspace *o, bool writing)
{
	char why[WHY_BYTES] = "";
	if (writing) {
		o->has_gateway = gateway_open(&o->gateway, &o->setup, &o->rules, o->setup.database, why, sizeof(why));
		o->store = o->has_gateway ? o->gateway.store : NULL;
	} else {
		o->store = store_open_reading(o->setup.database, why, sizeof(why));
	}
	if (!o->store)
		verb_error("%s", why);
	return o->store ? VERB_DONE : VERB_BROKEN;
}

static int read_people(struct workspace *o)
{
	if (people_roster(o->store, &o->roster))
		return VERB_DONE;
	verb_error("the people cannot be read: %s", store_why(o->store));
	return VERB_BROKEN;
}

int workspace_open(struct workspace *o, const struct call *c, unsigned needs)
{
	*o = (struct workspace){0};
	int code = read_setup(o, c);
	if (code == VERB_DONE && (needs & WORKSPACE_RULES))
		code = read_rules(o);
	if (code == VERB_DONE && (needs & (WORKSPACE_READING | WORKSPACE_WRITING)))
		code = open_store(o, needs & WORKSPACE_WRITING);
	if (code == VERB_DONE && (needs & WORKSPACE_PEOPLE))
		code = read_people(o);
	return code;
}

void workspace_close(struct workspace *o)
{
	if (o->has_gateway)
		gateway_close(&o->gateway);
	else if (o->store)
		store_close(o->store);
	if (o->has_rules)
		rules_free(&o->rules);
	roster_free(&o->roster);
	*o = (struct workspace){0};
}

const struct flow *workspace_flow(const struct workspace *o, const char *name)
{
	const struct flows *flows = &o->rules.flows;
	const struct flow *found = flows_find(flows, name);
	const char *names[FLOWS_MAX];
	struct text all = text_new(FLOWS_MAX * (FLOW_NAME + 4));
	for (size_t i = 0; i < flows->n; i++) {
		names[i] = flows->all[i]->name;
		text_addf(&all, "%s`%s`", i ? ", " : "", names[i]);
	}
	const char *near = found ? NULL : spelling_nearest(name, names, flows->n);
	if (near)
		verb_error("there is no flow `%s`; did you mean `%s`?", name, near);
	else if (!found)
		verb_error("there is no flow `%s`; there is %s", name, text_str(&all));
	text_free(&all);
	return found;
}

void workspace_name(struct store *s, int64_t person, char *out, size_t size)
{
	struct person p;
	if (person == 0)
		text_copy(out, size, "the desk");
	else if (people_by_id(s, person, &p))
		text_copy(out, size, p.name);
	else
		snprintf(out, size, "person %lld", (long long)person);
}
