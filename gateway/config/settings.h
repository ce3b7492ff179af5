/* What the configuration says: fieldgate(5), CONFIGURATION, explains each key. */
#ifndef SETTINGS_H
#define SETTINGS_H

#include <stddef.h>

#include "handlers/people/people.h"
#include "handlers/time/when.h"
#include "templates/wording/lang.h"

#define PATH_BYTES 1024
#define FLOW_FILES_MAX 16
#define CHANNEL_FILES_MAX 16
#define ROUTES_MAX 32
#define HEADER_BYTES 64

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

/* A proxy that ends TLS before us, and the two headers that it sets itself, whatever its caller said. */
struct setup_proxy {
	char address[64];          /* "": there is none, and nobody's headers count */
	char client[HEADER_BYTES]; /* bears who called it, as X-Forwarded-For does */
	char scheme[HEADER_BYTES]; /* bears `https` or `http`, as X-Forwarded-Proto does */
};

struct setup_http {
	char host[64];
	int port; /* 0: no HTTP */
	struct setup_proxy proxy;
	bool phones; /* anybody who sees all tickets may play on phones, in memory */
};

/* By which channel texts go to whom; only what is said must fit. */
struct setup_route {
	char prefix[MSISDN_MAX]; /* "+7"; "": any */
	int role;                /* -1: any, or none */
	int lang;                /* -1: any */
	char channel[CHANNEL_BYTES];
	int line, col; /* where the channel is named */
};

struct setup {
	char file[PATH_BYTES];     /* as opened */
	char database[PATH_BYTES]; /* all paths made relative to the working directory, or absolute */
	char templates[PATH_BYTES];
	char languages[LANGS_MAX][LANG_BYTES]; /* as listed; those that are no folder are left out */
	size_t languages_n;
	int languages_line, languages_col;      /* 0: nowhere, and they are those of langs_default() */
	char flows[FLOW_FILES_MAX][PATH_BYTES]; /* files; a folder stands for the *.yaml in it, in order of name */
	size_t flows_n;
	char time_zone[64]; /* "" if it is none */
	char country[8];    /* digits: "86"; "": numbers without + are nobody's */
	int country_line;
	enum date_order date_order;
	struct roles roles; /* the installation's own */
	char default_channel[CHANNEL_BYTES];
	int default_line, default_col; /* where it is named; 0: nowhere */
	struct setup_route routes[ROUTES_MAX];
	size_t routes_n;
	char channels[CHANNEL_FILES_MAX][PATH_BYTES]; /* files of channels, as flows */
	size_t channels_n;
	struct setup_broker broker;
	struct setup_http http;
	int answers_per_hour; /* to one number, before it is muted; 0: any number */
	int texts_a_day;      /* to one number, before others are kept back; 0: any number */
	int keep_days;        /* personal data in inbox and outbox; at least 30 */
};

#endif
