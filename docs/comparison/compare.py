"""How long an annex of about ten pages takes here and with other tools, on the same words and the same faces.

    cargo bench -p documents        # writes target/bench/annex.document.json, .json and .pdf
    python3 -m venv target/comparison && target/comparison/bin/pip install typst weasyprint reportlab
    target/comparison/bin/python docs/comparison/compare.py

What is not installed is skipped with a word about it. One thread, one process; the first run does not count.
"""

import json
import platform
import re
import statistics
import sys
import time
import zlib
from pathlib import Path

from content import load
from engines import ENGINES, Missing

ROOT = Path(__file__).resolve().parents[2]
BENCH = ROOT / "target" / "bench"
FONTS = ROOT / "documents" / "assets" / "fonts"
LEAST_RUNS, LEAST_SECONDS = 5, 3.0


def main():
    source = BENCH / "annex.document.json"
    if not source.exists():
        sys.exit("cargo bench -p documents を先に実行してください（target/bench/annex.document.json がありません）")
    content = load(source)
    made = BENCH / "comparison"
    made.mkdir(exist_ok=True)
    rows = [ours()]
    for engine in ENGINES:
        try:
            name, run = engine(content, FONTS)
        except Missing as missing:
            print(f"{engine.__name__}: 省きました（{missing}）", file=sys.stderr)
            continue
        first, times = run(), []
        while len(times) < LEAST_RUNS or sum(times) < LEAST_SECONDS:
            start = time.perf_counter()
            run()
            times.append(time.perf_counter() - start)
        (made / f"{engine.__name__}.pdf").write_bytes(first)
        rows.append((name, statistics.median(times) * 1000, len(times), first))
    table(rows)


def ours():
    told = json.loads((BENCH / "annex.json").read_text())
    return "委託台帳（documents）", told["median_ms"], told["n"], (BENCH / "annex.pdf").read_bytes()


def table(rows):
    print(f"{platform.machine()}、Python {platform.python_version()}\n")
    print("| 道具 | 中央値 | 回数 | 倍率 | 頁 | 大きさ | タグ | しおり |")
    print("|---|---|---|---|---|---|---|---|")
    base = rows[0][1]
    for name, median, runs, pdf in rows:
        words = everything(pdf)
        pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", words))
        tagged = "あり" if b"/StructTreeRoot" in words else "なし"
        outline = "あり" if re.search(rb"/Outlines\b", words) and b"/First" in words else "なし"
        print(f"| {name} | {median:,.1f} ms | {runs} | {median / base:,.0f} | {pages} | {len(pdf) / 1000:,.0f} KB | {tagged} | {outline} |")


def everything(pdf):
    """The bytes, with what is in object streams unpacked."""
    parts = [pdf]
    for found in re.finditer(rb"/ObjStm\b.*?stream\r?\n(.*?)\r?\nendstream", pdf, re.S):
        try:
            parts.append(zlib.decompress(found[1]))
        except zlib.error:
            pass
    return b"\n".join(parts)


if __name__ == "__main__":
    main()
