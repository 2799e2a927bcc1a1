// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/loose_objects.h"

#include <sys/stat.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <limits>
#include <memory>

#include "scanner/base/file.h"
#include "scanner/git/pack/inflater.h"

namespace keyhound {
namespace {

constexpr std::size_t kInputBytes = 64U << 10U;
constexpr std::size_t kHeaderBytes = 40;  // longest "<type> <size>\0", with room

std::string path_of(const std::string& objects_dir, const ObjectId& id) {
  const std::string hex = id.hex();
  return objects_dir + "/" + hex.substr(0, 2) + "/" + hex.substr(2);
}

Error corrupt(const ObjectId& id, std::string_view reason) {
  return {ErrorKind::kCorrupt, "loose object " + id.hex() + " " + std::string(reason)};
}

std::optional<ObjectType> type_of(std::string_view name) {
  for (const ObjectType type :
       {ObjectType::kCommit, ObjectType::kTree, ObjectType::kBlob, ObjectType::kTag}) {
    if (to_string(type) == name) return type;
  }
  return std::nullopt;
}

// The header, and how many bytes it has with its zero byte.
std::optional<std::pair<ObjectHeader, std::size_t>> parse_header(std::string_view text) {
  const std::size_t space = text.find(' ');
  const std::size_t zero = text.find('\0');
  if (space == std::string_view::npos || zero == std::string_view::npos || space > zero)
    return std::nullopt;
  const auto type = type_of(text.substr(0, space));
  std::uint64_t size = 0;
  const char* end = text.data() + zero;
  const auto parsed = std::from_chars(text.data() + space + 1, end, size);
  if (!type || parsed.ec != std::errc{} || parsed.ptr != end) return std::nullopt;
  return std::pair{ObjectHeader{*type, size}, zero + 1};
}

// Inflates a file piece by piece. One per object.
class LooseInflater {
 public:
  static Result<LooseInflater> open(const std::string& objects_dir, const ObjectId& id) {
    auto file = File::open(path_of(objects_dir, id), Links::kFollow);
    if (!file) return fail(file.error().within("loose object " + id.hex()));
    return LooseInflater(std::move(*file), id);
  }

  LooseInflater(LooseInflater&& other) noexcept
      : file_(std::move(other.file_)),
        id_(other.id_),
        offset_(other.offset_),
        refills_(other.refills_),
        room_(other.room_),
        input_(std::move(other.input_)) {
    // A z_stream knows its own address: only one that has not begun may move.
    is_open_ = inflateInit(&stream_) == Z_OK;
  }
  LooseInflater(const LooseInflater&) = delete;
  LooseInflater& operator=(const LooseInflater&) = delete;
  LooseInflater& operator=(LooseInflater&&) = delete;
  ~LooseInflater() {
    if (is_open_) inflateEnd(&stream_);
  }

  // Fills `to`; answers how many bytes came before the stream ended.
  Result<std::size_t> read(char* to, std::size_t count) {
    std::size_t done = 0;
    while (done < count && !at_end_) {
      KEYHOUND_TRY_STATUS(refill());
      const auto room =
          static_cast<uInt>(std::min<std::size_t>(count - done, std::numeric_limits<uInt>::max()));
      stream_.next_out = reinterpret_cast<Bytef*>(to + done);
      stream_.avail_out = room;
      const int code = is_open_ ? inflate(&stream_, Z_NO_FLUSH) : Z_MEM_ERROR;
      done += room - stream_.avail_out;
      at_end_ = code == Z_STREAM_END;
      if (code == Z_BUF_ERROR && stream_.avail_in == 0) continue;  // refill() knows the file's end
      if (code != Z_OK && !at_end_)
        return fail(corrupt(id_, "is damaged: it is no valid zlib stream"));
    }
    return done;
  }

  // The whole file, once something of it was read, if it was read at once: most are small.
  [[nodiscard]] std::string_view whole_file() const {
    const bool is_whole = refills_ == 1 && offset_ == file_.size();
    return is_whole ? std::string_view(input_.get(), offset_) : std::string_view();
  }

  // Whether the stream ends here, its checksum right. kCorrupt when the file goes on behind it.
  Result<bool> is_finished() {
    char extra = 0;
    KEYHOUND_TRY(const std::size_t more, read(&extra, 1));
    if (more != 0 || !at_end_) return false;
    if (stream_.avail_in > 0 || offset_ < file_.size())
      return fail(corrupt(id_, "has bytes left over behind its end"));
    return true;
  }

 private:
  LooseInflater(File file, const ObjectId& id)
      : file_(std::move(file)),
        id_(id),
        room_(std::clamp<std::size_t>(file_.size(), 1, kInputBytes)),
        input_(std::make_unique_for_overwrite<char[]>(room_)) {}

  Status refill() {
    if (stream_.avail_in > 0) return {};
    auto got = file_.read_at(offset_, input_.get(), room_);
    if (!got) return fail(got.error().within("loose object " + id_.hex()));
    if (*got == 0) return fail(corrupt(id_, "is cut short"));
    offset_ += *got;
    ++refills_;
    stream_.next_in = reinterpret_cast<Bytef*>(input_.get());
    stream_.avail_in = static_cast<uInt>(*got);
    return {};
  }

  File file_;
  ObjectId id_;
  std::uint64_t offset_ = 0;
  std::size_t refills_ = 0;
  std::size_t room_;  // of input_: most loose objects are small
  std::unique_ptr<char[]> input_;
  z_stream stream_{};
  bool is_open_ = false;
  bool at_end_ = false;
};

struct LooseStart {
  ObjectHeader header;
  std::size_t header_bytes = 0;
  std::string content;  // what was inflated behind the header
};

Result<LooseStart> read_start(LooseInflater& inflater, const ObjectId& id) {
  std::string start(kHeaderBytes, '\0');
  KEYHOUND_TRY(const std::size_t got, inflater.read(start.data(), start.size()));
  start.resize(got);
  const auto parsed = parse_header(start);
  if (!parsed) return fail(corrupt(id, "has no valid header"));
  return LooseStart{parsed->first, parsed->second, start.substr(parsed->second)};
}

// The content, at once, of a file that is as it should be and not too large: twice as fast as piece
// by piece. Empty: it is not, and reading in pieces tells why.
std::string read_whole(std::string_view file, const LooseStart& start) {
  constexpr std::size_t kMostBytes = std::size_t{1} << 20;
  if (file.empty() || start.header.size > kMostBytes) return {};
  std::string bytes(start.header_bytes + start.header.size, '\0');
  Inflater inflater;
  const auto used = inflater.inflate(file, bytes);
  if (!used || *used != file.size()) return {};
  bytes.erase(0, start.header_bytes);
  return bytes;
}

}  // namespace

Result<LooseObject> read_loose_object(const std::string& objects_dir, const ObjectId& id,
                                      std::uint64_t limit) {
  KEYHOUND_TRY(LooseInflater inflater, LooseInflater::open(objects_dir, id));
  KEYHOUND_TRY(LooseStart start, read_start(inflater, id));
  if (start.header.size > limit) {
    return fail(ErrorKind::kLimit, "object " + id.hex() + " has " +
                                       std::to_string(start.header.size) +
                                       " bytes, more than the limit of " + std::to_string(limit));
  }
  if (std::string whole = read_whole(inflater.whole_file(), start); !whole.empty())
    return LooseObject{start.header, std::move(whole)};
  std::string bytes = std::move(start.content);
  // The size is only announced: memory follows what is really inflated.
  while (bytes.size() < start.header.size) {
    const std::size_t known = bytes.size();
    const std::size_t step =
        std::min<std::size_t>(start.header.size - known, std::max(known, kInputBytes));
    bytes.resize(known + step);
    KEYHOUND_TRY(const std::size_t got, inflater.read(bytes.data() + known, step));
    bytes.resize(known + got);
    if (got < step) break;
  }
  KEYHOUND_TRY(const bool is_finished, inflater.is_finished());
  if (!is_finished || bytes.size() != start.header.size) {
    return fail(corrupt(id, "has another size than its header says"));
  }
  return LooseObject{start.header, std::move(bytes)};
}

Result<ObjectHeader> read_loose_header(const std::string& objects_dir, const ObjectId& id) {
  KEYHOUND_TRY(LooseInflater inflater, LooseInflater::open(objects_dir, id));
  KEYHOUND_TRY(const LooseStart start, read_start(inflater, id));
  return start.header;
}

bool has_loose_object(const std::string& objects_dir, const ObjectId& id) {
  struct stat status {};
  return ::stat(path_of(objects_dir, id).c_str(), &status) == 0;
}

void list_loose_objects(const std::string& objects_dir, std::size_t id_size,
                        const std::function<bool(const ObjectId&)>& visit) {
  std::error_code error;
  for (const auto& folder : std::filesystem::directory_iterator(objects_dir, error)) {
    const std::string prefix = folder.path().filename().string();
    if (prefix.size() != 2) continue;
    std::error_code ignored;
    for (const auto& file : std::filesystem::directory_iterator(folder.path(), ignored)) {
      const auto id = ObjectId::from_hex(prefix + file.path().filename().string());
      if (id && id->bytes().size() == id_size && !visit(*id)) return;
    }
  }
}

}  // namespace keyhound
