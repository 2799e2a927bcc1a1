// SPDX-License-Identifier: Apache-2.0
// PackSet: where the objects of a repository and its alternates are stored: packs, mapped, and
// directories of loose objects. Immutable, thread-safe; share one among the readers of a scan.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/mapped_file.h"
#include "scanner/git/object_id.h"
#include "scanner/git/pack/pack_index.h"
#include "scanner/git/repository.h"
#include "scanner/model/diagnostic.h"

namespace keyhound {

// One pack. `content` is the file without its trailing checksum.
struct Pack {
  std::string path;  // of the .pack file
  MappedFile file;
  MappedFile index_file;
  PackIndex index;
  std::string_view content;
  std::string checksum;      // raw bytes of the trailer
  bool is_promisor = false;  // objects that it refers to may be left with a remote
};

// Where an object is stored first.
struct ObjectPlace {
  static constexpr std::uint32_t kLoose = UINT32_MAX;
  std::uint32_t pack = kLoose;  // index into PackSet::packs(), or kLoose
  std::uint32_t directory = 0;  // kLoose: index into PackSet::loose_directories()
  std::uint64_t offset = 0;     // in the pack
};

class PackSet {
 public:
  // Opens every pack of the repository and its alternates. What is wrong with one is in
  // `diagnostics` ("corrupt-pack", "corrupt-index"; the subject is the file). An index that is
  // damaged, or does not fit its pack (counts, checksums, offsets outside), is made anew by reading
  // the pack from its beginning; what cannot be read in that way is a diagnostic too.
  static PackSet open(const Repository& repository, std::vector<Diagnostic>& diagnostics);

  [[nodiscard]] const std::vector<std::unique_ptr<const Pack>>& packs() const { return packs_; }
  [[nodiscard]] const std::vector<std::string>& loose_directories() const { return directories_; }
  [[nodiscard]] std::size_t id_size() const { return id_size_; }

  // Packs first, in order, then loose directories; none when no place holds the object. `skip`
  // leaves out that many of its places, for an object that is damaged in the first.
  [[nodiscard]] std::optional<ObjectPlace> find(const ObjectId& id, std::size_t skip = 0) const;

  // Every stored id, sorted, each once.
  [[nodiscard]] std::vector<ObjectId> all_ids() const;

 private:
  std::vector<std::unique_ptr<const Pack>> packs_;
  std::vector<std::string> directories_;
  std::size_t id_size_ = ObjectId::kSha1Size;
};

}  // namespace keyhound
