/* What the configuration says: fieldgate(5), CONFIGURATION, explains each key. */
#ifndef SETTINGS_H
#define SETTINGS_H

#include <stddef.h>

#include "handlers/people/people.h"
#include "handlers/time/when.h"

#define PATH_BYTES 1024
#define FLOW_FILES_MAX 16
#define CHANNEL_FILES_MAX 16

struct setup_broker {
	char host[256];
	int port;
	char prefix[128];
	int protocol; /* 5, or 4 for 3.1.1 */
	char client_id[64];
	int keepalive;      /* s */
	int window;         /* messages under way each way; outwards at least 8, at most 128 */
	int session_expiry; /* s */
	char username[128];
	char password[256];                                     /* read from password_file */
	char ca[PATH_BYTES], cert[PATH_BYTES], key[PATH_BYTES]; /* TLS; "" for none */
};

struct setup_http {
	char host[64];
	int port; /* 0: no HTTP */
};

struct setup {
	char file[PATH_BYTES];     /* as opened */
	char database[PATH_BYTES]; /* all paths made relative to the working directory, or absolute */
	char templates[PATH_BYTES];
	char flows[FLOW_FILES_MAX][PATH_BYTES]; /* files; a folder stands for the *.yaml in it, in order of name */
	size_t flows_n;
	char time_zone[64]; /* "" if it is none */
	char country[8];    /* digits: "86" */
	enum date_order date_order;
	char default_channel[CHANNEL_BYTES];
	char channels[CHANNEL_FILES_MAX][PATH_BYTES]; /* files of channels, as flows */
	size_t channels_n;
	struct setup_broker broker;
	struct setup_http http;
	int answers_per_hour; /* to one number, before it is muted; 0: any number */
	int keep_days;        /* personal data in inbox and outbox; at least 30 */
};

#endif
