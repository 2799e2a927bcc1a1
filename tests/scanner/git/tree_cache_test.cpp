// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/tree_cache.h"

#include <doctest/doctest.h>

#include "tests/scanner/git/fake_objects.h"
#include "tests/scanner/git/git_fixture.h"

namespace keyhound::testing {

TEST_CASE("A tree is read once while the cache has room, the least recently used is dropped") {
  FakeObjects reader;
  const ObjectId a = id_of(std::string(40, 'a'));
  const ObjectId b = id_of(std::string(40, 'b'));
  const ObjectId c = id_of(std::string(40, 'c'));
  for (const ObjectId& id : {a, b, c}) reader.add_tree(id, std::string(100, 'x'));
  TreeCache cache(reader, 250);
  std::vector<Diagnostic> diagnostics;
  const TreeCache::Tree held = cache.get(b, diagnostics);
  cache.get(a, diagnostics);
  cache.get(a, diagnostics);
  CHECK(reader.reads == 2);
  cache.get(c, diagnostics);  // drops b
  cache.get(a, diagnostics);
  CHECK(reader.reads == 3);
  CHECK(held->size() == 100);
  cache.get(b, diagnostics);
  CHECK(reader.reads == 4);
  CHECK(diagnostics.empty());
}

TEST_CASE("A missing tree is empty, asked for once and reported once") {
  FakeObjects reader;
  TreeCache cache(reader);
  std::vector<Diagnostic> diagnostics;
  const ObjectId gone = id_of(std::string(40, 'd'));
  CHECK(cache.get(gone, diagnostics)->empty());
  CHECK(cache.get(gone, diagnostics)->empty());
  CHECK(cache.get(ObjectId(), diagnostics)->empty());
  CHECK(reader.reads == 1);
  REQUIRE(diagnostics.size() == 1);
  CHECK(diagnostics[0].kind == "missing-object");
}

}  // namespace keyhound::testing
