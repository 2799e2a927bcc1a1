// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/scan_state.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

FingerprintKey private_key(char digit) {
  auto key = FingerprintKey::parse("team:" + std::string(32, digit));
  REQUIRE(key);
  return *key;
}

ScanState small_state(const ScanFixture& fixture) {
  ScanState state;
  state.basis = state_basis(fixture.context(), ObjectId::kSha1Size);
  state.ids = std::string(20, 'i');
  state.bytes = {7};
  auto hits = fixture.scan(acme_token(1));
  REQUIRE(hits.size() == 1);
  state.hits = {{0, LocationPart::kContent, hits[0]}};
  return state;
}

}  // namespace

TEST_CASE("A state file is for its owner alone, and keeps the mode that it is given") {
  const ScanFixture fixture;
  const testing::TempDir dir;
  const std::string path = dir.str() + "/state";
  REQUIRE(write_state(path, small_state(fixture)));
  CHECK((fs::status(path).permissions() & fs::perms::all) ==
        (fs::perms::owner_read | fs::perms::owner_write));
  fs::permissions(path, fs::perms::group_read, fs::perm_options::add);
  REQUIRE(write_state(path, small_state(fixture)));
  CHECK((fs::status(path).permissions() & fs::perms::group_read) != fs::perms::none);
}

TEST_CASE("A state is read with the key id that fingerprints of this scan have") {
  const ScanFixture fixture(kSmallRules, private_key('a'));
  const testing::TempDir dir;
  const std::string path = dir.str() + "/state";
  REQUIRE(write_state(path, small_state(fixture)));
  const auto read =
      read_state(path, state_basis(fixture.context(), ObjectId::kSha1Size), fixture.context());
  REQUIRE(read);
  REQUIRE(*read);
  REQUIRE((*read)->hits.size() == 1);
  CHECK(describe(fixture, (*read)->hits[0].hit) ==
        describe(fixture, fixture.scan(acme_token(1))[0]));
}

TEST_CASE("A state file holds neither the secret nor the key, and none of another key is read") {
  const ScanFixture one(kSmallRules, private_key('a'));
  const ScanFixture other(kSmallRules, private_key('b'));
  const testing::TempDir dir;
  const std::string path = dir.str() + "/state";
  REQUIRE(write_state(path, small_state(one)));
  const std::string bytes = dir.read_file("state");
  CHECK(bytes.find(acme_token(1)) == std::string::npos);
  CHECK(bytes.find(std::string(16, '\xAA')) == std::string::npos);
  CHECK(bytes.find(std::string(32, 'a')) == std::string::npos);
  const auto read =
      read_state(path, state_basis(other.context(), ObjectId::kSha1Size), other.context());
  REQUIRE(read);
  CHECK_FALSE(*read);
}

TEST_CASE("No file and an empty one are no state; a folder is an error") {
  const ScanFixture fixture;
  const testing::TempDir dir;
  const auto missing = read_state(
      dir.str() + "/state", state_basis(fixture.context(), ObjectId::kSha1Size), fixture.context());
  REQUIRE(missing);
  CHECK_FALSE(*missing);
  dir.write_file("state", "");
  const auto empty = read_state(
      dir.str() + "/state", state_basis(fixture.context(), ObjectId::kSha1Size), fixture.context());
  REQUIRE(empty);
  CHECK_FALSE(*empty);
  CHECK_FALSE(read_state(dir.str(), state_basis(fixture.context(), ObjectId::kSha1Size),
                         fixture.context()));
  CHECK_FALSE(write_state(dir.str() + "/none/state", small_state(fixture)));
}

}  // namespace keyhound
