// SPDX-License-Identifier: Apache-2.0
// Private to scanner/http/: libcurl's handles, and its start.
#pragma once

#include <curl/curl.h>

#include "scanner/base/c_handle.h"
#include "scanner/base/result.h"

namespace keyhound {

using CurlEasy = CHandle<CURL, curl_easy_cleanup>;
using CurlList = CHandle<curl_slist, curl_slist_free_all>;
using CurlMulti = CHandle<CURLM, curl_multi_cleanup>;
using CurlUrl = CHandle<CURLU, curl_url_cleanup>;

// Before any other call, once or again. kConfiguration when the library cannot be loaded.
Status start_curl();

}  // namespace keyhound
