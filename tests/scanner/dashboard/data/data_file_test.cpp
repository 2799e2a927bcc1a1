// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/data/data_file.h"

#include <doctest/doctest.h>

using namespace keyhound;

TEST_CASE("A data file is a call with rows, which texts cannot leave") {
  DataFile file("findings", 2, {"name", "count"});
  file.add(BoardJson::array({board_text("a\");alert(1);//\n\u2028\u202e</script>"), 3}));
  file.add(BoardJson::array({board_text(""), board_time(std::nullopt)}));
  CHECK(file.rows() == 2);
  CHECK(file.text() ==
        "khData.rows(\"findings\",2,[\"name\",\"count\"],[\n"
        "[\"a\\\");alert(1);//\\\\n\\\\u{2028}\\\\u{202E}</script>\",3],\n[null,null]\n]);\n");
  CHECK(data_file_name("findings", 2) == "findings-2.js");
}

TEST_CASE("Times are those that a browser can write, and invalid bytes do not end a file") {
  CHECK(board_time(Timestamp{INT64_MAX}) == 253'402'300'799);
  CHECK(board_time(Timestamp{5}) == 5);
  CHECK(board_line(BoardJson(std::string("\xff"))) == "\"\ufffd\"");
  CHECK(board_text("\xff") == "\\xFF");
}
