// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/layer_reader.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "policies/registry/mapping_reader.h"
#include "policies/registry/yaml_files.h"
#include "scanner/base/file.h"
#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

// A registry of 20,000 credentials with all that can be said of them, and as many observations, has
// about 23 MB and 2.2 million nodes in one file.
constexpr YamlLimits kLimits = {
    .bytes = 32U << 20U, .depth = 32, .nodes = 3'000'000, .documents = 8};
constexpr std::size_t kDeepestLayer = 8;
constexpr std::string_view kTooMuch = ": the registry's files have more than 128 MB in all";
constexpr std::size_t kMostFiles = 10'000;  // of one directory

// One name for one file, whatever path leads to it.
std::string identity_of(const std::string& path) {
  std::error_code error;
  const fs::path canonical = fs::canonical(path, error);
  if (!error) return canonical.string();
  const fs::path absolute = fs::absolute(path, error);
  return error ? path : absolute.lexically_normal().string();
}

// What is wrong with a layer above, without its path: that is a value of a file.
std::string reason_of(const Error& error) {
  switch (error.kind) {
    case ErrorKind::kNotFound:
      return "there is no file or directory at this path; it is seen from the directory of this "
             "file";
    case ErrorKind::kConfiguration:
      return "the directory at this path has no *.yaml or *.yml file";
    case ErrorKind::kLimit:
      return "the layer at this path is too large";
    default:
      return "the layer at this path cannot be read; check its permissions, and that it holds "
             "regular files";
  }
}

// A file of a directory that cannot be read is never skipped: it may hold what others rely on.
Error unreadable_in_directory(const std::string& file, const Error& error) {
  const bool names_file = error.message.starts_with(file + ": ");
  const std::string reason = names_file ? error.message.substr(file.size() + 2) : error.message;
  return {ErrorKind::kConfiguration,
          file + ":1:1: it cannot be read (" + reason +
              "); let it be read, or take it out of the registry's directory"};
}

}  // namespace

// A registry that was not read whole is no registry: the run must not go on without it.
Status LayerReader::add(const std::string& path) {
  Status status = visit(path, nullptr);
  if (status || status.error().kind == ErrorKind::kNotFound) return status;
  return fail(ErrorKind::kConfiguration, std::move(status).error().message);
}

Status LayerReader::add_text(const std::string& file, std::string_view text) {
  return visit(file, &text);
}

std::string LayerReader::digest() const { return "sha256:" + to_hex(sha256(digests_)); }

Status LayerReader::visit(const std::string& path, const std::string_view* text) {
  std::string identity = identity_of(path);
  if (layers_read_.contains(identity)) return {};
  std::vector<std::string> paths = {path};
  if (text == nullptr) {
    KEYHOUND_TRY(paths, yaml_files_at(path, kMostFiles));
  }
  std::vector<Candidate> candidates;
  KEYHOUND_TRY_STATUS(read(path, paths, text, candidates));
  open_.push_back({path, identity});
  for (const Candidate& candidate : candidates) visit_above(candidate);
  open_.pop_back();
  layers_read_.insert(std::move(identity));
  claim(path, std::move(candidates));
  return {};
}

Status LayerReader::read(const std::string& path, const std::vector<std::string>& paths,
                         const std::string_view* text, std::vector<Candidate>& into) {
  for (const std::string& file : paths) {
    if (bytes_left_ == 0) return fail(ErrorKind::kLimit, file + std::string(kTooMuch));
    Candidate candidate;
    candidate.file = file;
    candidate.identity = identity_of(file);
    if (files_read_.contains(candidate.identity)) continue;
    std::string bytes;
    if (text == nullptr) {
      Result<std::string> content = read_file(file, kLimits.bytes);
      const bool is_named_by_command = open_.empty();
      if (!content && file != path && is_named_by_command) {
        return fail(unreadable_in_directory(file, content.error()));
      }
      if (!content) return fail(std::move(content).error());
      bytes = std::move(*content);
    }
    const std::string_view yaml = text == nullptr ? std::string_view(bytes) : *text;
    if (yaml.size() > bytes_left_) {
      bytes_left_ = 0;  // and nothing more is read
      return fail(ErrorKind::kLimit, file + std::string(kTooMuch));
    }
    bytes_left_ -= yaml.size();
    candidate.digest = to_hex(sha256(yaml));
    Result<YamlDocument> document = text == nullptr
                                        ? YamlDocument::parse_owned(std::move(bytes), kLimits)
                                        : YamlDocument::parse(*text, kLimits);
    if (!document) {
      candidate.error = document.error().message;
    } else if (document->roots().size() != 1) {
      candidate.error = std::string("1:1: a registry file is one YAML document; ") +
                        (document->roots().empty() ? "it is empty" : "it holds several");
    } else {
      candidate.document = std::move(*document);
    }
    into.push_back(std::move(candidate));
  }
  return {};
}

void LayerReader::visit_above(const Candidate& candidate) {
  if (!candidate.document) return;
  const YamlNode* value = candidate.document->roots().front()->find("extends");
  if (value == nullptr || is_null(*value)) return;
  ReadContext context(candidate.file, *candidate.document, problems);
  const YamlNode& node = value->resolved();
  if (node.kind != YamlKind::kScalar || node.text().find('\0') != std::string_view::npos) {
    context.error(*value, "expected the path of the layer above, a file or a directory");
    return;
  }
  if (open_.size() >= kDeepestLayer) {
    context.error(*value, "layers are at most 8 deep; join some of them");
    return;
  }
  const std::string above =
      (fs::path(candidate.file).parent_path() / node.text()).lexically_normal().string();
  const std::string identity = identity_of(above);
  const auto is_above = [&identity](const Open& open) { return open.identity == identity; };
  const auto start = std::find_if(open_.begin(), open_.end(), is_above);
  if (start != open_.end()) {
    std::string chain;
    for (auto open = start; open != open_.end(); ++open) chain += open->path + " extends ";
    context.error(*value, "the layers form a circle: " + chain + start->path +
                              "; the highest layer extends nothing");
    return;
  }
  const Status status = visit(above, nullptr);
  if (status) return;
  context.error(*value, reason_of(status.error()));
  layers_read_.insert(identity);  // told once, and not read again
}

// A layer whose files were all read by those above it is still a layer: its name may be told.
void LayerReader::claim(const std::string& path, std::vector<Candidate> candidates) {
  RegistryLayer layer;
  layer.path = path;
  for (Candidate& candidate : candidates) {
    if (!files_read_.insert(candidate.identity).second) continue;
    layer.files.push_back(candidate.file);
    names.push_back(candidate.file);
    digests_ += candidate.digest;
    if (candidate.document) {
      files.push_back({candidate.file, layers.size(), std::move(*candidate.document)});
    } else {
      unparsable.push_back(candidate.file + ":" + candidate.error);
    }
  }
  layers.push_back(std::move(layer));
}

}  // namespace keyhound
