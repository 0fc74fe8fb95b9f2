"""
A ladder's run as a table for a page and as a picture: a bar for each version, its share of the device's multiply-add peak.

    adversa kernels ladder matmul --device opencl:0 --json matmul.json
    python3 scripts/ladder_chart.py matmul.json docs/images/ladder-matmul.svg
"""

import argparse
import html
import json
import pathlib

ROW, BAR_LEFT, BAR_WIDTH, WIDTH, TOP = 30, 190, 380, 720, 58
OWN, OTHER = "#2b6cb0", "#a0aec0"


def text(x, y, content, style="", anchor="start"):
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" {style}>{html.escape(content)}</text>'


def picture(ladder):
    """One bar for each rung, in parts of the peak of the device that it ran on, which tensor cores exceed."""
    rungs = ladder["rungs"]
    full = BAR_WIDTH / max(1, *(rung["share_of_peak"] for rung in rungs))
    bottom = TOP + ROW * len(rungs)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {bottom + 26}" font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{bottom + 26}" fill="white"/>',
        text(12, 24, f'{ladder["ladder"]} on {ladder["device"]}, {ladder["peak_gflops"]:.0f} GFLOP/s; '
             'grey: on the CPU, of its own peak', 'font-weight="bold"'),
        text(12, 44, ladder["problem"], 'fill="#4a5568" font-size="12"'),
    ]
    for percent in range(0, 101, 20):
        x = BAR_LEFT + full * percent / 100
        lines.append(f'<line x1="{x}" y1="{TOP}" x2="{x}" y2="{bottom}" stroke="#e2e8f0"/>')
        lines.append(text(x, bottom + 16, f"{percent} %", 'fill="#4a5568" font-size="11"', "middle"))
    for i, rung in enumerate(rungs):
        y, share = TOP + ROW * i, rung["share_of_peak"]
        length = max(1, full * share)
        colour = OWN if rung["device"] == ladder["device"] else OTHER
        lines.append(text(BAR_LEFT - 8, y + 20, f'{rung["number"]} {rung["name"]}', anchor="end"))
        lines.append(f'<rect x="{BAR_LEFT}" y="{y + 6}" width="{length:.1f}" height="{ROW - 12}" fill="{colour}"/>')
        lines.append(text(BAR_LEFT + length + 6, y + 20, f'{rung["gflops"]:.1f} GFLOP/s', 'font-size="12"'))
    return "\n".join(lines + ["</svg>", ""])


def table(ladder):
    """The same in Markdown."""
    lines = ["| | version | ms | GFLOP/s | of peak | what it adds |", "|---|---|---|---|---|---|"]
    lines += [
        f'| {rung["number"]} | {rung["name"]} | {rung["ms"]:.2f} | {rung["gflops"]:.1f} | {100 * rung["share_of_peak"]:.1f} % '
        f'| {rung["idea"]} |' for rung in ladder["rungs"]]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ladder", type=pathlib.Path, help="what --json of adversa kernels ladder wrote")
    parser.add_argument("picture", type=pathlib.Path, help="the SVG file to write")
    args = parser.parse_args()
    ladder = json.loads(args.ladder.read_text())
    args.picture.write_text(picture(ladder))
    print(f'{ladder["problem"]}, float32; {ladder["device"]}: {ladder["device_description"]}, '
          f'{ladder["peak_gflops"]:.0f} GFLOP/s of multiply-adds\n')
    print(table(ladder))


if __name__ == "__main__":
    main()
