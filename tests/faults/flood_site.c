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

#include "gateway/base/wall_clock.h"

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

/* It wants to be loaded first itself. */
static void sanitizer_bears_it(void)
{
	const char *options = getenv("ASAN_OPTIONS");
	char all[4096];

	if (options && strstr(options, "verify_asan_link_order"))
		return;
	snprintf(all, sizeof(all), "%s%sverify_asan_link_order=0", options ? options : "", options ? ":" : "");
	setenv("ASAN_OPTIONS", all, 1);
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
	char path[600];

	r->site.http = r->site.http ? r->site.http : peer_free_port();
	peer_make(&r->site);
	if (line)
		site_say(r, line);
	snprintf(path, sizeof(path), "%s/switch", r->site.dir);
	*control = map_switch(path);
	peer_broker_start(&r->site);
	r->desk = client_new(r->site.port, NULL);
	setenv(DISK_SWITCH, path, 1);
	sanitizer_bears_it();
}

void site_begin(struct road *r, struct disk_switch **control, const char *line)
{
	site_make(r, control, line);
	road_listen(r->desk);
	site_go(r);
}

void site_begin_at(struct road *r, struct disk_switch **control, const char *line, int64_t time)
{
	r->site.zone = "Asia/Shanghai";
	site_make(r, control, line);
	road_listen(r->desk);
	site_set_clock(*control, time);
	site_go(r);
}

void site_set_clock(struct disk_switch *control, int64_t time)
{
	control->clock_ahead = time - clock_now();
}

void site_go(struct road *r)
{
	const char *others = getenv("LD_PRELOAD");
	char *before = others && *others ? strdup(others) : NULL, library[512], all[4096];

	name_library(library, sizeof(library));
	snprintf(all, sizeof(all), "%s%s%s", library, before ? ":" : "", before ? before : "");
	setenv("LD_PRELOAD", all, 1);
	road_gateway_up(r);
	if (before)
		setenv("LD_PRELOAD", before, 1);
	else
		unsetenv("LD_PRELOAD");
	free(before);
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
