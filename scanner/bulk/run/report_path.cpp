// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/report_path.h"

#include <fmt/format.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "scanner/base/ascii.h"
#include "scanner/base/file.h"
#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestPart = 180;  // file names end at 255 bytes
constexpr std::string_view kEnding = ".sarif";

// One part of a name as a file name: unusual characters as %XX; so are a leading dot, and the dot
// of an ending that files have here, so that no folder is called like a file. What stands before
// the first slash of a path is called "_".
std::string part_of(std::string_view part) {
  if (part.empty()) return "_";
  if (part == "_") return "%5F";
  std::string safe;
  for (std::size_t i = 0; i < part.size(); ++i) {
    const char c = part[i];
    const bool is_ending = c == '.' && part.substr(i) == kEnding;
    const bool is_plain = is_alnum_ascii(c) || c == '-' || c == '_' || c == '+' || c == '@';
    if (is_plain || (c == '.' && i > 0 && !is_ending))
      safe += c;
    else
      safe += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  if (safe.size() <= kLongestPart) return safe;
  return safe.substr(0, kLongestPart) + "%" + to_hex(sha256(part)).substr(0, 16);
}

Error error_of(const std::error_code& error, const std::string& path) {
  Error result = errno_error(error.value(), path);
  if (error.value() == ENOSPC || error.value() == EDQUOT) result.kind = ErrorKind::kLimit;
  return result;
}

}  // namespace

std::string report_path(std::string_view name) {
  std::string path = "sarif";
  for (bool is_last = false; !is_last;) {
    const std::size_t slash = name.find('/');
    is_last = slash == std::string_view::npos;
    path += "/" + part_of(name.substr(0, slash));
    name.remove_prefix(is_last ? name.size() : slash + 1);
  }
  return path + std::string(kEnding);
}

Status move_report(const std::string& from, const std::string& output, const std::string& path) {
  const fs::path to = fs::path(output) / path;
  std::error_code error;
  fs::create_directories(to.parent_path(), error);
  if (error) return fail(error_of(error, to.parent_path().string()));
  fs::rename(from, to, error);
  if (!error) return {};
  // Another file system: copied beside its place, so that it appears whole.
  const fs::path beside = to.string() + ".part";
  fs::copy_file(from, beside, fs::copy_options::overwrite_existing, error);
  if (!error) fs::rename(beside, to, error);
  if (error) {
    std::error_code ignored;
    fs::remove(beside, ignored);
    return fail(error_of(error, to.string()));
  }
  return {};
}

}  // namespace keyhound
