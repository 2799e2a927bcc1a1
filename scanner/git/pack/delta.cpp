// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/delta.h"

#include <bit>
#include <cstring>
#include <limits>

namespace keyhound {
namespace {

using Byte = unsigned char;

constexpr std::size_t kZeroMeans = 0x10000;  // a copy of size 0
constexpr std::size_t kMostArguments = 7;    // bytes behind the code of a copy

tl::unexpected<Error> corrupt(const char* reason) { return fail(ErrorKind::kCorrupt, reason); }

// What is left of a delta.
struct Cursor {
  explicit Cursor(std::string_view bytes)
      : next(reinterpret_cast<const Byte*>(bytes.data())), end(next + bytes.size()) {}

  [[nodiscard]] std::size_t left() const { return static_cast<std::size_t>(end - next); }

  const Byte* next;
  const Byte* end;
};

// Seven bits a byte, the lowest first.
Result<std::uint64_t> read_size(Cursor& delta) {
  std::uint64_t size = 0;
  bool has_more = true;
  for (unsigned shift = 0; has_more; shift += 7) {
    if (delta.left() == 0) return corrupt("the delta breaks off in its sizes");
    const std::uint64_t byte = *delta.next++;
    const std::uint64_t bits = byte & 0x7FU;
    if (shift > 63 || bits > std::numeric_limits<std::uint64_t>::max() >> shift)
      return corrupt("a size of the delta needs more than 64 bits");
    size |= bits << shift;
    has_more = (byte & 0x80U) != 0;
  }
  return size;
}

Result<DeltaSizes> read_sizes(Cursor& delta) {
  DeltaSizes sizes;
  KEYHOUND_TRY(sizes.base, read_size(delta));
  KEYHOUND_TRY(sizes.result, read_size(delta));
  return sizes;
}

struct Copy {
  std::size_t offset = 0;
  std::size_t size = 0;
};

// The arguments of a copy: bit i of `code` says whether byte i is there; four of the offset, three
// of the size. REQUIRES: as many bytes are left as the code has such bits.
Copy read_copy(unsigned code, Cursor& delta) {
  const Byte* next = delta.next;
  Copy copy;
  if ((code & 0x01U) != 0) copy.offset = *next++;
  if ((code & 0x02U) != 0) copy.offset |= static_cast<std::size_t>(*next++) << 8U;
  if ((code & 0x04U) != 0) copy.offset |= static_cast<std::size_t>(*next++) << 16U;
  if ((code & 0x08U) != 0) copy.offset |= static_cast<std::size_t>(*next++) << 24U;
  if ((code & 0x10U) != 0) copy.size = *next++;
  if ((code & 0x20U) != 0) copy.size |= static_cast<std::size_t>(*next++) << 8U;
  if ((code & 0x40U) != 0) copy.size |= static_cast<std::size_t>(*next++) << 16U;
  if (copy.size == 0) copy.size = kZeroMeans;
  delta.next = next;
  return copy;
}

// A long range comes as several copies of up to 64 KiB that continue each other.
void add_range(std::size_t begin, const Copy& copy, std::vector<CopiedRange>& copied) {
  if (!copied.empty() && copied.back().end() == begin && copied.back().base_end() == copy.offset) {
    copied.back().size += copy.size;
  } else {
    copied.push_back({begin, copy.offset, copy.size});
  }
}

Status run(Cursor delta, std::string_view base, std::span<char> out,
           std::vector<CopiedRange>& copied) {
  std::size_t done = 0;
  while (delta.left() > 0) {
    const unsigned code = *delta.next++;
    if ((code & 0x80U) != 0) {
      if (delta.left() < kMostArguments &&
          delta.left() < static_cast<std::size_t>(std::popcount(code & 0x7FU)))
        return corrupt("the delta breaks off in a copy");
      const Copy copy = read_copy(code, delta);
      if (copy.offset > base.size() || copy.size > base.size() - copy.offset)
        return corrupt("the delta copies from behind the end of its base");
      if (copy.size > out.size() - done) return corrupt("the delta makes more than it announces");
      std::memcpy(out.data() + done, base.data() + copy.offset, copy.size);
      add_range(done, copy, copied);
      done += copy.size;
    } else {
      if (code == 0) return corrupt("the delta has an instruction that git does not know");
      if (delta.left() < code) return corrupt("the delta breaks off in an insertion");
      if (code > out.size() - done) return corrupt("the delta makes more than it announces");
      std::memcpy(out.data() + done, delta.next, code);
      delta.next += code;
      done += code;
    }
  }
  if (done != out.size()) return corrupt("the delta makes less than it announces");
  return {};
}

}  // namespace

Result<DeltaSizes> read_delta_sizes(std::string_view delta) {
  Cursor cursor(delta);
  return read_sizes(cursor);
}

Status apply_delta(std::string_view base, std::string_view delta, std::span<char> out,
                   std::vector<CopiedRange>& copied) {
  copied.clear();
  Cursor cursor(delta);
  KEYHOUND_TRY(const DeltaSizes sizes, read_sizes(cursor));
  if (sizes.base != base.size()) return corrupt("the delta is for a base of another size");
  if (sizes.result != out.size()) return corrupt("the delta makes a result of another size");
  return run(cursor, base, out, copied);
}

}  // namespace keyhound
