/*
 * Lints texts as if they stood in files of this repository: [{ filePath, text }] as JSON on stdin, the results on
 * stdout. A process of its own, because a lint plugin of the frontend does not load inside jest's sandbox.
 */
const { text: readText } = require('node:stream/consumers');
const { ESLint } = require('eslint');

async function main() {
  const eslint = new ESLint();
  const results = [];
  for (const { filePath, text } of JSON.parse(await readText(process.stdin))) {
    const [{ messages }] = await eslint.lintText(text, { filePath });
    results.push(messages);
  }
  process.stdout.write(JSON.stringify(results));
}

main();
