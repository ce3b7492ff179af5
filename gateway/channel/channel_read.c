#include "gateway/channel/channel_read.h"

#include <stdlib.h>
#include <string.h>

#include "gateway/channel/callback/callback_keys.h"
#include "gateway/channel/channel_limits.h"
#include "gateway/channel/fill/channel_secrets.h"
#include "gateway/channel/fill/channel_send.h"
#include "gateway/config/channel_name.h"
#include "templates/file/yaml_get.h"
#include "templates/text/text.h"

/* ---- simple keys ---- */

static void read_name(struct channel *c, const struct yaml *root, struct faults *f)
{
	const struct yaml *n = yaml_need(root, "channel", "`channel: NAME`", f);

	if (n && yaml_text(n, c->name, sizeof(c->name), f) && !channel_name_ok(c->name))
		yaml_fault(f, n,
			   "this is not the name of a channel; write 1 to 31 of A-Z a-z 0-9 _ . -, such as kannel");
}

static bool read_kind(struct channel *c, const struct yaml *root, struct faults *f)
{
	static const char *const kinds[] = {"mqtt", "http"};
	const struct yaml *n = yaml_need(root, "kind", "`kind: http`, or mqtt", f);
	int i = n ? yaml_one_of(n, "kind of channel", kinds, 2, f) : -1;

	c->kind = i == 1 ? CHANNEL_HTTP : CHANNEL_BROKER;
	return i >= 0;
}

static void read_unknown(struct channel *c, const struct yaml *root, struct faults *f)
{
	static const char *const ways[] = {"park", "resend"};
	const struct yaml *n = yaml_get(root, "unknown");

	c->resends = n && yaml_one_of(n, "way with what is unknown", ways, 2, f) == 1;
}

/* ---- all of it ---- */

static void check_keys(const struct channel *c, const struct yaml *root, bool kind_known, struct faults *f)
{
	static const char *const all[] = {"channel", "kind", "then",    "unknown", "takes", "signature",
					  "secrets", "send", "answers", "mo",      "dlr",   NULL};
	static const char *const http[] = {"unknown", "secrets", "send", "answers", "mo", "dlr"};

	yaml_keys(root, all, f);
	for (size_t i = 0; kind_known && c->kind == CHANNEL_BROKER && i < sizeof(http) / sizeof(*http); i++)
		if (yaml_get(root, http[i]))
			yaml_fault_key(f, yaml_get(root, http[i]),
				       "only a channel with `kind: http` has this; write that, or leave this out");
	if (kind_known && c->kind == CHANNEL_HTTP && !yaml_get(root, "send") && !yaml_get(root, "mo") &&
	    !yaml_get(root, "dlr"))
		yaml_fault_key(f, yaml_get(root, "kind"),
			       "nothing goes out or comes in by this channel; add `send`, `mo` or `dlr`");
	if (yaml_get(root, "answers") && !yaml_get(root, "send"))
		yaml_fault_key(f, yaml_get(root, "answers"), "nothing is sent that could be answered; add `send`");
}

static void read_http(struct channel *c, const struct yaml *root, const struct setup *s, struct faults *f)
{
	c->secrets = channel_secrets_read(root, f);
	if (!c->secrets)
		return;
	c->send = channel_send_read(root, c->secrets, f);
	c->timeout_ms = c->send ? c->send->timeout_s * 1000 : 0;
	c->mo = callback_keys_read(root, false, c->secrets, s->time_zone, f);
	c->dlr = callback_keys_read(root, true, c->secrets, s->time_zone, f);
}

void channel_read(struct channel *c, const struct yaml *root, const struct setup *s, const struct wording *w,
		  struct faults *f)
{
	const struct yaml *then = yaml_get(root, "then");
	bool kind_known;

	text_copy(c->file, sizeof(c->file), root->file);
	read_name(c, root, f);
	kind_known = read_kind(c, root, f);
	check_keys(c, root, kind_known, f);
	if (then)
		yaml_text(then, c->then, sizeof(c->then), f);
	read_unknown(c, root, f);
	channel_limits_read(c, root, w, f);
	if (c->kind == CHANNEL_HTTP)
		read_http(c, root, s, f);
}

void channel_drop(struct channel *c)
{
	free(c->approved);
	free(c->codes);
	channel_send_free(c->send);
	callback_keys_free(c->mo);
	callback_keys_free(c->dlr);
	channel_secrets_free(c->secrets);
}
