import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { platformTable } from '../__testUtils__/platformTable';

describe("the platform's table", () => {
  const areas = Object.entries(platformTable);

  it('has 29 rows', () => {
    const rows = areas.flatMap(([, names]) => names);
    expect(rows).toHaveLength(29);
    expect(new Set(rows).size).toBe(29);
  });

  // Within an area, cellsOf and the type of its rows ensure that no row or blueprint is missing.
  it.each(areas)('is tested in the area %s', area => {
    expect(readdirSync(__dirname)).toContain(`${area}.test.ts`);
    expect(readFileSync(join(__dirname, `${area}.test.ts`), 'utf8')).toContain(
      `const cells = cellsOf('${area}', {`,
    );
  });
});
