// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/net/peer_certificate.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {
namespace {

std::string vector_of(const std::string& bytes, int width) {
  std::string text;
  for (int i = width - 1; i >= 0; --i)
    text += static_cast<char>((bytes.size() >> (8 * static_cast<unsigned>(i))) & 0xffU);
  return text + bytes;
}

std::string message(const std::string& body) { return "\x0b" + vector_of(body, 3); }

}  // namespace

TEST_CASE("The first certificate of a message is the server's own") {
  const std::string list = vector_of("first", 3) + vector_of("second", 3);
  CHECK(certificate_of_message(message(vector_of(list, 3)), false) == "first");
  const std::string entries =
      vector_of("first", 3) + vector_of("", 2) + vector_of("second", 3) + vector_of("", 2);
  CHECK(certificate_of_message(message(vector_of("", 1) + vector_of(entries, 3)), true) == "first");
}

TEST_CASE("Other messages and damaged ones have no certificate") {
  const std::string whole = message(vector_of(vector_of("first", 3), 3));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CAPTURE(size);
    CHECK(certificate_of_message(std::string_view(whole).substr(0, size), false).empty());
  }
  std::string other = whole;
  other[0] = '\x02';
  CHECK(certificate_of_message(other, false).empty());
  CHECK(certificate_of_message(message(vector_of("", 3)), false).empty());
}

}  // namespace keyhound
