// SPDX-License-Identifier: Apache-2.0
// Decodes every object of real repositories and compares type, size and content, id by id, with
// what git prints, and the hash of each with its id. The repositories are bundles in the folder
// KEYHOUND_DATA (default: ../shared/data beside the sources); without them it is skipped (77).
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scanner/git/object_hash.h"
#include "scanner/git/pack/pack_reader.h"
#include "scanner/git/pack/pack_set.h"
#include "tests/support/build_places.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

constexpr int kSkipped = 77;
constexpr const char* kBundles[] = {"redis", "curl"};

struct ClosePipe {
  void operator()(std::FILE* pipe) const { static_cast<void>(pclose(pipe)); }
};

// The output of `git cat-file --batch` on all objects of a repository, one at a time.
class CatFile {
 public:
  // REQUIRES: `repository` needs no quoting.
  explicit CatFile(const std::string& repository)
      : pipe_(popen(("git -C '" + repository +
                     "' cat-file --batch --batch-all-objects --unordered --buffer")
                        .c_str(),
                    "r")) {}

  std::string id;
  std::string type;
  std::string content;

  // False at the end of the output, and where it is not what it should be.
  bool next() {
    char id_text[65] = {};
    char type_text[16] = {};
    std::size_t size = 0;
    if (!pipe_ || std::fscanf(pipe_.get(), "%64s %15s %zu", id_text, type_text, &size) != 3)
      return false;
    id = id_text;
    type = type_text;
    content.resize(size + 2);  // a newline before and behind
    if (std::fread(content.data(), 1, content.size(), pipe_.get()) != content.size()) return false;
    return content.front() == '\n' && content.back() == '\n';
  }
  [[nodiscard]] std::string_view bytes() const {
    return std::string_view(content).substr(1, content.size() - 2);
  }

 private:
  std::unique_ptr<std::FILE, ClosePipe> pipe_;
};

std::string difference(const CatFile& git, ObjectReader& reader) {
  const auto id = ObjectId::from_hex(git.id);
  if (!id) return "is no object id";
  const auto header = reader.read_header(*id);
  if (!header) return header.error().message;
  if (to_string(header->type) != git.type) return "has another type by its header";
  if (header->size != git.bytes().size()) return "has another size by its header";
  const auto object = reader.read(*id);
  if (!object) return object.error().message;
  if (to_string(object->type) != git.type) return "has another type";
  if (object->bytes != git.bytes()) return "has another content";
  if (hash_object(object->type, object->bytes, id->bytes().size()) != *id)
    return "has another hash";
  return {};
}

bool compare(const std::string& name, const std::string& bundle) {
  const TempDir folder;
  const std::string repository = folder / "clone.git";
  const RunResult cloned = run({"git", "clone", "-q", "--mirror", bundle, repository});
  if (cloned.exit_code != 0) {
    std::printf("%s: %s\n", name.c_str(), cloned.describe().c_str());
    return false;
  }
  std::vector<Diagnostic> diagnostics;
  const PackSet packs = PackSet::open(repository + "/objects", ObjectId::kSha1Size, diagnostics);
  const auto reader = make_pack_reader(packs);
  std::size_t count = 0;
  std::size_t wrong = diagnostics.size();
  std::uint64_t bytes = 0;
  for (CatFile git(repository); git.next(); ++count) {
    bytes += git.bytes().size();
    const std::string reason = difference(git, *reader);
    if (!reason.empty() && ++wrong < 20)
      std::printf("%s: object %s: %s\n", name.c_str(), git.id.c_str(), reason.c_str());
  }
  const std::size_t known = packs.all_ids().size();
  std::printf("%s: %zu objects of %llu bytes, %zu known, %zu wrong\n", name.c_str(), count,
              static_cast<unsigned long long>(bytes), known, wrong);
  return wrong == 0 && count == known && count > 0;
}

int compare_all() {
  const char* given = std::getenv("KEYHOUND_DATA");
  const std::string data =
      given != nullptr ? given : std::string(testing::kSourceDir) + "/../shared/data";
  bool is_right = true;
  for (const char* name : kBundles) {
    const std::string bundle = data + "/" + name + ".bundle";
    if (!std::filesystem::exists(bundle)) {
      std::printf("%s is missing; set KEYHOUND_DATA\n", bundle.c_str());
      return kSkipped;
    }
    is_right = compare(name, bundle) && is_right;
  }
  return is_right ? 0 : 1;
}

}  // namespace
}  // namespace keyhound::testing

int main() { return keyhound::testing::compare_all(); }
