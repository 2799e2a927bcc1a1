// SPDX-License-Identifier: Apache-2.0
// Pack: one pack with its index, mapped. Whether the two fit each other is found out here.
// Immutable once opened, thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/mapped_file.h"
#include "scanner/base/result.h"
#include "scanner/git/pack/entry_order.h"
#include "scanner/git/pack/pack_index.h"
#include "scanner/model/diagnostic.h"

namespace keyhound {

// How much of a pack and its index is looked at before anything is read. Quick leaves out what
// takes time in proportion to the objects: checksum and order of the index, whether offsets fit. A
// reader stays safe then, and finds damage to an object by its zlib stream alone.
enum class PackChecks { kQuick, kThorough };

// `content` is the file without its trailing checksum. Every offset of `index` is inside it, behind
// the header, and no two are the same.
struct Pack {
  std::string path;  // of the .pack file
  MappedFile file;
  MappedFile index_file;
  PackIndex index;
  std::string_view content;
  std::string checksum;               // raw bytes of the trailer
  std::uint32_t announced_count = 0;  // objects, by the pack's header
  bool is_promisor = false;           // objects that it refers to may be left with a remote
  PackChecks checks = PackChecks::kThorough;

  // The entries in the order of the pack, made when first asked for. Thread-safe.
  [[nodiscard]] const EntryOrder& order() const;
  // Keeps the order of `index` where it is known, so that it is not made again.
  void keep_order(EntryOrder order);

 private:
  mutable std::unique_ptr<std::once_flag> once_ = std::make_unique<std::once_flag>();
  mutable EntryOrder order_;
};

// Maps the pack at `path` with `checks` and, where there is one, the index beside it, and calls
// fit_pack(). Null, with a diagnostic, when the pack cannot be read at all. `is_fit` is what
// fit_pack() says.
std::unique_ptr<Pack> open_pack(const std::string& path, std::size_t id_size, PackChecks checks,
                                bool& is_fit, std::vector<Diagnostic>& diagnostics);

// Sets everything but the files from the bytes of both, which must outlive the pack. False: the
// index is missing, damaged or does not fit, and another must be made (pack_scan.h); `index` is
// empty then. What is wrong is in `diagnostics`: "corrupt-pack", "corrupt-index". A pack that is
// cut short keeps the objects that it still holds.
bool fit_pack(Pack& pack, std::string_view file, const Result<std::string_view>& index_file,
              std::size_t id_size, std::vector<Diagnostic>& diagnostics);

}  // namespace keyhound
