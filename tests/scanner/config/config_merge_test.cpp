// SPDX-License-Identifier: Apache-2.0
#include "scanner/config/config_merge.h"

#include <doctest/doctest.h>

#include "scanner/config/config_reader.h"

namespace keyhound {
namespace {

Configuration read(std::string_view toml) {
  return parse_configuration(toml, "k.toml")->configuration;
}

std::string joined(const ConfiguredTexts& texts) {
  std::string all;
  for (const ConfiguredText& text : texts) all += text.value + ' ';
  return all;
}

}  // namespace

TEST_CASE("Lists append, and single values of the nearer file win") {
  Configuration merged = read(
      "[rules]\ndisable = ['a']\nseverity = {x = 'low', y = 'low'}\ndefaults = false\n"
      "[scan]\nfail_on = 'high'\nstrict = true\n[[allowlists]]\npaths = ['far']\n"
      "[policies]\nregistry = ['far.yaml']\n[output]\nfiles = ['json=far']\n");
  merge_configuration(read("[rules]\ndisable = ['b']\nseverity = {y = 'high'}\n"
                           "[scan]\nfail_on = 'low'\n[[allowlists]]\npaths = ['near']\n"
                           "[policies]\nregistry = ['near.yaml']\n[output]\nfiles = ['json=near']"),
                      merged);
  CHECK(joined(merged.disabled) == "a b ");
  CHECK(merged.severities.at("x").value == "low");
  CHECK(merged.severities.at("y").value == "high");
  CHECK_FALSE(merged.default_rules->value);
  CHECK(merged.fail_on->value == "low");
  CHECK(merged.strict->value);
  REQUIRE(merged.allowlists.size() == 2);
  CHECK(joined(merged.allowlists[1].paths) == "near ");
  CHECK(joined(merged.registries) == "far.yaml near.yaml ");
  CHECK(joined(merged.outputs) == "json=far json=near ");
}

TEST_CASE("What a nearer file enables is no longer disabled, and the other way round") {
  Configuration merged = read("[rules]\ndisable = ['a', 'b']\nenable = ['c']");
  merge_configuration(read("[rules]\ndisable = ['c']\nenable = ['a']"), merged);
  CHECK(joined(merged.disabled) == "b c ");
  CHECK(joined(merged.enabled) == "a ");
}

}  // namespace keyhound
