/* The files of the desk, as they are in the program: build/gateway/pages.c, which make writes (scripts/page-files). It is
 * for this wing alone. */
#ifndef PAGE_FILE_H
#define PAGE_FILE_H

#include <stdbool.h>
#include <stddef.h>

struct page_file {
	const char *path;           /* "index.html", "app.js", "chunk-ABCDEFGH.js" */
	const char *type;           /* as Content-Type has it */
	const char *etag;           /* the first 16 hexadecimal digits of its SHA-256, without quotes */
	const unsigned char *bytes; /* as they are sent */
	size_t length;
	bool gzip; /* they are compressed */
};

extern const struct page_file page_files[]; /* ended by a path of NULL */

#endif
