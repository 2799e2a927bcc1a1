// SPDX-License-Identifier: Apache-2.0
// A mirror is cloned under another name and renamed when it is whole, so one that was interrupted
// counts for nothing. To update it git is asked for the remote's refs first: mostly nothing
// changed, and that answer also says where HEAD is, which fetching does not.
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scanner/base/file.h"
#include "scanner/bulk/mirrors/cache_failure.h"
#include "scanner/bulk/mirrors/folder_size.h"
#include "scanner/bulk/mirrors/git_command.h"
#include "scanner/bulk/mirrors/mirror.h"
#include "scanner/bulk/mirrors/mirror_folder.h"
#include "scanner/bulk/mirrors/mirror_lock.h"
#include "scanner/bulk/mirrors/remote_address.h"
#include "scanner/bulk/mirrors/remote_refs.h"
#include "scanner/git/ref_list.h"

namespace keyhound {

namespace fs = std::filesystem;

namespace {

using Refusal = tl::unexpected<TargetFailure>;
using Done = tl::expected<void, TargetFailure>;
using Reach = GitCommand::Reach;

constexpr std::size_t kMessages = 64U << 10U;
constexpr std::size_t kMostRefBytes = 64U << 20U;  // about a million refs
// Each fetch adds one, and a scan looks an object up in each.
constexpr std::size_t kMostPacks = 50;

class MirrorUpdate {
 public:
  MirrorUpdate(GitCommand git, std::string path, std::uint64_t largest_bytes)
      : git_(std::move(git)), path_(std::move(path)), largest_bytes_(largest_bytes) {}

  // The answer: whether it was made anew.
  tl::expected<bool, TargetFailure> run(bool renew) {
    const auto state = prepare_mirror_folder(path_, git_.address().url);
    if (!state) return Refusal(state.error());
    if (*state != MirrorState::kUsable || renew) return clone();
    const Done done = refresh();
    if (done) return false;
    // What git cannot work with here may be whole at the remote.
    if (done.error().reason == "corrupt") return clone();
    if (done.error().reason == "size-limit")
      static_cast<void>(remove_mirror_folder(path_));
    else
      static_cast<void>(prepare_mirror_folder(path_, git_.address().url));
    return Refusal(done.error());
  }

 private:
  tl::expected<bool, TargetFailure> clone() {
    const std::string fresh = path_ + ".new";
    if (Done removed = remove_mirror_folder(fresh); !removed) return Refusal(removed.error());
    Done done = clone_into(fresh);
    if (done) done = remove_mirror_folder(path_);
    if (!done) {
      static_cast<void>(remove_mirror_folder(fresh));
      return Refusal(done.error());
    }
    std::error_code error;
    fs::rename(fresh, path_, error);
    if (error) return Refusal(cache_failure(path_, error.value()));
    return true;
  }

  Done clone_into(const std::string& fresh) {
    const auto cloned = git_.run(Reach::kRemote,
                                 {"clone", "--mirror", "--no-local", "--template=", "--quiet",
                                  "--no-recurse-submodules", "--", git_.address().url, fresh},
                                 {}, fresh, kMessages);
    if (!cloned) return Refusal(cloned.error());
    const auto state = prepare_mirror_folder(fresh, git_.address().url);
    if (!state) return Refusal(state.error());
    if (*state != MirrorState::kUsable) {
      return Refusal(TargetFailure{"corrupt", "git made a mirror that is not whole; run again"});
    }
    if (read_refs(fresh).refs.empty()) {
      if (Done asked = ask_whether_empty(); !asked) return asked;
    }
    return check_size(fresh);
  }

  // git takes a web page without a line end for the list of refs of an empty repository, as a
  // server without git's own protocol gives it. Such a repository cannot be told from a page of
  // whatever kind, so it is none.
  Done ask_whether_empty() const {
    const std::string& protocol = git_.address().protocol;
    if (protocol != "http" && protocol != "https") return {};
    const auto asked = git_.run(Reach::kTraced, {"ls-remote", "--quiet", "--", git_.address().url},
                                {}, {}, kMessages);
    if (!asked) return Refusal(asked.error());
    if (asked->err.find("packet:") != std::string::npos) return {};
    return Refusal(TargetFailure{
        "no-repository",
        "what answers there does not speak git's protocol and names no ref; see the URL in a "
        "browser: it may be a page to sign in"});
  }

  Done refresh() {
    const auto listed =
        git_.run(Reach::kRemote, {"ls-remote", "--symref", "--quiet", "--", git_.address().url},
                 path_, {}, kMostRefBytes);
    if (!listed) return Refusal(listed.error());
    if (listed->out.size() >= kMostRefBytes) {
      return Refusal(TargetFailure{"size-limit", "the remote has more refs than can be held"});
    }
    const auto remote = read_remote_refs(listed->out);
    if (!remote) return Refusal(remote.error());
    if (remote->refs.empty()) {
      if (Done asked = ask_whether_empty(); !asked) return asked;
    }
    const RefList local = read_refs(path_);
    if (!local.diagnostics.empty()) {
      return Refusal(TargetFailure{"corrupt", "the mirror has a ref that cannot be read"});
    }
    if (local.refs == remote->refs) return follow_head(*remote);
    return fetch()
        .and_then([&] { return follow_head(*remote); })
        .and_then([&] { return tidy(); })
        .and_then([&] { return check_size(path_); });
  }

  Done fetch() {
    return run_here(Reach::kRemote,
                    {"fetch", "--quiet", "--prune", "--force", "--no-tags", "--no-write-fetch-head",
                     "--no-auto-maintenance", "--no-recurse-submodules", "--", git_.address().url,
                     "+refs/*:refs/*"});
  }

  // A remote without refs tells no HEAD; the one that was stays then.
  Done follow_head(const RemoteRefs& remote) {
    const auto text = read_file(path_ + "/HEAD", kMessages);
    if (!remote.head_branch.empty()) {
      if (text && *text == "ref: " + remote.head_branch + "\n") return {};
      return run_here(Reach::kLocal, {"symbolic-ref", "--", "HEAD", remote.head_branch});
    }
    if (remote.head_id.empty() || (text && *text == remote.head_id + "\n")) return {};
    return run_here(Reach::kLocal, {"update-ref", "--no-deref", "--", "HEAD", remote.head_id});
  }

  // Refs in one file are read in less time. Objects in many packs are too, but packing them anew
  // takes much more than it saves until they are many. Nothing is lost where it does not work out.
  Done tidy() {
    Done packed = run_here(Reach::kLocal, {"pack-refs", "--all"});
    if (!packed || count_packs(path_) <= kMostPacks) return packed;
    if (!run_here(Reach::kLocal, {"repack", "-a", "-d", "-q"})) {
      const auto state = prepare_mirror_folder(path_, git_.address().url);
      if (!state) return Refusal(state.error());
    }
    return {};
  }

  Done run_here(Reach reach, const std::vector<std::string>& arguments) {
    const auto output = git_.run(reach, arguments, path_, path_, kMessages);
    if (!output) return Refusal(output.error());
    return {};
  }

  Done check_size(const std::string& folder) const {
    if (largest_bytes_ == 0 || folder_size(folder) <= largest_bytes_) return {};
    return Refusal(over_size(largest_bytes_));
  }

  GitCommand git_;
  std::string path_;
  std::uint64_t largest_bytes_;
};

// Only this user reads what may be private repositories.
Done make_folder_of(const std::string& cache, const std::string& path) {
  std::error_code error;
  const fs::path mirrors = fs::path(cache) / "mirrors";
  if (fs::create_directories(mirrors, error)) {
    fs::permissions(mirrors, fs::perms::owner_all, error);
  }
  if (!error) fs::create_directories(fs::path(path).parent_path(), error);
  if (error) return Refusal(cache_failure(fs::path(path).parent_path().string(), error.value()));
  return {};
}

}  // namespace

tl::expected<Mirror, TargetFailure> update_mirror(const Target& target,
                                                  const MirrorOptions& options) {
  auto address = read_remote_address(target.location, options.protocols);
  if (!address) return Refusal(std::move(address).error());
  auto git = GitCommand::make(target, std::move(*address), options);
  if (!git) return Refusal(std::move(git).error());
  std::error_code error;
  const std::string cache = fs::absolute(options.cache, error).string();
  const std::string path = mirror_path(cache, target.name);
  if (Done made = make_folder_of(cache, path); !made) return Refusal(made.error());
  auto lock = MirrorLock::take(path + ".lock", git->deadline());
  if (!lock) return Refusal(std::move(lock).error());
  const auto held = std::make_shared<MirrorLock>(std::move(*lock));
  const auto is_new = MirrorUpdate(std::move(*git), path, options.largest_bytes).run(options.renew);
  if (!is_new) return Refusal(is_new.error());
  held->share();
  return Mirror{path, *is_new, held};
}

}  // namespace keyhound
