#include "tests/gateway/http/callback_rig.h"

#include <stdio.h>
#include <string.h>

#include "tests/gateway/aide.h"

void callback_rig_channel(const struct peer_site *s, const char *secret)
{
	aide_write(s->dir, "channels/fake.yaml",
		   "channel: fake\nkind: http\nsecrets: {callback: fake.secret}\n"
		   "mo:\n  proof: {path: callback}\n  from: json\n  fields: {from: /from, text: /text, id: /id}\n"
		   "  answer: {status: 202, type: text/plain, body: \"Accepted\"}\n"
		   "dlr:\n  proof: {path: callback}\n  from: json\n  fields: {id: /id, status: /status}\n"
		   "  words: {delivered: [delivered]}\n");
	aide_write_secret(s->dir, "channels/fake.secret", secret);
}

static void write_query_channel(const struct peer_site *s)
{
	aide_write(
		s->dir, "channels/query.yaml",
		"channel: query\nkind: http\n"
		"mo:\n  proof: {addresses: [127.0.0.1]}\n  from: query\n"
		"  fields: {from: from, text: text, id: id}\n  answer: {status: 200, type: text/plain, body: \"\"}\n");
}

static void write_list_channel(const struct peer_site *s)
{
	aide_write(s->dir, "channels/list.yaml",
		   "channel: list\nkind: http\n"
		   "mo:\n  proof: none\n  from: json\n  each: \"\"\n  only: {/event: text}\n"
		   "  fields: {from: /from, text: /text, id: /id}\n  answer: {status: 200, type: text/plain, body: "
		   "\"\"}\n");
}

void callback_rig_begin(struct road *r)
{
	r->site.http = peer_free_port();
	peer_make(&r->site);
	callback_rig_channel(&r->site, "s3cret");
	write_query_channel(&r->site);
	write_list_channel(&r->site);
	aide_change(r->site.dir, "fieldgate.yaml", "database:", "channels: channels\ndatabase:");
	peer_broker_start(&r->site);
	r->desk = client_new(r->site.port, NULL);
	road_listen(r->desk);
	road_gateway_up(r);
}

size_t callback_rig_post(char *to, size_t size, const char *path, const char *body, bool last)
{
	return (size_t)snprintf(to, size, "POST %s HTTP/1.1\r\nHost: a\r\nContent-Length: %zu\r\n%s\r\n%s", path,
				strlen(body), last ? "Connection: close\r\n" : "", body);
}
