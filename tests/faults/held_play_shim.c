/* Linked in with --wrap=stage_turn: a gateway whose first play on the phones is held in the middle of what falls due. It says
 * so by the pipe that $HELD_PLAY names with `.held` behind it, and goes on when that with `.on` is opened and closed. For
 * phones_pace_test. */
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "gateway/stage/stage.h"

bool __real_stage_turn(struct stage *s, int64_t now, struct batch *b);
bool __wrap_stage_turn(struct stage *s, int64_t now, struct batch *b);

static int open_pipe(const char *what, int how)
{
	const char *named = getenv("HELD_PLAY");
	char path[4096];
	int fd;

	if (!named || snprintf(path, sizeof(path), "%s%s", named, what) >= (int)sizeof(path))
		abort();
	fd = open(path, how | O_CLOEXEC);
	if (fd < 0)
		abort();
	return fd;
}

static void hold(void)
{
	int held = open_pipe(".held", O_WRONLY), on;
	char end;

	if (write(held, "!", 1) != 1)
		abort();
	close(held);
	on = open_pipe(".on", O_RDONLY);
	while (read(on, &end, 1) > 0)
		;
	close(on);
}

bool __wrap_stage_turn(struct stage *s, int64_t now, struct batch *b)
{
	static atomic_flag was_held = ATOMIC_FLAG_INIT;

	if (!atomic_flag_test_and_set(&was_held))
		hold();
	return __real_stage_turn(s, now, b);
}
