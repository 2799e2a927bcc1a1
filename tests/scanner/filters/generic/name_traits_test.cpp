// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/generic/name_traits.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {

TEST_CASE("The last telling word of a name says what it names, however it is written") {
  struct Row {
    std::string name;
    NameKind kind;
  };
  for (const Row& row : std::initializer_list<Row>{{"DB_PASSWORD", NameKind::kPassword},
                                                   {"dbPassword", NameKind::kPassword},
                                                   {"mysql.root.pwd", NameKind::kPassword},
                                                   {"rootpassword", NameKind::kPassword},
                                                   {"clientSecret", NameKind::kSecret},
                                                   {"API_KEY", NameKind::kApiKey},
                                                   {"apikey", NameKind::kApiKey},
                                                   {"oauth_token_secret", NameKind::kSecret},
                                                   {"auth_password", NameKind::kPassword},
                                                   {"password_auth", NameKind::kPassword},
                                                   {"aes-key", NameKind::kKey},
                                                   {"session_id", NameKind::kSession},
                                                   {"width", NameKind::kNone}}) {
    CAPTURE(row.name);
    CHECK(read_name(row.name).kind == row.kind);
  }
}

TEST_CASE("Words around the telling one speak for or against a credential") {
  CHECK(read_name("password_length").negating_back == 1);
  CHECK(read_name("isTokenValid").negating_front == 1);
  CHECK(read_name("reset_password_url").negating_front == 1);
  CHECK(read_name("reset_password_url").negating_back == 1);
  CHECK(read_name("DB_ADMIN_PASSWORD").affirming == 2);
  CHECK(read_name("public_key").is_public);
  CHECK(read_name("access_key_id").is_public);
  CHECK(read_name("tokens").is_plural);
  CHECK_FALSE(read_name("pass").is_plural);
  CHECK(read_name("API_TOKEN").is_upper);
  CHECK_FALSE(read_name("apiToken").is_upper);
}

TEST_CASE("Names of what is public name no credential") {
  for (const std::string_view name :
       {"sshPublicKey", "public_key", "pinnedpubkey", "recv-keys", "keyid-format",
        "Sec-WebSocket-Key", "valkey", "pub_keys", "PublicKeyToken"}) {
    CAPTURE(name);
    CHECK(read_name(name).kind == NameKind::kNone);
  }
  CHECK(read_name("public_api_key").kind != NameKind::kNone);
  CHECK(read_name("public_secret").kind != NameKind::kNone);
}

TEST_CASE("Names of any length and bytes are read") {
  CHECK(read_name(std::string(10000, 'a')).kind == NameKind::kNone);
  CHECK(read_name("\xff\xfe_\x01").words == 0);
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "a_";
  CHECK(read_name(many).words <= 12);
}

}  // namespace keyhound
