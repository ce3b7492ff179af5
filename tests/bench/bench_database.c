#include "tests/bench/bench_database.h"

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gateway/base/wall_clock.h"
#include "tests/bench/bench_stop.h"
#include "tests/bench/dealer.h"
#include "tests/bench/past.h"
#include "tests/gateway/peer.h"

extern const char *const migrations[];

const char *bench_here(void)
{
	static char here[300];

	if (!*here && !getcwd(here, sizeof(here)))
		bench_stop("cannot tell where we are");
	return here;
}

void bench_config_write(const char *file, const char *database, const char *prefix, int port, int http)
{
	FILE *f = fopen(file, "we");

	if (!f)
		bench_stop("cannot write a configuration");
	fprintf(f, "database: %s\ntime_zone: Asia/Shanghai\ncountry_code: \"86\"\n", database);
	fprintf(f, "flows: [%s/handlers/repair.yaml]\ntemplates: %s/templates\ndefault_channel: sms\n", bench_here(),
		bench_here());
	fprintf(f, "broker: {host: 127.0.0.1, port: %d, prefix: %s, protocol: 5, client_id: %s}\n", port, prefix,
		prefix);
	if (http)
		fprintf(f, "http: {listen: 127.0.0.1:%d}\n", http);
	else
		fprintf(f, "http: {listen: off}\n");
	fclose(f);
}

static void import(const struct peer_site *s, const char *kind)
{
	char file[1024], out[2048];

	snprintf(file, sizeof(file), "%s/%s.csv", s->dir, kind);
	if (peer_run(s, out, sizeof(out), "import", kind, file, (char *)NULL) != 0)
		bench_stop(out);
}

/* Another schema makes another database, and so does another past. */
static uint32_t schema_mark(void)
{
	uint32_t h = 2166136261u ^ PAST_SHAPE;

	for (size_t i = 0; migrations[i]; i++)
		for (const char *p = migrations[i]; *p; p++)
			h = (h ^ (unsigned char)*p) * 16777619u;
	return h;
}

static void make_database(struct peer_site *s, const char *dir, size_t tickets)
{
	int64_t start = clock_steady();

	fprintf(stderr, "bench: making a database of %zu tickets in %s ...\n", tickets, dir);
	snprintf(s->dir, sizeof(s->dir), "%s", dir);
	snprintf(s->config, sizeof(s->config), "%s/fieldgate.yaml", dir);
	snprintf(s->database, sizeof(s->database), "%s/making.db", dir);
	bench_config_write(s->config, s->database, "bench", 1, 0);
	unlink(s->database);
	if (!dealer_files(dir))
		bench_stop("cannot write the dealer's files");
	import(s, "stations");
	import(s, "people");
	import(s, "customers");
	import(s, "machines");
	if (!past_make(s->config, s->database, tickets))
		bench_stop("cannot make the database");
	fprintf(stderr, "bench: made in %.0f s\n", (double)(clock_steady() - start) / 1000);
}

void bench_database_find(size_t tickets, char file[CACHED_BYTES])
{
	struct peer_site s = {.port = 0};
	char dir[360];

	snprintf(dir, sizeof(dir), "%s/build/bench/%zu-%08x", bench_here(), tickets, schema_mark());
	mkdir("build", 0777);
	mkdir("build/bench", 0777);
	mkdir(dir, 0777);
	snprintf(file, CACHED_BYTES, "%s/fieldgate.db", dir);
	if (access(file, F_OK) == 0)
		return;
	make_database(&s, dir, tickets);
	if (rename(s.database, file) != 0)
		bench_stop("cannot keep the database");
}

/* What a run that was killed has left beside the copy would be read into it. */
static void forget_log(const char *database)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s-wal", database);
	unlink(path);
	snprintf(path, sizeof(path), "%s-shm", database);
	unlink(path);
}

void bench_database_copy(const char *from, const char *to)
{
	static char block[1 << 20];
	FILE *in = fopen(from, "re"), *out = fopen(to, "we");
	size_t n;

	forget_log(to);
	if (!in || !out)
		bench_stop("cannot copy the database");
	while ((n = fread(block, 1, sizeof(block), in)) > 0)
		if (fwrite(block, 1, n, out) != n)
			bench_stop("cannot copy the database");
	fclose(in);
	if (fclose(out) != 0)
		bench_stop("cannot copy the database");
}
