// SPDX-License-Identifier: Apache-2.0
// The input is a delta, for a base of the size that it announces. Whatever it says, nothing outside
// base and result is touched, and `copied` tells the truth, in order and merged.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "scanner/base/check.h"
#include "scanner/git/pack/delta.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace keyhound;
  constexpr std::size_t kMost = 1U << 20U;
  static const std::vector<char> kBytes = [] {
    std::vector<char> bytes(kMost);
    for (std::size_t i = 0; i < kMost; ++i) bytes[i] = static_cast<char>(i * i * 7 / 1000);
    return bytes;
  }();
  const std::string_view delta(reinterpret_cast<const char*>(data), size);
  const Result<DeltaSizes> sizes = read_delta_sizes(delta);
  if (!sizes || sizes->base > kMost || sizes->result > kMost) return 0;
  // The base ends where its memory ends, so that a sanitizer sees what is read behind it.
  const std::string_view base(kBytes.data() + kMost - sizes->base, sizes->base);
  std::vector<char> out(sizes->result);
  std::vector<CopiedRange> copied = {{1, 2, 3}};
  if (!apply_delta(base, delta, out, copied)) return 0;
  const std::string_view result(out.data(), out.size());
  CopiedRange last;
  for (const CopiedRange& now : copied) {
    KEYHOUND_CHECK(now.size > 0 && now.end() <= result.size() && now.base_end() <= base.size());
    KEYHOUND_CHECK(result.substr(now.begin, now.size) == base.substr(now.base_begin, now.size));
    KEYHOUND_CHECK(now.begin >= last.end());
    if (last.size > 0 && now.begin == last.end()) KEYHOUND_CHECK(now.base_begin != last.base_end());
    last = now;
  }
  return 0;
}
