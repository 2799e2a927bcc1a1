// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/object_hash.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/git_repo_builder.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

TEST_CASE("The empty blob has the id that everybody knows") {
  CHECK(hash_object(ObjectType::kBlob, "", ObjectId::kSha1Size).hex() ==
        "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
  CHECK(hash_object(ObjectType::kBlob, "", ObjectId::kSha256Size).hex() ==
        "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813");
}

TEST_CASE("Objects of every type have the ids that git gives them, in both formats") {
  const std::string contents[] = {"", std::string("\0\n\xFF", 3), alphanumerics(1, 100'000)};
  for (const char* format : {"sha1", "sha256"}) {
    const GitRepoBuilder repo(GitRepoBuilder::Kind::kBare, format);
    const bool is_sha1 = std::string_view(format) == "sha1";
    const std::size_t id_size = is_sha1 ? ObjectId::kSha1Size : ObjectId::kSha256Size;
    for (const ObjectType type :
         {ObjectType::kCommit, ObjectType::kTree, ObjectType::kBlob, ObjectType::kTag}) {
      const std::string name(to_string(type));
      CAPTURE(format);
      CAPTURE(name);
      for (const std::string& content : contents) {
        CHECK(hash_object(type, content, id_size).hex() ==
              repo.git({"hash-object", "--literally", "--stdin", "-t", name}, content));
      }
    }
  }
}

TEST_CASE("A pack ends with the hash of the bytes before") {
  for (const char* format : {"sha1", "sha256"}) {
    CAPTURE(format);
    GitRepoBuilder repo(GitRepoBuilder::Kind::kWorkTree, format);
    repo.commit_file("a", "content", "message");
    repo.pack();
    const std::string pack = read_whole_file(repo.pack_path());
    const std::size_t id_size = repo.head().size() / 2;
    const std::string_view content = std::string_view(pack).substr(0, pack.size() - id_size);
    CHECK(hash_bytes(content, id_size) == pack.substr(content.size()));
  }
}

TEST_CASE("Bytes have the hashes that the standards give as examples") {
  CHECK(hex(hash_bytes("abc", ObjectId::kSha1Size)) == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(hex(hash_bytes("abc", ObjectId::kSha256Size)) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hex(hash_bytes("", ObjectId::kSha1Size)) == "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}

}  // namespace keyhound::testing
