// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/repository_owner.h"

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

// A mirror there has an owner of its own, which says nothing about owners on GitHub.
bool is_other_service(std::string_view host) {
  for (const std::string_view name :
       {"gitlab", "bitbucket", "dev.azure.com", "visualstudio.com", "amazonaws.com"})
    if (host.find(name) != std::string_view::npos) return true;
  return false;
}

}  // namespace

std::string repository_owner(std::string_view remote) {
  const std::string lower = to_lower_ascii(remote);
  std::string_view rest = lower;
  const std::size_t scheme = rest.find("://");
  const bool is_url = scheme != std::string_view::npos;
  if (is_url) {
    if (rest.starts_with("file:")) return {};
    rest.remove_prefix(scheme + 3);
  }
  // git@host:acme/pay, which a path with a colon in it may look like.
  const std::size_t end_of_host = rest.find(is_url ? '/' : ':');
  if (end_of_host == std::string_view::npos) return {};
  const std::string_view host = rest.substr(0, end_of_host);
  if (host.find(is_url ? '\\' : '/') != std::string_view::npos || is_other_service(host)) return {};
  const std::string_view path = rest.substr(end_of_host + 1);
  const std::size_t slash = path.find('/');
  const bool has_repository = slash != std::string_view::npos && slash + 1 < path.size();
  return has_repository ? std::string(path.substr(0, slash)) : std::string();
}

}  // namespace keyhound
