// SPDX-License-Identifier: Apache-2.0
#include "scanner/sources/text_source.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "tests/support/temp_dir.h"

namespace keyhound::testing {

namespace {

std::string numbered(std::size_t size) {
  std::string text;
  while (text.size() < size) text += std::to_string(text.size()) + ",";
  return text.substr(0, size);
}

// Puts the windows together again, and checks that each stands where it says.
std::string join(TextReader& reader, WindowSizes sizes, std::size_t& count) {
  std::string whole;
  bool was_last = false;
  count = 0;
  while (true) {
    const Result<std::optional<TextWindow>> next = reader.next();
    if (!next) throw std::runtime_error(next.error().message);
    if (!*next) break;
    const TextWindow& window = **next;
    REQUIRE_FALSE(was_last);
    CHECK(window.text.size() <= sizes.size);
    CHECK(window.offset + window.seen == whole.size());
    CHECK(window.seen == (count == 0 ? 0 : sizes.overlap));
    CHECK(whole.substr(static_cast<std::size_t>(window.offset)) ==
          window.text.substr(0, window.seen));
    whole += window.text.substr(window.seen);
    was_last = window.is_last;
    ++count;
  }
  CHECK(was_last);
  return whole;
}

}  // namespace

TEST_CASE("Windows overlap and hold every byte, from a file and from a stream") {
  const TempDir directory;
  const WindowSizes sizes{64, 16};
  std::string buffer;
  for (const std::size_t size : {0U, 1U, 63U, 64U, 65U, 112U, 113U, 1000U}) {
    CAPTURE(size);
    const std::string text = numbered(size);
    directory.write_file("text", text);
    const std::size_t windows = size <= 64 ? 1 : 1 + (size - 64 + 47) / 48;
    std::size_t count = 0;
    Result<TextReader> file = TextReader::open(directory / "text", buffer, sizes);
    REQUIRE(file);
    CHECK(file->size() == size);
    CHECK(join(*file, sizes, count) == text);
    CHECK(count == windows);

    const int descriptor = ::open((directory / "text").c_str(), O_RDONLY);
    TextReader stream = TextReader::stream(descriptor, "standard input", buffer, sizes);
    CHECK(join(stream, sizes, count) == text);
    CHECK(count == windows);
    ::close(descriptor);
  }
  CHECK(buffer.size() >= 64);
}

TEST_CASE("A stream that comes in small pieces is read whole") {
  int ends[2];
  REQUIRE(::pipe2(ends, O_NONBLOCK) == 0);
  const std::string text = numbered(300);
  REQUIRE(::write(ends[1], text.data(), text.size()) == 300);
  ::close(ends[1]);
  std::string buffer;
  const WindowSizes sizes{128, 8};
  TextReader reader = TextReader::stream(ends[0], "standard input", buffer, sizes);
  std::size_t count = 0;
  CHECK(join(reader, sizes, count) == text);
  ::close(ends[0]);
}

TEST_CASE("Memory stays at one window however long the text") {
  const TempDir directory;
  directory.write_file("huge", "start");
  std::filesystem::resize_file(directory / "huge", std::uintmax_t{3} << 30);
  std::string buffer;
  Result<TextReader> reader = TextReader::open(directory / "huge", buffer);
  REQUIRE(reader);
  CHECK(reader->size() == std::uint64_t{3} << 30);
  for (int i = 0; i < 20; ++i) REQUIRE((*reader->next())->text.size() == WindowSizes().size);
  CHECK(buffer.capacity() <= 2 * WindowSizes().size);
}

TEST_CASE("A file that shrinks or grows while it is read ends where its end is found") {
  const TempDir directory;
  const WindowSizes sizes{64, 16};
  std::string buffer;
  directory.write_file("text", numbered(200));
  Result<TextReader> reader = TextReader::open(directory / "text", buffer, sizes);
  REQUIRE(reader);
  REQUIRE((*reader->next())->text.size() == 64);
  std::size_t expected = 0;
  SUBCASE("shrinks") {
    std::filesystem::resize_file(directory / "text", 100);
    expected = 100;
  }
  SUBCASE("shrinks below what was read") {
    std::filesystem::resize_file(directory / "text", 10);
    expected = 65;  // the byte that was read ahead is there
  }
  SUBCASE("grows") {
    directory.append_file("text", numbered(100));
    expected = 300;
  }
  std::size_t end = 0;
  while (true) {
    const Result<std::optional<TextWindow>> next = reader->next();
    REQUIRE(next);
    if (!*next) break;
    end = static_cast<std::size_t>((*next)->offset) + (*next)->text.size();
  }
  CHECK(end == expected);
}

TEST_CASE("A small file that grew before it was read comes as a whole") {
  const TempDir directory;
  directory.write_file("text", "12345");
  std::string buffer;
  Result<TextReader> reader = TextReader::open(directory / "text", buffer);
  directory.append_file("text", numbered(1000));
  const Result<std::optional<TextWindow>> window = reader->next();
  REQUIRE(window);
  CHECK((*window)->text.size() == 1005);
  CHECK((*window)->is_last);
}

TEST_CASE("Links, directories, FIFOs and missing files are errors, and do not block") {
  const TempDir directory;
  directory.write_file("text", "x").make_directory("dir");
  std::filesystem::create_symlink("text", directory.path() / "link");
  REQUIRE(::mkfifo((directory / "pipe").c_str(), 0600) == 0);
  std::string buffer;
  CHECK(TextReader::open(directory / "missing", buffer).error().kind == ErrorKind::kNotFound);
  for (const char* name : {"link", "dir", "pipe"}) {
    CAPTURE(name);
    CHECK(TextReader::open(directory / name, buffer).error().kind == ErrorKind::kUnreadable);
  }
}

TEST_CASE("A read error names the text and the offset, and ends it") {
  std::string buffer;
  TextReader reader = TextReader::stream(-1, "standard input", buffer);
  const Result<std::optional<TextWindow>> failed = reader.next();
  REQUIRE_FALSE(failed);
  CHECK(failed.error().message.find("standard input: cannot read at byte 0") == 0);
  CHECK_FALSE(*reader.next());
}

}  // namespace keyhound::testing
