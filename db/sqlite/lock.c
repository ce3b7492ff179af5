#include "db/store/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "db/sqlite/folder_owner.h"

/* Never through a link that somebody has laid there: O_EXCL follows none. -1: there is one, or errno says why. */
static int make_file(const char *file)
{
	int fd = open(file, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd >= 0)
		folder_owner_give(fd, file);
	return fd;
}

/* Opens the lock's file, and makes it where that is asked for. -1: errno says why. */
static int open_file(const char *database, int flags, bool make)
{
	char *whole = realpath(database, NULL), *file = NULL;
	int fd = -1;

	if (whole && asprintf(&file, "%s.lock", whole) >= 0) {
		fd = make ? make_file(file) : -1;
		if (fd < 0 && (!make || errno == EEXIST))
			fd = open(file, flags | O_CLOEXEC);
	} else {
		file = NULL;
	}
	free(whole);
	free(file);
	return fd;
}

/* The process whose lock is in the way: 0 nobody's, -1 cannot be told. */
static pid_t owner(int fd)
{
	struct flock l = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

	if (fcntl(fd, F_GETLK, &l) < 0)
		return -1;
	return l.l_type == F_UNLCK ? 0 : l.l_pid;
}

int lock_take(const char *database, pid_t *holder)
{
	struct flock want = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	int fd = open_file(database, O_RDWR, true), error;

	*holder = 0;
	if (fd < 0)
		return -1;
	while (fcntl(fd, F_SETLK, &want) < 0) {
		error = errno;
		*holder = error == EACCES || error == EAGAIN ? owner(fd) : -1;
		if (*holder == 0)
			continue; /* it has just let go */
		close(fd);
		*holder = *holder > 0 ? *holder : 0;
		errno = error;
		return -1;
	}
	return fd;
}

pid_t lock_holder(const char *database)
{
	int fd = open_file(database, O_RDONLY, false);
	pid_t holder;

	if (fd < 0)
		return 0;
	holder = owner(fd);
	close(fd);
	return holder > 0 ? holder : 0;
}
