# SPDX-License-Identifier: Apache-2.0
"""Passwords as people choose them, made from word lists, and a copy of the labelled data with them.

The labelled data's passwords were drawn again at random, without words. A model that learns from them alone
learns that words are no passwords, which is wrong in the field. So it also learns from a copy of the files in
which short passwords are replaced by made-up natural ones. The test set in fixtures/accuracy/natural has word
lists and patterns of its own, which nothing here knows of."""
import collections
import json
import pathlib
import random

WORDS_OF_PEOPLE = 180  # the last lines of words.txt: seasons, animals, names, cities
PASSWORDS = {"Password", "SQL Password", "CMD Password", "URL Credentials", "Dropbox App secret"}
PLACEHOLDERS = {"secret", "password", "pass", "test", "admin", "user", "example", "default", "hello", "world",
                "login", "token", "guest", "root", "demo", "sample", "value", "string", "none", "null", "true", "false"}
LEET = str.maketrans("aeios", "43105")
WALKS = ["qwerty", "qazwsx", "1q2w3e", "zxcvbn", "asdfgh", "qweasd", "1qaz2wsx"]


class NaturalPasswords:
    def __init__(self, words_file, seed):
        words = pathlib.Path(words_file).read_text().split()
        self.random = random.Random(seed)
        self.common = [w for w in words if 4 <= len(w) <= 8 and w not in PLACEHOLDERS][:2500]
        self.personal = [w for w in words[-WORDS_OF_PEOPLE:] if w not in PLACEHOLDERS]

    def word(self):
        return self.random.choice(self.personal if self.random.random() < 0.6 else self.common)

    def digits(self, *counts):
        return "".join(self.random.choice("0123456789") for _ in range(self.random.choice(counts)))

    def phrase(self):
        """A signing key that somebody typed: my-garden-key-2019."""
        words = [self.word() for _ in range(self.random.choice([2, 3, 3, 4]))]
        if self.random.random() < 0.5:
            words.insert(self.random.randrange(len(words) + 1), self.random.choice(["key", "secret", "jwt", "signing"]))
        if self.random.random() < 0.4:
            words.append(self.digits(2, 3, 4))
        return self.random.choice("---_. ").join(words)

    def draw(self):
        pick = self.random.choice
        forms = [
            (22, lambda: self.word().capitalize() + self.digits(1, 2, 3, 4)),
            (14, lambda: self.word() + self.digits(1, 2, 3, 4)),
            (10, lambda: self.word().capitalize() + str(self.random.randint(2015, 2026)) + pick(["!", "", "#", "@"])),
            (8, lambda: self.word().capitalize() + pick("@#!_-.") + self.digits(2, 3, 4)),
            (8, lambda: self.word() + self.word() + self.digits(0, 1, 2)),
            (6, lambda: self.word().translate(LEET) + self.digits(0, 1, 2) + pick(["", "!"])),
            (6, lambda: pick("-._ ").join(self.word() for _ in range(pick([2, 3, 4])))),
            (8, lambda: "".join(self.word() for _ in range(pick([2, 3])))),
            (6, lambda: pick(WALKS) + pick(["", "12", "123", "!", "2020", "4r", "QAZ"])),
            (6, lambda: pick("PpSs") + pick(["@ss", "4ss", "3cr3t", "tr0ng"]) + pick(["w0rd", "W0rd", self.word()])
                + pick(["", "!", "1", "123"])),
            (6, lambda: self.word() + pick(["!", "!!", "#1", "$", "*"])),
            (4, lambda: self.word()),
            (4, lambda: self.word().capitalize() + self.word().capitalize() + pick(["!", "1", "99", ""])),
        ]
        return self.random.choices([f for _, f in forms], [w for w, _ in forms])[0]()


def write_copy(root, rows, words_file, folder, seed):
    """Writes the files of `root` that hold short passwords or secrets below `folder`, with natural ones; answers the values
    by (path, line)."""
    passwords = NaturalPasswords(words_file, seed)
    by_file = collections.defaultdict(list)
    for row in rows:
        length = row.end - row.begin
        if row.truth != "T" or row.first != row.last or row.begin < 0 or length <= 0:
            continue
        is_password = bool(row.categories & PASSWORDS) and length <= 24
        is_phrase = "Secret" in row.categories and length <= 64 and passwords.random.random() < 0.5
        if is_password or is_phrase:
            by_file[row.path].append((row, passwords.draw if is_password else passwords.phrase))
    values = collections.defaultdict(list)
    for path, found in by_file.items():
        text = pathlib.Path(root, "data", path).read_bytes().decode("utf8", "replace")
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for row, draw in sorted(found, key=lambda one: (one[0].first, -one[0].begin)):
            line = lines[row.first - 1]
            value = draw()
            lines[row.first - 1] = line[:row.begin] + value + line[row.end:]
            values[path, row.first].append(value)
        target = pathlib.Path(folder, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("\n".join(lines), newline="\n")
    return values
