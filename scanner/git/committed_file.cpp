// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/committed_file.h"

#include <vector>

#include "scanner/git/file_lookup.h"
#include "scanner/git/pack/pack_reader.h"
#include "scanner/git/pack/pack_set.h"

namespace keyhound {

Result<CommittedFile> read_committed_file(const Repository& repository, const std::string& revision,
                                          std::string_view path, std::uint64_t limit) {
  KEYHOUND_TRY(const ObjectId commit, repository.resolve(revision));
  std::vector<Diagnostic> diagnostics;  // what is damaged shows where it is needed
  const PackSet packs = PackSet::open(repository, diagnostics, PackChecks::kQuick);
  const auto reader = make_pack_reader(packs);
  KEYHOUND_TRY(const ObjectId blob, blob_at_path(*reader, repository.id_size(), commit, path));
  KEYHOUND_TRY(const ObjectData data, reader->read(blob, limit));
  return CommittedFile{commit.hex(), std::string(data.bytes)};
}

}  // namespace keyhound
