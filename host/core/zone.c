/* Zones: the changes of each, as the IANA time zone database has them (release
 * 2025b; the tests compare them with the computer's copy), and fixed offsets.
 *
 * A table instead of the C library: that one knows a single zone for the whole
 * process, by way of its environment. Zones with summer time are left out: they
 * would need its rules for the years to come. */
#include "zone.h"

#include <stdio.h>
#include <string.h>

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

/* From this instant on the zone is so many seconds ahead of UTC. */
typedef struct change {
  td_instant since;
  int ahead;
} change;

static const change ho_chi_minh[] = {
  { TD_NO_INSTANT, 25590 }, /* local mean time, +07:06:30 */
  { -1851577590, 25200 },   /* 1911-05-01 */
  { -852105600, 28800 },    /* 1942-12-31 23:00 */
  { -782643600, 32400 },    /* 1945-03-14 23:00 */
  { -767869200, 25200 },    /* 1945-09-02 */
  { -718095600, 28800 },    /* 1947-04-01 */
  { -457772400, 25200 },    /* 1955-07-01 01:00 */
  { -315648000, 28800 },    /* 1959-12-31 23:00 */
  { 171820800, 25200 },     /* 1975-06-13 */
};

static const change utc[] = { { TD_NO_INSTANT, 0 } };

typedef struct zone {
  const char *name;
  const change *changes;
  size_t n;
} zone;

#define ZONE(name, changes)                                                    \
  {                                                                            \
    name, changes, sizeof(changes) / sizeof((changes)[0])                      \
  }

static const zone zones[] = {
  ZONE("Asia/Ho_Chi_Minh", ho_chi_minh),
  ZONE("Asia/Saigon", ho_chi_minh), /* its former name */
  ZONE("UTC", utc),
};

static const zone *find_zone(const char *name)
{
  for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++)
    if (!strcmp(zones[i].name, name))
      return &zones[i];
  return NULL;
}

/* "+07:00"; false if it is no such offset. */
static bool parse_offset(int *ahead, const char *text)
{
  int n[4];

  if (strlen(text) != 6 || (*text != '+' && *text != '-') || text[3] != ':')
    return false;
  for (int i = 0; i < 4; i++) {
    char digit = text[(i < 2 ? 1 : 2) + i];
    if (digit < '0' || digit > '9')
      return false;
    n[i] = digit - '0';
  }
  *ahead = (n[0] * 10 + n[1]) * HOUR + (n[2] * 10 + n[3]) * MINUTE;
  if (*ahead > 14 * HOUR || n[2] > 5)
    return false;
  if (*text == '-')
    *ahead = -*ahead;
  return true;
}

/* Of its day. */
static td_instant second_of(td_instant t)
{
  return t % DAY < 0 ? t % DAY + DAY : t % DAY;
}

/* How far ahead the zone is at an instant. */
static int ahead_at(const zone *z, td_instant t)
{
  size_t i = z->n - 1;

  while (i > 0 && t < z->changes[i].since)
    i--;
  return z->changes[i].ahead;
}

/* The instant at which the clocks of the zone show `local`. */
static td_instant instant_of(const zone *z, td_instant local)
{
  size_t i = z->n - 1;

  while (i > 0 && local - z->changes[i].ahead < z->changes[i].since)
    i--;
  return local - z->changes[i].ahead;
}

/* TD_NO_DATE beyond the years there are. */
static td_date day_of(td_instant t)
{
  return td_date_add(0, (t - second_of(t)) / DAY);
}

td_instant td_zone_instant(int *ahead, const char *name, td_date d, int hour)
{
  td_instant t = (td_instant)d * DAY + hour * HOUR;
  const zone *z = find_zone(name);

  *ahead = 0;
  if (d == TD_NO_DATE || (!z && !parse_offset(ahead, name)))
    return TD_NO_INSTANT;
  t = z ? instant_of(z, t) : t - *ahead;
  if (z)
    *ahead = ahead_at(z, t);
  return day_of(t) == TD_NO_DATE ? TD_NO_INSTANT : t;
}

const char *td_instant_text(char buf[TD_INSTANT_TEXT], td_instant t)
{
  td_instant second = second_of(t);
  char day[TD_DATE_TEXT];

  snprintf(buf, TD_INSTANT_TEXT, "%sT%02d:%02d:%02dZ",
           td_date_text(day, day_of(t)), (int)(second / HOUR),
           (int)(second / MINUTE % MINUTE), (int)(second % MINUTE));
  return buf;
}
