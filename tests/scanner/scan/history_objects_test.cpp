// SPDX-License-Identifier: Apache-2.0
// What cannot be decoded where it stands first.
#include "scanner/scan/history_objects.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>

#include "scanner/git/repository.h"
#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/pack_builder.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kMemory = std::uint64_t{2}
                                  << 20;  // so that an object may take one megabyte

// The objects of a repository, scanned.
struct ScannedBlobs {
  ScannedBlobs(const ScanFixture& scan_fixture, const testing::GitRepoBuilder& builder)
      : fixture(scan_fixture),
        packs(PackSet::open((builder.git_dir() / "objects").string(), ObjectId::kSha1Size,
                            diagnostics)),
        objects(fixture.context(), request(), packs) {
    REQUIRE(objects.scan_messages());
    REQUIRE(objects.scan_blobs());
  }

  static const ScanRequest& request() {
    static const ScanRequest kRequest = [] {
      ScanRequest made;
      made.memory_limit = kMemory;
      return made;
    }();
    return kRequest;
  }

  // How often the token was found in the node that stands for the object `id`.
  [[nodiscard]] std::ptrdiff_t count(const std::string& id, const std::string& token) const {
    const auto print = fingerprint(FingerprintKey(), "acme", token).short_form();
    const NodeNumber node = objects.forest().find(*ObjectId::from_hex(id));
    return std::count_if(objects.blob_hits.begin(), objects.blob_hits.end(),
                         [&](const BlobHit& one) {
                           return one.node == node && one.hit->fingerprint.short_form() == print;
                         });
  }

  const ScanFixture& fixture;
  std::vector<Diagnostic> diagnostics;
  PackSet packs;
  HistoryObjects objects;
};

// A megabyte and a half between two tokens.
std::string large_text() {
  return acme_token(1) + "\n" + testing::random_text(1, 1'500'000, "some words.\n") + "\n" +
         acme_token(2);
}

std::filesystem::path objects_of(const testing::GitRepoBuilder& builder) {
  return builder.git_dir() / "objects";
}

}  // namespace

TEST_CASE("A blob too large to be held is scanned from the copy that is not damaged") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  const std::string id = builder.blob(large_text());
  testing::PackBuilder pack;
  REQUIRE(pack.add_blob(large_text()) == id);
  testing::PackImage image = pack.build();
  image.flip_bit(image.row(id).end - 1000, 3);
  image.seal();
  write_pack(objects_of(builder), image);
  const ScannedBlobs scanned(fixture, builder);
  CHECK(scanned.objects.forest().size() == 2);
  CHECK(scanned.objects.failed.empty());
  CHECK(scanned.count(id, acme_token(1)) == 1);
  CHECK(scanned.count(id, acme_token(2)) == 1);
  CHECK(scanned.objects.blob_hits.size() == 2);
}

TEST_CASE("Of a large blob that breaks off, what was read is kept and the damage is told") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  const std::string id = builder.blob(large_text());
  const auto file = builder.loose_object_path(id);
  const std::string bytes = testing::read_whole_file(file);
  std::filesystem::remove(file);
  testing::write_whole_file(file, std::string_view(bytes).substr(0, bytes.size() - 100));
  const ScannedBlobs scanned(fixture, builder);
  REQUIRE(scanned.objects.failed.size() == 1);
  CHECK(scanned.objects.failed[0].error.kind == ErrorKind::kCorrupt);
  CHECK(scanned.count(id, acme_token(1)) == 1);
  CHECK(scanned.count(id, acme_token(2)) == 0);
}

TEST_CASE("What derives from too large a blob is read from where it does not") {
  const ScanFixture fixture;
  testing::GitRepoBuilder builder;
  const std::string small = acme_token(3) + "\n";
  testing::PackBuilder pack;
  const std::string base = pack.add_blob(large_text());
  const std::string id = pack.add_blob(small);
  const std::string lost = pack.add_blob(acme_token(4));
  pack.store_as_delta(id, base, testing::PackedKind::kRefDelta);
  pack.store_as_delta(lost, base, testing::PackedKind::kRefDelta);
  write_pack(objects_of(builder), pack.build());
  std::filesystem::create_directories(builder.loose_object_path(id).parent_path());
  testing::GitRepoBuilder elsewhere;
  REQUIRE(elsewhere.blob(small) == id);
  std::filesystem::copy_file(elsewhere.loose_object_path(id), builder.loose_object_path(id));

  const ScannedBlobs scanned(fixture, builder);
  CHECK(scanned.count(base, acme_token(1)) == 1);
  CHECK(scanned.count(id, acme_token(3)) == 1);
  REQUIRE(scanned.objects.failed.size() == 1);
  const FailedObject& failed = scanned.objects.failed[0];
  CHECK(scanned.objects.forest().id(failed.node).hex() == lost);
  CHECK(failed.error.kind == ErrorKind::kLimit);
  CHECK(failed.error.message.find("--memory-limit") != std::string::npos);
}

TEST_CASE("A size that the stream cannot hold is no reason to raise a limit") {
  const ScanFixture fixture;
  for (const std::uint64_t announced : {kMemory / 2, std::uint64_t{200'000'000}}) {
    testing::GitRepoBuilder builder;
    testing::PackBuilder pack;
    const std::string id = pack.add_blob("small");
    pack.object(id).declared_size = announced;
    write_pack(objects_of(builder), pack.build());
    const ScannedBlobs scanned(fixture, builder);
    REQUIRE(scanned.objects.failed.size() == 1);
    CHECK(scanned.objects.failed[0].error.kind == ErrorKind::kCorrupt);
    CHECK(scanned.objects.failed[0].error.message.find("can hold") != std::string::npos);
  }
}

}  // namespace keyhound
