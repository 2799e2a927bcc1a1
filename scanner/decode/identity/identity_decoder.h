// SPDX-License-Identifier: Apache-2.0
// The row of an identity decoder, and the families that have tables of them. A new decoder is a row
// of its family's table; a new family is declared here and added in identity.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/decode/identity.h"

namespace keyhound {

struct IdentityDecoder {
  std::string_view name;
  IdentityPairs (*decode)(const IdentitySource& source);
};

std::vector<IdentityDecoder> aws_identities();
std::vector<IdentityDecoder> azure_identities();
std::vector<IdentityDecoder> json_identities();  // JSON inside a token, JWTs among them
std::vector<IdentityDecoder> key_identities();   // the public half of keys
std::vector<IdentityDecoder> text_identities();  // parts of a token, and text that it encodes

bool is_all_digits(std::string_view text);

// The decimal number that `text` is, below 10^18.
std::optional<std::int64_t> number_of(std::string_view text);

// RFC 3339 of seconds since the epoch; a fraction behind a point is cut. Nothing for no number.
std::optional<std::string> time_of(std::string_view seconds);

// The value of `name` among the parameters of a URL's query, with its %XX decoded.
std::optional<std::string> query_value(std::string_view text, std::string_view name);

// The text behind the first `prefix`, up to the first of `ends`.
std::string_view part_behind(std::string_view text, std::string_view prefix, std::string_view ends);

void add(IdentityPairs& pairs, std::string name, std::string_view value);
void add(IdentityPairs& pairs, std::string name, const std::string& value);
void add(IdentityPairs& pairs, std::string name, const std::optional<std::string>& value);

}  // namespace keyhound
