// SPDX-License-Identifier: Apache-2.0
// Small packs that claim or become gigabytes: memory and time stay bounded, the object is named,
// every other one is scanned.
#include <doctest/doctest.h>

#include "tests/support/git_hash.h"
#include "tests/support/packed_chain.h"
#include "tests/support/packed_history.h"
#include "tests/support/tokens.h"
#include "tests/support/zlib_stream.h"

namespace keyhound::testing {

namespace {

constexpr unsigned kVictim = 20;
constexpr unsigned kBase = 19;
constexpr uint64_t kTebibyte = uint64_t{1} << 40;
constexpr uint64_t kFourGigabytes = uint64_t{1} << 32;
constexpr uint64_t kMegabyte = 1'000'000;

void check_object(const std::string& name,
                  const std::function<void(HandPackedRepo&, PackedObject&)>& change) {
  check_damage({name, [&](HandPackedRepo& repo) {
                  const std::string& id = repo.blob(kVictim);
                  change(repo, repo.pack.object(id));
                  repo.write();
                  return Loss{.files = {kVictim}, .named = {id}};
                }});
}

void check_declared(const std::string& name, uint64_t size) {
  check_object(name, [=](HandPackedRepo&, PackedObject& object) { object.declared_size = size; });
}

// The victim as a delta of a whole blob that is made of `base_size` letters.
void make_delta_of_letters(HandPackedRepo& repo, uint64_t base_size, std::string delta) {
  PackedObject base;
  base.id = std::string(39, 'c') + "d";
  base.stream = zlib_bomb("", 'x', base_size);
  base.declared_size = base_size;
  repo.pack.add(base);
  PackedObject& object = repo.pack.object(repo.blob(kVictim));
  object.kind = PackedKind::kRefDelta;
  object.base_id = base.id;
  object.content = std::move(delta);
}

// About 10 KB of copies.
std::string copies_of(uint64_t base_size, uint64_t result_size) {
  DeltaWriter delta(base_size, result_size);
  for (uint64_t left = result_size; left > 0;) {
    const uint64_t part = std::min(left, base_size);
    delta.copy(0, static_cast<uint32_t>(part));
    left -= part;
  }
  return delta.bytes();
}

// A blob of a token and `count` letters, whose id is not hashed out: it names no content.
PackedObject large_blob(unsigned number, uint64_t count) {
  const std::string prefix = "token = " + github_pat(number) + "\n";
  PackedObject object;
  object.id = git_object_id("sha1", "blob", prefix);
  object.stream = zlib_bomb(prefix, 'x', count);
  object.declared_size = prefix.size() + count;
  return object;
}

// Scanned or refused, but never over the bounds and never passed over in silence.
void check_told(const GitRepoBuilder& repo, const std::vector<std::string>& ids) {
  for (const std::string threads : {"1", "2"}) {
    CAPTURE(threads);
    const BoundedScan result = bounded_scan({repo.path(), "--history-only", "--threads", threads});
    INFO(result.run.describe());
    check_bounds(result);
    CHECK((result.run.exit_code == 1 || result.run.exit_code == 3));
    for (const std::string& id : ids) {
      const bool is_named = result.report.diagnoses(id.substr(0, 10));
      const bool is_found = result.run.out.find("\"blob\":\"" + id) != std::string::npos;
      CHECK_MESSAGE((is_named || is_found), "nothing is said of ", id);
    }
  }
}

}  // namespace

TEST_CASE("A size of a tebibyte and more is refused before memory is asked for") {
  check_declared("2^40", kTebibyte);
  check_declared("2^62", uint64_t{1} << 62);
  check_declared("2^64 - 1", UINT64_MAX);
  for (const uint64_t size : {kTebibyte, UINT64_MAX, UINT64_MAX / 2 + 1}) {
    CAPTURE(size);
    check_object("the delta itself", [=](HandPackedRepo& repo, PackedObject& object) {
      object.kind = PackedKind::kRefDelta;
      object.base_id = repo.blob(kBase);
      object.content = make_delta(repo.text(kBase), repo.text(kVictim));
      object.declared_size = size;
    });
    check_object("the delta's result", [=](HandPackedRepo& repo, PackedObject& object) {
      object.kind = PackedKind::kRefDelta;
      object.base_id = repo.blob(kBase);
      object.content = DeltaWriter(repo.text(kBase).size(), size).copy(0, 100).bytes();
    });
    check_object("the delta's base", [=](HandPackedRepo& repo, PackedObject& object) {
      object.kind = PackedKind::kRefDelta;
      object.base_id = repo.blob(kBase);
      object.content = DeltaWriter(size, 100).copy(0, 100).bytes();
    });
  }
}

TEST_CASE("A size that is not that of the content costs the object alone") {
  const size_t size = history_text(kVictim, true).size();
  for (const size_t wrong : {size_t{0}, size - 1, size + 100, size_t{100'000'000}}) {
    check_declared(std::to_string(wrong), wrong);
  }
}

TEST_CASE("A stream of four megabytes that becomes four gigabytes is refused") {
  const std::string stream = zlib_bomb("", '\0', kFourGigabytes);
  REQUIRE(stream.size() < 5 * kMegabyte);
  check_object("with its true size", [&](HandPackedRepo&, PackedObject& object) {
    object.stream = stream;
    object.declared_size = kFourGigabytes;
  });
  check_object("with a false size", [&](HandPackedRepo&, PackedObject& object) {
    object.stream = stream;
    object.declared_size = 1000;
  });
  check_object("as a delta", [&](HandPackedRepo& repo, PackedObject& object) {
    object.kind = PackedKind::kRefDelta;
    object.base_id = repo.blob(kBase);
    object.stream = stream;
    object.declared_size = kFourGigabytes;
  });
}

TEST_CASE("Ten kilobytes of copies that become four gigabytes are refused") {
  const uint64_t base = 2 * kMegabyte;
  const std::string delta = copies_of(base, kFourGigabytes);
  REQUIRE(delta.size() < 12'000);
  check_object("with its true size", [&](HandPackedRepo& repo, PackedObject&) {
    make_delta_of_letters(repo, base, delta);
  });
  check_object("with a false size", [&](HandPackedRepo& repo, PackedObject&) {
    make_delta_of_letters(repo, base,
                          DeltaWriter(base, 1000).bytes() +
                              delta.substr(DeltaWriter(base, kFourGigabytes).bytes().size()));
  });
}

TEST_CASE("Large objects beside each other stay below the limit of memory") {
  GitRepoBuilder repo(GitRepoBuilder::Kind::kBare);
  PackBuilder pack;
  std::vector<std::pair<std::string, std::string>> files;
  std::vector<std::string> ids;
  for (unsigned i = 0; i < 8; ++i) {
    PackedObject object = large_blob(600 + i, 200 * kMegabyte);
    ids.push_back(object.id);
    files.emplace_back("big" + std::to_string(i), object.id);
    pack.add(std::move(object));
  }
  commit_files_of(repo, pack, files);
  write_pack(repo.git_dir() / "objects", pack.build());
  check_told(repo, ids);
}

TEST_CASE("A chain of large objects stays below the limit of memory") {
  GitRepoBuilder repo(GitRepoBuilder::Kind::kBare);
  PackBuilder pack;
  const uint64_t letters = 30 * kMegabyte;
  PackedObject object = large_blob(620, letters);
  uint64_t size = *object.declared_size;
  std::vector<std::string> ids = {object.id};
  std::vector<std::pair<std::string, std::string>> files = {{"chain00", object.id}};
  pack.add(object);
  for (unsigned i = 10; i < 30; ++i) {
    const std::string line = "token = " + github_pat(620 + i) + "\n";
    DeltaWriter delta(size, size + line.size());
    delta.insert(line);
    for (uint64_t at = 0; at < size; at += 10 * kMegabyte) {
      const uint64_t part = std::min(size - at, 10 * kMegabyte);
      delta.copy(static_cast<uint32_t>(at), static_cast<uint32_t>(part));
    }
    size += line.size();
    PackedObject next;
    next.id = git_object_id("sha1", "blob", line);
    next.kind = PackedKind::kRefDelta;
    next.content = delta.bytes();
    next.base_id = ids.back();
    ids.push_back(next.id);
    files.emplace_back("chain" + std::to_string(i), next.id);
    pack.add(std::move(next));
  }
  commit_files_of(repo, pack, files);
  write_pack(repo.git_dir() / "objects", pack.build());
  check_told(repo, ids);
}

}  // namespace keyhound::testing
