// SPDX-License-Identifier: Apache-2.0
// The HTML report in a browser. Makes reports with the program, uses them as people do, and keeps
// pictures of them.
import { runGroups } from './groups.mjs';
import * as recipes from './recipes.mjs';
import { appearanceTests } from './appearance.mjs';
import { crowdTests } from './crowd.mjs';
import { hostileTests } from './hostile.mjs';
import { useTests } from './use.mjs';

await runGroups(recipes, { use: useTests, appearance: appearanceTests, hostile: hostileTests, crowd: crowdTests });
