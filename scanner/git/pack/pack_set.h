// SPDX-License-Identifier: Apache-2.0
// PackSet: where the objects of a repository and its alternates are stored: packs, mapped, and
// directories of loose objects. Movable, immutable, thread-safe; share one among the readers of a
// scan. Files of multi-pack-index are not needed and not read.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/git/object_id.h"
#include "scanner/git/pack/pack_file.h"
#include "scanner/git/repository.h"
#include "scanner/model/diagnostic.h"

namespace keyhound {

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
  // the pack from its beginning; what cannot be read in that way is a diagnostic too. Packs that
  // are sound come first, each directory's in the order of their names.
  static PackSet open(const Repository& repository, std::vector<Diagnostic>& diagnostics,
                      PackChecks checks = PackChecks::kThorough);
  // The same for an objects directory.
  static PackSet open(const std::string& objects_dir, std::size_t id_size,
                      std::vector<Diagnostic>& diagnostics,
                      PackChecks checks = PackChecks::kThorough);

  // Of packs that are at hand, without loose objects.
  PackSet(std::vector<std::unique_ptr<const Pack>> packs, std::size_t id_size);

  [[nodiscard]] const std::vector<std::unique_ptr<const Pack>>& packs() const { return packs_; }
  [[nodiscard]] const std::vector<std::string>& loose_directories() const { return directories_; }
  [[nodiscard]] std::size_t id_size() const { return id_size_; }

  // Packs first, in order, then loose directories; none when no place holds the object. A pack may
  // hold it twice. `skip` leaves out that many of its places, for an object that is damaged in the
  // first.
  [[nodiscard]] std::optional<ObjectPlace> find(const ObjectId& id, std::size_t skip = 0) const;

  // Every stored id, sorted, each once.
  [[nodiscard]] std::vector<ObjectId> all_ids() const;

 private:
  std::vector<std::unique_ptr<const Pack>> packs_;
  std::vector<std::string> directories_;
  std::size_t id_size_ = ObjectId::kSha1Size;
};

}  // namespace keyhound
