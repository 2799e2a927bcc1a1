// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/archive_complaints.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace keyhound {
namespace {

std::vector<Diagnostic> about(const std::string& path,
                              ArchiveEntryKind kind = ArchiveEntryKind::kFile) {
  ArchiveComplaints complaints("a.zip", "");
  complaints.look_at(path, {path, kind, "", "", false});
  return complaints.take();
}

}  // namespace

TEST_CASE("A diagnostic names archive, entry and reason, and what was not scanned is incomplete") {
  ArchiveComplaints complaints("a.zip", " (blob 12)");
  complaints.add("b.zip!c", {ErrorKind::kCorrupt, "it is torn"});
  complaints.add("", {ErrorKind::kLimit, "it is long"});
  complaints.remark("d", "it is strange");
  const auto said = complaints.take();
  REQUIRE(said.size() == 3);
  CHECK(said[0] == Diagnostic{"unreadable-archive", "a.zip!b.zip!c", "it is torn (blob 12)", true});
  CHECK(said[1] == Diagnostic{"archive-limit", "a.zip", "it is long (blob 12)", true});
  CHECK(said[2] == Diagnostic{"odd-archive", "a.zip!d", "it is strange (blob 12)", false});
}

TEST_CASE("Paths that lead out, control characters and bytes that are no UTF-8 are told") {
  for (const char* path : {"/etc/passwd", "../x", "a/../../x", "a/..", "C:\\x", "\\\\host\\x",
                           "a\\..\\x", "a\nb", "\x1B[2J", "\xFF"}) {
    CAPTURE(path);
    CHECK(about(path).size() == 1);
    CHECK_FALSE(about(path)[0].incomplete);
  }
  for (const char* path : {"a/b.txt", "a..b/..c", "...", "\xD0\xBA", "a/./b"}) {
    CAPTURE(path);
    CHECK(about(path).empty());
  }
  CHECK(about("device", ArchiveEntryKind::kSpecial).size() == 1);
}

TEST_CASE("Some diagnostics are named and all are counted") {
  ArchiveComplaints odd("a.zip", "");
  for (int i = 0; i < 1000; ++i) odd.remark("entry", "odd");
  const auto remarks = odd.take();
  CHECK(remarks.size() < 30);
  CHECK(remarks.back().message.find("990 more") == 0);
  CHECK_FALSE(remarks.back().incomplete);

  // What is odd leaves room for what was not read.
  ArchiveComplaints torn("a.zip", "");
  for (int i = 0; i < 1000; ++i) torn.remark("entry", "odd");
  for (int i = 0; i < 1000; ++i) torn.add("entry", {ErrorKind::kCorrupt, "torn"});
  const auto said = torn.take();
  CHECK(said.size() < 30);
  CHECK(said.back().incomplete);
  CHECK(std::count_if(said.begin(), said.end(),
                      [](const Diagnostic& one) { return one.message == "torn"; }) >= 10);
}

}  // namespace keyhound
