#include "tests/faults/flood_site.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

static struct disk_switch *map_switch(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	void *at;

	assert_true(fd >= 0 && ftruncate(fd, sizeof(struct disk_switch)) == 0);
	at = mmap(NULL, sizeof(struct disk_switch), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	assert_true(at != MAP_FAILED);
	return at;
}

/* Beside the program, in the folder of its tests. */
static void name_library(char *out, size_t size)
{
	const char *program = getenv("FIELDGATE");
	char *slash;

	snprintf(out, size, "%s", program ? program : "build/fieldgate");
	slash = strrchr(out, '/');
	assert_non_null(slash);
	snprintf(slash, size - (size_t)(slash - out), "/tests/faults/disk_preload.so");
	if (access(out, R_OK) != 0)
		peer_die("%s is not there: make it", out);
}

void site_up(struct road *r)
{
	peer_broker_start(&r->site);
	r->desk = client_new(r->site.port, NULL);
	road_listen(r->desk);
	road_gateway_up(r);
}

static void site_say(const struct road *r, const char *line)
{
	FILE *f = fopen(r->site.config, "ae");

	assert_non_null(f);
	fprintf(f, "%s\n", line);
	fclose(f);
}

void site_make(struct road *r, struct disk_switch **control, const char *line)
{
	char library[512], path[600];

	r->site.http = r->site.http ? r->site.http : peer_free_port();
	peer_make(&r->site);
	if (line)
		site_say(r, line);
	snprintf(path, sizeof(path), "%s/switch", r->site.dir);
	*control = map_switch(path);
	name_library(library, sizeof(library));
	peer_broker_start(&r->site);
	r->desk = client_new(r->site.port, NULL);
	setenv(DISK_SWITCH, path, 1);
	setenv("ASAN_OPTIONS", "verify_asan_link_order=0", 0);
	setenv("LD_PRELOAD", library, 1);
}

void site_begin(struct road *r, struct disk_switch **control, const char *line)
{
	site_make(r, control, line);
	road_listen(r->desk);
	site_go(r);
}

void site_go(struct road *r)
{
	road_gateway_up(r);
	unsetenv("LD_PRELOAD");
}

void site_end(struct road *r, struct disk_switch *control)
{
	munmap(control, sizeof(*control));
	road_end(r);
}

void site_move(const struct road *r, const char *from)
{
	char config[4096], *rest, chunk[4096];
	FILE *in = fopen(from, "re"), *out = fopen(r->site.database, "we"), *f = fopen(r->site.config, "re");
	size_t n;

	assert_true(in && out && f);
	while ((n = fread(chunk, 1, sizeof(chunk), in)) > 0)
		assert_int_equal(fwrite(chunk, 1, n, out), n);
	fclose(in);
	fclose(out);
	n = fread(config, 1, sizeof(config) - 1, f);
	config[n] = '\0';
	fclose(f);
	rest = strchr(config, '\n'); /* the first line names the database */
	assert_non_null(rest);
	f = fopen(r->site.config, "we");
	assert_non_null(f);
	fprintf(f, "database: %s%s", r->site.database, rest);
	fclose(f);
}
