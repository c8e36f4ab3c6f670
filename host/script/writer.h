/* A function of the Lua library that writes, and a C function that receives. */
#ifndef TD_WRITER_H
#define TD_WRITER_H

#include "state.h"
#include "tiendo.h"

/* Pushes what `module` exports as `name`; in protected mode only.
 * [-0, +1, e] */
void td_push_export(lua_State *L, const char *module, const char *name);

/* What is to be written: the Lua function `name` of `module`, and its first
 * arguments, which `push` leaves on the stack and counts. */
typedef struct td_writing {
  const char *module, *name;
  int (*push)(lua_State *L, const void *ud);
  const void *ud;
} td_writing;

/* Calls name(pushed ..., options, write) in a host's state. `options` has lang,
 * color, width and format; NULL means the standard ones. Where the function
 * gives nil and a message: TD_EUSAGE. Where the caller's `write` refuses:
 * TD_EIO. */
td_status td_writer_run(td_state *s, const td_writing *what,
                        const td_write_options *options, td_write_fn write,
                        void *ud, td_err *err);

/* The same in a state that is made for it. */
td_status td_writer_once(const td_writing *what,
                         const td_write_options *options, td_write_fn write,
                         void *ud, td_err *err);

#endif
