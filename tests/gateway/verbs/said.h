/* What a program said last, and whether it is what it must say. */
#ifndef SAID_H
#define SAID_H

extern char said[1 << 16]; /* both streams */

/* Runs a program in `dir`; fails the test unless it exits with `code` and says this. */
void said_by(const char *dir, int code, const char *what, const char *const args[]);
/* Fails the test if this was said. */
void said_not(const char *what);

#endif
