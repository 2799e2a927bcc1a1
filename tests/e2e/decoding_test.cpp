// SPDX-License-Identifier: Apache-2.0
// Encoded secrets, as the program reports them (docs/decoding.md).
#include <doctest/doctest.h>

#include "tests/support/encoders.h"
#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/temp_dir.h"
#include "tests/support/text_forms.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {
namespace {

std::string wide(std::string_view text) { return to_utf(Utf::k16Le, text, false); }

struct EncodedFile {
  std::string file;
  std::string bytes;
};

// Each has the token on its third line, encoded.
std::vector<EncodedFile> encoded_files() {
  const std::string token = github_pat(1);
  const std::string env = "FIRST=1\nGH=" + token + "\n";
  const auto third_line = [](const std::string& line) { return "one\ntwo\n" + line + "\n"; };
  const std::string payload = R"({"sub":"ci","gh":")" + token + "\"}";
  return {
      {"base64.txt", third_line("x: " + to_base64(token))},
      {"base64url.txt", third_line("x: " + as_base64url(env + "???"))},
      {"wrapped.txt", third_line(as_wrapped_base64(env + std::string(200, '.'), 64, "\n  "))},
      {"hex.txt", third_line("x = 0x" + as_hex(token))},
      {"percent.txt", third_line("GET /?q=" + as_percent(token))},
      {"unicode.json", third_line("{\"x\": \"" + as_unicode(token) + "\"}")},
      {"entities.html", third_line("<p>" + as_entities(token) + "</p>")},
      {"powershell.ps1", third_line("powershell -enc " + to_base64(wide("$t = '" + token + "'")))},
      {"secret.yaml", "kind: Secret\ndata:\n  token: " + to_base64(token) + "\n"},
      {"jwt.txt", third_line(as_base64url("{\"alg\":\"HS256\"}") + "." + as_base64url(payload) +
                             "." + as_base64url("a signature of 32 bytes or so"))},
      {"four.txt", third_line(to_base64(as_hex(as_percent(to_base64(token)))))},
  };
}

const std::string kFiveLayers =
    to_base64(to_base64(to_base64(to_base64(to_base64(github_pat(1))))));

void check_files(const ScanResult& result) {
  CHECK(result.run.exit_code == 1);
  // The same secret in every encoding is one finding.
  CHECK(result.report.count(kGithubRule) == 1);
  for (const EncodedFile& row : encoded_files()) {
    CAPTURE(row.file);
    const Occurrence* found = result.report.find(kGithubRule, row.file);
    REQUIRE(found != nullptr);
    CHECK(found->start_line == 3);
  }
  CHECK_FALSE(result.report.has_finding(kGithubRule, "five.txt"));
}

}  // namespace

TEST_CASE("A token is found in every encoding, in a tree and in history") {
  GitRepoBuilder repo;
  for (const EncodedFile& row : encoded_files()) repo.write(row.file, row.bytes);
  repo.write("five.txt", kFiveLayers);
  repo.stage().commit("all");
  check_files(scan({repo.path(), "--history-only"}));
  check_files(scan({repo.path(), "--tree-only"}));
}

TEST_CASE("The plain and the encoded token are one finding that says so") {
  TempDir dir;
  dir.write_file("a.txt", github_pat(1));
  dir.write_file("b.txt", to_base64(github_pat(1)));
  const ScanResult result = scan({dir.str()});
  REQUIRE(result.report.count(kGithubRule) == 1);
  const Finding& finding = *result.report.finding_of(kGithubRule);
  CHECK(finding.occurrences.size() == 2);
  CHECK(finding.json["message"].get<std::string>().find("decoded from base64") < std::string::npos);
  CHECK(finding.json["tags"].dump().find("encoded") < std::string::npos);
}

TEST_CASE("A value in base64 is judged by the name that it is given, and is the plain value") {
  TempDir dir;
  const std::string value = alphanumerics(7, 20);
  dir.write_file("plain.yaml", "api-token: " + value + "\n");
  dir.write_file("encoded.yaml", "api-token: " + to_base64(value) + "\n");
  const ScanResult result = scan({dir.str()});
  REQUIRE(result.report.count("generic-secret") == 1);
  CHECK(result.report.has_finding("generic-secret", "plain.yaml"));
  CHECK(result.report.has_finding("generic-secret", "encoded.yaml"));
  RunOptions options;
  options.cwd = dir.str();
  const RunResult explained = keyhound({"explain", "encoded.yaml:1"}, options);
  CHECK(explained.out.find("encoded   base64") != std::string::npos);
  CHECK(explained.out.find("REPORTED") != std::string::npos);
}

TEST_CASE("A long run of one character is read at the speed of any text") {
  TempDir dir;
  dir.write_file("x.txt", std::string(100'000'000, 'x') + " " + github_pat(1));
  const ScanResult result = scan({dir.str()});
  CHECK(result.report.count(kGithubRule) == 1);
  CHECK(result.report.complete);
}

}  // namespace keyhound::testing
