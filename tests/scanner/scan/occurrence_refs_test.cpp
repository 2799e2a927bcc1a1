// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/occurrence_refs.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("An occurrence names the first refs that reach its commit, and counts all of them") {
  History history;
  history.commits.resize(2);
  for (CommitRecord& commit : history.commits) commit.reachable = true;
  std::vector<RefTip> tips;
  for (int i = 0; i < 7; ++i) tips.push_back({"refs/heads/" + std::to_string(i), 1});
  std::vector<FoundOccurrence> found(3);
  found[0].order = 1;
  found[1].order = 0;  // that no ref reaches
  found[2].order = FoundOccurrence::kNotCommitted;
  add_refs(history, tips, found);
  CHECK(found[0].occurrence.ref_count == 7);
  CHECK(found[0].occurrence.refs == std::vector<std::string>{"refs/heads/0", "refs/heads/1",
                                                             "refs/heads/2", "refs/heads/3",
                                                             "refs/heads/4"});
  CHECK(found[1].occurrence.ref_count == 0);
  CHECK(found[2].occurrence.refs.empty());
}

}  // namespace keyhound
