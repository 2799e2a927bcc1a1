// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/api_cache.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

namespace fs = std::filesystem;

constexpr const char* kUrl = "https://api.acme.example/orgs/a/repos?page=1";

CachedPage page() { return {"\"1\"", "", {{"link", "<x>; rel=\"next\""}}, "[1,\n2]"}; }

fs::path only_file(const std::string& folder) { return fs::directory_iterator(folder)->path(); }

}  // namespace

TEST_CASE("A page that is kept comes back, for its own URL alone") {
  const TempDir dir;
  const ApiCache cache(dir / "cache/api");
  CHECK_FALSE(cache.load(kUrl).has_value());
  REQUIRE(cache.store(kUrl, page()).has_value());
  const auto loaded = cache.load(kUrl);
  REQUIRE(loaded.has_value());
  CHECK(loaded->etag == "\"1\"");
  CHECK(loaded->headers == page().headers);
  CHECK(loaded->body == page().body);
  CHECK_FALSE(cache.load(std::string(kUrl) + "0").has_value());
  CHECK((fs::status(dir / "cache/api").permissions() == fs::perms::owner_all));
}

TEST_CASE("A page that is damaged, cut or of another URL counts as not there") {
  const TempDir dir;
  const ApiCache cache(dir / "api");
  REQUIRE(cache.store(kUrl, page()).has_value());
  const fs::path file = only_file(dir / "api");
  const std::string whole = read_whole_file(file);
  for (const std::string& text :
       {std::string(), std::string("x"), whole.substr(0, whole.size() - 1), whole + "x",
        whole.substr(1), "{}\n" + whole, std::string("[]\n[]"), std::string(1000, '[') + "\n"}) {
    write_whole_file(file, text);
    CHECK_FALSE(cache.load(kUrl).has_value());
  }
  write_whole_file(file, whole);
  CHECK(cache.load(kUrl).has_value());
  REQUIRE(cache.store("https://other.example/", page()).has_value());
  for (const auto& entry : fs::directory_iterator(dir / "api")) {
    if (entry.path() != file)
      fs::copy_file(entry.path(), file, fs::copy_options::overwrite_existing);
  }
  CHECK_FALSE(cache.load(kUrl).has_value());
}

TEST_CASE("Without a folder nothing is kept, and a folder that cannot be made is an error") {
  const ApiCache none("");
  CHECK(none.store(kUrl, page()).has_value());
  CHECK_FALSE(none.load(kUrl).has_value());
  const TempDir dir;
  dir.write_file("file", "x");
  CHECK_FALSE(ApiCache(dir / "file/api").store(kUrl, page()).has_value());
}

}  // namespace keyhound::testing
