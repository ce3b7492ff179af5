#include "tests/gateway/aide.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/gateway/peer.h"

#define PATH_BYTES 1024

static void path_of(char path[PATH_BYTES], const char *dir, const char *name)
{
	if (snprintf(path, PATH_BYTES, "%s/%s", dir, name) >= PATH_BYTES)
		peer_die("the path of %s is too long", name);
}

const char *aide_program(void)
{
	static char program[PATH_MAX];
	const char *named = getenv("FIELDGATE");

	if (!realpath(named ? named : "build/fieldgate", program))
		peer_die("there is no program; set FIELDGATE");
	return program;
}

void aide_folder(char *dir, size_t size)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(dir, size, "%s/fieldgate-XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(dir))
		peer_die("%s: %s", dir, strerror(errno));
}

void aide_remove(const char *dir)
{
	char out[512];

	if (getenv("PEER_KEEP"))
		fprintf(stderr, "aide: kept %s\n", dir);
	else if (aide_do("/", out, "rm", "-rf", dir) != 0)
		peer_die("%s", out);
}

/* ---- files ---- */

static void make_folders(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(path, 0700) != 0 && errno != EEXIST)
			peer_die("%s: %s", path, strerror(errno));
		*slash = '/';
	}
}

static void write_all(const char *path, const char *text)
{
	FILE *f = fopen(path, "we");

	if (!f || fputs(text, f) < 0 || fclose(f) != 0)
		peer_die("%s: %s", path, strerror(errno));
}

void aide_write(const char *dir, const char *name, const char *fmt, ...)
{
	char path[PATH_BYTES], *text;
	va_list ap;

	path_of(path, dir, name);
	make_folders(path);
	va_start(ap, fmt);
	if (vasprintf(&text, fmt, ap) < 0)
		peer_die("out of memory");
	va_end(ap);
	write_all(path, text);
	free(text);
}

void aide_write_secret(const char *dir, const char *name, const char *secret)
{
	char path[PATH_BYTES];

	aide_write(dir, name, "%s\n", secret);
	path_of(path, dir, name);
	if (chmod(path, 0600) != 0)
		peer_die("%s: %s", path, strerror(errno));
}

char *aide_read(const char *dir, const char *name)
{
	char path[PATH_BYTES], *text = NULL;
	size_t size = 0;
	FILE *f;

	path_of(path, dir, name);
	f = fopen(path, "re");
	if (!f)
		peer_die("%s: %s", path, strerror(errno));
	if (getdelim(&text, &size, '\0', f) < 0) {
		free(text);
		text = strdup("");
	}
	fclose(f);
	if (!text)
		peer_die("out of memory");
	return text;
}

void aide_change(const char *dir, const char *name, const char *from, const char *to)
{
	char *text = aide_read(dir, name), *at = strstr(text, from);

	if (!at)
		peer_die("`%s` is not in %s", from, name);
	aide_write(dir, name, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
	free(text);
}

void aide_copy(const char *from, const char *dir)
{
	char out[512];

	if (aide_do(".", out, "cp", "-r", from, dir) != 0)
		peer_die("%s", out);
}

/* ---- programs ---- */

static int reap(pid_t pid)
{
	int status = 0;

	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static pid_t start(const char *dir, int out, const char *const args[])
{
	pid_t parent = getpid(), pid = fork();
	int null;

	if (pid < 0)
		peer_die("fork: %s", strerror(errno));
	if (pid)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	if (getppid() != parent || chdir(dir) != 0 || dup2(null, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 ||
	    dup2(out, STDERR_FILENO) < 0)
		_exit(127);
	execvp(args[0], (char *const *)args);
	_exit(127);
}

int aide_run(const char *dir, char *out, size_t size, const char *const args[])
{
	int ends[2];
	size_t n = 0;
	ssize_t got;
	char rest[4096];
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) != 0)
		peer_die("pipe: %s", strerror(errno));
	pid = start(dir, ends[1], args);
	close(ends[1]);
	while ((got = read(ends[0], n < size - 1 ? out + n : rest, n < size - 1 ? size - 1 - n : sizeof(rest))) > 0)
		n += n < size - 1 ? (size_t)got : 0;
	out[n] = '\0';
	close(ends[0]);
	return reap(pid);
}

pid_t aide_start(const char *dir, const char *log, const char *const args[])
{
	int fd = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	pid_t pid;

	if (fd < 0)
		peer_die("%s: %s", log, strerror(errno));
	pid = start(dir, fd, args);
	close(fd);
	return pid;
}

int aide_end(pid_t *pid, int signal)
{
	int code = 0;

	if (*pid > 0) {
		kill(*pid, signal);
		code = reap(*pid);
	}
	*pid = 0;
	return code;
}

struct searched {
	const char *file, *what;
};

static bool says(void *ctx)
{
	const struct searched *s = ctx;
	char line[4096];
	bool found = false;
	FILE *f = fopen(s->file, "re");

	while (f && !found && fgets(line, sizeof(line), f))
		found = strstr(line, s->what);
	if (f)
		fclose(f);
	return found;
}

bool aide_says(const char *file, const char *what)
{
	struct searched s = {file, what};

	return peer_until(says, &s, PEER_PATIENCE);
}
