// SPDX-License-Identifier: Apache-2.0
// The organisation of docs/tutorial-governance.md: what leaked into its three repositories, all on
// 10 January 2026, when their code moved to git.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "tests/support/git_repo_builder.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

inline std::string slack_token(unsigned n) {
  return "xoxb-" + random_text(n, 12, "123456789") + "-" + random_text(n + 1, 13, "123456789") +
         "-" + alphanumerics(n + 2, 24);
}

inline std::string planted(std::string_view name) {
  for (const PlantedSecret& one : planted_secrets()) {
    if (one.name == name) return one.secret;
  }
  return {};
}

// Puts the repository into `directory` under the last part of its name, "acme/pay" as "pay".
inline void place_repository(GitRepoBuilder& repo, const std::string& name,
                             const std::filesystem::path& directory) {
  namespace fs = std::filesystem;
  repo.config("remote.origin.url", "https://git.acme.example/" + name + ".git");
  fs::copy(repo.path(), directory / fs::path(name).filename(), fs::copy_options::recursive);
}

inline void make_pay(const std::filesystem::path& directory) {
  GitRepoBuilder repo;
  repo.write("CODEOWNERS", "* @acme/payments\n/deploy/ @acme/platform\n");
  repo.write("src/charge.js", "export function charge(card) { return card.pay(); }\n");
  repo.stage().commit("Begin");
  repo.commit_file(
      "deploy/prod.env",
      "AWS_ACCESS_KEY_ID=" + aws_key_id(1) + "\nAWS_SECRET_ACCESS_KEY=" + aws_secret_key(1) + "\n",
      "Deploy to production");
  repo.commit_file("config/stripe.env", "STRIPE_KEY=sk_live_" + alphanumerics(2, 24) + "\n",
                   "Charge cards");
  repo.commit_file("config/database.yml",
                   "url: postgres://pay:" + alphanumerics(3, 22) + "@db.acme.internal/pay\n",
                   "Keep payments");
  repo.commit_file("scripts/notify.sh", "SLACK_TOKEN=" + slack_token(10) + "\n",
                   "Tell of failures");
  repo.commit_file("scripts/release.sh", "GITHUB_TOKEN=" + github_pat(5) + "\n", "Release");
  repo.commit_file("config/mail.env",
                   "SENDGRID=SG." + alphanumerics(6, 22) + "." + alphanumerics(7, 43) + "\n",
                   "Send receipts");
  repo.commit_removal("config/mail.env", "Take the mail key out");
  repo.commit_file(".npmrc", "//npm.acme.example/:_authToken=" + planted("npm_") + "\n",
                   "Use our packages");
  place_repository(repo, "acme/pay", directory);
}

inline void make_web(const std::filesystem::path& directory) {
  GitRepoBuilder repo;
  repo.commit_file("CODEOWNERS", "* @acme/web\n", "Begin");
  repo.commit_file("src/map.js", "const mapsKey = \"AIza" + alphanumerics(20, 35) + "\";\n",
                   "Show a map");
  repo.commit_file("src/shop.js",
                   "const shop = \"shpat_" + random_text(21, 32, "0123456789abcdef") + "\";\n",
                   "Show the shop");
  repo.commit_file("mirror.sh", "GITLAB_TOKEN=glpat-" + alphanumerics(22, 20) + "\n", "Mirror");
  repo.commit_file("search/rank.py",
                   "HF_TOKEN = \"hf_" +
                       random_text(23, 34, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") +
                       "\"\n",
                   "Rank results");
  repo.commit_file(".npmrc", "//npm.acme.example/:_authToken=" + planted("npm_") + "\n",
                   "Use our packages");
  place_repository(repo, "acme/web", directory);
}

inline void make_infra(const std::filesystem::path& directory) {
  GitRepoBuilder repo;
  repo.commit_file("CODEOWNERS", "* @acme/platform\n", "Begin");
  repo.commit_file("terraform/do.tfvars",
                   "do_token = \"dop_v1_" + random_text(30, 64, "0123456789abcdef") + "\"\n",
                   "Describe the machines");
  repo.commit_file("keys/deploy", openssh_private_key(), "Deploy by SSH");
  repo.commit_file("terraform/github.tfvars", "github_token = \"" + github_pat(32) + "\"\n",
                   "Describe the repositories");
  repo.commit_file("ci/runner.sh", "TOKEN=glpat-" + alphanumerics(33, 20) + "\n", "Run jobs");
  repo.commit_file("ops/alerts.sh", "SLACK_TOKEN=" + slack_token(34) + "\n", "Alert");
  place_repository(repo, "acme/infra", directory);
}

inline void make_organisation(const std::filesystem::path& directory) {
  make_pay(directory);
  make_web(directory);
  make_infra(directory);
}

}  // namespace keyhound::testing
