// SPDX-License-Identifier: Apache-2.0
// No output ever holds a secret, a reversible form of it, or an unkeyed hash of it.
#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return text;
}

std::string digest(const char* program, const std::string& secret) {
  RunOptions options;
  options.stdin_bytes = secret;
  const std::string out = run({program}, options).out;
  return out.substr(0, out.find(' '));
}

// What must not occur, in lower case: comparing without case finds every spelling of hex.
struct Forbidden {
  std::string what;
  std::string text;
};

// The middle of base64 is the same at each of the three alignments of the surrounding text.
std::string base64_core(const std::string& secret, size_t shift) {
  const std::string whole = base64(std::string(shift, ' ') + secret);
  return whole.substr(4, whole.size() - 12);
}

std::vector<Forbidden> forbidden_forms(const std::vector<PlantedSecret>& secrets) {
  std::vector<Forbidden> forms;
  for (const PlantedSecret& planted : secrets) {
    const auto add = [&](const std::string& form, const std::string& text) {
      forms.push_back({planted.name + " as " + form, lower(text)});
    };
    add("plain text", planted.secret);
    add("half of it", planted.secret.substr(planted.secret.size() / 2));
    add("hex", hex(planted.secret));
    for (size_t shift = 0; shift < 3; ++shift) add("base64", base64_core(planted.secret, shift));
    for (const char* program : {"sha1sum", "sha256sum", "md5sum"}) {
      const std::string sum = digest(program, planted.secret);
      add(program, sum);
      add(std::string(program) + " in base64", base64(from_hex(sum)).substr(0, 20));
    }
  }
  return forms;
}

class LeakCheck {
 public:
  LeakCheck() : secrets_(planted_secrets()), forms_(forbidden_forms(secrets_)) {}

  const std::vector<PlantedSecret>& secrets() const { return secrets_; }

  void check(const std::string& output) const {
    const std::string folded = lower(output);
    for (const Forbidden& form : forms_) {
      const bool leaks = folded.find(form.text) != std::string::npos;
      CHECK_MESSAGE(!leaks, "the output holds ", form.what);
    }
  }
  void check(const RunResult& result) const { check(result.out + "\n" + result.err); }

 private:
  std::vector<PlantedSecret> secrets_;
  std::vector<Forbidden> forms_;
};

void plant(GitRepoBuilder& repo, const std::vector<PlantedSecret>& secrets) {
  std::string all;
  for (size_t i = 0; i < secrets.size(); ++i) {
    repo.write("f" + std::to_string(i) + ".env", secrets[i].text);
    all += secrets[i].text;
  }
  repo.write(".github/CODEOWNERS", "* @acme/payments\n").stage().commit("all of them\n\n" + all);
  repo.config("remote.origin.url", "https://x:" + secrets[0].secret + "@github.com/acme/pay.git");
}

}  // namespace

TEST_CASE("No report and no message holds a secret in any form") {
  const LeakCheck leaks;
  GitRepoBuilder repo;
  plant(repo, leaks.secrets());
  const std::vector<std::vector<std::string>> formats = {
      {"--format", "text", "--color", "always"},
      {"--format", "text", "--color", "never"},
      {"--format", "json"},
      {"--format", "sarif"},
      {"--format", "text", "--min-confidence", "low", "--unreachable"}};
  for (const std::vector<std::string>& format : formats) {
    CAPTURE(format[1]);
    std::vector<std::string> arguments = {"scan", repo.path()};
    arguments.insert(arguments.end(), format.begin(), format.end());
    const RunResult result = keyhound(arguments);
    CHECK(result.exit_code == 1);
    leaks.check(result);
  }
}

TEST_CASE("All planted secrets are found, so that their absence in reports means something") {
  TempDir dir;
  const std::vector<PlantedSecret> secrets = planted_secrets();
  for (size_t i = 0; i < secrets.size(); ++i) {
    dir.write_file("f" + std::to_string(i) + ".env", secrets[i].text);
  }
  const Report report = scan({dir.str(), "--min-confidence", "low"}).report;
  for (size_t i = 0; i < secrets.size(); ++i) {
    CAPTURE(secrets[i].name);
    const std::string path = "f" + std::to_string(i) + ".env";
    CHECK(std::any_of(report.findings.begin(), report.findings.end(), [&](const Finding& finding) {
      return finding.occurrences.size() == 1 && finding.occurrences[0].path == path;
    }));
  }
}

TEST_CASE("Standard input, a staged change and report files hold no secret either") {
  const LeakCheck leaks;
  GitRepoBuilder repo;
  TempDir out;
  repo.commit_file("first", "first", "first");
  RunOptions options;
  for (const PlantedSecret& planted : leaks.secrets()) options.stdin_bytes += planted.text;
  leaks.check(keyhound({"scan", "-"}, options));
  repo.write("a.env", options.stdin_bytes).stage();
  leaks.check(keyhound({"scan", repo.path(), "--staged"}));
  leaks.check(keyhound({"scan", repo.path(), "--output", "sarif=" + (out / "a.sarif"), "--output",
                        "json=" + (out / "b.json"), "--output", "text=" + (out / "c.txt")}));
  for (const char* file : {"a.sarif", "b.json", "c.txt"}) leaks.check(out.read_file(file));
}

TEST_CASE("A first registry drafted from findings holds no secret") {
  const LeakCheck leaks;
  GitRepoBuilder repo;
  plant(repo, leaks.secrets());
  RunOptions options;
  options.cwd = repo.path();
  const RunResult result = keyhound({"registry", "init"}, options);
  INFO(result.describe());
  CHECK(result.exit_code == 0);
  leaks.check(result);
  std::string written = result.out;
  if (repo.dir().exists("keyhound-registry.yaml")) {
    written = repo.dir().read_file("keyhound-registry.yaml");
  }
  CHECK(written.find("CredentialRegistry") != std::string::npos);
  leaks.check(written);
}

TEST_CASE("Testing a user's rule does not print the secret of its example") {
  const LeakCheck leaks;
  TempDir dir;
  dir.write_file("rules.toml",
                 "[[rules]]\nid = \"acme-key\"\ndescription = \"Acme key\"\nprovider = \"Acme\"\n"
                 "credential = \"key\"\nkind = \"api-key\"\nseverity = \"high\"\n"
                 "confidence = \"high\"\nregex = '''\\bacme_[0-9]{24}\\b'''\nexamples = ['" +
                     leaks.secrets()[0].secret + "']\n");
  const RunResult result = keyhound({"rules", "test", "--rules", dir / "rules.toml"});
  CHECK(result.exit_code != 0);
  leaks.check(result);
}

TEST_CASE("A broken registry or rule file that holds a secret is refused without quoting it") {
  const LeakCheck leaks;
  const std::string secret = leaks.secrets()[0].secret;
  TempDir dir;
  dir.write_file(
      "registry.yaml",
      "apiVersion: keyhound.dev/v1\nkind: CredentialRegistry\ncredentials:\n  - id: one\n"
      "    type: " +
          secret + "\n    identity: {fingerprints: [" + secret +
          "]}\n"
          "    lifecycle: {created: " +
          secret + ", rotation: {period: " + secret + "}}\n");
  dir.write_file("rules.toml", "[[rules]]\nid = " + secret + "\n");
  dir.write_file("a.txt", "harmless");
  leaks.check(keyhound({"scan", dir / "a.txt", "--rules", dir / "rules.toml"}));
  leaks.check(keyhound({"registry", "lint", dir / "registry.yaml"}));
}

}  // namespace keyhound::testing
