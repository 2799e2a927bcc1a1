// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/file.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

using testing::TempDir;

bool mentions(const Error& error, std::string_view text) {
  return error.message.find(text) != std::string::npos;
}

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

std::size_t entry_count(const TempDir& dir) {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(dir.path()))
    ++count;
  return count;
}

mode_t mode_of(const std::string& path) {
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 07777U;
}

}  // namespace

TEST_CASE("errno_error tells what is missing from what is unreadable") {
  CHECK(errno_error(ENOENT, "x").kind == ErrorKind::kNotFound);
  CHECK(errno_error(ENOTDIR, "x").kind == ErrorKind::kNotFound);
  CHECK(errno_error(EACCES, "x").kind == ErrorKind::kUnreadable);
  CHECK(errno_error(EIO, "reading a").message.starts_with("reading a: "));
  CHECK(mentions(errno_error(ELOOP, "x"), "symbolic link"));
}

TEST_CASE("File reads any part of a regular file") {
  const TempDir dir;
  dir.write_file("a", "0123456789");
  const auto file = File::open(dir / "a");
  REQUIRE(file);
  CHECK(file->size() == 10);
  char buffer[20] = {};
  CHECK(*file->read_at(3, buffer, 4) == 4);
  CHECK(std::string(buffer, 4) == "3456");
  CHECK(*file->read_at(8, buffer, 20) == 2);
  CHECK(*file->read_at(10, buffer, 20) == 0);
  CHECK(*file->read_at(1000, buffer, 20) == 0);
  CHECK(*file->read_at(0, buffer, 0) == 0);
}

TEST_CASE("File opens nothing but regular files, and does not block on the rest") {
  const TempDir dir;
  dir.make_directory("directory");
  REQUIRE(::mkfifo((dir / "fifo").c_str(), 0666) == 0);
  make_socket(dir / "socket");
  struct Row {
    std::string path, type;
  };
  for (const Row& row : std::initializer_list<Row>{{dir / "directory", "directory"},
                                                   {dir / "fifo", "FIFO"},
                                                   {dir / "socket", "socket"},
                                                   {"/dev/null", "device"},
                                                   {"/dev/zero", "device"}}) {
    CAPTURE(row.path);
    const auto file = File::open(row.path, Links::kFollow);
    REQUIRE_FALSE(file);
    CHECK(file.error().kind == ErrorKind::kUnreadable);
    CHECK(mentions(file.error(), row.type));
  }
}

TEST_CASE("File follows a symbolic link only when asked") {
  const TempDir dir;
  dir.write_file("real", "x");
  std::filesystem::create_symlink("real", dir / "link");
  std::filesystem::create_symlink("nowhere", dir / "dangling");
  std::filesystem::create_symlink("loop", dir / "loop");
  const auto refused = File::open(dir / "link");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::kUnreadable);
  CHECK(mentions(refused.error(), "symbolic link"));
  CHECK(File::open(dir / "link", Links::kFollow));
  CHECK(File::open(dir / "dangling", Links::kFollow).error().kind == ErrorKind::kNotFound);
  CHECK(File::open(dir / "loop", Links::kFollow).error().kind == ErrorKind::kUnreadable);
}

TEST_CASE("File opens relative to a directory descriptor") {
  const TempDir dir;
  dir.write_file("sub/a", "abc");
  const int directory = ::open((dir / "sub").c_str(), O_RDONLY | O_DIRECTORY);
  CHECK(File::open_at(directory, "a")->size() == 3);
  CHECK(File::open_at(directory, "b").error().kind == ErrorKind::kNotFound);
  ::close(directory);
}

TEST_CASE("File closes its descriptor once, also when it is moved") {
  const TempDir dir;
  dir.write_file("a", "abc").write_file("b", "four");
  auto first = File::open(dir / "a");
  auto second = File::open(dir / "b");
  REQUIRE(first);
  REQUIRE(second);
  File moved(std::move(*first));
  moved = std::move(*second);
  char buffer[8];
  CHECK(moved.size() == 4);
  CHECK(*moved.read_at(0, buffer, 8) == 4);
}

TEST_CASE("read_file reads whole files up to its limit, and says which file is beyond it") {
  const TempDir dir;
  dir.write_file("empty", "").write_file("ten", "0123456789");
  CHECK(*read_file(dir / "empty", 0) == "");
  CHECK(*read_file(dir / "ten", 10) == "0123456789");
  const auto beyond = read_file(dir / "ten", 9);
  REQUIRE_FALSE(beyond);
  CHECK(beyond.error().kind == ErrorKind::kLimit);
  CHECK(mentions(beyond.error(), dir / "ten"));
  CHECK(read_file(dir / "none", 9).error().kind == ErrorKind::kNotFound);
  CHECK(read_file(dir.str(), 9).error().kind == ErrorKind::kUnreadable);
}

TEST_CASE("read_file holds its limit for files that are longer than their size says") {
  // Files in /proc have size 0, like a file that grows between the look at its size and the read.
  const std::string path = "/proc/sys/kernel/ostype";
  const auto whole = read_file(path, 1000);
  REQUIRE(whole);
  CHECK(*whole == "Linux\n");
  for (std::uint64_t limit = 0; limit < 9; ++limit) {
    CAPTURE(limit);
    const auto limited = read_file(path, limit);
    CHECK(limited.has_value() == (limit >= whole->size()));
    if (!limited) CHECK(limited.error().kind == ErrorKind::kLimit);
  }
}

TEST_CASE("write_file replaces a file whole and leaves nothing else behind") {
  const TempDir dir;
  CHECK(write_file(dir / "a", "one"));
  CHECK(dir.read_file("a") == "one");
  CHECK(write_file(dir / "a", ""));
  CHECK(dir.read_file("a") == "");
  const std::string large(3U << 20U, 'x');
  CHECK(write_file(dir / "a", large));
  CHECK(dir.read_file("a") == large);
  CHECK(entry_count(dir) == 1);
}

TEST_CASE("write_file accepts a name as long as names can be") {
  const TempDir dir;
  const std::string name(255, 'n');
  CHECK(write_file(dir / name, "x"));
  CHECK(dir.read_file(name) == "x");
}

TEST_CASE("write_file keeps the mode of the file it replaces, and obeys the umask for a new one") {
  const TempDir dir;
  dir.write_file("private", "x");
  ::chmod((dir / "private").c_str(), 0600);
  CHECK(write_file(dir / "private", "y"));
  CHECK(mode_of(dir / "private") == 0600);
  const mode_t before = ::umask(077);
  CHECK(write_file(dir / "new", "y"));
  ::umask(before);
  CHECK(mode_of(dir / "new") == 0600);
}

TEST_CASE("write_file writes through a link to the file it names") {
  const TempDir dir;
  dir.write_file("sub/real", "old");
  std::filesystem::create_symlink("sub/real", dir / "link");
  CHECK(write_file(dir / "link", "new"));
  CHECK(std::filesystem::is_symlink(dir / "link"));
  CHECK(dir.read_file("sub/real") == "new");
}

TEST_CASE("write_file writes to a device instead of replacing it") {
  CHECK(write_file("/dev/null", "text"));
  CHECK(std::filesystem::is_character_file("/dev/null"));
  const auto full = write_file("/dev/full", "text");
  REQUIRE_FALSE(full);
  CHECK(mentions(full.error(), "/dev/full"));
  CHECK(std::filesystem::is_character_file("/dev/full"));
}

TEST_CASE("write_file fails for a place it cannot write to, and leaves no temporary file") {
  const TempDir dir;
  dir.make_directory("directory").write_file("file", "x");
  for (const std::string& path :
       {dir / "none/a", dir / "file/a", dir / "directory", dir / "directory/", std::string()}) {
    CAPTURE(path);
    const auto status = write_file(path, "text");
    REQUIRE_FALSE(status);
    CHECK(status.error().message.find("cannot write it") != std::string::npos);
  }
  CHECK(entry_count(dir) == 2);
  CHECK(std::filesystem::is_empty(dir / "directory"));
  CHECK(dir.read_file("file") == "x");
}

}  // namespace keyhound
