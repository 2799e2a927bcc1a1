// SPDX-License-Identifier: Apache-2.0
// The input of the fuzz targets that read packs: flags; with an index its size in two bytes and the
// index; the pack.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "scanner/git/object_hash.h"
#include "scanner/git/pack/pack_resolve.h"
#include "scanner/git/pack/pack_set.h"

namespace keyhound::testing {

inline constexpr PackScanLimits kFuzzLimits = {1U << 20U, 4U << 20U, 1U << 18U};

class PackInput {
 public:
  PackInput(const std::uint8_t* data, std::size_t size) {
    if (size < 3) return;
    const std::uint8_t flags = data[0];
    id_size_ = (flags & kIsWide) != 0 ? ObjectId::kSha256Size : ObjectId::kSha1Size;
    file_.assign(reinterpret_cast<const char*>(data) + 1, size - 1);
    if ((flags & kHasIndex) != 0) {
      index_ = file_.substr(2, data[1] * 256U + data[2]);
      file_.erase(0, 2 + index_.size());
    }
    if ((flags & kIsSealed) != 0) seal();
  }

  // Of one pack; views of this input.
  [[nodiscard]] PackSet open() {
    auto pack = std::make_unique<Pack>();
    std::vector<Diagnostic> diagnostics;
    is_hashed_ = !fit_pack(*pack, file_, std::string_view(index_), id_size_, diagnostics);
    if (is_hashed_) index_by_scan(*pack, id_size_, nullptr, kFuzzLimits, diagnostics);
    std::vector<std::unique_ptr<const Pack>> packs;
    packs.push_back(std::move(pack));
    return {std::move(packs), id_size_};
  }

  // The ids were made from the objects, and not taken from the index.
  [[nodiscard]] bool is_hashed() const { return is_hashed_; }

 private:
  static constexpr std::uint8_t kHasIndex = 1;
  static constexpr std::uint8_t kIsSealed = 2;
  static constexpr std::uint8_t kIsWide = 4;

  // The index names the pack's trailer, and its own is right: few inputs would get past the
  // checksums.
  void seal() {
    if (index_.size() < 2 * id_size_ || file_.size() < id_size_) return;
    index_.resize(index_.size() - 2 * id_size_);
    index_ += file_.substr(file_.size() - id_size_);
    index_ += hash_bytes(index_, id_size_);
  }

  std::size_t id_size_ = ObjectId::kSha1Size;
  std::string index_;
  std::string file_;
  bool is_hashed_ = false;
};

}  // namespace keyhound::testing
