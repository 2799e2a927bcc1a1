// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/inflater.h"

#include "scanner/base/check.h"

namespace keyhound {

Inflater::Inflater()
    : own_codes_(libdeflate_alloc_decompressor()), fixed_codes_(libdeflate_alloc_decompressor()) {
  KEYHOUND_CHECK(own_codes_ != nullptr && fixed_codes_ != nullptr);
}

// A decompressor keeps the tables of the code that it used last. Most deltas are short and use the
// fixed code, for which it would build them anew after each object with a code of its own.
// Format: https://www.rfc-editor.org/rfc/rfc1951#section-3.2.3, behind two bytes of zlib.
libdeflate_decompressor* Inflater::decompressor_for(std::string_view stream) const {
  constexpr std::size_t kFirstBlock = 2;
  constexpr unsigned kFixed = 1;
  if (stream.size() <= kFirstBlock) return own_codes_.get();
  const unsigned type = (static_cast<unsigned char>(stream[kFirstBlock]) >> 1U) & 3U;
  return type == kFixed ? fixed_codes_.get() : own_codes_.get();
}

Result<std::size_t> Inflater::inflate(std::string_view stream, std::span<char> out) {
  char nothing = 0;  // an empty span may be null, which libdeflate does not promise to accept
  std::size_t taken = 0;
  // Without a place for the size of what was written, libdeflate wants `out` full.
  switch (libdeflate_zlib_decompress_ex(decompressor_for(stream), stream.data(), stream.size(),
                                        out.empty() ? &nothing : out.data(), out.size(), &taken,
                                        nullptr)) {
    case LIBDEFLATE_SUCCESS:
      return taken;
    case LIBDEFLATE_SHORT_OUTPUT:
      return fail(ErrorKind::kCorrupt, "the zlib stream is shorter than announced");
    case LIBDEFLATE_INSUFFICIENT_SPACE:
      return fail(ErrorKind::kCorrupt, "the zlib stream is longer than announced");
    default:
      return fail(ErrorKind::kCorrupt, "the zlib stream is damaged or cut short");
  }
}

}  // namespace keyhound
