/* Loaded before the gateway (LD_PRELOAD): makes its database's disk fail and its wall clock jump, as the switch says. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "tests/faults/disk/switch.h"

static struct disk_switch *control;

__attribute__((constructor)) static void map_switch(void)
{
	const char *path = getenv(DISK_SWITCH);
	int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
	void *at = fd < 0 ? MAP_FAILED : mmap(NULL, sizeof(*control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	if (fd >= 0)
		close(fd);
	control = at == MAP_FAILED ? NULL : at;
}

/* The database and its log; what lies in shared memory does not go to the disk. */
static int is_database(int fd)
{
	char link[64], path[4096];
	ssize_t n;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	n = readlink(link, path, sizeof(path) - 1);
	if (n <= 0)
		return 0;
	path[n] = '\0';
	return strstr(path, ".db") && !strstr(path, "-shm") && !strstr(path, ".lock");
}

static int fails(int fd, int error)
{
	if (!error || !is_database(fd))
		return 0;
	atomic_fetch_add(&control->failed, 1);
	errno = error;
	return 1;
}

static void *next(const char *name)
{
	return dlsym(RTLD_NEXT, name);
}

/* The system names their parameters with underscores. NOLINTBEGIN(readability-inconsistent-declaration-parameter-name) */
ssize_t pwrite(int fd, const void *from, size_t n, off_t at)
{
	ssize_t (*real)(int, const void *, size_t, off_t) = next("pwrite");

	return control && fails(fd, control->write_errno) ? -1 : real(fd, from, n, at);
}

ssize_t pwrite64(int fd, const void *from, size_t n, off64_t at)
{
	ssize_t (*real)(int, const void *, size_t, off64_t) = next("pwrite64");

	return control && fails(fd, control->write_errno) ? -1 : real(fd, from, n, at);
}

ssize_t pread(int fd, void *to, size_t n, off_t at)
{
	ssize_t (*real)(int, void *, size_t, off_t) = next("pread");

	return control && fails(fd, control->read_errno) ? -1 : real(fd, to, n, at);
}

ssize_t pread64(int fd, void *to, size_t n, off64_t at)
{
	ssize_t (*real)(int, void *, size_t, off64_t) = next("pread64");

	return control && fails(fd, control->read_errno) ? -1 : real(fd, to, n, at);
}

int fdatasync(int fd)
{
	int (*real)(int) = next("fdatasync");

	return control && fails(fd, control->sync_errno) ? -1 : real(fd);
}

int fsync(int fd)
{
	int (*real)(int) = next("fsync");

	return control && fails(fd, control->sync_errno) ? -1 : real(fd);
}

int clock_gettime(clockid_t which, struct timespec *to)
{
	static int (*real)(clockid_t, struct timespec *);
	long long ms;

	if (!real)
		real = next("clock_gettime");
	if (real(which, to) != 0)
		return -1;
	ms = control && which == CLOCK_REALTIME ? control->clock_ahead : 0;
	ms += (long long)to->tv_sec * 1000 + to->tv_nsec / 1000000;
	if (control && which == CLOCK_REALTIME) {
		to->tv_sec = (time_t)(ms / 1000);
		to->tv_nsec = (long)(ms % 1000) * 1000000;
	}
	return 0;
}
/* NOLINTEND(readability-inconsistent-declaration-parameter-name) */
