// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/private_key_text.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/tokens.h"

namespace keyhound {
namespace {

using testing::base64;

const std::string kDashes(5, '-');
const std::string kBegin = kDashes + "BEGIN EC PRIVATE KEY" + kDashes;
const std::string kEnd = kDashes + "END EC PRIVATE KEY" + kDashes;

// Its base64 has + and / and a padding.
const std::string kBytes = "\xFB\xFF\xBF<<??\x3F>>>keyhound keyhound keyhound\n";

std::string decode(const std::string& text) {
  std::string out(text.size(), '\0');
  out.resize(decode_private_key_text(text, out));
  return out;
}

// What a source text writes before and after each line of a PEM block.
struct Form {
  std::string before;
  std::string after;
};

std::string block(const Form& form) {
  const std::string body = base64(kBytes);
  std::string text = form.before + kBegin + form.after;
  for (std::size_t at = 0; at < body.size(); at += 16) {
    text += form.before + body.substr(at, 16) + form.after;
  }
  return text + form.before + kEnd + form.after;
}

}  // namespace

TEST_CASE("A key is read however source texts write its lines") {
  const Form forms[] = {{"", "\n"},          {"", "\r\n"},           {"    ", "\n"},
                        {"", "\\n"},         {"", "\\r\\n"},         {"", "\\\\n"},
                        {"\\t", "\\n"},      {"  \"", "\",\n"},      {"'", "\\n' .\n"},
                        {"\"", "\\n\" +\n"}, {"+ \"", "\\n\"\n"},    {"b\"", "\\n\"\n"},
                        {"\"", "\\n\"+\n"},  {"// ", "\n"},          {"# ", "\n"},
                        {"> ", " \\\n"},     {"L\"", "\\r\\n\"\\\n"}};
  for (const Form& form : forms) {
    CAPTURE(form.before);
    CAPTURE(form.after);
    CHECK(decode(block(form)) == kBytes);
  }
}

TEST_CASE("Escaped characters of the base64 count as what they mean") {
  std::string body;
  for (const char c : base64(kBytes)) {
    if (c == '+') {
      body += "\\u002B";
    } else if (c == '=') {
      body += "\\u003d";
    } else {
      body += c == '/' ? "\\/" : std::string(1, c);
    }
  }
  CHECK(decode(kBegin + "\\n" + body + "\\n" + kEnd) == kBytes);
  CHECK(decode("\\u00") == decode("u00"));
  CHECK(decode("\\u12ab") == decode("u12ab"));
  CHECK(decode("AAAA\\").size() == 3);
}

TEST_CASE("A key is read without its end, and as the base64 alone") {
  CHECK(decode(kBegin + "\n" + base64(kBytes)) == kBytes);
  CHECK(decode(base64(kBytes)) == kBytes);
  CHECK(decode("key: " + kBegin + "\n" + base64(kBytes) + "\n" + kEnd + "\nAAAA") == kBytes);
}

TEST_CASE("Nothing is read of encrypted PEM blocks and of those that hold something else") {
  const std::string body = "\n" + base64(kBytes) + "\n";
  CHECK(decode("").empty());
  CHECK(decode(kDashes + "BEGIN ENCRYPTED PRIVATE KEY" + kDashes + body).empty());
  CHECK(decode(kBegin + "\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n" + body).empty());
  CHECK(decode(kDashes + "BEGIN CERTIFICATE" + kDashes + body).empty());
}

}  // namespace keyhound
