"""Writes jupyter.ipynb the way Jupyter does: nbformat.write is json.dumps with these arguments and a final newline."""
import json
import pathlib

notebook = {
    "cells": [
        {
            "cell_type": "markdown",
            "id": "intro",
            "metadata": {"jp-MarkdownHeadingCollapsed": True, "tags": ["a", "b"]},
            "source": ["# Überschrift ∇f(w) 😀\n", "\n", "Quotes \" and \\ and a tab\t, <b>html</b> & 'more'"],
            "attachments": {"image.png": {"image/png": "iVBORw0KGgo="}},
        },
        {
            "cell_type": "code",
            "execution_count": 3,
            "id": "c0de_-1",
            "metadata": {"vendor": {"x": 1.0, "y": 1e-07, "z": 1e16, "big": 12345678901234567890, "n": None, "t": True}},
            "outputs": [
                {"name": "stdout", "output_type": "stream", "text": ["one\n", "two"]},
                {
                    "data": {
                        "application/vnd.plotly.v1+json": {"data": [{"x": [1, 2.5, -3], "y": []}], "layout": {}},
                        "text/html": ["<div>\r\n", "</div>"],
                        "text/plain": ["\x1b[31mred\x1b[0m \x08\x0c\x7f\u2028"],
                    },
                    "execution_count": 3,
                    "metadata": {},
                    "output_type": "execute_result",
                },
                {"ename": "E", "evalue": "v", "output_type": "error", "traceback": ["\x1b[0;31mE\x1b[0m", "at"]},
            ],
            "source": [],
        },
        {"cell_type": "raw", "id": "r", "metadata": {}, "source": ["raw"], "unknown_to_us": {"kept": [[], {}, ""]}},
    ],
    "metadata": {"kernelspec": {"display_name": ".NET (C#)", "language": "C#", "name": ".net-csharp"}},
    "nbformat": 4,
    "nbformat_minor": 5,
    "zz_unknown": "kept too",
}
text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True, separators=(",", ": ")) + "\n"
pathlib.Path(__file__).with_suffix(".ipynb").write_bytes(text.encode())
