/* Request and reply, as the library calls us with them. It is for this wing alone; `sources` is struct page_sources. */
#ifndef EXCHANGE_H
#define EXCHANGE_H

#include <microhttpd.h>

/* A connection begins and ends; a request's first line is there; more of it is there, or it is whole; it is over. */
void exchange_connection(void *sources, struct MHD_Connection *c, void **open,
			 enum MHD_ConnectionNotificationCode code);
void *exchange_begin(void *sources, const char *uri, struct MHD_Connection *c);
enum MHD_Result exchange_go(void *sources, struct MHD_Connection *c, const char *path, const char *method,
			    const char *version, const char *body, size_t *body_n, void **request);
void exchange_end(void *sources, struct MHD_Connection *c, void **request, enum MHD_RequestTerminationCode code);

#endif
