// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/blob_visitor.h"

#include <doctest/doctest.h>

#include <string>

#include "scanner/git/object_hash.h"
#include "scanner/scan/text_stream.h"
#include "tests/scanner/git/pack/forest_fixture.h"
#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/text_forms.h"

namespace keyhound {
namespace {

// Blobs in a repository of their own, and a visitor for them.
struct Visited {
  explicit Visited(const ScanFixture& fixture, std::vector<std::string> blobs)
      : texts(std::move(blobs)), opened(stored(builder, texts)) {
    auto made = BlobVisitor::create(fixture.context(), opened.forest, progress);
    REQUIRE(made);
    visitor = std::move(*made);
  }

  [[nodiscard]] NodeNumber node(std::size_t i) const { return opened.forest.find(id(i)); }
  [[nodiscard]] ObjectId id(std::size_t i) const {
    return hash_object(ObjectType::kBlob, texts[i], ObjectId::kSha1Size);
  }
  CarriedStateRef visit(std::size_t i, const CarriedState* base = nullptr,
                        std::vector<CopiedRange> copied = {}) {
    return visitor->visit({node(i), ObjectType::kBlob, texts[i], base, copied, true});
  }

  std::vector<std::string> texts;
  testing::GitRepoBuilder builder;
  testing::OpenForest opened;
  WalkProgress progress;
  std::unique_ptr<BlobVisitor> visitor;

 private:
  static const testing::GitRepoBuilder& stored(testing::GitRepoBuilder& builder,
                                               const std::vector<std::string>& texts) {
    for (const std::string& text : texts) builder.blob(text);
    return builder;
  }
};

std::vector<std::string> hits_of(const ScanFixture& fixture, const Visited& visited,
                                 NodeNumber node) {
  std::vector<TextHit> hits;
  for (const BlobHit& one : visited.visitor->found) {
    if (one.node == node) hits.push_back(*one.hit);
  }
  return describe(fixture, hits);
}

}  // namespace

TEST_CASE("A delta gives the hits of its whole text, those of the base among them") {
  const ScanFixture fixture;
  const std::string base = "first\n" + acme_token(1) + "\n" + std::string(300, '.') + "\n";
  const std::string added = "token = " + testing::alphanumerics(9, 20) + "\n";
  Visited visited(fixture, {base, added + base});
  const CarriedStateRef state = visited.visit(0);
  REQUIRE(state != nullptr);
  CHECK(state->memory() > 0);
  visited.visit(1, state.get(), {{added.size(), 0, base.size()}});
  CHECK(hits_of(fixture, visited, visited.node(0)) == describe(fixture, fixture.scan(base, "")));
  CHECK(hits_of(fixture, visited, visited.node(1)) ==
        describe(fixture, fixture.scan(added + base, "")));
  CHECK(hits_of(fixture, visited, visited.node(1)).size() == 2);
  CHECK(visited.visitor->blobs == 2);
  CHECK(visited.visitor->bytes == 2 * base.size() + added.size());
  CHECK(visited.visitor->failed.empty());
}

TEST_CASE("A state that is made again serves as the first one did, and nothing is found twice") {
  const ScanFixture fixture;
  const std::string base = acme_token(1) + "\n" + std::string(300, '.');
  Visited visited(fixture, {base, base + "\n"});
  visited.visit(0);
  const auto again = visited.visitor->visit_again(
      {visited.node(0), ObjectType::kBlob, visited.texts[0], nullptr, {}, true});
  REQUIRE(again != nullptr);
  CHECK(visited.visitor->found.size() == 1);
  CHECK(visited.visitor->blobs == 1);
  visited.visit(1, again.get(), {{0, 0, base.size()}});
  CHECK(hits_of(fixture, visited, visited.node(1)).size() == 1);
}

TEST_CASE("A blob in UTF-16 is transcoded, left to its path, and gives deltas no state") {
  const ScanFixture fixture;
  const std::string plain = "some text before\n" + acme_token(1) + "\n";
  const std::string wide = testing::to_utf(testing::Utf::k16Le, plain, true);
  Visited visited(fixture, {wide, wide + wide, plain});
  CHECK(visited.visit(0) == nullptr);
  CHECK(visited.visit(1) == nullptr);
  CHECK(visited.visitor->undecided == std::vector<NodeNumber>{visited.node(0), visited.node(1)});
  CHECK(hits_of(fixture, visited, visited.node(0)) == describe(fixture, fixture.scan(plain, "")));
  CHECK(hits_of(fixture, visited, visited.node(1)).size() == 2);
}

TEST_CASE("A delta that turns a text into UTF-16 is transcoded, and back") {
  const ScanFixture fixture;
  const std::string plain = acme_token(1) + "\n" + std::string(6000, 'x');
  const std::string wide = testing::to_utf(testing::Utf::k16Be, acme_token(2) + "\n", true);
  Visited visited(fixture, {plain, wide + plain, plain + "\n"});
  const CarriedStateRef state = visited.visit(0);
  REQUIRE(state != nullptr);
  visited.visit(1, state.get(), {{wide.size(), 0, plain.size()}});
  visited.visit(2, state.get(), {{0, 0, plain.size()}});
  std::vector<TextHit> expected;
  constexpr std::string_view kNoPath[] = {""};
  REQUIRE(scan_text(fixture.scanner(), wide + plain, {kNoPath, {}}, expected));
  CHECK(hits_of(fixture, visited, visited.node(1)) == describe(fixture, expected));
  CHECK(hits_of(fixture, visited, visited.node(2)).size() == 1);
}

TEST_CASE("Matches of rules that ask for a path leave their blob undecided") {
  const ScanFixture fixture;
  Visited visited(fixture, {"PASSWORD=abcdefgh\n", acme_token(1)});
  visited.visit(0);
  visited.visit(1);
  CHECK(visited.visitor->undecided == std::vector<NodeNumber>{visited.node(0)});
  CHECK(visited.visitor->found.size() == 1);
}

TEST_CASE("A hit in a blob that is not what its id says is kept, and the object is named") {
  const ScanFixture fixture;
  Visited visited(fixture, {"harmless\n"});
  const std::string other = acme_token(1);
  visited.visitor->visit({visited.node(0), ObjectType::kBlob, other, nullptr, {}, false});
  CHECK(visited.visitor->found.size() == 1);
  REQUIRE(visited.visitor->failed.size() == 1);
  CHECK(visited.visitor->failed[0].error.kind == ErrorKind::kCorrupt);
}

TEST_CASE("No state is made where nothing derives from a blob") {
  const ScanFixture fixture;
  Visited visited(fixture, {acme_token(1)});
  const auto state = visited.visitor->visit(
      {visited.node(0), ObjectType::kBlob, visited.texts[0], nullptr, {}, false});
  CHECK(state == nullptr);
}

TEST_CASE("Ranges that do not fit make a failure, not a wrong answer") {
  const ScanFixture fixture;
  Visited visited(fixture, {acme_token(1) + "\n", "x" + acme_token(1)});
  const CarriedStateRef state = visited.visit(0);
  visited.visit(1, state.get(), {{0, 1000, 20}});
  REQUIRE(visited.visitor->failed.size() == 1);
  CHECK(visited.visitor->failed[0].node == visited.node(1));
  CHECK(visited.visitor->found.size() == 1);
}

TEST_CASE("What was scanned is noted by node, the empty blob too") {
  const ScanFixture fixture;
  Visited visited(fixture, {"", "four"});
  std::vector<std::uint64_t> scanned(visited.opened.forest.size());
  visited.visitor->scanned = &scanned;
  visited.visit(0);
  visited.visit(1);
  CHECK(scanned[visited.node(0)] == 1);
  CHECK(scanned[visited.node(1)] == 5);
}

}  // namespace keyhound
