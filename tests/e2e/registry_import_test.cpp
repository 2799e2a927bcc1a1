// SPDX-License-Identifier: Apache-2.0
// `keyhound registry import`, by the program: what it writes is linted and judges a scan; what it
// cannot read, and what it leaves out, is told.
#include <doctest/doctest.h>

#include "tests/support/build_places.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {
namespace {

const std::string kFixtures = std::string(testing::kSourceDir) + "/fixtures/importers/";
const std::string kNow = "2026-11-23";

RunResult import_files(const std::string& format, std::vector<std::string> files,
                       const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments = {"registry", "import", format};
  for (const std::string& file : files) arguments.push_back(kFixtures + file);
  arguments.insert(arguments.end(), {"--now", kNow});
  arguments.insert(arguments.end(), more.begin(), more.end());
  return keyhound(arguments);
}

struct Row {
  std::string format;
  std::vector<std::string> files;
  std::vector<std::string> options;
};

std::vector<Row> rows() {
  return {{"aws", {"aws/credential-report.csv", "aws/access-keys.json"}, {}},
          {"backstage", {"backstage/catalog-info.yaml"}, {}},
          {"codeowners", {"codeowners/CODEOWNERS"}, {}},
          {"codeowners", {"codeowners-gitlab/CODEOWNERS"}, {}},
          {"csv", {"csv/cmdb.csv"}, {"--map", "id=Asset", "--map", "created=Made"}},
          {"detect-secrets", {"detect-secrets/secrets.baseline"}, {}},
          {"github-alerts", {"github-alerts/alerts.json"}, {}},
          {"gitlab-report", {"gitlab-report/gl-secret-detection-report.json"}, {}},
          {"gitleaks", {"gitleaks/gitleaksignore.txt", "gitleaks/report.json"}, {}},
          {"hr-leavers", {"hr-leavers/leavers.csv"}, {}},
          {"trufflehog", {"trufflehog/results.jsonl"}, {}},
          {"vault", {"vault/secrets.json", "vault/static-roles.json"}, {}}};
}

}  // namespace

TEST_CASE("Every format is imported into a file that lint accepts, once people completed it") {
  for (const Row& row : rows()) {
    CAPTURE(row.format);
    TempDir dir;
    std::vector<std::string> options = row.options;
    const std::string output = dir / "imported.yaml";
    options.insert(options.end(), {"--output", output, "--requested-by", "user:ana", "--approver",
                                   "user:ciso", "--ticket", "SEC-1"});
    const RunResult result = import_files(row.format, row.files, options);
    INFO(result.describe());
    REQUIRE(result.exit_code == 0);
    CHECK(result.out.empty());
    CHECK(result.err.find("keyhound: imported ") != std::string::npos);
    const std::string yaml = dir.read_file("imported.yaml");
    CHECK(yaml.find("not-to-be-read") == std::string::npos);
    const RunResult lint = keyhound({"registry", "lint", output, "--now", kNow});
    INFO(lint.describe());
    CHECK(lint.exit_code == 0);
    const RunResult again = import_files(row.format, row.files, row.options);
    CHECK(again.out == import_files(row.format, row.files, row.options).out);
  }
}

TEST_CASE("What a person must add is told, and lint asks for the same") {
  TempDir dir;
  const RunResult result =
      import_files("gitleaks", {"gitleaks/gitleaksignore.txt"}, {"--output", dir / "i.yaml"});
  INFO(result.describe());
  CHECK(result.exit_code == 0);
  CHECK(result.err.find("imported 3 credentials, 3 exceptions") != std::string::npos);
  CHECK(result.err.find("fill in: owner.accountable and owner.accepted of 3 credentials") !=
        std::string::npos);
  CHECK(result.err.find("fill in: approver, granted, requested_by, ticket of 3 exceptions") !=
        std::string::npos);
  const RunResult lint = keyhound({"registry", "lint", dir / "i.yaml", "--now", kNow});
  INFO(lint.describe());
  CHECK(lint.exit_code == 2);
  CHECK(lint.out.find("it has no ticket and waives nothing") != std::string::npos);
}

TEST_CASE("What is left out is counted and told with its reason") {
  const RunResult result =
      import_files("aws", {"aws/credential-report.csv", "aws/access-keys.json"});
  INFO(result.describe());
  CHECK(result.err.find("left out 4: ") != std::string::npos);
  CHECK(result.err.find("1 access keys of the root account") != std::string::npos);
}

TEST_CASE("A wrong format, option, row or output ends with exit code 2, says why, writes nothing") {
  TempDir dir;
  dir.write_file("bad.csv", "id,created\na,soon\n");
  dir.write_file("there.yaml", "old");
  const auto check = [](const RunResult& result, const std::string& reason) {
    INFO(result.describe());
    CHECK(result.exit_code == 2);
    CHECK(result.out.empty());
    CHECK(result.err.find(reason) != std::string::npos);
  };
  check(keyhound({"registry", "import", "nothing", dir / "bad.csv"}), "known are aws, backstage");
  check(keyhound({"registry", "import", "csv", dir / "missing.csv"}), "missing.csv");
  check(keyhound({"registry", "import", "csv", dir / "bad.csv"}),
        "bad.csv:2:3: created: this is no date");
  check(keyhound({"registry", "import", "csv", dir / "bad.csv", "--map", "id"}),
        "--map: write FIELD=COLUMN");
  check(keyhound({"registry", "import", "csv", dir / "bad.csv", "--expires", "soon"}), "--expires");
  check(keyhound({"registry", "import", "csv", dir / "bad.csv", "--expires", "P0D"}), "--expires");
  check(keyhound({"registry", "import", "csv", dir / "bad.csv", "--map", "secret=id"}),
        "--map names a field that there is not");
  check(keyhound({"registry", "import", "csv", dir / "bad.csv", "--exported", "soon"}),
        "--exported");
  check(import_files("gitleaks", {"gitleaks/report.json"}, {"--output", dir / "there.yaml"}),
        "--force replaces it");
  CHECK(dir.read_file("there.yaml") == "old");
  CHECK(import_files("gitleaks", {"gitleaks/report.json"},
                     {"--output", dir / "there.yaml", "--force"})
            .exit_code == 0);
  check(import_files("gitleaks", {"gitleaks/report.json"},
                     {"--output", dir / "there.yaml", "--force", "--registry", dir / "there.yaml"}),
        "whose entries would be lost");
}

TEST_CASE("Imported again beside the registry, only observations are added, and they count") {
  TempDir dir;
  const std::vector<std::string> files = {"aws/credential-report.csv", "aws/access-keys.json"};
  CHECK(import_files("aws", files, {"--output", dir / "registry/a.yaml"}).exit_code == 2);
  dir.make_directory("registry");
  CHECK(import_files("aws", files, {"--output", dir / "registry/a.yaml"}).exit_code == 0);
  const RunResult again = import_files(
      "aws", files, {"--registry", dir / "registry", "--output", dir / "registry/b.yaml"});
  INFO(again.describe());
  CHECK(again.exit_code == 0);
  CHECK(again.err.find("imported 0 credentials") != std::string::npos);
  CHECK(again.err.find("3 in the registry already") != std::string::npos);
  CHECK(dir.read_file("registry/b.yaml").find("observations:") != std::string::npos);
  const RunResult lint = keyhound({"registry", "lint", dir / "registry", "--now", kNow});
  INFO(lint.describe());
  CHECK(lint.exit_code == 0);
  CHECK(lint.out.find("belongs to no entry") == std::string::npos);
}

TEST_CASE("A gitleaks baseline waives a finding until it ends, and is then reported") {
  GitRepoBuilder repo;
  repo.commit_file("deploy.sh", "TOKEN=" + github_pat(1) + "\n", "leak");
  repo.write("ignore.txt", "deploy.sh:github-pat:1\n");
  const std::string registry = repo.path() + "/imported.yaml";
  const RunResult imported = keyhound(
      {"registry", "import", "gitleaks", repo.path() + "/ignore.txt", "--output", registry, "--now",
       kNow, "--requested-by", "user:ana", "--approver", "user:ciso", "--ticket", "SEC-1"});
  INFO(imported.describe());
  REQUIRE(imported.exit_code == 0);
  const auto scan = [&](const std::string& now) {
    return keyhound({"scan", repo.path(), "--registry", registry, "--now", now, "--no-progress"})
        .out;
  };
  const std::string before = scan("2026-11-24");
  CAPTURE(before);
  CHECK(before.find("waived") != std::string::npos);
  const std::string after = scan("2026-12-24");
  CAPTURE(after);
  CHECK(after.find("FAIL OWN1001") != std::string::npos);
  CHECK(after.find("EXC1001") != std::string::npos);
}

TEST_CASE("With a ledger an import becomes evidence, with the digest of what it read") {
  const TempDir dir;
  const std::string ledger = dir / "l.jsonl";
  CHECK(keyhound({"evidence", "create", ledger, "--now", kNow}).exit_code == 0);
  CHECK(import_files("hr-leavers", {"hr-leavers/leavers.csv"}, {"--ledger", ledger}).exit_code ==
        0);
  const RunResult shown = keyhound({"evidence", "show", ledger, "--type", "import"});
  CHECK(shown.out.find("import.performed") != std::string::npos);
  CHECK(shown.out.find("digest=sha256:") != std::string::npos);
  CHECK(import_files("hr-leavers", {"hr-leavers/leavers.csv"}, {"--ledger", dir / "none"})
            .exit_code == 2);
}

}  // namespace keyhound::testing
