// Adds up the results of all suites and prints them as the closing line: `N passed, N failed`. A test that was
// skipped counts as failed, and so does a suite that ended before it could report.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder = '', status = '0'] = process.argv.slice(2);
let passed = 0;
let failed = 0;
for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  const result = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  passed += result.numPassedTests;
  failed += result.numTotalTests - result.numPassedTests;
}
if (status !== '0' && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed`);
