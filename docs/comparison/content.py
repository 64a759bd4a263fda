"""The sample annex, as the bench writes it (target/bench/annex.document.json), as a flat list of pieces."""

import json

WIDE = "０１２３４５６７８９"


def digits(number):
    """As our documents write numbers: one digit wide, more digits narrow."""
    return WIDE[number] if number < 10 else str(number)


def load(path):
    """Title and pieces: ("part", label, heading) · ("text", indent, text) · ("table", caption, head, weights, rows)."""
    document = json.loads(path.read_text(encoding="utf-8"))
    pieces = []
    for part in document["parts"]:
        pieces.append(("part", part["label"] or "", part["heading"]))
        for block in part["blocks"]:
            pieces.extend(of_block(block))
    return document["title"], document["footer"], pieces


def plain(text):
    return "".join(span["text"] for span in text)


def of_block(block):
    [(kind, value)] = block.items()
    if kind == "Heading":
        yield "text", 0, value["text"]
    elif kind == "Paragraph":
        for line in plain(value["text"]).split("\n"):
            yield "text", 0, "　" * value["first_indent"] + line
    elif kind == "Article":
        yield "text", 1, f"（{value['heading']}）"
        for paragraph in value["paragraphs"]:
            number = f"第{digits(value['number'])}条" if paragraph["number"] == 1 else digits(paragraph["number"])
            yield "text", 1, f"{number}　{paragraph['text']}"
            for item in paragraph["items"]:
                yield "text", 2, f"({item['number']})　{item['text']}"
    elif kind == "Table":
        rows = [[plain(cell) for cell in row["Cells"]] for row in value["rows"] if "Cells" in row]
        columns = value["columns"]
        yield "table", value["caption"], [it["label"] for it in columns], [it["weight"] for it in columns], rows
    elif kind == "Pairs":
        rows = [[pair["label"], plain(pair["value"])] for pair in value["pairs"]]
        yield "table", value["caption"], ["項目", "内容"], [1, 3], rows
    elif kind == "List":
        for item in value["items"]:
            yield "text", 1, f"・{plain(item['text'])}"
    else:
        raise SystemExit(f"{kind}: a block this comparison does not know")
