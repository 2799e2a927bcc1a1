#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tests of the natural set: the notation, the templates themselves, and the counting."""

import ast
import base64
import collections
import contextlib
import io
import json
import pathlib
import random
import re
import stat
import sys
import tempfile
import textwrap
import unittest
import urllib.parse
import xml.etree.ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import natural  # noqa: E402
import natural_templates as templates  # noqa: E402

WORDS = {"word": ["river", "candle"], "season": ["winter"], "name": ["anna"]}


def expand(pattern, seed=1, labels=None):
    return templates.Expander(WORDS, random.Random(seed), labels or {}, "here").expand(pattern)


def cases(body, labels=None):
    expander = templates.Expander(WORDS, random.Random(1), labels or {}, "here")
    return templates.expand_text("⟦format:Text⟧\n" + body, "a.txt", expander)


class Notation(unittest.TestCase):
    def test_a_list_is_drawn_from_and_its_capital_form_begins_large(self):
        self.assertIn(expand("‹word›"), WORDS["word"])
        self.assertEqual(expand("‹Season›"), "Winter")

    def test_an_alphabet_gives_that_many_characters(self):
        self.assertRegex(expand("‹hex:32›"), r"^[0-9a-f]{32}$")
        self.assertRegex(expand("a‹digits:3›-‹HEX:2›"), r"^a\d{3}-[0-9A-F]{2}$")
        self.assertEqual(len(base64.b64decode(expand("‹bytes64:32›"))), 32)

    def test_transformations_nest(self):
        self.assertEqual(base64.b64decode(expand("‹b64:‹Season›!›")), b"Winter!")
        self.assertEqual(urllib.parse.unquote(expand("‹percent:‹season›@#›")), "winter@#")
        self.assertEqual(expand("‹cap:‹leet:season››"), "S3450n".replace("S", "5"))
        self.assertEqual(expand("‹upper-case:‹name››"), "ANNA")

    def test_generated_passwords_mix_all_classes(self):
        for seed in range(50):
            value = expand("‹strong:10›", seed)
            for pattern in (r"[a-z]", r"[A-Z]", r"\d", r"[^A-Za-z0-9]", r"^.{10}$"):
                self.assertRegex(value, pattern)

    def test_the_rest_of_a_text_stays_as_it_is(self):
        text = "${A} {{ b }} {word} <c> %s $(d)\n"
        self.assertEqual(expand(text), text)

    def test_the_same_seed_gives_the_same_value_and_another_one_another(self):
        self.assertEqual(expand("‹alnum:20›", 1), expand("‹alnum:20›", 1))
        self.assertNotEqual(expand("‹alnum:20›", 1), expand("‹alnum:20›", 2))

    def test_what_is_misspelt_is_an_error(self):
        for pattern in ("‹wrod›", "‹hex›", "‹hex:0›", "‹hex:x›", "‹word:3›", "‹word", "word›",
                        "‹=none›", "‹›"):
            with self.subTest(pattern), self.assertRaises(templates.TemplateError):
                expand(pattern)

    def test_a_wrong_marker_is_an_error(self):
        for body in ("${⟦S/word/a", "a⟧", "⟦S/word/a⟧", "${⟦S/word/a}", "${⟦X/word/a⟧}",
                     "${⟦S/label/a⟧}", "${⟦N/word/a⟧}", "${⟦S/word⟧}", "${⟦S/word/ ⟧}",
                     "${⟦S:word:a⟧}", "${⟦S/word/a⟦b⟧}", "${⟦S/word/${⟦N/label/b⟧}⟧}"):
            with self.subTest(body), self.assertRaises(templates.TemplateError):
                cases(body)
        expander = templates.Expander(WORDS, random.Random(1), {}, "here")
        with self.assertRaises(templates.TemplateError):
            templates.expand_text("no format\n", "a", expander)


class Places(unittest.TestCase):
    def test_markers_are_removed_and_their_places_kept(self):
        text, spans = cases("user = x\npass = ${⟦S/word/ab‹season›⟧} # ${⟦N/label/a label⟧}\n")
        self.assertEqual(text, "user = x\npass = abwinter # a label\n")
        self.assertEqual([(s.is_secret, s.kind, s.value, s.start, s.end) for s in spans],
                         [(True, "word", "abwinter", (2, 8), (2, 16)), (False, "label", "a label", (2, 19), (2, 26))])
        self.assertEqual(spans[0].format, "Text")

    def test_columns_count_utf16_code_units_and_spans_may_cross_lines(self):
        _, spans = cases("ä😀 ${⟦S/word/x⟧}\n${⟦N/public/a\nbc⟧}\n")
        self.assertEqual((spans[0].start, spans[0].end), ((1, 5), (1, 6)))
        self.assertEqual((spans[1].start, spans[1].end), ((2, 1), (3, 3)))

    def test_a_labelled_value_is_the_same_in_all_files_of_its_project(self):
        with tempfile.TemporaryDirectory() as work:
            folder = pathlib.Path(work) / "projects" / "one"
            folder.mkdir(parents=True)
            (pathlib.Path(work) / "words.txt").write_text("[word]\nriver\n")
            (folder / "a.env.in").write_text("⟦format:dotenv⟧\nP=${⟦S/word/‹=db›⟧}\n")
            (folder / "b.env.in").write_text("⟦format:dotenv⟧\nP=${⟦S/word#db/‹word›‹digits:9›⟧}\n")
            (first, _, _), (second, _, _) = files = templates.expand_tree(pathlib.Path(work), 1)
        self.assertEqual((first, second), ("one/a.env", "one/b.env"))
        self.assertRegex(files[0][1], r"^P=river\d{9}\n$")
        self.assertEqual(files[0][1], files[1][1])


class TheSet(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.seeds = {seed: templates.expand_tree(natural.SOURCE, seed) for seed in ("1", "2", "3")}
        cls.files = cls.seeds["1"]
        cls.spans = [span for _, _, spans in cls.files for span in spans]

    def test_it_is_as_large_and_as_wide_as_promised(self):
        secrets = [span for span in self.spans if span.is_secret]
        self.assertGreaterEqual(len(secrets), 300)
        self.assertGreaterEqual(len(self.spans) - len(secrets), 300)
        self.assertGreaterEqual(len({span.format for span in secrets}), 15)
        self.assertEqual({s.kind for s in secrets}, set(templates.SECRET_KINDS))
        self.assertEqual({s.kind for s in self.spans if not s.is_secret}, set(templates.NON_SECRET_KINDS))

    def test_no_pattern_dominates_and_no_two_files_are_alike(self):
        patterns = collections.Counter()
        for path in natural.SOURCE.rglob("*" + templates.SUFFIX):
            patterns.update(re.findall(r"⟦S/[a-z]+(?:#[a-z-]+)?/([^⟧]*)⟧", path.read_text(encoding="utf-8")))
        self.assertLess(max(patterns.values()), 0.05 * sum(patterns.values()))
        texts = [text for _, text, _ in self.files]
        self.assertEqual(len(set(texts)), len(texts))

    def test_every_span_is_where_it_is_said_to_be(self):
        for path, text, spans in self.files:
            lines = text.split("\n")
            for span in spans:
                if span.start[0] == span.end[0]:
                    units = lines[span.start[0] - 1].encode("utf-16-le")
                    part = units[2 * span.start[1] - 2:2 * span.end[1] - 2].decode("utf-16-le")
                    self.assertEqual(part, span.value, path)

    def test_nothing_of_the_notation_is_left(self):
        for path, text, _ in self.files:
            self.assertNotRegex(text, "[⟦⟧‹›]", path)

    def test_files_that_have_a_parser_in_the_library_can_be_parsed(self):
        readers = {".json": json.loads, ".ipynb": json.loads, ".py": ast.parse,
                   ".xml": xml.etree.ElementTree.fromstring, ".config": xml.etree.ElementTree.fromstring}
        with contextlib.suppress(ImportError):
            import tomllib
            readers[".toml"] = tomllib.loads
        parsed = 0
        for files in self.seeds.values():
            for path, text, _ in files:
                reader = readers.get(pathlib.PurePath(path).suffix)
                if reader is not None:
                    with self.subTest(path):
                        reader(text.encode() if "xml" in path or ".config" in path else text)
                    parsed += 1
        self.assertGreater(parsed, 40)

    def test_another_seed_gives_other_secrets_in_the_same_places(self):
        other = [span for _, _, spans in self.seeds["2"] for span in spans]
        self.assertEqual([(s.path, s.kind) for s in other], [(s.path, s.kind) for s in self.spans])
        drawn = [(a, b) for a, b in zip(self.spans, other) if a.is_secret]
        same = sum(1 for a, b in drawn if a.value == b.value)
        self.assertLess(same, 0.03 * len(drawn))


def finding(path, start, end, rule="rule", severity="high", kind="secret"):
    place = {"path": path, "start_line": start[0], "start_column": start[1],
             "end_line": end[0], "end_column": end[1]}
    return {"kind": kind, "rule_id": rule, "severity": severity, "secret_redacted": "…",
            "occurrences": [place]}


class Counting(unittest.TestCase):
    def setUp(self):
        _, self.spans = cases("p = ${⟦S/word/river12⟧}\n"
                              "q = ${⟦N/label/a label⟧} h = ${⟦N/password-hash/$2b$1⟧}\n")

    def outcome(self, *findings):
        return natural.Outcome(self.spans, list(findings))

    def test_a_secret_is_found_by_a_finding_that_overlaps_it(self):
        self.assertEqual(self.outcome().share(True), (0, 1))
        self.assertEqual(self.outcome(finding("a.txt", (1, 5), (1, 12))).share(True), (1, 1))
        self.assertEqual(self.outcome(finding("a.txt", (1, 5), (1, 12))).exact(), 1)
        partial = self.outcome(finding("a.txt", (1, 1), (1, 7)))
        self.assertEqual((partial.share(True), partial.exact()), ((1, 1), 0))

    def test_neighbours_other_files_and_policies_do_not_count(self):
        for one in (finding("a.txt", (1, 1), (1, 5)), finding("a.txt", (1, 12), (1, 14)),
                    finding("b.txt", (1, 5), (1, 12)), finding("a.txt", (1, 5), (1, 12), kind="policy")):
            self.assertEqual(self.outcome(one).share(True), (0, 1))

    def test_a_finding_at_a_non_secret_is_a_false_alarm_with_its_rule(self):
        outcome = self.outcome(finding("a.txt", (2, 5), (2, 9), "generic"))
        self.assertEqual(outcome.share(False), (1, 2))
        self.assertEqual([(span.value, rules) for span, rules in outcome.wrong(False)], [("a label", ["generic"])])

    def test_info_counts_for_nothing_and_a_hash_may_be_low(self):
        info = self.outcome(finding("a.txt", (1, 5), (1, 12), severity="info"),
                            finding("a.txt", (2, 5), (2, 9), severity="info"))
        self.assertEqual((info.share(True), info.share(False)), ((0, 1), (0, 2)))
        place = self.spans[2]
        self.assertEqual(self.outcome(finding("a.txt", place.start, place.end, severity="low")).share(False), (0, 2))
        self.assertEqual(self.outcome(finding("a.txt", place.start, place.end, severity="high")).share(False), (1, 2))

    def test_a_finding_elsewhere_is_unmarked(self):
        self.assertEqual(self.outcome(finding("a.txt", (1, 1), (1, 2))).unmarked, [("a.txt", (1, 1), "rule", "…")])
        self.assertEqual(self.outcome(finding("a.txt", (1, 5), (1, 12))).unmarked, [])


class Bars(unittest.TestCase):
    """The whole script, with a stand-in for keyhound that reports what the test tells it."""

    def run_with(self, findings, *options, complete=True, code=1):
        with tempfile.TemporaryDirectory() as work:
            work = pathlib.Path(work)
            (work / "projects" / "p").mkdir(parents=True)
            (work / "words.txt").write_text("[word]\nriver\n")
            (work / "projects" / "p" / "a.txt.in").write_text(
                "⟦format:Text⟧\np ${⟦S/word/abc⟧}\nq ${⟦N/label/abc⟧}\n")
            report = work / "report.json"
            report.write_text(json.dumps({"scan": {"complete": complete}, "findings": findings}))
            program = work / "keyhound"
            program.write_text(textwrap.dedent(f"""\
                #!/bin/sh
                cat {report}
                exit {code}
                """))
            program.chmod(program.stat().st_mode | stat.S_IXUSR)
            output = io.StringIO()
            with contextlib.redirect_stdout(output):
                result = natural.main([str(program), "--source", str(work), *options])
        return result, output.getvalue()

    def test_both_bars_decide_the_exit_code(self):
        right = finding("p/a.txt", (1, 3), (1, 6))
        wrong = finding("p/a.txt", (2, 3), (2, 6))
        self.assertEqual(self.run_with([right])[0], 0)
        self.assertEqual(self.run_with([])[0], 1)
        self.assertEqual(self.run_with([right, wrong])[0], 1)
        self.assertEqual(self.run_with([], "--min-recall", "0")[0], 0)
        self.assertEqual(self.run_with([right, wrong], "--max-false-alarms", "1.1")[0], 0)

    def test_lists_and_tables_name_the_cases(self):
        output = self.run_with([finding("p/a.txt", (2, 3), (2, 6), "r1")], "--list", "--markdown")[1]
        self.assertIn("missed: p/a.txt:1:3: word: 'abc'", output)
        self.assertIn("false alarm: p/a.txt:2:3: label: 'abc'  (r1)", output)
        self.assertIn("| Text | 0 of 1 (0%) | 1 of 1 (100%) |", output)

    def test_a_scan_that_fails_or_is_incomplete_is_no_measurement(self):
        with self.assertRaises(natural.MeasureError):
            self.run_with([], code=2)
        with self.assertRaises(natural.MeasureError):
            self.run_with([], complete=False)


if __name__ == "__main__":
    unittest.main()
