// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/worker.h"

#include "scanner/cli/bulk/target_scan.h"
#include "tests/scanner/cli/bulk/bulk_fixture.h"

namespace keyhound::testing {

namespace fs = std::filesystem;

TEST_CASE("A worker scans history, and the next one finds nothing changed") {
  GitRepoBuilder repo;
  repo.commit_file("a.env", "TOKEN=" + github_pat(1) + "\n", "Add");
  repo.commit_removal("a.env", "Remove");
  const TempDir dir;
  const std::string bare = mirror_of(repo, dir / "bare.git");
  WorkerJob job = job_for(bare, dir / "1");
  const WorkerAnswer first = work_on(job);
  INFO(first.failure.message);
  REQUIRE(first.outcome == "scanned");
  CHECK(first.exit_code == 1);
  CHECK(fs::exists(job.folder + "/report.sarif"));
  const ScanResult result = findings_in(job);
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].rule_id == kGithubRule);
  CHECK(result.scan.target == bare);

  job = job_for(bare, dir / "2");
  job.refs_digest = first.refs_digest;
  job.basis = first.basis;
  const WorkerAnswer second = work_on(job);
  CHECK(second.outcome == "unchanged");
  CHECK(second.basis == first.basis);
  CHECK(fs::is_empty(job.folder));

  SUBCASE("unless it is to scan all the same") {
    job.rescan = true;
    CHECK(work_on(job).outcome == "scanned");
  }
  SUBCASE("unless a branch moved") {
    repo.branch("other");
    mirror_of(repo, bare);
    CHECK(work_on(job).outcome == "scanned");
  }
  SUBCASE("unless something else decides what is found") {
    job.scan_arguments = {"--min-confidence", "low"};
    CHECK(work_on(job).outcome == "scanned");
  }
  SUBCASE("unless objects count that no ref reaches") {
    job.scan_arguments = {"--unreachable"};
    job.basis = work_on(job).basis;
    CHECK(work_on(job).outcome == "scanned");
  }
  SUBCASE("also where only what judges it is another") {
    job.scan_arguments = {"--fail-on", "critical", "--registry", "elsewhere.yaml"};
    CHECK(work_on(job).outcome == "unchanged");
  }
}

TEST_CASE("A path with a work tree is scanned with its files, and each time") {
  GitRepoBuilder repo;
  repo.commit_file("a.txt", "nothing\n", "Add");
  repo.write("untracked.env", "TOKEN=" + github_pat(1) + "\n");
  const TempDir dir;
  WorkerJob job = job_for(repo.path(), dir / "1");
  const WorkerAnswer first = work_on(job);
  REQUIRE(first.outcome == "scanned");
  CHECK(findings_in(job).findings.size() == 1);
  job.refs_digest = first.refs_digest;
  job.basis = first.basis;
  CHECK(work_on(job).outcome == "scanned");
}

TEST_CASE("Each way in which a target cannot be scanned is a failure with its reason") {
  const TempDir dir;
  dir.make_directory("plain");
  GitRepoBuilder repo;
  repo.commit_file("a", "a\n", "Add");
  struct Row {
    std::string path;
    std::vector<std::string> arguments;
    std::vector<std::string> reasons;
  };
  const Row rows[] = {
      {dir / "nothing", {}, {"not-found", "no-repository"}},
      {dir / "plain", {}, {"no-repository"}},
      {repo.path(), {"--rules", dir / "missing.toml"}, {"not-found", "configuration"}},
      {repo.path(), {"--output", "x"}, {"configuration"}},
      {repo.path(), {"--now", "today"}, {"configuration"}},
      {repo.path(), {"--config", dir / "missing.toml"}, {"configuration"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path);
    WorkerJob job = job_for(row.path, dir / "job");
    job.scan_arguments = row.arguments;
    const WorkerAnswer answer = work_on(job);
    CHECK(answer.outcome == "failed");
    CAPTURE(answer.failure.reason);
    CHECK(std::find(row.reasons.begin(), row.reasons.end(), answer.failure.reason) !=
          row.reasons.end());
    CHECK_FALSE(answer.failure.message.empty());
  }
}

TEST_CASE("An empty repository was read to its end") {
  GitRepoBuilder repo(GitRepoBuilder::Kind::kBare);
  const TempDir dir;
  const WorkerJob job = job_for(repo.path(), dir / "job");
  const WorkerAnswer answer = work_on(job);
  CHECK(answer.outcome == "scanned");
  CHECK(answer.exit_code == 0);
  const ScanResult result = findings_in(job);
  CHECK(result.complete());
  REQUIRE(result.diagnostics.size() == 1);
  CHECK(result.diagnostics[0].kind == "empty-history");
}

TEST_CASE("A repository that is damaged was not read to its end") {
  GitRepoBuilder repo;
  repo.commit_file("a.env", "TOKEN=" + github_pat(1) + "\n", "Add");
  const std::string blob = repo.git({"rev-parse", "HEAD:a.env"});
  fs::remove(repo.loose_object_path(blob));
  fs::remove(repo.path() + "/a.env");
  const TempDir dir;
  const WorkerJob job = job_for(repo.path(), dir / "job");
  const WorkerAnswer answer = work_on(job);
  CHECK(answer.outcome == "scanned");
  CHECK(answer.exit_code == 3);
  CHECK_FALSE(findings_in(job).complete());
}

TEST_CASE("A mirror that was damaged in the cache is made anew, and scanned to its end") {
  GitRepoBuilder repo;
  repo.commit_file("a.env", "TOKEN=" + github_pat(1) + "\n", "Add");
  repo.pack();
  const TempDir dir;
  WorkerJob job = job_for("local/repo", dir / "job");
  job.target.kind = TargetKind::kUrl;
  job.target.location = "file://" + repo.path();
  job.mirrors.cache = dir / "cache";
  job.mirrors.protocols = {"file"};
  const WorkerAnswer first = work_on(job);
  INFO(first.failure.message);
  REQUIRE(first.outcome == "scanned");
  std::size_t damaged = 0;
  for (const auto& entry : fs::recursive_directory_iterator(dir / "cache/mirrors")) {
    if (entry.path().extension() != ".pack") continue;
    fs::permissions(entry.path(), fs::perms::owner_write, fs::perm_options::add);
    flip_bytes(entry.path(), fs::file_size(entry.path()) / 2, 20);
    ++damaged;
  }
  REQUIRE(damaged > 0);
  job.rescan = true;
  fs::remove_all(dir / "cache/state");
  const WorkerAnswer second = work_on(job);
  INFO(second.failure.message);
  CHECK(second.outcome == "scanned");
  CHECK(second.exit_code == 1);
  const ScanResult result = findings_in(job);
  CHECK(result.complete());
  CHECK(result.findings.size() == 1);
}

TEST_CASE("With a cache a worker remembers what it scanned, below the cache") {
  GitRepoBuilder repo;
  repo.commit_file("a.env", "TOKEN=" + github_pat(1) + "\n", "Add");
  const TempDir dir;
  WorkerJob job = job_for(repo.path(), dir / "job");
  job.mirrors.cache = dir / "cache";
  job.target.name = "../../outside";
  const std::string state = state_path(job.mirrors.cache, job.target.name);
  CHECK(state.rfind(job.mirrors.cache + "/state/", 0) == 0);
  CHECK(state.find("..") == std::string::npos);
  REQUIRE(work_on(job).outcome == "scanned");
  CHECK(fs::exists(state));
  dir.write_file("cache/state/" + fs::path(state).filename().string(), "damaged");
  CHECK(work_on(job).outcome == "scanned");
  CHECK(findings_in(job).findings.size() == 1);
}

TEST_CASE("A comment that silences a finding until a day makes the scan hold until then") {
  GitRepoBuilder repo;
  repo.commit_file("a.env",
                   "TOKEN=" + github_pat(1) + " # keyhound:allow " + std::string(kGithubRule) +
                       " until=2030-06-01 reason=\"a sample\"\n",
                   "Add");
  const TempDir dir;
  WorkerJob job = job_for(mirror_of(repo, dir / "bare.git"), dir / "job");
  job.scan_arguments = {"--now", "2030-01-01"};
  const WorkerAnswer first = work_on(job);
  REQUIRE(first.outcome == "scanned");
  CAPTURE(first.basis);
  CHECK(first.basis.find(" until 2030-06-01") != std::string::npos);
  CHECK(findings_in(job).findings.empty());
  job.refs_digest = first.refs_digest;
  job.basis = first.basis;
  CHECK(work_on(job).outcome == "unchanged");
  job.scan_arguments = {"--now", "2030-07-01"};
  CHECK(work_on(job).outcome == "scanned");
  CHECK(findings_in(job).findings.size() == 1);
}

}  // namespace keyhound::testing
