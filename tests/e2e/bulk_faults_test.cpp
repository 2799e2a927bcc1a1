// SPDX-License-Identifier: Apache-2.0
// Bulk scans where the machine fails them: no room for mirrors or the store, a store of a newer
// version, two coordinators at once. Deaths of processes: tests/faults/kills.py.
#include <doctest/doctest.h>
#include <sys/mount.h>

#include <filesystem>
#include <thread>

#include "tests/e2e/bulk_organisation.h"

namespace keyhound::testing {

namespace {

namespace fs = std::filesystem;

// A file system of that size in memory, mounted for the test; only root may.
class SmallDisk {
 public:
  explicit SmallDisk(const std::string& size) {
    is_mounted_ = ::mount("none", dir_.str().c_str(), "tmpfs", 0, ("size=" + size).c_str()) == 0;
    if (!is_mounted_) MESSAGE("skipped: mounting a small disk is not permitted");
  }
  ~SmallDisk() {
    if (is_mounted_) ::umount2(dir_.str().c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  bool is_mounted() const { return is_mounted_; }
  std::string operator/(std::string_view name) const { return dir_ / name; }
  void resize(const std::string& size) const {
    REQUIRE(::mount("none", dir_.str().c_str(), "tmpfs", MS_REMOUNT, ("size=" + size).c_str()) ==
            0);
  }

 private:
  TempDir dir_;
  bool is_mounted_ = false;
};

// Runs a statement in the store with Python's sqlite3, which the program's own cannot be asked for.
std::string ask_store(const std::string& store, const std::string& sql) {
  const RunResult result = run({"python3", "-c",
                                "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); "
                                "print(c.execute(sys.argv[2]).fetchall());"
                                "c.commit()",
                                store, sql});
  INFO(result.describe());
  REQUIRE(result.exit_code == 0);
  return result.out;
}

}  // namespace

TEST_CASE("A mirror that finds no room is a failure, and what needs less is scanned") {
  const SmallDisk disk("4m");
  if (!disk.is_mounted()) return;
  BulkOrganisation acme;
  acme.cache = disk / "cache";
  acme.jobs = "1";
  acme.add("large", 21);
  acme.repo("large").commit_file("data.bin", random_text(1, 9U << 20U, "0123456789abcdefABCDEF+/"),
                                 "Add data");
  acme.repo("large").pack();
  acme.publish("large");
  acme.add("small", 22);
  const RunResult result = acme.run({acme.url("large"), acme.url("small")});
  INFO(result.describe());
  CHECK(result.exit_code == 3);
  CHECK(acme.outcomes() == "scanned 1, unchanged 0, failed 1, excluded 0, pending 0");
  // Over plain files git does not say that it found no room, as it does over its own protocol.
  CHECK((acme.failure("large") == "disk-full" || acme.failure("large") == "fetch-failed"));
  disk.resize("60m");
  CHECK(acme.run({acme.url("large"), acme.url("small")}).exit_code == 0);
  CHECK(acme.states() == "new 1, existing 1, regressed 0, fixed 0");
}

TEST_CASE("A store that finds no room says so, and the run goes on where it has some") {
  const SmallDisk disk("600k");
  if (!disk.is_mounted()) return;
  BulkOrganisation acme;
  acme.store = disk / "store.db";
  std::vector<std::string> urls;
  for (unsigned i = 0; i < 8; ++i) {
    const std::string name = "r" + std::to_string(i);
    urls.push_back(acme.add(name, 30 + i));
    std::string many;
    for (unsigned n = 0; n < 60; ++n) many += "KEY=" + github_pat(1000 + 60 * i + n) + "\n";
    acme.repo(name).commit_file("many.env", many, "Add many");
    acme.publish(name);
  }
  const RunResult full = acme.run(urls);
  INFO(full.describe());
  CHECK(full.exit_code == 3);
  CHECK((full.err + full.out).find("full") != std::string::npos);
  disk.resize("60m");
  const RunResult rest = acme.run(urls);
  INFO(rest.describe());
  CHECK(rest.exit_code == 0);
  CHECK(ask_store(acme.store, "SELECT COUNT(*), COUNT(DISTINCT repository_id) FROM findings") ==
        "[(488, 8)]\n");
  CHECK(acme.status()["coverage"]["complete"] == true);
}

TEST_CASE("A store of a newer version is left alone, and both versions are named") {
  BulkOrganisation acme;
  const std::string url = acme.add("pay", 40);
  CHECK(acme.run({url}).exit_code == 0);
  ask_store(acme.store, "INSERT INTO schema_version (version, applied) VALUES (999, '')");
  const std::string before = read_whole_file(acme.store);
  std::vector<RunResult> results = {acme.run({url})};
  for (const char* question : {"status", "report"})
    results.push_back(keyhound({"bulk", question, "--store", acme.store}));
  for (const RunResult& result : results) {
    INFO(result.describe());
    CHECK(result.exit_code == 2);
    CHECK(result.err.find("999") != std::string::npos);
  }
  CHECK(read_whole_file(acme.store) == before);
}

TEST_CASE("Two coordinators at once share the work of a run, and scan nothing twice") {
  BulkOrganisation acme;
  std::vector<std::string> arguments = {"--run", "shared"};
  for (unsigned i = 0; i < 12; ++i) arguments.push_back(acme.add("r" + std::to_string(i), 50 + i));
  RunResult first;
  RunResult second;
  std::thread other([&] { second = acme.run(arguments); });
  first = acme.run(arguments);
  other.join();
  INFO(first.describe());
  INFO(second.describe());
  CHECK(first.exit_code == 0);
  CHECK(second.exit_code == 0);
  CHECK(acme.outcomes() == "scanned 12, unchanged 0, failed 0, excluded 0, pending 0");
  CHECK(acme.states() == "new 12, existing 0, regressed 0, fixed 0");
  CHECK(ask_store(acme.store, "SELECT COUNT(*), MAX(attempts) FROM run_targets") == "[(12, 1)]\n");
}

}  // namespace keyhound::testing
