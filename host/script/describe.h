/* What Lua code can call and read, said once: names, types and a sentence. The
 * checks of arguments follow from it, and so do help, the reference and what
 * an editor completes. */
#ifndef TD_DESCRIBE_H
#define TD_DESCRIBE_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>

/* Types of arguments, results and fields. Where a value has to be a userdata
 * the checker sees to it that it may be one; which one, the function tells by
 * reading it. */
typedef enum td_arg_type {
  TD_A_ANY,
  TD_A_SELF, /* what a method is called on */
  TD_A_TEXT, /* numbers are taken as text */
  TD_A_NUMBER,
  TD_A_INTEGER,
  TD_A_BOOLEAN,
  TD_A_TABLE,
  TD_A_FUNCTION,
  TD_A_LIST,   /* `of`: what is in it, in the words of the reference */
  TD_A_CHOICE, /* `of`: "asc|desc" */
  TD_A_DATE,   /* or its text */
  TD_A_PERIOD, /* or its text */
  TD_A_WHEN,   /* a period, its text, or a year */
  TD_A_DAY,    /* a date, its text, or a year that month and day follow */
  TD_A_SPAN,   /* a period, its text, a year, or a date */
  TD_A_SERIES,
  TD_A_SET,    /* `of`: its name; NULL: of the kind of the set called on */
  TD_A_ENTITY, /* `of` as of a set */
  TD_A_FIELD,  /* the name of a field */
  TD_A_FILTER, /* a table of fields or a function of a row */
  TD_A_WORDS,  /* a text, or { en = ..., vi = ... } */
  TD_A_COUNT,  /* a whole number, or a set: its length */
  TD_A_CLASS,  /* a table described as the class `of` */
  TD_A_TYPES,
} td_arg_type;

#define TD_A_OPT 64u /* with a type: may be missing or nil */

/* An argument, a result, a field or a key of a table. */
typedef struct td_arg {
  const char *name; /* NULL ends a list */
  unsigned type;    /* one of TD_A_..., with or without TD_A_OPT */
  const char *doc;
  const char *of;
} td_arg;

/* clang-format off */
#define TD_ARG(name, type, doc) { name, type, doc, NULL }
#define TD_OPT(name, type, doc) { name, (type) | TD_A_OPT, doc, NULL }
#define TD_SELF TD_ARG("self", TD_A_SELF, NULL)
#define TD_NOTHING { { .name = NULL } }
/* clang-format on */

enum { TD_ARGS = 7 };

typedef struct td_function {
  const char *name;     /* as it is called: "date.of", "series:at", "pairs" */
  lua_CFunction call;   /* NULL: described only, Lua itself has it */
  td_arg args[TD_ARGS]; /* as are results: fewer than room, ended by NULL */
  td_arg results[TD_ARGS];
  const char *doc;
  const char *example; /* "date.of(2026, 12, 5).month --> 12"; may be NULL */
} td_function;

typedef enum td_about_kind {
  TD_IS_MODULE, /* `name` is what require takes */
  TD_IS_LIBRARY,
  TD_IS_CLASS,
} td_about_kind;

/* A page of the reference. */
typedef struct td_about {
  const char *name;
  td_about_kind kind;
  const char *doc;
  const td_arg *fields;         /* NULL: none */
  const td_function *functions; /* ended by a NULL name; NULL: none */
} td_about;

/* Every page, in the order of the reference; ends with NULL. */
extern const td_about *const td_abouts[];

/* What they consist of, each where its functions are. */
extern const td_about td_about_ctx, td_about_date_module, td_about_date,
    td_about_period, td_about_series_module, td_about_series, td_about_set,
    td_about_text, td_about_trend, td_about_rule, td_about_param,
    td_about_finding, td_about_base, td_about_string, td_about_table,
    td_about_math, td_about_utf8;

/* The last part of the name, by which the function is a field. */
const char *td_function_key(const td_function *f);

/* The one of that name, or NULL. */
const td_arg *td_arg_find(const td_arg *list, const char *name);

/* Names of the list, for suggestions; at most `room`. */
size_t td_arg_names(const td_arg *list, const char **names, size_t room);
size_t td_function_names(const td_function *list, const char **names,
                         size_t room);

/* "whole number"; what a sentence calls the type. */
const char *td_arg_type_name(unsigned type);

/* The same for an editor with a language server: "integer". */
const char *td_arg_type_code(unsigned type, bool is_result);

/* Sets the functions that have a `call` as fields of the table below `nup`
 * upvalues, which are popped and shared, as luaL_setfuncs does; nup is 0, 1 or
 * 3. What is called checks plain types first; the function's own upvalues
 * are 1 to nup. [-nup, +0, m] */
void td_functions_set(lua_State *L, const td_function *list, int nup);

/* A new table with the functions. [-0, +1, m] */
void td_functions_push(lua_State *L, const td_function *list);

/* Raises "bad argument 'day' to ctx.working_days: PROBLEM" for an argument of
 * the function that runs. */
int td_arg_error(lua_State *L, int arg, const char *problem);

/* The same, with "expected a date, got a text" from the description. */
int td_arg_expected(lua_State *L, int arg);

/* The description of the function at idx; NULL if it has none. [-0, +0, -] */
const td_function *td_function_at(lua_State *L, int idx);

/* Position from 0 of the argument, a text, among the choices of its
 * description; -1 if it is missing. Raises for any other text. */
int td_arg_choice(lua_State *L, int arg);

/* Pushes what a message calls the value: "a date", "a number", "nothing".
 * [-0, +1, m] */
const char *td_push_kind(lua_State *L, int idx);

#endif
