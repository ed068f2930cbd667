// A command reads, understands and plans once and ends: most of its code runs a few hundred times, and V8 in its haste optimises it all the
// same, again and again as it learns more. On the sample district that took more than half of the processor time (3.2 s; 1.3 s without).
// Code that runs really often — hundreds of forms — is optimised still, a moment later. Imported for what it does, before all else.
import { setFlagsFromString } from 'node:v8';

/** Eight times V8's own budget. */
const BUDGET = 8 * 66 * 1024;

setFlagsFromString(`--interrupt-budget=${BUDGET}`);
