// SPDX-License-Identifier: Apache-2.0
// Scanning random histories: the fast way gives what each blob read on its own gives, whatever the
// packs, the number of threads and the memory.
#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "tests/scanner/engine/random_regex.h"
#include "tests/scanner/scan/history_output.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/text_forms.h"
#include "tests/support/tokens.h"

namespace keyhound {
namespace {

using testing::HistoryOutput;
using testing::Random;

// Writes a history of random edits: lines and tokens come, go, are copied within and between files.
class RandomEdits {
 public:
  RandomEdits(testing::GitRepoBuilder& builder, unsigned seed) : builder_(builder), random_(seed) {}

  void write(unsigned commits) {
    for (unsigned i = 0; i < commits; ++i) {
      for (std::size_t edits = 1 + random_.below(4); edits > 0; --edits) edit();
      builder_.stage().commit(random_.chance(10) ? "message " + token() : "c" + std::to_string(i));
      if (random_.chance(10)) pack();
    }
  }

 private:
  std::string token() { return acme_token(static_cast<unsigned>(random_.below(12))); }

  std::string line() {
    switch (random_.below(10)) {
      case 8:
        return token() + " # keyhound:allow acme\n";
      case 9:
        return "token = " + token() +
               (random_.chance(2) ? " gitleaks:allow\n" : " # keyhound:allow");
      case 0:
        return token() + "\n";
      case 1:
        return "token = " + token() + (random_.chance(2) ? "\r\n" : "\n");
      case 2:
        return "PASSWORD=" + testing::alphanumerics(unsigned_below(5), 8) + "\n";
      case 3:
        return std::string(1 + random_.below(5), '\0') + token();
      default:
        return testing::random_text(unsigned_below(1000), 10 + random_.below(80), "abc =_;.") +
               "\n";
    }
  }
  unsigned unsigned_below(std::size_t limit) { return static_cast<unsigned>(random_.below(limit)); }

  std::string path() {
    static const std::vector<std::string> kPaths = {"a",     "b.txt",    "c.env", "dir/a",
                                                    "dir/d", "prod.env", "e/f/g", "wide"};
    return random_.pick(kPaths);
  }

  void edit() {
    const std::string at = path();
    std::string text = files_[at];
    const std::size_t place = random_.below(text.size() + 1);
    switch (random_.below(10)) {
      case 0:
        builder_.write(at, "").remove(at);
        files_.erase(at);
        return;
      case 1:  // a copy of another file, or of a piece of it
        text = files_[path()];
        if (random_.chance(2)) text = text.substr(random_.below(text.size() + 1));
        break;
      case 2:
        text.erase(place, random_.below(200));
        break;
      case 3:
        text.insert(place, text.substr(random_.below(text.size() + 1), random_.below(300)));
        break;
      case 4:
        text = random_.chance(3) ? "" : testing::to_utf(testing::Utf::k16Le, token() + "\n", true);
        break;
      case 5:
        for (int i = 0; i < 40; ++i) text += line();
        break;
      default:
        text.insert(place, line());
    }
    files_[at] = text;
    builder_.write(at, text);
  }

  // Some packs hold all so far, some what is new; some objects stay loose beside.
  void pack() {
    const std::vector<std::string> kDepths = {"1", "3", "50"};
    std::vector<std::string> arguments = {"repack", "-q", "--depth=" + random_.pick(kDepths),
                                          "--window=" + random_.pick(kDepths)};
    if (random_.chance(2)) arguments.emplace_back("-a");
    if (random_.chance(2)) arguments.emplace_back("-d");
    if (random_.chance(3)) arguments.emplace_back("-f");
    builder_.git(arguments);
  }

  testing::GitRepoBuilder& builder_;
  Random random_;
  std::map<std::string, std::string> files_;
};

std::vector<std::string> scanned(const ScanFixture& fixture, const testing::GitRepoBuilder& builder,
                                 unsigned threads, std::uint64_t memory) {
  ScanRequest request;
  request.threads = threads;
  request.memory_limit = memory;
  const HistoryOutput output(fixture, builder, request, scan_history);
  REQUIRE(output.status);
  CHECK(output.output.diagnostics.empty());
  return testing::print_all(output.findings);
}

}  // namespace

TEST_CASE("A random history has the same findings in every way of scanning it") {
  constexpr std::uint64_t kMegabyte = std::uint64_t{1} << 20;
  const ScanFixture fixture;
  std::size_t lines = 0;
  for (unsigned seed = 0; seed < 6; ++seed) {
    CAPTURE(seed);
    testing::GitRepoBuilder builder;
    RandomEdits(builder, seed).write(40);
    const HistoryOutput slow(fixture, builder, {}, scan_range);
    REQUIRE(slow.status);
    const HistoryOutput fast(fixture, builder, {}, scan_history);
    REQUIRE(fast.status);
    CHECK(testing::print(fast.findings) == testing::print(slow.findings));
    const auto expected = testing::print_all(fast.findings);
    CHECK(scanned(fixture, builder, 1, 512 * kMegabyte) == expected);
    CHECK(scanned(fixture, builder, 4, 512 * kMegabyte) == expected);
    CHECK(scanned(fixture, builder, 4, kMegabyte) == expected);
    builder.git({"repack", "-q", "-a", "-d", "-f", "--depth=40", "--window=20"});
    CHECK(scanned(fixture, builder, 2, kMegabyte) == expected);
    lines += expected.size();
  }
  CHECK(lines > 300);
}

}  // namespace keyhound
