// SPDX-License-Identifier: Apache-2.0
// Damaged commits and trees, and objects under a false type: they are named, and hide no file.
#include <doctest/doctest.h>

#include "tests/support/packed_history.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

constexpr unsigned kVictim = 20;
constexpr unsigned kLast = kHistoryFiles - 1;

using IdOf = const std::string& (HandPackedRepo::*)(unsigned) const;

// A bit in the compressed data of the object.
PackDamage flipped(IdOf id_of) {
  return {"flipped", [=](HandPackedRepo& repo) {
            const std::string& id = (repo.*id_of)(kVictim);
            PackImage image = repo.pack.build();
            const PackedRow& row = image.row(id);
            image.flip_bit((row.offset + row.end) / 2, 3);
            write_pack(repo.objects(), image);
            return Loss{.named = {id}};
          }};
}

PackDamage retyped(IdOf id_of, PackedKind kind) {
  return {"as type " + std::to_string(static_cast<int>(kind)), [=](HandPackedRepo& repo) {
            const std::string& id = (repo.*id_of)(kVictim);
            repo.pack.object(id).kind = kind;
            repo.write();
            return Loss{.named = {id}};
          }};
}

PackDamage left_out(IdOf id_of) {
  return {"left out", [=](HandPackedRepo& repo) {
            const std::string id = (repo.*id_of)(kVictim);
            repo.pack.remove(id);
            repo.write();
            return Loss{.named = {id}};
          }};
}

}  // namespace

TEST_CASE("A damaged commit is named and hides no file") {
  check_damage(flipped(&HandPackedRepo::commit));
  check_damage(left_out(&HandPackedRepo::commit));
}

TEST_CASE("A damaged tree is named and hides no file") {
  check_damage(flipped(&HandPackedRepo::tree));
  check_damage(left_out(&HandPackedRepo::tree));
}

TEST_CASE("A commit or tree under a false type is named and hides no file") {
  for (const PackedKind kind : {PackedKind::kBlob, PackedKind::kTag, PackedKind::kTree}) {
    check_damage(retyped(&HandPackedRepo::commit, kind));
  }
  for (const PackedKind kind : {PackedKind::kBlob, PackedKind::kTag, PackedKind::kCommit}) {
    check_damage(retyped(&HandPackedRepo::tree, kind));
  }
}

TEST_CASE("A blob under a false type is named") {
  for (const PackedKind kind : {PackedKind::kCommit, PackedKind::kTree, PackedKind::kTag}) {
    check_damage({"as type " + std::to_string(static_cast<int>(kind)), [=](HandPackedRepo& repo) {
                    repo.pack.object(repo.blob(kVictim)).kind = kind;
                    repo.write();
                    return Loss{.files = {kVictim}, .named = {repo.blob(kVictim)}};
                  }});
  }
}

TEST_CASE("Tokens are found though the newest commit, or its tree, is damaged") {
  for (const IdOf id_of : {IdOf{&HandPackedRepo::commit}, IdOf{&HandPackedRepo::tree}}) {
    HandPackedRepo repo(true);
    const std::string& id = (repo.*id_of)(kLast);
    PackImage image = repo.pack.build();
    const PackedRow& row = image.row(id);
    image.flip_bit((row.offset + row.end) / 2, 3);
    write_pack(repo.objects(), image);
    const BoundedScan result = bounded_scan({repo.repo.path(), "--history-only"});
    check_named(result, 1, {.named = {id}});
    CHECK(result.report.count(kGithubRule) == kHistoryFiles);
  }
}

}  // namespace keyhound::testing
