// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/location.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("Each part of a location has its name, and a file's content has none") {
  CHECK(to_string(LocationPart::kContent) == "");
  CHECK(to_string(LocationPart::kPath) == "path");
  CHECK(to_string(LocationPart::kCommitMessage) == "commit-message");
  CHECK(to_string(LocationPart::kCommitHeader) == "commit-header");
  CHECK(to_string(LocationPart::kTagMessage) == "tag-message");
  CHECK(to_string(LocationPart::kGitConfig) == "git-config");
}

TEST_CASE("A fresh occurrence is reachable, not committed, and at the first character") {
  const Occurrence occurrence;
  CHECK(occurrence.reachable);
  CHECK_FALSE(occurrence.in_head);
  CHECK(occurrence.commit.id.empty());
  CHECK(occurrence.location.start == SourcePosition{1, 1});
}

}  // namespace keyhound
