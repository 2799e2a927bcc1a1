# SPDX-License-Identifier: Apache-2.0
"""Expands the templates of fixtures/accuracy/natural into files, and says where the cases stand.

The notation is described in fixtures/accuracy/natural/README.md. Everything random is drawn from
the seed, the project and the place in it, so one template's change leaves the others' values alone.
A misspelt placeholder, an unknown kind or a marker that is not closed is a TemplateError.
"""

import base64
import dataclasses
import pathlib
import random
import re
import string
import urllib.parse

SECRET_KINDS = {
    "plain": "one word or name, nothing else",
    "word": "words or names with digits or signs",
    "common": "one of the most used passwords, varied",
    "organisation": "name of the company, product or team with a year or number",
    "season": "season or month with a year",
    "keyboard": "a walk over the keyboard",
    "leet": "a word with letters replaced",
    "phrase": "several words",
    "digits": "digits only: PIN, date, number",
    "generated": "random password of 8 to 20 characters",
    "key": "random key or token of 20 characters or more",
    "signing": "signing or session key made of words",
}
NON_SECRET_KINDS = {
    "reference": "variable, environment look-up, template, vault path",
    "call": "function call or expression that yields the value",
    "placeholder": "text that asks to be replaced, or an example",
    "encrypted": "ciphertext",
    "password-hash": "salted hash of a password",
    "digest": "checksum, integrity value, commit id",
    "identifier": "UUID or id of a thing",
    "public": "public key, certificate, fingerprint, public client key",
    "label": "text shown to a user",
    "name": "name of a type, field, column, parameter, key or constant",
    "path": "path or file name",
    "url": "URL without a credential",
    "setting": "number, version, flag, algorithm, format or other option",
    "prose": "sentence or message about credentials",
    "data": "other text that looks random: colour, encoded image, cache key, test id",
}
ALPHABETS = {
    "alnum": string.ascii_letters + string.digits,
    "alpha": string.ascii_letters,
    "digits": string.digits,
    "hex": string.digits + "abcdef",
    "HEX": string.digits + "ABCDEF",
    "lower": string.ascii_lowercase,
    "upper": string.ascii_uppercase,
    "lower-alnum": string.ascii_lowercase + string.digits,
    "upper-alnum": string.ascii_uppercase + string.digits,
    "base32": string.ascii_uppercase + "234567",
    "base64": string.ascii_letters + string.digits + "+/",
    "base64url": string.ascii_letters + string.digits + "-_",
    "bcrypt64": "./" + string.ascii_letters + string.digits,
}
SUFFIX = ".in"
FORMAT_LINE = re.compile(r"⟦format:([^⟧\n]+)⟧\n")
# Scanners take what begins with "${" for a reference, so no template is a finding itself; "/" since
# "key:" before a value would look like an assignment.
OPEN, CLOSE = "${⟦", "⟧}"
DEFINITION = re.compile(r"\$\{⟦[SN]/[a-z-]+#([a-z0-9-]+)/([^⟧]*)⟧\}")
MARKER = re.compile(r"([SN])/([a-z-]+)(?:#[a-z0-9-]+)?/(.*)", re.DOTALL)
SIGNS = "!!!!!@#$*?"
LEET_DIGITS = str.maketrans("aeiost", "431057")
LEET_SIGNS = str.maketrans({"a": "@", "s": "$", "o": "0", "i": "1", "e": "3"})


class TemplateError(Exception):
    """A template or the word list is wrong; the message says where."""


@dataclasses.dataclass(frozen=True)
class Span:
    """One case: text that must be reported (a secret) or must not be."""

    path: str
    format: str
    is_secret: bool
    kind: str
    value: str
    start: tuple  # line and column from 1, columns in UTF-16 code units as in keyhound's reports
    end: tuple  # one past the last character

    def place(self):
        return f"{self.path}:{self.start[0]}:{self.start[1]}"


def load_words(path):
    """The lists of words.txt: name to words. A line "[name]" begins a list; "#" a comment."""
    lists, current = {}, None
    for line in path.read_text(encoding="utf-8").splitlines():
        line = line.split("#")[0].strip()
        if line.startswith("[") and line.endswith("]"):
            current = lists.setdefault(line[1:-1], [])
        elif line and current is None:
            raise TemplateError(f"{path.name}: words before the first list")
        elif line:
            current.extend(line.split())
    return lists


def positions(text):
    """A function from an offset in `text` to (line, column)."""
    starts = [0] + [match.end() for match in re.finditer("\n", text)]

    def position(offset):
        low, high = 0, len(starts)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if starts[middle] <= offset else (low, middle)
        line = text[starts[low]:offset]
        return low + 1, len(line.encode("utf-16-le")) // 2 + 1

    return position


class Expander:
    """Draws the values of one text. `labels` are the project's named values."""

    def __init__(self, words, rng, labels, where):
        self.words, self.rng, self.labels, self.where = words, rng, labels, where

    def fail(self, message):
        raise TemplateError(f"{self.where}: {message}")

    def expand(self, pattern):
        """`pattern` with every placeholder replaced; placeholders nest."""
        out, offset = [], 0
        while offset < len(pattern):
            if pattern[offset] == "›":
                self.fail(f"'›' without '‹' in {pattern!r}")
            if pattern[offset] != "‹":
                out.append(pattern[offset])
                offset += 1
                continue
            end = self.closing(pattern, offset)
            out.append(self.placeholder(pattern[offset + 1:end]))
            offset = end + 1
        return "".join(out)

    def closing(self, pattern, offset):
        depth = 0
        for index in range(offset, len(pattern)):
            depth += {"‹": 1, "›": -1}.get(pattern[index], 0)
            if depth == 0:
                return index
        return self.fail(f"'‹' is not closed in {pattern!r}")

    def placeholder(self, text):
        name, _, argument = text.partition(":")
        if text.startswith("="):
            if text[1:] not in self.labels:
                self.fail(f"no value is labelled '{text[1:]}'")
            return self.labels[text[1:]]
        if name in ALPHABETS:
            return self.draw(ALPHABETS[name], self.count(name, argument))
        if name in self.words and not argument:
            return self.rng.choice(self.words[name])
        if name[:1].isupper() and name.lower() in self.words and not argument:
            word = self.rng.choice(self.words[name.lower()])
            return word[:1].upper() + word[1:]
        maker = getattr(self, "make_" + name.replace("-", "_"), None)
        if maker is None:
            self.fail(f"unknown placeholder '‹{text}›'")
        return maker(argument)

    def draw(self, alphabet, count):
        return "".join(self.rng.choice(alphabet) for _ in range(count))

    def count(self, name, argument):
        if not re.fullmatch(r"[1-9]\d{0,3}", argument):
            self.fail(f"'‹{name}:{argument}›' needs a length")
        return int(argument)

    # One method a placeholder that is neither an alphabet nor a word list.

    def make_year(self, _):
        if self.rng.random() < 0.8:
            return str(self.rng.randint(2014, 2025))
        return str(self.rng.randint(1970, 2013))

    def make_number(self, _):
        """What people append: 123, 1, 01, 99, 2 to 4 digits."""
        return self.rng.choice(["123", "123", "1234", "1", "12", "01", "007", "99", "321", "2",
                                self.draw(string.digits, 2), self.draw(string.digits, 2),
                                self.draw(string.digits, 3), self.draw(string.digits, 4)])

    def make_date(self, _):
        """A birthday as people write it: ddmmyy or ddmmyyyy."""
        day, month, year = (self.rng.randint(*span) for span in ((1, 28), (1, 12), (1960, 2012)))
        return f"{day:02}{month:02}{self.rng.choice([year, f'{year % 100:02}'])}"

    def make_sign(self, _):
        return self.rng.choice(SIGNS)

    def make_strong(self, argument):
        """What a password generator gives: letters, digits and signs that need no quoting."""
        count = self.count("strong", argument)
        sets = (string.ascii_lowercase, string.ascii_uppercase, string.digits, "!+-_.=*^~")
        while True:
            value = self.draw("".join(sets[:3]) * 2 + sets[3], count)
            is_mixed = all(set(value) & set(one) for one in sets)
            if is_mixed and value[0].isalnum() and value[-1].isalnum():
                return value

    def make_uuid(self, _):
        digits = self.draw(ALPHABETS["hex"], 32)
        digits = digits[:12] + "4" + digits[13:16] + self.rng.choice("89ab") + digits[17:]
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

    def make_bytes64(self, argument):
        """That many random bytes in base64, with padding."""
        count = self.count("bytes64", argument)
        return base64.b64encode(bytes(self.rng.getrandbits(8) for _ in range(count))).decode()

    def make_b64(self, argument):
        return base64.b64encode(self.expand(argument).encode()).decode()

    def make_percent(self, argument):
        return urllib.parse.quote(self.expand(argument), safe="")

    def make_leet(self, argument):
        return self.expand(argument).translate(LEET_DIGITS)

    def make_signs(self, argument):
        return self.expand(argument).translate(LEET_SIGNS)

    def make_cap(self, argument):
        value = self.expand(argument)
        return value[:1].upper() + value[1:]

    def make_upper_case(self, argument):
        return self.expand(argument).upper()


def split_markers(body, where):
    """Yields plain pieces as text, and markers as (is_secret, kind, pattern)."""
    offset = 0
    while offset < len(body):
        begin = body.find(OPEN, offset)
        piece = body[offset:begin] if begin >= 0 else body[offset:]
        if set(piece) & set("⟦⟧"):
            raise TemplateError(f"{where}: a marker is '{OPEN}…{CLOSE}', not {piece[-60:]!r}")
        yield piece
        if begin < 0:
            return
        end = body.find(CLOSE, begin)
        match = MARKER.fullmatch(body[begin + len(OPEN):end]) if end >= 0 else None
        if match is None or set(match[3]) & set("⟦⟧"):
            raise TemplateError(f"{where}: not a marker: {body[begin:begin + 60]!r}")
        is_secret, kind = match[1] == "S", match[2]
        if kind not in (SECRET_KINDS if is_secret else NON_SECRET_KINDS):
            raise TemplateError(f"{where}: unknown kind '{kind}' of {match[1]}")
        if not match[3].strip():
            raise TemplateError(f"{where}: a marker without text")
        yield is_secret, kind, match[3]
        offset = end + len(CLOSE)


def expand_text(template, path, expander):
    """The text of one template, and its cases."""
    head = FORMAT_LINE.match(template)
    if head is None:
        raise TemplateError(f"{expander.where}: the first line must be ⟦format:NAME⟧")
    out, marks = "", []
    for piece in split_markers(template[head.end():], expander.where):
        if isinstance(piece, str):
            out += expander.expand(piece)
            continue
        is_secret, kind, pattern = piece
        value = expander.expand(pattern)
        marks.append((is_secret, kind, value, len(out), len(out) + len(value)))
        out += value
    position = positions(out)
    spans = [Span(path, head[1], is_secret, kind, value, position(begin), position(end))
             for is_secret, kind, value, begin, end in marks]
    return out, spans


def labels_of(templates, words, seed, project):
    """The named values of a project, from the markers that define them."""
    labels = {}
    for path, template in templates:
        for name, pattern in DEFINITION.findall(template):
            where = f"{project}/{path}: #{name}"
            if name in labels:
                raise TemplateError(f"{where} is defined twice")
            rng = random.Random(f"{seed}/{project}#{name}")
            labels[name] = Expander(words, rng, {}, where).expand(pattern)
    return labels


def expand_project(folder, words, seed):
    """Yields (path, text, cases) for every template below `folder`."""
    found = sorted(folder.rglob("*" + SUFFIX))
    templates = [(path.relative_to(folder).as_posix()[:-len(SUFFIX)],
                  path.read_text(encoding="utf-8")) for path in found]
    labels = labels_of(templates, words, seed, folder.name)
    for path, template in templates:
        # The defining marker yields the labelled value itself.
        template = DEFINITION.sub(lambda m: m[0][:m.start(2) - m.start()] + f"‹={m[1]}›{CLOSE}", template)
        where = f"{folder.name}/{path}"
        rng = random.Random(f"{seed}/{where}")
        text, spans = expand_text(template, where, Expander(words, rng, labels, where))
        yield where, text, spans


def expand_tree(source, seed):
    """All files of the set: a list of (path, text, cases)."""
    words = load_words(source / "words.txt")
    files = []
    for folder in sorted((source / "projects").iterdir()):
        files.extend(expand_project(folder, words, seed))
    return files


def write_tree(files, folder):
    for path, text, _ in files:
        target = pathlib.Path(folder) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode("utf-8"))
