// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/generic/reference_value.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {

TEST_CASE("Variables, templates, look-ups and ciphertext are references, quoted or not") {
  for (const std::string value : {"${DB_PASSWORD}",
                                  "$(cat file)",
                                  "$DB_PASSWORD",
                                  "$password",
                                  "%PASSWORD%",
                                  "@PASSWORD@",
                                  "{{ vault_x }}",
                                  "<%= ENV['X'] %>",
                                  "#{secret}",
                                  "<your password>",
                                  "{0}",
                                  "sk_{token}",
                                  "acme_{hex:40}",
                                  "%s",
                                  "os.environ['X']",
                                  "process.env.X",
                                  "ENC[AES256_GCM,data:abc]",
                                  "{cipher}00ff",
                                  "$ANSIBLE_VAULT;1.1",
                                  "!vault",
                                  "!Ref Password",
                                  "arn:aws:secretsmanager:eu-west-1:1:secret:x",
                                  "op://vault/item",
                                  "vault:secret/data/x",
                                  "/run/secrets/db",
                                  "ref+awsssm://x",
                                  "{{resolve:secretsmanager:x}}",
                                  "$2b$12$abc",
                                  "$6$rounds=1$x",
                                  "{SSHA}abc",
                                  "pbkdf2_sha256$1$x",
                                  "$conf['x']",
                                  "$this->password",
                                  "$r-&gt",
                                  "sha256//abc",
                                  "id/20260101/region/s3/aws4_request"}) {
    CAPTURE(value);
    CHECK(is_reference(value, true));
    CHECK(is_reference(value, false));
  }
}

TEST_CASE("Text that printf fills in or scanf takes apart is a reference") {
  for (const std::string value :
       {"%s", "%d", "Authorization: NTLM %s", ":%127[^@]", "%02x%02x", "key-%d.pem", "%.*s", "%@"})
    CHECK(is_reference(value, true));
  for (const std::string value : {"50%dark9", "100%", "9%x8y7", "%", "a%"})
    CHECK_FALSE(is_reference(value, true));
}

TEST_CASE("A bare call is a reference, the same between quotes is text") {
  CHECK(is_reference("getenv(\"X\")", false));
  CHECK(is_reference("readPassword()", false));
  CHECK(is_reference("random_password.cache.result", false));
  CHECK_FALSE(is_reference("random.cache.result", false));
  CHECK_FALSE(is_reference("Secure(1)x", true));
}

TEST_CASE("Names of settings are told from values") {
  CHECK(is_setting_name("CLIENT_SECRET"));
  CHECK_FALSE(is_setting_name("CLIENTSECRET"));
  CHECK_FALSE(is_setting_name("Client_Secret9"));
}

TEST_CASE("Passwords with signs in them are no references") {
  for (const std::string value : {"winter2024!", "pa$$w0rd1", "$ecret99x", "100%sure9", "a@b1c",
                                  "x{y9", "a{}b", "q{\"k\":1}", "<3cats99"}) {
    CAPTURE(value);
    CHECK_FALSE(is_reference(value, true));
  }
}

}  // namespace keyhound
