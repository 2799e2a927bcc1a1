// SPDX-License-Identifier: Apache-2.0
// Text in any encoding and files of any type (shared/ROBUSTNESS.md, section 4).
#include <doctest/doctest.h>

#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/temp_dir.h"
#include "tests/support/text_forms.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

struct Encoded {
  std::string file;
  std::string bytes;
  std::string position;  // empty: found is enough, the line structure is open to interpretation
};

// The token stands on line 3 at column 9.
std::string text(const std::string& end_of_line = "\n") {
  return "first line" + end_of_line + "second line" + end_of_line + "token = " + github_pat(1) +
         end_of_line + "last line" + end_of_line;
}

std::vector<Encoded> encoded_texts() {
  const std::string here = position_of(3, 9, github_pat(1));
  const std::string nul(1, '\0');
  return {{"plain.txt", text(), here},
          {"bom.txt", "\xef\xbb\xbf" + text(), here},
          {"crlf.txt", text("\r\n"), here},
          {"cr.txt", text("\r"), ""},
          {"latin1.txt", "caf\xe9\n" + text().substr(11), here},
          {"invalid.txt", "\xff\xfe\xfd\xc0\x80\n" + text().substr(11), here},
          {"utf16le-bom.txt", to_utf(Utf::k16Le, text(), true), here},
          {"utf16be-bom.txt", to_utf(Utf::k16Be, text(), true), here},
          {"utf16le.txt", to_utf(Utf::k16Le, text(), false), here},
          {"utf16be.txt", to_utf(Utf::k16Be, text(), false), here},
          {"utf16le-crlf.txt", to_utf(Utf::k16Le, text("\r\n"), true), here},
          {"utf32le-bom.txt", to_utf(Utf::k32Le, text(), true), here},
          {"utf32be-bom.txt", to_utf(Utf::k32Be, text(), true), here},
          {"utf32le.txt", to_utf(Utf::k32Le, text(), false), here},
          {"utf32be.txt", to_utf(Utf::k32Be, text(), false), here},
          {"nul.txt", "first" + nul + nul + "\n" + text().substr(11), here},
          {"nul-everywhere.txt", nul + "\n\n" + nul + "token" + nul + github_pat(1) + nul, ""},
          {"elf.txt", "\x7f" + ("ELF\x02\x01\x01" + nul) + "\n" + text().substr(11), here},
          {"pdf.txt", "%PDF-1.7\n" + text().substr(11), here},
          {"zip.txt", "PK\x03\x04" + nul + nul + "\n" + text().substr(11), ""},
          {"x.bin", text(), here},
          {"x.pdf", text(), here},
          {"x.png", text(), here},
          {"x.svg", text(), here},
          {"x.lock", text(), here},
          {"package-lock.json", text(), here},
          {"noextension", text(), here}};
}

void check_all(const ScanResult& result) {
  CHECK(result.run.exit_code == 1);
  for (const Encoded& row : encoded_texts()) {
    CAPTURE(row.file);
    const Occurrence* found = result.report.find(kGithubRule, row.file);
    CHECK(found != nullptr);
    if (found != nullptr && !row.position.empty()) CHECK(position(found) == row.position);
  }
}

}  // namespace

TEST_CASE("A token is found at its line and column in every encoding and type of file") {
  TempDir dir;
  for (const Encoded& row : encoded_texts()) dir.write_file(row.file, row.bytes);
  check_all(scan({dir.str()}));
}

TEST_CASE("A token is found in every encoding and type of file in history") {
  GitRepoBuilder repo;
  for (const Encoded& row : encoded_texts()) repo.write(row.file, row.bytes);
  repo.stage().commit("all");
  check_all(scan({repo.path(), "--history-only"}));
}

TEST_CASE("A token is found in every encoding on standard input") {
  for (const Encoded& row : encoded_texts()) {
    CAPTURE(row.file);
    RunOptions options;
    options.stdin_bytes = row.bytes;
    const ScanResult result = scan({"-"}, options);
    CHECK(result.run.exit_code == 1);
    CHECK(result.report.count(kGithubRule) == 1);
  }
}

TEST_CASE("Columns count UTF-16 code units") {
  TempDir dir;
  const std::string before = "\xc3\xa9\xf0\x9f\x98\x80\xe6\x97\xa5 ";  // 1 + 2 + 1 + 1 units
  dir.write_file("a.txt", "x\n" + before + github_pat(2) + "\n");
  dir.write_file("b.txt", to_utf(Utf::k16Be, "x\n" + before + github_pat(2) + "\n", true));
  const ScanResult result = scan({dir.str()});
  CHECK(position(result.report.find(kGithubRule, "a.txt")) == position_of(2, 6, github_pat(2)));
  CHECK(position(result.report.find(kGithubRule, "b.txt")) == position_of(2, 6, github_pat(2)));
}

TEST_CASE("An odd number of bytes and a lone surrogate do not hide a UTF-16 token") {
  TempDir dir;
  dir.write_file("odd.txt", to_utf(Utf::k16Le, text(), true) + "x");
  dir.write_file("lone.txt", to_utf(Utf::k16Le, "a", true) + std::string("\x00\xd8", 2) +
                                 to_utf(Utf::k16Le, "\n" + text(), false));
  const ScanResult result = scan({dir.str()});
  CHECK(result.report.has_finding(kGithubRule, "odd.txt"));
  CHECK(result.report.has_finding(kGithubRule, "lone.txt"));
}

}  // namespace keyhound::testing
