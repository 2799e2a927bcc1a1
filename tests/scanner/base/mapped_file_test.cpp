// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/mapped_file.h"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

// Makes a socket file that outlives its socket.
void make_socket(const std::string& path) {
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  REQUIRE(path.size() < sizeof(address.sun_path));
  path.copy(address.sun_path, path.size());
  REQUIRE(::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0);
  ::close(descriptor);
}

bool is_mapped(const std::string& path) {
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    if (line.find(path) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("A mapped file has the bytes of the file, also when that is gone") {
  const TempDir dir;
  const std::string bytes = std::string("01\0\xFF", 4) + std::string(10'000, 'x') + "end";
  dir.write_file("a", bytes);
  const auto file = MappedFile::open(dir / "a");
  REQUIRE(file);
  CHECK(file->bytes() == bytes);
  std::filesystem::remove(dir / "a");
  CHECK(file->bytes() == bytes);
}

TEST_CASE("An empty file has empty bytes, as has none") {
  const TempDir dir;
  dir.write_file("empty", "");
  const auto file = MappedFile::open(dir / "empty");
  REQUIRE(file);
  CHECK(file->bytes().empty());
  CHECK(MappedFile().bytes().empty());
}

TEST_CASE("The bytes stay where they are when the file is moved, and go with its last owner") {
  const TempDir dir;
  dir.write_file("first", "first bytes");
  dir.write_file("second", "second bytes");
  {
    auto opened = MappedFile::open(dir / "first");
    REQUIRE(opened);
    const std::string_view bytes = opened->bytes();
    MappedFile moved(std::move(*opened));
    CHECK(opened->bytes().data() == nullptr);
    CHECK(moved.bytes().data() == bytes.data());
    CHECK(moved.bytes() == "first bytes");
    {
      auto other = MappedFile::open(dir / "second");
      REQUIRE(other);
      moved = std::move(*other);
    }
    CHECK(moved.bytes() == "second bytes");
    CHECK_FALSE(is_mapped(dir / "first"));
    CHECK(is_mapped(dir / "second"));
  }
  CHECK_FALSE(is_mapped(dir / "second"));
}

TEST_CASE("A mapped file follows links") {
  const TempDir dir;
  dir.write_file("real", "x");
  std::filesystem::create_symlink("real", dir / "link");
  const auto file = MappedFile::open(dir / "link");
  REQUIRE(file);
  CHECK(file->bytes() == "x");
}

TEST_CASE("A file that is not there is not found") {
  const TempDir dir;
  dir.write_file("file", "x");
  std::filesystem::create_symlink("nowhere", dir / "dangling");
  for (const char* name : {"missing", "missing/file", "file/below", "dangling"}) {
    CAPTURE(name);
    const auto file = MappedFile::open(dir / name);
    REQUIRE_FALSE(file);
    CHECK(file.error().kind == ErrorKind::kNotFound);
    CHECK(file.error().message.starts_with((dir / name) + ": cannot open: "));
  }
}

TEST_CASE("Nothing but regular files is mapped, and nothing blocks") {
  const TempDir dir;
  dir.make_directory("directory");
  REQUIRE(::mkfifo((dir / "fifo").c_str(), 0666) == 0);
  make_socket(dir / "socket");
  for (const std::string& path :
       {dir / "directory", dir / "fifo", dir / "socket", std::string("/dev/zero")}) {
    CAPTURE(path);
    const auto file = MappedFile::open(path);
    REQUIRE_FALSE(file);
    CHECK(file.error().kind == ErrorKind::kUnreadable);
    CHECK(file.error().message == path + ": it is not a regular file");
  }
}

TEST_CASE("A circle of links is unreadable") {
  const TempDir dir;
  std::filesystem::create_symlink("loop", dir / "loop");
  const auto file = MappedFile::open(dir / "loop");
  REQUIRE_FALSE(file);
  CHECK(file.error().kind == ErrorKind::kUnreadable);
}

TEST_CASE("No descriptor stays open") {
  const TempDir dir;
  dir.write_file("a", "x");
  const auto descriptors = [] {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd"))
      ++count;
    return count;
  };
  const std::size_t before = descriptors();
  const auto file = MappedFile::open(dir / "a");
  REQUIRE(file);
  CHECK_FALSE(MappedFile::open(dir.str()));
  CHECK(descriptors() == before);
}

}  // namespace keyhound::testing
