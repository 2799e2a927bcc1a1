// SPDX-License-Identifier: Apache-2.0
#include "tests/support/archive_builder.h"

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <cstdio>
#include <cstring>
#include <stdexcept>

#include "tests/support/zlib_stream.h"

namespace keyhound::testing {

namespace {

constexpr std::size_t kTarBlock = 512;

void check(struct archive* writer, int status) {
  if (status < ARCHIVE_WARN) throw std::runtime_error(archive_error_string(writer));
}

la_ssize_t append(struct archive* /*writer*/, void* data, const void* buffer, size_t size) {
  static_cast<std::string*>(data)->append(static_cast<const char*>(buffer), size);
  return static_cast<la_ssize_t>(size);
}

std::string little_endian(uint64_t number, int count) {
  std::string bytes;
  for (int i = 0; i < count; ++i) bytes += i < 8 ? static_cast<char>(number >> (8 * i)) : '\0';
  return bytes;
}

uint32_t crc32(std::string_view bytes) {
  uint32_t crc = 0xFFFFFFFF;
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned char>(byte);
    for (int i = 0; i < 8; ++i) crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
  }
  return ~crc;
}

// The deflate stream inside a zlib stream.
std::string deflate_zeros(std::string_view prefix, uint32_t count) {
  const std::string stream = zlib_bomb(prefix, '\0', count);
  return stream.substr(2, stream.size() - 6);
}

std::string local_header(const ZipEntry& entry, size_t packed_size) {
  const uint32_t crc = entry.method == 0 ? crc32(entry.data) : 0;
  return "PK\3\4" + little_endian(20, 2) + little_endian(entry.flags, 2) +
         little_endian(entry.method, 2) + little_endian(0, 4) + little_endian(crc, 4) +
         little_endian(packed_size, 4) + little_endian(entry.size, 4) +
         little_endian(entry.path.size(), 2) + little_endian(0, 2) + entry.path;
}

std::string listed(const ZipEntry& entry, size_t packed_size, uint64_t offset) {
  const std::string& path = entry.listed_path.empty() ? entry.path : entry.listed_path;
  const uint32_t crc = entry.method == 0 ? crc32(entry.data) : 0;
  return "PK\1\2" + little_endian(20, 2) + little_endian(20, 2) + little_endian(entry.flags, 2) +
         little_endian(entry.method, 2) + little_endian(0, 4) + little_endian(crc, 4) +
         little_endian(packed_size, 4) + little_endian(entry.size, 4) +
         little_endian(path.size(), 2) + little_endian(0, 12) + little_endian(offset, 4) + path;
}

std::string with_directory(std::string body, const std::string& directory, size_t entries) {
  const size_t begin = body.size();
  return body + directory + "PK\5\6" + little_endian(0, 4) + little_endian(entries, 2) +
         little_endian(entries, 2) + little_endian(directory.size(), 4) + little_endian(begin, 4) +
         little_endian(0, 2);
}

void put(std::string& header, size_t offset, const std::string& field) {
  std::memcpy(header.data() + offset, field.data(), field.size());
}

std::string octal(uint64_t number, int digits) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%0*llo", digits,
                static_cast<unsigned long long>(number));
  return text.data();
}

}  // namespace

std::string archive_of(const std::string& format, const std::string& filter,
                       const std::vector<ArchiveItem>& items) {
  std::string out;
  struct archive* writer = archive_write_new();
  check(writer, archive_write_set_format_by_name(writer, format.c_str()));
  if (filter != "none") check(writer, archive_write_add_filter_by_name(writer, filter.c_str()));
  archive_write_set_bytes_in_last_block(writer, 1);
  check(writer, archive_write_open(writer, &out, nullptr, append, nullptr));
  for (const ArchiveItem& item : items) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, item.path.c_str());
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, static_cast<la_int64_t>(item.bytes.size()));
    check(writer, archive_write_header(writer, entry));
    if (archive_write_data(writer, item.bytes.data(), item.bytes.size()) < 0)
      throw std::runtime_error(archive_error_string(writer));
    archive_entry_free(entry);
  }
  check(writer, archive_write_close(writer));
  archive_write_free(writer);
  return out;
}

std::string packed(const std::string& filter, std::string_view bytes) {
  return archive_of("raw", filter, {{"content", std::string(bytes)}});
}

ZipEntry stored(const std::string& path, const std::string& bytes) {
  return {path, bytes, static_cast<uint32_t>(bytes.size())};
}

ZipEntry deflated_zeros(const std::string& path, std::string_view prefix, uint32_t count) {
  const auto size = static_cast<uint32_t>(prefix.size()) + count;
  return {path, deflate_zeros(prefix, count), size, 8};
}

std::string zip_of_entries(const std::vector<ZipEntry>& entries) {
  std::string body;
  std::string directory;
  size_t count = 0;
  for (const ZipEntry& entry : entries) {
    const uint64_t offset =
        entry.listed_offset < 0 ? body.size() : static_cast<uint64_t>(entry.listed_offset);
    if (entry.is_listed) {
      directory += listed(entry, entry.data.size(), offset);
      ++count;
    }
    body += local_header(entry, entry.data.size()) + entry.data;
  }
  return with_directory(std::move(body), directory, count);
}

// The last entry is plain; each one before begins with a stored block that covers the header of the
// next, and goes on with the data of that.
std::string overlapping_zip(unsigned entries, const std::string& data, uint32_t size) {
  std::string body;
  std::vector<std::string> headers;
  size_t packed_size = data.size();
  uint32_t unpacked = size;
  const auto name = [](unsigned i) { return "f" + std::to_string(1000 + i) + ".txt"; };
  std::vector<ZipEntry> made(entries);
  std::vector<size_t> sizes(entries);
  for (unsigned i = entries; i-- > 0;) {
    made[i] = {name(i), "", unpacked, 8};
    sizes[i] = packed_size;
    std::string header = local_header(made[i], packed_size);
    const size_t length = header.size();
    headers.insert(headers.begin(), header);
    packed_size += 5 + length;
    unpacked += static_cast<uint32_t>(length);
  }
  std::vector<uint64_t> offsets;
  for (unsigned i = 0; i < entries; ++i) {
    if (i > 0) {
      const size_t length = headers[i].size();
      body += '\0' + little_endian(length, 2) + little_endian(~length & 0xFFFFU, 2);
    }
    offsets.push_back(body.size());
    body += headers[i];
  }
  body += data;
  std::string directory;
  for (unsigned i = 0; i < entries; ++i) directory += listed(made[i], sizes[i], offsets[i]);
  return with_directory(std::move(body), directory, entries);
}

std::string gzip_zeros(std::string_view prefix, uint32_t count) {
  return std::string("\x1F\x8B\x08\0\0\0\0\0\0\x03", 10) + deflate_zeros(prefix, count) +
         little_endian(0, 4) + little_endian(prefix.size() + count, 4);
}

std::string tar_header(const std::string& path, uint64_t size, char type,
                       const std::string& target) {
  std::string header(kTarBlock, '\0');
  put(header, 0, path);
  put(header, 100, octal(0644, 7));
  put(header, 108, octal(0, 7));
  put(header, 116, octal(0, 7));
  put(header, 124, octal(size, 11));
  put(header, 136, octal(0, 11));
  put(header, 148, std::string(8, ' '));
  header[156] = type;
  put(header, 157, target);
  uint32_t sum = 0;
  for (const char byte : header) sum += static_cast<unsigned char>(byte);
  put(header, 148, octal(sum, 6) + '\0');
  return header;
}

std::string tar_entry(const std::string& path, const std::string& bytes) {
  const size_t padding = (kTarBlock - bytes.size() % kTarBlock) % kTarBlock;
  return tar_header(path, bytes.size()) + bytes + std::string(padding, '\0');
}

std::string tar_end() { return std::string(2 * kTarBlock, '\0'); }

}  // namespace keyhound::testing
