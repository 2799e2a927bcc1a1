// SPDX-License-Identifier: Apache-2.0
// The dashboard in a browser. Makes stores, writes their pages with the program, uses them as people
// do, and keeps pictures of them.
import { runGroups } from './groups.mjs';
import * as recipes from './dashboard_recipes.mjs';
import { dashboardAppearanceTests } from './dashboard_appearance.mjs';
import { dashboardCrowdTests } from './dashboard_crowd.mjs';
import { dashboardHostileTests } from './dashboard_hostile.mjs';
import { dashboardUseTests } from './dashboard_use.mjs';

await runGroups(recipes, { use: dashboardUseTests, appearance: dashboardAppearanceTests, hostile: dashboardHostileTests, crowd: dashboardCrowdTests });
