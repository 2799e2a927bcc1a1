// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/message_visitor.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/scanner/scan/scan_fixture.h"

namespace keyhound {
namespace {

std::string commit_text(const std::string& author, const std::string& message) {
  return "tree " + std::string(40, '1') + "\nparent " + std::string(40, '2') + "\nauthor " +
         author + " <a@acme.example> 1768046400 +0000\n" +
         "committer C <c@acme.example> 1768046400 +0000\n\n" + message;
}

std::string tag_text(const std::string& message) {
  return "object " + std::string(40, '1') + "\ntype commit\ntag v1\n" +
         "tagger A <a@acme.example> 1768046400 +0000\n\n" + message;
}

DecodedObject object_of(NodeNumber node, ObjectType type, std::string_view bytes) {
  return {node, type, bytes, nullptr, {}, true};
}

std::unique_ptr<MessageVisitor> visitor_of(const ScanFixture& fixture) {
  auto visitor = MessageVisitor::create(fixture.context());
  REQUIRE(visitor);
  return std::move(*visitor);
}

}  // namespace

TEST_CASE("A commit's message and headers are scanned, each as its own text") {
  const ScanFixture fixture;
  const auto visitor = visitor_of(fixture);
  const std::string text = commit_text("Ana " + acme_token(1), "subject\n\n" + acme_token(2));
  CHECK(visitor->visit(object_of(7, ObjectType::kCommit, text)) == nullptr);
  REQUIRE(visitor->found.size() == 2);
  CHECK(visitor->found[0].node == 7);
  CHECK(visitor->found[0].part == LocationPart::kCommitMessage);
  CHECK(visitor->found[0].hit.start == SourcePosition{3, 1});
  CHECK(visitor->found[1].part == LocationPart::kCommitHeader);
  CHECK(visitor->found[1].hit.start == SourcePosition{3, 12});  // ids before it count
  CHECK(visitor->bytes > 0);
  CHECK(visitor->bytes <= text.size());
}

TEST_CASE("A tag's message is scanned") {
  const ScanFixture fixture;
  const auto visitor = visitor_of(fixture);
  visitor->visit(object_of(3, ObjectType::kTag, tag_text("release\n" + acme_token(1))));
  REQUIRE(visitor->found.size() == 1);
  CHECK(visitor->found[0].node == 3);
  CHECK(visitor->found[0].part == LocationPart::kTagMessage);
  CHECK(visitor->found[0].hit.start == SourcePosition{2, 1});
}

TEST_CASE("A commit or tag that cannot be parsed is scanned as a text") {
  const ScanFixture fixture;
  const auto visitor = visitor_of(fixture);
  visitor->visit(object_of(1, ObjectType::kCommit, "no tree\n" + acme_token(1)));
  visitor->visit(object_of(2, ObjectType::kTag, "no object\n" + acme_token(2)));
  REQUIRE(visitor->found.size() == 2);
  CHECK(visitor->found[0].part == LocationPart::kCommitMessage);
  CHECK(visitor->found[1].part == LocationPart::kTagMessage);
  CHECK(visitor->failed.empty());
}

TEST_CASE("What a second visit is for is not found twice") {
  const ScanFixture fixture;
  const auto visitor = visitor_of(fixture);
  const std::string text = commit_text("Ana", acme_token(1));
  visitor->visit(object_of(1, ObjectType::kCommit, text));
  CHECK(visitor->visit_again(object_of(1, ObjectType::kCommit, text)) == nullptr);
  CHECK(visitor->found.size() == 1);
}

TEST_CASE("What was scanned is noted by node, the empty message too") {
  const ScanFixture fixture;
  const auto visitor = visitor_of(fixture);
  std::vector<std::uint64_t> scanned(3);
  visitor->scanned = &scanned;
  visitor->visit(object_of(1, ObjectType::kTag, tag_text("")));
  visitor->visit(object_of(2, ObjectType::kTag, tag_text("four")));
  CHECK(scanned == std::vector<std::uint64_t>{0, 1, 5});
}

TEST_CASE("A commit or tag that cannot be decoded is kept with the reason") {
  const ScanFixture fixture;
  const auto visitor = visitor_of(fixture);
  visitor->fail(4, {ErrorKind::kCorrupt, "torn"});
  REQUIRE(visitor->failed.size() == 1);
  CHECK(visitor->failed[0].node == 4);
  CHECK(visitor->failed[0].error.message == "torn");
}

}  // namespace keyhound
