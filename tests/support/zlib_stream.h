// SPDX-License-Identifier: Apache-2.0
// Zlib streams written bit by bit (RFC 1950, RFC 1951), so that a test can make what no compressor
// makes: a stream of a few megabytes that expands to gigabytes, without ever holding those.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace keyhound::testing {

// `bytes` in fixed Huffman codes.
std::string zlib_stream(std::string_view bytes);
// `prefix`, then `count` times the letter 'x' or a zero byte: 1,032 bytes in each byte of stream.
// REQUIRES: count > 0.
std::string zlib_bomb(std::string_view prefix, char fill, uint64_t count);

}  // namespace keyhound::testing
