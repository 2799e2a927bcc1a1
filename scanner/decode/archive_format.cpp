// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/archive_format.h"

#include <algorithm>
#include <utility>

#include "scanner/decode/little_endian.h"

namespace keyhound {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kTarHeader = 512;
constexpr std::size_t kChecksumAt = 148;
constexpr std::size_t kChecksumSize = 8;

// A tar header is known by the sum of its bytes, which every kind of tar has, old ones too
// (https://www.gnu.org/software/tar/manual/html_node/Standard.html).
bool is_tar_header(std::string_view text) {
  if (text.size() < kTarHeader || text[0] == '\0') return false;
  const std::string_view field = text.substr(kChecksumAt, kChecksumSize);
  std::uint32_t wanted = 0;
  bool has_digit = false;
  for (const char c : field) {
    if (c >= '0' && c <= '7') {
      wanted = wanted * 8 + static_cast<std::uint32_t>(c - '0');
      has_digit = true;
    } else if (c != ' ' && c != '\0') {
      return false;
    } else if (has_digit) {
      break;
    }
  }
  if (!has_digit) return false;
  std::uint32_t sum = kChecksumSize * ' ';  // the field itself counts as spaces
  for (std::size_t i = 0; i < kTarHeader; ++i) {
    if (i < kChecksumAt || i >= kChecksumAt + kChecksumSize)
      sum += static_cast<unsigned char>(text[i]);
  }
  return sum == wanted;
}

bool is_gzip(std::string_view text) {
  return text.size() >= 10 && text.starts_with("\x1F\x8B\x08"sv) &&
         (static_cast<unsigned char>(text[3]) & 0xE0U) == 0;
}

// The magic of a block, or of the end of an empty stream, follows the header.
bool is_bzip2(std::string_view text) {
  if (text.size() < 10 || !text.starts_with("BZh") || text[3] < '1' || text[3] > '9') return false;
  const std::string_view block = text.substr(4, 6);
  return block == "\x31\x41\x59\x26\x53\x59"sv || block == "\x17\x72\x45\x38\x50\x90"sv;
}

}  // namespace

std::string_view to_string(ArchiveFormat format) {
  switch (format) {
    case ArchiveFormat::kZip:
      return "zip";
    case ArchiveFormat::kTar:
      return "tar";
    case ArchiveFormat::kSevenZip:
      return "7z";
    case ArchiveFormat::kGzip:
      return "gzip";
    case ArchiveFormat::kBzip2:
      return "bzip2";
    case ArchiveFormat::kXz:
      return "xz";
    case ArchiveFormat::kZstd:
      return "zstd";
  }
  return "archive";
}

bool is_compressor(ArchiveFormat format) {
  return format != ArchiveFormat::kZip && format != ArchiveFormat::kTar &&
         format != ArchiveFormat::kSevenZip;
}

std::optional<ArchiveFormat> archive_format(std::string_view beginning) {
  for (const std::string_view magic :
       {"PK\3\4"sv, "PK\5\6"sv, "PK\7\x08PK\3\4"sv, "PK00PK\3\4"sv}) {
    if (beginning.starts_with(magic)) return ArchiveFormat::kZip;
  }
  if (beginning.starts_with("7z\xBC\xAF\x27\x1C"sv)) return ArchiveFormat::kSevenZip;
  if (beginning.starts_with("\xFD\x37zXZ\0"sv)) return ArchiveFormat::kXz;
  if (beginning.starts_with("\x28\xB5\x2F\xFD"sv)) return ArchiveFormat::kZstd;
  if (is_gzip(beginning)) return ArchiveFormat::kGzip;
  if (is_bzip2(beginning)) return ArchiveFormat::kBzip2;
  if (is_tar_header(beginning)) return ArchiveFormat::kTar;
  return std::nullopt;
}

bool is_zip_end(std::string_view end, std::uint64_t size) {
  if (end.size() < kArchiveTail) return false;
  end.remove_prefix(end.size() - kArchiveTail);
  if (!end.starts_with("PK\5\6"sv) || little_endian(end, 20, 2) != 0) return false;
  const std::uint64_t directory = little_endian(end, 12, 4);
  return directory > 0 && directory + little_endian(end, 16, 4) <= size - kArchiveTail;
}

std::optional<ArchiveFormat> archive_format_of(std::string_view text) {
  if (auto format = archive_format(text.substr(0, kArchiveSample))) return format;
  if (is_zip_end(text.substr(text.size() - std::min(text.size(), kArchiveTail)), text.size()))
    return ArchiveFormat::kZip;
  return std::nullopt;
}

std::string unpacked_name(std::string_view path) {
  std::string_view name = path.substr(path.find_last_of("/!") + 1);
  constexpr std::pair<std::string_view, std::string_view> kShort[] = {{".svgz", ".svg"},
                                                                      {".emz", ".emf"}};
  for (const auto& [packed, plain] : kShort) {
    if (name.size() > packed.size() && name.ends_with(packed))
      return std::string(name.substr(0, name.size() - packed.size())) + std::string(plain);
  }
  for (const std::string_view ending : {".gz"sv, ".bz2"sv, ".xz"sv, ".zst"sv, ".gzip"sv}) {
    if (name.size() > ending.size() && name.ends_with(ending))
      return std::string(name.substr(0, name.size() - ending.size()));
  }
  return "content";
}

}  // namespace keyhound
