// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/mirrors/remote_refs.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

const std::string kOne(40, '1');
const std::string kTwo(40, '2');

TEST_CASE("The refs of a remote are read, peeled tags left out") {
  const auto remote = read_remote_refs(
      "ref: refs/heads/main\tHEAD\n" + kOne + "\tHEAD\n" + kTwo + "\trefs/tags/v1\n" + kOne +
      "\trefs/tags/v1^{}\n" + kOne + "\trefs/heads/main\n" +
      "ref: refs/heads/main\trefs/remotes/x/HEAD\n" + kOne + "\trefs/remotes/x/HEAD\n");
  REQUIRE(remote);
  CHECK(remote->head_branch == "refs/heads/main");
  CHECK(remote->head_id == kOne);
  REQUIRE(remote->refs.size() == 3);
  CHECK(remote->refs[0].name == "refs/heads/main");
  CHECK(remote->refs[2].name == "refs/tags/v1");
  CHECK(remote->refs[2].id.hex() == kTwo);
}

TEST_CASE("No refs are no refs, and another form is no answer") {
  CHECK(read_remote_refs("").value().refs.empty());
  for (const std::string& text :
       {std::string("<html>\n"), std::string("<html>\tx\n"), kOne + " refs/heads/main\n",
        std::string("ref: --delete\tHEAD\n")}) {
    CAPTURE(text);
    REQUIRE_FALSE(read_remote_refs(text));
    CHECK(read_remote_refs(text).error().reason == "protocol");
  }
}

}  // namespace
}  // namespace keyhound
