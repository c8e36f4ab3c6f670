/* Whole files in and out of memory. */
#ifndef TD_FILE_H
#define TD_FILE_H

#include "err.h"

/* Reads all of it; *out is from malloc with a NUL behind, n_out may be NULL.
 * TD_EIO names the path and the reason. */
td_status td_file_read(char **out, size_t *n_out, const char *path,
                       td_err *err);

/* The same of a file that has no more than `most` bytes, a whole number of MiB;
 * else TD_EIO. 0: no such bound. */
td_status td_file_read_most(char **out, size_t *n_out, const char *path,
                            size_t most, td_err *err);

/* Writes a file, whole or not at all, and the folders it stands in. What is
 * there already is replaced only if `replace` says so: TD_EUSAGE. TD_EIO names
 * the path and the reason. */
td_status td_file_write(const char *path, const char *text, size_t n,
                        bool replace, td_err *err);

/* "folder/name", from malloc; NULL when there is no memory. */
char *td_file_join(const char *folder, const char *name);

bool td_file_is_folder(const char *path);

#endif
