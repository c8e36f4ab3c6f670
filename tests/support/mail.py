"""Reads messages, files named as arguments, with Python's email package and
prints them as a JSON list: headers in their order with encoded words read,
groups of To, and each part that is no container with its type, charset, file
name and content."""
import email
import email.policy
import json
import sys



def part_of(part):
    charset = part.get_content_charset()
    return {
        "type": part.get_content_type(),
        "charset": charset,
        "name": part.get_filename() or "",
        "encoding": part["Content-Transfer-Encoding"],
        "disposition": part.get_content_disposition() or "",
        "content": part.get_payload(decode=True).decode(charset),
    }


def read(path):
    with open(path, "rb") as f:
        m = email.message_from_binary_file(f, policy=email.policy.default)
    return {
        "headers": [[name, str(value)] for name, value in m.items()],
        "from": [[a.display_name, a.addr_spec] for a in m["From"].addresses],
        "to": [[a.display_name, a.addr_spec] for a in m["To"].addresses],
        "groups": [g.display_name or "" for g in m["To"].groups],
        "date": m["Date"].datetime.isoformat(),
        "defects": [str(d) for p in m.walk() for d in p.defects],
        "parts": [part_of(p) for p in m.walk() if not p.is_multipart()],
    }


json.dump([read(path) for path in sys.argv[1:]], sys.stdout)
