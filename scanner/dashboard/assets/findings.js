// SPDX-License-Identifier: Apache-2.0
// findings.js: the page of all findings.
'use strict';

khFindingList.start({ findings: khData.all('findings'), first: 0, isOfAll: true, fixed: [] });
