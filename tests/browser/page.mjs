// The report of An Giang's plan, read in a browser as a reader would, and held
// against what the program says of the same day.
import { run } from './harness.mjs';
import './figures.mjs';
import './filter.mjs';
import './recorded.mjs';
import './shape.mjs';
import './hostile.mjs';

await run();
