#include "tests/gateway/kannel_site.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define SHIPPED "scripts/channels/kannel.yaml"
#define SECRET "0123456789abcdef"

static FILE *channel_file(const struct peer_site *s, const char *name)
{
	char path[700];
	FILE *f;

	snprintf(path, sizeof(path), "%s/channels/%s", s->dir, name);
	f = fopen(path, "we");
	if (!f || fchmod(fileno(f), 0600) != 0)
		peer_die("%s: %s", path, strerror(errno));
	return f;
}

static void write_file(const struct peer_site *s, const char *name, const char *content)
{
	FILE *f = channel_file(s, name);

	fputs(content, f);
	fclose(f);
}

struct place {
	char shipped[40], ours[40];
};

/* A line of the shipped file with the test's own values in it; a place without one stays. */
static void copy_line(const struct place *places, size_t n, const char *line, FILE *to)
{
	for (size_t i = 0; i < n; i++) {
		const char *at = places[i].ours[0] ? strstr(line, places[i].shipped) : NULL;

		if (!at)
			continue;
		fprintf(to, "%.*s%s%s", (int)(at - line), line, places[i].ours, at + strlen(places[i].shipped));
		return;
	}
	fputs(line, to);
}

static void copy_channel(const struct kannel *k, const struct peer_site *s, const struct kannel_other *other)
{
	struct place places[] = {{"127.0.0.1:13013", ""},
				 {"127.0.0.1:8088", ""},
				 {"segments_per_second: 10", ""},
				 {"unknown: park", ""}};
	char line[1024];
	FILE *from = fopen(SHIPPED, "re"), *to = channel_file(s, "kannel.yaml");

	if (!from)
		peer_die("%s: %s", SHIPPED, strerror(errno));
	snprintf(places[0].ours, sizeof(places[0].ours), "127.0.0.1:%d", k->sendsms);
	snprintf(places[1].ours, sizeof(places[1].ours), "127.0.0.1:%d", s->http);
	if (other && other->segments_per_second)
		snprintf(places[2].ours, sizeof(places[2].ours), "segments_per_second: %d", other->segments_per_second);
	if (other && other->resends)
		snprintf(places[3].ours, sizeof(places[3].ours), "unknown: resend");
	while (fgets(line, sizeof(line), from))
		copy_line(places, sizeof(places) / sizeof(*places), line, to);
	fclose(from);
	fclose(to);
}

void kannel_site_make(struct kannel *k, const struct peer_site *s, const struct kannel_other *other)
{
	char url[400], path[700];

	snprintf(path, sizeof(path), "%s/channels", s->dir);
	if (mkdir(path, 0700) != 0)
		peer_die("%s: %s", path, strerror(errno));
	snprintf(url, sizeof(url),
		 "http://127.0.0.1:%d/mo/kannel/" SECRET "?id=%%I&from=%%p&to=%%P&text=%%b&charset=%%C&at=%%T",
		 s->http);
	kannel_make(k, s->dir, url);
	write_file(s, "kannel.password", KANNEL_PASSWORD "\n");
	write_file(s, "kannel.callback", SECRET "\n");
	copy_channel(k, s, other);
}
