// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/trigger_guards.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "scanner/engine/trigger_split.h"
#include "tests/support/aligned_image.h"

namespace keyhound {
namespace {

// As print_regex() writes them.
const std::vector<std::string> kTriggers = {"token[a-z_]{0,24}\\x3d", "\\x20\\x2d[a-z]{0,9}token",
                                            "token", "AKIA[0-9]{2}"};

struct Guarded {
  Guarded() : heads(guard_triggers(kTriggers)), image(heads.image) {
    const Result<TriggerGuards> used = TriggerGuards::use(image.view());
    REQUIRE(used);
    guards = *used;
  }
  [[nodiscard]] std::uint32_t head(const std::string& pattern) const {
    const auto found = std::find(heads.heads.begin(), heads.heads.end(), pattern);
    REQUIRE(found != heads.heads.end());
    return static_cast<std::uint32_t>(found - heads.heads.begin());
  }
  [[nodiscard]] std::vector<TriggerHit> hits(const std::string& pattern, std::string_view text,
                                             std::size_t end, const SearchWindow& window) const {
    std::vector<TriggerHit> found;
    guards.add_hits(head(pattern), end, text, window, 100, found);
    return found;
  }

  GuardedHeads heads;
  testing::AlignedImage image;
  TriggerGuards guards;
};

using Hits = std::vector<TriggerHit>;

TEST_CASE("The triggers that begin with one word share one head") {
  const Guarded guarded;
  CHECK(guarded.heads.heads == std::vector<std::string>{"token", "AKIA[0-9]{2}"});
}

TEST_CASE("A head that was hit gives the hits of the triggers whose guards agree") {
  const Guarded guarded;
  const std::string text = " -my_token_x=1 -mytoken";
  const SearchWindow all{0, 0, text.size()};
  CHECK(guarded.hits("token", text, 10, all) == Hits{{100, 13}, {102, 10}});
  CHECK(guarded.hits("token", text, text.size(), all) ==
        Hits{{101, static_cast<std::uint32_t>(text.size())},
             {102, static_cast<std::uint32_t>(text.size())}});
  CHECK(guarded.hits("AKIA[0-9]{2}", text, 9, all) == Hits{{103, 9}});
}

TEST_CASE("Guards look at the bytes of the window alone, and hits end where they are wanted") {
  const Guarded guarded;
  const std::string text = " -atoken_x=1";
  CHECK(guarded.hits("token", text, 8, {0, 0, 10}) == Hits{{101, 8}, {102, 8}});  // '=' is outside
  CHECK(guarded.hits("token", text, 8, {0, 0, 11}) == Hits{{100, 11}, {101, 8}, {102, 8}});
  CHECK(guarded.hits("token", text, 8, {1, 0, 11}) == Hits{{100, 11}, {102, 8}});  // ' ' is
  CHECK(guarded.hits("token", text, 8, {0, 9, 12}) == Hits{{100, 11}});  // others end before
  CHECK(guarded.hits("token", text, 8, {0, 12, 12}).empty());
}

TEST_CASE("What a guard leaves out counts with its least width, and must have room") {
  const std::vector<std::string> triggers = {
      "token[0-9a-f\\x3a\\x3d]{0,60}(?:\\x3a|\\x3d)[0-9a-f]{60}"};
  const std::size_t unread = split_trigger(triggers[0]).front().unread;
  REQUIRE(unread > 0);
  const testing::AlignedImage image(guard_triggers(triggers).image);
  const Result<TriggerGuards> guards = TriggerGuards::use(image.view());
  REQUIRE(guards);
  const std::string text = "token:" + std::string(60, 'a');
  std::vector<TriggerHit> found;
  guards->add_hits(0, 5, text, {0, 0, text.size()}, 0, found);
  CHECK(found == Hits{{0, static_cast<std::uint32_t>(text.size())}});
  found.clear();
  guards->add_hits(0, 5, text, {0, 0, text.size() - 1}, 0, found);
  CHECK(found.empty());
}

TEST_CASE("What is no image of guards is refused") {
  const GuardedHeads heads = guard_triggers(kTriggers);
  const auto is_refused = [](std::string bytes) {
    const testing::AlignedImage image(bytes);
    const Result<TriggerGuards> used = TriggerGuards::use(image.view());
    return !used && used.error().kind == ErrorKind::kCorrupt;
  };
  CHECK(is_refused(""));
  CHECK(is_refused("no image at all"));
  CHECK(is_refused(heads.image.substr(0, 40)));
  std::string other = heads.image;
  other[0] = static_cast<char>(other[0] + 1);
  CHECK(is_refused(other));
  std::string disordered = heads.image;
  disordered[12] = '\x70';  // the first entry of the first head
  CHECK(is_refused(disordered));
  CHECK_FALSE(is_refused(heads.image));
}

}  // namespace
}  // namespace keyhound
