/* Files and programs, for tests that do what an administrator does. Each fails the test if it cannot. */
#ifndef AIDE_H
#define AIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* The program under test, as an absolute path. */
const char *aide_program(void);
/* An empty folder under TMPDIR; aide_remove() takes it away with all that is in it. */
void aide_folder(char *dir, size_t size);
void aide_remove(const char *dir);

/* Writes dir/name; folders above it are made. */
void aide_write(const char *dir, const char *name, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
/* The same, with one line in it that nobody else may read. */
void aide_write_secret(const char *dir, const char *name, const char *secret);
/* The whole of dir/name, to be freed. */
char *aide_read(const char *dir, const char *name);
/* Replaces the first `from` in dir/name, which must be there. */
void aide_change(const char *dir, const char *name, const char *from, const char *to);
/* Copies a file or folder of this tree, such as "templates", into `dir`. */
void aide_copy(const char *from, const char *dir);

/* Runs a program in `dir`: its exit code or -signal; what it said, both streams, is in out[size]. */
int aide_run(const char *dir, char *out, size_t size, const char *const args[]);
#define aide_do(dir, out, ...) aide_run((dir), (out), sizeof(out), (const char *const[]){__VA_ARGS__, NULL})
/* Starts one whose two streams go to the file `log`. It dies with the test. */
pid_t aide_start(const char *dir, const char *log, const char *const args[]);
/* Ends it with that signal, waits: its exit code or -signal. */
int aide_end(pid_t *pid, int signal);
/* True when a line of the file has this in it; waits for it. */
bool aide_says(const char *file, const char *what);

#endif
