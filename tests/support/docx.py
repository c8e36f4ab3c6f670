"""Reads a document that pandoc made and prints JSON: headings with their
levels, paragraphs outside tables, and tables as rows of texts."""
import json
import sys
import xml.etree.ElementTree as tree
import zipfile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def text_of(element):
    return "".join(t.text or "" for t in element.iter(W + "t"))


def style_of(paragraph):
    style = paragraph.find(W + "pPr/" + W + "pStyle")
    return style.get(W + "val") if style is not None else ""


def rows_of(table):
    return [[text_of(cell) for cell in row.iter(W + "tc")] for row in table.iter(W + "tr")]


body = tree.fromstring(zipfile.ZipFile(sys.argv[1]).read("word/document.xml")).find(W + "body")
out = {"headings": [], "paragraphs": [], "tables": []}
for child in body:
    if child.tag == W + "tbl":
        out["tables"].append(rows_of(child))
    elif child.tag == W + "p" and style_of(child).startswith("Heading"):
        out["headings"].append([style_of(child), text_of(child)])
    elif child.tag == W + "p":
        out["paragraphs"].append(text_of(child))
json.dump(out, sys.stdout)
