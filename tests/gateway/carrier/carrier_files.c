#include "tests/gateway/carrier/carrier_files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "templates/text/text.h"
#include "tests/gateway/aide.h"

static void write_takes(const struct carrier_file *f, char *out, size_t size)
{
	size_t n = (size_t)snprintf(out, size, "{under_way: %d", f->under_way ? f->under_way : 8);

	if (f->per_second)
		n += (size_t)snprintf(out + n, size - n, ", segments_per_second: %d", f->per_second);
	if (f->segments)
		n += (size_t)snprintf(out + n, size - n, ", segments: %d", f->segments);
	if (f->approved)
		n += (size_t)snprintf(out + n, size - n, ", approved: [%s]", f->approved);
	assert_true(n + 2 < size);
	memcpy(out + n, "}", 2);
}

static void write_file(const char *dir, const char *name, const struct carrier_file *f)
{
	char takes[200];

	write_takes(f, takes, sizeof(takes));
	aide_write(dir, name,
		   "channel: %s\n"
		   "kind: http\n"
		   "unknown: %s\n"
		   "takes: %s\n"
		   "send:\n"
		   "  url: http%s://%s:%d%s\n"
		   "  %s: {id: \"{id}\"}\n"
		   "answers:\n"
		   "  - {status: 200, body: \"~ ^OK\", is: taken, id: \"~ ^OK ([a-z0-9-]+)\"}\n"
		   "  - {status: [429, 503], is: later}\n"
		   "  - {status: 5xx, is: later, alone: yes}\n"
		   "  - {status: 4xx, is: refused}\n",
		   f->name, f->resends ? "resend" : "park", takes, f->tls ? "s" : "", f->host ? f->host : "127.0.0.1",
		   f->port, f->path ? f->path : "/send", f->post ? "form" : "query");
}

struct channels *carrier_files_load(const struct carrier_file *files)
{
	struct faults faults = {0};
	struct setup setup = {0};
	struct channels *c;
	char dir[300], name[40];

	aide_folder(dir, sizeof(dir));
	for (; files[setup.channels_n].name; setup.channels_n++) {
		snprintf(name, sizeof(name), "%s.yaml", files[setup.channels_n].name);
		write_file(dir, name, &files[setup.channels_n]);
		snprintf(setup.channels[setup.channels_n], PATH_BYTES, "%s/%s", dir, name);
	}
	c = channels_load(&setup, NULL, &faults);
	if (!c) {
		faults_print(&faults, stderr);
		fail_msg("a channel's file is wrong");
	}
	faults_free(&faults);
	aide_remove(dir);
	return c;
}
