// SPDX-License-Identifier: Apache-2.0
#include "tests/support/temp_dir.h"

#include <stdlib.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

namespace keyhound::testing {

namespace fs = std::filesystem;

namespace {

void write_bytes(const fs::path& file, std::string_view bytes, std::ios::openmode mode) {
  if (file.has_parent_path()) fs::create_directories(file.parent_path());
  std::ofstream stream(file, std::ios::binary | mode);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  if (!stream) throw std::runtime_error("cannot write " + file.string());
}

// Directories that a test made unreadable would survive remove_all.
void make_directories_writable(const fs::path& root) {
  std::error_code error;
  fs::permissions(root, fs::perms::owner_all, fs::perm_options::add, error);
  fs::recursive_directory_iterator entry(root, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (!entry->is_symlink() && entry->is_directory(error)) {
      fs::permissions(entry->path(), fs::perms::owner_all, fs::perm_options::add, error);
    }
  }
}

}  // namespace

TempDir::TempDir() {
  std::string pattern = (fs::temp_directory_path() / "keyhound-test-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot create " + pattern);
  path_ = fs::canonical(pattern);
  ::chmod(path_.c_str(), 0755);
}

TempDir::~TempDir() {
  std::error_code error;
  fs::remove_all(path_, error);
  if (!error) return;
  make_directories_writable(path_);
  fs::remove_all(path_, error);
}

std::string TempDir::operator/(std::string_view relative) const {
  return (path_ / fs::path(relative)).string();
}

const TempDir& TempDir::write_file(std::string_view relative, std::string_view bytes) const {
  write_bytes(path_ / fs::path(relative), bytes, std::ios::trunc);
  return *this;
}

const TempDir& TempDir::append_file(std::string_view relative, std::string_view bytes) const {
  write_bytes(path_ / fs::path(relative), bytes, std::ios::app);
  return *this;
}

const TempDir& TempDir::make_directory(std::string_view relative) const {
  fs::create_directories(path_ / fs::path(relative));
  return *this;
}

std::string TempDir::read_file(std::string_view relative) const {
  return read_whole_file(path_ / fs::path(relative));
}

bool TempDir::exists(std::string_view relative) const {
  return fs::exists(fs::symlink_status(path_ / fs::path(relative)));
}

void write_whole_file(const fs::path& file, std::string_view bytes) {
  write_bytes(file, bytes, std::ios::trunc);
}

std::string read_whole_file(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw std::runtime_error("cannot read " + file.string());
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

}  // namespace keyhound::testing
