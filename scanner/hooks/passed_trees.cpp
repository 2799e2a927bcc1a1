// SPDX-License-Identifier: Apache-2.0
#include "scanner/hooks/passed_trees.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <filesystem>
#include <optional>
#include <string_view>

#include "scanner/base/file.h"

namespace keyhound {
namespace {

constexpr std::string_view kHeader = "keyhound passed-trees v1 since ";
constexpr std::uint64_t kLargestFile = std::uint64_t{16} << 20U;
constexpr mode_t kFileMode = 0644;
// Of a line, behind the id: times have ten digits since 2001.
constexpr std::size_t kShortestRest = std::string_view(" 1000000000 passed\n").size();

std::string_view word_of(PassedTrees::Entry entry) {
  switch (entry) {
    case PassedTrees::Entry::kBase:
      return "base";
    case PassedTrees::Entry::kPassed:
      return "passed";
    case PassedTrees::Entry::kRecorded:
      break;
  }
  return "recorded";
}

struct Line {
  ObjectId id;
  std::int64_t time = 0;
  PassedTrees::Entry entry = PassedTrees::Entry::kPassed;
};

std::string text_of(const Line& line) {
  return fmt::format("{} {} {}\n", line.id.hex(), line.time, word_of(line.entry));
}

bool parse_number(std::string_view text, std::int64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

std::optional<Line> parse_line(std::string_view text) {
  const std::size_t first = text.find(' ');
  const std::size_t second = text.find(' ', first + 1);
  if (first == std::string_view::npos || second == std::string_view::npos) return std::nullopt;
  const auto id = ObjectId::from_hex(text.substr(0, first));
  Line line;
  if (!id || !parse_number(text.substr(first + 1, second - first - 1), line.time))
    return std::nullopt;
  line.id = *id;
  for (const auto entry :
       {PassedTrees::Entry::kBase, PassedTrees::Entry::kPassed, PassedTrees::Entry::kRecorded}) {
    line.entry = entry;
    if (text.substr(second + 1) == word_of(entry)) return line;
  }
  return std::nullopt;
}

struct Record {
  std::int64_t since = 0;
  std::vector<Line> lines;
};

Record parse_record(std::string_view text) {
  Record record;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.starts_with(kHeader)) {
      parse_number(line.substr(kHeader.size()), record.since);
    } else if (const auto parsed = parse_line(line)) {
      record.lines.push_back(*parsed);
    }
  }
  return record;
}

// Drops the older trees when there are too many of them. False: there were not.
bool shorten(Record& record) {
  std::size_t trees = 0;
  for (const Line& line : record.lines) trees += line.entry == PassedTrees::Entry::kBase ? 0 : 1;
  if (trees <= 2 * PassedTrees::kKept) return false;
  std::size_t to_drop = trees - PassedTrees::kKept;
  std::erase_if(record.lines, [&](const Line& line) {
    if (line.entry == PassedTrees::Entry::kBase || to_drop == 0) return false;
    record.since = std::max(record.since, line.time);
    --to_drop;
    return true;
  });
  return true;
}

std::string text_of(const Record& record) {
  std::string text = fmt::format("{}{}\n", kHeader, record.since);
  for (const Line& line : record.lines) text += text_of(line);
  return text;
}

// A descriptor that closes itself, and with it gives back its lock.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return number_; }

 private:
  int number_;
};

Status refuse(const std::string& path) { return fail(errno_error(errno, path + ": cannot write")); }

// Whole, or with an error; a line that is cut off is left out by who reads it.
Status write_all(int descriptor, std::string_view text, const std::string& path) {
  while (!text.empty()) {
    const ssize_t count = ::write(descriptor, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return refuse(path);
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

// In place, under the lock, so that writers that wait for it write to the file that stays.
Status shorten_file(int descriptor, const std::string& path) {
  KEYHOUND_TRY(const std::string text, read_file(path, kLargestFile));
  Record record = parse_record(text);
  if (!shorten(record)) return {};
  if (::ftruncate(descriptor, 0) != 0) return refuse(path);
  return write_all(descriptor, text_of(record), path);
}

}  // namespace

std::string PassedTrees::path_of(const Repository& repository) {
  return repository.common_dir() + "/keyhound/passed-trees";
}

Status PassedTrees::begin(const std::string& path, std::span<const ObjectId> bases,
                          Timestamp time) {
  std::error_code error;
  if (std::filesystem::exists(std::filesystem::symlink_status(path, error))) return {};
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
  if (error) return fail(errno_error(error.value(), path + ": cannot make its directory"));
  Record record;
  for (const ObjectId& base : bases.first(std::min(bases.size(), kMostBases)))
    record.lines.push_back({base, time.seconds, Entry::kBase});
  return write_file(path, text_of(record));
}

Status PassedTrees::add(const std::string& path, const ObjectId& tree, Entry entry,
                        Timestamp time) {
  const Descriptor file(
      ::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW, kFileMode));
  if (file.get() < 0 || ::flock(file.get(), LOCK_EX) != 0) return refuse(path);
  KEYHOUND_TRY_STATUS(write_all(file.get(), text_of(Line{tree, time.seconds, entry}), path));
  // To read all of it takes as long as half of a scan: not before there can be too many trees.
  struct stat status {};
  const bool may_be_long =
      ::fstat(file.get(), &status) == 0 &&
      static_cast<std::uint64_t>(status.st_size) > 2 * kKept * (tree.hex().size() + kShortestRest);
  return may_be_long ? shorten_file(file.get(), path) : Status();
}

Result<PassedTrees> PassedTrees::read(const std::string& path) {
  PassedTrees trees;
  auto text = read_file(path, kLargestFile);
  if (!text && text.error().kind == ErrorKind::kNotFound) return trees;
  if (!text) return fail(text.error());
  const Record record = parse_record(*text);
  trees.is_known_ = true;
  trees.since_ = Timestamp{record.since};
  for (const Line& line : record.lines) {
    if (line.entry == Entry::kBase) {
      trees.bases_.push_back(line.id);
    } else {
      trees.trees_.insert(line.id);
    }
  }
  return trees;
}

}  // namespace keyhound
