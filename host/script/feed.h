/* Rows given as Lua tables into an import. */
#ifndef TD_FEED_H
#define TD_FEED_H

#include <lua.h>

#include "import.h"

/* Gives the import every row of the table of tables at idx, { set = { { field =
 * value, ... }, ... }, ... }, in the schema's order. Of each set the columns
 * are the fields that any of its rows has, and those that the table at `fields`
 * lists for it, { set = { name, ... } }; 0: there is no such table. Values are
 * text, numbers, booleans, dates and periods. A set without rows is a table without rows. A row's line
 * is its source_line, else its place. Raises for a set or field that there is
 * none of; call it in protected mode. [-0, +0, e] */
td_status td_feed_tables(lua_State *L, int idx, int fields, td_import *im,
                         const char *origin, td_err *err);

#endif
