"""Reads a workbook and prints JSON.

    workbook.py cells FILE.fods   what LibreOffice has read: { sheet: rows },
                                  a cell a number, a text, {"day": ...} or null
    workbook.py parts FILE.xlsx   what stands in the file, read as zip and XML
"""
import json
import re
import sys
import xml.etree.ElementTree as tree
import zipfile

ODF = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}
X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def name(prefix, local):
    return "{%s}%s" % (ODF[prefix], local)


def text_of(p):
    out = p.text or ""
    for child in p:
        if child.tag == name("text", "s"):
            out += " " * int(child.get(name("text", "c"), "1"))
        else:
            out += text_of(child)
        out += child.tail or ""
    return out


def value_of(cell):
    kind = cell.get(name("office", "value-type"))
    if cell.get(name("table", "formula")):
        return {"formula": cell.get(name("table", "formula"))}
    if kind in ("float", "percentage"):
        return float(cell.get(name("office", "value")))
    if kind == "date":
        return {"day": cell.get(name("office", "date-value"))}
    if kind == "string":
        return "\n".join(text_of(p) for p in cell.findall(name("text", "p")))
    return None


def row_of(row):
    out = []
    for cell in row:
        if cell.tag != name("table", "table-cell"):
            continue
        n = int(cell.get(name("table", "number-columns-repeated"), "1"))
        out += [value_of(cell)] * (n if n < 100 else 0)
    while out and out[-1] is None:
        out.pop()
    return out


def each_row(sheet):
    """Rows, in groups or not; charts have tables of their own within cells."""
    for child in sheet:
        if child.tag == name("table", "table-row"):
            yield child
        elif child.tag in (name("table", "table-header-rows"), name("table", "table-row-group"), name("table", "table-rows")):
            yield from each_row(child)


def rows_of(sheet):
    out = []
    for row in each_row(sheet):
        n = int(row.get(name("table", "number-rows-repeated"), "1"))
        out += [row_of(row)] * (n if n < 1000 else 1)
    while out and not out[-1]:
        out.pop()
    return out


def cells(path):
    root = tree.parse(path).getroot()
    body = root.find("office:body/office:spreadsheet", ODF)
    return {
        sheet.get(name("table", "name")): rows_of(sheet)
        for sheet in body.findall("table:table", ODF)
    }


def formats_of(archive):
    styles = tree.fromstring(archive.read("xl/styles.xml"))
    codes = {f.get("numFmtId"): f.get("formatCode") for f in styles.iter(X + "numFmt")}
    return [codes.get(xf.get("numFmtId"), "") for xf in styles.find(X + "cellXfs")]


def sheet_of(archive, path, formats):
    root = tree.fromstring(archive.read(path))
    pane, filters = root.find(".//" + X + "pane"), root.find(X + "autoFilter")
    kinds = {c.get("r"): c.get("t", "n") for c in root.iter(X + "c") if len(c)}
    return {
        "frozen": pane is not None and [int(pane.get("ySplit", "0")), int(pane.get("xSplit", "0"))],
        "filter": filters is not None and filters.get("ref"),
        "widths": [float(c.get("width")) for c in root.iter(X + "col")],
        "formulas": len(list(root.iter(X + "f"))),
        "kinds": kinds,
        "formats": {c.get("r"): formats[int(c.get("s", "0"))] for c in root.iter(X + "c") if len(c)},
        "is_chart": root.tag == X + "chartsheet",
    }


def relations(archive, path):
    root = tree.fromstring(archive.read(path))
    return {r.get("Id"): r.get("Target") for r in root}


def links(archive):
    out = []
    for path in sorted(archive.namelist()):
        if re.match(r"xl/worksheets/_rels/", path):
            out += [t for t in relations(archive, path).values() if "://" in t]
    return sorted(set(out))


def parts(path):
    archive = zipfile.ZipFile(path)
    book = tree.fromstring(archive.read("xl/workbook.xml"))
    targets = relations(archive, "xl/_rels/workbook.xml.rels")
    formats = formats_of(archive)
    core = tree.fromstring(archive.read("docProps/core.xml"))
    order, sheets = [], {}
    for sheet in book.find(X + "sheets"):
        order.append(sheet.get("name"))
        sheets[order[-1]] = sheet_of(archive, "xl/" + targets[sheet.get(R + "id")], formats)
    charts = [p for p in archive.namelist() if p.startswith("xl/charts/")]
    return {
        "bad": archive.testzip(),
        "order": order,
        "sheets": sheets,
        "properties": {e.tag.split("}")[1]: e.text for e in core},
        "charts": len(charts),
        "ranges": sorted({f.text for p in charts for f in tree.fromstring(archive.read(p)).iter(C + "f")}),
        "links": links(archive),
        "times": sorted({str(i.date_time) for i in archive.infolist()}),
    }


json.dump({"cells": cells, "parts": parts}[sys.argv[1]](sys.argv[2]), sys.stdout)
