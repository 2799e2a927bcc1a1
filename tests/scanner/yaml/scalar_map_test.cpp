// SPDX-License-Identifier: Apache-2.0
#include "scanner/yaml/scalar_map.h"

#include <random>

#include "tests/scanner/yaml/mapped_value.h"

namespace keyhound {
namespace {

// The source's text before the real end of what `k` is.
std::string before_end(std::string_view yaml) {
  const auto document = YamlDocument::parse(yaml);
  REQUIRE(document);
  const std::uint32_t end = real_end(*document->roots().at(0)->find("k"), document->source());
  return std::string(yaml.substr(0, end));
}

// Writes YAML documents with scalars in every style, from a seed.
class RandomYaml {
 public:
  explicit RandomYaml(unsigned seed) : random_(seed) {}

  std::string document() {
    newline_ = below(3) == 0 ? "\r\n" : "\n";
    std::string yaml = below(4) == 0 ? "\xEF\xBB\xBF" : "";
    for (std::size_t i = 0, n = 1 + below(4); i < n; ++i) {
      yaml += "k" + std::to_string(i) + ": " + value(2);
    }
    return yaml;
  }

 private:
  std::size_t below(std::size_t n) { return random_() % n; }
  std::string spaces(std::size_t n) { return std::string(n, ' '); }

  // A block value, written behind "key: " whose children are indented by `indent`.
  std::string value(std::size_t indent) {
    switch (below(9)) {
      case 0:
        if (indent > 8) return "x" + newline_;
        return newline_ + spaces(indent) + "in: " + value(indent + 1 + below(3));
      case 1:
        return "[" + quoted(indent) + ", " + quoted(indent) + "]" + newline_;
      case 2:
        return std::string(below(2) == 0 ? "&a " : "!t ") + quoted(indent) + newline_;
      case 3:
      case 4:
      case 5:
        return block(indent);
      case 6:
        return plain(indent) + newline_;
      default:
        return quoted(indent) + newline_;
    }
  }

  std::string word(std::string_view letters) {
    std::string text;
    for (std::size_t i = 0, n = 1 + below(3); i < n; ++i) text += letters[below(letters.size())];
    return text;
  }

  std::string fold(std::size_t indent) {
    std::string text = below(3) == 0 ? " " : "";
    for (std::size_t i = 0, n = 1 + below(3); i < n; ++i) text += newline_;
    return text + spaces(indent + below(3));
  }

  std::string plain(std::size_t indent) {
    std::string text = "p" + word("abz");
    for (std::size_t i = below(4); i > 0; --i) {
      text += (below(2) == 0 ? fold(indent) : spaces(1 + below(2))) + word("ab'\"\\");
    }
    return text;
  }

  std::string quoted(std::size_t indent) {
    const bool is_single = below(2) == 0;
    std::string text;
    for (std::size_t i = below(5); i > 0; --i) {
      switch (below(4)) {
        case 0:
          text += fold(indent);
          break;
        case 1:
          text += is_single ? "''" : piece({"\\\"", "\\\\", "\\n", "\\x41", "\\u20ac", "\\ "});
          break;
        case 2:
          text += is_single ? "\\" : "\\" + newline_ + spaces(indent + below(2));
          break;
        default:
          text += word("ab \t#:") + piece({"", "\xC3\xA4", "\xF0\x9F\x94\x91"});
      }
    }
    return is_single ? "'" + text + "'" : "\"" + text + "\"";
  }

  std::string block(std::size_t indent) {
    const std::size_t explicit_indent = below(3) == 0 ? 1 + below(4) : 0;
    std::string text = piece({"|", ">"});
    if (explicit_indent > 0) text += std::to_string(explicit_indent);
    text += piece({"", "-", "+"}) + piece({"", " ", "  # note"}) + newline_;
    // The parent of what is indented by `indent` may stand further left; both are legal.
    const std::size_t base = indent + explicit_indent;
    for (std::size_t i = below(6); i > 0; --i) {
      if (below(3) == 0) {
        text += spaces(below(base + 3)) + newline_;
      } else {
        text += spaces(base + (below(4) == 0 ? below(3) : 0)) + "c" + word("ab \t") + newline_;
      }
    }
    return text;
  }

  std::string piece(std::initializer_list<std::string> choices) {
    return *(choices.begin() + static_cast<std::ptrdiff_t>(below(choices.size())));
  }

  std::mt19937 random_;
  std::string newline_;
};

struct Tally {
  std::size_t scalars = 0;
  std::size_t blocks = 0;
};

// Checks every scalar below `node`.
void check_scalars(const YamlNode& node, std::string_view source, Tally& tally) {
  for (const YamlNode& item : node.items()) check_scalars(item, source, tally);
  for (const auto& [key, value] : node.entries()) check_scalars(value, source, tally);
  CHECK(value_begin(node, source) >= node.begin);
  CHECK(real_end(node, source) <= node.end);
  CHECK(real_end(node, source) >= value_begin(node, source));
  if (!node.is_text() || node.text().empty()) return;
  ++tally.scalars;
  if (node.style == ScalarStyle::kLiteral || node.style == ScalarStyle::kFolded) ++tally.blocks;
  const std::vector<ScalarSegment> segments = map_scalar(node, source);
  CHECK(testing::holds(segments, node.text(), source));
  std::size_t without_place = node.text().size();
  for (const ScalarSegment& part : segments) without_place -= part.length;
  // A value without a segment is one of escapes and folds alone.
  const bool may_be_made = node.style == ScalarStyle::kDoubleQuoted || node.text() == " " ||
                           source.find('\r') != std::string_view::npos;
  if (segments.empty()) CHECK(may_be_made);
  if (node.style == ScalarStyle::kLiteral) CHECK(without_place == 0);
}

}  // namespace

TEST_CASE("The segments of every scalar in 4,000 random documents have the value's bytes") {
  Tally tally;
  std::size_t parsed = 0;
  for (unsigned seed = 0; seed < 4000; ++seed) {
    const std::string yaml = RandomYaml(seed).document();
    const auto document = YamlDocument::parse(yaml);
    if (!document) continue;
    ++parsed;
    CAPTURE(yaml);
    check_scalars(*document->roots().at(0), document->source(), tally);
  }
  CHECK(parsed > 1500);
  CHECK(tally.scalars > 4000);
  CHECK(tally.blocks > 700);
}

TEST_CASE("Only scalars have a map") {
  const auto document = YamlDocument::parse("- [a]\n- &x {k: v}\n- *x\n- ''\n-\n");
  REQUIRE(document);
  for (const YamlNode& item : document->roots().at(0)->items()) {
    CHECK(map_scalar(item, document->source()).empty());
  }
}

TEST_CASE("The value of a node begins behind its anchor and tag") {
  const std::string_view yaml =
      "- &a !t x\n- !t\n  # note\n  &b |\n  y\n- &m\n  &k key: v\n- &k2 key: v\n- !x [a]\n- *a\n";
  const auto document = YamlDocument::parse(yaml);
  REQUIRE(document);
  std::string begins;
  for (const YamlNode& item : document->roots().at(0)->items()) {
    begins += std::string(yaml.substr(value_begin(item, yaml), 2)) + ";";
  }
  CHECK(begins == "x\n;|\n;&k;&k;[a;*a;");
}

TEST_CASE("The real end of a block scalar is that of its last line that is not blank") {
  CHECK(before_end("k: |\n  one\n  two  \n\n\n# comment\nz: 1\n") == "k: |\n  one\n  two  ");
  CHECK(before_end("k: >+\r\n  one\r\n\r\nz: 1\r\n") == "k: >+\r\n  one");
  CHECK(before_end("k: |\n\n\nz: 1\n") == "k: |");
  CHECK(before_end("k: | # note\n\nz: 1\n") == "k: | # note");
  CHECK(before_end("k: |\n  one") == "k: |\n  one");
}

TEST_CASE("The real end of a block collection is that of its last child") {
  CHECK(before_end("k:\n  a: 1\n  b: x  # note\n\n# more\nz: 1\n") == "k:\n  a: 1\n  b: x");
  CHECK(before_end("k:\n- 1\n- two: |\n    x\n\n\nz: 1\n") == "k:\n- 1\n- two: |\n    x");
  CHECK(before_end("k:\n  a:\n\n\nz: 1\n") == "k:\n  a:");
  CHECK(before_end("k:\n  - a\n  -\n\nz: 1\n") == "k:\n  - a\n  -");
  CHECK(before_end("k:\n  ? a\n\nz: 1\n") == "k:\n  ? a");
  CHECK(before_end("k: [a, b]  # note\nz: 1\n") == "k: [a, b]");
  CHECK(before_end("k: 'x'  # note\nz: 1\n") == "k: 'x'");
}

}  // namespace keyhound
