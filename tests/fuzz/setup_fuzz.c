/* A configuration of any bytes. */
#include "tests/fuzz/fuzz.h"

#include "gateway/config/setup.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct setup s;
	struct faults faults = {.n = 0};
	bool read = setup_load(&s, fuzz_file(0, data, n), &faults);
	HOLD(read || faults.n > 0, "it is not read, and nothing says why");
	if (read && faults.n == 0) {
		HOLD(s.database[0] && s.templates[0] && s.flows_n > 0 && s.time_zone[0] && s.country[0], "a hole");
		HOLD(s.broker.port > 0 && s.broker.port < 65536 && s.http.port >= 0 && s.http.port < 65536, "a port");
		HOLD(s.broker.window > 0 && s.broker.keepalive > 0 && s.broker.session_expiry > 0, "a number");
		HOLD(s.keep_days >= 30 && s.default_channel[0] && !strchr(s.default_channel, '/'), "a channel");
	}
	fuzz_faults(&faults);
	return 0;
}
