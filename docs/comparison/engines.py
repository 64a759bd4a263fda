"""Four other ways to the same pages: A4, the same two faces, 10.5 pt, one line and a half. Each function makes
what it needs once and answers (name with version, function without arguments that answers the bytes)."""

import html
import os
import shutil
import subprocess
import tempfile
from importlib import metadata
from pathlib import Path

MARGIN_MM = 25


class Missing(Exception):
    """Not installed here, with what to do about it."""


def version(package):
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError as error:
        raise Missing(f"pip install {package}") from error


# ---- Typst

def typst(content, fonts):
    name = f"Typst（typst {version('typst')}）"
    import typst as module

    title, footer, pieces = content
    lines = [
        f'#set document(title: "{title}")',
        f'#set page(paper: "a4", margin: {MARGIN_MM}mm, footer: context [{of_typst(footer)} #h(1fr) '
        "#counter(page).display() / #counter(page).final().first()])",
        '#set text(font: "BIZ UDMincho", size: 10.5pt, lang: "ja")',
        "#set par(justify: true, leading: 0.8em)",
    ]
    first = True
    for piece in pieces:
        if piece[0] == "part":
            lines.append("" if first else "#pagebreak()")
            lines.append(f'{of_typst(piece[1])}\n\n#align(center)[#text(font: "BIZ UDGothic", weight: "bold", size: 14pt)[{of_typst(piece[2])}]]\n')
            first = False
        elif piece[0] == "text":
            lines.append(f"#pad(left: {piece[1] * 10.5}pt)[{of_typst(piece[2])}]\n")
        else:
            _, caption, head, weights, rows = piece
            columns = ", ".join(f"{weight}fr" for weight in weights)
            cells = ", ".join(f"[{of_typst(cell)}]" for row in rows for cell in row)
            header = ", ".join(f"[{of_typst(cell)}]" for cell in head)
            lines.append(f"{of_typst(caption)}\n#text(size: 9pt)[#table(columns: ({columns}), table.header({header}), {cells})]\n")
    folder = Path(tempfile.mkdtemp())
    source = folder / "annex.typ"
    source.write_text("\n".join(lines), encoding="utf-8")
    compiler = module.Compiler(root=str(folder), font_paths=[str(fonts)])
    return name, lambda: compiler.compile(input=str(source), format="pdf")


def of_typst(text):
    return "".join(f"\\{sign}" if sign in "\\#$*_`<>@[]~=-+/\"'" else sign for sign in text)


# ---- HTML: WeasyPrint and Chromium

def page(content, fonts):
    title, footer, pieces = content
    faces = [("BIZ UDMincho", "BIZUDMincho-Regular.ttf", 400), ("BIZ UDGothic", "BIZUDGothic-Bold.ttf", 700)]
    style = "".join(
        f'@font-face{{font-family:"{family}";src:url("{(fonts / file).as_uri()}");font-weight:{weight}}}'
        for family, file, weight in faces
    )
    style += (
        f'@page{{size:A4;margin:{MARGIN_MM}mm;@bottom-left{{content:"{footer}"}}'
        '@bottom-right{content:counter(page) " / " counter(pages)}}'
        'body{margin:0;font:10.5pt/1.75 "BIZ UDMincho";text-align:justify}p{margin:0}'
        'h1{font:700 14pt "BIZ UDGothic";text-align:center}section+section{break-before:page}'
        "table{border-collapse:collapse;width:100%;font-size:9pt}td,th{border:.5pt solid;padding:1mm;text-align:left}"
        "thead{display:table-header-group}tr{break-inside:avoid}"
    )
    body, is_open = [], False
    for piece in pieces:
        if piece[0] == "part":
            body.append(("</section>" if is_open else "") + f"<section><p>{html.escape(piece[1])}</p><h1>{html.escape(piece[2])}</h1>")
            is_open = True
        elif piece[0] == "text":
            body.append(f'<p style="margin-left:{piece[1]}em">{html.escape(piece[2])}</p>')
        else:
            _, caption, head, weights, rows = piece
            widths = "".join(f'<col style="width:{100 * weight / sum(weights):.1f}%">' for weight in weights)
            row = lambda cells, tag: "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells) + "</tr>"
            body.append(
                f"<table><caption>{html.escape(caption)}</caption><colgroup>{widths}</colgroup>"
                f"<thead>{row(head, 'th')}</thead><tbody>{''.join(row(cells, 'td') for cells in rows)}</tbody></table>"
            )
    body.append("</section>")
    return f'<!DOCTYPE html><html lang="ja"><meta charset="utf-8"><title>{title}</title><style>{style}</style>{"".join(body)}</html>'


def weasyprint(content, fonts):
    name = f"WeasyPrint {version('weasyprint')}"
    try:
        from weasyprint import HTML
    except OSError as error:
        raise Missing(f"the Pango library of the system: {error}") from error
    text = page(content, fonts)
    return name, lambda: HTML(string=text).write_pdf(pdf_variant="pdf/ua-1")


def chromium(content, fonts):
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not program:
        raise Missing("Chromium on the PATH, or its place in CHROMIUM")
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.split()
    number = next((word for word in told if word[0].isdigit()), "?")
    folder = Path(tempfile.mkdtemp())
    source, made = folder / "annex.html", folder / "annex.pdf"
    source.write_text(page(content, fonts), encoding="utf-8")
    arguments = [program, "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files",
                 "--no-pdf-header-footer", f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={made}", source.as_uri()]

    def run():
        subprocess.run(arguments, check=True, capture_output=True, timeout=120)
        return made.read_bytes()

    return f"Chromium {number}（起動を含む）", run


# ---- ReportLab

def reportlab(content, fonts):
    name = f"ReportLab {version('reportlab')}"
    from io import BytesIO

    from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

    for family, file in (("mincho", "BIZUDMincho-Regular.ttf"), ("gothic", "BIZUDGothic-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(family, str(fonts / file)))
    title, footer, pieces = content
    style = lambda indent: ParagraphStyle(f"p{indent}", fontName="mincho", fontSize=10.5, leading=18, leftIndent=indent * 10.5, wordWrap="CJK", alignment=TA_JUSTIFY)
    styles = {indent: style(indent) for indent in range(4)}
    heading = ParagraphStyle("h", fontName="gothic", fontSize=14, leading=24, alignment=TA_CENTER, wordWrap="CJK")
    small = ParagraphStyle("s", fontName="mincho", fontSize=9, leading=13, wordWrap="CJK")
    width = A4[0] - 2 * MARGIN_MM * mm

    def foot(canvas, _):
        canvas.setFont("mincho", 9)
        canvas.drawString(MARGIN_MM * mm, 12 * mm, footer)
        canvas.drawRightString(A4[0] - MARGIN_MM * mm, 12 * mm, str(canvas.getPageNumber()))

    def run():
        story = []
        for piece in pieces:
            if piece[0] == "part":
                if story:
                    story.append(PageBreak())
                story += [Paragraph(html.escape(piece[1]), styles[0]), Paragraph(html.escape(piece[2]), heading)]
            elif piece[0] == "text":
                story.append(Paragraph(html.escape(piece[2]), styles[piece[1]]))
            else:
                _, caption, head, weights, rows = piece
                cells = [[Paragraph(html.escape(cell), small) for cell in row] for row in [head, *rows]]
                table = Table(cells, colWidths=[width * weight / sum(weights) for weight in weights], repeatRows=1)
                table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")]))
                story += [Paragraph(html.escape(caption), small), table]
        buffer = BytesIO()
        margin = MARGIN_MM * mm
        SimpleDocTemplate(buffer, pagesize=A4, title=title, leftMargin=margin, rightMargin=margin, topMargin=margin, bottomMargin=margin).build(story, onFirstPage=foot, onLaterPages=foot)
        return buffer.getvalue()

    return name, run


ENGINES = (typst, weasyprint, reportlab, chromium)
