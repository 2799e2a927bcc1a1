// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/alternates.h"

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "scanner/base/file.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxDepth = 5;
constexpr std::size_t kMaxDirectories = 1000;
constexpr std::uint64_t kMaxFileBytes = std::uint64_t{1} << 20;

struct Found {
  std::string directory;
  std::size_t depth = 0;
};

std::string canonical_or_same(const std::string& directory) {
  std::error_code error;
  const std::string canonical = fs::canonical(directory, error).string();
  return error ? directory : canonical;
}

Diagnostic missing(const std::string& file, const std::string& what) {
  return {"missing-alternate", file,
          what + "; objects that are stored there are missing from the scan"};
}

// The lines of `file` that name a directory.
std::vector<std::string> read_lines(const std::string& file, std::vector<Diagnostic>& diagnostics) {
  std::vector<std::string> names;
  const auto text = read_file(file, kMaxFileBytes);
  if (!text) {
    if (text.error().kind != ErrorKind::kNotFound)
      diagnostics.push_back(missing(file, "it cannot be read: " + text.error().message));
    return names;
  }
  std::istringstream lines(*text);
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line.front() != '#') names.push_back(line);
  }
  return names;
}

}  // namespace

std::vector<std::string> object_directories(const std::string& objects_dir,
                                            std::vector<Diagnostic>& diagnostics) {
  std::vector<Found> all = {{canonical_or_same(objects_dir), 0}};
  const auto is_known = [&all](const std::string& directory) {
    return std::any_of(all.begin(), all.end(),
                       [&](const Found& found) { return found.directory == directory; });
  };
  for (std::size_t next = 0; next < all.size(); ++next) {
    const Found from = all[next];
    const std::string file = from.directory + "/info/alternates";
    for (const std::string& name : read_lines(file, diagnostics)) {
      // A relative name counts from the objects directory, not from info.
      const std::string path = (fs::path(from.directory) / name).string();
      const std::string directory = canonical_or_same(path);
      std::error_code error;
      if (is_known(directory)) continue;
      if (!fs::is_directory(directory, error)) {
        diagnostics.push_back(missing(file, "the alternate " + path + " is no directory"));
      } else if (from.depth == kMaxDepth) {
        diagnostics.push_back(missing(file, "alternates are nested more than five deep"));
      } else if (all.size() == kMaxDirectories) {
        diagnostics.push_back(missing(file, "there are more than a thousand alternates"));
        break;
      } else {
        all.push_back({directory, from.depth + 1});
      }
    }
  }
  std::vector<std::string> directories;
  for (Found& found : all) directories.push_back(std::move(found.directory));
  return directories;
}

}  // namespace keyhound
