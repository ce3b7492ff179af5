/* Requests by libcurl alone, as many under way at a time and over as many kept connections as a channel's file says. */
#ifndef CURL_ALONE_H
#define CURL_ALONE_H

#include <stdbool.h>
#include <stddef.h>

/* GETs each of these URLs once; false unless each is answered with 200. */
bool curl_alone(const char *const *urls, size_t n, size_t under_way);

#endif
