// SPDX-License-Identifier: Apache-2.0
// No reader's block size may cut a token in two (shared/ROBUSTNESS.md, section 5).
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

constexpr size_t kLineLength = 64;  // with its newline
const std::vector<size_t> kBorders = {4096,   10240,  13312,  32768,  65536,
                                      100000, 125000, 131072, 262144, 1048576};
// How many bytes of the token stand before the border.
const std::vector<size_t> kBefore = {1, 4, 20, 39, 40};

// Lines up to `offset`, where the token starts at the beginning of a line.
std::string lines_with_token_at(size_t offset, const std::string& token) {
  std::string text;
  const std::string line = std::string(kLineLength - 1, '.') + "\n";
  while (text.size() + kLineLength < offset) text += line;
  text += std::string(offset - text.size() - 1, '.') + "\n";
  return text + token + "\n" + line;
}

int64_t line_at(const std::string& text, size_t offset) {
  return 1 + std::count(text.begin(), text.begin() + static_cast<int64_t>(offset), '\n');
}

std::string name_of(size_t border, size_t before) {
  return std::to_string(border) + "-" + std::to_string(before) + ".txt";
}

}  // namespace

TEST_CASE("A token on a block border is found with the right line, in files and in history") {
  GitRepoBuilder repo;
  for (const size_t border : kBorders) {
    for (const size_t before : kBefore) {
      repo.write(name_of(border, before), lines_with_token_at(border - before, github_pat(1)));
    }
  }
  repo.stage().commit("all");
  for (const char* source : {"--tree-only", "--history-only"}) {
    CAPTURE(std::string(source));
    const ScanResult result = scan({repo.path(), source});
    for (const size_t border : kBorders) {
      for (const size_t before : kBefore) {
        const std::string name = name_of(border, before);
        CAPTURE(name);
        const std::string text = lines_with_token_at(border - before, github_pat(1));
        const int64_t line = line_at(text, border - before);
        CHECK(position(result.report.find(kGithubRule, name)) ==
              position_of(line, 1, github_pat(1)));
      }
    }
  }
}

TEST_CASE("A token on a block border of one long line is found with the right column") {
  TempDir dir;
  for (const size_t border : kBorders) {
    dir.write_file(name_of(border, 20),
                   std::string(border - 21, '.') + " " + github_pat(2) + " " + "....");
  }
  const ScanResult result = scan({dir.str()});
  for (const size_t border : kBorders) {
    CAPTURE(border);
    const auto column = static_cast<int64_t>(border - 20 + 1);
    CHECK(position(result.report.find(kGithubRule, name_of(border, 20))) ==
          position_of(1, column, github_pat(2)));
  }
}

TEST_CASE("A token on a block border of standard input is found with the right line") {
  for (const size_t border : kBorders) {
    CAPTURE(border);
    RunOptions options;
    options.stdin_bytes = lines_with_token_at(border - 20, github_pat(3));
    const int64_t line = line_at(options.stdin_bytes, border - 20);
    const ScanResult result = scan({"-"}, options);
    CHECK(position(result.report.find_part(kGithubRule, "")) ==
          position_of(line, 1, github_pat(3)));
  }
}

TEST_CASE("A token on a border of many megabytes is found behind a hole") {
  constexpr size_t kMebi = 1U << 20U;
  TempDir dir;
  for (const size_t border : {4 * kMebi, 8 * kMebi, 16 * kMebi, 32 * kMebi, 64 * kMebi}) {
    for (const size_t before : {size_t{1}, size_t{20}, size_t{40}}) {
      const std::string file = name_of(border, before);
      dir.write_file(file, "first\n");
      std::filesystem::resize_file(dir.path() / file, border - before - 1);
      dir.append_file(file, "\n" + github_pat(4) + "\n");
    }
  }
  const ScanResult result = scan({dir.str()});
  for (const size_t border : {4 * kMebi, 8 * kMebi, 16 * kMebi, 32 * kMebi, 64 * kMebi}) {
    for (const size_t before : {size_t{1}, size_t{20}, size_t{40}}) {
      CAPTURE(border);
      CAPTURE(before);
      CHECK(position(result.report.find(kGithubRule, name_of(border, before))) ==
            position_of(3, 1, github_pat(4)));
    }
  }
}

}  // namespace keyhound::testing
