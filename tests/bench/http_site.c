#include "tests/bench/http_site.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/bench/bench_database.h"
#include "tests/bench/bench_stop.h"

void http_site_begin(struct peer_site *s, const char *dir, size_t tickets, bool copied)
{
	char cached[CACHED_BYTES];

	bench_database_find(tickets, cached);
	snprintf(s->dir, sizeof(s->dir), "%s", dir);
	snprintf(s->config, sizeof(s->config), "%s/http.yaml", dir);
	snprintf(s->log, sizeof(s->log), "%s/http.log", dir);
	snprintf(s->database, sizeof(s->database), "%s", cached);
	if (copied) {
		snprintf(s->database, sizeof(s->database), "%s/http.db", dir);
		bench_database_copy(cached, s->database);
	}
	s->port = peer_free_port();
	s->http = peer_free_port();
	s->broker_lines = "max_inflight_messages 1000\n";
	bench_config_write(s->config, s->database, "http", s->port, s->http);
	unlink(s->log);
	peer_broker_start(s);
	peer_gateway_start(s);
	if (!peer_log_says(s, "connected to the broker"))
		bench_stop("a gateway does not start; KEEP=1 keeps its log");
}

void http_site_token(const struct peer_site *s, const char *person, char out[SITE_TOKEN_BYTES])
{
	char said[1024];
	const char *at;

	if (peer_run(s, said, sizeof(said), "token", "add", person, (char *)NULL) != 0 || !(at = strstr(said, "fg_")))
		bench_stop(said);
	snprintf(out, SITE_TOKEN_BYTES, "%.67s", at);
}

void http_site_end(struct peer_site *s)
{
	peer_gateway_stop(s, SIGTERM);
	peer_broker_stop(s);
}
