#include "gateway/serve/systemd.h"

#if __has_include(<systemd/sd-daemon.h>)
#include <systemd/sd-daemon.h>

static void say(const char *what)
{
	sd_notify(0, what);
}

int64_t systemd_interval(void)
{
	uint64_t usec = 0;

	return sd_watchdog_enabled(0, &usec) > 0 ? (int64_t)(usec / 2000) : 0;
}
#else
static void say(const char *what)
{
	(void)what;
}

int64_t systemd_interval(void)
{
	return 0;
}
#endif

void systemd_ready(void)
{
	say("READY=1");
}

void systemd_reloading(void)
{
	say("RELOADING=1");
}

void systemd_stopping(void)
{
	say("STOPPING=1");
}

void systemd_alive(void)
{
	say("WATCHDOG=1");
}
