/* A gateway that starts beside another, or before its broker; that is told to stop, or to read its files again. A real
 * broker and the built program. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/gateway/peer.h"
#include "tests/gateway/road.h"

static void a_second_serve_refuses_and_names_the_first(void **state)
{
	struct road r = {0};
	char out[1024], pid[32];

	(void)state;
	road_begin(&r);
	assert_int_equal(peer_run(&r.site, out, sizeof(out), "serve", (char *)NULL), 3);
	snprintf(pid, sizeof(pid), "%d", (int)r.site.gateway);
	assert_non_null(strstr(out, pid));
	road_end(&r);
}

/* The same configuration, but for the path of the database, beside the first. */
static void configure_by_another_name(const struct peer_site *from, const char *name, struct peer_site *to)
{
	char link[700], line[1024];
	FILE *in = fopen(from->config, "re"), *out;

	snprintf(link, sizeof(link), "%s/%s", from->dir, name);
	assert_int_equal(symlink(from->database, link), 0);
	*to = *from;
	snprintf(to->config, sizeof(to->config), "%.500s/%s.yaml", from->dir, name);
	out = fopen(to->config, "we");
	assert_non_null(in);
	assert_non_null(out);
	while (fgets(line, sizeof(line), in))
		if (strncmp(line, "database:", 9) == 0)
			fprintf(out, "database: %s\n", link);
		else
			fputs(line, out);
	fclose(in);
	assert_int_equal(fclose(out), 0);
}

/* Both have the first one's port for http, so that a second that goes on ends too. */
static void a_second_serve_by_a_link_is_a_second_all_the_same(void **state)
{
	struct road r = {.site.http = peer_free_port()};
	struct peer_site other;
	char out[1024], pid[32];

	(void)state;
	road_begin(&r);
	configure_by_another_name(&r.site, "link.db", &other);
	assert_int_equal(peer_run(&other, out, sizeof(out), "serve", (char *)NULL), 3);
	snprintf(pid, sizeof(pid), "process %d ", (int)r.site.gateway);
	assert_non_null(strstr(out, pid));
	road_end(&r);
}

static void told_to_stop_it_ends_well_and_says_so(void **state)
{
	struct road r = {0};
	struct client *late;

	(void)state;
	road_begin(&r);
	assert_int_equal(peer_gateway_stop(&r.site, SIGTERM), 0);
	assert_non_null(client_wait(r.desk, 0, "status", "\"offline\""));
	late = client_new(r.site.port, NULL);
	client_subscribe(late, "status");
	assert_non_null(client_wait(late, 0, "status", "\"offline\""));
	client_free(late);

	/* Killed, it is the will that says so. */
	road_gateway_up(&r);
	late = client_new(r.site.port, NULL);
	client_subscribe(late, "status");
	assert_non_null(client_wait(late, 0, "status", "\"online\""));
	peer_gateway_stop(&r.site, SIGKILL);
	assert_non_null(client_wait(late, 0, "status", "\"offline\""));
	client_free(late);
	road_end(&r);
}

static void a_broker_that_is_away_at_the_start_is_waited_for(void **state)
{
	struct road r = {0};

	(void)state;
	peer_make(&r.site);
	peer_gateway_start(&r.site);
	assert_true(peer_log_says(&r.site, "next try in"));
	peer_broker_start(&r.site);
	r.desk = client_new(r.site.port, NULL);
	road_listen(r.desk);
	road_online(&r, 0);
	road_mo(&r, "m-1", HEAD, "帮助");
	road_told(&r, 0, HEAD, "帮助");
	road_end(&r);
}

/* ---- reading the files again ---- */

/* Writes the sample's flow anew under another name, with one state renamed throughout. */
static void write_flow(const struct road *r, const char *to, const char *from_state, const char *to_state)
{
	char line[1024], path[700];
	FILE *in = fopen("handlers/repair.yaml", "re"), *out;

	snprintf(path, sizeof(path), "%s/%s", r->site.dir, to);
	out = fopen(path, "we");
	assert_true(in && out);
	while (fgets(line, sizeof(line), in)) {
		char *at = line, *hit;

		while (*from_state && (hit = strstr(at, from_state))) {
			fprintf(out, "%.*s%s", (int)(hit - at), at, to_state);
			at = hit + strlen(from_state);
		}
		fputs(at, out);
	}
	fclose(in);
	fclose(out);
}

static void point_config_at(const struct road *r, const char *flow)
{
	FILE *f = fopen(r->site.config, "we");
	char *here = realpath(".", NULL);

	assert_true(f && here);
	fprintf(f,
		"database: %s\ntime_zone: %s\ncountry_code: \"86\"\nflows: [%s]\ntemplates: %s/templates\n"
		"default_channel: sms\nhttp: {listen: off}\nbroker: {host: 127.0.0.1, port: %d, prefix: " PEER_PREFIX
		", protocol: 5}\n",
		r->site.database, r->site.zone, flow, here, r->site.port);
	fclose(f);
	free(here);
}

static void sighup_takes_good_files_and_keeps_the_old_ones_otherwise(void **state)
{
	struct road r = {.site.zone = peer_noon_zone()};
	char n[32];
	size_t from;

	(void)state;
	road_begin(&r);
	road_opened(&r, "o-1", n);
	from = client_heard(r.desk);
	road_mo(&r, "m-1", HEAD, "派工 14:00 李雷");
	road_mo(&r, "m-2", ENGINEER, "出发 2小时");
	road_stands(&r, from, n, "en_route");

	point_config_at(&r, "nowhere.yaml");
	kill(r.site.gateway, SIGHUP);
	assert_true(peer_log_says(&r.site, "mend what is said above"));

	write_flow(&r, "renamed.yaml", "en_route", "on_the_road");
	point_config_at(&r, "renamed.yaml");
	kill(r.site.gateway, SIGHUP);
	assert_true(peer_log_says(&r.site, "lacks the state"));
	assert_true(peer_log_says(&r.site, n));

	write_flow(&r, "same.yaml", "", "");
	point_config_at(&r, "same.yaml");
	kill(r.site.gateway, SIGHUP);
	assert_true(peer_log_says(&r.site, "are loaded again"));
	road_mo(&r, "m-3", ENGINEER, "到达");
	road_stands(&r, from, n, "on_site");
	road_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_second_serve_refuses_and_names_the_first),
		cmocka_unit_test(a_second_serve_by_a_link_is_a_second_all_the_same),
		cmocka_unit_test(told_to_stop_it_ends_well_and_says_so),
		cmocka_unit_test(a_broker_that_is_away_at_the_start_is_waited_for),
		cmocka_unit_test(sighup_takes_good_files_and_keeps_the_old_ones_otherwise),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
