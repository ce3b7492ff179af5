#include "tests/faults/disk_vfs.h"

#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *const disk_call_names[DISK_CALLS] = {"open", "read",    "write",    "sync",   "size",
						 "lock", "shm map", "shm lock", "delete", "truncate"};

/* ---- what fails ---- */

static struct {
	struct disk_fault fault;
	bool broken, met;
	int calls; /* of the kind that fails */
} trouble;

void disk_break(const struct disk_fault *f)
{
	trouble.fault = *f;
	trouble.broken = true;
	trouble.met = false;
	trouble.calls = 0;
}

bool disk_mend(void)
{
	trouble.broken = false;
	return trouble.met;
}

/* SQLITE_OK, or what this call is to return. */
static int fails(enum disk_call call)
{
	const struct disk_fault *f = &trouble.fault;

	if (!trouble.broken || f->call != call)
		return SQLITE_OK;
	trouble.calls++;
	if (trouble.calls != f->at && !(f->stays && trouble.calls > f->at))
		return SQLITE_OK;
	trouble.met = true;
	return f->error;
}

/* ---- files whose power can be cut ---- */

struct piece { /* written, not synced */
	struct piece *next;
	int64_t at;
	int n;
	unsigned char bytes[];
};

struct bytes {
	unsigned char *all;
	int64_t n;
};

struct image {
	struct image *next;
	char path[512];
	struct bytes now, synced;
	struct piece *pieces, **last;
	bool made;    /* its name in the folder is not synced yet */
	bool deleted; /* that it went is not synced yet */
};

static struct {
	struct disk_cut cut;
	bool armed, gone;
	int syncs;
	unsigned random;
	struct image *images;
} power;

static void *must(void *p)
{
	if (!p)
		abort();
	return p;
}

static void resize(struct bytes *b, int64_t n)
{
	b->all = must(realloc(b->all, (size_t)n + 1));
	if (n > b->n)
		memset(b->all + b->n, 0, (size_t)(n - b->n));
	b->n = n;
}

static void put(struct bytes *b, int64_t at, const void *from, int64_t n)
{
	if (at + n > b->n)
		resize(b, at + n);
	memcpy(b->all + at, from, (size_t)n);
}

static void load(struct bytes *b, const char *path)
{
	FILE *f = fopen(path, "re");
	char chunk[4096];
	size_t n;

	while (f && (n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		put(b, b->n, chunk, (int64_t)n);
	if (f)
		fclose(f);
}

static void drop_pieces(struct image *i)
{
	while (i->pieces) {
		struct piece *p = i->pieces;

		i->pieces = p->next;
		free(p);
	}
	i->last = &i->pieces;
}

static struct image *image_of(const char *path)
{
	struct image *i = power.images;

	while (i && (i->deleted || strcmp(i->path, path) != 0))
		i = i->next;
	return i;
}

static struct image *image_open(const char *path, bool exists)
{
	struct image *i = image_of(path);

	if (i)
		return i;
	i = must(calloc(1, sizeof(*i)));
	snprintf(i->path, sizeof(i->path), "%s", path);
	i->last = &i->pieces;
	i->made = !exists;
	if (exists) {
		load(&i->now, path);
		put(&i->synced, 0, i->now.n ? (const void *)i->now.all : "", i->now.n);
	}
	i->next = power.images;
	power.images = i;
	return i;
}

static void image_write(struct image *i, const void *from, int n, int64_t at)
{
	struct piece *p = must(malloc(sizeof(*p) + (size_t)n));

	*p = (struct piece){.at = at, .n = n};
	memcpy(p->bytes, from, (size_t)n);
	*i->last = p;
	i->last = &p->next;
	put(&i->now, at, from, n);
}

static void image_sync(struct image *i)
{
	for (const struct piece *p = i->pieces; p; p = p->next)
		put(&i->synced, p->at, p->bytes, p->n);
	drop_pieces(i);
	/* SQLite's own VFS syncs the folder with the first sync of a log that it made. */
	if (!i->made)
		return;
	for (struct image *other = power.images; other; other = other->next) {
		other->made = false;
		if (other->deleted)
			other->path[0] = '\0'; /* gone for good */
	}
}

static void image_truncate(struct image *i, int64_t n)
{
	image_sync(i); /* SQLite truncates nothing that matters: no need for more */
	resize(&i->now, n);
	resize(&i->synced, n);
}

/* ---- the cut ---- */

static unsigned chance(unsigned of)
{
	power.random = power.random * 1103515245u + 12345u;
	return (power.random >> 16) % of;
}

/* Of `n` things one after another, how many came through. */
static unsigned survivors(unsigned n)
{
	if (power.cut.seed < 2)
		return power.cut.seed ? n : 0;
	return chance(n + 1);
}

static bool touches(const struct piece *p, int64_t at, int64_t end)
{
	return p->at < end && p->at + p->n > at;
}

/* Each sector holds one of the versions it was to have, or the old one. */
static void cut_sector(struct image *i, int64_t at, int64_t end)
{
	unsigned n = 0, left;

	for (const struct piece *p = i->pieces; p; p = p->next)
		n += touches(p, at, end);
	left = survivors(n);
	for (const struct piece *p = i->pieces; p && left; p = p->next) {
		int64_t from = p->at > at ? p->at : at, to = p->at + p->n < end ? p->at + p->n : end;

		if (!touches(p, at, end))
			continue;
		put(&i->synced, from, p->bytes + (from - p->at), to - from);
		left--;
	}
}

static void cut_now(void)
{
	power.gone = true;
	power.random = power.cut.seed;
	for (struct image *i = power.images; i; i = i->next) {
		int64_t size = i->now.n > i->synced.n ? i->now.n : i->synced.n;

		for (int64_t at = 0; at < size; at += power.cut.sector)
			cut_sector(i, at, at + power.cut.sector);
		drop_pieces(i);
	}
}

void disk_cut_power(const struct disk_cut *c)
{
	power.cut = *c;
	power.armed = true;
	power.gone = false;
	power.syncs = 0;
}

bool disk_power_gone(void)
{
	return power.gone;
}

static void store_image(const struct image *i)
{
	FILE *f = fopen(i->path, "we");

	if (!f ||
	    fwrite(i->synced.n ? (const void *)i->synced.all : "", 1, (size_t)i->synced.n, f) != (size_t)i->synced.n)
		abort();
	fclose(f);
}

static void image_free(struct image *i)
{
	drop_pieces(i);
	free(i->now.all);
	free(i->synced.all);
	free(i);
}

/* What was made or deleted without a sync of the folder may have come through or not. */
static bool is_there(const struct image *i)
{
	if (!i->path[0])
		return false;
	if (!power.gone)
		return !i->deleted;
	return (!i->made && !i->deleted) || survivors(1) != (unsigned)i->deleted;
}

static struct image *oldest_first(struct image *all)
{
	struct image *turned = NULL;

	while (all) {
		struct image *i = all;

		all = i->next;
		i->next = turned;
		turned = i;
	}
	return turned;
}

bool disk_power_back(void)
{
	bool gone = power.gone;
	struct image *next;

	for (struct image *i = power.images; i; i = i->next) {
		if (!gone)
			image_sync(i);
		if (i->path[0])
			unlink(i->path);
	}
	for (struct image *i = oldest_first(power.images); i; i = next) {
		next = i->next;
		if (is_there(i))
			store_image(i);
		image_free(i);
	}
	power.images = NULL;
	power.armed = power.gone = false;
	return gone;
}

/* ---- SQLite's methods ---- */

struct file {
	sqlite3_file base;
	struct image *image; /* NULL: all goes to the real file */
	sqlite3_file *real;  /* behind this struct */
};

static sqlite3_vfs *own;

static struct file *file(sqlite3_file *f)
{
	return (struct file *)f;
}

static sqlite3_file *real(sqlite3_file *f)
{
	return file(f)->real;
}

static int unless(enum disk_call call)
{
	return power.gone ? SQLITE_IOERR : fails(call);
}

static int f_close(sqlite3_file *f)
{
	return real(f)->pMethods ? real(f)->pMethods->xClose(real(f)) : SQLITE_OK;
}

static int f_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
	const struct image *i = file(f)->image;
	int rc = unless(DISK_READ), there;

	if (rc || !i)
		return rc ? rc : real(f)->pMethods->xRead(real(f), to, n, at);
	there = at >= i->now.n ? 0 : i->now.n - at < n ? (int)(i->now.n - at) : n;
	memset(to, 0, (size_t)n);
	if (there)
		memcpy(to, i->now.all + at, (size_t)there);
	return there == n ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int f_write(sqlite3_file *f, const void *from, int n, sqlite3_int64 at)
{
	int rc = unless(DISK_WRITE);

	/* A disk that is full takes the beginning. */
	if (rc && !power.gone && n > 1 && !file(f)->image)
		real(f)->pMethods->xWrite(real(f), from, n / 2, at);
	if (rc || !file(f)->image)
		return rc ? rc : real(f)->pMethods->xWrite(real(f), from, n, at);
	image_write(file(f)->image, from, n, at);
	return SQLITE_OK;
}

static int f_truncate(sqlite3_file *f, sqlite3_int64 n)
{
	int rc = unless(DISK_TRUNCATE);

	if (rc || !file(f)->image)
		return rc ? rc : real(f)->pMethods->xTruncate(real(f), n);
	image_truncate(file(f)->image, n);
	return SQLITE_OK;
}

static int f_sync(sqlite3_file *f, int flags)
{
	int rc = unless(DISK_SYNC);

	(void)flags;
	if (rc || !file(f)->image)
		return rc;
	if (++power.syncs == power.cut.at) {
		cut_now();
		return SQLITE_IOERR_FSYNC;
	}
	image_sync(file(f)->image);
	return SQLITE_OK;
}

static int f_size(sqlite3_file *f, sqlite3_int64 *n)
{
	int rc = unless(DISK_SIZE);

	if (rc || !file(f)->image)
		return rc ? rc : real(f)->pMethods->xFileSize(real(f), n);
	*n = file(f)->image->now.n;
	return SQLITE_OK;
}

static int f_lock(sqlite3_file *f, int level)
{
	int rc = unless(DISK_LOCK);

	return rc ? rc : real(f)->pMethods->xLock(real(f), level);
}

static int f_unlock(sqlite3_file *f, int level)
{
	return real(f)->pMethods->xUnlock(real(f), level);
}

static int f_reserved(sqlite3_file *f, int *is)
{
	return real(f)->pMethods->xCheckReservedLock(real(f), is);
}

static int f_control(sqlite3_file *f, int op, void *arg)
{
	if (file(f)->image && (op == SQLITE_FCNTL_SIZE_HINT || op == SQLITE_FCNTL_CHUNK_SIZE))
		return SQLITE_NOTFOUND;
	return real(f)->pMethods->xFileControl(real(f), op, arg);
}

static int f_sector(sqlite3_file *f)
{
	return real(f)->pMethods->xSectorSize(real(f));
}

static int f_traits(sqlite3_file *f)
{
	return real(f)->pMethods->xDeviceCharacteristics(real(f));
}

static int f_shm_map(sqlite3_file *f, int region, int size, int extend, void volatile **to)
{
	int rc = unless(DISK_SHM_MAP);

	if (rc)
		*to = NULL;
	return rc ? rc : real(f)->pMethods->xShmMap(real(f), region, size, extend, to);
}

static int f_shm_lock(sqlite3_file *f, int at, int n, int flags)
{
	int rc = flags & SQLITE_SHM_LOCK ? unless(DISK_SHM_LOCK) : SQLITE_OK;

	return rc ? rc : real(f)->pMethods->xShmLock(real(f), at, n, flags);
}

static void f_shm_barrier(sqlite3_file *f)
{
	real(f)->pMethods->xShmBarrier(real(f));
}

static int f_shm_unmap(sqlite3_file *f, int deleting)
{
	return real(f)->pMethods->xShmUnmap(real(f), deleting);
}

static const sqlite3_io_methods methods = {
	.iVersion = 2,
	.xClose = f_close,
	.xRead = f_read,
	.xWrite = f_write,
	.xTruncate = f_truncate,
	.xSync = f_sync,
	.xFileSize = f_size,
	.xLock = f_lock,
	.xUnlock = f_unlock,
	.xCheckReservedLock = f_reserved,
	.xFileControl = f_control,
	.xSectorSize = f_sector,
	.xDeviceCharacteristics = f_traits,
	.xShmMap = f_shm_map,
	.xShmLock = f_shm_lock,
	.xShmBarrier = f_shm_barrier,
	.xShmUnmap = f_shm_unmap,
};

static int v_open(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags, int *given)
{
	bool apart = power.armed && name && flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL);
	bool exists = apart && access(name, F_OK) == 0;
	int rc = unless(DISK_OPEN);

	(void)v;
	file(f)->base.pMethods = NULL;
	file(f)->image = NULL;
	file(f)->real = (sqlite3_file *)(file(f) + 1);
	file(f)->real->pMethods = NULL;
	rc = rc ? rc : own->xOpen(own, name, real(f), flags, given);
	if (rc == SQLITE_OK && apart)
		file(f)->image = image_open(name, exists);
	if (rc == SQLITE_OK)
		file(f)->base.pMethods = &methods;
	return rc;
}

static int v_delete(sqlite3_vfs *v, const char *name, int sync_folder)
{
	struct image *i = power.armed ? image_of(name) : NULL;
	int rc = unless(DISK_DELETE);

	(void)v;
	if (rc)
		return rc;
	if (i)
		i->deleted = true;
	return own->xDelete(own, name, sync_folder);
}

static int v_access(sqlite3_vfs *v, const char *name, int flags, int *is)
{
	(void)v;
	return power.gone ? SQLITE_IOERR_ACCESS : own->xAccess(own, name, flags, is);
}

/* Waiting for a lock takes no time. */
static int v_sleep(sqlite3_vfs *v, int us)
{
	(void)v;
	return us;
}

void disk_install(void)
{
	static sqlite3_vfs vfs;

	own = sqlite3_vfs_find(NULL);
	vfs = *own;
	vfs.zName = "disk";
	vfs.pNext = NULL;
	vfs.szOsFile = own->szOsFile + (int)sizeof(struct file);
	vfs.xOpen = v_open;
	vfs.xDelete = v_delete;
	vfs.xAccess = v_access;
	vfs.xSleep = v_sleep;
	if (sqlite3_vfs_register(&vfs, 1) != SQLITE_OK)
		abort();
}
