/* Linked in with --wrap for each way to ask for memory (HUNGRY in the Makefile): a gateway whose own allocations fail when
 * the switch says so. For hungry_road_test. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "tests/faults/disk/switch.h"
#include "tests/faults/memory/wraps.h"

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

bool memory_fails(void)
{
	if (!control || atomic_load(&control->fails_at) <= 0 || atomic_fetch_sub(&control->fails_at, 1) != 1)
		return false;
	atomic_fetch_add(&control->failed, 1);
	errno = ENOMEM;
	return true;
}
