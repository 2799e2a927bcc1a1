// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "scanner/bulk/mirrors/mirror.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

TEST_CASE("Plain names stand where they are read") {
  CHECK(mirror_path("/c", "github.com/acme/pay") == "/c/mirrors/github.com/acme/pay.git");
  CHECK(mirror_path("/c", "h/acme.github.io") == "/c/mirrors/h/acme.github.io.git");
}

TEST_CASE("No name leaves the cache, shares a folder, or stands in another's") {
  const std::vector<std::string> names = {"",
                                          "a",
                                          "A",
                                          "a/b",
                                          "a//b",
                                          "a/",
                                          "/a",
                                          "a.git",
                                          "a.git/b",
                                          "a.git.lock",
                                          "a.git.new/b",
                                          "a.lock",
                                          "..",
                                          "../..",
                                          "a/../b",
                                          "a/./b",
                                          ".",
                                          ".git",
                                          "-a",
                                          "a.",
                                          "a ",
                                          "a\nb",
                                          "a\x1b[2Jb",
                                          std::string("a\0b", 3),
                                          "a\\b",
                                          "+hashed/x",
                                          "\xff\xfe",
                                          "gr\xc3\xbc\xc3\x9f"
                                          "e",
                                          std::string(5000, 'a'),
                                          std::string(5000, 'a') + "b",
                                          std::string(150, 'a'),
                                          std::string(150, 'A'),
                                          "h/Acme/Pay",
                                          "h/acme/pay",
                                          "h/acme/PAY"};
  std::set<std::string> paths;
  for (const std::string& name : names) {
    CAPTURE(name);
    const std::string path = mirror_path("/cache", name);
    CHECK(path.starts_with("/cache/mirrors/"));
    CHECK(path.ends_with(".git"));
    CHECK(fs::path(path).lexically_normal() == fs::path(path));
    CHECK(path.find_first_of(std::string("\0\n\x1b\\ ", 5)) == std::string::npos);
    CHECK(path.size() < 260);
    for (const fs::path& part : fs::path(path)) CHECK(part.string().size() < 200);
    CHECK(paths.insert(lower(path)).second);
  }
  for (const std::string& one : paths) {
    for (const std::string& other : paths) {
      for (const char* const beside : {"", ".lock", ".new"}) {
        CHECK_FALSE(other.starts_with(one + beside + "/"));
        CHECK_FALSE((*beside != '\0' && other == one + beside));
      }
    }
  }
}

}  // namespace
}  // namespace keyhound
