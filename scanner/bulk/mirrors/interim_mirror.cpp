// SPDX-License-Identifier: Apache-2.0
// Stands in for the mirrors until they are there.
#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"
#include "scanner/bulk/mirrors/mirror.h"
#include "scanner/git/ref_list.h"
#include "scanner/git/repository.h"

namespace keyhound {
tl::expected<Mirror, TargetFailure> update_mirror(const Target&, const MirrorOptions&) {
  return tl::unexpected(TargetFailure{"internal", "mirrors are not there yet"});
}
tl::expected<std::string, TargetFailure> refs_digest_of(const std::string& path) {
  const auto repository = Repository::open(path);
  if (!repository) return tl::unexpected(TargetFailure{"no-repository", repository.error().message});
  std::string text = repository->head() ? repository->head()->hex() : "";
  for (const Ref& ref : read_refs(repository->common_dir()).refs)
    text += ref.name + '\0' + ref.id.hex() + '\n';
  return "sha256:" + to_hex(sha256(text));
}
}  // namespace keyhound
