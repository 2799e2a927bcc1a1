// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes of a pack and its index, nothing crashes, and what is read agrees with itself.
// Input: flags; with an index its size in two bytes and the index; the pack.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "scanner/base/check.h"
#include "scanner/git/object_hash.h"
#include "scanner/git/pack/pack_reader.h"
#include "scanner/git/pack/pack_resolve.h"
#include "scanner/git/pack/pack_set.h"

namespace {

using namespace keyhound;

constexpr PackScanLimits kLimits = {1U << 20U, 4U << 20U, 1U << 18U};
constexpr std::uint8_t kHasIndex = 1;
constexpr std::uint8_t kIsSealed =
    2;  // checksums are made right, or few inputs would get past them
constexpr std::uint8_t kIsWide = 4;

// The index names the pack's trailer, and its own is right.
void seal(std::string& index, const std::string& pack, std::size_t id_size) {
  if (index.size() < 2 * id_size || pack.size() < id_size) return;
  index.resize(index.size() - 2 * id_size);
  index += pack.substr(pack.size() - id_size);
  index += hash_bytes(index, id_size);
}

void read_all(const PackSet& packs, bool is_hashed) {
  const auto reader = make_pack_reader(packs, 1U << 16U);
  for (const ObjectId& id : packs.all_ids()) {
    const auto header = reader->read_header(id);
    const auto object = reader->read(id, kLimits.object);
    if (!object) {
      KEYHOUND_CHECK(!is_hashed);
      continue;
    }
    KEYHOUND_CHECK(object->bytes.size() <= kLimits.object);
    KEYHOUND_CHECK(!is_hashed || hash_object(object->type, object->bytes, packs.id_size()) == id);
    // Of several places the first may be good enough for one of the two only.
    if (header && !packs.find(id, 1)) {
      KEYHOUND_CHECK(header->type == object->type && header->size == object->bytes.size());
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 3) return 0;
  const std::uint8_t flags = data[0];
  const std::string rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::size_t id_size = (flags & kIsWide) != 0 ? ObjectId::kSha256Size : ObjectId::kSha1Size;
  const bool has_index = (flags & kHasIndex) != 0;
  const std::size_t index_size = has_index ? data[1] * 256U + data[2] : 0;
  if (has_index && rest.size() < 2 + index_size) return 0;
  std::string index = has_index ? rest.substr(2, index_size) : std::string();
  const std::string file = has_index ? rest.substr(2 + index_size) : rest;
  if ((flags & kIsSealed) != 0) seal(index, file, id_size);

  auto pack = std::make_unique<Pack>();
  std::vector<Diagnostic> diagnostics;
  const bool is_fit = fit_pack(*pack, file, std::string_view(index), id_size, diagnostics);
  if (!is_fit) index_by_scan(*pack, id_size, nullptr, kLimits, diagnostics);
  std::vector<std::unique_ptr<const Pack>> packs;
  packs.push_back(std::move(pack));
  read_all(PackSet(std::move(packs), id_size), !is_fit);
  return 0;
}
