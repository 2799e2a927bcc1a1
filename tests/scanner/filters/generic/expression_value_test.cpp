// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/generic/expression_value.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {
namespace {

bool is_code(const std::string& text, std::string_view word = "pass") {
  const std::size_t place = text.find(word);
  const auto found = read_assignment(text, place, place + word.size());
  CAPTURE(text);
  REQUIRE(found);
  return is_expression(text, *found);
}

}  // namespace

TEST_CASE("Casts, operands and chains of assignments are code") {
  for (const std::string text :
       {"pass = (const char*)get_data(ui);", "x.pass = (word32) strlen(y);",
        "pass = (char *)param;", "pass = start + length;", "pass = config ? config.x : NULL",
        "user = pass = host = NULL;", "pass = other && more", "if(!user || !pass || !options) {",
        "(u.user || pass || options) ? 1 : 0", "pass = argv[++i];", "case x_pass: return 1;",
        "static final int BAD_pass = 251756922;"})
    CHECK(is_code(text));
}

TEST_CASE("Expansions, lists of constants and sentences assign nothing") {
  CHECK(is_code("-v $pass:/host", "pass"));
  CHECK(is_code("-v $(pwd):/host", "pwd"));
  CHECK(is_code("user:secret 'imap://host'", "secret"));
  CHECK(is_code("`PSK-AES128-CCM`, `PSK-AES256-CCM`", "PSK"));
  CHECK(is_code("no password is specified, then", "password"));
  CHECK_FALSE(is_code("the password is other9", "password"));
  CHECK_FALSE(is_code("(pwd: other)", "pwd"));
}

TEST_CASE("A field of a template is no value") {
  CHECK(is_code("PASS={alnum:20}", "PASS"));
  CHECK(is_code("pass = {name}.{other}"));
  CHECK_FALSE(is_code("{pass: other}"));
}

TEST_CASE("A shell's test is a comparison") {
  for (const std::string text :
       {"if test \"$mode,$pass\" = \"prog,link\"; then", "if test $pass = other || true",
        "if [ \"$pass\" = \"other\" ]", "[ $pass = other ]"})
    CHECK(is_code(text));
  CHECK_FALSE(is_code("$pass = \"other\";"));
}

TEST_CASE("A literal beside a variable in a call is another argument") {
  for (const std::string text :
       {"send(conn->passwd, \"smtp\", 1)", "check_passwd(\"proxy\", &config->userpwd);",
        "my_getpass(\"Enter it: \")", "io.read_passwd('from where')", "passwd.encode('utf-16le')",
        "/* pass \"Location:\" on */", "flags to pass to `release`"})
    CHECK(is_code(text));
}

TEST_CASE("What sets a credential, and what shells and configuration write, stays") {
  for (const std::string text :
       {"put(PASS, \"other\")", "set :db_pass, 'other'", "put(\"pass\", \"other\")",
        "set_pass(\"other\")", "passwd_field.fill(\"other\")", "config.pass(\"other\")",
        "pass(\"other\", 3)", "PASS=other || exit 1", "pass = other", "pass: other # + more",
        "PASS=${X:-other}", "<pass>(other)</pass>"})
    CHECK_FALSE(is_code(text, text.find("PASS") != std::string::npos ? "PASS" : "pass"));
}

}  // namespace keyhound
