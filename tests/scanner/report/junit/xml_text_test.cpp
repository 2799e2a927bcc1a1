// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/junit/xml_text.h"

#include <doctest/doctest.h>

using namespace keyhound;

TEST_CASE("XML text escapes markup and shows what XML cannot hold") {
  CHECK(xml_text("<a b=\"c\">&amp;") == "&lt;a b=&quot;c&quot;&gt;&amp;amp;");
  CHECK(xml_text("]]><!--") == "]]&gt;&lt;!--");
  CHECK(xml_text("a\x1b\x01\n\xff") == "a\\x1B\\x01\\n\\xFF");
  CHECK(xml_text("\xef\xbf\xbe\xef\xbf\xbf") == "\xef\xbf\xbd\xef\xbf\xbd");
  CHECK(xml_text("##vso[x]") == "&#35;&#35;vso[x]");
  CHECK(xml_text("ä€\xf0\x9f\x94\x91") == "ä€\xf0\x9f\x94\x91");
}
