// SPDX-License-Identifier: Apache-2.0
#include "scanner/migration/waiver_match.h"

#include <doctest/doctest.h>

#include "scanner/base/text_encode.h"
#include "scanner/git/object_hash.h"
#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

std::string sha1(std::string_view text) {
  const std::string raw = hash_bytes(text, ObjectId::kSha1Size);
  return to_hex({reinterpret_cast<const std::uint8_t*>(raw.data()), raw.size()});
}

ForeignWaiver waiver(std::string path, std::uint64_t line, std::string rule = "acme-access") {
  ForeignWaiver one;
  one.tool = "gitleaks";
  one.place = ".gitleaksignore:1";
  one.path = std::move(path);
  one.rule = std::move(rule);
  one.line = one.end_line = line;
  return one;
}

std::vector<std::string> names(std::string_view foreign) {
  if (foreign == "acme-access") return {"acme"};
  return {};
}

// What becomes of the waivers in a directory.
struct Matched {
  std::vector<BaselineEntry> entries;
  MigrationNotes notes;
};

Matched match(const std::string& target, const std::vector<ForeignWaiver>& waivers) {
  const ScanFixture fixture;
  auto texts = PlaceTexts::open(target);
  REQUIRE(texts.has_value());
  auto matcher = WaiverMatcher::create(fixture.context(), *texts, names);
  REQUIRE(matcher.has_value());
  for (const ForeignWaiver& one : waivers) matcher->add(one);
  return {matcher->entries(), matcher->notes()};
}

std::string fingerprint_of(unsigned n) {
  return fingerprint(FingerprintKey(), "acme", acme_token(n)).short_form();
}

}  // namespace

TEST_CASE("A waiver of a line becomes an entry for the secret that stands there") {
  const testing::TempDir dir;
  dir.write_file("a.env", "# one\nKEY=" + acme_token(1) + "\nKEY=" + acme_token(2) + "\n");
  const Matched matched = match(dir.str(), {waiver("a.env", 2), waiver("a.env", 2)});
  REQUIRE(matched.entries.size() == 1);
  CHECK(matched.entries.front().fingerprint == fingerprint_of(1));
  CHECK(matched.entries.front().rule_id == "acme");
  CHECK(matched.entries.front().verdict == "accepted");
  CHECK(matched.entries.front().note == "gitleaks: a.env:2");
  CHECK(matched.notes.empty());
}

TEST_CASE("A waiver of a commit is looked for in the file as that commit has it") {
  testing::GitRepoBuilder repo;
  const std::string first = repo.commit_file("a.env", "KEY=" + acme_token(1) + "\n", "One");
  repo.commit_file("a.env", "KEY=" + acme_token(2) + "\n", "Two");
  ForeignWaiver old = waiver("a.env", 1);
  old.commit = first;
  ForeignWaiver lost = waiver("a.env", 1);
  lost.commit = std::string(40, 'e');
  ForeignWaiver absent = waiver("b.env", 1);
  absent.commit = first;
  const Matched matched = match(repo.path(), {old, lost, absent});
  REQUIRE(matched.entries.size() == 1);
  CHECK(matched.entries.front().fingerprint == fingerprint_of(1));
  REQUIRE(matched.notes.size() == 2);
  CHECK(matched.notes[0].kind == MigrationNote::Kind::kNotFound);
  CHECK(matched.notes[1].kind == MigrationNote::Kind::kNotFound);
}

TEST_CASE("A secret that only its hash tells is found where it has moved to") {
  const testing::TempDir dir;
  const std::string quoted = "x" + acme_token(3);  // cut otherwise than the rule does
  dir.write_file("a.env", "\n\nKEY=" + acme_token(1) + "\n'" + acme_token(2) + "'\n");
  ForeignWaiver moved = waiver("a.env", 1);
  moved.secret_sha1 = sha1(acme_token(1));
  moved.verdict = "false-positive";
  ForeignWaiver cut = waiver("a.env", 2);
  cut.secret_sha1 = sha1("'" + acme_token(2));
  ForeignWaiver gone = waiver("a.env", 3);
  gone.secret_sha1 = sha1(quoted);
  ForeignWaiver head = waiver("a.env", 1);  // of what any such token begins with
  head.secret_sha1 = sha1("acme_");
  const Matched matched = match(dir.str(), {moved, cut, gone, head});
  REQUIRE(matched.entries.size() == 2);
  std::map<std::string, std::string> verdicts;
  for (const BaselineEntry& entry : matched.entries) verdicts[entry.fingerprint] = entry.verdict;
  CHECK(verdicts.at(fingerprint_of(1)) == "false-positive");
  CHECK(verdicts.at(fingerprint_of(2)) == "accepted");
  REQUIRE(matched.notes.size() == 2);
  CHECK(matched.notes.front().kind == MigrationNote::Kind::kNotFound);
  CHECK(matched.notes.front().message.find("another secret") != std::string::npos);
}

TEST_CASE("A waiver of another rule takes the only secret on the line, and never one of several") {
  const testing::TempDir dir;
  dir.write_file("one.env", acme_token(1) + "\n");
  dir.write_file("two.env", acme_token(1) + " " + acme_token(2) + "\n");
  const Matched one = match(dir.str(), {waiver("one.env", 1, "odd")});
  CHECK(one.entries.size() == 1);
  const Matched two = match(dir.str(), {waiver("two.env", 1, "odd")});
  CHECK(two.entries.empty());
  REQUIRE(two.notes.size() == 1);
  CHECK(two.notes.front().message.find("several secrets") != std::string::npos);
}

TEST_CASE("What is not there any more, or is no finding, is told and accepts nothing") {
  const testing::TempDir dir;
  dir.write_file("a.env", "plain\n");
  const Matched matched = match(dir.str(), {waiver("a.env", 1), waiver("a.env", 9),
                                            waiver("gone.env", 1), waiver("../outside.env", 1)});
  CHECK(matched.entries.empty());
  REQUIRE(matched.notes.size() == 4);
  CHECK(matched.notes[0].kind == MigrationNote::Kind::kRemark);
  CHECK(matched.notes[1].kind == MigrationNote::Kind::kNotFound);
  CHECK(matched.notes[1].message.find("the file has 1 line") != std::string::npos);
  CHECK(matched.notes[2].message.find("not there any more") != std::string::npos);
}

TEST_CASE("Nothing outside of the target is read, over links neither") {
  const testing::TempDir dir;
  dir.write_file("outside.env", acme_token(1) + "\n");
  dir.make_directory("in");
  std::filesystem::create_symlink(dir / "outside.env", dir / "in/link.env");
  const Matched matched = match(dir / "in", {waiver("../outside.env", 1), waiver("link.env", 1)});
  CHECK(matched.entries.empty());
  CHECK(matched.notes.size() == 2);
}

}  // namespace keyhound
