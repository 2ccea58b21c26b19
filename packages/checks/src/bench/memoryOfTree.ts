import { readdirSync, readFileSync } from 'node:fs';

/** A file of /proc; its process may have exited. */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function parents(): Map<number, number> {
  const processes = readdirSync('/proc').filter(name => /^\d+$/.test(name));
  return new Map(
    processes.flatMap(pid => {
      // The name may contain spaces and parentheses; the fields start after the last parenthesis.
      const [, parent] =
        read(`/proc/${pid}/stat`)
          ?.replace(/^.*\)\s*/s, '')
          .split(' ') ?? [];
      return parent ? [[Number(pid), Number(parent)] as const] : [];
    }),
  );
}

/**
 * Memory of a process and its descendants (sum of resident set sizes, in bytes), from Linux.
 *
 * @returns undefined without /proc
 */
export function memoryOfTree(root: number): number | undefined {
  if (read('/proc/self/stat') === undefined) return undefined;
  const parentOf = parents();
  const isBelow = (pid: number | undefined): boolean =>
    pid === root || (pid !== undefined && isBelow(parentOf.get(pid)));
  const kilobytes = [...parentOf.keys()].filter(isBelow).map(pid => {
    const [, size] =
      /^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`) ?? '') ?? [];
    return Number(size ?? 0);
  });
  return kilobytes.reduce((sum, size) => sum + size, 0) * 1024;
}
