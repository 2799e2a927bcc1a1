// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/definition_reader.h"

#include <doctest/doctest.h>

#include <chrono>

namespace keyhound {
namespace {

constexpr std::string_view kPath = ".github/workflows/ci.yml";
constexpr std::string_view kHead = "on: push\njobs:\n  a:\n    runs-on: x\n";

struct Read {
  std::optional<Definition> definition;
  std::vector<Diagnostic> diagnostics;
  [[nodiscard]] std::string kinds() const {
    std::string text;
    for (const Diagnostic& one : diagnostics) text += one.kind + (one.incomplete ? "! " : " ");
    return text;
  }
};

Read read(std::string_view text, std::string_view path = kPath) {
  Read result;
  result.definition = read_definition(path, text, nullptr, result.diagnostics);
  return result;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

// The lines as the script of a step.
std::string run(std::string_view script) {
  std::string text(kHead);
  text += "    env: {T: '${{ secrets.T }}'}\n    steps:\n      - run: |\n";
  for (std::size_t begin = 0; begin < script.size();) {
    const std::size_t end = std::min(script.find('\n', begin), script.size());
    text += "          " + std::string(script.substr(begin, end - begin)) + "\n";
    begin = end + 1;
  }
  return text;
}

class Timer {
 public:
  // Generous: what is not linear takes minutes.
  [[nodiscard]] bool is_soon() const {
    return std::chrono::steady_clock::now() - begin_ < std::chrono::seconds(20);
  }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

TEST_CASE("Known places and YAML may be definitions, other files are not looked at") {
  CHECK(may_be_definition(kPath));
  CHECK(may_be_definition("any/thing.YAML"));
  CHECK_FALSE(may_be_definition("README.md"));
  CHECK_FALSE(may_be_definition(""));
  CHECK_FALSE(read(kHead, "a.txt").definition);
}

TEST_CASE("A platform is told by the path, then by the shape") {
  CHECK(read("on: push\njobs: {}\n").definition);
  const Read shaped = read(kHead, "templates/build.yml");
  REQUIRE(shaped.definition);
  CHECK(shaped.definition->platform->id == "github-actions");
  CHECK(shaped.definition->path == "templates/build.yml");
  CHECK(read("runs: {using: node20}\n", "x.yaml").definition);
}

TEST_CASE("YAML that is nothing of the kind is passed over without a word") {
  for (const char* text :
       {"a: b\n", "jobs: none\n", "jobs: {a: b}\n", "", "[", "jobs: [\n", "# x"}) {
    CAPTURE(text);
    const Read other = read(text, "x.yml");
    CHECK_FALSE(other.definition);
    CHECK(other.kinds().empty());
  }
}

TEST_CASE("An empty or odd file at a known place is a definition without facts") {
  for (const char* text : {"", "# comment\n", "null\n", "[1, 2]\n", "x\n", "on:\njobs:\n",
                           "on: {push: }\njobs: [a]\n", "jobs: {a: b, c: [d]}\n",
                           "jobs: {a: {steps: {b: c}}}\n", "jobs: {a: {steps: [b, [c], ]}}\n"}) {
    CAPTURE(text);
    const Read odd = read(text);
    REQUIRE(odd.definition);
    CHECK(odd.kinds().empty());
    CHECK(odd.definition->references.empty());
  }
}

TEST_CASE("Larger files are told, where they may be definitions") {
  const std::string large = std::string(kHead) + std::string(kDefinitionBytes, '#');
  const Read known = read(large);
  CHECK_FALSE(known.definition);
  CHECK(known.kinds() == "large-definition! ");
  CHECK(read(large, "x.yml").kinds() == "large-definition ");
  CHECK(read("a: " + std::string(kDefinitionBytes, 'x'), "x.yml").kinds().empty());
  const std::string exact = std::string(kHead) + std::string(kDefinitionBytes - kHead.size(), '#');
  CHECK(read(exact).definition);
}

TEST_CASE("A hundred megabytes are refused at once") {
  const Timer timer;
  CHECK(read(std::string(100U << 20U, 'x')).kinds() == "large-definition! ");
  CHECK(read(std::string(100U << 20U, 'x'), "x.yml").kinds().empty());
  CHECK(timer.is_soon());
}

TEST_CASE("Broken YAML is told with its place, and is incomplete") {
  const Read broken = read("on: push\njobs: [\n");
  CHECK_FALSE(broken.definition);
  REQUIRE(broken.kinds() == "unreadable-definition! ");
  CHECK(broken.diagnostics[0].message.find("3:1: ") == 0);
  CHECK(broken.diagnostics[0].subject == kPath);
  CHECK(read("a: ${{ secrets.X }}\n b: [\n").kinds() == "unreadable-definition! ");
}

TEST_CASE("A template of YAML is read line by line") {
  const Read made = read("on: push\n{{ if .x }}\njobs:\n  token: abc\n{{ end }}\n");
  REQUIRE(made.definition);
  CHECK(made.kinds() == "template-definition ");
  REQUIRE(made.definition->bindings.size() == 2);
  CHECK(made.definition->bindings[1].name == "token");
}

TEST_CASE("Keys that are there twice are told, the first ones by their place") {
  const Read twice = read("on: push\njobs:\n  a: {runs-on: x, runs-on: y}\n");
  REQUIRE(twice.definition);
  CHECK(twice.kinds() == "duplicate-key ");
  CHECK(twice.diagnostics[0].message.find("3:19: ") == 0);
  CHECK(twice.definition->jobs.at(0).runner == "x");
  const Read many = read(std::string(kHead) + repeated("    runs-on: y\n", 10));
  CHECK(many.diagnostics.size() == 4);
  CHECK(many.diagnostics.back().message.find("7 more keys") == 0);
}

TEST_CASE("A byte order mark and other line ends move no place") {
  for (const std::string& text : {"\xEF\xBB\xBF" + run("a $T\nb $T"), [] {
                                    std::string dos;
                                    for (const char c : run("a $T\nb $T"))
                                      dos += c == '\n' ? "\r\n" : std::string(1, c);
                                    return dos;
                                  }()}) {
    const Read marked = read(text);
    REQUIRE(marked.definition);
    const Script& script = marked.definition->scripts.at(0);
    REQUIRE(script.uses.size() == 2);
    const TextRange place = script.text.source_of(script.uses[1].range);
    CHECK(text.substr(place.begin, place.size()) == "$T");
    CHECK(text[place.begin - 2] == 'b');
  }
}

TEST_CASE("Other encodings are told") {
  const std::string wide = std::string("\xFF\xFE", 2) + std::string("o\0n\0:\0", 6);
  CHECK(read(wide).kinds() == "unreadable-definition! ");
  CHECK(read("on: push\njobs: {a: {runs-on: \"\xFF\"}}\n").kinds() == "unreadable-definition! ");
  CHECK(read(std::string("on: \"\0\"\n", 8)).kinds() == "unreadable-definition! ");
  CHECK(read(wide, "x.yml").kinds().empty());
}

TEST_CASE("Tabs where YAML has none are told, elsewhere they are text") {
  CHECK(read("on: push\njobs:\n\ta: b\n").kinds() == "unreadable-definition! ");
  CHECK(read(run("if x; then\n\techo\nfi")).definition);
}

TEST_CASE("Alias bombs are refused") {
  std::string text = "x0: &x0 [run, run, run, run, run, run, run, run, run, run]\n";
  for (int i = 1; i < 30; ++i) {
    const std::string before = "*x" + std::to_string(i - 1);
    text += "x" + std::to_string(i) + ": &x" + std::to_string(i) + " [" + before + ", " + before +
            ", " + before + "]\n";
  }
  const Timer timer;
  CHECK(read(text + "jobs: {a: {steps: [{run: *x29}]}}\n").kinds() == "large-definition! ");
  std::string shared = "s: &s\n" + repeated("  - run: a\n", 2000) + "jobs:\n";
  for (int i = 0; i < 2000; ++i) shared += "  j" + std::to_string(i) + ": {steps: *s}\n";
  CHECK(read(shared).kinds() == "large-definition! ");
  CHECK(timer.is_soon());
}

TEST_CASE("Aliases that people write are followed") {
  const Read shared = read(
      "on: push\nx: &env {A: '${{ secrets.A }}'}\njobs:\n  a: {env: *env, "
      "steps: [{run: b $A}]}\n");
  REQUIRE(shared.definition);
  CHECK(shared.definition->scripts.at(0).uses.size() == 1);
}

TEST_CASE("Deep nesting is told, and ends soon") {
  const Timer timer;
  CHECK(read(repeated("[", 200'000)).kinds() == "unreadable-definition! ");
  CHECK(read("a: " + repeated("{a: ", 200'000)).kinds() == "unreadable-definition! ");
  CHECK(read(repeated("- ", 200'000)).kinds() == "unreadable-definition! ");
  CHECK(timer.is_soon());
}

TEST_CASE("An expression that is nested 10,000 deep names nothing") {
  const Timer timer;
  const Read deep = read(std::string(kHead) + "    env:\n      A: ${{ " + repeated("(", 10'000) +
                         "secrets.X" + repeated(")", 10'000) + " }}\n");
  REQUIRE(deep.definition);
  CHECK(deep.definition->references.empty());
  CHECK_FALSE(deep.definition->bindings.at(0).is_literal);
  CHECK(timer.is_soon());
}

TEST_CASE("Scripts whose strings and documents have no end are read as far as they go") {
  for (const char* script : {"a \"$T", "a '$T", "cat <<EOF\n$T", "a $(b $T", "a ${T",
                             "if a; then $T", "a `$T", "f() {\na $T"}) {
    CAPTURE(script);
    const Read open = read(run(script));
    REQUIRE(open.definition);
    CHECK_FALSE(open.definition->scripts.at(0).commands.is_complete);
  }
}

TEST_CASE("A megabyte of anything ends soon") {
  const std::vector<std::string> texts = {
      std::string(kHead) + "    env:\n      A: " + repeated("${{ secrets.X }}", 60'000),
      std::string(kHead) + "    env:\n      A: " + repeated("${{ ", 250'000),
      std::string(kHead) + "    steps:\n" + repeated("      - run: a\n", 60'000),
      std::string(kHead) + "    if: " + repeated("github.actor==", 70'000),
      run(repeated("T=$T\n", 60'000)),
      run(repeated("$(", 400'000)),
      run(repeated("${T:-", 150'000)),
      run(repeated("f() { ", 120'000)),
      run(repeated("cat <<E$T\n", 40'000)),
      "{{ x }}\na: [\n" + repeated("password: \"a\"\n", 60'000)};
  for (const std::string& text : texts) {
    CAPTURE(text.substr(0, 100));
    const Timer timer;
    read(text.substr(0, kDefinitionBytes));
    CHECK(timer.is_soon());
  }
}

TEST_CASE("A script that has no end, or is nested too deep, is told once for a file") {
  CHECK(read(run("echo 'a")).kinds() == "unfinished-script ");
  CHECK(read(run(repeated("( ", 100) + "true" + repeated(" )", 100))).kinds() ==
        "unfinished-script! ");
  const Read two = read(run("cat <<E\na") + "      - run: echo \"\n      - run: true\n");
  REQUIRE(two.kinds() == "unfinished-script ");
  CHECK(
      two.diagnostics.front().message.starts_with("7:14: a string, here-document or block has no "
                                                  "end in this script and 1 more: "));
  CHECK(read(run("cat <<E\na\nE")).kinds().empty());
}

}  // namespace
}  // namespace keyhound
