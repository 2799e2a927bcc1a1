// SPDX-License-Identifier: Apache-2.0
// https://git-scm.com/docs/git-ls-remote#_output: "<id> TAB <ref>", with --symref before it
// "ref: <target> TAB HEAD"; "<ref>^{}" is what a tag names.
#include "scanner/bulk/mirrors/remote_refs.h"

#include <algorithm>

namespace keyhound {
namespace {

constexpr std::string_view kSymbolic = "ref: ";

bool read_line(std::string_view line, RemoteRefs& remote) {
  const std::size_t tab = line.find('\t');
  if (tab == std::string_view::npos) return false;
  const std::string_view name = line.substr(tab + 1);
  if (line.starts_with(kSymbolic)) {
    if (name != "HEAD") return true;
    // Whatever the remote says stands here, and is given to git later on.
    remote.head_branch = line.substr(kSymbolic.size(), tab - kSymbolic.size());
    return remote.head_branch.starts_with("refs/");
  }
  const auto id = ObjectId::from_hex(line.substr(0, tab));
  if (!id) return false;
  if (name == "HEAD") remote.head_id = id->hex();
  if (name.starts_with("refs/") && !name.ends_with("^{}"))
    remote.refs.push_back({std::string(name), *id});
  return true;
}

}  // namespace

tl::expected<RemoteRefs, TargetFailure> read_remote_refs(std::string_view output) {
  RemoteRefs remote;
  while (!output.empty()) {
    const std::size_t end = std::min(output.find('\n'), output.size());
    if (end != 0 && !read_line(output.substr(0, end), remote)) {
      return tl::unexpected(
          TargetFailure{"protocol", "git ls-remote told a ref in a form that is not known"});
    }
    output.remove_prefix(std::min(end + 1, output.size()));
  }
  std::sort(remote.refs.begin(), remote.refs.end());
  return remote;
}

}  // namespace keyhound
