#include "tests/gateway/road/due_killed.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "db/store/tickets_due.h"
#include "gateway/road/batch.h"
#include "tests/gateway/road/due_field.h"

/* A gateway of its own that does what is due, one thing after another; it may be killed at any moment. Each takes a
 * byte from `leave`, unless that is -1. */
static void serve_clocks(const char *database, int64_t until, int leave)
{
	struct due_field *f = calloc(1, sizeof(*f));

	if (!f)
		_exit(2);
	due_gateway_open(&f->g, database);
	while ((f->now = tickets_next_due(f->g.store)) != 0 && f->now <= until) {
		struct batch b = {0};
		struct input *in = batch_add(&b);
		char byte;

		if (!in || (leave >= 0 && read(leave, &byte, 1) != 1))
			_exit(2);
		in->kind = IN_DUE;
		in->came = f->now;
		if (!batch_run(&f->g, &b, NULL, f->now))
			_exit(2);
		batch_free(&b);
	}
	_exit(0);
}

void comes_to_the_end(const char *database, int64_t until)
{
	int status = 0;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0)
		serve_clocks(database, until, -1);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

void is_killed(const char *database, int64_t until, int most, long us)
{
	static const char bytes[KILLED_MOST];
	const struct timespec t = {.tv_nsec = us * 1000};
	int status = 0, leave[2];
	pid_t pid;

	assert_int_equal(pipe2(leave, O_CLOEXEC), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		serve_clocks(database, until, leave[0]);
	assert_int_equal(write(leave[1], bytes, (size_t)most), most);
	nanosleep(&t, NULL); /* the instant of the kill is what is tried */
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	close(leave[0]);
	close(leave[1]);
}
