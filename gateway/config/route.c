#include "gateway/config/route.h"

#include <string.h>

#include "gateway/config/channel_name.h"
#include "gateway/config/setup_languages.h"
#include "gateway/config/setup_path.h"
#include "templates/file/yaml_get.h"
#include "templates/text/text.h"

#define DIGITS_MOST 15

static bool read_prefix(struct setup_reader *r, const struct yaml *n, char prefix[MSISDN_MAX])
{
	size_t digits;

	if (!yaml_text(n, prefix, MSISDN_MAX, r->f))
		return false;
	digits = prefix[0] == '+' ? strspn(prefix + 1, "0123456789") : 0;
	if (digits >= 1 && digits <= DIGITS_MOST && prefix[1] != '0' && prefix[digits + 1] == '\0')
		return true;
	yaml_fault(r->f, n, "this is not how a number begins; write it with its country's code, such as +7");
	return false;
}

static bool read_role(struct setup_reader *r, const struct yaml *n, int *role)
{
	const char *names[ROLES_MAX];

	*role = yaml_one_of(n, "role", names, role_names(&r->s->roles, names), r->f);
	return *role >= 0;
}

static bool read_language(struct setup_reader *r, const struct yaml *n, int *lang)
{
	*lang = setup_languages_one_of(r, n);
	return *lang >= 0;
}

bool route_read_channel(struct setup_reader *r, const struct yaml *n, char channel[CHANNEL_BYTES])
{
	if (!yaml_text(n, channel, CHANNEL_BYTES, r->f))
		return false;
	if (channel_name_ok(channel))
		return true;
	yaml_fault(r->f, n, "this is not the name of a channel; write 1 to 31 of A-Z a-z 0-9 _ . -, such as sms");
	return false;
}

static bool read_route(struct setup_reader *r, const struct yaml *n, struct setup_route *out)
{
	static const char *const keys[] = {"prefix", "role", "language", "channel", NULL};
	const struct yaml *prefix = yaml_get(n, "prefix"), *role = yaml_get(n, "role"), *lang = yaml_get(n, "language"),
			  *channel;
	bool good = true;

	*out = (struct setup_route){.role = -1, .lang = -1};
	if (!yaml_is_map(n, "{prefix: +7, channel: NAME}", r->f))
		return false;
	yaml_keys(n, keys, r->f);
	channel = yaml_need(n, "channel", "`channel: NAME`", r->f);
	good = channel && route_read_channel(r, channel, out->channel);
	if (channel) {
		out->line = channel->line;
		out->col = channel->col;
	}
	good = (!prefix || read_prefix(r, prefix, out->prefix)) && good;
	good = (!role || read_role(r, role, &out->role)) && good;
	good = (!lang || read_language(r, lang, &out->lang)) && good;
	if (prefix || role || lang)
		return good;
	yaml_fault(r->f, n,
		   "this route fits everybody; add prefix, role or language, or name its channel as "
		   "`default_channel`");
	return false;
}

void routes_read(struct setup_reader *r, const struct yaml *list)
{
	struct setup *s = r->s;

	if (!yaml_is_list(list, "[{prefix: +7, channel: NAME}, ...]", r->f))
		return;
	for (size_t i = 0; i < yaml_count(list); i++) {
		if (s->routes_n == ROUTES_MAX) {
			yaml_fault(r->f, yaml_item(list, i), "at most %d routes can be used; leave some out",
				   ROUTES_MAX);
			return;
		}
		if (read_route(r, yaml_item(list, i), &s->routes[s->routes_n]))
			s->routes_n++;
	}
}

static bool fits(const struct setup_route *t, const char *number, uint32_t roles, enum lang lang)
{
	return strncmp(number, t->prefix, strlen(t->prefix)) == 0 && (t->role < 0 || roles & ROLE_BIT(t->role)) &&
	       (t->lang < 0 || t->lang == (int)lang);
}

const char *route_channel(const struct setup *s, const char *number, uint32_t roles, enum lang lang)
{
	for (size_t i = 0; i < s->routes_n; i++)
		if (fits(&s->routes[i], number, roles, lang))
			return s->routes[i].channel;
	return s->default_channel;
}
