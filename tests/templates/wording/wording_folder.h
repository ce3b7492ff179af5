/* A folder of templates, made for one test, and their filling. */
#ifndef WORDING_FOLDER_H
#define WORDING_FOLDER_H

#include "templates/wording/fill.h"
#include "templates/wording/wording.h"

struct wording_folder {
	char dir[64];
	struct faults faults;
	struct wording *w;
	const struct template *t; /* the one named t, in English */
	char *files[16];
	size_t files_n;
};

/* Empty, with a folder for each language. */
struct wording_folder folder_new(void);
/* Writes a file, "en/t.txt". */
void folder_put(struct wording_folder *f, const char *file, const char *content);
void folder_put_bytes(struct wording_folder *f, const char *file, const char *content, size_t n);
void folder_load(struct wording_folder *f);
/* A folder loaded with one template, t, which has the same content in all languages. */
struct wording_folder folder_of(const char *content);
void folder_end(struct wording_folder *f);

/* What fills templates. The places a, b and c have the values "A", "B" and "C", lang the language's name, x and list the
 * values below; all others are empty, a code's word is its name, and `nowhere` is no place at all. */
struct values {
	const char *x;
	const char *list;
	int max; /* of each place; 0: 100 */
};
int value_of(void *ctx, const char *name, enum lang l, struct text *out);

/* Checks what the one template of that content, without a fault, is filled to. */
void check_fill_of(const char *content, struct values v, const char *expected);
void check_fill(const char *content, const char *expected);             /* with values of {0} */
void check_x(const char *content, const char *x, const char *expected); /* with this x */

#endif
