// SPDX-License-Identifier: Apache-2.0
#include "scanner/config/config_loader.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include "scanner/base/file.h"
#include "scanner/config/config_merge.h"
#include "scanner/config/config_reader.h"
#include "scanner/git/committed_file.h"
#include "scanner/git/git_library.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

bool leaves(const fs::path& path) {
  return path.is_absolute() || path.empty() || *path.begin() == "..";
}

// Errors of any kind are the configuration's: a run without it would not be what was asked for.
tl::unexpected<Error> refused(const Error& error) {
  return fail(ErrorKind::kConfiguration, error.message);
}

// The path in its commit.
Result<std::string> path_in_commit(const std::string& folder, const std::string& path) {
  const fs::path whole = (fs::path(folder) / path).lexically_normal();
  if (!leaves(whole)) return whole.generic_string();
  return fail(ErrorKind::kConfiguration,
              fmt::format("{} lies outside of the repository; a commit has no such file", path));
}

Result<CommittedFile> read_from_commit(const std::string& repository_path,
                                       const std::string& revision, const std::string& path,
                                       std::uint64_t limit) {
  const GitLibrary library;
  auto repository = Repository::discover(repository_path);
  if (!repository) {
    return fail(ErrorKind::kConfiguration,
                fmt::format("{} names the commit {}, and there is no git repository here that has "
                            "it",
                            path, revision));
  }
  auto file = read_committed_file(*repository, revision, path, limit);
  if (!file) return refused(file.error());
  return file;
}

// Where a directory lies in the work tree around it; kConfiguration when there is none.
Result<std::string> folder_in_repository(const std::string& folder) {
  const GitLibrary library;
  const std::string start = folder.empty() ? "." : folder;
  const auto repository = Repository::discover(start);
  if (!repository || repository->is_bare()) {
    return fail(ErrorKind::kConfiguration,
                "a ref needs a git repository around the file that names it, and there is none; "
                "name a path alone");
  }
  std::error_code error;
  const fs::path whole = fs::canonical(start, error);
  const fs::path root = fs::canonical(repository->work_dir(), error);
  if (error) return fail(ErrorKind::kConfiguration, error.message());
  return whole.lexically_relative(root).generic_string();
}

class Loader {
 public:
  Result<Configuration> load(const std::string& path) {
    KEYHOUND_TRY_STATUS(add({path, fs::path(path).parent_path().string(), "", ""},
                            read_file(path, kMostConfigBytes), 0));
    return std::move(all_);
  }

  Result<Configuration> load(const std::string& repository, const std::string& revision,
                             CommittedFile file) {
    ConfigSource source;
    source.name = revision + ":" + std::string(kConfigurationName);
    source.commit = std::move(file.commit);
    source.repository = repository;
    KEYHOUND_TRY_STATUS(add(source, std::move(file.content), 0));
    return std::move(all_);
  }

 private:
  // What makes two sources the same file.
  static std::string identity_of(const ConfigSource& source) {
    if (!source.commit.empty()) return source.commit + source.name.substr(source.name.find(':'));
    std::error_code error;
    const fs::path whole = fs::weakly_canonical(source.name, error);
    return error ? source.name : whole.string();
  }

  // Lays what the source extends over what is there, and itself over that.
  Status add(const ConfigSource& source, const Result<std::string>& text, std::size_t depth) {
    const std::string identity = identity_of(source);
    if (std::find(open_.begin(), open_.end(), identity) != open_.end())
      return fail(ErrorKind::kConfiguration, source.name + " extends itself in the end");
    if (!known_.insert(identity).second) return {};  // it counts where it was named first
    if (depth > kMostConfigDepth) {
      return fail(
          ErrorKind::kConfiguration,
          fmt::format("configurations extend each other more than {} deep", kMostConfigDepth));
    }
    if (all_.sources.size() == kMostConfigFiles) {
      return fail(ErrorKind::kConfiguration,
                  fmt::format("a configuration of more than {} files", kMostConfigFiles));
    }
    const std::size_t index = all_.sources.size();
    all_.sources.push_back(source);
    if (!text) return refused(text.error());
    KEYHOUND_TRY(ConfigFile file, parse_configuration(*text, source.name, index));
    open_.push_back(identity);
    for (const ConfigExtension& extension : file.extends) {
      const Status added = extend(source, extension, depth);
      if (added) continue;
      const std::string place = to_string(all_, extension.origin);
      return fail(added.error().within(place + ": extends"));
    }
    open_.pop_back();
    merge_configuration(std::move(file.configuration), all_);
    return {};
  }

  Status extend(const ConfigSource& from, const ConfigExtension& extension, std::size_t depth) {
    if (from.commit.empty() && extension.ref.empty()) {
      const fs::path path = (fs::path(from.folder) / extension.path).lexically_normal();
      return add({path.string(), path.parent_path().string(), "", ""},
                 read_file(path.string(), kMostConfigBytes), depth + 1);
    }
    ConfigSource source;
    std::string folder = from.folder;
    source.repository = from.repository;
    if (from.commit.empty()) {
      source.repository = from.folder.empty() ? "." : from.folder;
      KEYHOUND_TRY(folder, folder_in_repository(from.folder));
    }
    KEYHOUND_TRY(const std::string path, path_in_commit(folder, extension.path));
    const std::string label =
        extension.ref.empty() ? from.name.substr(0, from.name.find(':')) : extension.ref;
    const std::string revision = extension.ref.empty() ? from.commit : extension.ref;
    KEYHOUND_TRY(CommittedFile file,
                 read_from_commit(source.repository, revision, path, kMostConfigBytes));
    source.name = label + ":" + path;
    source.folder = fs::path(path).parent_path().generic_string();
    source.commit = file.commit;
    return add(source, std::move(file.content), depth + 1);
  }

  Configuration all_;
  std::vector<std::string> open_;  // identities of the files that are being extended
  std::set<std::string> known_;
};

}  // namespace

Result<Configuration> load_configuration(const std::string& path) { return Loader().load(path); }

Result<std::optional<Configuration>> load_committed_configuration(const std::string& repository,
                                                                  const std::string& revision) {
  const GitLibrary library;
  KEYHOUND_TRY(const Repository opened, Repository::open(repository));
  auto file = read_committed_file(opened, revision, kConfigurationName, kMostConfigBytes);
  if (!file && file.error().kind == ErrorKind::kUsage) return std::nullopt;
  if (!file && file.error().kind == ErrorKind::kCorrupt) return fail(file.error());
  if (!file) return refused(file.error());
  KEYHOUND_TRY(Configuration all, Loader().load(repository, revision, std::move(*file)));
  return std::optional<Configuration>(std::move(all));
}

Result<std::string> read_configured_file(const Configuration& configuration,
                                         const ConfiguredText& path, std::uint64_t limit) {
  const ConfigSource& source = configuration.source_of(path.origin);
  KEYHOUND_TRY(const std::string inside, path_in_commit(source.folder, path.value));
  KEYHOUND_TRY(CommittedFile file,
               read_from_commit(source.repository, source.commit, inside, limit));
  return std::move(file.content);
}

}  // namespace keyhound
