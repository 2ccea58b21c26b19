import { runCli } from '../runCli';

/** Runs a command as a terminal would; `answer` is the user's reply to a question. */
export async function run(args: string[], answer?: string) {
  const results: string[] = [];
  const notes: string[] = [];
  const exitCode = await runCli(args, {
    result: text => results.push(text),
    note: line => notes.push(line),
    ask: async () => answer,
  });
  return { exitCode, result: results.join('\n'), notes };
}
