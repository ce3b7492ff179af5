#include "gateway/command/workspace.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "db/store/open.h"
#include "db/store/people_rows.h"
#include "db/store/place.h"
#include "db/store/roster_rows.h"
#include "db/store/store.h"
#include "gateway/base/log.h"
#include "gateway/channel/channel.h"
#include "gateway/config/rulebook_load.h"
#include "templates/text/spelling.h"
#include "templates/text/text.h"
#include "templates/text/units.h"

const char *workspace_config(const struct call *c)
{
	const char *file = c->config ? c->config : setup_default();

	if (!file) {
		verb_error("there is no ./fieldgate.yaml and no /etc/fieldgate/fieldgate.yaml; name a file with -c, or "
			   "make an installation with `fieldgate init DIR`");
		return NULL;
	}
	if (access(file, R_OK) != 0) {
		verb_error("%s: %s; name a file that can be read with -c", file, strerror(errno));
		return NULL;
	}
	return file;
}

static int read_setup(struct workspace *w, const struct call *c)
{
	const char *file = workspace_config(c);
	struct faults faults = {0};
	bool good;

	if (!file)
		return VERB_BROKEN;
	good = setup_load(&w->setup, file, &faults) && faults.n == 0;
	if (good)
		langs_use(w->setup.languages, w->setup.languages_n);
	faults_print(&faults, stderr);
	faults_free(&faults);
	return good ? VERB_DONE : VERB_FAULTY;
}

/* That there is such a zone, the configuration's reader has seen. */
static int use_locale(struct workspace *w)
{
	if (!locale_open(&w->locale, w->setup.time_zone, w->setup.date_order)) {
		verb_error("the time zone could not be read; where tzdata is installed, memory ran out: free some and "
			   "try again");
		return VERB_BROKEN;
	}
	when_use(&w->locale);
	log_use_zone(w->setup.time_zone);
	return VERB_DONE;
}

static int read_rules(struct workspace *w)
{
	struct faults faults = {0};

	w->rules = rulebook_load(&w->setup, &faults);
	if (w->rules)
		w->channels = channels_load(&w->setup, w->rules->wording, &faults);
	faults_print(&faults, stderr);
	faults_free(&faults);
	if (!w->rules)
		verb_error("the flows or templates do not hold; mend them and try `fieldgate check`");
	else if (!w->channels)
		verb_error("the channels do not hold; mend them and try `fieldgate check`");
	return w->channels ? VERB_DONE : VERB_FAULTY;
}

static int open_store(struct workspace *w, bool writing)
{
	char why[WHY_BYTES] = "";

	if (writing) {
		w->has_gateway = gateway_open(&w->gateway, &w->setup, w->rules, w->setup.database, why, sizeof(why));
		w->store = w->has_gateway ? w->gateway.store : NULL;
		w->gateway.channels = w->channels;
	} else {
		w->store = store_open_reading(w->setup.database, why, sizeof(why));
		if (w->store)
			people_roles(w->store, &w->setup.roles);
	}
	if (!w->store)
		verb_error("%s", why);
	else if (store_upgrade_backup(w->store))
		log_info("%s was brought up to date; as it was before, it lies in %s", w->setup.database,
			 store_upgrade_backup(w->store));
	return w->store ? VERB_DONE : VERB_BROKEN;
}

static int read_people(struct workspace *w)
{
	if (people_roster(w->store, &w->roster))
		return VERB_DONE;
	verb_error("the people cannot be read: %s", store_why(w->store));
	return VERB_BROKEN;
}

int workspace_open(struct workspace *w, const struct call *c, unsigned needs)
{
	int code;

	*w = (struct workspace){0};
	code = read_setup(w, c);
	if (code == VERB_DONE)
		code = use_locale(w);
	if (code == VERB_DONE && (needs & WORKSPACE_RULES))
		code = read_rules(w);
	if (code == VERB_DONE && (needs & WORKSPACE_TRIAL) && !store_is_there(w->setup.database))
		text_copy(w->setup.database, sizeof(w->setup.database), store_trial);
	if (code == VERB_DONE && (needs & (WORKSPACE_READING | WORKSPACE_WRITING)))
		code = open_store(w, needs & WORKSPACE_WRITING);
	if (code == VERB_DONE && (needs & WORKSPACE_PEOPLE))
		code = read_people(w);
	return code;
}

void workspace_close(struct workspace *w)
{
	if (w->has_gateway)
		gateway_close(&w->gateway);
	else if (w->store)
		store_close(w->store);
	rulebook_release(w->rules);
	channels_release(w->channels);
	roster_free(&w->roster);
	locale_close(&w->locale);
	*w = (struct workspace){0};
}

const struct flow *workspace_flow(const struct workspace *w, const char *name)
{
	const struct flows *flows = &w->rules->flows;
	const struct flow *found = flows_find(flows, name);
	const char *names[FLOWS_MAX];
	struct text all = text_new(FLOWS_MAX * (FLOW_NAME + 4));
	const char *near;

	for (size_t i = 0; i < flows->n; i++) {
		names[i] = flows->all[i]->name;
		text_addf(&all, "%s`%s`", i ? ", " : "", names[i]);
	}
	near = found ? NULL : spelling_nearest(name, names, flows->n);
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
