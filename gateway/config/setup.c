#include "gateway/config/setup.h"

#include <string.h>
#include <unistd.h>

#include "db/store/place.h"
#include "gateway/config/file_path.h"
#include "gateway/config/roles_read.h"
#include "gateway/config/route.h"
#include "gateway/config/setup_broker.h"
#include "gateway/config/setup_http.h"
#include "gateway/config/setup_languages.h"
#include "gateway/config/setup_path.h"
#include "handlers/calendar/calendars.h"
#include "handlers/calendar/calendars_load.h"
#include "handlers/check/flow_check.h"
#include "handlers/flow/flow_read.h"
#include "handlers/people/people.h"
#include "handlers/time/when.h"
#include "templates/file/yaml_get.h"
#include "templates/file/yaml_open.h"
#include "templates/text/text.h"

#define KEEP_DAYS_LEAST 30 /* the keys by which a repeated message is known must not go before */

/* ---- keys ---- */

static void read_database(struct setup_reader *r, const struct yaml *n)
{
	char place[PATH_BYTES];
	const char *fault;

	if (!yaml_text(n, place, sizeof(place), r->f))
		return;
	fault = store_place_fault(place);
	if (fault)
		yaml_fault(r->f, n, "%s", fault);
	else if (store_place_is_file(place))
		file_path(n, r->s->database, r->f);
	else
		text_copy(r->s->database, sizeof(r->s->database), place);
}

static void read_country(struct setup_reader *r, const struct yaml *n)
{
	const char *digits;
	char typed[16];
	size_t len;

	if (!yaml_text(n, typed, sizeof(typed), r->f))
		return;
	r->s->country_line = n->line;
	if (strcmp(typed, "none") == 0)
		return;
	digits = typed[0] == '+' ? typed + 1 : typed;
	len = strlen(digits);
	if (len < 1 || len > 3 || digits[0] == '0' || strspn(digits, "0123456789") != len)
		yaml_fault(r->f, n, "this is not a country code; write its digits, as 44 or +86, or `none`");
	else
		text_copy(r->s->country, sizeof(r->s->country), digits);
}

static void read_templates(struct setup_reader *r, const struct yaml *n)
{
	file_path(n, r->s->templates, r->f);
}

static void read_channel(struct setup_reader *r, const struct yaml *n)
{
	route_read_channel(r, n, r->s->default_channel);
	r->s->default_line = n->line;
	r->s->default_col = n->col;
}

static void read_limits(struct setup_reader *r, const struct yaml *n)
{
	static const char *const keys[] = {"answers", "texts_a_day", NULL};
	const struct yaml *answers, *texts;

	if (!yaml_is_map(n, "limits: {answers: 1200}", r->f))
		return;
	yaml_keys(n, keys, r->f);
	answers = yaml_get(n, "answers");
	if (answers)
		yaml_number(answers, 0, 1000000, &r->s->answers_per_hour, r->f);
	texts = yaml_get(n, "texts_a_day");
	if (texts)
		yaml_number(texts, 0, 1000000, &r->s->texts_a_day, r->f);
}

static void read_keep_days(struct setup_reader *r, const struct yaml *n)
{
	yaml_number(n, KEEP_DAYS_LEAST, 36500, &r->s->keep_days, r->f);
}

static void read_zone(struct setup_reader *r, const struct yaml *n)
{
	char *zone = r->s->time_zone;

	if (!yaml_text(n, zone, sizeof(r->s->time_zone), r->f) || zone_known(zone))
		return;
	yaml_fault(r->f, n,
		   "this computer does not know this time zone; write one like Europe/London or Asia/Shanghai, or "
		   "install tzdata");
	zone[0] = '\0';
}

/* How dates of digits alone are written. */
static void read_date_order(struct setup_reader *r, const struct yaml *n)
{
	static const char *const names[] = {"mdy", "dmy"};

	r->s->date_order = yaml_one_of(n, "date order", names, 2, r->f) == 1 ? DATE_DMY : DATE_MDY;
}

/* Read in this order; `example` is of those that must be there. `calendars` are read with the rules. */
static const struct key {
	const char *name;
	const char *example;
	void (*read)(struct setup_reader *r, const struct yaml *n);
} all_keys[] = {
	{"database", "`database: fieldgate.db`", read_database},
	{"country_code", "`country_code: 86`", read_country},
	{"flows", "`flows: [FILE or FOLDER]`", setup_path_of_flows},
	{"templates", "`templates: FOLDER`", read_templates},
	{"languages", NULL, setup_languages_read},
	{"default_channel", NULL, read_channel},
	{"roles", NULL, roles_of_its_own_read},
	{"routes", NULL, routes_read},
	{"channels", NULL, setup_path_of_channels},
	{"broker", NULL, setup_broker_read},
	{"http", NULL, setup_http_read},
	{"limits", NULL, read_limits},
	{"keep_days", NULL, read_keep_days},
	{"calendars", NULL, NULL},
	{"date_order", NULL, read_date_order},
	{"time_zone", "`time_zone: Asia/Shanghai`", read_zone},
};
#define KEYS (sizeof(all_keys) / sizeof(*all_keys))

/* ---- the file ---- */

static void set_defaults(struct setup *s, const char *file)
{
	*s = (struct setup){.default_channel = "sms", .keep_days = 400, .answers_per_hour = 1200};
	s->languages_n = langs_default(s->languages);
	setup_broker_default(s);
	setup_http_default(s);
	text_copy(s->file, sizeof(s->file), file);
}

static void read_keys(struct setup_reader *r, const struct yaml *root)
{
	const char *names[KEYS + 1] = {NULL};

	for (size_t i = 0; i < KEYS; i++)
		names[i] = all_keys[i].name;
	yaml_keys(root, names, r->f);
	for (size_t i = 0; i < KEYS; i++) {
		const struct key *k = &all_keys[i];
		const struct yaml *n =
			k->example ? yaml_need(root, k->name, k->example, r->f) : yaml_get(root, k->name);

		if (n && k->read)
			k->read(r, n);
		/* The default too must be there, before a route names one of them. */
		if (!n && k->read == setup_languages_read)
			setup_languages_find(r, yaml_get(root, "templates"));
	}
}

bool setup_load(struct setup *s, const char *file, struct faults *f)
{
	struct setup_reader r = {s, f};
	struct yaml *root;

	set_defaults(s, file);
	if (strlen(file) >= sizeof(s->file)) {
		fault_add(f, file, 0, 0, 1, "this path is too long; at most %zu bytes", sizeof(s->file) - 1);
		return false;
	}
	root = yaml_open(file, f);
	if (!root)
		return false;
	read_keys(&r, root);
	yaml_close(root);
	return true;
}

const char *setup_default(void)
{
	static const char *const places[] = {"./fieldgate.yaml", "/etc/fieldgate/fieldgate.yaml"};

	for (size_t i = 0; i < 2; i++)
		if (access(places[i], F_OK) == 0)
			return places[i];
	return NULL;
}
