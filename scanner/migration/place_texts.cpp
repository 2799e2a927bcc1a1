// SPDX-License-Identifier: Apache-2.0
#include "scanner/migration/place_texts.h"

#include <fmt/format.h>

#include <filesystem>

#include "scanner/base/file.h"
#include "scanner/decode/text_encoding.h"
#include "scanner/git/file_lookup.h"
#include "scanner/git/pack/pack_reader.h"
#include "scanner/scan/ignore_question.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLargestText = std::uint64_t{64} << 20U;  // bytes; beyond it none is held

std::string as_scanned(std::string bytes) {
  const TextEncoding encoding = detect_encoding(bytes);
  return encoding == TextEncoding::kBytes ? bytes : transcode_to_utf8(bytes, encoding);
}

bool is_below(const fs::path& file, const fs::path& root) {
  const fs::path inside = file.lexically_relative(root);
  return !inside.empty() && *inside.begin() != "..";
}

Result<std::string> read_whole(const std::string& path) {
  KEYHOUND_TRY(const File file, File::open(path));
  if (file.size() > kLargestText) return fail(ErrorKind::kLimit, path + ": larger than 64 MB");
  std::string bytes(static_cast<std::size_t>(file.size()), '\0');
  KEYHOUND_TRY(const std::size_t size, file.read_at(0, bytes.data(), bytes.size()));
  bytes.resize(size);
  return bytes;
}

}  // namespace

Result<PlaceTexts> PlaceTexts::open(const std::string& target) {
  PlaceTexts texts;
  texts.library_ = std::make_unique<GitLibrary>();
  std::error_code error;
  const bool is_directory = fs::is_directory(target, error);
  texts.root_ = is_directory ? target : fs::path(target).parent_path().string();
  if (!is_directory) texts.file_ = target;
  if (texts.root_.empty()) texts.root_ = ".";
  auto found = Repository::discover(texts.root_);
  if (!found) {
    if (found.error().kind == ErrorKind::kNotFound) return texts;
    return fail(found.error());
  }
  if (!found->is_bare()) texts.prefix_ = prefix_in_worktree(texts.root_, *found);
  texts.opened_ = std::make_unique<OpenRepository>(std::move(*found));
  return texts;
}

Result<ObjectReader*> PlaceTexts::reader() {
  if (opened_ == nullptr) return fail(ErrorKind::kNotFound, root_ + ": no git repository");
  if (reader_ == nullptr) {
    std::vector<Diagnostic> ignored;  // a scan of the repository tells them
    reader_ = make_pack_reader(opened_->packs(ignored, PackChecks::kQuick));
  }
  return reader_.get();
}

Result<std::string> PlaceTexts::worktree_file(const std::string& path) {
  if (!file_.empty() && path == file_) {
    KEYHOUND_TRY(std::string bytes, read_whole(file_));
    return as_scanned(std::move(bytes));
  }
  std::error_code error;
  const fs::path root = fs::canonical(root_, error);
  if (error) return fail(errno_error(error.value(), root_));
  const fs::path file = fs::canonical(root / path, error);
  if (error) return fail(errno_error(error.value(), path));
  if (path.find('\0') != std::string::npos || !is_below(file, root))
    return fail(ErrorKind::kUsage, path + ": lies outside of what is looked at");
  KEYHOUND_TRY(std::string bytes, read_whole(file.string()));
  return as_scanned(std::move(bytes));
}

Result<std::string> PlaceTexts::committed_file(const std::string& commit, const std::string& path) {
  KEYHOUND_TRY(ObjectReader* const objects, reader());
  const Repository& repository = opened_->repository();
  ObjectId id;
  if (commit == "HEAD") {
    const auto head = repository.head();
    if (!head) return fail(ErrorKind::kNotFound, "there is no commit yet");
    id = *head;
  } else {
    const auto named = ObjectId::from_hex(commit);
    if (!named || named->bytes().size() != repository.id_size())
      return fail(ErrorKind::kNotFound, commit + ": no commit of this repository");
    id = *named;
  }
  auto blob = blob_at_path(*objects, repository.id_size(), id, prefix_ + path);
  if (!blob) {
    const bool is_absent = blob.error().kind == ErrorKind::kUsage;
    return fail(is_absent ? ErrorKind::kNotFound : blob.error().kind, blob.error().message);
  }
  KEYHOUND_TRY(const ObjectData data, objects->read(*blob, kLargestText));
  return as_scanned(std::string(data.bytes));
}

Result<std::string> PlaceTexts::object(const std::string& id) {
  KEYHOUND_TRY(ObjectReader* const objects, reader());
  const auto named = ObjectId::from_hex(id);
  if (!named) return fail(ErrorKind::kNotFound, id + ": no object id");
  KEYHOUND_TRY(const ObjectData data, objects->read(*named, kLargestText));
  const bool is_blob = data.type == ObjectType::kBlob;
  return is_blob ? as_scanned(std::string(data.bytes)) : std::string(data.bytes);
}

}  // namespace keyhound
