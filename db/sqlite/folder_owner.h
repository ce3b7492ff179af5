/* For this wing alone: whose a new file is. */
#ifndef FOLDER_OWNER_H
#define FOLDER_OWNER_H

/* Where root has just made the file that is open as `fd`, gives it to whoever the folder of `path` belongs to. So a
 * verb that root runs leaves nothing in the service's folder that the service cannot open. Otherwise, or where that is
 * not allowed, the file stays as it is. */
void folder_owner_give(int fd, const char *path);

#endif
