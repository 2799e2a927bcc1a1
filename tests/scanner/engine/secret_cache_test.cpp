// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/secret_cache.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "scanner/engine/confirm.h"

namespace keyhound {
namespace {

constexpr SecretPlace kPlace{3, 9};

TEST_CASE("What was kept for a match is found for the same bytes of the same rule alone") {
  SecretCache cache;
  const MatchBytes match{7, "x key=value;", false, false};
  CHECK_FALSE(cache.find(match));
  cache.keep(match, kPlace);
  REQUIRE(cache.find(match));
  CHECK(*cache.find(match) == kPlace);
  CHECK_FALSE(cache.find({8, "x key=value;", false, false}));
  CHECK_FALSE(cache.find({7, "x key=value,", false, false}));
  CHECK_FALSE(cache.find({7, "x key=value;", true, false}));
  CHECK_FALSE(cache.find({7, "x key=value;", false, true}));
}

TEST_CASE("A match that is too long for the cache, or has no byte, is not kept") {
  SecretCache cache;
  const std::string longest(SecretCache::kMaxBytes, 'a');
  cache.keep({1, longest, false, false}, kPlace);
  CHECK(cache.find({1, longest, false, false}));
  cache.keep({1, longest + 'a', false, false}, kPlace);
  CHECK_FALSE(cache.find({1, longest + 'a', false, false}));
  cache.keep({1, "", true, true}, kPlace);
  CHECK_FALSE(cache.find({1, "", true, true}));
}

TEST_CASE("However many matches are kept, the cache answers for what it holds only") {
  SecretCache cache;
  for (std::uint32_t rule = 0; rule < 10000; ++rule) {
    const std::string bytes = "k" + std::to_string(rule);
    cache.keep({rule, bytes, false, false}, {1, static_cast<std::uint8_t>(rule % 50)});
    REQUIRE(cache.find({rule, bytes, false, false})->end == rule % 50);
  }
}

// The secret of each match of `regex` in `text`, with a cache that is used for all texts.
std::vector<std::string> secrets_in(const CompiledRule& rule, std::string_view text,
                                    SecretCache& cache) {
  std::vector<Match> matches;
  confirm_everywhere(rule, 0, text, cache, matches);
  std::vector<std::string> secrets;
  for (const Match& match : matches) secrets.emplace_back(secret_of(text, match));
  return secrets;
}

TEST_CASE("Where the same bytes hold another secret between other neighbours, it is found") {
  Rule rule;
  rule.id = "r";
  rule.regex =
      R"(k=(?:(ab)\B|a(b)\b|(b)))";  // which group takes part is for the byte behind to say
  const auto compiled = CompiledRule::create(rule);
  REQUIRE(compiled);
  SecretCache cache;
  using Secrets = std::vector<std::string>;
  for (int pass = 0; pass < 2; ++pass) {
    CHECK(secrets_in(**compiled, "k=ab;", cache) == Secrets{"b"});
    CHECK(secrets_in(**compiled, "k=abc", cache) == Secrets{"ab"});
    CHECK(secrets_in(**compiled, "k=ab", cache) == Secrets{"b"});
    CHECK(secrets_in(**compiled, "k=ab k=abc k=b", cache) == Secrets{"b", "ab", "b"});
  }
}

}  // namespace
}  // namespace keyhound
