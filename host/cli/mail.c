/* Mail through GMime: headers and encoding are its own, what may go into them
 * is looked at here. */
#include "mail.h"

#include <errno.h>
#include <string.h>

#include <gmime/gmime.h>

#define CHARSET "utf-8"

/* Neither quoted-printable nor base64 text can have "=_" in it. */
static const char BOUNDARY[] = "=_tiendo";

enum { MINUTES = 24 * 60, AHEAD_MAX = 18 * 3600, ADDRESS_MAX = 254 };

/* ---- what may be written ---- */

static td_status refuse(td_err *err, const char *what, const char *text)
{
  err->code = TD_EUSAGE;
  snprintf(err->text, sizeof(err->text), "mail: '%.200s' is no %s", text, what);
  return TD_EUSAGE;
}

static bool is_atom(char c)
{
  return g_ascii_isalnum(c) || (c && strchr("!#$%&'*+-/=?^_`{|}~.", c));
}

/* "name@place" of characters that need no quotes. */
static bool is_address(const char *text)
{
  const char *at = strchr(text, '@');

  if (!at || at == text || !at[1] || strlen(text) > ADDRESS_MAX)
    return false;
  for (const char *p = text; *p; p++)
    if (p != at && !is_atom(*p))
      return false;
  return true;
}

/* Text on one line, which cannot begin another header. */
static bool is_line(const char *text)
{
  for (const char *p = text; *p; p++)
    if (g_ascii_iscntrl(*p))
      return false;
  return g_utf8_validate(text, -1, NULL);
}

static bool is_header(const char *name)
{
  for (const char *p = name; *p; p++)
    if (!g_ascii_isgraph(*p) || *p == ':')
      return false;
  return *name != '\0';
}

static td_status check_line(const char *text, td_err *err)
{
  return is_line(text) ? TD_OK : refuse(err, "text for one line", text);
}

static td_status check_addresses(const cli_mail *m, td_err *err)
{
  if (!is_address(m->from))
    return refuse(err, "address", m->from);
  if (m->to && *m->to && !is_address(m->to))
    return refuse(err, "address", m->to);
  if (!is_address(m->message_id))
    return refuse(err, "message id", m->message_id);
  return TD_OK;
}

static td_status check_texts(const cli_mail *m, td_err *err)
{
  const char *const lines[] = { m->subject, m->from_name, m->to_name,
                                m->csv_name };
  td_status rc = TD_OK;

  for (size_t i = 0; rc == TD_OK && i < G_N_ELEMENTS(lines); i++)
    if (lines[i])
      rc = check_line(lines[i], err);
  for (size_t i = 0; rc == TD_OK && i < m->n_headers; i++) {
    rc = check_line(m->headers[i].value, err);
    if (rc == TD_OK && !is_header(m->headers[i].name))
      rc = refuse(err, "name of a header", m->headers[i].name);
  }
  if (rc == TD_OK && !g_utf8_validate(m->body, -1, NULL))
    rc = refuse(err, "UTF-8 text", "body");
  return rc;
}

/* NULL, and why, for a moment that cannot be; else the caller's to unref. */
static GDateTime *moment_of(const cli_mail *m, td_err *err)
{
  GTimeZone *zone;
  GDateTime *moment = NULL;
  int year, month, day, end = 0;

  if (sscanf(m->day, "%4d-%2d-%2d%n", &year, &month, &day, &end) == 3 &&
      end == 10 && !m->day[end] && m->minute >= 0 && m->minute < MINUTES &&
      m->ahead % 60 == 0 && m->ahead >= -AHEAD_MAX && m->ahead <= AHEAD_MAX) {
    zone = g_time_zone_new_offset(m->ahead);
    moment = g_date_time_new(zone, year, month, day, m->minute / 60,
                             m->minute % 60, 0);
    g_time_zone_unref(zone);
  }
  if (!moment)
    refuse(err, "day, hour and zone of a message", m->day);
  return moment;
}

/* ---- parts ---- */

static void set_content(GMimePart *part, const void *bytes, size_t n)
{
  GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes, n);
  GMimeDataWrapper *content = g_mime_data_wrapper_new_with_stream(
      stream, GMIME_CONTENT_ENCODING_DEFAULT);

  g_mime_part_set_content(part, content);
  g_object_unref(content);
  g_object_unref(stream);
}

static GMimeObject *new_part(const char *subtype, GMimeContentEncoding encoding,
                             const void *bytes, size_t n)
{
  GMimePart *part = g_mime_part_new_with_type("text", subtype);

  g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "charset",
                                           CHARSET);
  g_mime_part_set_content_encoding(part, encoding);
  set_content(part, bytes, n);
  return GMIME_OBJECT(part);
}

static GMimeObject *new_body(const cli_mail *m)
{
  return new_part("plain", GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE, m->body,
                  strlen(m->body));
}

static GMimeObject *new_attachment(const cli_mail *m)
{
  GMimeObject *part =
      new_part("csv", GMIME_CONTENT_ENCODING_BASE64, m->csv, m->n_csv);

  g_mime_object_set_disposition(part, GMIME_DISPOSITION_ATTACHMENT);
  g_mime_part_set_filename(GMIME_PART(part), m->csv_name);
  return part;
}

static void add_part(GMimeMultipart *parts, GMimeObject *part)
{
  g_mime_multipart_add(parts, part);
  g_object_unref(part);
}

static GMimeObject *new_content(const cli_mail *m)
{
  GMimeMultipart *parts;

  if (!m->csv_name)
    return new_body(m);
  parts = g_mime_multipart_new_with_subtype("mixed");
  g_mime_multipart_set_boundary(parts, BOUNDARY);
  add_part(parts, new_body(m));
  add_part(parts, new_attachment(m));
  return GMIME_OBJECT(parts);
}

/* ---- message ---- */

static void add_address(InternetAddressList *list, InternetAddress *address)
{
  internet_address_set_charset(address, CHARSET);
  internet_address_list_add(list, address);
  g_object_unref(address);
}

static void set_addresses(GMimeMessage *message, const cli_mail *m)
{
  const char *to_name = m->to_name ? m->to_name : "";

  add_address(g_mime_message_get_from(message),
              internet_address_mailbox_new(m->from_name, m->from));
  add_address(g_mime_message_get_to(message),
              m->to && *m->to
                  ? internet_address_mailbox_new(m->to_name, m->to)
                  : internet_address_group_new(
                        *to_name ? to_name : "undisclosed-recipients"));
}

static GMimeMessage *new_message(const cli_mail *m, GDateTime *moment)
{
  GMimeMessage *message = g_mime_message_new(FALSE);
  GMimeObject *content = new_content(m);

  set_addresses(message, m);
  g_mime_message_set_subject(message, m->subject, CHARSET);
  g_mime_message_set_date(message, moment);
  g_mime_message_set_message_id(message, m->message_id);
  for (size_t i = 0; i < m->n_headers; i++)
    g_mime_object_set_header(GMIME_OBJECT(message), m->headers[i].name,
                             m->headers[i].value, CHARSET);
  g_mime_message_set_mime_part(message, content);
  g_object_unref(content);
  return message;
}

static td_status put(const GByteArray *bytes, FILE *to, td_err *err)
{
  if (fwrite(bytes->data, 1, bytes->len, to) == bytes->len)
    return TD_OK;
  err->code = TD_EIO;
  snprintf(err->text, sizeof(err->text), "mail: %s", strerror(errno));
  return TD_EIO;
}

static td_status write_message(GMimeMessage *message, FILE *to, td_err *err)
{
  GMimeFormatOptions *options = g_mime_format_options_new();
  GMimeStream *stream = g_mime_stream_mem_new();
  td_status rc;

  g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
  g_mime_object_write_to_stream(GMIME_OBJECT(message), options, stream);
  rc = put(g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream)), to, err);
  g_object_unref(stream);
  g_mime_format_options_free(options);
  return rc;
}

td_status cli_mail_write(const cli_mail *m, FILE *to, td_err *err)
{
  GMimeMessage *message;
  GDateTime *moment;
  td_status rc = check_addresses(m, err);

  if (rc == TD_OK)
    rc = check_texts(m, err);
  if (rc != TD_OK)
    return rc;
  moment = moment_of(m, err);
  if (!moment)
    return TD_EUSAGE;
  g_mime_init(); /* once; it cannot be begun again after its end */
  message = new_message(m, moment);
  rc = write_message(message, to, err);
  g_object_unref(message);
  g_date_time_unref(moment);
  return rc;
}
