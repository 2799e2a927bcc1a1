// SPDX-License-Identifier: Apache-2.0
// What the characters of a value say about it: how random it is, what it is made of, what it looks
// like. Pure, thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace keyhound {

struct ValueTraits {
  std::size_t length = 0;
  float digits = 0;  // shares of the bytes
  float upper = 0;
  float lower = 0;
  float symbols = 0;
  float distinct = 0;       // distinct bytes, as a share of the most that the length allows
  float entropy_gap = 0;    // bits a character below what random text of its alphabet has
  float class_changes = 0;  // from letter to digit, lower to upper, ..., a byte
  float bigrams = 0;        // mean log2 of how likely each letter follows in words; 0: no letters
  float words = 0;          // share of the letters that dictionary words of 4 letters or more cover
  std::uint8_t longest_word = 0;
  std::uint8_t longest_run = 0;       // of one byte
  std::uint8_t longest_sequence = 0;  // abcd, 4321
  std::uint8_t longest_walk = 0;      // neighbours on a keyboard: qwert, asdf
  std::uint8_t parts = 0;             // words between blanks
  bool is_hex = false;
  bool is_base64 = false;  // of its alphabet, with both cases and digits
  bool is_base32 = false;
  bool is_number = false;
  bool is_uuid = false;
  bool is_identifier = false;  // letters, digits, _ that begin with a letter: may be a variable
  bool is_dotted = false;      // a.b.c
  bool is_kebab = false;       // lower-case words between hyphens
  bool is_path = false;        // /etc/x, C:\x, ./x, x/y.pem
  bool is_url = false;
  bool is_email = false;
  bool is_sentence = false;     // words between blanks, of letters
  bool is_capitalised = false;  // Word
  bool has_call = false;        // f(, a->b, a::b, a[
  bool has_extension = false;   // ends with .pem, .json, ...
};

ValueTraits read_value_traits(std::string_view value);

}  // namespace keyhound
