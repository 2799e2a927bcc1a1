// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes of a pack and its index, reading every object crashes nowhere and agrees with
// itself.
#include "scanner/base/check.h"
#include "scanner/git/pack/pack_reader.h"
#include "tests/fuzz/pack_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace keyhound;
  testing::PackInput input(data, size);
  const PackSet packs = input.open();
  const auto reader = make_pack_reader(packs, 1U << 16U);
  const std::uint64_t limit = testing::kFuzzLimits.object;
  for (const ObjectId& id : packs.all_ids()) {
    const auto header = reader->read_header(id);
    const auto object = reader->read(id, limit);
    if (!object) {
      KEYHOUND_CHECK(!input.is_hashed());
      continue;
    }
    KEYHOUND_CHECK(object->bytes.size() <= limit);
    if (input.is_hashed())
      KEYHOUND_CHECK(hash_object(object->type, object->bytes, packs.id_size()) == id);
    // Of several places the first may be good enough for one of the two only.
    if (header && !packs.find(id, 1))
      KEYHOUND_CHECK(header->type == object->type && header->size == object->bytes.size());
  }
  return 0;
}
