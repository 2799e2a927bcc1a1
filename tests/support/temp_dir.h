// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace keyhound::testing {

// A directory under $TMPDIR that is removed with everything in it at the end of the test. Relative
// names may hold any byte but NUL. World-readable, so that a test can run the program as another
// user. One per test.
class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::string str() const { return path_.string(); }
  // The absolute path of a relative name, as a string for command lines.
  std::string operator/(std::string_view relative) const;

  // Creates the parent directories as needed and replaces an existing file.
  const TempDir& write_file(std::string_view relative, std::string_view bytes) const;
  const TempDir& append_file(std::string_view relative, std::string_view bytes) const;
  const TempDir& make_directory(std::string_view relative) const;
  std::string read_file(std::string_view relative) const;
  bool exists(std::string_view relative) const;

 private:
  std::filesystem::path path_;
};

// Writes all bytes or throws std::runtime_error with the name of the file.
void write_whole_file(const std::filesystem::path& file, std::string_view bytes);
std::string read_whole_file(const std::filesystem::path& file);

}  // namespace keyhound::testing
