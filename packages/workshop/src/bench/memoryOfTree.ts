import { readdirSync, readFileSync } from 'node:fs';

/** A file of /proc; its process may be gone by now. */
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
      // The name may hold spaces and parentheses; what follows its last one does not.
      const [, parent] =
        read(`/proc/${pid}/stat`)
          ?.replace(/^.*\)\s*/s, '')
          .split(' ') ?? [];
      return parent ? [[Number(pid), Number(parent)] as const] : [];
    }),
  );
}

/**
 * Memory of a process and all below it (resident set sizes added up, in bytes), as Linux tells it.
 *
 * @returns undefined where there is no /proc
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
