// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/credential_literal.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

TEST_CASE("Names of credentials are told from names that only sound like them") {
  for (const std::string_view name :
       {"DB_PASSWORD", "apiToken", "signing-key", "NPM_TOKEN", "AWS_SECRET_ACCESS_KEY",
        "DJANGO_SECRET_KEY", "sqlPassword", "client_secret", "password", "api_key"}) {
    CAPTURE(name);
    CHECK(is_credential_name(name));
  }
  for (const std::string_view name :
       {"TOKEN_URL", "secret_name", "MAX_EFFECTIVE_TOKENS", "PUBLIC_KEY", "PASSWORD_FILE",
        "cache-key", "key", "AWS_ACCESS_KEY_ID", "SECRET_NAMES", "TOKEN_TTL", "author",
        "generate-sas-token-enabled", "IMAGE_TAG", "KEYS", "PATH", "canarytokenURLs",
        "secret_arn"}) {
    CAPTURE(name);
    CHECK_FALSE(is_credential_name(name));
  }
}

TEST_CASE("Literals that are no credential are told by their form") {
  for (const std::string_view value :
       {"", "true", "25000000", "90d", "A_SECRET,B_SECRET", "RELEASE_TOKEN",
        "op://vault/item/field", "development/kv/data/jira token | JIRA_TOKEN", "changeme",
        "<your-token>", "${TOKEN}", "https://example.com/token", "/run/secrets/token", "xxxxxxxx",
        "password", "fallback-ci-secret-for-testing", "github-actions",
        "if_you_see_this_configure_the_token_properly"}) {
    CAPTURE(value);
    CHECK(judge_literal("API_TOKEN", value) == LiteralKind::kOther);
  }
}

TEST_CASE("The password of a test's database is a throw-away") {
  CHECK(judge_literal("POSTGRES_PASSWORD", "postgres") == LiteralKind::kThrowAway);
  CHECK(judge_literal("PGPASSWORD", "Qm4tRz8w") == LiteralKind::kThrowAway);
}

TEST_CASE("What is left may be a credential") {
  CHECK(judge_literal("DJANGO_SECRET_KEY", "dj4ng0-Qm4tRz8wLk") == LiteralKind::kCredential);
  CHECK(judge_literal("sqlPassword", "P@ssw0rt-Qm4t") == LiteralKind::kCredential);
  CHECK(judge_literal("db_password", "hunter2") == LiteralKind::kCredential);
  CHECK(judge_literal("DATABASE_SECRET", "https://bob:Qm4tRz8w@db.example.com/x") ==
        LiteralKind::kCredential);
}

TEST_CASE("A place that takes credentials only takes words for them") {
  CHECK_FALSE(is_no_credential("hackme"));
  CHECK(is_no_credential("$REGISTRY_PASSWORD"));
  CHECK(is_no_credential("${{ secrets.X }}"));
}

TEST_CASE("Where only a credential can stand, every literal is one but for places of others") {
  for (const char* value : {"$REGISTRY_PASSWORD", "<password>", "op://vault/item/field"})
    CHECK(is_credential_place(value));
  for (const char* value : {"hackme", "changeme", "password", "12345678"})
    CHECK_FALSE(is_credential_place(value));
}

}  // namespace
}  // namespace keyhound
