#include "tests/gateway/channel/channel_bed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "templates/text/text.h"
#include "tests/gateway/aide.h"
#include "tests/here.h"

char bed_folder[512];
struct setup bed_setup;
static struct channels *loaded;

void bed_open(void)
{
	assert_true(here_zone("Asia/Shanghai"));
	aide_folder(bed_folder, sizeof(bed_folder));
	aide_write_secret(bed_folder, "password", "s3cr=t&");
	aide_write_secret(bed_folder, "callback", "cb-7");
	aide_write_secret(bed_folder, "key", "k3y");
	bed_forget();
}

void bed_close(void)
{
	channels_release(loaded);
	loaded = NULL;
	locale_close(&here_locale);
	aide_remove(bed_folder);
}

void bed_forget(void)
{
	bed_setup = (struct setup){.time_zone = "Asia/Shanghai", .default_channel = "sms", .file = "fieldgate.yaml"};
}

void bed_add(const char *name, const char *yaml)
{
	aide_write(bed_folder, name, "%s", yaml);
	snprintf(bed_setup.channels[bed_setup.channels_n++], PATH_BYTES, "%s/%s", bed_folder, name);
}

struct channels *bed_load_all(struct faults *f)
{
	return channels_load(&bed_setup, NULL, f);
}

const struct channel *bed_load(const char *yaml)
{
	struct faults f = {0};

	channels_release(loaded);
	bed_forget();
	bed_add("one.yaml", yaml);
	loaded = bed_load_all(&f);
	if (!loaded) {
		faults_print(&f, stderr);
		fail_msg("%s", "the file has faults");
	}
	faults_free(&f);
	assert_int_equal(loaded->n, 1);
	return &loaded->all[0];
}
