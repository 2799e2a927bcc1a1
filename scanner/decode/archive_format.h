// SPDX-License-Identifier: Apache-2.0
// Which archive formats are opened, and how they are recognised: by content, never by name. Pure,
// thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace keyhound {

enum class ArchiveFormat { kZip, kTar, kSevenZip, kGzip, kBzip2, kXz, kZstd };

std::string_view to_string(ArchiveFormat format);  // "zip", ...

// Whether the format holds one text without a name.
bool is_compressor(ArchiveFormat format);

// Bytes at the beginning of a text that decide.
inline constexpr std::size_t kArchiveSample = 512;

std::optional<ArchiveFormat> archive_format(std::string_view beginning);

// Bytes at the end of a text that show a zip archive behind something else, such as a program that
// unpacks itself. REQUIRES: `end` are the last bytes of a text of `size` bytes.
inline constexpr std::size_t kArchiveTail = 22;
bool is_zip_end(std::string_view end, std::uint64_t size);

// The format of a text that is at hand as a whole.
std::optional<ArchiveFormat> archive_format_of(std::string_view text);

// What a compressed file is named without compression: "a.txt" of "x/a.txt.gz".
std::string unpacked_name(std::string_view path);

}  // namespace keyhound
